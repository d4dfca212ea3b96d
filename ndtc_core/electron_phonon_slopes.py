"""How the superconductor's electron-phonon heat responds to both temperatures: what a steady state needs to be differentiated.

The flow of ``electron_phonon.superconductor`` (ideal density of states) with its derivatives, taken under the integral. With
E = Δ cosh α and E' = Δ cosh β every root of the densities of states goes into dα dβ, and in units of the gap

    C = 2 ∫∫_{0<α<β} (EE' − 1) w³ [n(w/t) − n(w/t_bath)] [f(E) − f(E')] dα dβ,   w = E' − E   (scattering)
      +   ∫∫_{0<α,β} (EE' + 1) w³ [n(w/t) − n(w/t_bath)] [1 − f(E) − f(E')] dα dβ,   w = E' + E   (recombination)

holds t = kT/Δ and t_bath = kT_bath/Δ in the occupations only, and the flow is ΣV Δ⁵ C/(24ζ(5)k⁵). A second route to the flow
besides: ``electron_phonon`` integrates over w first.

    quadrature, bcs ─→ [electron_phonon_slopes] ─→ nis_balance
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike
from scipy.constants import k as k_B
from scipy.special import zeta

from .bcs import gap, gap_slope
from .domain import COUPLING, GAP_RATIO, TEMPERATURE, VOLUME, Array, check_broadcast
from .quadrature import gauss

_NODES = 4_000  # held at once: 32 kB an array, so that a dozen of them fit the cache


def superconductor_slopes(
    T: ArrayLike, T_bath: ArrayLike, coupling: ArrayLike, volume: ArrayLike, T_c: ArrayLike, ratio: ArrayLike = 1.764
) -> tuple[Array, Array]:
    """∂Q̇/∂T and ∂Q̇/∂T_bath of the heat current of ``electron_phonon.superconductor`` with gamma = 0.

    Parameters: as there; they broadcast.
    Returns: two arrays in W/K. The first includes dΔ/dT of the electrons and is ≥ 0 for T ≥ T_bath, the second is ≤ 0; for
    T ≥ T_c they are 5ΣVT⁴ and −5ΣVT_bath⁴. Error ≤ 2e-7 of the larger one for T ≤ 0.999 T_c; from there to T_c the first is
    good to 1 %.
    Raises: ValueError for arguments outside their ranges or shapes that do not broadcast.

    >>> [f"{slope:.6f}" for slope in superconductor_slopes(0.35, 0.2, 1.0, 1.0, 0.4, 1.76)]   # K⁴
    ['0.081382', '-0.007359']
    """
    T, T_bath, T_c = TEMPERATURE.check("T", T), TEMPERATURE.check("T_bath", T_bath), TEMPERATURE.check("T_c", T_c)
    coupling, volume = COUPLING.check("coupling", coupling), VOLUME.check("volume", volume)
    ratio = GAP_RATIO.check("ratio", ratio)
    check_broadcast(T=T, T_bath=T_bath, coupling=coupling, volume=volume, T_c=T_c, ratio=ratio)
    _, by_T, by_bath = flow_and_slopes(T, T_bath, T_c, ratio)
    return (coupling * volume * by_T)[()], (coupling * volume * by_bath)[()]


def flow_and_slopes(T: Array, T_bath: Array, T_c: Array, ratio: Array, finesse: float = 1.0) -> Array:
    """Q̇, ∂Q̇/∂T, ∂Q̇/∂T_bath for ΣV = 1, in K⁵ and K⁴, unchecked; shape (3, *broadcast).

    finesse scales the number of nodes: 1 for a relative error of 1e-9 (0.1 ms a point), 0.6 for 1e-4 (30 µs).
    """
    shape = np.broadcast_shapes(T.shape, T_bath.shape, T_c.shape, ratio.shape)
    T, T_bath, T_c, ratio = (np.broadcast_to(x, shape).ravel() for x in (T, T_bath, T_c, ratio))
    result = np.stack([T**5 - T_bath**5, 5 * T**4, -5 * T_bath**4])
    delta = gap(T, T_c, ratio) / k_B
    hot = np.maximum(T, T_bath)
    gapped = np.flatnonzero(delta > 1e-6 * hot)
    # Both integrands die like exp(−E'/kT) of the hotter temperature. 20 nodes carry them to L = arccosh(1 + 36 kT/Δ) = 4.
    L = _reach(hot[gapped] / delta[gapped])
    counts = (4 * np.ceil(finesse * np.maximum(20.0, 8 * L - 12) / 4)).astype(int)
    for n in np.unique(counts):
        chosen = gapped[counts == n]
        batch = max(1, _NODES // (n * n * 2 // 3))
        for i in np.array_split(chosen, -(-chosen.size // batch)):
            unit = delta[i]
            C, by_t, by_bath = _scattering(n, T[i] / unit, T_bath[i] / unit) + _recombination(
                n, T[i] / unit, T_bath[i] / unit
            )
            D = gap_slope(T[i], T_c[i])  # d ln Δ/d ln T: T moves the unit Δ and with it t_bath
            slope = by_t + D * (5 * C - by_t - by_bath)
            result[:, i] = unit**5 / (24 * zeta(5)) * np.stack([C, slope / T[i], by_bath / T_bath[i]])
    # Next to T_c the slope by T is a small difference over T_c − T. It has a limit there, unlike the normal metal's, and is taken
    # where the gap is still a tenth of kT: 0.3 % off.
    place = (1 - np.minimum(1e-3, 3e-3 / ratio**2)) * T_c
    near = np.flatnonzero((place < T) & (T_c > T))
    if near.size:
        result[1, near] = flow_and_slopes(place[near], T_bath[near], T_c[near], ratio[near], finesse)[1]
    return result.reshape(3, *shape)


def spontaneous_emission(T: Array, T_c: Array, ratio: Array) -> Array:
    """Q̇ in K⁵ into phonons at 0 K for ΣV = 1, to 1e-4, unchecked: read from a table, where a scan only looks where to look.

    Its part of T⁵ depends on Δ/kT alone, and its logarithm is nearly straight.
    """
    x, logarithm = _emission_table()
    share = np.exp(np.interp(gap(T, T_c, ratio) / (k_B * T), x, logarithm))  # beyond the table e^−78 is nothing
    return np.where(T_c > T, share, 1.0) * T**5


@cache
def _emission_table() -> tuple[Array, Array]:
    # Which pair of T_c and ratio makes Δ/kT does not matter.
    ratio = np.concatenate([np.linspace(0.1, 1, 100) ** 2, np.linspace(1, 8, 400)[1:], np.linspace(8, 100, 800)[1:]])
    T, T_c = np.asarray(1.0), np.asarray(1.2)
    flow = flow_and_slopes(T, np.asarray(1e-4), T_c, ratio, 0.75)[0]
    return np.append(0.0, gap(T, T_c, ratio) / k_B), np.append(0.0, np.log(flow))


def _reach(t: Array) -> Array:
    """arccosh(1 + 36 t), also where 36 t is nothing beside 1."""
    return 2 * np.arcsinh(np.sqrt(18 * t))


def _scattering(n: int, t: Array, t_bath: Array) -> Array:
    """C, ∂C/∂ln t, ∂C/∂ln t_bath of the first integral: Gauss-Legendre in β and in α/β, where it ends like (1 − α/β)³."""
    q, weight_q = gauss(n)
    p, weight_p = gauss(2 * n // 3)
    beta = _reach(np.maximum(t, t_bath)) * q[:, None]
    alpha = beta * p
    e, e_2 = 2 * np.sinh(alpha / 2) ** 2, 2 * np.sinh(beta / 2) ** 2  # E − 1, E' − 1
    w = e_2 - e
    weight = (2 * (weight_q / q)[:, None] * weight_p * beta**2) * (e * e_2 + e + e_2) * (w * w**2)
    x, x_2, q, q_bath = np.exp(-(1 + e) / t), np.exp(-(1 + e_2) / t), np.exp(-w / t), np.exp(-w / t_bath)
    f, f_2 = x / (1 + x), x_2 / (1 + x_2)
    difference = (1 - q) * f / (1 + x_2)  # f(E) − f(E')
    slope = ((1 + e) * f / (1 + x) - (1 + e_2) * f_2 / (1 + x_2)) / t
    return _with_phonons(weight, w, t, t_bath, q, q_bath, difference, slope)


def _recombination(n: int, t: Array, t_bath: Array) -> Array:
    """The same of the second integral: even in α and β, so the trapezoidal rule in both; pairs α < β count twice."""
    n = (n + 1) // 2 + 2
    h = _reach(np.maximum(t, t_bath)) / n
    E = np.cosh(h * np.arange(n + 1)[:, None])
    x, x_bath = np.exp(-E / t), np.exp(-E / t_bath)
    f, slope = x / (1 + x), E / t * x / (1 + x) ** 2
    i, j = np.triu_indices(n + 1)
    multiplicity = np.where(i == j, 1.0, 2.0) * np.where(i == 0, 0.5, 1.0) * np.where(j == 0, 0.5, 1.0)
    w = E[i] + E[j]
    weight = multiplicity[:, None] * h**2 * (E[i] * E[j] + 1) * (w * w**2)
    return _with_phonons(
        weight, w, t, t_bath, x[i] * x[j], x_bath[i] * x_bath[j], 1 - f[i] - f[j], -slope[i] - slope[j]
    )


def _with_phonons(
    weight: Array, w: Array, t: Array, t_bath: Array, q: Array, q_bath: Array, occupation: Array, slope: Array
) -> Array:
    """C, ∂C/∂ln t and ∂C/∂ln t_bath as sums over nodes, given the electrons' factor and its derivative by ln t.

    n = q/(1 − q) with q = exp(−w/t). Subtractions that lose digits where w → 0 concern a w³-th part of the integral.
    """
    m, m_bath = 1 - q, 1 - q_bath
    difference = (q - q_bath) / (m * m_bath)
    by_t = w / t * q / m**2 * occupation + difference * slope
    by_bath = -w / t_bath * q_bath / m_bath**2 * occupation
    nodes = tuple(range(w.ndim - 1))
    return np.stack([(weight * integrand).sum(axis=nodes) for integrand in (difference * occupation, by_t, by_bath)])
