"""Heat that electrons give to the phonons of their film, normal and superconducting.

Below the gap only thermally excited quasiparticles can emit a phonon, and quanta above 2Δ recombine or break pairs: both
rates come from ``coherence``, integrated here over the phonon energy.

    distributions, quadrature, bcs, coherence ─→ [electron_phonon] ─→ nis_balance, devices
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike
from scipy.constants import k as k_B
from scipy.special import zeta

from .bcs import dynes, gap
from .coherence import pairs, scattering
from .distributions import reduced_bose_difference
from .domain import Array, check, flat
from .quadrature import clustered, gauss, in_blocks, outwards, resolved

_REACH = 40.0  # phonon energies up to 40 kT beyond an edge: e^−40 of the heat is left out
_BLOCK = 512  # temperatures at once: 72 × 512 phonon energies are a few MB


def normal_metal(
    T: ArrayLike, T_bath: ArrayLike, coupling: ArrayLike, volume: ArrayLike, exponent: ArrayLike = 5
) -> Array:
    """Heat current from electrons to phonons in a normal metal, ΣV(Tⁿ − T_bathⁿ) (dey2023, below Eq. 7).

    Parameters: T, T_bath, temperatures of electrons and phonons in K, > 0; coupling, Σ in W m⁻³ K⁻ⁿ, > 0; volume, V in m³,
    > 0; exponent, n in [1, 10] (5: copper, silver; 6: InAs); they broadcast.
    Returns: W, positive when the electrons are hotter, exactly 0 at T = T_bath. Relative error ≤ 1e-14, also for T → T_bath.
    Raises: ValueError for arguments outside these ranges or shapes that do not broadcast.

    >>> f"{normal_metal(0.14, 0.03, 3e9, 4.2e-20):.4e}"
    '6.7735e-15'
    """
    T, T_bath, coupling, volume, exponent = check(
        T=T, T_bath=T_bath, coupling=coupling, volume=volume, exponent=exponent
    )
    return coupling * volume * power_difference(T, T_bath, exponent)


def superconductor(
    T: ArrayLike,
    T_bath: ArrayLike,
    coupling: ArrayLike,
    volume: ArrayLike,
    T_c: ArrayLike,
    ratio: ArrayLike = 1.764,
    gamma: ArrayLike = 0.0,
) -> Array:
    """Heat current from electrons to phonons in a superconductor (dey2023 Eqs. 8-9).

    Q̇ = ΣV/(24ζ(5)k⁵) ∫₀^∞ ε³ [n(ε,T) − n(ε,T_bath)] F(ε,T) dε,
    F = ∫ (N N' − P P') [f(E) − f(E')] dE over all E, E' = E + ε, N and P of ``bcs``, Δ = Δ(T) of the electrons.

    For Γ = 0 the factor is ρρ'(1 − Δ²/EE') as printed; this form also holds with Γ > 0, where the printed one has poles.
    The form of Timofeev used in pioldi2025 is the same integral, with coth(ε/2kT_bath) of the phonon energy.

    Parameters: T, T_bath, coupling, volume as ``normal_metal`` with n = 5; T_c, critical temperature in K, > 0; ratio, Δ(0)/kT_c
    in [0.01, 100]; gamma, Dynes broadening in units of Δ(0), in [0, 1]; they broadcast.
    Returns: W, positive when the electrons are hotter, exactly 0 at T = T_bath; for T ≥ T_c the normal metal's law, which
    it joins without a jump. Relative error ≤ 1e-8 (a temperature takes 10 ms for gamma > 0, 0.1 ms for the
    ideal superconductor). It rounds to 0 where exp(−Δ/kT) underflows.
    Raises: ValueError for arguments outside these ranges or shapes that do not broadcast.

    >>> f"{superconductor(0.35, 0.03, 1.0, 1.0, 0.4, ratio=1.76):.6e}"   # K⁵: the normal metal has 0.35⁵ = 5.25e-3
    '5.358164e-03'
    """
    shape, (T, T_bath, coupling, volume, T_c, ratio, gamma) = flat(
        *check(T=T, T_bath=T_bath, coupling=coupling, volume=volume, T_c=T_c, ratio=ratio, gamma=gamma)
    )
    delta = gap(T, T_c, ratio) / k_B
    result = power_difference(T, T_bath, np.asarray(5.0))
    # Where the gap is a millionth of kT the two laws agree to 1e-11; the integral would only add its rounding.
    gapped = delta > 1e-6 * np.maximum(T, T_bath)
    unit = delta[gapped]
    broadening = (gamma * ratio * T_c)[gapped] / unit
    t, t_bath, difference = (x[gapped] / unit for x in (T, T_bath, T - T_bath))
    result[gapped] = unit**5 / (24 * zeta(5)) * _cooling(t, t_bath, difference, broadening)
    return (coupling * volume * result).reshape(shape)[()]


def power_difference(T: Array, T_bath: Array, exponent: Array) -> Array:
    """Tⁿ − T_bathⁿ with all digits when the temperatures are nearly equal."""
    hot, cold = np.maximum(T, T_bath), np.minimum(T, T_bath)
    return np.sign(T - T_bath) * hot**exponent * -np.expm1(-exponent * np.log1p((hot - cold) / cold))


def _cooling(t: Array, t_bath: Array, difference: Array, gamma: Array) -> Array:
    """∫ w³ [n(w/t) − n(w/t_bath)] F dw in units of the gap, for flat arrays; difference = t − t_bath, with all its digits."""
    result = np.empty_like(t)
    for block in in_blocks(np.flatnonzero(gamma == 0), _BLOCK):
        result[block] = _cooling_ideal(t[block], t_bath[block], difference[block])
    for i in np.flatnonzero(gamma > 0):
        result[i] = _cooling_dynes(t[i], t_bath[i], difference[i], gamma[i])
    return result


def _phonons(w: Array, t: Array, t_bath: Array, difference: Array) -> Array:
    """w³ [n(w/t) − n(w/t_bath)], exactly 0 at t = t_bath."""
    hot, cold = np.maximum(t, t_bath), np.minimum(t, t_bath)
    quanta = reduced_bose_difference(w / hot, w / cold, w * (np.abs(difference) / (hot * cold)))
    return np.sign(difference) * w**3 * quanta


def _cooling_ideal(t: Array, t_bath: Array, difference: Array) -> Array:
    # F jumps by π at w = 2, where pair breaking sets in, and has logarithms on both sides: squares cluster the nodes there
    # and at w = 0. 40 and 32 nodes leave 1e-10 in the worst case (kT = Δ/20), 32 and 24 would leave 1e-8.
    hot = np.maximum(t, t_bath)
    below, _, weights = clustered(40, 2)
    top = np.minimum(2.0, _REACH * hot)
    nodes, ends = gauss(32)
    w = np.concatenate([top * below, 2 + _REACH * hot * nodes**2])
    weights = np.concatenate([top * weights, 2 * _REACH * hot * nodes * ends])
    flat_w, flat_t = w.ravel(), np.broadcast_to(t, w.shape).ravel()
    F = scattering(flat_w, flat_t, -1) + pairs(flat_w, flat_t, flat_w / 2 - 1, -1)
    return (weights * _phonons(w, t, t_bath, difference) * F.reshape(w.shape)).sum(axis=0)


def _cooling_dynes(t: float, t_bath: float, difference: float, gamma: float) -> float:
    # The densities are smooth on the scale Γ, the occupations on kT. w = 1 is an edge because states at the Fermi level, which
    # Γ fills, reach the gap edge from there.
    hot, scale = max(t, t_bath), np.asarray(min(gamma, t))
    top = min(1.0, _REACH * hot)
    below, _, weights = resolved(scale / top)
    above, ends = outwards(scale, _REACH * hot)
    w = np.concatenate([top * below, 1 + top * below, 2 + above])
    weights = np.concatenate([top * weights, top * weights, ends])
    phonons = _phonons(w, *map(np.asarray, (t, t_bath, difference)))
    return float((weights * phonons * _absorption_dynes(w, t, gamma)).sum())


def _absorption_dynes(w: Array, t: float, gamma: float) -> Array:
    """F(w) with broadened densities: twice the integral over x = E + w/2 > 0, in which the integrand is even.

    Edges: E' or |E| = 1 at x = |w/2 − 1|, the Fermi level E = 0 at x = w/2, E = 1 at x = w/2 + 1.
    """
    b, a, scale = np.abs(w / 2 - 1), w / 2 + 1, min(gamma, t)
    edges = np.sort([np.zeros_like(w), b, w / 2, a], axis=0)
    total = np.zeros_like(w)
    for low, high in pairwise(edges):
        width = high - low
        p, q, weights = resolved(scale / np.maximum(width, scale))
        total += (weights * width * _integrand(w, t, gamma, low, high, width * p, -width * q)).sum(axis=0)
    beyond, weights = outwards(np.full((1,), scale), _REACH * t)
    total += (weights * _integrand(w, t, gamma, a, np.inf, beyond, beyond)).sum(axis=0)
    return 2 * total


def _integrand(w: Array, t: float, gamma: float, low: Array, high: Array | float, left: Array, right: Array) -> Array:
    """(N N' − P P') [f(E) − f(E')] at x = low + left = high + right, with exact distances from either end of the panel."""
    excess = w / 2 - 1
    x = low + left

    def beyond(edge: Array) -> Array:
        return np.where(edge == high, right, (low - edge) + left)

    from_b = beyond(np.abs(excess))
    E, E_minus_1, E_plus_1 = beyond(w / 2), beyond(w / 2 + 1), np.where(excess > 0, from_b, x - excess)
    above = E > 0
    N, P = dynes(np.abs(E), np.where(above, E_minus_1, -E_plus_1), np.where(above, E_plus_1, -E_minus_1), 1.0, gamma)
    N_2, P_2 = dynes(x + w / 2, np.where(excess > 0, x + excess, from_b), x + w / 2 + 1, 1.0, gamma)
    decay = np.exp(-np.abs(E) / t)
    fermi_difference = np.where(above, decay, 1.0) / (1 + decay) * -np.expm1(-w / t) / (1 + np.exp(-(x + w / 2) / t))
    return (N * N_2 - np.where(above, P, -P) * P_2) * fermi_difference
