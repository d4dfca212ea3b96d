"""References for conductivity, phonon heat and heat capacity of a superconductor; energies in units of the gap."""

import numpy as np
from mpmath import mpf

from ndtc_core.bcs import dynes

from .photons import long_gap
from .rules import COARSE, FINE, HBAR, PI, STEP, K, Long, ray, segment

# A superconductor's integrals, energies in units of the gap


def _pair(E, w, t):
    """f(E) − f(E') for E' = E + w without cancellation, and its derivative by ln t."""
    E_2 = E + w
    x, x_2 = np.exp(-E / t), np.exp(-E_2 / t)
    difference = -np.expm1(-w / t) * x / ((1 + x) * (1 + x_2))
    return difference, (E * x / (1 + x) ** 2 - E_2 * x_2 / (1 + x_2) ** 2) / t


def _broken(E, E_2, t):
    """1 − f(E) − f(E'), and its derivative by ln t."""
    x, x_2 = np.exp(-E / t), np.exp(-E_2 / t)
    return (1 - x * x_2) / ((1 + x) * (1 + x_2)), -(E * x / (1 + x) ** 2 + E_2 * x_2 / (1 + x_2) ** 2) / t


def absorption(w, t, excess, s, step=None):
    """Scattering and pair breaking at quanta w (an array) with the coherence factor EE' + s, and its derivative by ln t."""
    w, t = Long(w), Long(t)
    least = np.minimum(np.minimum(w, t), 1)
    d, weight = ray(least * 1e-32, 50 * t, step)
    factor = (1 + d) * (1 + d + w) + s if s > 0 else d * (d + w) + 2 * d + w
    factor = 2 * weight * factor / np.sqrt(d * (d + 2) * (d + w) * (d + w + 2))
    result = np.stack([(factor * part).sum(0) for part in _pair(1 + d, w, t)])
    above = excess > 0
    if above.any():
        x, w = excess[above], w[above]
        p, q, weight = segment(x, np.minimum(np.minimum(x, t), 1) * 1e-32, x, step)  # one half, twice
        half = np.where(np.arange(len(p)) == len(p) - 1, 0.5, 1.0).reshape(-1, 1)  # s = 0 at the middle
        factor = p * q + p + q if s > 0 else (1 + p) * (1 + q) + 1
        factor = 2 * half * weight * factor / np.sqrt(p * (p + 2) * q * (q + 2))
        result[:, above] += np.stack([(factor * part).sum(0) for part in _broken(1 + p, 1 + q, t)])
    return result


def sigma(w, t, excess, step=None):
    """σ₁ − iσ₂ of Mattis and Bardeen (dey2023 Eqs. 4-6) at quanta w (an array), with w − 2 apart."""
    w, t, excess = Long(w), Long(t), Long(excess)
    sigma_1 = absorption(w, t, excess, 1, step)[0] / w
    sigma_2 = np.empty_like(w)
    low = excess <= 0
    x = -excess[low]  # E runs from 1 − w, where E' = 1, to 1
    least = np.where(x > 0, np.minimum(x, w[low]), w[low] * Long(1e-30))
    p, q, weight = segment(w[low], least * 1e-32, w[low] * 1e-32, step)
    numerator = x + p * (p + x)
    sigma_2[low] = (weight * numerator * np.tanh((1 + p) / (2 * t)) / np.sqrt(q * (p + x) * p * (p + 2))).sum(0)
    x = excess[~low]  # E runs from −1 to 1
    p, q, weight = segment(Long(2) + 0 * x, np.minimum(x, 1) * 1e-32, Long(2e-32), step)
    numerator = p * p + p * x - x
    root = np.sqrt(p * q * (p + x) * (p + x + 2))
    sigma_2[~low] = (weight * numerator * np.tanh((p + x + 1) / (2 * t)) / root).sum(0)
    return sigma_1, sigma_2 / w


def conductivity(omega, T, gap):
    if gap == 0:
        return 1.0, 0.0
    w = np.array([HBAR * Long(omega) / Long(gap)])
    excess = np.array([(HBAR * Long(omega) - 2 * Long(gap)) / Long(gap)])
    sigma_1, sigma_2 = sigma(w, K * Long(T) / Long(gap), excess)
    return sigma_1[0], -sigma_2[0]


def film_impedance(omega, T, gap, R_normal):
    sigma_1, minus_sigma_2 = conductivity(omega, T, gap)
    size = sigma_1**2 + minus_sigma_2**2
    return R_normal * sigma_1 / size, -R_normal * minus_sigma_2 / size


