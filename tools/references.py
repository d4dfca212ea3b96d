"""What the package's numbers are measured against: every formula once more, by another route and with more digits.

Closed forms and sums are taken in mpmath, with as many digits as cancel and thirty more. Integrals are trapezoidal sums in the
logarithm of the distance from an end, in extended precision (``numpy.longdouble``, 64-bit mantissa): s = ln d on a ray, s = ln
of the quotient of both distances on a segment. Roots, logarithms and every scale of the integrand (gap, quantum, temperature,
broadening) become smooth in s over a length of order one, and no singularity comes closer to the real axis than π/2: the error is
exp(−π²/step) times a power. Distances from the ends are exact. No node, panel or substitution is shared with ``ndtc_core``.
"""

import mpmath
import numpy as np
from mpmath import mpf
from scipy.constants import c as c_light
from scipy.constants import e as e_charge
from scipy.constants import hbar
from scipy.constants import k as k_B
from scipy.integrate import solve_bvp

from ndtc_core import usadel
from ndtc_core.bcs import dynes

Long = np.longdouble
STEP, FINE = 0.3, 0.22  # exp(−π²/0.3) = 5e-15; the finer one where ∫ d³e^−d dd turns this into 2e-10
COARSE = 0.36  # 1e-12, for double integrals
PI, K, HBAR = 2 * np.arcsin(Long(1)), Long(k_B), Long(hbar)


def ray(low, high, step=None):
    """Distances d from ``low`` to ``high`` and weights of ∫ dd, first axis; ``low`` is so small that nothing lies below."""
    low, high = np.broadcast_arrays(Long(low), Long(high))
    n = int(np.ceil(np.max(np.log(high / low), initial=1) / (step or STEP)))
    h = np.log(high / low) / n
    d = low * np.exp(h * np.arange(n + 1, dtype=Long).reshape((-1,) + (1,) * low.ndim))
    return d, h * d


def segment(length, left, right, step=None):
    """Distances p and q from the two ends, p + q = length, and weights; ``left`` and ``right`` are the least of them wanted."""
    length, left, right = np.broadcast_arrays(Long(length), Long(left), Long(right))
    first, last = np.log(left / length), np.log(length / right)
    n = int(np.ceil(np.max(last - first, initial=1) / (step or STEP)))
    h = (last - first) / n
    s = first + h * np.arange(n + 1, dtype=Long).reshape((-1,) + (1,) * length.ndim)
    p, q = length / (1 + np.exp(-s)), length / (1 + np.exp(s))
    return p, q, h * p * q / length


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
    root = np.sqrt((Long(T_c) - T) / T)
    D = -Long(1.74) * T_c / T / (root * np.sinh(2 * Long(1.74) * root)) if root < 3000 else 0
    scale = unit**5 / (24 * ZETA_5)
    return scale * C, scale * (C_t + D * (5 * C - C_t - C_bath)) / T, scale * C_bath / T_bath


def phonon_heat(T, T_bath, coupling, volume, T_c, ratio):
    return coupling * volume * phonon_flow(T, T_bath, T_c, ratio)[0]


def phonon_slopes(T, T_bath, coupling, volume, T_c, ratio, step=COARSE):
    """Next to T_c, where the derivative by T would be a small difference over T_c − T, it is taken a little below."""
    margin = min(3e-5, 1e-4 / ratio**2)
    _, by_T, by_bath = phonon_flow(T, T_bath, T_c, ratio, step)
    if 0 < T_c - T < margin * T_c:
        by_T = phonon_flow(T_c * (1 - margin), T_bath, T_c, ratio, step)[1]
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


# Two junctions and their photons


def nis_current(T_left, T_right, device):
    """pioldi2025 Eqs. 1-3; device: the fields of NISDevice of one design, a mapping."""
    of = {name: mpf(value) for name, value in device.items()}
    R_0, chi = of["specific_resistance"] / of["area_left"], of["chi"]
    material = of["T_c"], of["gamma"], of["gap_ratio"]
    R_left, R_right = R_0 / conductance(T_left, *material), R_0 / chi / conductance(T_right, *material)
    C = of["specific_capacitance"] * of["area_left"] * (1 + chi)
    return heat_current_rc(mpf(T_left), mpf(T_right), R_left, R_right, C)


def nis_conductance(T_left, T_right, device):
    d = mpf("1e-15") * T_right * min(1, abs(1 - mpf(T_right) / device["T_c"]))
    up, down = (nis_current(T_left, T_right + sign * d, device) for sign in (1, -1))
    return (down - up) / (2 * d)


def nis_slope_left(T_left, T_right, device):
    d = mpf("1e-15") * T_left * (1 - mpf(T_left) / device["T_c"])
    up, down = (nis_current(T_left + sign * d, T_right, device) for sign in (1, -1))
    return (up - down) / (2 * d)


