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
from .domain import Array, check, flat
from .quadrature import gauss, in_blocks

_NODES = 4_000  # held at once: 32 kB an array, so that a dozen of them fit the cache


def superconductor_slopes(
    T: ArrayLike, T_bath: ArrayLike, coupling: ArrayLike, volume: ArrayLike, T_c: ArrayLike, ratio: ArrayLike = 1.764
) -> tuple[Array, Array]:
    """∂Q̇/∂T and ∂Q̇/∂T_bath of the heat current of ``electron_phonon.superconductor`` with gamma = 0.

    Parameters: as there; they broadcast.
    Returns: two arrays in W/K. The first includes dΔ/dT of the electrons and is ≥ 0 for T ≥ T_bath, the second is ≤ 0; for
    T ≥ T_c they are 5ΣVT⁴ and −5ΣVT_bath⁴. Error ≤ 1e-8 of the larger one.
    Raises: ValueError for arguments outside their ranges or shapes that do not broadcast.

    >>> [f"{slope:.6f}" for slope in superconductor_slopes(0.35, 0.2, 1.0, 1.0, 0.4, 1.76)]   # K⁴
    ['0.081382', '-0.007359']
    """
    T, T_bath, coupling, volume, T_c, ratio = check(
        T=T, T_bath=T_bath, coupling=coupling, volume=volume, T_c=T_c, ratio=ratio
    )
    _, by_T, by_bath = flow_and_slopes(T, T_bath, T_c, ratio, 1.25)
    return coupling * volume * by_T, coupling * volume * by_bath


