"""Maps over many designs: a function that broadcasts, evaluated chunk by chunk by Dask's workers into a Zarr store.

Xarray names the axes, Dask distributes, Zarr keeps the file. The file is one array whose last axis counts the outputs: a chunk
is one file, put in place by a rename. So after an interruption, however rude, a chunk is there as a whole or not at all, and
what is there is what need not be computed again. Install with the extra ``ndtc_core[cluster]``, on the workers too; the
physics rooms never import from here.
"""

from __future__ import annotations

import hashlib
import inspect
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dask
import dask.array
import numpy as np
import xarray as xr
import zarr
from distributed import Client, LocalCluster, progress, wait
from numpy.typing import ArrayLike, NDArray

import ndtc_core

Function = Callable[..., Mapping[str, ArrayLike]]


def sweep(
    function: Function,
    axes: Mapping[str, ArrayLike],
    file: str | os.PathLike[str],
    *,
    chunk: int = 4096,
    version: str = "",
    client: Client | None = None,
    show_progress: bool = True,
) -> xr.Dataset:
    """Outputs of ``function`` on the grid of all axes, computed by Dask and kept in ``file``; a repeated call resumes.

    Parameters: function, def f(chi, power) -> {"drop": array, ...}: called with the names of the axes and arrays that broadcast
    to a chunk of the grid, returns real numbers that broadcast to it; units are its own. axes, name: 1-D array of distinct
    finite numbers or texts. file, folder of the Zarr store, seen by all workers under this path. chunk, designs in a chunk at
    most, as many whole trailing axes as fit; a file keeps those it was begun with. version, what else the function
    depends on (values it captures). client, else the cluster at DASK_SCHEDULER_ADDRESS, else a LocalCluster of one process a
    core for the time of the call.
    Returns: dataset that reads the file when asked, every output float64.
    Raises: ValueError for bad axes or chunk, for outputs that are no real numbers or do not broadcast (the first design is tried
    before anything is written), and for a file with other axes or from another function, version or ndtc_core. What ``function``
    raises, after the other chunks have been computed and kept.

    >>> sweep(lambda x, y: {"product": x * y}, {"x": [1, 2], "y": [3, 4, 5]}, "/tmp/map.zarr")   # doctest: +SKIP
    """
    coordinates = _checked(axes)
    if isinstance(chunk, bool) or not isinstance(chunk, int | np.integer) or chunk < 1:
        raise ValueError(f"chunk must be a whole number of designs ≥ 1, got {chunk!r}")
    file = Path(file).absolute()
    fingerprint = _fingerprint(function, version)
    outputs = list(_evaluated(function, {name: values[:1] for name, values in coordinates.items()}))
    origin = {"function": function.__qualname__, "fingerprint": fingerprint, "outputs": outputs}
    if file.exists():
        _refuse_other(file, coordinates, origin)
    else:
        _begin(file, coordinates, origin, chunk)
    value = zarr.open_array(file / "value", mode="r")
    steps = value.chunks[:-1]
    counts = (-(-n // step) for n, step in zip(value.shape[:-1], steps, strict=True))
    missing = [i for i in np.ndindex(*counts) if not _is_kept(_chunk_file(file, value, i))]
    if missing:
        with _client(client) as workers:
            regions = [tuple(slice(k * n, (k + 1) * n) for k, n in zip(i, steps, strict=True)) for i in missing]
            parts = [
                {name: values[cut] for (name, values), cut in zip(coordinates.items(), r, strict=True)} for r in regions
            ]
            futures = workers.map(
                _compute,
                regions,
                parts,
                function=function,
                outputs=outputs,
                file=file,
                pure=False,
            )
            if show_progress:
                progress(futures, notebook=False)
            wait(futures)  # a chunk that fails does not take the others with it
            workers.gather(futures)
    return xr.open_zarr(file, consolidated=False)["value"].to_dataset("output")


def _compute(
    region: tuple[slice, ...], part: Mapping[str, Any], function: Function, outputs: list[str], file: Path
) -> None:
    """One chunk, on a worker."""
    values = _evaluated(function, part)
    if set(values) != set(outputs):
        raise ValueError(f"function must return the outputs {outputs} for all designs, got {list(values)} for some")
    block = np.stack([values[name] for name in outputs], axis=-1)
    with zarr.config.set({"array.write_empty_chunks": True}):  # all NaN is a result too
        zarr.open_array(file / "value", mode="r+")[region] = block


def _evaluated(function: Function, part: Mapping[str, Any]) -> dict[str, NDArray[np.float64]]:
    """What ``function`` returns on a part of the grid: real numbers, each output of the part's shape."""
    values = function(**dict(zip(part, np.meshgrid(*part.values(), indexing="ij", sparse=True), strict=True)))
    if not isinstance(values, Mapping) or not values or not all(isinstance(name, str) for name in values):
        raise ValueError(f"function must return a mapping from names of outputs to numbers, got {values!r:.60}")
    if unclear := set(values) & {*part, "output"}:
        raise ValueError(f"an output must not be named 'output' or like an axis, got {min(unclear)!r}")
    shape = tuple(axis.size for axis in part.values())
    result = {}
    for name, value in values.items():
        try:
            array = np.asarray(value)
        except ValueError:
            raise ValueError(f"output {name!r} must be a number or a rectangular array, got {value!r:.60}") from None
        if array.dtype.kind not in "biuf":
            raise ValueError(f"output {name!r} must hold real numbers, got {array.dtype}")
        try:
            result[name] = np.broadcast_to(array.astype(np.float64), shape)
        except ValueError:
            raise ValueError(
                f"output {name!r} must broadcast to the {shape} designs asked for, got shape {array.shape}"
            ) from None
    return result


def _checked(axes: Mapping[str, ArrayLike]) -> dict[str, Any]:
    if not isinstance(axes, Mapping):
        raise ValueError(f"axes must be a mapping from names to 1-D arrays, got {axes!r:.60}")
    if not axes:
        raise ValueError("axes must name at least one axis, got none")
    result = {}
    for name, given in axes.items():
        try:
            values = np.asarray(given)
        except ValueError:  # a ragged list
            values = np.empty((), object)
        good = values.ndim == 1 and values.size > 0 and values.dtype.kind in "iufU"
        good = good and (values.dtype.kind == "U" or bool(np.isfinite(values).all()))
        good = good and isinstance(name, str) and name.isidentifier() and name not in ("output", "value")
        if not good or np.unique(values).size < values.size:
            raise ValueError(
                f"axis {name!r} must be a 1-D array of distinct finite numbers or texts, named like an argument and not "
                f"'output' or 'value'; got {given!r:.60}"
            )
        result[name] = values
    return result


def _fingerprint(function: Function, version: str) -> str:
    """SHA-256 over what decides on the numbers: the function's text, the rooms of the package, and what the caller adds."""
    try:
        parts = [inspect.getsource(function), version]
    except (OSError, TypeError):
        raise ValueError(
            f"function must be a plain Python function whose source can be read, got {function!r}"
        ) from None
    parts += [room.read_text("utf-8") for room in sorted(Path(ndtc_core.__file__).parent.glob("*.py"))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _begin(file: Path, axes: dict[str, Any], origin: dict[str, Any], chunk: int) -> None:
    """An empty store, put in place when it is complete."""
    chunks: list[int] = []
    for values in reversed(axes.values()):
        chunks.insert(0, min(values.size, max(1, chunk // int(np.prod(chunks)))))
    shape = [values.size for values in axes.values()] + [len(origin["outputs"])]
    empty = dask.array.full(shape, np.nan, chunks=(*chunks, -1))
    data = xr.DataArray(empty, {**axes, "output": origin["outputs"]}, [*axes, "output"], name="value")
    new = file.with_name(f"{file.name}.{os.getpid()}.new")
    data.to_dataset().assign_attrs(origin).to_zarr(new, mode="w", compute=False, consolidated=False, zarr_format=2)
    new.rename(file)


def _refuse_other(file: Path, axes: dict[str, Any], origin: dict[str, Any]) -> None:
    try:
        with xr.open_zarr(file, consolidated=False) as stored:
            there = {str(name): values.values for name, values in stored.coords.items() if name != "output"}
            attributes = dict(stored.attrs)
    except (OSError, KeyError, ValueError) as error:
        raise ValueError(f"{file} exists and is no map: choose another file") from error
    remedy = "choose another file, or delete this one to compute it anew"
    other = [name for name in axes | there if not np.array_equal(axes.get(name, ()), there.get(name, ()))]
    if other or list(axes) != list(stored.sizes)[:-1]:
        raise ValueError(f"{file} holds a map over other axes ({', '.join(other) or 'in another order'}): {remedy}")
    if {name: attributes.get(name) for name in origin} != origin:
        raise ValueError(f"{file} was computed by another function, version or ndtc_core: {remedy}")


def _is_kept(chunk: Path) -> bool:
    return chunk.exists() and chunk.stat().st_size > 0  # a file may be empty after a power cut


def _chunk_file(file: Path, value: Any, index: tuple[int, ...]) -> Path:
    return file / "value" / value.metadata.encode_chunk_key((*index, 0))


@contextmanager
def _client(client: Client | None) -> Iterator[Client]:
    """The client given, or one that is closed afterwards."""
    if client is not None:
        yield client
    elif address := os.environ.get("DASK_SCHEDULER_ADDRESS"):
        with Client(address) as remote:
            yield remote
    else:
        with local_cluster() as cluster, Client(cluster) as local:
            yield local


def local_cluster(**shape: Any) -> LocalCluster:
    """A LocalCluster of one process a core, or of another ``shape`` (arguments of LocalCluster), with one BLAS thread each.

    Dask makes its processes hand back every freed 64 kB. Arrays as large as a chunk are then fetched anew each time they are
    needed, which more than doubles the time of a map; here they may keep them. Start the workers of a cluster of your own
    without MALLOC_TRIM_THRESHOLD_ too.
    """
    with dask.config.set({"distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None}):
        return LocalCluster(**{"threads_per_worker": 1, "dashboard_address": ":0"} | shape)