def _phonons(w, t, t_bath, separation):
    """n(w/t) − n(w/t_bath) with 1/t_bath − 1/t = ``separation``, and n(1+n)w/t of both."""
    q, q_bath = np.exp(-w / t), np.exp(-w / t_bath)
    m, m_bath = -np.expm1(-w / t), -np.expm1(-w / t_bath)
    # factored so that the exponent is negative
    difference = q * -np.expm1(-w * separation) if separation > 0 else q_bath * np.expm1(w * separation)
    return difference / (m * m_bath), w / t * q / m**2, w / t_bath * q_bath / m_bath**2


ZETA_5 = Long("1.036927755143369926331365486457034168")


def phonon_flow(T, T_bath, T_c, ratio, step=COARSE):
    """dey2023 Eqs. 8-9 for ΣV = 1 in K⁵, and the derivatives by T and T_bath in K⁴."""
    T, T_bath = Long(T), Long(T_bath)
    if T_c <= T:
        return T**5 - T_bath**5, 5 * T**4, -5 * T_bath**4
    unit = long_gap(T, T_c, ratio)
    t, t_bath, separation = T / unit, T_bath / unit, (T - T_bath) / (T * T_bath) * unit
    hot, least = max(t, t_bath), min(t, 1)
    p, q, weight = segment(Long(2), min(least, t_bath) * 1e-10, 1e-17, step * FINE / STEP)
    d, ray_weight = ray(least * 1e-17, 60 * hot, step * FINE / STEP)
    w, excess = np.concatenate([p, 2 + d]), np.concatenate([-q, d])
    weight = np.concatenate([weight, ray_weight]) * w**3
    F, F_t = (np.empty_like(w) for _ in range(2))
    for i in np.array_split(np.arange(w.size), -(-w.size // 40)):  # a few MB at once
        F[i], F_t[i] = absorption(w[i], t, excess[i], -1, step)
    difference, by_t, by_bath = _phonons(w, t, t_bath, separation)
    C = (weight * difference * F).sum()
    C_t, C_bath = (weight * (by_t * F + difference * F_t)).sum(), -(weight * by_bath * F).sum()
    by_gap = 5 * C - C_t - C_bath if 0.9 * T_c > T else _by_gap(t, t_bath, separation)
    scale = unit**5 / (24 * ZETA_5)
    return scale * C, scale * (C_t + _gap_slope(T, T_c) * by_gap) / T, scale * C_bath / T_bath


def _gap_slope(T, T_c):
    root = np.sqrt((Long(T_c) - T) / T)
    return -Long(1.74) * T_c / T / (root * np.sinh(2 * Long(1.74) * root)) if root < 3000 else 0


def _by_gap(t, t_bath, separation):
    """∂(Δ⁵C)/∂ln Δ/Δ⁵ at fixed temperatures and ξ, ξ', over E − 1 and w, or E − 1 and E' − 1: next to T_c the derivatives by
    the temperatures leave no digits of it."""
    hot, least = max(t, t_bath), min(t, t_bath, 1)
    e, weight = ray(least * 1e-36, 60 * hot, FINE)  # 1/√e is integrated
    e, weight, total = e[:, None], weight[:, None], Long(0)
    given, weight_w = ray(least * 1e-10, 60 * hot, FINE)
    for sign, e_2, w, rest in ((-1, e + given, given, 2 * weight_w), (1, e.T, 2 + e + e.T, weight.T)):
        E, E_2 = 1 + e, 1 + e_2
        n, by_t, by_bath = _phonons(w, t, t_bath, separation)
        n, n_by_w = w**3 * n, w**3 * (3 * n - by_t + by_bath)
        x, x_2 = np.exp(-E / t), np.exp(-E_2 / t)
        occupied = x / (1 + x) / (1 + x_2) * -np.expm1(-w / t) if sign < 0 else (1 - x * x_2) / (1 + x) / (1 + x_2)
        noise = sign * x / (1 + x) ** 2 / E + x_2 / (1 + x_2) ** 2 / E_2
        roots = e * (e + 2), e_2 * (e_2 + 2)
        coherence = e * e_2 + e + e_2 + 1 + sign
        moved = sign * (n * (roots[0] / E**2 + roots[1] / E_2**2) + coherence / (E * E_2) * n_by_w)
        total += (weight * rest * (moved * occupied + coherence * n * noise / t) / np.sqrt(roots[0] * roots[1])).sum()
    return total


def phonon_heat(T, T_bath, coupling, volume, T_c, ratio):
    return coupling * volume * phonon_flow(T, T_bath, T_c, ratio)[0]


def phonon_slopes(T, T_bath, coupling, volume, T_c, ratio, step=COARSE):
    _, by_T, by_bath = phonon_flow(T, T_bath, T_c, ratio, step)
    return coupling * volume * by_T, coupling * volume * by_bath


def normal_phonon_heat(T, T_bath, coupling, volume, exponent):
    return coupling * volume * (mpf(T) ** exponent - mpf(T_bath) ** exponent)


# Heat capacity


def relative_capacity(t, below, ratio):
    """C/γVT at t = T/T_c < 1, 1 − t = ``below`` (arrays), as printed; along ε − a, ε = E/kT."""
    root = np.sqrt(below / t)
    a = Long(ratio) * np.tanh(Long(1.74) * root) / t
    D = -Long(1.74) / t / (root * np.sinh(np.minimum(2 * Long(1.74) * root, 5000)))
    d, weight = ray(np.minimum(a, 1) * 1e-34, Long(60), FINE)
    energy = a + d
    x = np.exp(-d)
    f = weight * (energy**2 - a**2 * D) * x / (1 + x * np.exp(-a)) ** 2 * energy / np.sqrt(d * (d + 2 * a))
    return 6 / PI**2 * np.exp(-a) * f.sum(0)


def capacity(T, sommerfeld, volume, T_c, ratio):
    share = relative_capacity(Long(T) / T_c, (Long(T_c) - T) / T_c, ratio) if T_c > T else 1
    return Long(sommerfeld) * volume * T * share


def energy(T, sommerfeld, volume, T_c, ratio):
    T, T_c = Long(T), Long(T_c)
    cold = min(T, T_c)
    # C dies like e^{−Δ/kT'} below: from t/200 (1 + Δ/kT) on nothing is left; at T_c it is smooth in T_c − T'
    p, q, weight = segment(cold / T_c, 1e-6 * cold / T_c / (1 + ratio), cold / T_c * 1e-20)
    below = (weight * p * relative_capacity(p, q + (T_c - cold) / T_c, ratio)).sum() * T_c**2
    return Long(sommerfeld) * volume * (below + (T - cold) * (T + cold) / 2)


def broadened_flow(T, T_bath, T_c, ratio, gamma, step=0.3):
    """``phonon_flow`` with Γ > 0, to 1e-9: x = E + w/2 > 0 between the places where E, E', |E| or |E'| is 0 or 1, w likewise.

    N and P are ``bcs.dynes`` in extended precision, which the densities of states are compared for by themselves.
    """
    T, T_bath = Long(T), Long(T_bath)
    if T_c <= T:
        return T**5 - T_bath**5
    unit = long_gap(T, T_c, ratio)
    t, t_bath, separation = T / unit, T_bath / unit, (T - T_bath) / (T * T_bath) * unit
    gamma = Long(gamma) * ratio * T_c / unit
    hot, fine = max(t, t_bath), min(t, gamma, Long(1)) * Long(1e-9)
    outer = step * FINE / STEP
    p, q, weight_0 = segment(Long(1), min(t, t_bath, 1) * 1e-6, fine, outer)
    p_1, q_1, weight_1 = segment(Long(1), fine, fine, outer)
    d, weight_2 = ray(fine, 60 * hot, outer)
    w, half = np.concatenate([p, 1 + p_1, 2 + d]), np.concatenate([-(1 + q) / 2, -q_1 / 2, d / 2])  # half = w/2 − 1
    weight = np.concatenate([weight_0, weight_1, weight_2]) * w**3
    F = np.concatenate(
        [
            _broadened(*part, t, gamma, fine, step)
            for part in zip(*(np.array_split(a, w.size // 20 + 1) for a in (w, half)), strict=True)
        ]
    )
    return unit**5 / (24 * ZETA_5) * (weight * _phonons(w, t, t_bath, separation)[0] * F).sum()


def _broadened(w, half, t, gamma, fine, step):
    b, m, a = abs(half), w / 2, w / 2 + 1
    total = np.zeros_like(w)
    edges = np.sort([np.zeros_like(w), b, m, a], axis=0)
    for k in range(4):
        low = edges[k]
        if k < 3:
            high = edges[k + 1]
            width = np.maximum(high - low, Long(1e-4000))
            p, q, weight = segment(width, np.minimum(fine, width / 4), np.minimum(fine, width / 4), step)
        else:
            p, weight = ray(fine + 0 * w, 60 * t, step)
            high, q = np.full_like(w, np.inf), p

        def beyond(edge, low=low, high=high, p=p, q=q):
            return np.where(edge == high, -q, (low - edge) + p)

        x, from_b = low + p, beyond(b)
        E, above = beyond(m), beyond(m) > 0
        E_minus, E_plus = beyond(a), np.where(half > 0, from_b, x - half)
        N, P = dynes(abs(E), np.where(above, E_minus, -E_plus), np.where(above, E_plus, -E_minus), 1, gamma)
        N_2, P_2 = dynes(x + m, np.where(half > 0, x + half, from_b), x + a, 1, gamma)
        decay = np.exp(-abs(E) / t)
        occupation = np.where(above, decay, 1) / (1 + decay) * -np.expm1(-w / t) / (1 + np.exp(-(x + m) / t))
        total += (weight * (N * N_2 - np.where(above, P, -P) * P_2) * occupation).sum(0)
    return 2 * total
