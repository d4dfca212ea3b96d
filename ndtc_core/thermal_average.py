"""Averages of a spectrum over energy with the thermal weights of heat and charge transport.

    κ/κ_N = (3/2π²T³) ∫₀^∞ E²/(R_Q cosh²(E/2T)) dE,   G/G_N = (1/2T) ∫₀^∞ dE/(R_I cosh²(E/2T))

(bezuglyi2003 Eqs. 4, 6), T for kT, all energies in units of Δ(0). Places the energies where the spectrum of a wire that
touches a superconductor needs them.

    quadrature, usadel ─→ [thermal_average] ─→ proximity
"""

from __future__ import annotations

import numpy as np

from .domain import Array
from .quadrature import gauss
from .usadel import Cross

_REACH = 40.0  # in units of kT: e^−40 of the heat is left out
_NODES = (30, 20, 24, 36)  # energies a panel
_OSCILLATING = 60.0  # E ℓ² up to which the reservoir is felt at the node: e^−11 is left of its echo there


class ThermalAverage:
    """Energies and weights for kT, gap, r and the wire's length, flat arrays in units of Δ(0) and ξ₀.

    Four panels. [0, a]: the spectrum is a function of √E that turns at the Thouless energy and at Δ/r, hence squares of sinh.
    [a, b]: powers of E between Thouless energy and gap, hence a geometric rule. [b, Δ] and [Δ, ∞): the spectrum goes as
    |E − Δ|^¼, hence fourth powers. blocked: no heat passes below the gap, so that what passes above counts however little it is.
    """

    def __init__(self, T: Array, gap: Array, r: Array, length: Array, blocked: bool = False) -> None:
        middle = np.minimum(gap / 2, 12 * T)
        near = np.minimum(middle, _OSCILLATING / (length / 2) ** 2)
        top = np.minimum(gap, _REACH * T)
        (s, w), (s_g, w_g), (s_b, w_b), (s_a, w_a) = (gauss(n) for n in _NODES)
        # not all the way to Δ/r ≪ kT, where little heat is: the weights need nodes as well
        turn = np.clip(np.arcsinh(np.sqrt(near * r / gap)), 1e-3, 4.5)
        root = np.sinh(turn * s) / np.sinh(turn)
        geometric = near * (middle / near) ** s_g
        left, right = (gap - middle) ** 0.25, (gap - top) ** 0.25
        below = left + (right - left) * s_b
        E = [near * root**2, geometric, gap - below**4, gap + _REACH * T * s_a**4]
        above = [E[0] - gap, E[1] - gap, -(below**4), _REACH * T * s_a**4]
        weight = [
            2 * near * root * turn * np.cosh(turn * s) / np.sinh(turn) * w,
            geometric * np.log(middle / near) * w_g,
            4 * below**3 * (left - right) * w_b,
            4 * _REACH * T * s_a**3 * w_a,
        ]
        self._E, self._above = np.concatenate(E), np.concatenate(above)
        q = np.exp(-self._E / T)
        thermal = np.concatenate(weight) * 4 * q / (1 + q) ** 2  # 1/cosh²(E/2T)
        self._heat = 3 / (2 * np.pi**2 * T**3) * self._E**2 * thermal
        self._charge = thermal / (2 * T)
        # the weights of all energies add up to 1; most of those above the gap do not matter when it is cold
        self._kept = (self._heat > 1e-16) | (self._charge > 1e-16)
        if blocked:
            passing = np.where(above_gap := self._above > 0, self._heat, 0.0)
            self._kept |= above_gap & (self._heat > 1e-16 * passing.max(axis=0))
        self._gap, self._r, self._length = gap, r, length

    def cross(self, length_super: Array) -> Cross:
        """The energies that count, flat, each with the parameters of its point."""
        whole = (self._E, self._above, self._gap, self._r, self._length / 2, length_super)
        return Cross(*(np.broadcast_to(array, self._E.shape)[self._kept] for array in whole))

    def __call__(self, heat_resistance: Array, charge_resistance: Array) -> tuple[Array, Array]:
        """κ/κ_N and G/G_N from R_Q and R_I at those energies."""
        result = []
        for weight, resistance in ((self._heat, heat_resistance), (self._charge, charge_resistance)):
            conductance = np.zeros_like(self._E)
            conductance[self._kept] = 1 / resistance
            result.append((weight * conductance).sum(axis=0))
        return result[0], result[1]
