"""What photons see of a normal resistor in series with a superconducting film, R + R_film/σ(ω, T).

Places the photon energies of every integral over this source (heat current, mean transmission) and weighs them. The
conductivity is computed for temperatures only; resistances enter algebraically, so any number of them shares it.

    quadrature, bcs, mattis_bardeen ─→ [film_source] ─→ devices
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.constants import hbar, pi
from scipy.constants import k as k_B

from .bcs import gap
from .domain import Array
from .mattis_bardeen import conductivity
from .quadrature import gauss

# 84 nodes: 1e-8 of the heat for all temperatures and r ≤ 1000; a quarter fewer leave 5e-7
_LOW, _HIGH, _REACH = 40, 44, 30.0


@dataclass(frozen=True)
class FilmSource:
    """What the photons see: critical temperature, resistance ratio, Δ(0)/kT_c, as aligned arrays. Energies in K."""

    T_c: Array
    r: Array
    gap_ratio: Array

    def transmission(self, energy: Array, T: Array) -> Array:
        """dey2023 Eq. 2 with Z_S/R_D = 1 + r/σ; σ knows nothing of r, and r may broadcast."""
        z = self.r / conductivity(energy * (k_B / hbar), T, gap(T, self.T_c, self.gap_ratio))
        return 4 * (1 + z.real) / ((2 + z.real) ** 2 + z.imag**2)

    def panels(self, T: Array, top: Array) -> tuple[Array, Array]:
        """Energies from 0 to ``top`` and weights, crowded at 0 and on both sides of 2Δ, where τ is not smooth.

        Below 2Δ: sinh, because τ falls like a Lorentzian of width 2πΔ/r, and squares for ln ω at 0 and the logarithm at 2Δ.
        Above, cubes: close to T_c the scale Δ is small against kT.
        """
        edge = 2 * np.asarray(gap(T, self.T_c, self.gap_ratio)) / k_B
        edge = np.minimum(np.where(edge > 0, edge, T), top)
        s, s_weights = gauss(_LOW, edge.ndim)
        below, below_weights = s**2 * (3 - 2 * s), 6 * s * (1 - s) * s_weights
        above, above_weights = gauss(_HIGH, edge.ndim)
        reach = np.arcsinh(max(100.0, float(self.r.max(initial=0.0))))
        low = edge * np.sinh(reach * below) / np.sinh(reach)
        low_weights = edge * reach * np.cosh(reach * below) / np.sinh(reach) * below_weights
        high, high_weights = edge + (top - edge) * above**3, (top - edge) * 3 * above**2 * above_weights
        return np.concatenate([low, high]), np.concatenate([low_weights, high_weights])

    def spectrum(self, T_source: Array, hot: Array) -> tuple[Array, Array]:
        """Photon energies and the weights whose sum with n(T_S) − n(T_D) is the heat current in W."""
        energy, weight = self.panels(T_source, _REACH * hot)
        return energy, k_B**2 / (2 * pi * hbar) * weight * energy * self.transmission(energy, T_source)
