"""The same physics as a reader would first write it: the printed integrals, handed to SciPy one number at a time.

Slow on purpose, correct to about 1e-5, and checked against the package wherever they are timed. Each function returns one
number; reduced units inside, because SciPy's absolute tolerances take integrals in joules for zero.
"""

from __future__ import annotations

import warnings

import numpy as np
from scipy.constants import hbar
from scipy.constants import k as k_B
from scipy.integrate import IntegrationWarning, quad, solve_bvp

warnings.simplefilter("ignore", IntegrationWarning)  # singular ends, which quad complains about and mostly survives


def gap_over_kT(T: float, T_c: float, ratio: float) -> float:
    return ratio * T_c / T * np.tanh(1.74 * np.sqrt(T_c / T - 1))


def conductivity(w: float, t: float) -> complex:
    """dey2023 Eqs. 4 and 5 as written, w = ħω/Δ and t = kT/Δ."""

    def fermi(E):
        return 0.5 * (1 - np.tanh(E / (2 * t)))

    def nu(E):
        return (E * (E + w) + 1) / np.sqrt(abs((E * E - 1) * ((E + w) ** 2 - 1)))

    def above(E):
        return nu(E) * (fermi(E) - fermi(E + w))

    sigma_1 = 2 * (quad(above, 1, 1 + w, limit=200)[0] + quad(above, 1 + w, 1 + w + 40 * t, limit=200)[0])
    if w > 2:
        sigma_1 += quad(lambda E: -nu(E) * (1 - 2 * fermi(E + w)), 1 - w, -1, limit=200)[0]
    sigma_2 = quad(lambda E: nu(E) * (1 - 2 * fermi(E + w)), max(-1, 1 - w), 1, limit=200)[0]
    return complex(sigma_1, -sigma_2) / w


def film_transmission(x: float, r: float, a: float) -> float:
    """dey2023 Eq. 2 at ħω = x kT, a = Δ/kT of the film."""
    Z = 1 + r / conductivity(x / a, 1 / a)
    return 4 * Z.real / ((Z.real + 1) ** 2 + Z.imag**2)


def film_heat_current(T_source: float, T_drain: float, r: float, T_c: float = 0.4, ratio: float = 1.76) -> float:
    """dey2023 Eq. 3 in W, T_drain < T_source < T_c."""
    a = gap_over_kT(T_source, T_c, ratio)

    def integrand(x):
        photons = 1 / np.expm1(x) - 1 / np.expm1(x * T_source / T_drain)
        return x * film_transmission(x, r, a) * photons

    with np.errstate(over="ignore"):
        total = sum(quad(integrand, *ends, epsrel=1e-5, limit=200)[0] for ends in ((1e-6, 2 * a), (2 * a, 2 * a + 30)))
    return (k_B * T_source) ** 2 / (2 * np.pi * hbar) * total


def film_mean_transmission(T_source: float, r: float, T_c: float = 0.4, ratio: float = 1.76) -> float:
    a, top = gap_over_kT(T_source, T_c, ratio), 2 * ratio * T_c / T_source
    ends = ((1e-6, 2 * a), (2 * a, top))
    return sum(quad(film_transmission, *pair, args=(r, a), epsrel=1e-5, limit=200)[0] for pair in ends) / top


def film_phonons(T: float, T_bath: float, T_c: float, ratio: float = 1.764) -> float:
    """dey2023 Eqs. 8 and 9: heat over Σ volume, in K⁵, for T < T_c."""
    delta = gap_over_kT(T, T_c, ratio) * T
    t, t_bath = T / delta, T_bath / delta

    def absorbed(w):
        def above(E):
            E2 = E + w
            return (E * E2 - 1) / np.sqrt((E * E - 1) * (E2 * E2 - 1)) * (np.tanh(E2 / 2 / t) - np.tanh(E / 2 / t)) / 2

        def broken(E):
            E2 = w - E
            return (E * E2 + 1) / np.sqrt((E * E - 1) * (E2 * E2 - 1)) * (np.tanh(E / 2 / t) + np.tanh(E2 / 2 / t)) / 2

        total = 2 * (quad(above, 1, 1 + w)[0] + quad(above, 1 + w, 1 + w + 40 * t)[0])
        return total + (2 * quad(broken, 1, w / 2)[0] if w > 2 else 0)

    def spectrum(w):
        return w**3 * (1 / np.expm1(w / t) - 1 / np.expm1(w / t_bath)) * absorbed(w)

    with np.errstate(over="ignore"):
        total = quad(spectrum, 1e-6, 2, limit=100)[0] + quad(spectrum, 2, 2 + 30 * t, limit=100)[0]
    return delta**5 / 24.886266 * total  # 24 ζ(5)


def junction_ratio(T: float, T_c: float, gamma: float) -> float:
    """pioldi2025 Eq. 1, R/R₀, in units of kT and with the gap edge named."""
    a = gap_over_kT(T, T_c, 1.764)
    b = 1.764 * T_c / T * gamma

    def integrand(y):
        density = abs(((y - 1j * b) / np.sqrt((y - 1j * b) ** 2 - a**2)).real)
        return density / (1 + np.cosh(y))

    return 1 / quad(integrand, 0, a + 40, points=[a - 10 * b, a, a + 10 * b], limit=500, epsrel=1e-9)[0]


def rc_heat_current(T_left: float, T_right: float, R_left: float, R_right: float, C: float) -> float:
    """pioldi2025 Eqs. 2 and 3 in W."""
    hot, cut_off = max(T_left, T_right), (R_left + R_right) / (R_left * R_right * C)
    tau_0 = 4 * R_left * R_right / (R_left + R_right) ** 2

    def integrand(x):
        tau = tau_0 / (1 + (x * k_B * hot / hbar / cut_off) ** 2)
        return x * tau * (1 / np.expm1(x * hot / T_left) - 1 / np.expm1(x * hot / T_right))

    with np.errstate(over="ignore"):
        return (k_B * hot) ** 2 / (2 * np.pi * hbar) * quad(integrand, 0, 50, epsrel=1e-10)[0]


def wire_angle(E: float, r: float) -> complex:
    """θ at the node of bezuglyi2003's wire for Δ = 1, L_N = L_S = 10 ξ₀, by SciPy's adaptive collocation."""

    def slope(s, y):
        n, dn, m, dm = (y[i] + 1j * y[i + 1] for i in (0, 2, 4, 6))
        parts = 5 * dn, -5j * E * np.sinh(n), 10 * dm, -10j * (E * np.sinh(m) - np.cosh(m))
        return np.stack([part for z in parts for part in (z.real, z.imag)])

    def ends(a, b):
        current = a[6] + np.sqrt(r) * a[2], a[7] + np.sqrt(r) * a[3]
        return np.array([a[0] - a[4], a[1] - a[5], *current, b[0], b[1], b[6], b[7]])

    s, bulk = np.linspace(0, 1, 61) ** 2, np.arctanh(1 / (E + 0j))
    if E < 1:
        bulk = bulk.real - 1j * np.pi / 2
    guess = (
        bulk / 2 * np.exp(-3 * s),
        -bulk * np.exp(-3 * s) / 3,
        bulk * (1 - np.exp(-8 * s) / 2),
        bulk * np.exp(-8 * s) / 3,
    )
    y = np.stack([part for z in guess for part in (z.real, z.imag)])
    found = solve_bvp(slope, ends, s, y, tol=1e-6, max_nodes=20_000)
    if not found.success:
        raise RuntimeError(found.message)
    return complex(found.y[0, 0], found.y[1, 0])
