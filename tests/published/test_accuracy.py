"""The page "How good are these numbers?": every function is on it and keeps what it states; the file is the tool's."""

import accuracy
import numpy as np
import pytest
from good_input import GOOD

from ndtc_core import NISDevice, PhaseTransitionDevice, ProximityWire
from ndtc_core.notebook.accuracy import ROWS, STORED, rounded_up, stored

WITHOUT = {
    "with_ratio",
    "ndtc_window",
    "ProximityWire",
    "PhaseTransitionDevice",
    "NISDevice",
}  # no integral of their own
SLOW = (
    "spectral",
    "Wire",
    "proximity.c",
    "interferometer",
    "NISDevice",
    "PhaseTransition",
    "Γ",
    "slopes",
    "energy",
    "bcs.gap_s",
)
SLOW += ("electron_phonon.superconductor", "diffusion")


def name_of(function):
    owner = getattr(function, "__self__", None)
    if isinstance(owner, NISDevice | PhaseTransitionDevice):
        return f"{type(owner).__name__}.{function.__name__}"
    if isinstance(owner, ProximityWire) and function.__name__ in ("diffusion_coefficients", "spectral_resistances"):
        return f"proximity.ProximityWire.{function.__name__}"
    # a wire's other methods hand on to the functions of that name
    name = function.__name__.replace("thermal_conductance", "conductances").replace(
        "electric_conductance", "conductances"
    )
    return f"{function.__module__.removeprefix('ndtc_core.')}.{name}"


@pytest.mark.parametrize("function", [f for f in GOOD if f.__name__ not in WITHOUT], ids=name_of)
def test_every_function_has_a_row(function):
    assert name_of(function) in {row.name for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_is_stated_is_kept(row):
    error, allowed = row.errors(slice(None, None, 1 + 3 * ("proximity" in row.name or "Γ" in row.name)))
    assert np.isfinite(error).all()
    assert (error <= allowed).all(), f"{(error / allowed).max():.2g} times what is stated"


@pytest.mark.parametrize("name", [row.name for row in ROWS if not any(word in row.name for word in SLOW)])
def test_the_stored_references_are_what_the_tool_computes(name):
    points, reference = stored(name)
    drawn = accuracy.SAMPLES[name][0](accuracy.generator(name))
    for argument, values in drawn.items():
        np.testing.assert_allclose(points[argument], values, rtol=1e-12)
    some = np.random.default_rng(8).choice(reference.shape[0], 4, replace=False)
    with np.errstate(all="ignore"):
        again = accuracy.SAMPLES[name][1](**{argument: values[some] for argument, values in points.items()})
    np.testing.assert_allclose(again, reference[some], rtol=1e-13, atol=1e-290)


def test_the_file_is_small():
    assert STORED.stat().st_size < 1_000_000  # 40 bytes a point


def test_rounding_upwards():
    assert [rounded_up(x) for x in (0.0, 1.1e-16, 2.3e-13, 9.5e-11, 1.1e-7, 9.7e-7)] == [
        "1e-16", "1e-15", "1e-12", "1e-10", "2e-07", "1e-06",
    ]  # fmt: skip
