"""Electronic heat capacity and energy of a film, normal and superconducting: how much heat one kelvin takes.

Sommerfeld coefficients γ in J m⁻³ K⁻² (molar values of Kittel, Introduction to Solid State Physics, ch. 6, over molar volumes):
``SOMMERFELD``: Cu 97, Ti 315, Al 135, Ag 63. A semiconductor's follows from its density of states, γ = π²k²g(E_F)/3.
A film in series with a normal metal is one node whose capacity is the sum of both: the film's own vanishes like e^(−Δ/kT).

    quadrature, bcs ─→ [heat_capacity] ─→ nis_device, devices
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.constants import k as k_B
from scipy.constants import pi

from .bcs import gap, gap_slope
from .domain import TEMPERATURE, Array, check
from .quadrature import gauss

SOMMERFELD = {"Cu": 97.0, "Ti": 315.0, "Al": 135.0, "Ag": 63.0}


def normal_metal(T: ArrayLike, sommerfeld: ArrayLike, volume: ArrayLike) -> Array:
    """Heat capacity C = γVT of the electrons of a normal metal.

    Parameters: T in K, > 0; sommerfeld, γ in J m⁻³ K⁻², > 0; volume, V in m³, > 0; they broadcast.
    Returns: J/K. Raises: ValueError for arguments outside these ranges or shapes that do not broadcast.

    >>> f"{normal_metal(0.1, SOMMERFELD['Cu'], 4.2e-20):.3e}"
    '4.074e-19'
    """
    T, sommerfeld, volume = check(T=T, sommerfeld=sommerfeld, volume=volume)
    return sommerfeld * volume * T


def normal_metal_energy(T: ArrayLike, sommerfeld: ArrayLike, volume: ArrayLike) -> Array:
    """Energy U(T) − U(0) = γVT²/2. Parameters, Raises: as ``normal_metal``. Returns: J.

    >>> f"{normal_metal_energy(0.1, SOMMERFELD['Cu'], 4.2e-20):.3e}"
    '2.037e-20'
    """
    T, sommerfeld, volume = check(T=T, sommerfeld=sommerfeld, volume=volume)
    return sommerfeld * volume * T**2 / 2


def superconductor(
    T: ArrayLike, sommerfeld: ArrayLike, volume: ArrayLike, T_c: ArrayLike, ratio: ArrayLike = 1.764
) -> Array:
    """Heat capacity C = T dS/dT of the quasiparticles of a superconductor (Tinkham, Introduction to Superconductivity, Eq. 3.54).

    C/(γVT) = (6/π²k³T³) ∫₀^∞ [E² − (T/2) dΔ²/dT] f(1−f) dξ,  E² = ξ² + Δ², Δ = ``bcs.gap``; 1 for T ≥ T_c.
    At T_c it jumps to 1 + (3/2π²)(1.74 ratio)², 2.432 for the default; the self-consistent gap gives 2.426.

    Parameters: as ``normal_metal``; T_c in K; ratio, Δ(0)/kT_c in [0.01, 100]; they broadcast.
    Returns: J/K, > 0; 0 where e^(−Δ/kT) is no longer a number, T < T_c/420. Relative error ≤ 1e-14 (1 + Δ/kT).
    Raises: ValueError as ``normal_metal``.

    >>> [f"{superconductor(T, SOMMERFELD['Al'], 4e-21, 1.2):.3e}" for T in (0.1, 1.1999, 1.2)]
    ['5.815e-26', '1.576e-18', '6.480e-19']
    """
    T, sommerfeld, volume, T_c, ratio = check(T=T, sommerfeld=sommerfeld, volume=volume, T_c=T_c, ratio=ratio)
    return sommerfeld * volume * T * _relative_capacity(T, T_c, ratio)


def superconductor_energy(
    T: ArrayLike, sommerfeld: ArrayLike, volume: ArrayLike, T_c: ArrayLike, ratio: ArrayLike = 1.764
) -> Array:
    """Energy U(T) − U(0) = ∫₀^T C dT' of ``superconductor``.

    A gap that solves the gap equation would leave a closed form. The interpolated one does not: only this integral of C then
    defines an energy that balances the heat supplied. Above T_c it grows like γVT²/2.

    Parameters, Raises: as ``superconductor``. Returns: J. Relative error ≤ 1e-12.

    >>> f"{superconductor_energy(1.2, SOMMERFELD['Al'], 4e-21, 1.2) / normal_metal_energy(1.2, SOMMERFELD['Al'], 4e-21):.4f}"
    '1.4671'
    """
    T, sommerfeld, volume, T_c, ratio = check(T=T, sommerfeld=sommerfeld, volume=volume, T_c=T_c, ratio=ratio)
    # T' = T_c/cosh²θ: C is smooth in q = sinh θ = √(T_c/T' − 1), and dT' = −2T' tanh θ dθ. From q on, Δ/kT' = ratio (1 + q²)
    # tanh 1.74q grows by 40 or more, because tanh x ≥ 0.76x for x < 1 and ≥ 0.94 for x ≥ 1.74. 48 nodes leave 3e-13.
    cold = np.minimum(T, T_c)
    rise = (gap(cold, T_c, ratio) / (k_B * cold) + 40) / ratio
    first = np.sqrt((T_c - cold) / cold)
    last = np.where(rise <= 0.76, rise / (0.76 * 1.74), np.sqrt(np.maximum(rise / 0.94, 1.0)))
    start, width = np.arcsinh(first), np.arcsinh(last) - np.arcsinh(first)
    total = (T - cold) * (T + cold) / 2
    for node, weight in np.hstack(gauss(48)):  # one node at a time: the inner rule takes memory enough
        theta = start + width * node
        t = 1 / np.cosh(theta) ** 2
        total = total + 2 * weight * width * np.tanh(theta) * (T_c * t) ** 2 * _relative_capacity(t, np.ones(()), ratio)
    return sommerfeld * volume * total


def _relative_capacity(T: Array, T_c: Array, ratio: Array) -> Array:
    """C/(γVT); with a = Δ/kT, ε = E/kT, u = ξ/kT it is (6/π²) ∫₀^∞ (ε² − a² d ln Δ/d ln T) f(1−f) du.

    T and T_c come apart: close to T_c their quotient has lost T_c − T.
    """
    normal = T_c <= T
    T_c = np.where(normal, 2.0, T_c)  # any numbers will do where normal, or nothing is left
    T = np.where(normal, 1.0, np.maximum(T, TEMPERATURE.low))
    a = np.asarray(gap(T, T_c, ratio)) / (k_B * T)
    # u = s sinh θ with s between the reach of kT and the Gaussian's √(akT): the poles of f then stay about π/2 away, and 20
    # midpoints up to ε = a + 40 leave 2e-15 for every a. ε − a is kept apart, so that nothing but e^−a is small.
    n = 20
    s = np.sqrt(6.25 + 3 * a)
    step = np.arcsinh(np.sqrt(40 * (40 + 2 * a)) / s) / n
    theta = step * (np.arange(n) + 0.5).reshape((-1,) + (1,) * a.ndim)
    u = s * np.sinh(theta)
    decay = np.exp(-(u**2) / (np.hypot(u, a) + a))
    weight = step * s * np.cosh(theta) * decay / (1 + decay * np.exp(-a)) ** 2
    integral = (weight * (u**2 + a**2 * (1 - gap_slope(T, T_c)))).sum(axis=0)
    return np.where(normal, 1.0, 6 / pi**2 * np.exp(-a) * integral)
