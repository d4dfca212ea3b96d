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

from functools import partial

import numpy as np

from .domain import Array
from .quadrature import elliptic, in_batches

_TAIL = 36.0  # in units of kT above the gap: e^−36 = 2e-16
_FEWEST = 12  # nodes for the Gaussian exp(−E/kT) that is left when kT is small against everything else


def scattering(w: Array, t: Array, s: int) -> Array:
    """Absorption by thermally excited quasiparticles, relative error 1e-12; 0 where exp(−1/t) underflows."""
    result, low = np.empty_like(w), w < 2
    # E = 1 + w sinh²(u/2) for w < 2: both roots that meet at the gap edge, of E and of E', go into du.
    # E = cosh θ for w ≥ 2: E' = 1 lies far off then, and this form knows of E = −1, to which kT ≫ Δ reaches.
    # Either integrand is even and dies double-exponentially, so the trapezoidal rule converges like exp(−2πd/step), d = π/2 the
    # distance of the nearest Fermi pole: a step of 0.3 leaves 5e-15 of the largest term.
    for chosen, rule, end in ((low, _scattering_low, 2 * _TAIL * t / w), (~low, _scattering_high, _TAIL * t)):
        reach = np.arccosh(1 + end[chosen])
        counts = np.ceil(np.maximum(reach / 0.3, _FEWEST))
        result[chosen] = in_batches(partial(rule, s), counts, w[chosen], t[chosen], reach)
    return result


def _scattering_low(s: int, n: int, w: Array, t: Array, reach: Array) -> Array:
    step = reach / n
    above = w / 2 * (np.cosh(step * np.arange(n + 1)[:, None]) - 1)  # E − 1
    above_2 = above + w
    weight = ((1 + s) + above + above_2 + above * above_2) / np.sqrt((above + 2) * (above_2 + 2))
    weight[0] /= 2
    return 2 * step * weight * _occupation_difference(above, w, t)


def _scattering_high(s: int, n: int, w: Array, t: Array, reach: Array) -> Array:
    step = reach / n
    E = np.cosh(step * np.arange(n + 1)[:, None])
    above_2 = E + (w - 1)  # E' − 1
    weight = (E * (above_2 + 1) + s) / np.sqrt(above_2 * (above_2 + 2))
    weight[0] /= 2
    return 2 * step * weight * _occupation_difference(E - 1, w, t)


def _occupation_difference(above: Array, w: Array, t: Array) -> Array:
    """f(E) − f(E') as one product: subtracting two Fermi functions would leave 1e-10 of it."""
    x, q = np.exp(-(above + 1) / t), np.exp(-w / t)
    return -np.expm1(-w / t) * x / ((1 + x) * (1 + q * x))


def pairs(w: Array, t: Array, half_excess: Array, s: int) -> Array:
    """Absorption by breaking pairs, relative error 1e-12; half_excess = w/2 − 1 computed without cancellation, 0 below."""
    result = np.zeros_like(w)
    broken = half_excess > 0
    b = half_excess[broken]
    # The least favourable case is T → 0, where the Fermi factor steps halfway between the two square roots.
    counts = np.ceil(6 * np.log(4 * (2 + b) / np.sqrt(4 + 4 * b))) + 2
    result[broken] = in_batches(partial(_pairs, s), counts, w[broken], t[broken], b)
    return result


def _pairs(s: int, n: int, w: Array, t: Array, b: Array) -> Array:
    # Counted from the middle, x = E + w/2 = b sin φ, the roots are √(a²−x²) √(b²−x²) with a = w/2 + 1: a complete elliptic
    # integral. It is even in x after 1 − f(|E|) − f(E') is made so, hence twice the quarter period.
    a = b + 2
    sine_2, weight = elliptic(n, a, 2 * np.sqrt(1 + b))  # a² − b² = 2w = 4(1 + b)
    numerator = b * (a - b * sine_2) if s > 0 else 2 + b * (a - b * sine_2)  # |E|E' − s
    # 1 − f(|E|) − f(E') = (1 − q)/((1 + p)(1 + q/p)), p = exp(−|E|/t), q = exp(−w/t); as p² ≥ q the floor changes nothing.
    p = np.maximum(np.exp((b * np.sqrt(sine_2) - w / 2) / t), 1e-300)
    return 2 * weight * numerator * -np.expm1(-w / t) / ((1 + p) * (1 + np.exp(-w / t) / p))
