"""How a superconductor absorbs a quantum ħω: the two integrals that conductivity and electron-phonon cooling share.

A quantum lifts a quasiparticle from E to E' = E + ħω (scattering) or, for ħω > 2Δ, breaks a pair (E < 0 < E'). Both
rates are sums over pairs of states weighted with the coherence factor EE' + sΔ²: s = +1 for the electric field
(Mattis-Bardeen, dey2023 Eq. 4), s = −1 for phonons (dey2023 Eq. 9). In units of the gap, w = ħω/Δ, t = kT/Δ:

    scattering = 2 ∫₁^∞ (EE' + s)/(√(E²−1) √(E'²−1)) [f(E) − f(E')] dE,
    pairs      =   ∫_{1−w}^{−1} (|E|E' − s)/(√(E²−1) √(E'²−1)) [1 − f(|E|) − f(E')] dE    for w > 2.

Every end point is an inverse square root. Substitutions take the roots away exactly, and after them the integrands are
analytic in strips around the real axis whose widths decide the node counts. Arguments are flat arrays, unchecked: this
room is called by mattis_bardeen and electron_phonon only.

    quadrature ─→ [coherence] ─→ mattis_bardeen, electron_phonon
"""

from __future__ import annotations

from functools import cache, partial

import numpy as np

from .domain import Array
from .quadrature import elliptic, elliptic_nodes, in_batches

_TAIL = 36.0  # in units of kT above the gap: e^−36 = 2e-16
_STEP, _STEP_COLD = 0.28, 0.38  # of the trapezoidal rule, in u and v below


def scattering(w: Array, t: Array, s: int) -> Array:
    """Absorption by thermally excited quasiparticles, relative error 1e-12; 0 where exp(−1/t) underflows."""
    # E − 1 = unit ζ takes away the root at E = 1, and with it the nearest other one, E' = 1 or E = −1, where kT reaches that far:
    # ζ = cosh u − 1, unit = near/2. Else that root is smooth, and ζ = v², unit = t leaves a Gaussian. Either integrand is even
    # and dies fast, so the trapezoidal rule converges like exp(−2πd/step), d the distance of the nearest Fermi pole or root:
    # the steps leave 2e-13. But for the occupations only polynomials of ζ are left, their coefficients sums of positive terms.
    near = np.minimum(w, 2.0)
    cold = 8 * t < near
    sums, warm = np.empty_like(w), ~cold
    counts = np.ceil(np.log(2 + 4 * _TAIL * t[warm] / near[warm]) / _STEP) + 1  # cosh u − 1 reaches 2 _TAIL t/near
    sums[warm] = in_batches(_scattering_terms, partial(_warm_coefficients, s), counts, w[warm], t[warm])
    counts = np.full(np.count_nonzero(cold), np.ceil(np.sqrt(_TAIL) / _STEP_COLD) + 1)
    sums[cold] = in_batches(_scattering_terms, partial(_cold_coefficients, s), counts, w[cold], t[cold])
    return -2 * np.expm1(-w / t) * np.where(cold, 2 * _STEP_COLD * np.sqrt(t), _STEP) * sums


def _warm_coefficients(s: int, w: Array, t: Array) -> tuple[Array, ...]:
    far = np.maximum(w, 2.0)
    unit = w / far  # near/2
    under_root = np.array([far * (w + 2), unit * (far + w + 2), unit**2])  # (E − 1 + far)(E' + 1)
    return under_root, *_occupied(s, w, t, unit)


def _cold_coefficients(s: int, w: Array, t: Array) -> tuple[Array, ...]:
    a, b = w + 2, 2 * w
    under_root = np.array([a * b, t * (b + a * a), 2 * t**2 * a, t**3])  # (E' − 1)(E + 1)(E' + 1)
    return under_root, *_occupied(s, w, t, t)


def _occupied(s: int, w: Array, t: Array, unit: Array) -> tuple[Array, Array, Array]:
    """EE' + s and −E/t as polynomials in ζ, and exp(−w/t)."""
    return np.array([(1 + s) + w, unit * (2 + w), unit**2]), np.array([-1 / t, -unit / t]), np.exp(-w / t)


def _scattering_terms(n: int, under_root: Array, coherence: Array, exponent: Array, q: Array) -> Array:
    # under_root has four coefficients where E = 1 + tv², else three.
    # f(E) − f(E') = (1 − q) x/((1 + x)(1 + qx)) as one product: subtracting two Fermi functions would leave 1e-10 of it.
    powers, weighted = _zeta(n, len(under_root))
    x = np.exp(powers[:, :2] @ exponent)
    occupied = x / (np.sqrt(powers @ under_root) * ((1 + x) * (1 + q * x)))
    return (coherence * (weighted.T @ occupied)).sum(axis=0)


@cache
def _zeta(n: int, count: int) -> tuple[Array, Array]:
    """The first ``count`` powers of ζ at n nodes, and three of them with weights. Only the cold rule needs a fourth."""
    k = np.arange(float(n))[:, None]
    powers = (np.cosh(_STEP * k) - 1 if count == 3 else (_STEP_COLD * k) ** 2) ** np.arange(float(count))
    return powers, np.where(k == 0, 0.5, 1.0) * powers[:, :3]


def pairs(w: Array, t: Array, half_excess: Array, s: int) -> Array:
    """Absorption by breaking pairs, relative error 1e-12; half_excess = w/2 − 1 computed without cancellation, 0 below."""
    result = np.zeros_like(w)
    broken = half_excess > 0
    w, t, b = w[broken], t[broken], half_excess[broken]
    # The least favourable case is T → 0, where the Fermi factor steps halfway between the two square roots.
    counts = np.ceil(6 * np.log(2 * (2 + b) / np.sqrt(1 + b))) + 2
    sums = in_batches(_pair_terms, partial(_pair_coefficients, s), counts, w, t, b)
    result[broken] = -8 * (2 + b) ** 2 * np.expm1(-w / t) * sums
    return result


def _pair_coefficients(s: int, w: Array, t: Array, b: Array) -> tuple[Array, ...]:
    # Counted from the middle, x = E + w/2 = b sin φ, the roots are √(a²−x²) √(b²−x²) with a = w/2 + 1: a complete elliptic
    # integral of √(a² − b²sin²φ). It is even in x after 1 − f(|E|) − f(E') is made so, hence twice the quarter period.
    a = 2 + b
    t = np.maximum(t, 1e-14 * w)  # nothing feels it, and |E|/t keeps its sign when rounded
    return (
        *elliptic(a, 2 * np.sqrt(1 + b), b),
        2 * a / t,
        -w / (2 * t),
        np.exp(-w / t),
        (a * b + (1 - s)) / (2 * a) ** 2,
    )


def _pair_terms(n: int, even: Array, odd: Array, slope: Array, offset: Array, q: Array, c: Array) -> Array:
    # |E|E' − s = ab + 1 − s − x², and 1 − f(|E|) − f(E') = (1 − q)/((1 + p)(1 + q/p)) with p = exp(−|E|/t), q = exp(−w/t); as
    # p² ≥ q what is added to p changes nothing.
    A, B, root = elliptic_nodes(n, even, odd)
    x = A * B / (A**2 + B**2)  # over 2a
    p = np.exp(x * slope + offset) + 1e-300
    return ((c - x**2) / (root * ((1 + p) * (1 + q / p)))).sum(axis=0)
