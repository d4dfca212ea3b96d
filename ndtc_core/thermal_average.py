"""Averages of a spectrum over energy with the thermal weights of heat and charge transport.

    κ/κ_N = (3/2π²T³) ∫₀^∞ E²/(R_Q cosh²(E/2T)) dE,   G/G_N = (1/2T) ∫₀^∞ dE/(R_I cosh²(E/2T))

(bezuglyi2003 Eqs. 4, 6), T for kT, all energies in units of Δ(0). Places the energies where the spectrum of a wire that
touches a superconductor needs them.

    quadrature, usadel ─→ [thermal_average] ─→ proximity
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .domain import Array
from .quadrature import gauss
from .usadel import Cross

Resistances = Callable[[Cross], tuple[Array, Array]]  # R_Q and R_I at the energies of a cross

_NODES = (40, 26, 32, 18, 44)  # energies a panel
_REACH = 30.0  # in units of kT: e^−30 of the heat is left out
_OSCILLATING = 60.0  # E ℓ² up to which the reservoir is felt at the node: e^−11 is left of its echo there
_QUARTER_WAVE = 2.0  # kℓ of the superconducting lead, a little beyond π/2, where what passes turns with energy


def thermal_average(
    resistances: Resistances, T: Array, gap: Array, r: Array, length: Array, length_super: Array
) -> tuple[Array, Array]:
    """κ/κ_N and G/G_N, given a function that finds the resistances at the energies of a cross.

    T (for kT), gap, r and the lengths are flat arrays in units of Δ(0) and ξ₀. Relative error ≤ 1e-8, beside that of the
    resistances.
    """
    E, above, weight = _energies(T, gap, r, length, length_super)
    q = np.exp(-E / T)
    thermal = weight * 4 * q / (1 + q) ** 2  # 1/cosh²(E/2T)
    cross = Cross(*(np.broadcast_to(x, E.shape).ravel() for x in (E, above, gap, r, length / 2, length_super)))
    heat, charge = (R.reshape(E.shape) for R in resistances(cross))
    return (3 / (2 * np.pi**2 * T**3) * E**2 * thermal / heat).sum(axis=0), (thermal / (2 * T) / charge).sum(axis=0)


def _energies(T: Array, gap: Array, r: Array, length: Array, length_super: Array) -> tuple[Array, Array, Array]:
    """Energies, their distances E − Δ from the gap, and weights of an integral from 0 to ∞, each of shape (energies, points).

    [0, a]: the spectrum is a function of √E that turns at the Thouless energy and at Δ/r, hence squares of sinh. [a, b]: powers
    of E between Thouless energy and gap, hence a geometric rule. Around Δ the spectrum goes as |E − Δ|^¼, hence fourth powers:
    [b, Δ], [Δ, c] with c where a quarter of a wave fits the superconducting lead, [c, ∞).
    """
    n_turning, n_geometric, n_below, n_wave, n_beyond = _NODES
    middle = np.minimum(gap / 2, 12 * T)
    near = np.minimum(middle, _OSCILLATING / (length / 2) ** 2)
    # not all the way to Δ/r ≪ kT, where little heat is: the weights need nodes as well
    root, w = _crowded(np.clip(np.arcsinh(np.sqrt(near * r / gap)), 1e-3, 5.5), n_turning)
    turning, w_turning = near * root**2, 2 * near * root * w
    s, w = gauss(n_geometric)
    geometric = near * (middle / near) ** s
    w_geometric = geometric * np.log(middle / near) * w
    left, right = (gap - middle) ** 0.25, np.maximum(gap - _REACH * T, 0) ** 0.25
    p, w = _crowded(2.0, n_below)
    below = right + (left - right) * p
    w_below = 4 * below**3 * (left - right) * w
    reach = (_REACH * T) ** 0.25
    # kℓ = 2 at that distance from the gap; not farther than few nodes carry, nor without a lead (length 0 or 1)
    wave = np.minimum(0.15 * reach, _QUARTER_WAVE / (np.maximum(length_super, 1) * (2 * gap) ** 0.25))
    (s, w), (p, v) = gauss(n_wave), _crowded(1.5, n_beyond)
    beyond = np.concatenate([wave * s, wave + (reach - wave) * p])
    w_beyond = 4 * beyond**3 * np.concatenate([wave * w, (reach - wave) * v])
    E = np.concatenate([turning, geometric, gap - below**4, gap + beyond**4])
    above = np.concatenate([turning - gap, geometric - gap, -(below**4), beyond**4])
    return E, above, np.concatenate([w_turning, w_geometric, w_below, w_beyond])


def _crowded(turn: Array | float, n: int) -> tuple[Array, Array]:
    """n nodes p on [0, 1] that crowd at 0, and weights: sinh is straight up to p ≈ 1/sinh(turn), then even in ln p."""
    s, w = gauss(n)
    return np.sinh(turn * s) / np.sinh(turn), w * turn * np.cosh(turn * s) / np.sinh(turn)
