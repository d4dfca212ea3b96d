"""Claims of the chapter *The RC photon channel*: pioldi2025, Eqs. 2-4 and Fig. 2."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.constants import e, epsilon_0, hbar
from scipy.constants import k as k_B

from ...devices import NISDevice
from ...domain import Array
from ...junction import resistance_ratio
from ...photonic import SIGMA_SB_1D, heat_current_rc, matching, transmission
from ..audit import Claim, share
from .samples import C_PRINTED, C_READ, FARADS, FILM_DEVICE, GAMMA, SILVER, T_DRAIN, T_LEFT

_T_RIGHT = np.linspace(0.01, 0.4999, 980)  # K, from the lowest of the paper almost up to T_L; steps of 0.5 mK
_CHIS = np.array([0.1, 0.5, 1.0, 2.0, 5.0, 10.0])  # ours: the paper's list is lost with its figure
_EITHER = "The worse of 50 pF and 50 fF/µm². "
_SMALL_CHI, _LARGE_CHI = 1e-3, 1e3


def _least(of: Callable[[float], float]) -> float:
    """The smaller value of the two capacitances: a statement about a trend should hold with both."""
    return min(of(C_PRINTED), of(C_READ))


def _most(of: Callable[[float], float]) -> float:
    return max(of(C_PRINTED), of(C_READ))


def _device(**fields: Any) -> NISDevice:
    """The published device; fields may be arrays."""
    return replace(SILVER, **fields)


@lru_cache(maxsize=128)
def _sweep(chi: float, c: float, gamma: float = GAMMA) -> tuple[Array, Array]:
    """Heat current in fW and its differential conductance in fW/K along Fig. 2."""
    device = _device(chi=chi, specific_capacitance=c, gamma=gamma)
    J, kappa = device.heat_current(T_LEFT, _T_RIGHT), device.thermal_conductance(T_LEFT, _T_RIGHT)
    return 1e15 * J, 1e15 * kappa


def _peak(chi: float, c: float, gamma: float = GAMMA) -> float:
    return float(_sweep(chi, c, gamma)[0].max())


def _peak_temperature(chi: float, c: float) -> float:
    return float(_T_RIGHT[_sweep(chi, c)[0].argmax()])


@lru_cache(maxsize=4)
def _optima(c: float) -> tuple[float, float]:
    """χ with the largest heat current, and χ with the most negative conductance."""
    chi, T_R = np.linspace(1.2, 5.2, 401)[:, None], np.linspace(0.25, 0.42, 171)
    device = _device(chi=chi, specific_capacitance=c)
    J, kappa = device.heat_current(T_LEFT, T_R), device.thermal_conductance(T_LEFT, T_R)
    return float(chi[J.max(axis=1).argmax(), 0]), float(chi[kappa.min(axis=1).argmin(), 0])


def _flatness(c: float) -> tuple[float, float]:
    """Largest heat current, and most negative conductance, at χ = 2 over those at the best χ, in per cent."""
    best_J, best_kappa = _optima(c)
    return 100 * _peak(2.0, c) / _peak(best_J, c), 100 * _deepest(2.0, c) / _deepest(best_kappa, c)


def _deepest(chi: float, c: float, gamma: float = GAMMA) -> float:
    return float(_sweep(chi, c, gamma)[1].min())


def _ends(c: float, gamma: float = GAMMA) -> tuple[float, float]:
    """The range of T_R with κ < 0, in mK; χ = 2."""
    negative = 1e3 * _T_RIGHT[_sweep(2.0, c, gamma)[1] < 0]
    return float(negative[0]), float(negative[-1])


def _window(c: float) -> float:
    """Width in mK of that range."""
    low, high = _ends(c)
    return high - low


def _cold_end(c: float, gamma: float = GAMMA) -> float:
    """J at T_R = 10 mK, χ = 2, in fW."""
    return float(_sweep(2.0, c, gamma)[0][0])


def _specific_resistances(T_R: float, T_L: float = T_LEFT) -> tuple[float, float]:
    r = SILVER.specific_resistance * resistance_ratio([T_L, T_R], SILVER.T_c, SILVER.gamma)
    return float(r[0]), float(r[1])


def _random_devices() -> tuple[Array, ...]:
    """r_L, r_R in Ω m², c in F/m², χ, A_L in m² and ω in rad/s of 1000 random circuits."""
    rng = np.random.default_rng(16295)
    limits = ((1e-12, 1e-8), (1e-12, 1e-8), (1e-2, 1.0), (0.05, 20.0), (1e-15, 1e-12), (1e9, 1e13))
    return tuple(np.exp(rng.uniform(np.log(low), np.log(high), 1000)) for low, high in limits)


def _eq3(r_L: Array, r_R: Array, c: Array, chi: Array, A_L: Array, omega: Array) -> Array:
    """Transmission from the impedances of the circuit, that is Eq. 3."""
    R_L, R_R, C_L, C_R = r_L / A_L, r_R / (chi * A_L), c * A_L, c * chi * A_L
    return transmission(R_L / (1 + 1j * omega * R_L * C_L), R_R / (1 + 1j * omega * R_R * C_R))


def _eq4(r_L: Array, r_R: Array, c: Array, chi: Array, A_L: Array, omega: Array) -> Array:
    """Eq. 4 with the missing factor r_L r_R restored."""
    omega_c = 1 / ((1 + chi) * c * np.sqrt(r_L * r_R))
    return 4 * chi * r_L * r_R / ((chi * r_L + r_R) ** 2 + r_L * r_R * (omega / omega_c) ** 2)


def _exponent_in_chi(chi: float, c: float) -> float:
    """d ln τ/d ln χ at T_R = 300 mK, of all frequencies up to 10 kT_L/ħ the one farthest from ±1."""
    r_L, r_R = _specific_resistances(0.3)
    omega = np.linspace(0, 10, 101) * k_B * T_LEFT / hbar
    up, down = (_eq3(r_L, r_R, c, chi * f, 1e-13, omega) for f in (1.001, 1 / 1.001))  # type: ignore[arg-type]
    slope = np.log(up / down) / np.log(1.001**2)
    return float(slope[np.argmax(np.abs(np.abs(slope) - 1))])


def _half_width(chi: float, c: float) -> float:
    """Frequency ω₀ at which the transmission has fallen to one half, T_R = 300 mK."""
    r_L, r_R = _specific_resistances(0.3)
    return (chi * r_L + r_R) / ((1 + chi) * c * r_L * r_R)


def _series_of_junctions() -> Array:
    """Heat current of n_L and n_R equal junctions in series on either side, summed junction by junction, over that of two RC
    elements with the same total impedances."""
    rng = np.random.default_rng(83)
    n_L, n_R = rng.integers(1, 9, (2, 1000))
    R_L, R_R = np.exp(rng.uniform(np.log(1e2), np.log(1e6), (2, 1000)))
    C, omega = 5e-15, np.exp(rng.uniform(np.log(1e9), np.log(1e12), 1000))
    Z_L, Z_R = R_L / (1 + 1j * omega * R_L * C), R_R / (1 + 1j * omega * R_R * C)
    total = np.abs(n_L * Z_L + n_R * Z_R) ** 2
    pair_by_pair = n_L * n_R * 4 * Z_L.real * Z_R.real / total  # every left junction heats every right one
    return pair_by_pair / transmission(n_L * Z_L, n_R * Z_R)


def _scaled_areas() -> float:
    scales = np.geomspace(1e-3, 1e3, 61)
    J = _device(area_left=1e-13 * scales).heat_current(T_LEFT, 0.3)
    return share(np.abs(J / J[0] - 1) < 1e-12)


def _thin_barrier_over_area() -> float:
    """Largest current when χ = 2 is a ratio of specific resistances, over that when it is a ratio of areas."""
    thin = _device(chi=1.0, specific_resistance_right=SILVER.specific_resistance / 2)
    return float(1e15 * thin.heat_current(T_LEFT, _T_RIGHT).max() / _peak(2.0, C_READ))


def _best_ratio_of_resistances() -> float:
    """The same ratio of specific resistances, where J is largest, to 6 %."""
    ratios, T_R = np.geomspace(1, 1e4, 161), np.linspace(0.05, 0.499, 225)
    thin = _device(chi=1.0, specific_resistance_right=SILVER.specific_resistance / ratios[:, None])
    return float(ratios[thin.heat_current(T_LEFT, T_R).max(axis=1).argmax()])


def _relative_transmission(c: float) -> Array:
    """J over what a perfect match would carry between the same temperatures, χ = 2."""
    return 1e-15 * _sweep(2.0, c)[0] / (SIGMA_SB_1D / 2 * (T_LEFT**2 - _T_RIGHT**2))


def _low_frequency_match(T_R: float, chi: float = 2.0) -> float:
    r_L, r_R = _specific_resistances(T_R)
    return float(matching(chi * r_L / r_R))


def _alignment_temperatures() -> Array:
    """T_R at which the resistances are equal, χ r_L = r_R, for growing χ from 1 to 10."""
    T = np.linspace(0.2, 0.55, 701)
    r_L, r_R = (resistance_ratio(t, SILVER.T_c, SILVER.gamma) for t in (T_LEFT, T))
    return np.interp(-np.log(np.geomspace(1, 10, 12)), -np.log(r_R / r_L), T)


def _voltage_noise(T_R: float, c: float, chi: float = 2.0) -> float:
    """e V_rms/kT_R across the right junction, from the photons that both sides send; the zero point is left out.

    The heat J_L that the left side sends is dissipated in R_R, so it drives a mean square voltage J_L R_R; likewise J_R R_L.
    """
    r_L, r_R = _specific_resistances(T_R)
    A_L = SILVER.area_left
    R_L, R_R, C = r_L / A_L, r_R / (chi * A_L), c * A_L * (1 + chi)
    cold = 1e-6  # K: what comes back from there is nothing
    V2 = R_R * heat_current_rc(T_LEFT, cold, R_L, R_R, C) + R_L * heat_current_rc(T_R, cold, R_R, R_L, C)
    return float(e * np.sqrt(V2) / (k_B * T_R))


def _noise_at_deepest(c: float) -> float:
    """The same where κ is most negative, χ = 2."""
    return _voltage_noise(float(_T_RIGHT[_sweep(2.0, c)[1].argmin()]), c)


def _change_by_noise(c: float) -> float:
    """Change of the cold junction's mean conductance by the voltage noise, e^(v²/2) − 1, where κ is most negative."""
    return float(np.expm1(_noise_at_deepest(c) ** 2 / 2))


