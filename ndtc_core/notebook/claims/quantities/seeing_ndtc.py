"""What the claims of the chapter *Seeing NDTC in two set-ups* compute: ``claims.seeing_ndtc`` holds the rows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from scipy.interpolate import CubicSpline

from ....devices import NISDevice
from ....domain import Array
from ...audit import share
from ..samples import C_PRINTED, INAS, SILVER, T_BATH, T_C_ALUMINIUM, to_phonons

DEVICES = {"silver": SILVER, "InAs": INAS}
INPUTS = {"silver": (30e-15, 100e-15, 300e-15), "InAs": (9e-15, 40e-15, 180e-15)}  # W, the curves drawn
COLD = np.linspace(0.1, 0.6, 51)  # K, temperatures of the right reservoir; below nothing moves
FINE = np.linspace(0.1, 0.6, 201)  # K, where a minimum is to be located
SWEEP = np.geomspace(10e-15, 1e-12, 11)  # W, the input powers of the summary and a hundred times as much


@cache
def drops(platform: str, setup: int) -> Array:
    """δT in K at the powers SWEEP."""
    return np.asarray(DEVICES[platform].temperature_drop(SWEEP, setup))


@cache
def responses(platform: str, setup: int) -> Array:
    """dT_L/dT_R over powers SWEEP (rows) and COLD."""
    device, power = DEVICES[platform], SWEEP[:, None]
    return np.asarray(device.responsivity(power, COLD) if setup == 1 else device.bath_responsivity(power, COLD))


@cache
def hot_curves(platform: str, setup: int) -> Array:
    """T_L in K over INPUTS (rows) and FINE, one row each, and T_L at 10 mK as the first column."""
    T_R = np.concatenate([[T_BATH], FINE])
    power = np.array(INPUTS[platform])[:, None]
    return np.asarray(DEVICES[platform].hot_temperature(power, T_R, T_BATH if setup == 1 else T_R))


def share_of_drop_above(T_R: float) -> float:
    """Smallest share of the fall from 10 mK to the minimum that happens above T_R, among all curves drawn of set-up 1."""
    shares = []
    for platform in DEVICES:
        hot = hot_curves(platform, 1)
        at = hot[:, 1 + int(np.argmin(np.abs(FINE - T_R)))]
        shares.append((at - hot.min(axis=1)) / (hot[:, 0] - hot.min(axis=1)))
    return float(np.min(shares))


def share_above_at(power: float, T_R: float = 0.2) -> float:
    """That share for silver at one input in W."""
    least = SILVER.temperature_drop(power, 1)
    at, cold = SILVER.hot_temperature(power, [T_R, T_BATH])
    return float(1 - (cold - at) / least)


def current_rises() -> float:
    """Share of the steps of T_R from 200 mK to the minimum of T_L in which the photon current grows, set-up 1."""
    rises: list[bool] = []
    for platform, device in DEVICES.items():
        hot = hot_curves(platform, 1)[:, 1:]
        current = device.heat_current(hot, FINE)
        falling = (FINE[1:] > 0.2) & (np.diff(hot, axis=1) < 0)
        rises += (np.diff(current, axis=1) > 0)[falling].tolist()
    return share(rises)


def falls_only_with_ndtc(setup: int) -> float:
    """Share of the points with a falling T_L at which −∂J/∂T_R < 0."""
    negative: list[bool] = []
    for platform, device in DEVICES.items():
        row, column = np.nonzero(responses(platform, setup) < 0)
        T_R = COLD[column]
        hot = device.hot_temperature(SWEEP[row], T_R, T_BATH if setup == 1 else T_R)
        negative += (device.thermal_conductance(hot, T_R) < 0).tolist()
    return share(negative)


@cache
def unheated_T_R(platform: str) -> Array:
    """T_R in K at which a right reservoir of twice the left one's metal balances by itself, the coldest, at each of INPUTS."""
    device, power = DEVICES[platform], np.array(INPUTS[platform])[:, None]
    T_R = np.linspace(T_BATH, 0.6, 600)
    surplus = 2 * to_phonons(device, T_R) - device.heat_current(device.hot_temperature(power, T_R), T_R)
    return T_R[(surplus >= 0).argmax(axis=1)]


def left_without_cooling(platform: str) -> float:
    """Smallest share of δT that is left when T_R starts from there, among INPUTS."""
    device, power, T_R = DEVICES[platform], np.array(INPUTS[platform]), unheated_T_R(platform)
    drop = device.temperature_drop(power, 1)
    return float(np.min(1 - (device.hot_temperature(power, T_BATH) - device.hot_temperature(power, T_R)) / drop))


def unheated(platform: str) -> str:
    lowest = ", ".join(f"{1e3 * T:.0f}" for T in unheated_T_R(platform))
    inputs = ", ".join(f"{1e15 * P:.0f}" for P in INPUTS[platform])
    return (
        "Smallest share of δT that is left over. The right side receives J_γ, and no heater cools: with twice the metal of the "
        f"left, as for the junctions (not printed), it floats at {lowest} mK at least for inputs of {inputs} fW. We ask for half "
        "of δT."
    )


def power_at_transition() -> float:
    """Input in W at which silver reaches T_c, the right reservoir and the bath being cold."""
    T = T_C_ALUMINIUM * (1 - 1e-9)
    return float(SILVER.heat_current(T, T_BATH) + to_phonons(SILVER, T))


def minima() -> Array:
    """T_R in mK at the minima of T_L, all curves drawn of set-up 1."""
    return 1e3 * np.concatenate([FINE[hot_curves(platform, 1)[:, 1:].argmin(axis=1)] for platform in DEVICES])


