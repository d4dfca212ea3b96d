"""Claims of the chapter *Seeing NDTC in two set-ups*: pioldi2025, Figs. 3 and 4 and what is said about them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

import numpy as np
from scipy.interpolate import CubicSpline

from ...devices import NISDevice
from ...domain import Array
from ..audit import Claim, share
from .samples import C_PRINTED, FARADS, INAS, SILVER, T_BATH, T_C_ALUMINIUM, to_phonons

_DEVICES = {"silver": SILVER, "InAs": INAS}
_INPUTS = {"silver": (30e-15, 100e-15, 300e-15), "InAs": (9e-15, 40e-15, 180e-15)}  # W, the curves drawn
_COLD = np.linspace(0.1, 0.6, 51)  # K, temperatures of the right reservoir; below nothing moves
_FINE = np.linspace(0.1, 0.6, 201)  # K, where a minimum is to be located
_SWEEP = np.geomspace(10e-15, 1e-12, 11)  # W, the input powers of the summary and a hundred times as much


@cache
def _drops(platform: str, setup: int) -> Array:
    """δT in K at the powers _SWEEP."""
    return np.asarray(_DEVICES[platform].temperature_drop(_SWEEP, setup))


@cache
def _responses(platform: str, setup: int) -> Array:
    """dT_L/dT_R over powers _SWEEP (rows) and _COLD."""
    device, power = _DEVICES[platform], _SWEEP[:, None]
    return np.asarray(device.responsivity(power, _COLD) if setup == 1 else device.bath_responsivity(power, _COLD))


@cache
def _hot(platform: str, setup: int) -> Array:
    """T_L in K over _INPUTS (rows) and _FINE, one row each, and T_L at 10 mK as the first column."""
    T_R = np.concatenate([[T_BATH], _FINE])
    power = np.array(_INPUTS[platform])[:, None]
    return np.asarray(_DEVICES[platform].hot_temperature(power, T_R, T_BATH if setup == 1 else T_R))


def _share_of_drop_above(T_R: float) -> float:
    """Smallest share of the fall from 10 mK to the minimum that happens above T_R, among all curves drawn of set-up 1."""
    shares = []
    for platform in _DEVICES:
        hot = _hot(platform, 1)
        at = hot[:, 1 + int(np.argmin(np.abs(_FINE - T_R)))]
        shares.append((at - hot.min(axis=1)) / (hot[:, 0] - hot.min(axis=1)))
    return float(np.min(shares))


def _share_above_at(power: float, T_R: float = 0.2) -> float:
    """That share for silver at one input in W."""
    least = SILVER.temperature_drop(power, 1)
    at, cold = SILVER.hot_temperature(power, [T_R, T_BATH])
    return float(1 - (cold - at) / least)


def _current_rises() -> float:
    """Share of the steps of T_R from 200 mK to the minimum of T_L in which the photon current grows, set-up 1."""
    rises: list[bool] = []
    for platform, device in _DEVICES.items():
        hot = _hot(platform, 1)[:, 1:]
        current = device.heat_current(hot, _FINE)
        falling = (_FINE[1:] > 0.2) & (np.diff(hot, axis=1) < 0)
        rises += (np.diff(current, axis=1) > 0)[falling].tolist()
    return share(rises)


def _falls_only_with_ndtc(setup: int) -> float:
    """Share of the points with a falling T_L at which −∂J/∂T_R < 0."""
    negative: list[bool] = []
    for platform, device in _DEVICES.items():
        row, column = np.nonzero(_responses(platform, setup) < 0)
        T_R = _COLD[column]
        hot = device.hot_temperature(_SWEEP[row], T_R, T_BATH if setup == 1 else T_R)
        negative += (device.thermal_conductance(hot, T_R) < 0).tolist()
    return share(negative)


@cache
def _unheated_T_R(platform: str) -> Array:
    """T_R in K at which a right reservoir of twice the left one's metal balances by itself, the coldest, at each of _INPUTS."""
    device, power = _DEVICES[platform], np.array(_INPUTS[platform])[:, None]
    T_R = np.linspace(T_BATH, 0.6, 600)
    surplus = 2 * to_phonons(device, T_R) - device.heat_current(device.hot_temperature(power, T_R), T_R)
    return T_R[(surplus >= 0).argmax(axis=1)]


