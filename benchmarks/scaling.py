"""Designs per second over workers, threads against processes: ``python benchmarks/scaling.py`` writes the numbers of a figure.

A map of NISDevice.temperature_drop over χ, R₀A, c, power and T_bath by ``ndtc_core.cluster.sweep``. Every worker has
computed a chunk before the clock starts, so that imports are not counted. Repeats go round all configurations: a
neighbour who takes the machine for a minute spoils one round of each, not one configuration.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
from distributed import Client

from ndtc_core import NISDevice
from ndtc_core.cluster import local_cluster, sweep

CHUNK = 4096
Axes = dict[str, np.ndarray]


def drops(chi, specific_resistance, specific_capacitance, power, T_bath):
    """Setup 1 of pioldi2025 on silver: δT in K, and how many steady states there are at T_right = T_bath."""
    device = NISDevice.silver(
        chi=chi, specific_resistance=specific_resistance, specific_capacitance=specific_capacitance
    )
    drop, count = device.temperature_drop(power, 1, T_bath, on_failure="mask")
    return {"drop": drop, "count": count}


def design_space(designs: int) -> Axes:
    """At least so many; one χ is one chunk, and two workers get as many of them."""
    return {
        "chi": np.geomspace(0.5, 20, 2 * -(-designs // (2 * CHUNK))),
        "specific_resistance": np.geomspace(2e-12, 1e-10, 4),
        "specific_capacitance": np.geomspace(0.01, 0.2, 16),
        "power": np.geomspace(1e-14, 3e-13, 16),
        "T_bath": np.geomspace(0.01, 0.1, 4),
    }


def seconds(kind: str, workers: int, axes: Axes) -> tuple[float, float]:
    """Wall time of one sweep on a fresh, warm cluster, and what its workers took of the processors meanwhile."""
    processes = kind == "processes"
    shape = {"n_workers": workers if processes else 1, "threads_per_worker": 1 if processes else workers}
    with (
        tempfile.TemporaryDirectory() as folder,
        local_cluster(processes=processes, **shape) as cluster,
        Client(cluster) as client,
    ):
        warm = {name: values[:2] for name, values in axes.items()}
        few = {"chunk": 8, "client": client, "show_progress": False}
        sweep(drops, warm, Path(folder) / "warm.zarr", **few)

        def used() -> float:
            return sum(client.run(time.process_time).values())

        cpu, start = used(), time.perf_counter()
        sweep(drops, axes, Path(folder) / "map.zarr", chunk=CHUNK, client=client, show_progress=False)
        return time.perf_counter() - start, used() - cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--designs", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--most-workers", type=int, default=os.cpu_count())
    data = Path(__file__).parents[1] / "ndtc_core" / "notebook" / "data"
    parser.add_argument("--output", type=Path, default=data / "scaling.json")
    options = parser.parse_args()
    axes = design_space(options.designs)
    designs = int(np.prod([values.size for values in axes.values()]))
    runs = [(kind, n) for kind in ("processes", "threads") for n in range(1, options.most_workers + 1)]
    rates: dict[tuple[str, int], list[float]] = {run: [] for run in runs}
    costs: dict[tuple[str, int], list[float]] = {run: [] for run in runs}
    loads = []
    for _ in range(options.repeats):
        for run in runs:
            loads.append(os.getloadavg()[0])
            wall, cpu = seconds(*run, axes)
            rates[run].append(designs / wall)
            costs[run].append(1e3 * cpu / designs)
            print(
                f"{run[1]} {run[0]}: {designs / wall:.0f}/s, {costs[run][-1]:.2f} ms of a core each, load {loads[-1]:.1f}"
            )
    result = {
        "date": time.strftime("%Y-%m-%d"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, NumPy {np.__version__}",
        "designs": designs,
        "chunk": CHUNK,
        "load_before_each_run": [round(load, 2) for load in loads],
        "runs": [
            {
                "kind": kind,
                "workers": n,
                "designs_per_second": round(median(values), 1),
                "all": [round(v, 1) for v in values],
                "core_milliseconds_per_design": round(median(costs[kind, n]), 3),
            }
            for (kind, n), values in rates.items()
        ],
    }
    options.output.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