def _charging(c: float) -> float:
    """Charging energy of the left superconductor, e²/2C with the capacitance of its two junctions, over kT_L."""
    return e**2 / (2 * 2 * c * SILVER.area_left) / (k_B * T_LEFT)


def _barrier(c: float) -> float:
    """Thickness in nm of a plate capacitor with ε_r = 10 and c F/m²."""
    return 1e9 * 10 * epsilon_0 / c


def _broader_than_the_transition() -> float:
    window = FILM_DEVICE.ndtc_window(T_DRAIN)
    if window is None:
        return float("inf")
    low, high = window
    return _least(_window) / (1e3 * float(high - low))


CLAIMS = (
    Claim(
        id="pioldi2025-rc-suppressed-by-gradient",
        place="Abstract",
        statement="The heat current is suppressed for increasingly large temperature gradients.",
        compute=lambda: _most(lambda c: _cold_end(c) / _peak(2.0, c)),
        allowed=(0, 0.5),
        unit="",
        why=_EITHER
        + "J at T_R = 10 mK, the largest difference, over the largest J; T_L = 500 mK, χ = 2. We read “suppressed” "
        "as halved at least.",
    ),
    Claim(
        id="pioldi2025-rc-sub-kelvin-range",
        place="Abstract",
        statement="NDTC appears over significant sub-Kelvin ranges.",
        compute=lambda: _least(_window),
        allowed=(100, float("inf")),
        unit="mK",
        why=_EITHER
        + "Width of the range of T_R with κ < 0 at T_L = 500 mK, χ = 2. We read “significant” as 100 mK at least.",
    ),
    Claim(
        id="pioldi2025-rc-broader-than-transition",
        place="Introduction",
        statement="NDTC extends to broader ranges of temperature than at the superconducting phase transition.",
        compute=_broader_than_the_transition,
        allowed=(1, float("inf")),
        unit="",
        why=_EITHER
        + "That width over the range of T_S in which the device of dey2023 (r = 36, T_D = 30 mK) has NDTC. Here the"
        " cold side is heated, there the hot one.",
    ),
    Claim(
        id="pioldi2025-rc-small-voltages-printed",
        place="text above Eq. 1",
        statement="Voltage fluctuations are small enough for a linear junction (c as printed, 50 pF/µm²).",
        compute=lambda: _change_by_noise(C_PRINTED),
        allowed=(0, 0.1),
        unit="",
        why="Change of the cold junction's mean conductance by the noise, e^(v²/2) − 1 with v = eV_rms/kT_R, where κ "
        "is most negative. We read “small enough” as 10 %.",
    ),
    Claim(
        id="pioldi2025-rc-small-voltages",
        place="text above Eq. 1",
        statement="Voltage fluctuations are small enough for a linear junction (50 fF/µm²).",
        compute=lambda: _change_by_noise(C_READ),
        allowed=(0, 0.1),
        unit="",
        why=lambda: (
            "As above. The hot junction's noise stands across the cold one: V_rms is "
            f"{_noise_at_deepest(C_READ):.1f} kT_R/e. A classical estimate."
        ),
    ),
    Claim(
        id="pioldi2025-rc-robust-peak",
        place="text below Fig. 1",
        statement="The results are quite robust to variations of Γ: height of J.",
        compute=lambda: _most(lambda c: _peak(2.0, c, 10 * GAMMA) / _peak(2.0, c)),
        allowed=(0.8, 1.25),
        unit="",
        why=lambda: (
            _EITHER
            + "Largest J with a tenfold Γ over that with 10⁻⁴ Δ₀. We read “quite robust” as 20 %. J at T_R = 10 mK "
            f"becomes {_most(lambda c: _cold_end(c, 10 * GAMMA) / _cold_end(c)):.1f} times as large."
        ),
    ),
    Claim(
        id="pioldi2025-rc-robust-kappa",
        place="text below Fig. 1",
        statement="The results are quite robust to variations of Γ: depth of κ.",
        compute=lambda: _least(lambda c: _deepest(2.0, c, 10 * GAMMA) / _deepest(2.0, c)),
        allowed=(0.8, 1.25),
        unit="",
        why=lambda: (
            _EITHER
            + "Most negative κ with a tenfold Γ over that with 10⁻⁴ Δ₀. Above T_R = 0.2 T_c = 240 mK; the lower end of "
            f"NDTC moves by {_most(lambda c: _ends(c, 10 * GAMMA)[0] - _ends(c)[0]):.0f} mK."
        ),
    ),
    Claim(
        id="pioldi2025-rc-number-of-junctions",
        place="text below Eq. 3",
        statement="J depends on the total impedance of each reservoir, not on the number of its junctions.",
        compute=lambda: share(np.abs(_series_of_junctions() - 1) < 1e-12),
        allowed=(1, 1),
        unit="",
        why="Share of 1000 random circuits with 1 to 8 junctions a side in which the transmissions between single "
        "junctions add up to that of the totals.",
    ),
    Claim(
        id="pioldi2025-rc-area-invariance",
        place="text below Eq. 3, Summary",
        statement="J does not change when all junction areas are scaled.",
        compute=_scaled_areas,
        allowed=(1, 1),
        unit="",
        why="Share of 61 areas A_L from 10⁻⁴ to 10² µm² with the same J(500 mK, 300 mK) at χ = 2.",
    ),
    Claim(
        id="pioldi2025-rc-eq4",
        place="Eq. 4",
        statement="τ in terms of χ, r and c.",
        compute=lambda: share(np.abs(_eq4(*_random_devices()) / _eq3(*_random_devices()) - 1) < 1e-10),
        allowed=(1, 1),
        unit="",
        why="Share of 1000 random circuits in which it agrees with Eq. 3. As printed, one term of the denominator is "
        "a pure number and the other is not.",
        correction="With the factor r(T_L) r(T_R) restored in front of [ω/ω_c]².",
    ),
    Claim(
        id="pioldi2025-rc-chi-as-resistance",
        place="text below Eq. 4",
        statement="χ could also represent a difference in the specific resistances.",
        compute=_thin_barrier_over_area,
        allowed=(0.9, 1.1),
        unit="",
        why=lambda: (
            "Largest J with half the specific resistance on the right, over that with twice the area; we allow 10 %. "
            "The match at ω = 0 is the same, the cut-off is not: only an area brings capacitance along. As a ratio of "
            f"resistances χ has its optimum near {round(_best_ratio_of_resistances(), -2):.0f} only."
        ),
    ),
    Claim(
        id="pioldi2025-rc-nonmonotonic",
        place="Fig. 2(a)",
        statement="J is not monotonic in T_R: it rises, then falls.",
        compute=lambda: _least(lambda c: share([0 < _sweep(chi, c)[0].argmax() < _T_RIGHT.size - 1 for chi in _CHIS])),
        allowed=(1, 1),
        unit="",
        why=_EITHER + "Share of our six χ whose largest J lies between 10 mK and T_L.",
    ),
    Claim(
        id="pioldi2025-rc-tau-from-zero",
        place="Fig. 2(a), text",
        statement="The rise of J comes from τ growing from zero to finite values.",
        compute=lambda: _most(
            lambda c: float(_relative_transmission(c)[0] / _relative_transmission(c)[_sweep(2.0, c)[0].argmax()])
        ),
        allowed=(0, 0.05),
        unit="",
        why=_EITHER
        + "J over the quantum limit between the same temperatures: at T_R = 10 mK relative to its value at the "
        "largest J, χ = 2. We read “zero” as 5 %.",
    ),
    Claim(
        id="pioldi2025-rc-tau-saturates",
        place="Fig. 2(a), text",
        statement="J falls once τ saturates at frequencies below ω_c and kT_L/ħ.",
        compute=lambda: _least(lambda c: _low_frequency_match(_peak_temperature(2.0, c))),
        allowed=(0.8, 1),
        unit="",
        why=lambda: (
            _EITHER + "τ(ω → 0) at the largest J, χ = 2. With 50 fF/µm², averaged over all photons, it is "
            f"{_relative_transmission(C_READ)[_sweep(2.0, C_READ)[0].argmax()]:.2f} there and still rises to "
            f"{_relative_transmission(C_READ)[-1]:.2f} at T_L: the band goes on widening."
        ),
    ),
    Claim(
        id="pioldi2025-rc-ceases",
        place="Fig. 2(a), text",
        statement="At T_R = T_L the heat current ceases.",
        compute=lambda: float(np.abs(_device(chi=_CHIS).heat_current(T_LEFT, T_LEFT)).max()),
        allowed=(0, 0),
        unit="W",
        why="Largest |J| at equal temperatures among our six χ.",
    ),
    Claim(
        id="pioldi2025-rc-narrower-for-large-chi",
        place="text on Fig. 2(a)",
        statement="For χ ≫ 1 the cut-off is reduced.",
        compute=lambda: _most(lambda c: _half_width(_LARGE_CHI, c) / _half_width(1.0, c)),
        allowed=(0, 0.9),
        unit="",
        why=_EITHER
        + "Frequency at which τ is halved, χ = 1000 over χ = 1, at T_R = 300 mK. The printed ω_c goes to zero as "
        "1/χ; the half-width has the floor 1/(c r_R).",
    ),
    Claim(
        id="pioldi2025-rc-one-over-chi",
        place="text on Fig. 2(a)",
        statement="For χ ≫ 1, τ ~ 1/χ.",
        compute=lambda: _most(lambda c: _exponent_in_chi(_LARGE_CHI, c)),
        allowed=(-1.05, -0.95),
        unit="",
        why=_EITHER + "d ln τ/d ln χ at χ = 1000 and T_R = 300 mK, the worst of all frequencies up to 10 kT_L/ħ.",
    ),
    Claim(
        id="pioldi2025-rc-chi-small",
        place="text on Fig. 2(a)",
        statement="For χ ≪ 1, τ ~ χ.",
        compute=lambda: _least(lambda c: _exponent_in_chi(_SMALL_CHI, c)),
        allowed=(0.95, 1.05),
        unit="",
        why=_EITHER + "The same at χ = 0.001.",
    ),
    Claim(
        id="pioldi2025-rc-less-below-one",
        place="text on Fig. 2(a)",
        statement="For χ < 1 the mismatch for T_R ≤ T_L is larger and J smaller.",
        compute=lambda: _least(
            lambda c: share([_sweep(chi, c)[0] < _sweep(1.0, c)[0] for chi in np.geomspace(0.05, 0.95, 12)])
        ),
        allowed=(1, 1),
        unit="",
        why=_EITHER + "Share of a grid of T_R and twelve χ from 0.05 to 0.95 in which J is below that of χ = 1.",
    ),
    Claim(
        id="pioldi2025-rc-maximum-shifts",
        place="text on Fig. 2(a)",
        statement="For χ < 1 the maximum of J moves to higher T_R.",
        compute=lambda: _least(lambda c: 1e3 * (_peak_temperature(0.1, c) - _peak_temperature(1.0, c))),
        allowed=(5, float("inf")),
        unit="mK",
        why=_EITHER + "Shift from χ = 1 to χ = 0.1, in steps of 0.5 mK. We ask for 1 % of T_L at least.",
    ),
    Claim(
        id="pioldi2025-rc-earlier-alignment",
        place="text on Fig. 2(a)",
        statement="For χ ≳ 1 the two sides align at lower T_R.",
        compute=lambda: share(np.diff(_alignment_temperatures()) < 0),
        allowed=(1, 1),
        unit="",
        why="Share of steps from χ = 1 to 10 that lower the T_R at which χ r_L = r_R.",
    ),
    Claim(
        id="pioldi2025-rc-higher-maximum",
        place="text on Fig. 2(a)",
        statement="For χ ≳ 1 the largest heat current grows.",
        compute=lambda: _least(lambda c: min(_peak(chi, c) for chi in (1.5, 2.0, 3.0)) / _peak(1.0, c)),
        allowed=(1, float("inf")),
        unit="",
        why=lambda: (
            _EITHER
            + "Smallest of the maxima for χ = 1.5, 2 and 3 over that for χ = 1. We do not read χ = 10 as “≳ 1”; its "
            f"maximum is {_most(lambda c: _peak(10.0, c) / _peak(1.0, c)):.2f} of that for χ = 1 at most."
        ),
    ),
    Claim(
        id="pioldi2025-rc-identical-not-optimal",
        place="text on Fig. 2(a)",
        statement="Identical junctions are not necessarily optimal.",
        compute=lambda: _least(lambda c: _peak(2.0, c) / _peak(1.0, c)),
        allowed=(1.01, float("inf")),
        unit="",
        why=_EITHER + "Largest J at χ = 2 over that at χ = 1.",
    ),
    Claim(
        id="pioldi2025-rc-optimum-printed",
        place="text on Fig. 2(a)",
        statement="The optimal value for J is χ ≈ 2 (c as printed, 50 pF/µm²).",
        compute=lambda: _optima(C_PRINTED)[0],
        allowed=(1.5, 2.5),
        unit="",
        why="χ with the largest J over all T_R, T_L = 500 mK. We read “≈ 2” as 1.5 to 2.5.",
    ),
    Claim(
        id="pioldi2025-rc-optimum",
        place="text on Fig. 2(a)",
        statement="The optimal value for J is χ ≈ 2 (50 fF/µm²).",
        compute=lambda: _optima(C_READ)[0],
        allowed=(1.5, 2.5),
        unit="",
        why=lambda: f"As above. The maximum is flat: χ = 2 gives {_flatness(C_READ)[0]:.0f} % of it.",
    ),
    Claim(
        id="pioldi2025-rc-chi-two-maximises",
        place="text below Eq. 5",
        statement="χ = 2 maximises J.",
        compute=lambda: _least(lambda c: _peak(2.0, c) / max(_peak(chi, c) for chi in (1.7, 1.8, 1.9, 2.6, 2.7, 2.8))),
        allowed=(0.95, 1.05),
        unit="",
        why=_EITHER + "Largest J at χ = 2 over the largest at any χ. Within 5 % the choice is good.",
    ),
    Claim(
        id="pioldi2025-rc-ndtc",
        place="Fig. 2(b)",
        statement="The channel exhibits NDTC.",
        compute=lambda: _least(lambda c: share([_sweep(chi, c)[1].min() < 0 for chi in _CHIS])),
        allowed=(1, 1),
        unit="",
        why=_EITHER + "Share of our six χ with κ < 0 somewhere.",
    ),
    Claim(
        id="pioldi2025-rc-aligned-with-rise",
        place="Fig. 2(b)",
        statement="For each χ, NDTC is found where J rises.",
        compute=lambda: _least(
            lambda c: share([(_sweep(chi, c)[1] < 0) == (np.gradient(_sweep(chi, c)[0]) > 0) for chi in _CHIS])
        ),
        allowed=(0.99, 1),
        unit="",
        why=_EITHER
        + "Share of temperatures at which κ, differentiated by hand, and J, tabulated in steps of 0.5 mK, agree. We let 1 % "
        "miss, at the ends of the windows.",
    ),
    Claim(
        id="pioldi2025-rc-most-negative-printed",
        place="Fig. 2(b)",
        statement="The most negative κ occurs for χ ≈ 2 (c as printed, 50 pF/µm²).",
        compute=lambda: _optima(C_PRINTED)[1],
        allowed=(1.5, 2.5),
        unit="",
        why="χ with the most negative κ over all T_R.",
    ),
    Claim(
        id="pioldi2025-rc-most-negative",
        place="Fig. 2(b)",
        statement="The most negative κ occurs for χ ≈ 2 (50 fF/µm²).",
        compute=lambda: _optima(C_READ)[1],
        allowed=(1.5, 2.5),
        unit="",
        why=lambda: f"As above. χ = 2 reaches {_flatness(C_READ)[1]:.0f} % of the deepest value.",
    ),
    Claim(
        id="pioldi2025-rc-capacitance",
        place="text below Eq. 5",
        statement="A specific capacitance of 50 pF/µm² is realistic.",
        compute=lambda: _barrier(C_READ),
        allowed=(0.3, 3),
        unit="nm",
        why="Thickness of a barrier with relative permittivity 10 that has this capacitance. We read “realistic” as "
        f"0.3 to 3 nm. For 50 pF/µm² it would be {_barrier(C_PRINTED):.3f} nm, less than an atom.",
        correction=FARADS,
    ),
    Claim(
        id="pioldi2025-rc-charging-printed",
        place="text below Eq. 5",
        statement="Charging effects may be neglected (c as printed, 50 pF/µm²).",
        compute=lambda: _charging(C_PRINTED),
        allowed=(0, 0.1),
        unit="",
        why="Charging energy e²/2C of the left superconductor, with both its junctions, over kT_L at 500 mK. We read "
        "“neglect” as a tenth.",
    ),
    Claim(
        id="pioldi2025-rc-charging",
        place="text below Eq. 5",
        statement="Charging effects may be neglected (50 fF/µm²).",
        compute=lambda: _charging(C_READ),
        allowed=(0, 0.1),
        unit="",
        why="As above.",
    ),
    Claim(
        id="pioldi2025-rc-significant-flow",
        place="text on Fig. 3",
        statement="At T_L ≈ 500 mK, with about 100 fW, photonic heat reaches significant values.",
        compute=lambda: _peak(2.0, C_READ) / 100,
        allowed=(0.1, 1),
        unit="",
        why=lambda: (
            "Largest J over 100 fW, χ = 2. We read “significant” as a tenth. With 50 pF/µm² it would be "
            f"{_peak(2.0, C_PRINTED) / 100:.4f}."
        ),
        correction=FARADS,
    ),
)