def crossings(values: Array, level: float) -> Array:
    """Inputs in fW at which a function tabulated on SWEEP takes a value, up to twice the largest input."""
    found = np.exp(CubicSpline(np.log(SWEEP), values).solve(level))
    return 1e15 * found[(SWEEP[0] <= found) & (found <= 2 * SWEEP[-1])]


def power_of_smallest_drop(platform: str, setup: int) -> float:
    """In fW, of SWEEP."""
    return 1e15 * float(SWEEP[drops(platform, setup).argmin()])


def first_drop() -> float:
    """Input in fW at which silver's δT in set-up 2 becomes zero, by a straight line through two values near by."""
    power = np.array([21e-15, 23e-15])
    low, high = SILVER.temperature_drop(power, 2)
    return 1e15 * float(power[0] - low * (power[1] - power[0]) / (high - low))


def ahead() -> Array:
    """δT of InAs over that of silver on SWEEP, set-up 1."""
    return drops("InAs", 1) / drops("silver", 1)


def decades(platform: str) -> float:
    """Decades of input power between 1 fW and 7 pW (where silver comes close to T_c) with δT ≥ 10 mK in set-up 1."""
    power = np.geomspace(1e-15, 7e-12, 193)
    above = DEVICES[platform].temperature_drop(power, 1) >= 0.01
    return float(above.sum() * np.log10(power[1] / power[0]))


@cache
def steepest(setup: int = 1, device: NISDevice = SILVER) -> tuple[float, float, float]:
    """Input in W, T_L in K and slope at the steepest response of silver."""
    power, T_R = np.geomspace(20e-15, 200e-15, 9), np.linspace(0.24, 0.34, 9)
    best = (np.nan, np.nan, np.nan)
    for _ in range(3):  # each grid lies between the neighbours of the last one's best point
        P = power[:, None]
        response = np.asarray(device.responsivity(P, T_R) if setup == 1 else device.bath_responsivity(P, T_R))
        i, j = np.unravel_index(response.argmin(), response.shape)
        best = (float(power[i]), float(T_R[j]), float(response[i, j]))
        power = best[0] * (power[1] / power[0]) ** np.linspace(-1, 1, 9)
        T_R = best[1] + (T_R[1] - T_R[0]) * np.linspace(-1, 1, 9)
    bath = T_BATH if setup == 1 else best[1]
    return best[0], float(device.hot_temperature(best[0], best[1], bath)), best[2]


@cache
def steepest_at(power: float) -> tuple[float, float]:
    """The same two last numbers at one input in W, set-up 1."""
    T_R = np.linspace(0.2, 0.36, 161)
    response = np.asarray(SILVER.responsivity(power, T_R))
    return float(SILVER.hot_temperature(power, T_R[response.argmin()])), float(response.min())


@cache
def with_printed_capacitance() -> tuple[float, float, float]:
    """Input in fW and T_L in mK at the steepest response of set-up 1 with the printed capacitance, and δT there in mK."""
    device = replace(SILVER, specific_capacitance=C_PRINTED)
    power, T_left, _ = steepest(device=device)
    return 1e15 * power, 1e3 * T_left, 1e3 * float(device.temperature_drop(power, 1))


@cache
def largest_photons_over_phonons() -> float:
    """Largest ratio of photon to phonon losses of silver at 100 fW over T_R, set-up 1."""
    hot = np.asarray(SILVER.hot_temperature(100e-15, COLD))
    return float(np.max(SILVER.heat_current(hot, COLD) / to_phonons(SILVER, hot)))


def weaker_with_power() -> float:
    """Share of the steps to higher input, from 100 fW on, that flatten the steepest response; both platforms, set-up 1."""
    hot_enough = SWEEP > 99e-15
    return share([np.diff(-responses(platform, 1).min(axis=1)[hot_enough]) < 0 for platform in DEVICES])


def faster_after_minimum() -> float:
    """Smallest ratio of the rise of T_L in the first 100 mK beyond its minimum, set-up 2 over set-up 1."""
    ratios = []
    step = round(0.1 / (FINE[1] - FINE[0]))
    for platform in DEVICES:
        rise = []
        for setup in (1, 2):
            hot = hot_curves(platform, setup)[:, 1:]
            rows, lowest = np.arange(len(hot)), hot.argmin(axis=1)
            rise.append(hot[rows, lowest + step] - hot[rows, lowest])
        ratios.append(rise[1] / rise[0])
    return float(np.min(ratios))


def smallest_drop(platform: str, setup: int) -> float:
    """In mK, over SWEEP."""
    return float(1e3 * drops(platform, setup).min())


def kept(platform: str) -> Array:
    """δT of set-up 2 over that of set-up 1."""
    return drops(platform, 2) / drops(platform, 1)


def response_kept(platform: str) -> Array:
    """Steepest fall in set-up 2 over that in set-up 1; 0 where set-up 2 has none."""
    one, two = (np.maximum(-responses(platform, setup).min(axis=1), 0.0) for setup in (1, 2))
    return two / one


def about_ten_millikelvin(platform: str, setup: int) -> str:
    limits = crossings(drops(platform, setup), 0.01)
    if platform == "InAs":
        remark = f"It is that at {power_of_smallest_drop(platform, setup):.0f} fW"
        remark += f"; from {1e-3 * limits[0]:.1f} pW on δT is below 10 mK." if setup == 2 else "."
    elif setup == 1:
        remark = f"Inputs of {limits[0]:.1f} fW and more reach 10 mK."
    else:
        remark = (
            f"Only inputs from {1e-3 * limits[0]:.2f} to {1e-3 * limits[1]:.2f} pW reach 10 mK; below "
            f"{first_drop():.0f} fW T_L is nowhere below its value at 10 mK."
        )
    return f"Smallest δT from 10 to 1000 fW, c in fF/µm². {remark}"