def flow_and_slopes(T: Array, T_bath: Array, T_c: Array, ratio: Array, finesse: float) -> Array:
    """Q̇, ∂Q̇/∂T, ∂Q̇/∂T_bath for ΣV = 1, in K⁵ and K⁴, unchecked; shape (3, *broadcast).

    finesse scales the number of nodes: 1.25 for a relative error of 5e-10, 1.2 for 5e-9 (35 µs a point), 0.75 for 6e-6 (15 µs).
    Where both temperatures are far above the gap, the slopes lose a digit or two.
    """
    shape, (T, T_bath, T_c, ratio) = flat(T, T_bath, T_c, ratio)
    result = np.stack([T**5 - T_bath**5, 5 * T**4, -5 * T_bath**4])
    delta = gap(T, T_c, ratio) / k_B
    hot = np.maximum(T, T_bath)
    gapped = np.flatnonzero(delta > 0)
    unit = np.maximum(delta, 1e-6 * hot)  # of a smaller gap nothing is felt but by the slope, like Δ²
    # Both integrands die like exp(−E'/kT) of the hotter temperature. 20 nodes carry them to L = arccosh(1 + 36 kT/Δ) = 4.
    L = _reach(hot[gapped] / unit[gapped])
    counts = 4 * np.ceil(finesse * np.maximum(20.0, 8 * L - 12) / 4)
    next_to_T_c = T[gapped] > 0.98 * T_c[gapped]
    for n, close in np.unique([counts, next_to_T_c], axis=1).T.astype(int):
        chosen = gapped[(counts == n) & (next_to_T_c == close)]
        for i in in_blocks(chosen, max(1, _NODES // (n * n * 2 // 3))):
            t, t_bath = T[i] / unit[i], T_bath[i] / unit[i]
            sums = _scattering(n, t, t_bath, close) + _recombination(n, t, t_bath, close)
            C, by_t, by_bath = sums[:3]
            # Δ⁵C is homogeneous: its derivative by ln Δ is what the others leave of 5C. Next to T_c those few digits are
            # multiplied by dΔ²/dT, so it is integrated there.
            by_gap = sums[3] * (delta[i] / unit[i]) ** 2 if close else 5 * C - by_t - by_bath
            by_T = by_t + gap_slope(T[i], T_c[i]) * by_gap
            result[:, i] = unit[i] ** 5 / (24 * zeta(5)) * np.stack([C, by_T / T[i], by_bath / T_bath[i]])
    return result.reshape(3, *shape)


def spontaneous_emission(T: Array, T_c: Array, ratio: Array) -> Array:
    """Q̇ in K⁵ into phonons at 0 K for ΣV = 1, to 1e-4, unchecked: for scans, which only look where to look."""
    return _emission_share(gap(T, T_c, ratio) / (k_B * T)) * T**5


def nearly_flow(T: Array, T_bath: Array, T_c: Array, ratio: Array) -> Array:
    """Q̇ in K⁵ for ΣV = 1 and scans, unchecked: back comes what the film would emit at T_bath with the gap it has at T.

    Exact at T_bath and at T_c. Far below T_bath far less comes back, since few quasiparticles are there to take it.
    """
    delta = gap(T, T_c, ratio) / k_B
    return _emission_share(delta / T) * T**5 - _emission_share(delta / T_bath) * T_bath**5


def _emission_share(x: Array) -> Array:
    """Emission over T⁵, which depends on x = Δ/kT alone: read from a table whose logarithm is nearly straight."""
    return np.exp(np.interp(x, *_emission_table()))  # beyond the table e^−78 is nothing


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


def _scattering(n: int, t: Array, t_bath: Array, close: bool) -> Array:
    """``_sums`` of the first integral: Gauss-Legendre in β and in α/β, where it ends like (1 − α/β)³."""
    q, weight_q = gauss(n)
    p, weight_p = gauss(2 * n // 3)
    beta = _reach(np.maximum(t, t_bath)) * q[:, None]
    alpha = beta * p
    weight = 2 * (weight_q / q)[:, None] * weight_p * beta**2
    e, e_2 = 2 * np.sinh(alpha / 2) ** 2, 2 * np.sinh(beta / 2) ** 2  # E − 1, E' − 1
    w = e_2 - e
    x, x_2, m, m_bath = np.exp(-(1 + e) / t), np.exp(-(1 + e_2) / t), -np.expm1(-w / t), -np.expm1(-w / t_bath)
    f, f_2 = x / (1 + x), x_2 / (1 + x_2)
    occupation, noise = m * f / (1 + x_2), (f / (1 + x), f_2 / (1 + x_2))  # f(E) − f(E')
    return _sums(weight, -1, t, t_bath, (e, e_2, w), (1 - m, 1 - m_bath, m, m_bath), occupation, noise, close)


def _recombination(n: int, t: Array, t_bath: Array, close: bool) -> Array:
    """The same of the second integral: even in α and β, so the trapezoidal rule in both; pairs α < β count twice."""
    n = (n + 1) // 2 + 2
    h = _reach(np.maximum(t, t_bath)) / n
    e = 2 * np.sinh(h / 2 * np.arange(n + 1)[:, None]) ** 2
    x, x_bath = np.exp(-(1 + e) / t), np.exp(-(1 + e) / t_bath)
    f, noise = x / (1 + x), x / (1 + x) ** 2
    i, j = np.triu_indices(n + 1)
    multiplicity = np.where(i == j, 1.0, 2.0) * np.where(i == 0, 0.5, 1.0) * np.where(j == 0, 0.5, 1.0)
    energies, q, q_bath = (e[i], e[j], 2 + e[i] + e[j]), x[i] * x[j], x_bath[i] * x_bath[j]
    weight, phonons = multiplicity[:, None] * h**2, (q, q_bath, 1 - q, 1 - q_bath)
    return _sums(weight, 1, t, t_bath, energies, phonons, 1 - f[i] - f[j], (noise[i], noise[j]), close)


def _sums(
    weight: Array,
    sign: int,
    t: Array,
    t_bath: Array,
    energies: tuple[Array, Array, Array],
    phonons: tuple[Array, Array, Array, Array],
    occupation: Array,
    noise: tuple[Array, Array],
    close: bool,
) -> Array:
    """C and its derivatives by ln t and ln t_bath, as sums over nodes; if close to T_c, also that of Δ⁵C by ln Δ over Δ⁵.

    sign, −1 for scattering, 1 for recombination; energies E − 1, E' − 1, w; phonons, q = exp(−w/t), the same at t_bath, and 1 − q
    of both; occupation, the electrons' factor; noise, f(1 − f) at E and E'.
    """
    (e, e_2, w), (q, q_bath, m, m_bath), (s, s_2) = energies, phonons, noise
    E, E_2 = 1 + e, 1 + e_2
    coherence = e * e_2 + e + e_2 + (1 + sign)  # EE' + sign
    weight = weight * (w * w**2)
    n = weight * (q - q_bath) / (m * m_bath)  # n(w/t) − n(w/t_bath)
    by_t, by_bath = weight * (w / t * q / m**2), weight * (w / t_bath * q_bath / m_bath**2)
    integrands = [
        coherence * n * occupation,
        coherence * (by_t * occupation - n * (sign * E * s + E_2 * s_2) / t),
        coherence * -by_bath * occupation,
    ]
    if close:
        # At fixed ξ = √(E² − Δ²), where EE' dα dβ = dξ dξ' stays, E moves by dΔ²/2E. Hence w moves by sign w dΔ²/2EE', and the
        # coherence factor 1 + sign Δ²/EE' by sign (tanh²α + tanh²β) dΔ²/2EE'.
        tanh_2 = e * (2 + e) / E**2 + e_2 * (2 + e_2) / E_2**2
        moved = sign * (n * tanh_2 + coherence / (E * E_2) * (3 * n - by_t + by_bath))
        integrands.append(moved * occupation + coherence * n * (sign * s / E + s_2 / E_2) / t)
    return np.stack([integrand.sum(axis=tuple(range(w.ndim - 1))) for integrand in integrands])
