"""What the claims of the chapter *The RC photon channel* compute: ``claims.rc_channel`` holds the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.constants import e, epsilon_0, hbar
from scipy.constants import k as k_B

from ....devices import NISDevice
from ....domain import Array
from ....junction import resistance_ratio
from ....photonic import SIGMA_SB_1D, heat_current_rc, matching, transmission
from ...audit import share
from ..samples import C_PRINTED, C_READ, FILM_DEVICE, GAMMA, SILVER, T_DRAIN, T_LEFT

T_RIGHT = np.linspace(0.01, 0.4999, 980)  # K, from the lowest of the paper almost up to T_L; steps of 0.5 mK
CHIS = np.array([0.1, 0.5, 1.0, 2.0, 5.0, 10.0])  # ours: the paper's list is lost with its figure
SMALL_CHI, LARGE_CHI = 1e-3, 1e3


def least(of: Callable[[float], float]) -> float:
    """The smaller value of the two capacitances: a statement about a trend should hold with both."""
    return min(of(C_PRINTED), of(C_READ))


def most(of: Callable[[float], float]) -> float:
    return max(of(C_PRINTED), of(C_READ))


def device(**fields: Any) -> NISDevice:
    """The published device; fields may be arrays."""
    return replace(SILVER, **fields)


@lru_cache(maxsize=128)
def sweep(chi: float, c: float, gamma: float = GAMMA) -> tuple[Array, Array]:
    """Heat current in fW and its differential conductance in fW/K along Fig. 2."""
    pair = device(chi=chi, specific_capacitance=c, gamma=gamma)
    J, kappa = pair.heat_current(T_LEFT, T_RIGHT), pair.thermal_conductance(T_LEFT, T_RIGHT)
    return 1e15 * J, 1e15 * kappa


def peak(chi: float, c: float, gamma: float = GAMMA) -> float:
    return float(sweep(chi, c, gamma)[0].max())


def peak_temperature(chi: float, c: float) -> float:
    return float(T_RIGHT[sweep(chi, c)[0].argmax()])


@lru_cache(maxsize=4)
def optima(c: float) -> tuple[float, float]:
    """χ with the largest heat current, and χ with the most negative conductance."""
    chi, T_R = np.linspace(1.2, 5.2, 401)[:, None], np.linspace(0.25, 0.42, 171)
    pair = device(chi=chi, specific_capacitance=c)
    J, kappa = pair.heat_current(T_LEFT, T_R), pair.thermal_conductance(T_LEFT, T_R)
    return float(chi[J.max(axis=1).argmax(), 0]), float(chi[kappa.min(axis=1).argmin(), 0])


def flatness(c: float) -> tuple[float, float]:
    """Largest heat current, and most negative conductance, at χ = 2 over those at the best χ, in per cent."""
    best_J, best_kappa = optima(c)
    return 100 * peak(2.0, c) / peak(best_J, c), 100 * deepest(2.0, c) / deepest(best_kappa, c)


def deepest(chi: float, c: float, gamma: float = GAMMA) -> float:
    return float(sweep(chi, c, gamma)[1].min())


def ends(c: float, gamma: float = GAMMA) -> tuple[float, float]:
    """The range of T_R with κ < 0, in mK; χ = 2."""
    negative = 1e3 * T_RIGHT[sweep(2.0, c, gamma)[1] < 0]
    return float(negative[0]), float(negative[-1])


def window(c: float) -> float:
    """Width in mK of that range."""
    low, high = ends(c)
    return high - low


def cold_end(c: float, gamma: float = GAMMA) -> float:
    """J at T_R = 10 mK, χ = 2, in fW."""
    return float(sweep(2.0, c, gamma)[0][0])


def specific_resistances(T_R: float, T_L: float = T_LEFT) -> tuple[float, float]:
    r = SILVER.specific_resistance * resistance_ratio([T_L, T_R], SILVER.T_c, SILVER.gamma)
    return float(r[0]), float(r[1])


def random_devices() -> tuple[Array, ...]:
    """r_L, r_R in Ω m², c in F/m², χ, A_L in m² and ω in rad/s of 1000 random circuits."""
    rng = np.random.default_rng(16295)
    limits = ((1e-12, 1e-8), (1e-12, 1e-8), (1e-2, 1.0), (0.05, 20.0), (1e-15, 1e-12), (1e9, 1e13))
    return tuple(np.exp(rng.uniform(np.log(low), np.log(high), 1000)) for low, high in limits)


def eq3(r_L: Array, r_R: Array, c: Array, chi: Array, A_L: Array, omega: Array) -> Array:
    """Transmission from the impedances of the circuit, that is Eq. 3."""
    R_L, R_R, C_L, C_R = r_L / A_L, r_R / (chi * A_L), c * A_L, c * chi * A_L
    return transmission(R_L / (1 + 1j * omega * R_L * C_L), R_R / (1 + 1j * omega * R_R * C_R))


def eq4(r_L: Array, r_R: Array, c: Array, chi: Array, A_L: Array, omega: Array) -> Array:
    """Eq. 4 with the missing factor r_L r_R restored."""
    omega_c = 1 / ((1 + chi) * c * np.sqrt(r_L * r_R))
    return 4 * chi * r_L * r_R / ((chi * r_L + r_R) ** 2 + r_L * r_R * (omega / omega_c) ** 2)


def exponent_in_chi(chi: float, c: float) -> float:
    """d ln τ/d ln χ at T_R = 300 mK, of all frequencies up to 10 kT_L/ħ the one farthest from ±1."""
    r_L, r_R = specific_resistances(0.3)
    omega = np.linspace(0, 10, 101) * k_B * T_LEFT / hbar
    up, down = (eq3(r_L, r_R, c, chi * f, 1e-13, omega) for f in (1.001, 1 / 1.001))  # type: ignore[arg-type]
    slope = np.log(up / down) / np.log(1.001**2)
    return float(slope[np.argmax(np.abs(np.abs(slope) - 1))])


def half_width(chi: float, c: float) -> float:
    """Frequency ω₀ at which the transmission has fallen to one half, T_R = 300 mK."""
    r_L, r_R = specific_resistances(0.3)
    return (chi * r_L + r_R) / ((1 + chi) * c * r_L * r_R)


def series_of_junctions() -> Array:
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


def scaled_areas() -> float:
    scales = np.geomspace(1e-3, 1e3, 61)
    J = device(area_left=1e-13 * scales).heat_current(T_LEFT, 0.3)
    return share(np.abs(J / J[0] - 1) < 1e-12)


def thin_barrier_over_area() -> float:
    """Largest current when χ = 2 is a ratio of specific resistances, over that when it is a ratio of areas."""
    thin = device(chi=1.0, specific_resistance_right=SILVER.specific_resistance / 2)
    return float(1e15 * thin.heat_current(T_LEFT, T_RIGHT).max() / peak(2.0, C_READ))


def best_ratio_of_resistances() -> float:
    """The same ratio of specific resistances, where J is largest, to 6 %."""
    ratios, T_R = np.geomspace(1, 1e4, 161), np.linspace(0.05, 0.499, 225)
    thin = device(chi=1.0, specific_resistance_right=SILVER.specific_resistance / ratios[:, None])
    return float(ratios[thin.heat_current(T_LEFT, T_R).max(axis=1).argmax()])


def relative_transmission(c: float) -> Array:
    """J over what a perfect match would carry between the same temperatures, χ = 2."""
    return 1e-15 * sweep(2.0, c)[0] / (SIGMA_SB_1D / 2 * (T_LEFT**2 - T_RIGHT**2))


def saturation(c: float) -> float:
    """That at the largest J, over its value where T_R has all but reached T_L."""
    relative = relative_transmission(c)
    return float(relative[sweep(2.0, c)[0].argmax()] / relative[-1])


def rectification(c: float, chi: float = 2.0) -> float:
    """|J| with the left side at 500 mK and the right at 200 mK, over |J| the other way round."""
    forth, back = device(chi=chi, specific_capacitance=c).heat_current([T_LEFT, 0.2], [0.2, T_LEFT])
    return float(-forth / back)


def low_frequency_match(T_R: float, chi: float = 2.0) -> float:
    r_L, r_R = specific_resistances(T_R)
    return float(matching(chi * r_L / r_R))


def alignment_temperatures() -> Array:
    """T_R at which the resistances are equal, χ r_L = r_R, for growing χ from 1 to 10."""
    T = np.linspace(0.2, 0.55, 701)
    r_L, r_R = (resistance_ratio(t, SILVER.T_c, SILVER.gamma) for t in (T_LEFT, T))
    return np.interp(-np.log(np.geomspace(1, 10, 12)), -np.log(r_R / r_L), T)


def voltage_noise(T_R: float, c: float, chi: float = 2.0) -> float:
    """e V_rms/kT_R across the right junction, from the photons that both sides send; the zero point is left out.

    The heat J_L that the left side sends is dissipated in R_R, so it drives a mean square voltage J_L R_R; likewise J_R R_L.
    """
    r_L, r_R = specific_resistances(T_R)
    A_L = SILVER.area_left
    R_L, R_R, C = r_L / A_L, r_R / (chi * A_L), c * A_L * (1 + chi)
    cold = 1e-6  # K: what comes back from there is nothing
    V2 = R_R * heat_current_rc(T_LEFT, cold, R_L, R_R, C) + R_L * heat_current_rc(T_R, cold, R_R, R_L, C)
    return float(e * np.sqrt(V2) / (k_B * T_R))


def noise_at_deepest(c: float) -> float:
    """The same where κ is most negative, χ = 2."""
    return voltage_noise(float(T_RIGHT[sweep(2.0, c)[1].argmin()]), c)


def change_by_noise(c: float) -> float:
    """Change of the cold junction's mean conductance by the voltage noise, e^(v²/2) − 1, where κ is most negative."""
    return float(np.expm1(noise_at_deepest(c) ** 2 / 2))


def barrier(c: float) -> float:
    """Thickness in nm of a plate capacitor with ε_r = 10 and c F/m²."""
    return 1e9 * 10 * epsilon_0 / c


def broader_than_the_transition() -> float:
    film = FILM_DEVICE.ndtc_window(T_DRAIN)
    if film is None:
        return float("inf")
    low, high = film
    return least(window) / (1e3 * float(high - low))
