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

_REACH = 30.0  # kT of the hotter side; e⁻³⁰ of the heat lies above


@dataclass(frozen=True)
class FilmSource:
    """What the photons see: critical temperature, resistance ratio, Δ(0)/kT_c, as aligned arrays. Energies in K."""

    T_c: Array
    r: Array
    gap_ratio: Array

    def transmission(self, energy: Array, T: Array) -> Array:
        """dey2023 Eq. 2 with Z_S/R_D = 1 + r/σ; σ knows nothing of r, and r may broadcast."""
        # σ knows ratios only: that of a film below 1 K is taken at 1 K, where no photon is too slow for ``conductivity``.
        s = np.maximum(1 / self.T_c, 1.0)
        omega = np.clip(energy * s * (k_B / hbar), 1e-6, 1e24)
        z = self.r / conductivity(omega, np.minimum(T, self.T_c) * s, gap(T, self.T_c, self.gap_ratio) * s)
        return 4 * (1 + z.real) / ((2 + z.real) ** 2 + z.imag**2)

    def panels(self, T: Array, top: Array) -> tuple[Array, Array]:
        """Energies from 0 to ``top`` and weights, crowded at 0 and on both sides of 2Δ, where τ is not smooth.

        Below 2Δ: sinh, because τ falls like a Lorentzian of half-width 2πΔ tanh(Δ/2kT)/r, and squares for ln ω at 0 and the
        logarithm at 2Δ. Above: sinh, because Δ and kT may lie far apart, and squares for the logarithm. The numbers of nodes
        grow with the reach of the sinh and leave 1e-8 for all temperatures, gap ratios and r ≤ 1e6.
        """
        edge = 2 * np.asarray(gap(T, self.T_c, self.gap_ratio)) / k_B
        edge = np.where(edge > 0, edge, T)
        # with Δ < 0.02 kT, close to T_c, next to nothing of the heat is inside the Lorentzian
        width = np.maximum(np.tanh(edge / (4 * T)), 0.01) / max(1.0, float(self.r.max(initial=0.0)))
        edge = np.minimum(edge, top)
        below, below_weights = _stretched(np.arcsinh(np.maximum(1 / width, 100.0)), 16, 4.2, twice=True)
        above, above_weights = _stretched(np.arcsinh(np.maximum(top / edge - 1, 1e-3)), 24, 2.2)
        energies = [edge * below, edge + (top - edge) * above]
        return np.concatenate(energies), np.concatenate([edge * below_weights, (top - edge) * above_weights])

    def spectrum(self, T_source: Array, hot: Array) -> tuple[Array, Array]:
        """Photon energies and the weights whose sum with n(T_S) − n(T_D) is the heat current in W."""
        energy, weight = self.panels(T_source, _REACH * hot)
        return energy, k_B**2 / (2 * pi * hbar) * weight * energy * self.transmission(energy, T_source)


def _stretched(reach: Array, least: float, per_reach: float, twice: bool = False) -> tuple[Array, Array]:
    """Nodes on [0, 1] and weights: x = sinh(reach · p)/sinh(reach), p = s² or, crowded at 1 ``twice``, s²(3 − 2s)."""
    s, weights = gauss(int(least + per_reach * reach.max(initial=0.0)), reach.ndim)
    p, slope = (s**2 * (3 - 2 * s), 6 * s * (1 - s)) if twice else (s**2, 2 * s)
    return np.sinh(reach * p) / np.sinh(reach), weights * slope * reach * np.cosh(reach * p) / np.sinh(reach)