def nis_shed(T_left, T_right, T_bath, device):
    """The power that the left reservoir sheds, and its derivatives by the three temperatures."""
    metal, n = device["coupling_normal"] * device["volume_normal"], mpf(device["exponent"])
    film = device["coupling_superconductor"] * device["volume_superconductor"]
    flow, by_T, by_bath = (mpf(float(x)) for x in phonon_flow(T_left, T_bath, device["T_c"], device["gap_ratio"], 0.42))
    power = nis_current(T_left, T_right, device) + film * flow
    power += metal * (mpf(T_left) ** n - mpf(T_bath) ** n)
    by_left = nis_slope_left(T_left, T_right, device) + film * by_T + metal * n * mpf(T_left) ** (n - 1)
    by_bath = film * by_bath - metal * n * mpf(T_bath) ** (n - 1)
    return power, by_left, -nis_conductance(T_left, T_right, device), by_bath


# A film in series with a resistor


def resistive_heat(x, T_source, T_drain):
    """W between two resistors with the ratio x, and its slope by T_drain, in extended precision."""
    scale = PI * K**2 / (12 * HBAR) * 4 * x / (1 + x) ** 2
    return scale * (T_source**2 - T_drain**2), -2 * scale * T_drain


class Film:
    """What photons see of it at one T < T_c: σ at quanta on both sides of 2Δ, once for all resistances and drains."""

    def __init__(self, T, T_c, ratio, hot=None, top=None):
        """Up to 60 kT of the hottest drain, or up to the quantum ``top`` in units of the gap."""
        reduced = Long(T) / long_gap(T, T_c, ratio)  # kT/Δ
        p, q, weight = segment(Long(2), min(reduced, Long(1)) * 1e-19, 1e-19)
        if top is None:
            d, above = ray(min(reduced, 1) * 1e-19, 60 * reduced * max(1.0, (hot or T) / T), FINE)
        else:
            d, _, above = segment(top - 2, Long(1e-19) * min(1, top - 2), (top - 2) * Long(1e-19))
        self.w, self.weight, excess = (
            np.concatenate([p, 2 + d]),
            np.concatenate([weight, above]),
            np.concatenate([-q, d]),
        )
        pieces = [
            sigma(self.w[i], reduced, excess[i]) for i in np.array_split(np.arange(self.w.size), -(-self.w.size // 40))
        ]
        self.sigma_1, self.sigma_2 = (np.concatenate(part) for part in zip(*pieces, strict=True))
        self.reduced = reduced

    def transmission(self, r):
        size = self.sigma_1**2 + self.sigma_2**2
        real, imag = 1 + r * self.sigma_1 / size, r * self.sigma_2 / size
        return 4 * real / ((1 + real) ** 2 + imag**2)

    def heat(self, r, T_source, T_drain):
        """W, the slope by T_drain, W/K; T_source has the ratio t to T_c that sigma was computed for."""
        T_source, T_drain = Long(T_source), Long(T_drain)
        t, t_drain = self.reduced, self.reduced * T_drain / T_source
        difference, _, by_drain = _phonons(
            self.w, t, t_drain, (T_source - T_drain) / (T_source * T_drain) * T_source / t
        )
        scale = (K * T_source / t) ** 2 / (2 * PI * HBAR)
        part = scale * self.weight * self.w * self.transmission(Long(r))
        return (part * difference).sum(), -(part * by_drain).sum() / T_drain

    def mean(self, r, top):
        return (self.weight * self.transmission(Long(r))).sum() / top


def broadened_flow(T, T_bath, T_c, ratio, gamma, step=0.45):
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


# The Usadel equation: SciPy's adaptive collocation of θ itself, double precision, tolerance 1e-9


def usadel_angle(E, above, gap, r, leads, guess):
    """θ along ``leads``, normal and superconducting, pairs of name and length: a function of the lead's number and x/length.

    With both, they meet at the node; alone, the normal one starts at the bulk angle of the gap, the superconducting one at 0. The
    normal one ends at 0, the superconducting one freely.
    """

    def slope(s, y):
        parts = []
        for k, (kind, length) in enumerate(leads):
            theta, d = y[4 * k] + 1j * y[4 * k + 1], y[4 * k + 2] + 1j * y[4 * k + 3]
            source = gap * np.cosh(theta) if kind == "S" else 0
            parts += [length * d, -1j * length * (E * np.sinh(theta) - source)]
        return np.stack([part for z in parts for part in (z.real, z.imag)])

    def ends(first, last):
        a, b = first[0::2] + 1j * first[1::2], last[0::2] + 1j * last[1::2]
        if len(leads) == 2:
            return _real(a[0] - a[2], a[3] + np.sqrt(r) * a[1], b[0], b[3])
        return _real(a[0] - guess(0, np.zeros(1))[0], b[0] if leads[0][0] == "N" else b[1])

    s = np.linspace(0, 1, 161) ** 2
    start = []
    for k, (_, length) in enumerate(leads):
        theta = guess(k, s)
        start += [theta, np.gradient(theta, s) / length]
    y = np.stack([part for z in start for part in (z.real, z.imag)])
    with np.errstate(all="ignore"):
        found = solve_bvp(slope, ends, s, y, tol=1e-9, max_nodes=40_000)
    if not found.success:
        return None
    return lambda k, x: found.sol(x)[4 * k] + 1j * found.sol(x)[4 * k + 1], found.x


def _real(*values):
    return np.array([part for z in values for part in (z.real, z.imag)])


def bulk_angle(E, above, gap):
    return np.log((np.sqrt(E + gap) / (np.sqrt(abs(above)) * (1j if above < 0 else 1))) + 0j)


def node_angle(E, above, gap, r):
    root = np.sqrt(E * r)
    return np.log((np.sqrt(E + gap) + root) / (np.sqrt(abs(above)) * (1j if above < 0 else 1) + root) + 0j)


def cross_angle(E, gap, r, length, length_super):
    first, end = node_angle(E, E - gap, gap, r), bulk_angle(E, E - gap, gap)
    k = (
        np.sqrt(-1j * E),
        np.sqrt(-1j * np.sqrt(complex(E * E - gap * gap)) if gap < E else np.sqrt(gap * gap - E * E) + 0j),
    )

    def guess(lead, s):
        if lead == 0:
            return first * np.exp(-k[0] * length / 2 * s) * (1 - s**4)
        return end + (first - end) * np.exp(-k[1] * length_super * s)

    return usadel_angle(E, E - gap, gap, r, (("N", length / 2), ("S", length_super)), guess)


def line_angle(E, length):
    end = bulk_angle(E, E - 1, 1.0)
    k = np.sqrt(-1j * np.sqrt(complex(E * E - 1)) if E > 1 else np.sqrt(1 - E * E) + 0j)
    return usadel_angle(
        E,
        E - 1,
        1.0,
        0.0,
        (("S", length / 2),),
        lambda lead, s: end * (1 - np.cosh(k * length / 2 * (1 - s)) / np.cosh(k * length / 2)),
    )


def mean_resistances(angle):
    """⟨1/D₊⟩ and ⟨1/D₋⟩ over the first lead, Gauss's rule on every interval of the mesh."""
    theta, mesh = angle
    nodes, weights = np.polynomial.legendre.leggauss(6)
    width = np.diff(mesh)[:, None] / 2
    x = (mesh[:-1, None] + width + width * nodes).ravel()
    values, weight = theta(0, x), (width * weights).ravel()
    return np.array([(weight / np.cos(values.imag) ** 2).sum(), (weight / np.cosh(values.real) ** 2).sum()])


def energies(T, gap, length, least=1e-12):
    """E, E − Δ and weights from 0 over Δ to 45 T, in units of Δ(0); least, distance from the gap that still counts."""
    p, q, weight = segment(gap, min(T, gap, 1 / length**2) * 1e-10, gap * least)
    d, ray_weight = ray(min(gap, T) * least, 45 * T)
    return np.concatenate([p, gap + d]), np.concatenate([-q, d]), np.concatenate([weight, ray_weight])


def averages(E, weight, T, R_heat, R_charge):
    """κ/κ_N and G/G_N."""
    thermal = weight * 4 * np.exp(-E / T) / (1 + np.exp(-E / T)) ** 2
    return float((thermal * 3 / (2 * PI**2 * T**3) * E**2 / R_heat).sum()), float((thermal / (2 * T) / R_charge).sum())


def semi_infinite_conductances(t, r, length, gap_ratio):
    """bezuglyi2003 Eqs. 8-10 with no part of the package."""
    if t >= 1:
        return 1.0, 1.0
    T, gap = Long(t) / gap_ratio, long_gap(t, 1, 1)
    E, above, weight = energies(T, gap, Long(length))
    root = np.sqrt(E * r)
    half = np.sqrt((np.sqrt(2 * E - above) + root) / (np.sqrt(abs(above)) * np.where(above < 0, 1j, 1) + root))
    p, _, place = segment(Long(1), Long(1e-16), Long(1e-16))
    u = (half - 1) / (half + 1) * np.exp(-np.sqrt(-1j * E) * Long(length) / 2 * p[:, None])
    theta = 2 * np.log((1 + u) / (1 - u))
    heat, charge = (place[:, None] / np.cos(theta.imag) ** 2).sum(0), (place[:, None] / np.cosh(theta.real) ** 2).sum(0)
    return averages(E, weight, T, heat, charge)


def solved_averages(t, gap, r, length, length_super, gap_ratio, leads):
    """The averages by this file's rule, with the spectrum of ``usadel.solve`` from polynomials of degree 40 and more."""
    T, least = t / gap_ratio, 1e-12 if leads == usadel.WIRE else 1e-9
    E, above, weight = (array.astype(float) for array in energies(Long(T), Long(gap), Long(length), least))
    one, ladder = np.ones(E.size), usadel._LADDER
    usadel._LADDER = tuple(n for n in ladder if n >= 40)
    try:
        found = usadel.solve(usadel.Cross(E, above, gap * one, r * one, length / 2 * one, length_super * one), leads)
    except RuntimeError:  # closer to the gap than the package ever asks
        return None
    finally:
        usadel._LADDER = ladder
    heat = np.where(above < 0, np.inf, found.heat) if leads == usadel.WIRE else found.heat
    return averages(E, weight, T, heat, found.charge)
