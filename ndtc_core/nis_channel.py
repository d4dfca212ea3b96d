"""Photon channel between two NIS junctions whose resistances follow their own temperatures: the heat current and its slopes.

Arguments are arrays that broadcast, unchecked.

    junction, photonic ─→ [nis_channel] ─→ nis_balance, nis_device
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.constants import hbar, pi
from scipy.constants import k as k_B

from .domain import Array
from .junction import ratio_and_slope
from .photonic import binet_slope, heat_current_rc

_FEW = 100  # temperatures that are computed in less time than it takes to see which of them are alike


class Junction(NamedTuple):
    """Normal-state resistance in Ω, capacitance in F, and the superconductor: T_c in K, Γ/Δ(0), Δ(0)/kT_c."""

    R_normal: Array
    capacitance: Array
    T_c: Array
    gamma: Array
    ratio: Array

    def resistance(self, T: Array) -> Array:
        """R(T) in Ω."""
        return self.R_normal * self._relative(T, slope=False)[0]

    def resistance_and_slope(self, T: Array) -> tuple[Array, Array]:
        """R(T) in Ω and d ln R/d ln T."""
        R, slope = self._relative(T, slope=True)
        return self.R_normal * R, slope

    def _relative(self, T: Array, slope: bool) -> Array:
        material = (self.T_c, self.gamma, self.ratio)
        if T.size < _FEW or any(value.size > 1 for value in material):
            return ratio_and_slope(T, *material, slope=slope)
        T, *_ = np.broadcast_arrays(T, *material)
        distinct, where = np.unique(T, return_inverse=True)  # a map repeats its temperatures
        found = ratio_and_slope(distinct, *(value.ravel() for value in material), slope=slope)
        return found[:, where].reshape(len(found), *T.shape)


def current(T_left: Array, T_right: Array, left: Junction, right: Junction) -> Array:
    """J in W from left to right (pioldi2025 Eqs. 2 and 3)."""
    R_left, R_right = left.resistance(T_left), right.resistance(T_right)
    return heat_current_rc(T_left, T_right, R_left, R_right, left.capacitance + right.capacitance)


def current_and_slopes(T_left: Array, T_right: Array, left: Junction, right: Junction) -> tuple[Array, Array, Array]:
    """J, ∂J/∂T_left and ∂J/∂T_right."""
    total = left.capacitance + right.capacitance
    return slopes(T_left, T_right, left.resistance_and_slope(T_left), right.resistance_and_slope(T_right), total)


def slopes(
    T_left: Array, T_right: Array, left: tuple[Array, Array], right: tuple[Array, Array], C: Array
) -> tuple[Array, Array, Array]:
    """The same, given what ``Junction.resistance_and_slope`` says of either side, and C_left + C_right.

    J = A [B(z_L) − B(z_R)] of ``photonic.heat_current_rc`` with A = ħ/(π R_L R_R C²) and z = ħω₀/2πkT, so with the positive
    E = −A z B'(z) of each side, at fixed resistances ∂J/∂ln T_L = E_L and ∂J/∂ln T_R = −E_R; and at fixed temperatures
    ∂J/∂ln R_L = −J + (E_L − E_R) R_R/(R_L + R_R), ∂J/∂ln R_R = −J + (E_L − E_R) R_L/(R_L + R_R). With the slopes d ln R/d ln T
    of the junctions the chain rule does the rest.
    """
    (R_left, slope_left), (R_right, slope_right) = left, right
    share_left, share_right = R_right / (R_left + R_right), R_left / (R_left + R_right)
    t_per_kelvin = 2 * pi * k_B / hbar * share_left * R_left * C  # t = 1/z
    t, s = np.broadcast_arrays(t_per_kelvin * T_left, t_per_kelvin * T_right)
    # −z B'(z) = 2t² [B(1/t) − B(1/s)]/(t² − s²) at s = t, which photonic evaluates without cancellation: all three at once
    across, at_left, at_right = binet_slope(np.stack([t, t, s]), np.stack([s, t, s]))
    scale = 4 * pi * k_B**2 / hbar * share_left * share_right
    J = scale * (T_left - T_right) * (T_left + T_right) * across
    E_left, E_right = 2 * scale * T_left**2 * at_left, 2 * scale * T_right**2 * at_right
    by_left = (E_left + slope_left * (share_left * (E_left - E_right) - J)) / T_left
    by_right = (-E_right + slope_right * (share_right * (E_left - E_right) - J)) / T_right
    return J, by_left, by_right
