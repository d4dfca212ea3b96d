"""The superconducting gap and the densities of states, ideal (BCS) and broadened (Dynes).

Only here does the critical temperature turn into a gap; the rooms behind this one take the gap in J.

    domain ─→ [bcs] ─→ film_source, electron_phonon, junction, electron_phonon_slopes, proximity, superconducting_line,
                       heat_capacity
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.constants import k as k_B
from scipy.constants import pi

from .domain import Array, Quantity, check

_IN_J = {"gamma": Quantity("broadening", "J", 0.0, 1e-9)}
_WEAK_COUPLING = pi * np.exp(-np.euler_gamma)  # Δ(0)/kT_c = 1.7638…


def gap(T: ArrayLike, T_c: ArrayLike, ratio: ArrayLike = 1.764) -> Array:
    """Superconducting gap Δ(T) = Δ(0) tanh(1.74 √(T_c/T − 1)), 0 for T ≥ T_c (dey2023, below Eq. 6).

    Parameters: T, T_c, temperature and critical temperature in K, > 0; ratio, Δ(0)/kT_c, in [0.01, 100] (1.764 for weak
    coupling, 1.76 in dey2023); they broadcast.
    Returns: Δ in J, ≥ 0. Relative error of the formula 1e-15; as a solution of the gap equation it is good to 3 %, see
    ``gap_self_consistent``.
    Raises: ValueError for arguments outside these ranges or shapes that do not broadcast.

    >>> f"{gap(0.35, 0.4, 1.76):.4e}", float(gap(0.4, 0.4))
    ('5.6064e-24', 0.0)
    """
    T, T_c, ratio = check(T=T, T_c=T_c, ratio=ratio)
    # (T_c − T)/T keeps its digits close to T_c, where T_c/T − 1 loses them
    return (ratio * k_B * T_c * np.tanh(1.74 * np.sqrt(np.maximum(T_c - T, 0.0) / T)))[()]


def gap_slope(T: Array, T_c: Array) -> Array:
    """d ln Δ/d ln T of ``gap`` for T < T_c, unchecked: −1.74 (T_c/T)/(q sinh 3.48 q), q = √(T_c/T − 1)."""
    q = np.sqrt((T_c - T) / T)
    return -1.74 * (T_c / T) / (q * np.sinh(np.minimum(3.48 * q, 300.0)))  # beyond, Δ has long been constant


def gap_self_consistent(T: ArrayLike, T_c: ArrayLike, ratio: ArrayLike = 1.764) -> Array:
    """Gap Δ(T) from the weak-coupling gap equation, 0 for T ≥ T_c.

    ln(T_c/T) = 2 Σ_{n≥0} [1/(2n+1) − 1/√((2n+1)² + y²)], y = Δ/πkT. Its solution is Δ/Δ(0) as a function of T/T_c; a ratio
    other than 1.7639 scales Δ(0) and keeps that function.

    Parameters: as ``gap``.
    Returns: Δ in J, ≥ 0, relative error ≤ 1e-10.
    Raises: ValueError as ``gap``.

    >>> f"{gap_self_consistent(0.2, 0.4) / gap(0.2, 0.4):.4f}"
    '1.0177'
    """
    T, T_c, ratio = check(T=T, T_c=T_c, ratio=ratio)
    # The logarithm of T_c/T from the difference: near T_c it is the small quantity that decides. Below 0.03 T_c the
    # gap is Δ(0) to 1e-25, and y stays below 19.
    below = np.clip((T_c - T) / T_c, 0.0, 0.97)
    logarithm = -np.log1p(-below)
    reduced = np.maximum(1 - below, 0.03)
    # Newton in ln y for ln[sum] = ln ln(T_c/T): straight near T_c (sum ∝ y²) and nearly so elsewhere, so the few per
    # cent by which the tanh form is off shrink quadratically: 4e-2, 1e-4, 1e-9, 1e-16.
    normal = below == 0
    target = np.where(normal, 1.0, logarithm)
    start = np.tanh(1.74 * np.sqrt(below / reduced)) * _WEAK_COUPLING / (pi * reduced)
    y = np.where(normal, 1.0, start)
    for _ in range(5):
        value, slope = _gap_sum(y)
        y = y * np.exp(-value / slope * np.log(value / target))
    return np.where(normal, 0.0, ratio * k_B * T_c * pi * reduced * y / _WEAK_COUPLING)[()]


def _gap_sum(y: Array) -> tuple[Array, Array]:
    """S = 2 Σ [1/m − 1/√(m² + y²)] over odd m, and dS/d ln y.

    64 terms, then the rest by the midpoint rule read backwards: Σ_{n≥N} g(2n+1) = ½∫_M^∞ g dm + g'/12 − 7g'''/720 at
    M = 2N = 128; the last with g ≈ y²/2m³, what is left out is 1e-11 of the sum.
    """
    value, slope = np.zeros_like(y), np.zeros_like(y)
    for m in range(1, 129, 2):
        root = np.sqrt(m**2 + y**2)
        value = value + 2 * y**2 / (m * root * (m + root))
        slope = slope + 2 * y**2 / root**3
    m = 128
    q = (y / m) ** 2
    value = value + np.log1p(q / (2 * (1 + np.sqrt(1 + q)))) + np.expm1(-1.5 * np.log1p(q)) / (6 * m**2)
    value = value + 7 / 12 * q / m**4
    slope = slope + q / (np.sqrt(1 + q) * (1 + np.sqrt(1 + q))) - q / (2 * m**2) * (1 + q) ** -2.5
    return value, slope


def density_of_states(E: ArrayLike, gap: ArrayLike, gamma: ArrayLike = 0.0) -> Array:
    """Density of quasiparticle states N_S(E) = |Re[(E − iΓ)/√((E − iΓ)² − Δ²)]|, relative to the normal metal (Dynes).

    Parameters: E, energy from the Fermi level in J, |E| ≤ 1e-9 J; gap, Δ in J, ≥ 0 (0: normal metal, N = 1); gamma,
    broadening Γ in J, ≥ 0 (0: BCS, |E|/√(E² − Δ²) outside the gap, 0 inside); they broadcast.
    Returns: N_S ≥ 0, relative error ≤ 1e-14, deep inside the gap too.
    Raises: ValueError for arguments outside these ranges, shapes that do not broadcast, and for |E| = Δ with Γ = 0,
    where the density diverges.

    >>> [round(float(N), 12) for N in density_of_states([3e-24, 5e-24], 4e-24)]
    [0.0, 1.666666666667]
    """
    return _densities(E, gap, gamma)[0][()]


def pair_density_of_states(E: ArrayLike, gap: ArrayLike, gamma: ArrayLike = 0.0) -> Array:
    """Pair density P(E) = Re[Δ/√((E − iΓ)² − Δ²)] with the sign of E: an odd function, and N² − P² = 1 for Γ = 0.

    The coherence factor of phonons is N N' − P P'. For Γ = 0 it is N N'(1 − Δ²/EE'), which with a broadened N would diverge
    at E = 0.

    Parameters, Raises: as ``density_of_states``.
    Returns: P, relative error ≤ 1e-14, deep inside the gap too; 0 in the normal metal.

    >>> round(float(pair_density_of_states(-5e-24, 4e-24)), 12)
    -1.333333333333
    """
    return _densities(E, gap, gamma)[1][()]


def _densities(E: ArrayLike, gap: ArrayLike, gamma: ArrayLike) -> tuple[Array, Array]:
    E, gap, gamma = check(_IN_J, E=E, gap=gap, gamma=gamma)
    distance = np.abs(E)
    if ((distance == gap) & (gamma == 0) & (gap > 0)).any():
        raise ValueError(
            "E must differ from ±gap in J when gamma = 0: the ideal density of states diverges at the gap edge, got "
            "E = ±gap; move E or give a broadening gamma > 0 J"
        )
    # In units of the largest of the three, so that no product underflows.
    normal = gap == 0
    unit = np.where(normal, 1.0, np.maximum(np.maximum(distance, gap), gamma))
    below, above = ((np.where(normal, 1.0, distance + side) / unit) for side in (-gap, gap))  # 1: any number will do
    N, P = dynes(distance / unit, below, above, gap / unit, gamma / unit)
    return np.where(normal, 1.0, N), np.where(normal, 0.0, P * np.sign(E))


def dynes(E: Array, below: Array, above: Array, gap: Array | float, gamma: Array | float) -> tuple[Array, Array]:
    """N and P at E ≥ 0, given also E − Δ and E + Δ, unchecked: the form that quadratures call close to the gap edge.

    √((E−iΓ)² − Δ²) = u − iv is the product of √(E−Δ−iΓ) = a − ib and √(E+Δ−iΓ) = c − id. Of a and b the larger comes from
    the modulus, the smaller from 2ab = Γ. Then v = ad + bc has no cancellation, and u = EΓ/v, which the product would
    cancel inside the gap. N = (Eu + Γv)/|u−iv|², P = Δu/|u−iv|².
    """
    lower, upper = np.sqrt(below**2 + np.square(gamma)), np.sqrt(above**2 + np.square(gamma))
    large = np.sqrt((lower + np.abs(below)) / 2)
    small = gamma / (2 * large)
    c = np.sqrt((upper + above) / 2)
    d = gamma / (2 * c)
    outside = below > 0
    v = np.where(outside, large, small) * d + np.where(outside, small, large) * c
    u = np.where(v > 0, E * gamma / np.where(v > 0, v, 1.0), large * c)  # v = 0 only for Γ = 0 outside the gap
    size_2 = lower * upper
    return (E * u + gamma * v) / size_2, gap * u / size_2
