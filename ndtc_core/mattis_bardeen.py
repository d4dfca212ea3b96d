"""The complex conductivity of a dirty superconducting film (Mattis and Bardeen), and with it the film's impedance.

In units of the gap, w = ħω/Δ, t = kT/Δ, E' = E + w (dey2023 Eqs. 4-6, with the corrections noted in ``conductivity``):

    σ₁/σ_n = (scattering + pair breaking)/w, both in ``coherence``,
    σ₂/σ_n = (1/w) ∫ (EE' + 1)/(√(1−E²) √(E'²−1)) tanh(E'/2t) dE over max(−1, 1−w) < E < 1,

σ₁ dissipates, σ₂ is the kinetic inductance of the condensate.

    quadrature, coherence ─→ [mattis_bardeen] ─→ film_source
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.constants import hbar
from scipy.constants import k as k_B

from .coherence import pairs, scattering
from .domain import Array, Complex, check, flat
from .quadrature import elliptic, elliptic_nodes, in_batches


def conductivity(omega: ArrayLike, T: ArrayLike, gap: ArrayLike) -> Complex:
    """Conductivity (σ₁ − iσ₂)/σ_n of a superconductor in the dirty limit, relative to the normal state.

    The upper limit of dey2023 Eq. 4's pair-breaking integral is read as −Δ (it is printed Δ), and the modulus in Eq. 5 as
    that of the imaginary root only: the numerator EE' + Δ² keeps its sign, as Kramers-Kronig demands.

    Parameters: omega, angular frequency in rad/s, > 0; T, temperature in K, > 0; gap, Δ(T) in J, ≥ 0; they broadcast.
    gap = 0 is the normal metal, 1 + 0j. Time dependence exp(+iωt): an inductance has Im Z > 0.
    Returns: complex array of the broadcast shape. The error is below 1e-11 |σ| for every ratio of the three energies, on
    both sides of ħω = 2Δ and at it, measured for 1e-9 ≤ ħω/Δ ≤ 1e9 and 1e-4 ≤ kT/Δ ≤ 1e9. Just above 2Δ at low
    temperature σ₁ is proportional to ħω − 2Δ, so it feels the rounding of omega and gap.
    Raises: ValueError for arguments outside these ranges or shapes that do not broadcast.

    >>> sigma = conductivity(1.8354e11, 0.1, 9.673e-24)   # titanium at 2.001 Δ
    >>> f"{sigma:.5f}"
    '0.00140-0.99734j'
    """
    shape, (omega, T, gap) = flat(*check(omega=omega, T=T, gap=gap))
    superconducting = gap > 0
    gap = gap[superconducting]
    quantum = hbar * omega[superconducting]
    w, t = quantum / gap, k_B * T[superconducting] / gap
    half_excess = (quantum - 2 * gap) / (2 * gap)  # w/2 − 1 with all digits close to ħω = 2Δ
    sigma = np.ones(omega.shape, complex)
    absorption = scattering(w, t, +1) + pairs(w, t, half_excess, +1)
    sigma[superconducting] = absorption / w - 1j * _condensate(w, t, half_excess)
    return sigma.reshape(shape)[()]


def film_impedance(omega: ArrayLike, T: ArrayLike, gap: ArrayLike, R_normal: ArrayLike) -> Complex:
    """Impedance of a film, Z = R₀/(σ₁ − iσ₂) in Ω with σ relative to the normal state (dey2023, above Eq. 4).

    Parameters: omega, T, gap as in ``conductivity``; R_normal, resistance R₀ in the normal state in Ω, > 0.
    Returns: complex array, Re Z ≥ 0, Im Z ≥ 0 (inductive). Relative error ≤ 1e-11. T → 0: Z ≈ iħωR₀/(πΔ) at low ω.
    Raises: ValueError as ``conductivity``.

    >>> f"{film_impedance(1e10, 0.3, 0.0, 103.0):.1f}"   # no gap: the normal film
    '103.0+0.0j'
    """
    omega, T, gap, R_normal = check(omega=omega, T=T, gap=gap, R_normal=R_normal)
    return R_normal / conductivity(omega, T, gap)


def _condensate(w: Array, t: Array, half_excess: Array) -> Array:
    """σ₂/σ_n. With x = E + w/2, a = w/2 + 1, b = |w/2 − 1| the roots are √(a²−x²) √(x²−b²), and b < x < a.

    x² = a²cos²φ + b²sin²φ takes them away and leaves dφ/x. The numerator EE' + 1 = x² − a(w/2 − 1) changes sign for w > 2; no
    modulus.
    """
    a = 1 + w / 2
    b = np.maximum(np.abs(half_excess), 1e-14 * a)  # an error of 1e-13 at most
    counts = np.ceil(3.2 * np.log(4 * a / b)) + 1  # leaves 4e-13
    result = in_batches(_terms, _coefficients, counts, w, t, half_excess, b) * a**2 / w
    return np.maximum(result, 0.0)  # far above 2Δ it is smaller than its rounding


def _coefficients(w: Array, t: Array, half_excess: Array, b: Array) -> tuple[Array, ...]:
    a = 1 + w / 2
    return *elliptic(a, b, np.sqrt(2 * w)), a / (2 * t), w / (4 * t), half_excess / a


def _terms(n: int, even: Array, odd: Array, slope: Array, offset: Array, c: Array) -> Array:
    A, B, root = elliptic_nodes(n, even, odd)
    A, B = A**2, B**2
    x = (A - B) / (A + B)  # over a
    occupied = np.tanh(x * slope + offset) / root
    return (x**2 * occupied).sum(axis=0) - c * occupied.sum(axis=0)
