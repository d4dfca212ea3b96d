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
from .quadrature import elliptic, gauss, in_batches


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


_NEAR = 3e-3  # |ħω − 2Δ|/(ħω + 2Δ) below which the elliptic rule would take more nodes than the other one


def _condensate(w: Array, t: Array, half_excess: Array) -> Array:
    """σ₂/σ_n. With x = E + w/2, a = w/2 + 1, b = |w/2 − 1| the roots are √(a²−x²) √(x²−b²), and b < x < a.

    The numerator EE' + 1 = x² − a(w/2 − 1) changes sign for w > 2; no modulus.
    """
    result = np.empty_like(w)
    ratio = np.abs(half_excess) / (1 + w / 2)
    near, far = ratio < _NEAR, ratio >= _NEAR
    counts = np.ceil(3 * np.log(4 / ratio[far])) + 1  # exp(−9.8 · 3) = 2e-13
    result[far] = in_batches(_condensate_far, counts, w[far], t[far], half_excess[far])
    # 32 nodes leave 7e-12 at w = 2 exactly, where the integrand is narrowest, 40 leave 1e-14
    counts = np.full(np.count_nonzero(near), 40.0)
    result[near] = in_batches(_condensate_near, counts, w[near], t[near], half_excess[near])
    return np.maximum(result, 0.0)  # far above 2Δ it is smaller than its rounding


def _condensate_far(n: int, w: Array, t: Array, half_excess: Array) -> Array:
    # x² = a²cos²φ + b²sin²φ takes both roots away and leaves dφ/x.
    a = 1 + w / 2
    sine_2, weight = elliptic(n, a, np.abs(half_excess))
    x_2 = a**2 - 2 * w * sine_2  # a² − b² = 2w
    return weight / w * (x_2 - a * half_excess) * _tanh_half((np.sqrt(x_2) + w / 2) / t)


def _condensate_near(n: int, w: Array, t: Array, half_excess: Array) -> Array:
    # For b → 0 the integrand becomes logarithmic at x = b. x = b cosh v takes that root away, v = V(1 − s²) the one at
    # x = a, cosh V = a/b; Gauss-Legendre in s. Written with η = e^−V and g = exp(−2Vs²) nothing overflows:
    # x = (m/2)√g (1 + η²/g), √(a²−x²) = (m/2)√((1 − g)(1 − η⁴/g)), m = b/η. The floor of η is an error of 1e-13 at most.
    nodes, weights = gauss(n)
    m = 1 + w / 2 + np.sqrt(2 * w)
    eta = np.maximum(np.abs(half_excess) / m, 1e-14)
    exponent = 2 * np.log(eta) * nodes**2
    g = np.exp(exponent)
    x = m / 2 * np.sqrt(g) * (1 + eta**2 / g)
    root = m / 2 * np.sqrt(-np.expm1(exponent) * (1 - eta**4 / g))
    numerator = x**2 - half_excess * (1 + w / 2)
    return -2 / w * np.log(eta) * nodes * weights * numerator / root * _tanh_half((x + w / 2) / t)


def _tanh_half(y: Array) -> Array:
    """tanh(y/2), faster than np.tanh, all digits for small y."""
    minus = np.expm1(-y)
    return -minus / (2 + minus)
