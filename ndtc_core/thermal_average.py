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

_REACH = 40.0  # in units of kT: e^−40 of the heat is left out
_NODES = (30, 20, 24, 36)  # energies a panel
_OSCILLATING = 60.0  # E ℓ² up to which the reservoir is felt at the node: e^−11 is left of its echo there


def thermal_average(
    resistances: Resistances, blocked: bool, T: Array, gap: Array, r: Array, length: Array, length_super: Array
) -> tuple[Array, Array]:
    """κ/κ_N and G/G_N, given a function that finds the resistances at the energies that count.

    T (for kT), gap, r and the lengths are flat arrays in units of Δ(0) and ξ₀. Four panels. [0, a]: the spectrum is a function of
    √E that turns at the Thouless energy and at Δ/r, hence squares of sinh. [a, b]: powers of E between Thouless energy and gap,
    hence a geometric rule. [b, Δ] and [Δ, ∞): the spectrum goes as |E − Δ|^¼, hence fourth powers. blocked: no heat passes below
    the gap, so that what passes above counts however little it is.
    """
    middle = np.minimum(gap / 2, 12 * T)
    near = np.minimum(middle, _OSCILLATING / (length / 2) ** 2)
    top = np.minimum(gap, _REACH * T)
    (s, w), (s_g, w_g), (s_b, w_b), (s_a, w_a) = (gauss(n) for n in _NODES)
    # not all the way to Δ/r ≪ kT, where little heat is: the weights need nodes as well
    turn = np.clip(np.arcsinh(np.sqrt(near * r / gap)), 1e-3, 4.5)
    root = np.sinh(turn * s) / np.sinh(turn)
    left, right = (gap - middle) ** 0.25, (gap - top) ** 0.25
    below = left + (right - left) * s_b
    turning, geometric, beyond = near * root**2, near * (middle / near) ** s_g, _REACH * T * s_a**4
    E = np.concatenate([turning, geometric, gap - below**4, gap + beyond])
    above = np.concatenate([turning - gap, geometric - gap, -(below**4), beyond])
    w, w_g = 2 * near * root * turn * np.cosh(turn * s) / np.sinh(turn) * w, geometric * np.log(middle / near) * w_g
    w_b, w_a = 4 * below**3 * (left - right) * w_b, 4 * _REACH * T * s_a**3 * w_a
    q = np.exp(-E / T)
    thermal = np.concatenate([w, w_g, w_b, w_a]) * 4 * q / (1 + q) ** 2  # 1/cosh²(E/2T)
    heat, charge = 3 / (2 * np.pi**2 * T**3) * E**2 * thermal, thermal / (2 * T)
    # the weights of all energies add up to 1; most of those above the gap do not matter when it is cold
    kept = (heat > 1e-16) | (charge > 1e-16)
    if blocked:
        passing = np.where(above > 0, heat, 0.0)
        kept |= passing > 1e-16 * passing.max(axis=0)
    cross = Cross(*(np.broadcast_to(x, E.shape)[kept] for x in (E, above, gap, r, length / 2, length_super)))

    def conductance(weight: Array, resistance: Array) -> Array:
        share = np.zeros_like(weight)
        share[kept] = 1 / resistance
        return (weight * share).sum(axis=0)

    heat_resistance, charge_resistance = resistances(cross)
    return conductance(heat, heat_resistance), conductance(charge, charge_resistance)