def _left_without_cooling(platform: str) -> float:
    """Smallest share of δT that is left when T_R starts from there, among _INPUTS."""
    device, power, T_R = _DEVICES[platform], np.array(_INPUTS[platform]), _unheated_T_R(platform)
    drop = device.temperature_drop(power, 1)
    return float(np.min(1 - (device.hot_temperature(power, T_BATH) - device.hot_temperature(power, T_R)) / drop))


def _unheated(platform: str) -> str:
    lowest = ", ".join(f"{1e3 * T:.0f}" for T in _unheated_T_R(platform))
    inputs = ", ".join(f"{1e15 * P:.0f}" for P in _INPUTS[platform])
    return (
        "Smallest share of δT that is left over. The right side receives J_γ, and no heater cools: with twice the metal of the "
        f"left, as for the junctions (not printed), it floats at {lowest} mK at least for inputs of {inputs} fW. We ask for half "
        "of δT."
    )


def _power_at_transition() -> float:
    """Input in W at which silver reaches T_c, the right reservoir and the bath being cold."""
    T = T_C_ALUMINIUM * (1 - 1e-9)
    return float(SILVER.heat_current(T, T_BATH) + to_phonons(SILVER, T))


def _minima() -> Array:
    """T_R in mK at the minima of T_L, all curves drawn of set-up 1."""
    return 1e3 * np.concatenate([_FINE[_hot(platform, 1)[:, 1:].argmin(axis=1)] for platform in _DEVICES])


def _crossings(values: Array, level: float) -> Array:
    """Inputs in fW at which a function tabulated on _SWEEP takes a value, up to twice the largest input."""
    found = np.exp(CubicSpline(np.log(_SWEEP), values).solve(level))
    return 1e15 * found[(_SWEEP[0] <= found) & (found <= 2 * _SWEEP[-1])]


def _power_of_smallest_drop(platform: str, setup: int) -> float:
    """In fW, of _SWEEP."""
    return 1e15 * float(_SWEEP[_drops(platform, setup).argmin()])


def _first_drop() -> float:
    """Input in fW at which silver's δT in set-up 2 becomes zero, by a straight line through two values near by."""
    power = np.array([21e-15, 23e-15])
    low, high = SILVER.temperature_drop(power, 2)
    return 1e15 * float(power[0] - low * (power[1] - power[0]) / (high - low))


def _ahead() -> Array:
    """δT of InAs over that of silver on _SWEEP, set-up 1."""
    return _drops("InAs", 1) / _drops("silver", 1)


def _decades(platform: str) -> float:
    """Decades of input power between 1 fW and 7 pW (where silver comes close to T_c) with δT ≥ 10 mK in set-up 1."""
    power = np.geomspace(1e-15, 7e-12, 193)
    above = _DEVICES[platform].temperature_drop(power, 1) >= 0.01
    return float(above.sum() * np.log10(power[1] / power[0]))


@cache
def _steepest(setup: int = 1, device: NISDevice = SILVER) -> tuple[float, float, float]:
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
def _steepest_at(power: float) -> tuple[float, float]:
    """The same two last numbers at one input in W, set-up 1."""
    T_R = np.linspace(0.2, 0.36, 161)
    response = np.asarray(SILVER.responsivity(power, T_R))
    return float(SILVER.hot_temperature(power, T_R[response.argmin()])), float(response.min())


@cache
def _with_printed_capacitance() -> tuple[float, float, float]:
    """Input in fW and T_L in mK at the steepest response of set-up 1 with the printed capacitance, and δT there in mK."""
    device = replace(SILVER, specific_capacitance=C_PRINTED)
    power, T_left, _ = _steepest(device=device)
    return 1e15 * power, 1e3 * T_left, 1e3 * float(device.temperature_drop(power, 1))


@cache
def _largest_photons_over_phonons() -> float:
    """Largest ratio of photon to phonon losses of silver at 100 fW over T_R, set-up 1."""
    hot = np.asarray(SILVER.hot_temperature(100e-15, _COLD))
    return float(np.max(SILVER.heat_current(hot, _COLD) / to_phonons(SILVER, hot)))


