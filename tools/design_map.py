"""A million designs and 80 000 random samples of the NIS device, for "Which device should I build?".

``python tools/design_map.py`` writes ndtc_core/notebook/data/design_map.npz: δT in steps of 0.01 mK. Both maps grow chunk by
chunk in Zarr stores, so an interrupted run resumes (``ndtc_core.cluster``: on the cluster that DASK_SCHEDULER_ADDRESS names, else
on all cores for some ten minutes). The chapter and tests/published compute designs of it anew.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.constants import hbar, k
from scipy.stats import norm

import ndtc_core
from ndtc_core import NISDevice
from ndtc_core.cluster import sweep
from ndtc_core.junction import resistance_ratio

STORED = Path(__file__).parents[1] / "ndtc_core" / "notebook" / "data" / "design_map.npz"
NO_STATE = 65535  # stored where the start has none or several steady states
AXES = {  # volumes are relative to the published ones, time_constant is R₀A·c in s, power in W, T_bath in K
    "inas": np.array([0, 1]),
    "T_bath": np.array([0.01, 0.3]),
    "aluminium": np.array([0.25, 1.0]),
    "chi": 2.0 ** (np.arange(-3, 16) / 3),
    "time_constant": 0.5e-12 * 10.0 ** (np.arange(-5, 11) / 5),
    "volume": 10.0 ** (np.arange(-8, 9) / 8),
    "power": 1e-15 * 10.0 ** (np.arange(25) / 8),
}
SPREADS = {  # standard deviation of the logarithm; gamma: log-uniform over so many decades to either side
    "area_left": 0.1,
    "area_right": 0.1,
    "specific_resistance": 0.2,
    "specific_capacitance": 0.1,
    "coupling_normal": np.log(1.5),
    "volume_normal": 0.1,
    "coupling_superconductor": np.log(1.5),
    "volume_superconductor": 0.1,
    "T_c": 0.02,
    "gamma": 1.0,
}
DRAWS, SEED, POWER = 20_000, 2025, 100e-15


def drops(inas, T_bath, aluminium, chi, time_constant, volume, power):
    """δT in K, T_left in K at T_right = T_bath where the fall starts, and how many steady states there are at the start."""
    silver, arsenide = NISDevice.silver(), NISDevice.inas()

    def of(name):
        return np.where(inas, getattr(arsenide, name), getattr(silver, name))

    device = NISDevice(
        chi=chi,
        specific_resistance=time_constant / silver.specific_capacitance,
        volume_normal=volume * of("volume_normal"),
        coupling_normal=of("coupling_normal"),
        exponent=of("exponent"),
        volume_superconductor=aluminium * of("volume_superconductor"),
    )
    drop, count = device.temperature_drop(power, 1, T_bath, on_failure="mask")
    start, _ = device.hot_temperature(power, T_bath, T_bath, on_failure="mask")
    return {"drop": drop, "start": start, "count": count}


def below_gap(time_constant, start):
    """Whether ħω₀ = ħ/τ(start) of both junctions at the starting temperature lies below Δ(0)."""
    device = NISDevice()
    lasts = time_constant * resistance_ratio(np.nan_to_num(start, nan=device.T_c), device.T_c)
    return np.isfinite(start) & (hbar <= lasts * device.gap_ratio * k * device.T_c)


def factors(uniform):
    """What a sample's parameters are to the published ones, from numbers between 0 and 1, one column a parameter."""
    logs = norm.ppf(uniform) * [*SPREADS.values()]
    logs[:, -1] = np.log(10) * SPREADS["gamma"] * (2 * uniform[:, -1] - 1)
    return dict(zip(SPREADS, np.exp(logs).T, strict=True))


def sampled_drops(inas, setup, draw):
    """δT of the draws with these numbers, for one platform and one set-up."""
    device = NISDevice.inas() if inas.item() else NISDevice.silver()
    uniform = np.random.default_rng(SEED).random((DRAWS, len(SPREADS)))
    found = factors(uniform[draw.ravel()])
    area = found.pop("area_left")
    fields = {name: getattr(device, name) * factor for name, factor in found.items() if name != "area_right"}
    sample = replace(device, chi=device.chi * found["area_right"] / area, **fields)
    drop, count = sample.temperature_drop(POWER, int(setup.item()), on_failure="mask")
    return {"drop": drop, "count": count}


def steps(drop):
    """K in steps of 0.01 mK."""
    return np.where(np.isnan(drop), NO_STATE, np.rint(1e5 * drop)).astype(np.uint16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("_build"), help="folder of the stores that grow")
    work = parser.parse_args().work
    work.mkdir(parents=True, exist_ok=True)
    designs = sweep(drops, AXES, work / "design_map.zarr", chunk=6800)
    draws = {"inas": [0, 1], "setup": [1, 2], "draw": np.arange(DRAWS)}
    samples = sweep(sampled_drops, draws, work / "samples.zarr", chunk=2000, version=repr(SPREADS))["drop"].values
    packed = steps(designs["drop"].values)
    for axis in (
        -1,
        -2,
    ):  # neighbours are alike: their differences compress, and wrap around as the cumulative sum does
        packed = np.diff(packed, axis=axis, prepend=np.uint16(0))
    slow = np.packbits(below_gap(designs["time_constant"].values[:, None, None], designs["start"].values))
    about = {"version": ndtc_core.__version__, "numpy": np.__version__, "seed": SEED, "spreads": [*SPREADS.values()]}
    np.savez_compressed(STORED, designs=packed, below_gap=slow, samples=steps(samples), **about, **AXES)
    print(f"{packed.size} designs, up to {1e3 * float(designs['drop'].max()):.1f} mK")


if __name__ == "__main__":
    main()
