"""Maps by Dask: the numbers of the direct call, nothing lost by a kill, and no file taken for another's."""

import functools
import importlib
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from distributed import Client

from ndtc_core.cluster import local_cluster, sweep
from ndtc_core.devices import NISDevice

AXES = {"chi": np.array([0.5, 2.0, 10.0]), "power": np.geomspace(1e-15, 1e-10, 5), "material": ["silver", "thick"]}


def drops(chi, power, material):
    """T_left falls by so much; 1e-10 W is more than any temperature below T_c sheds."""
    device = NISDevice(chi=chi, volume_normal=5.2e-21 * np.where(material == "silver", 1.0, 4.0))
    drop, count = device.temperature_drop(power, on_failure="mask")
    return {"drop": drop, "count": count}


def product(x, y):
    return {"product": x * y}


@pytest.fixture(scope="module")
def client():
    with (
        local_cluster(n_workers=1, processes=False) as cluster,
        Client(cluster) as client,
    ):
        yield client


def numbers(x, y):
    return {"product": x * y}


@pytest.mark.parametrize("chunk", [1, 7, 10**6])
def test_a_map_is_the_direct_call(tmp_path, client, chunk):
    chi, power, material = np.meshgrid(*AXES.values(), indexing="ij", sparse=True)
    direct = drops(chi, power, material)
    found = sweep(drops, AXES, tmp_path / "map.zarr", chunk=chunk, client=client, show_progress=False)
    assert found["drop"].dims == tuple(AXES)
    assert np.isnan(found["drop"]).sum() == np.count_nonzero(direct["count"] == 0) == 6
    np.testing.assert_array_equal(found["count"], direct["count"])
    np.testing.assert_allclose(found["drop"], direct["drop"], rtol=0, atol=1e-10)
    assert found["drop"].sel(material="thick", chi=2).shape == (5,)


SCRIPT = """
import os, time
import numpy as np
from distributed import Client
from ndtc_core.cluster import local_cluster, sweep

AXES = {"x": np.arange(40.0), "y": np.arange(3.0)}

def slow(x, y):
    with open(os.environ["LOG"], "a") as log:
        log.write("x")
    time.sleep(0.02)
    return {"product": x * y, "nothing": np.nan}

if __name__ == "__main__":
    with local_cluster(n_workers=1, processes=False) as cluster, Client(cluster) as client:
        sweep(slow, AXES, os.environ["STORE"], chunk=3, client=client)
"""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_map_is_taken_up_where_it_was(tmp_path, client, monkeypatch, stop):
    """In the middle: every chunk in the file is whole, and only the missing ones are computed again."""
    script, log, store = tmp_path / "slow_map.py", tmp_path / "log", tmp_path / "map.zarr"
    script.write_text(SCRIPT)
    monkeypatch.setenv("LOG", str(log))
    monkeypatch.setenv("STORE", str(store))
    run = subprocess.Popen(
        [sys.executable, str(script)],
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background job may have inherited deafness
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not log.exists() or log.stat().st_size < 12:
        time.sleep(0.005)
        assert run.poll() is None
    os.killpg(run.pid, stop)
    assert run.wait(20) != 0
    kept = {path.name: path.read_bytes() for path in (store / "value").glob("[0-9]*") if path.suffix != ".partial"}
    assert 9 <= len(kept) < 40

    monkeypatch.syspath_prepend(tmp_path)
    slow_map = importlib.import_module("slow_map")
    for computed in (1 + 40 - len(kept), 1):  # the first point is asked for the names of the outputs
        log.write_text("")
        found = sweep(slow_map.slow, slow_map.AXES, store, client=client, show_progress=False)
        assert log.stat().st_size == computed
        np.testing.assert_array_equal(found["product"], np.outer(np.arange(40), np.arange(3)))
        assert np.isnan(found["nothing"]).all()
    for name, content in kept.items():
        assert (store / "value" / name).read_bytes() == content


def test_files_of_others_are_refused(tmp_path, client):
    file = tmp_path / "map.zarr"
    sweep(product, {"x": [1, 2], "y": [3.0]}, file, client=client, show_progress=False)
    for axes, words in (
        ({"x": [1, 3], "y": [3.0]}, r"over other axes \(x\): choose another file"),
        ({"x": [1, 2], "y": [3.0, 4.0]}, r"over other axes \(y\)"),
        ({"y": [3.0], "x": [1, 2]}, r"over other axes \(in another order\)"),
    ):
        with pytest.raises(ValueError, match=words):
            sweep(product, axes, file, client=client)
    for function, version in ((numbers, ""), (product, "2")):
        with pytest.raises(ValueError, match="was computed by another function, version or ndtc_core"):
            sweep(function, {"x": [1, 2], "y": [3.0]}, file, version=version, client=client)
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    with pytest.raises(ValueError, match=r"notes\.txt exists and is no map: choose another file"):
        sweep(product, {"x": [1, 2], "y": [3.0]}, other, client=client)
    assert other.read_text() == "mine"


@pytest.mark.parametrize(
    "axes",
    [
        {"x": [[1.0, 2.0]], "y": [1]},
        {"x": [1.0, np.nan], "y": [1]},
        {"x": [1.0, 1.0], "y": [1]},
        {"x": [], "y": [1]},
        {"x": 3.0, "y": [1]},
        {"x": [True], "y": [1]},
        {"x": [[1.0], [1.0, 2.0]], "y": [1]},
        {"x y": [1]},
        {"output": [1]},
        {"value": [1]},
        {3: [1]},
    ],
)
def test_bad_axes(tmp_path, axes):
    with pytest.raises(ValueError, match=rf"axis {next(iter(axes))!r} must be a 1-D array of distinct finite numbers"):
        sweep(product, axes, tmp_path / "map.zarr")
    assert not list(tmp_path.iterdir())


def test_no_axes_and_no_source(tmp_path):
    with pytest.raises(ValueError, match="at least one axis, got none"):
        sweep(product, {}, tmp_path / "map.zarr")
    with pytest.raises(ValueError, match="axes must be a mapping from names to 1-D arrays"):
        sweep(product, [1, 2], tmp_path / "map.zarr")
    for function in (dict, functools.partial(product, y=3)):
        with pytest.raises(ValueError, match="must be a plain Python function whose source can be read"):
            sweep(function, {"x": [1]}, tmp_path / "map.zarr")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("chunk", [0, -1, 2.5, "7", True, None])
def test_bad_chunk(tmp_path, chunk):
    with pytest.raises(ValueError, match="chunk must be a whole number of designs ≥ 1, got"):
        sweep(product, {"x": [1, 2], "y": [3]}, tmp_path / "map.zarr", chunk=chunk)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda x, y: x * y, "must return a mapping from names of outputs to numbers, got"),
        (lambda x, y: {}, "must return a mapping"),
        (lambda x, y: {3: x}, "must return a mapping"),
        (lambda x, y: {"x": 2 * x}, "an output must not be named 'output' or like an axis, got 'x'"),
        (lambda x, y: {"product": 1j * x * y}, "output 'product' must hold real numbers, got complex128"),
        (lambda x, y: {"product": "much"}, "output 'product' must hold real numbers, got <U4"),
        (lambda x, y: {"product": [x, y]}, r"must broadcast to the \(1, 1\) designs"),
        (lambda x, y: {"product": np.ones(3)}, r"must broadcast to the \(1, 1\) designs asked for, got shape \(3,\)"),
    ],
)
def test_bad_outputs(tmp_path, function, words):
    """The first design tells: before a store is begun."""
    with pytest.raises(ValueError, match=words):
        sweep(function, {"x": [1, 2], "y": [3]}, tmp_path / "map.zarr")
    assert not list(tmp_path.iterdir())