def _weaker_with_power() -> float:
    """Share of the steps to higher input, from 100 fW on, that flatten the steepest response; both platforms, set-up 1."""
    hot_enough = _SWEEP > 99e-15
    return share([np.diff(-_responses(platform, 1).min(axis=1)[hot_enough]) < 0 for platform in _DEVICES])


def _faster_after_minimum() -> float:
    """Smallest ratio of the rise of T_L in the first 100 mK beyond its minimum, set-up 2 over set-up 1."""
    ratios = []
    step = round(0.1 / (_FINE[1] - _FINE[0]))
    for platform in _DEVICES:
        rise = []
        for setup in (1, 2):
            hot = _hot(platform, setup)[:, 1:]
            rows, lowest = np.arange(len(hot)), hot.argmin(axis=1)
            rise.append(hot[rows, lowest + step] - hot[rows, lowest])
        ratios.append(rise[1] / rise[0])
    return float(np.min(ratios))


def _smallest_drop(platform: str, setup: int) -> float:
    """In mK, over _SWEEP."""
    return float(1e3 * _drops(platform, setup).min())


def _kept(platform: str) -> Array:
    """δT of set-up 2 over that of set-up 1."""
    return _drops(platform, 2) / _drops(platform, 1)


def _response_kept(platform: str) -> Array:
    """Steepest fall in set-up 2 over that in set-up 1; 0 where set-up 2 has none."""
    one, two = (np.maximum(-_responses(platform, setup).min(axis=1), 0.0) for setup in (1, 2))
    return two / one


def _about_ten_millikelvin(platform: str, setup: int) -> str:
    limits = _crossings(_drops(platform, setup), 0.01)
    if platform == "InAs":
        remark = f"It is that at {_power_of_smallest_drop(platform, setup):.0f} fW"
        remark += f"; from {1e-3 * limits[0]:.1f} pW on δT is below 10 mK." if setup == 2 else "."
    elif setup == 1:
        remark = f"Inputs of {limits[0]:.1f} fW and more reach 10 mK."
    else:
        remark = (
            f"Only inputs from {1e-3 * limits[0]:.2f} to {1e-3 * limits[1]:.2f} pW reach 10 mK; below "
            f"{_first_drop():.0f} fW T_L is nowhere below its value at 10 mK."
        )
    return f"Smallest δT from 10 to 1000 fW, c in fF/µm². {remark}"


