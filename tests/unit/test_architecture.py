"""The package stays what it claims to be: physics on NumPy and SciPy, data flowing one way, importable at once."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ndtc_core

ROOMS = sorted(Path(ndtc_core.__file__).parent.glob("*.py"))
ORDER = [
    "domain",
    "distributions",
    "quadrature",
    "bcs",
    "coherence",
    "mattis_bardeen",
    "film_source",
    "electron_phonon",
    "junction",
    "electron_phonon_slopes",
    "photonic",
    "nis_channel",
    "usadel",
    "thermal_average",
    "proximity",
    "superconducting_line",
    "balance",
    "nis_balance",
    "heat_capacity",
    "network",
    "dynamics",
    "nis_device",
    "devices",
    "__init__",
]


def imported_modules(room):
    for node in ast.walk(ast.parse(room.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            prefix = "ndtc_core." if node.level else ""
            yield from (prefix + (node.module or alias.name) for alias in node.names)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.stem)
def test_only_numpy_and_scipy_are_imported(room):
    foreign = (
        {name.split(".")[0] for name in imported_modules(room)}
        - {"numpy", "scipy", "ndtc_core"}
        - sys.stdlib_module_names
    )
    assert not foreign


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.stem)
def test_data_flows_one_way(room):
    inner = {name.split(".")[1] for name in imported_modules(room) if name.startswith("ndtc_core.")}
    assert all(ORDER.index(name) < ORDER.index(room.stem) for name in inner if name in ORDER)
    assert not inner & {"notebook", "cluster"}


@pytest.mark.parametrize("room", [room for room in ROOMS if room.stem != "__init__"], ids=lambda room: room.stem)
def test_every_room_draws_where_it_stands(room):
    """The last lines of its docstring: what it imports ─→ [itself] ─→ who imports it; ``domain``, which all do, only if alone."""
    inner = {
        each.stem: {name[10:] for name in imported_modules(each) if name.startswith("ndtc_core.")} for each in ROOMS
    }
    before = inner[room.stem] - {"domain"} or inner[room.stem]
    after = {name for name, used in inner.items() if room.stem in used} - {"__init__"} or {"(chapters)"}
    after = {"every room"} if room.stem == "domain" else after
    drawn = " ".join(ast.get_docstring(ast.parse(room.read_text("utf-8"))).split("\n\n")[-1].split())
    places = [{name for name in part.split(", ") if name} for part in drawn.split(" ─→ ")]
    assert places == [part for part in (before, {f"[{room.stem}]"}, after) if part]


def test_the_package_alone_does_not_load_what_only_chapters_need():
    extras = {"matplotlib", "sympy", "IPython", "ipywidgets", "dask", "distributed", "xarray", "zarr"}
    code = f"import sys, ndtc_core; print(sorted({extras} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_worker_needs_no_chapter():
    """ndtc_core.cluster is imported on machines that have no screen: the extra [cluster] is enough."""
    code = "import sys, ndtc_core.cluster; print(sorted({'matplotlib', 'ndtc_core.notebook'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