def changes_its_mind(x):
    return {"small": x} if x.max() < 3 else {"large": x}


def test_other_outputs_for_some_designs(tmp_path, client):
    with pytest.raises(ValueError, match=r"outputs \['small'\] for all designs, got \['large'\] for some"):
        sweep(changes_its_mind, {"x": [1, 2, 3, 4]}, tmp_path / "map.zarr", chunk=2, client=client, show_progress=False)


def test_an_empty_chunk_file_is_computed_again(tmp_path, client):
    axes, file = {"x": [1, 2], "y": [3.0]}, tmp_path / "map.zarr"
    sweep(product, axes, file, chunk=1, client=client, show_progress=False)
    chunk = file / "value" / "1.0.0"
    assert chunk.stat().st_size
    chunk.write_bytes(b"")
    found = sweep(product, axes, file, chunk=1, client=client, show_progress=False)
    np.testing.assert_array_equal(found["product"], [[3], [6]])


def fails_at_two(x):
    if (x == 2).any():
        raise ZeroDivisionError("not at two")
    return {"y": 1 / (x - 2)}


def test_a_chunk_that_fails_is_named_and_the_others_are_kept(tmp_path, client):
    with pytest.raises(ZeroDivisionError, match="not at two"):
        sweep(fails_at_two, {"x": np.arange(6.0)}, tmp_path / "map.zarr", chunk=1, client=client, show_progress=False)
    assert len(list((tmp_path / "map.zarr" / "value").glob("[0-9]*"))) == 5


def who(x):
    """Which process computes, and with how many BLAS threads."""
    return {
        "process": os.getpid() + 0 * x,
        "threads": float(os.environ.get("OMP_NUM_THREADS", 0)),
        "trim": float("MALLOC_TRIM_THRESHOLD_" in os.environ),
    }


def test_workers_of_its_own_are_processes_with_one_blas_thread(tmp_path, monkeypatch, capsys):
    for name in ("DASK_SCHEDULER_ADDRESS", "OMP_NUM_THREADS", "MALLOC_TRIM_THRESHOLD_"):
        monkeypatch.delenv(name, raising=False)
    found = sweep(who, {"x": np.arange(4)}, tmp_path / "map.zarr", chunk=1)
    assert not (found["process"] == os.getpid()).any()
    assert (found["threads"] == 1).all()
    assert (found["trim"] == 0).all()
    assert "100% Completed" in capsys.readouterr().out


def test_the_cluster_of_the_user(tmp_path, client, monkeypatch):
    """The client's workers live in this process: computed here is computed there."""
    with local_cluster(n_workers=1, processes=False, protocol="tcp") as cluster:
        monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", cluster.scheduler_address)
        found = sweep(who, {"x": np.arange(4)}, tmp_path / "map.zarr", show_progress=False)
        assert (found["process"] == os.getpid()).all()
