"""Occupation of electron and photon states in thermal equilibrium.

Energies in J, temperatures in K. Written with exponentials of negative arguments only, so nothing overflows: a
state a thousand kT up is simply empty. First of the physics rooms; quadratures elsewhere call it node by node.

    domain ─→ [distributions] ─→ electron_phonon, photonic, proximity, superconducting_line, devices
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.constants import k as k_B
from scipy.special import bernoulli, factorial

from .domain import Array, Quantity, check

_OF_A_PHOTON = {"E": Quantity("energy", "J", 1e-45, 1e-9)}
_REDUCED = {"y": Quantity("energy E/kT", "", 0.0, 1e150)}
_EVEN = np.arange(0, 16, 2)
_DEBYE = bernoulli(14)[_EVEN] / factorial(_EVEN + 1)  # B₂ₖ/(2k+1)!, k = 0 … 7


def fermi(E: ArrayLike, T: ArrayLike) -> Array:
    """Fermi function f = 1/(exp(E/kT) + 1) of electrons (dey2023, below Eq. 6).

    Parameters: E, energy from the Fermi level in J, |E| ≤ 1e-9 J; T, temperature in K, > 0; they broadcast.
    Returns: occupation between 0 and 1, shape of the broadcast arguments. Relative error ≤ 4e-16 (1 + |E|/kT): the
    second term is the rounding of E/kT itself; more where f is no normal number (E > 708 kT), and 0 where it is none at all.
    Raises: ValueError for non-finite, non-positive T or shapes that do not broadcast.

    >>> float(fermi(0.0, 0.1))
    0.5
    """
    E, T = check(E=E, T=T)
    return reduced_fermi(E / (k_B * T))[()]


def reduced_fermi(x: Array) -> Array:
    """f(x) = 1/(eˣ + 1) for x = E/kT, unchecked. SciPy's expit(−x) is 0 from x = 710 on, where e^−x still is a number."""
    q = np.exp(-np.abs(x))
    return np.where(x > 0, q, 1.0) / (1 + q)


def fermi_tail(y: ArrayLike) -> Array:
    """F(y) = ∫_y^∞ x/(eˣ + 1) dx = y ln(1 + q) − Li₂(−q), q = e^−y: the heat in electrons above the energy y kT.

    From F(0) = π²/12 it falls as (y + 1) e^−y. (kT)² F is in J², the ∫ E f dE that a superconductor's gap leaves.

    Parameters: y, energy from the Fermi level over kT, in [0, 1e150], any shape.
    Returns: F > 0, falling with y, shape of y. Relative error ≤ 1e-15; more where q is no normal number (y > 708), and 0
    where it is none at all (y > 745).
    Raises: ValueError for non-finite or negative y.

    >>> [f"{F:.6e}" for F in fermi_tail([0.0, 5.0])]
    ['8.224670e-01', '4.030337e-02']
    """
    (y,) = check(_REDUCED, y=y)
    # With u = ln(1 + q) the dilogarithm is Debye's function: −Li₂(−q) = u + u²/4 + Σ B₂ₖ u²ᵏ⁺¹/(2k+1)!, |u| < 2π. Here u ≤ ln 2,
    # so eight terms leave 5e-17, nothing cancels, and small q keeps the digits that SciPy's spence(1 + q) would have lost.
    u = np.log1p(np.exp(-y))
    return (u * (y + u / 4 + np.polynomial.polynomial.polyval(u**2, _DEBYE)))[()]


def bose(E: ArrayLike, T: ArrayLike) -> Array:
    """Bose function n = 1/(exp(E/kT) − 1) of photons (dey2023, below Eq. 1).

    Parameters: E, photon energy ħω in J, > 0; T, temperature in K, > 0; they broadcast.
    Returns: mean photon number ≥ 0, shape of the broadcast arguments. Relative error ≤ 4e-16 (1 + E/kT); as ``fermi`` beyond.
    Raises: ValueError for non-finite or non-positive arguments or shapes that do not broadcast.

    >>> round(float(bose(k_B * 0.1, 0.1)), 6)   # one photon energy of kT
    0.581977
    """
    E, T = check(_OF_A_PHOTON, E=E, T=T)
    return reduced_bose(E / (k_B * T))[()]


def reduced_bose(x: Array) -> Array:
    """n(x) = 1/(eˣ − 1) for x = E/kT > 0, unchecked: the form that quadratures call at their nodes."""
    return np.exp(-x) / -np.expm1(-x)


def reduced_bose_difference(x_hot: Array, x_cold: Array, separation: Array) -> Array:
    """n(x_hot) − n(x_cold) for 0 < x_hot ≤ x_cold, given ``separation`` = x_cold − x_hot computed without cancellation.

    Subtracting two Bose functions loses all digits when the temperatures are nearly equal. Over a common denominator
    the difference is a single product, exact to rounding: e^{−x_h}(1 − e^{−s}) / [(1 − e^{−x_h})(1 − e^{−x_c})].
    """
    return np.exp(-x_hot) * np.expm1(-separation) / -(np.expm1(-x_hot) * np.expm1(-x_cold))