CLAIMS = (
    Claim(
        id="pioldi2025-fall-proves-ndtc",
        place="before Eq. 5",
        statement="A T_L that falls as the right reservoir warms up cannot be explained without NDTC.",
        compute=lambda: _falls_only_with_ndtc(1),
        allowed=(1, 1),
        unit="",
        why="Share of all points with dT_L/dT_R < 0 at which −∂J/∂T_R < 0; both platforms, 10 to 1000 fW, set-up 1. "
        "The sign follows from the stability of the steady state alone.",
    ),
    Claim(
        id="pioldi2025-below-tc",
        place="Sec. on Eq. 5",
        statement="Only configurations below T_c = 1.2 K are considered.",
        compute=lambda: max(float(d.hot_temperature(_SWEEP[-1], T_BATH)) for d in _DEVICES.values()) / T_C_ALUMINIUM,
        allowed=(0, 1),
        unit="T_c",
        why=lambda: f"Highest T_L at 1000 fW. Silver stays below T_c up to {1e12 * _power_at_transition():.1f} pW.",
    ),
    Claim(
        id="pioldi2025-falls-above-200mk",
        place="Fig. 3(b),(c)",
        statement="T_L decreases for T_R > 200 mK.",
        compute=lambda: _share_of_drop_above(0.2),
        allowed=(0.9, 1),
        unit="",
        why=lambda: (
            "Smallest share of the fall of T_L that happens above 200 mK, three inputs a platform. We read the statement as: "
            f"the fall sets in at 200 mK. It ends where T_L has its minimum, at {round(_minima().min(), -1):.0f} to "
            f"{round(_minima().max(), -1):.0f} mK. With smaller inputs it sets in earlier: silver at 10 fW has "
            f"{_share_above_at(10e-15):.2f} of it above 200 mK."
        ),
    ),
    *(
        Claim(
            id=f"pioldi2025-heater-tunes-{platform.lower()}",
            place="before Fig. 3",
            statement=f"A heater on the right reservoir suffices to choose T_R, the bath staying at 10 mK ({platform}).",
            compute=partial(_left_without_cooling, platform),
            allowed=(0.5, 1),
            unit="",
            why=partial(_unheated, platform),
        )
        for platform in ("silver", "InAs")
    ),
    Claim(
        id="pioldi2025-more-current-less-gradient",
        place="Fig. 3(b),(c)",
        statement="The decrease is due to a photon current that rises although the temperature difference shrinks.",
        compute=_current_rises,
        allowed=(1, 1),
        unit="",
        why="Share of steps of T_R (2.5 mK) with falling T_L above 200 mK in which J at the steady state grows.",
    ),
    Claim(
        id="pioldi2025-broad-range-silver",
        place="Fig. 3(d),(e)",
        statement="A broad range of inputs gives a significant δT (silver).",
        compute=lambda: _decades("silver"),
        allowed=(1, np.inf),
        unit="decades",
        why="Inputs with δT ≥ 10 mK in set-up 1, counted up to 7 pW. We read “broad” as a decade, “significant” as the "
        "paper's 10 mK.",
        correction=FARADS,
    ),
    Claim(
        id="pioldi2025-broad-range-inas",
        place="Fig. 3(d),(e)",
        statement="A broad range of inputs gives a significant δT (InAs).",
        compute=lambda: _decades("InAs"),
        allowed=(1, np.inf),
        unit="decades",
        why="As for silver.",
        correction=FARADS,
    ),
    Claim(
        id="pioldi2025-inas-larger",
        place="Fig. 3(d),(e)",
        statement="InAsOI shows more substantial δT's.",
        compute=lambda: _drops("InAs", 1).max() / _drops("silver", 1).max(),
        allowed=(1, np.inf),
        unit="",
        why=lambda: (
            "Largest δT of InAs over largest of silver, set-up 1. Input by input InAs leads up to "
            f"{1e-3 * _crossings(_ahead(), 1.0)[0]:.2f} pW; at 1 pW silver is {100 * (1 / _ahead()[-1] - 1):.0f} % ahead."
        ),
    ),
    Claim(
        id="pioldi2025-steepest-input",
        place="Fig. 3(f),(g)",
        statement="The steepest response of silver is found at an input around 100 fW.",
        compute=lambda: _steepest()[0] * 1e15,
        allowed=(70, 130),
        unit="fW",
        why=lambda: (
            "Input with the most negative dT_L/dT_R. We read “around” as 30 %. But the optimum is flat: at 100 fW the response "
            f"is only {100 * (1 - _steepest_at(100e-15)[1] / _steepest()[2]):.0f} % weaker, at 30 fW "
            f"{100 * (1 - _steepest_at(30e-15)[1] / _steepest()[2]):.0f} % and at 300 fW "
            f"{100 * (1 - _steepest_at(300e-15)[1] / _steepest()[2]):.0f} %. In set-up 2 it is at "
            f"{1e15 * _steepest(2)[0]:.0f} fW."
        ),
    ),
    Claim(
        id="pioldi2025-steepest-temperature",
        place="Fig. 3(f),(g)",
        statement="This optimal working point is at T_L ≈ 500 mK.",
        compute=lambda: _steepest()[1] * 1e3,
        allowed=(450, 550),
        unit="mK",
        why=lambda: (
            "T_L where dT_L/dT_R is most negative, set-up 1. We read “≈” as 10 %. With an input of 100 fW it is "
            f"{1e3 * _steepest_at(100e-15)[0]:.0f} mK. With the printed c = 50 pF/µm² the optimum is at "
            f"{_with_printed_capacitance()[0]:.0f} fW and {_with_printed_capacitance()[1]:.0f} mK, but δT is "
            f"{_with_printed_capacitance()[2]:.2f} mK."
        ),
    ),
    Claim(
        id="pioldi2025-phonons-low-at-optimum",
        place="Fig. 3(f),(g)",
        statement="At this point photon heat is significant while the coupling to the phonons remains low.",
        compute=_largest_photons_over_phonons,
        allowed=(1, np.inf),
        unit="",
        why=lambda: (
            "Largest photon current over phonon losses, silver at 100 fW. We read “low” as: phonons take less than photons. "
            f"They take {1 / _largest_photons_over_phonons():.1f} times as much or more; at most "
            f"{100 / (1 + 1 / _largest_photons_over_phonons()):.0f} % of the input is left to the photons."
        ),
    ),
    Claim(
        id="pioldi2025-phonons-suppress",
        place="Fig. 3(f),(g)",
        statement="At higher T_L the coupling to the phonons suppresses the influence of NDTC.",
        compute=_weaker_with_power,
        allowed=(1, 1),
        unit="",
        why="Share of steps in input power, 100 to 1000 fW, that flatten the steepest response of either platform. NDTC itself "
        "grows with T_L: without phonons the response would become steeper.",
    ),
    Claim(
        id="pioldi2025-fall-proves-ndtc-2",
        place="Fig. 4",
        statement="Also in the second set-up a reduction of T_L with rising T_R implies NDTC.",
        compute=lambda: _falls_only_with_ndtc(2),
        allowed=(1, 1),
        unit="",
        why="As for set-up 1. The converse fails: a bath that gives back more heat than NDTC takes away hides it.",
    ),
    Claim(
        id="pioldi2025-faster-after-minimum",
        place="Fig. 4(b),(c)",
        statement="After its minimum T_L rises more rapidly than in the first set-up.",
        compute=_faster_after_minimum,
        allowed=(1, np.inf),
        unit="",
        why="Smallest ratio (set-up 2 over 1) of the rise in the first 100 mK beyond the minimum; three inputs a platform.",
    ),
    Claim(
        id="pioldi2025-bath-reduces",
        place="Fig. 4(d),(e)",
        statement="Heating the phonon bath decreases δT.",
        compute=lambda: share([_kept(platform) < 1 for platform in _DEVICES]),
        allowed=(1, 1),
        unit="",
        why="Share of 11 inputs from 10 to 1000 fW with a smaller δT in set-up 2, both platforms.",
    ),
    Claim(
        id="pioldi2025-bath-reduces-silver",
        place="Fig. 4(d),(e)",
        statement="The reduction is stronger for the silver-based device.",
        compute=lambda: share(_kept("silver") < _kept("InAs")),
        allowed=(1, 1),
        unit="",
        why="Share of the same inputs at which silver loses the larger fraction of its δT. It loses more millikelvins, too.",
    ),
    Claim(
        id="pioldi2025-response-smaller",
        place="Fig. 4(f),(g)",
        statement="Where T_L falls, it falls less steeply than in the first set-up.",
        compute=lambda: share([_response_kept(platform) < 1 for platform in _DEVICES]),
        allowed=(1, 1),
        unit="",
        why="Share of the same inputs at which the steepest fall is flatter in set-up 2, both platforms.",
    ),
    Claim(
        id="pioldi2025-response-smaller-inas",
        place="Fig. 4(f),(g)",
        statement="The slope suffers less in InAsOI than in silver.",
        compute=lambda: share(_response_kept("InAs") > _response_kept("silver")),
        allowed=(1, 1),
        unit="",
        why="Share of the same inputs at which InAs keeps more of its responsivity than silver.",
    ),
    *(
        Claim(
            id=f"pioldi2025-ten-millikelvin-{platform.lower()}-{setup}",
            place="Summary",
            statement=f"T_L varies by at least 10 mK for inputs > 10 fW ({platform}, set-up {setup}).",
            compute=partial(_smallest_drop, platform, setup),
            allowed=(10, np.inf),
            unit="mK",
            why=partial(_about_ten_millikelvin, platform, setup),
            correction=FARADS if platform == "InAs" else "",
        )
        for platform in ("InAs", "silver")
        for setup in (1, 2)
    ),
)
