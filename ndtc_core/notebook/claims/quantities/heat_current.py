"""What the claims of the chapter *Heat current across the transition* compute: ``claims.heat_current`` holds the rows."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.constants import hbar, pi
from scipy.constants import k as k_B
from scipy.optimize import minimize_scalar

from .... import bcs, mattis_bardeen
from ....distributions import bose
from ....domain import Array
from ..samples import FILM_DEVICE, T_C_FILM, T_DRAIN

FAVOURABLE = np.geomspace(10, 100, 13)
UP_TO_TC = np.linspace(0.05, 0.4, 36)


@cache
def heat_at(r: float, T_S: float, T_D: float = T_DRAIN) -> float:
    return float(FILM_DEVICE.with_ratio(r).heat_current(T_S, T_D))


@cache
def window_start(r: float, T_D: float = T_DRAIN) -> float:
    """Where the heat current starts to fall, in mK; T_c where it does not."""
    window = FILM_DEVICE.with_ratio(r).ndtc_window(T_D)
    return 1e3 * (window[0] if window else T_C_FILM)


def heat_drop(r: Array | float, T_D: float = T_DRAIN) -> tuple[Array, Array]:
    """Q̇ at its peak below T_c less Q̇(T_c), in fW and in per cent of the peak; T_S in steps of 1 mK, r of any length."""
    T_S = np.linspace(0.25, T_C_FILM, 151)
    Q = np.asarray(FILM_DEVICE.with_ratio(np.reshape(r, (-1, 1))).heat_current(T_S, T_D))
    drop = Q.max(axis=1) - Q[:, -1]
    return 1e15 * drop, 100 * drop / Q.max(axis=1)


@cache
def best_ratio() -> tuple[float, float]:
    """Ratio with the deepest drop in fW at T_D = 30 mK, and that drop."""
    ratios = np.geomspace(3, 300, 231)
    drops = heat_drop(ratios)[0]
    return float(ratios[np.argmax(drops)]), float(drops.max())


def least_at_the_ends() -> float:
    """The smaller drop in fW at r = 10 and 100, in per cent of the deepest."""
    return 100 * float(heat_drop(FAVOURABLE[[0, -1]])[0].min()) / best_ratio()[1]


def fall_into_transition(r: float, T_D: float = T_DRAIN) -> float:
    """−dQ̇/dT_S just below T_c over Q̇/T_c: the limit of (Q̇/Q̇(T_c) − 1)/(1 − T_S/T_c), by a polynomial in its square root."""
    s = 0.2 * (1 - np.cos(np.pi * (np.arange(8) + 0.5) / 8))
    Q = FILM_DEVICE.with_ratio(r).heat_current(T_C_FILM * (1 - s**2), T_D)
    return float(np.polynomial.Polynomial.fit(s, (Q / heat_at(r, T_C_FILM, T_D) - 1) / s**2, 7)(0.0))


def mean_tau(r: float, T: Array) -> Array:
    return np.asarray(FILM_DEVICE.with_ratio(r).mean_transmission(T))


def modulation(r: float) -> float:
    """(τ_max − τ_min)/τ_max with the full conductivity; τ_max at 4 mK."""
    return float(1 - 4 * (1 + r) / (2 + r) ** 2 / mean_tau(r, np.array(0.01 * T_C_FILM)))


MODULATION_LIMIT = 1 - 8 / pi**2


def low_frequency_modulation(r: Array | float) -> Array:
    """The same with τ_max from Z₀ = iħωR₀/πΔ₀ at T = 0 (footnote 62)."""
    return np.asarray(1 - 4 * (1 + r) / (2 + r) ** 2 / (pi / r * np.arctan(r / pi)))


def low_frequency_maximum() -> tuple[float, float]:
    """The ratio at which that is largest, and the maximum."""
    best = minimize_scalar(lambda r: -float(low_frequency_modulation(r)), bounds=(3, 30), method="bounded")
    return float(best.x), -float(best.fun)


def shares_of_the_match(r: float, T_S: float, contact: float = 0.0) -> tuple[float, float]:
    """Q̇ over that of matched resistors for T_D = 30 mK: the full film, and the film without the real part of Z₀.

    ``contact`` is a resistance in units of R_D between source and drain. Plain Gauss panels in y = ħω/kT_S.
    """
    x, w = np.polynomial.legendre.leggauss(12)
    gap = float(bcs.gap(T_S, T_C_FILM, FILM_DEVICE.gap_ratio))
    corner = 2 * gap / (k_B * T_S) or 1.0
    edges = np.unique(
        np.concatenate([[0.0], corner * 10.0 ** np.arange(-6, 0.1, 0.5), corner * np.array([0.9, 1.1, 2]), [3, 8, 40]])
    )
    edges = edges[edges <= 40]
    y = (edges[:-1, None] + np.diff(edges)[:, None] * (1 + x) / 2).ravel()
    weight = (np.diff(edges)[:, None] * w / 2).ravel() * y * (1 / np.expm1(y) - bose(y * k_B * T_S, T_DRAIN))
    z = r / mattis_bardeen.conductivity(y * k_B * T_S / hbar, T_S, gap)
    total = pi**2 / 6 * (1 - (T_DRAIN / T_S) ** 2)
    full = 4 * (1 + z.real) / np.abs(2 + contact + z) ** 2
    inductive = 4 / np.abs(2 + contact + 1j * z.imag) ** 2
    return float(weight @ full / total), float(weight @ inductive / total)


def blame_of_the_inductance(*temperatures: float) -> float:
    """Least share of the loss 1 − Q̇/Q̇_matched that the inductance alone brings, r ≥ 5, at these T_S in K."""
    losses = [1 - np.array(shares_of_the_match(r, T)) for r in (5, 10, 36, 100) for T in temperatures]
    return min(float(inductive / full) for full, inductive in losses)


@cache
def drop_with_contact(r: float, contact: float) -> float:
    """Relative drop from the largest Q̇ to Q̇(T_c) with a contact."""
    Q = np.array([shares_of_the_match(r, T, contact)[0] * (T**2 - T_DRAIN**2) for T in np.linspace(0.3, 0.4, 41)])
    return float(1 - Q[-1] / Q.max())


def drop_left_by_contact(contact: float, r: float = 36) -> float:
    return drop_with_contact(r, contact) / drop_with_contact(r, 0.0)
