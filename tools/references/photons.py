"""References for distributions, photons, the gap and the densities of states."""

import mpmath
import numpy as np
from mpmath import mpf
from scipy.constants import c as c_light
from scipy.constants import hbar
from scipy.constants import k as k_B

from .rules import Long

# Distributions and photons


def bose(E, T):
    return 1 / mpmath.expm1(E / (mpf(k_B) * T))


def fermi(E, T):
    x = mpmath.exp(-abs(E) / (mpf(k_B) * T))
    return (x if E > 0 else 1) / (1 + x)


def fermi_tail(y):
    q = mpmath.exp(-mpf(y))
    return y * mpmath.log1p(q) - mpmath.polylog(2, -q)


def thermal_wavelength(T):
    return 2 * mpmath.pi * hbar * c_light / (k_B * mpf(T))


def conductance_quantum(T):
    return mpmath.pi * mpf(k_B) ** 2 * T / (6 * mpf(hbar))


def matching(x):
    return 4 * x / (1 + x) ** 2


def transmission(Z_source, Z_drain):
    return 4 * Z_source.real * Z_drain.real / abs(Z_source + Z_drain) ** 2


def binet(z):
    """B(z) = ln z − 1/(2z) − ψ(z), which is 2 ∫₀^∞ x/[(x² + z²)(e^{2πx} − 1)] dx for Re z > 0."""
    return mpmath.log(z) - 1 / (2 * z) - mpmath.digamma(z)


def heat_current_resistive(T_source, T_drain, tau):
    return conductance_quantum(1) * tau * (T_source**2 - T_drain**2) / 2


def heat_current_rc(T_left, T_right, R_left, R_right, C_total):
    omega_0 = (R_left + R_right) / (R_left * R_right * C_total)
    z = mpf(hbar) * omega_0 / (2 * mpmath.pi * mpf(k_B))
    return mpf(hbar) / (mpmath.pi * R_left * R_right * C_total**2) * (binet(z / T_left) - binet(z / T_right))


def heat_current(T_source, T_drain, R_source, L, R_drain, C):
    """A resistor with a coil radiates into a resistor beside a capacitor: two poles ω² = −a², each of them a Binet integral.

    4/τ = [(R_S + R_D − ω²LR_DC)² + ω²(L + R_S R_D C)²]/(R_S R_D).
    """
    lead, total = L * R_drain * C, R_source + R_drain
    middle = (L + R_source * R_drain * C) ** 2 - 2 * total * lead
    root = mpmath.sqrt(middle**2 - 4 * lead**2 * total**2)
    square = [(middle + sign * root) / (2 * lead**2) for sign in (1, -1)]

    def both(T):
        z = [mpf(hbar) * mpmath.sqrt(a) / (2 * mpmath.pi * mpf(k_B) * T) for a in square]
        return binet(z[0]) - binet(z[1])

    heat = 4 * R_source * R_drain / lead**2 / (square[1] - square[0]) * (both(T_source) - both(T_drain))
    return mpmath.re(heat) * mpf(hbar) / (4 * mpmath.pi)


# Gap and densities of states


def reduced_gap(T, T_c, ratio):
    """Δ/kT in mpmath."""
    return mpf(ratio) * mpmath.tanh(mpf(1.74) * mpmath.sqrt((mpf(T_c) - T) / T)) * T_c / T if T_c > T else mpf(0)


def gap(T, T_c, ratio):
    return reduced_gap(T, T_c, ratio) * k_B * T


def long_gap(T, T_c, ratio):
    """Δ in units of K, extended precision."""
    T, T_c = Long(T), Long(T_c)
    return Long(ratio) * T_c * np.tanh(Long(1.74) * np.sqrt(np.maximum(T_c - T, 0) / T))


def gap_self_consistent(T, T_c, ratio):
    """ln(Δ(0)/Δ) = 2 ∫₀^∞ f(Δ cosh θ) dθ, by the trapezoidal rule with a step of 0.1: exp(−π²/0.1) = 1e-43."""
    T, T_c = mpf(T), mpf(T_c)
    if T_c <= T:
        return mpf(0)
    weak = mpmath.pi * mpmath.exp(-mpmath.euler)
    start = mpmath.tanh(1.74 * mpmath.sqrt((T_c - T) / T)) * weak * T_c / T
    if start > 100:
        return ratio * k_B * T_c  # to 1e-43
    cosh = [mpmath.cosh(mpf(n) / 10) for n in range(int(10 * mpmath.acosh(1 + 100 / start)) + 2)]
    target = mpmath.log(weak * T_c / T)

    def excess(x):  # of ln x; even in θ
        f = [1 / (mpmath.exp(x * c) + 1) for c in cosh]
        return mpmath.log(x) - target + (2 * mpmath.fsum(f) - f[0]) / 10

    x, last = start, start * mpf("1.01")
    f_last = excess(last)
    for _ in range(12):
        f = excess(x)
        if abs(x - last) < 1e-16 * x * start or f == f_last:
            break
        x, last, f_last = x - f * (x - last) / (f - f_last), x, f
    return ratio * k_B * T * x / weak


def densities(E, gap, gamma):
    """N and P."""
    if gap == 0:
        return mpf(1), mpf(0)
    z = mpmath.mpc(abs(E), -gamma)
    root = mpmath.sqrt(z - gap) * mpmath.sqrt(z + gap)
    return abs((z / root).real), (gap / root).real * mpmath.sign(E)


def density_of_states(E, gap, gamma):
    return densities(E, gap, gamma)[0]


def pair_density_of_states(E, gap, gamma):
    return densities(E, gap, gamma)[1]
