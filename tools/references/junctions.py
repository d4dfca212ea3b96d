"""References for an NIS junction, the heat along a superconducting line, and the barrier of Andreev reflection."""

import mpmath
from mpmath import mpf
from scipy.constants import e as e_charge
from scipy.constants import hbar
from scipy.constants import k as k_B

from .photons import fermi_tail, reduced_gap

# Junctions


def _series(s, a, order):
    """Taylor coefficients of h = s/√(s² + a²) around s; of 1/r they obey (n+1) r²c_{n+1} = −(2n+1) s c_n − n c_{n−1}."""
    r_2 = s * s + a * a
    c = [mpf(0), 1 / mpmath.sqrt(r_2)]  # the first stands for c_{−1}
    for n in range(order):
        c.append(-((2 * n + 1) * s * c[-1] + n * c[-2]) / ((n + 1) * r_2))
    return [s * c[n + 1] + c[n] for n in range(order + 1)]


def admittance_sum(a, b, v, terms=24, order=20):
    """1 + (2πi/v) Σ [h(s + iv) − h(s)] over s = (2m+1)π + b as printed, the tail by the midpoint rule with its corrections."""

    def h(s):
        return s / mpmath.sqrt(s * s + a * a)

    poles = [(2 * m + 1) * mpmath.pi + b for m in range(terms)]
    X = 2 * mpmath.pi * terms + b
    at_X = _series(X, a, order)
    if v == 0:  # 1 − 2π Σ h'
        total = sum(a * a / (s * s + a * a) ** mpf(1.5) for s in poles)
        tail = 1 - h(X)
        for n in range(2, order, 2):
            tail -= mpmath.bernpoly(n, 0.5) * (2 * mpmath.pi) ** n * at_X[n]
        return 1 - 2 * mpmath.pi * total - tail
    total = sum(h(s + 1j * v) - h(s) for s in poles)
    moved = _series(X + 1j * v, a, order)
    tail = 1j * v - mpmath.sqrt((X + 1j * v) ** 2 + a * a) + mpmath.sqrt(X * X + a * a)
    for n in range(1, order, 2):
        tail -= mpmath.bernpoly(n + 1, 0.5) * (2 * mpmath.pi) ** (n + 1) / (n + 1) * (moved[n] - at_X[n])
    return 1 + 1j / v * (2 * mpmath.pi * total + tail)


def reduced_junction(T, T_c, gamma, ratio):
    return reduced_gap(T, T_c, ratio), mpf(gamma) * ratio * T_c / T


def conductance(T, T_c, gamma, ratio):
    """R₀/R of a junction; for Γ = 0 and a = Δ/kT > 2 by ∫ w h(w) dθ, w = a cosh θ, which keeps small values."""
    if T_c <= T:
        return mpf(1)
    a, b = reduced_junction(T, T_c, gamma, ratio)
    if gamma == 0 and a > 2:
        top = mpmath.acosh(1 + mpmath.mp.prec / a)
        energies = [a * mpmath.cosh(top * n / 120) for n in range(121)]
        terms = [w * 2 * mpmath.exp(-w) / (1 + mpmath.exp(-w)) ** 2 for w in energies]
        return top / 120 * (mpmath.fsum(terms) - terms[0] / 2)
    return admittance_sum(a, b, 0)


def resistance_ratio(T, T_c, gamma, ratio):
    return 1 / conductance(T, T_c, gamma, ratio)


def resistance_slope(T, T_c, gamma, ratio):
    if T_c <= T:
        return mpf(0)
    d = mpf("1e-15") * (mpf(T_c) - T) / T_c / (1 + reduced_gap(T, T_c, ratio))
    up, down = (mpmath.log(conductance(mpf(T) * (1 + sign * d), T_c, gamma, ratio)) for sign in (1, -1))
    return (down - up) / (mpmath.log1p(d) - mpmath.log1p(-d))


def admittance_ratio(omega, T, T_c, gamma, ratio):
    if T_c <= T:
        return mpmath.mpc(1)
    return mpmath.mpc(admittance_sum(*reduced_junction(T, T_c, gamma, ratio), mpf(hbar) * omega / (mpf(k_B) * T)))


# Heat along a superconducting line, and the barrier


def line_heat(T_left, T_right, T_c, R_normal, ratio):
    hot = max(T_left, T_right)
    delta = reduced_gap(hot, T_c, ratio) * hot

    def part(T):
        return mpf(T) ** 2 * fermi_tail(delta / T)

    return 2 * mpf(k_B) ** 2 / (mpf(e_charge) ** 2 * R_normal) * (part(T_left) - part(T_right))


def andreev_barrier(t, gap_ratio):
    y = reduced_gap(t, 1, gap_ratio)
    return 6 / mpmath.pi**2 * (y**2 / (mpmath.exp(y) + 1) + 2 * fermi_tail(y))
