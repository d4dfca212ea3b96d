"""Zero-bias resistance of a normal metal-insulator-superconductor (NIS) junction, how steeply it falls with temperature,
and the admittance that a photon sees.

Linear response of the tunnel current, pioldi2025 Eq. 1: R₀/R = ∫ N_S(E) (−∂f/∂E) dE, the conductance relative to the normal
state. In units of kT, a = Δ/kT, b = Γ/kT, with h(y) = 1/(1 + cosh y) = −2 ∂f/∂y:

    R₀/R = g(a, b) = ∫₀^∞ Re[w/√(w² − a²)] h(y) dy,  w = y − ib.

Two routes to g, each checked by the other and both by mpmath:

- by quadrature, after the path of w has been moved onto the real axis. There w/√(w² − a²) is real above the gap edge and
  imaginary below, so w = a cosh θ above and w = a sin φ below leave
  g = ∫₀^∞ w Re h(w + ib) dθ − ∫₀^{π/2} w Im h(w + ib) dφ:
  thermal excitation above the edge and broadened states below it, two positive terms for b < π/2. What was sharp on the scale Γ
  has become smooth; the small b has become a factor sin b.
- by the sum over the poles of h, g = 1 − 2πa² Σ_{n≥0} [((2n+1)π + b)² + a²]^{−3/2}, which cancels for a ≫ 1.

Derivatives are taken under the integral and under the sum.

The admittance at the frequency ω, v = ħω/kT, is the same integral with the complex density n(y) = w/√(w² − a²), and with the
difference quotient of the Fermi function in place of its slope: R₀Y = (1/v) ∫ n(y) [f(y − v) − f(y)] dy over all y. The sum over
the poles gives both parts of Y. Where it loses the digits of Re Y, below the gap of a cold junction, the two real integrals take
over, with h_v(y) = (sinh v/v)/(cosh v + cosh y) in place of h.

    quadrature, bcs ─→ [junction] ─→ nis_channel
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.constants import hbar, pi
from scipy.constants import k as k_B

from .bcs import gap, gap_slope
from .domain import Array, Complex, Quantity, check, flat
from .quadrature import gauss, in_blocks

_STATIC_TOO = {"omega": Quantity("angular frequency", "rad/s", 0.0, 1e24)}
_LARGEST_RATIO = 1e300  # of R/R₀; only an ideal junction far below T_c exceeds it
_FEW = 3.0  # a below which the sum is taken: no digits are lost there, and near T_c it keeps those of R − R₀
_NARROW = 1.5  # b up to which the path is moved; the poles of h are met at b = π
_BLOCK = 512  # points at once: 30 nodes × 512 fit the cache
_COLD = 45.0  # E/kT from which e^{−E/kT} is nothing
_BELOW = 2.0  # a − v from which Re Y is integrated; closer to the gap the sum loses no more than √a


def resistance_ratio(T: ArrayLike, T_c: ArrayLike, gamma: ArrayLike = 1e-4, ratio: ArrayLike = 1.764) -> Array:
    """Zero-bias resistance R(T)/R₀ of an NIS junction relative to its normal state (pioldi2025 Eq. 1, Fig. 1c).

    R₀/R = ∫ N_S(E) (−∂f/∂E) dE over all E, N_S of ``bcs.density_of_states`` with Δ = Δ(T) of ``bcs.gap``.

    Parameters: T, T_c, temperature and critical temperature in K, > 0; gamma, Dynes broadening in units of Δ(0), in [0, 1];
    ratio, Δ(0)/kT_c in [0.01, 100]; they broadcast.
    Returns: R/R₀ ≥ 1, falling with T, 1 for T ≥ T_c. Relative error ≤ 1e-12 for every T/T_c and gamma.
    Raises: ValueError for arguments outside these ranges, shapes that do not broadcast, and where R/R₀ would exceed 1e300
    (gamma = 0 and T ≲ T_c/390: without broadening nothing conducts at T → 0).

    >>> [f"{R:.6f}" for R in resistance_ratio([0.45, 1.3], 1.2)]
    ['17.380677', '1.000000']
    """
    return ratio_and_slope(*check(T=T, T_c=T_c, gamma=gamma, ratio=ratio), slope=False)[0][()]


def resistance_slope(T: ArrayLike, T_c: ArrayLike, gamma: ArrayLike = 1e-4, ratio: ArrayLike = 1.764) -> Array:
    """Logarithmic derivative d ln R/d ln T of ``resistance_ratio``, the thermometer's sensitivity.

    Includes dΔ/dT. It decides on negative differential conductance: the impedance of the cold side must fall fast enough.

    Parameters, Raises: as ``resistance_ratio``.
    Returns: negative number for T < T_c (−Δ/kT where thermal excitation prevails, → 0 where Γ does), 0 for T ≥ T_c: the slope
    jumps there. Relative error ≤ 1e-11.

    >>> [f"{s:.6f}" for s in resistance_slope([0.45, 1.3], 1.2)]
    ['-4.426132', '0.000000']
    """
    return ratio_and_slope(*check(T=T, T_c=T_c, gamma=gamma, ratio=ratio))[1][()]


def admittance_ratio(
    omega: ArrayLike, T: ArrayLike, T_c: ArrayLike, gamma: ArrayLike = 1e-4, ratio: ArrayLike = 1.764
) -> Complex:
    """Admittance R₀Y(ω) of an unbiased NIS junction, relative to its normal state; e^{+iωt}, so that a capacitance has Im Y > 0.

    Linear response of the tunnel current at any frequency (tucker1985). With the direct current at a voltage V,
    eR₀I(V) = ∫ N_S(E) [f(E − eV) − f(E)] dE, it is Re Y = e [I(ħω/e) − I(−ħω/e)]/2ħω, and Im Y is its Kramers-Kronig partner,
    a capacitance ħ/2ΔR₀ for T → 0 and ħω ≪ Δ. Both in one, with h(s) = s/√(s² + Δ²) and s_m = (2m+1)πkT + Γ:
    R₀Y = 1 + (2πi kT/ħω) Σ_{m≥0} [h(s_m + iħω) − h(s_m)]. The capacitance of the plates comes on top.

    Parameters: omega, angular frequency in rad/s, in [0, 1e24]; T, T_c, gamma, ratio as in ``resistance_ratio``; they broadcast.
    Returns: complex R₀Y with Re ≥ 0 (0 only where gamma = 0 and e^{−Δ/kT} underflows) and Im ≥ 0; 1/``resistance_ratio`` for
    omega = 0, and 1 for T ≥ T_c. Relative error of the real and of the imaginary part ≤ 1e-12 + 1e-15 Δ/kT; the second term is
    the rounding of ħω/kT, near the gap of a cold junction.
    Raises: ValueError for arguments outside these ranges and shapes that do not broadcast.

    >>> [f"{Y:.6f}" for Y in admittance_ratio([0.0, 1e11, 1e12], 0.3, 1.2)]
    ['0.006336+0.000000j', '0.015513+0.217475j', '0.960992+0.265668j']
    """
    checked = check(_STATIC_TOO, omega=omega, T=T, T_c=T_c, gamma=gamma, ratio=ratio)
    shape, (omega, T, T_c, gamma, ratio) = flat(*checked)
    Y = np.ones(T.shape, dtype=np.complex128)
    for i in in_blocks(np.flatnonzero(T_c > T), _BLOCK):
        kT = k_B * T[i]
        Y[i] = admittance(gap(T[i], T_c[i], ratio[i]) / kT, gamma[i] * ratio[i] * T_c[i] / T[i], hbar * omega[i] / kT)
    return Y.reshape(shape)[()]


def ratio_and_slope(T: Array, T_c: Array, gamma: Array, ratio: Array, *, slope: bool = True) -> Array:
    """R/R₀ and d ln R/d ln T together, unchecked: the form that devices call; shape (2, *broadcast), or (1, …) without slope.

    Without the slope it takes three quarters of the time.
    """
    shape, (T, T_c, gamma, ratio) = flat(T, T_c, gamma, ratio)
    result = np.stack([np.ones(T.shape), np.zeros(T.shape)][: 1 + slope])
    for i in in_blocks(np.flatnonzero(T_c > T), _BLOCK):
        a, b = gap(T[i], T_c[i], ratio[i]) / (k_B * T[i]), gamma[i] * ratio[i] * T_c[i] / T[i]
        g, *derivatives = conductance(a, b, slope)
        if not (g * _LARGEST_RATIO >= 1).all():
            at = i[np.argmin(g)]
            raise ValueError(
                f"T = {T[at]:g} K is too cold for an ideal junction with T_c = {T_c[at]:g} K: its resistance exceeds "
                f"{_LARGEST_RATIO:g} R₀; give a broadening gamma > 0, in units of Δ(0)"
            )
        result[0, i] = 1 / g
        if slope:
            g_a, g_cold = derivatives
            # d ln a/d ln T = d ln Δ/d ln T − 1 and d ln b/d ln T = −1
            result[1, i] = (g_cold - g_a * gap_slope(T[i], T_c[i])) / g
    return result.reshape(len(result), *shape)


def conductance(a: Array, b: Array, slopes: bool = True) -> Array:
    """g(a, b) = R₀/R with a = Δ/kT > 0 and b = Γ/kT ≥ 0, then if asked ∂g/∂ln a and ∂g/∂ln a + ∂g/∂ln b; flat arrays, unchecked.

    The last is −dg/d ln T at a constant gap. Far below T_c both derivatives are ∓Γ/Δ for small Γ, and it is (kT/Δ)² smaller.
    Returns: shape (3, points) with slopes, (1, points) without; so do the routes below.
    """
    result = np.empty((3 if slopes else 1, a.size))
    few, narrow = a < _FEW, b < _NARROW
    routes = (few, by_matsubara_sum), (~few & narrow, by_quadrature), (~few & ~narrow, _by_unmoved_quadrature)
    for chosen, route in routes:
        if chosen.any():
            result[:, chosen] = route(a[chosen], b[chosen], slopes)
    return result


def by_quadrature(a: Array, b: Array, slopes: bool = True) -> Array:
    """``conductance`` from the two real integrals, for a ≥ 0.3 and b ≤ 1.5."""
    # Above the edge: E/kT = w = a cosh θ, even in θ and dying double-exponentially; Fermi poles at distance π/2, so the
    # trapezoidal rule with a step of 0.3 leaves 5e-15. For a → ∞ a Gaussian of width a^−½ is left: 12 steps up to e^−40.
    reach = np.arccosh(1 + 40 / a)
    n = int(np.ceil(max(12.0, reach.max() / 0.3)))
    w = a * np.cosh(reach / n * np.arange(n + 1)[:, None])
    A, B, p, d = _fermi_slope(w, b)
    weight = np.where(np.arange(n + 1)[:, None] == 0, 0.5, 1.0) * (reach / n) * w
    above = [(weight * A).sum(0)]
    if slopes:
        dA, dB = _bend(A, B, p, d, b)
        by_a = (weight * (A + w * dA)).sum(0)
        above += [by_a, by_a + b * (weight * dB).sum(0)]
    # Below: w = 1.6 sinh u spreads the decay e^−w (the poles ±i(π ± b) keep at least ±iπ/2 away), and u = U sin ψ takes the
    # root √(a − w) away and makes all periodic for the midpoint rule. 24 nodes leave 1e-13 of g, 30 leave 3e-13
    # of the slope. From _COLD on nothing is left.
    n = 30 if slopes else 24
    psi = (np.arange(n)[:, None] + 0.5) * (pi / 2 / n)
    end = np.minimum(a, _COLD)
    U = np.arcsinh(end / 1.6)
    w = 1.6 * np.sinh(U * np.sin(psi))
    from_end = U * np.sin(pi / 4 - psi / 2) ** 2  # (U − u)/2, with all digits at the end
    a_minus_w = (a - end) + 3.2 * np.cosh(U - from_end) * np.sinh(from_end)
    weight = (pi / 2 / n) * U * np.cos(psi) * w * np.sqrt((1.6**2 + w**2) / (a_minus_w * (a + w)))
    A, B, p, d = _fermi_slope(w, b)
    below = [(weight * B).sum(0)]
    if not slopes:
        return np.stack(above) + np.stack(below)
    dA, dB = _bend(A, B, p, d, b)
    # The density w/√(a² − w²) is w/a to first order, whose integral to infinity is b/a whatever T: the last row goes without it,
    # where infinity and a are the same.
    q = (w / a) ** 2
    curved = np.where(a > _COLD, q / (1 + np.sqrt(np.maximum(1 - q, 0.0))), 1.0)
    below += [(weight * (B + w * dB)).sum(0), (weight * curved * (B + w * dB - b * dA)).sum(0)]
    return np.stack(above) + np.stack(below)


def _fermi_slope(w: Array, b: Array) -> tuple[Array, Array, Array, Array]:
    """h = A − iB of w + ib, w ≥ 0, and what ``_bend`` needs."""
    p = np.exp(-w)
    q, real = p**2, 2 * np.cos(b) * p
    d = 1 + q + real
    return (real * (1 + q) + 4 * q) / d**2, 2 * np.sin(b) * p * (1 - q) / d**2, p, d


def _bend(A: Array, B: Array, p: Array, d: Array, b: Array) -> tuple[Array, Array]:
    """∂A/∂w and ∂B/∂w of h' = −h tanh((w + ib)/2); by b they are ∂B/∂w and −∂A/∂w (Cauchy-Riemann)."""
    u, v = (1 - p**2) / d, 2 * np.sin(b) * p / d
    return -(A * u + B * v), A * v - B * u


def _by_unmoved_quadrature(a: Array, b: Array, slopes: bool = True) -> Array:
    """The same along the original path, for Γ > kT: F = w/√(w² − a²) is smooth on the scale kT already.

    F is homogeneous in (y, a, b), so (∂/∂ln a + ∂/∂ln b) F = −y F', and ∂F/∂ln b = −ib F', with F' = −a² (w² − a²)^{−3/2}.
    Far below T_c w² − a² = −|w² − a²| e^{i·angle} is nearly negative, and the real part of F' goes with sin(1.5 angle).
    """
    # Nearest singularity: the gap edge at y = a + ib, b ≥ 1.5; a step of 0.25 leaves e^(−2π 1.5/0.25) = 4e-17.
    y = 0.25 * np.arange(161)[:, None]
    w = y - 1j * b
    F = w / (np.sqrt(w - a) * np.sqrt(w + a))
    weight = np.where(y == 0, 0.125, 0.25)
    p = np.exp(-y)
    h = 2 * p / (1 + p) ** 2
    angle = np.arctan2(2 * b * y, a**2 + b**2 - y**2)
    common = weight * h * a**2 / (np.hypot(y - a, b) * np.hypot(y + a, b)) ** 1.5
    g_cold, g_b = -(common * y * np.sin(1.5 * angle)).sum(0), b * (common * np.cos(1.5 * angle)).sum(0)
    return np.stack([(weight * F.real * h).sum(0), g_cold - g_b, g_cold])[: 3 if slopes else 1]


def by_matsubara_sum(a: Array, b: Array, slopes: bool = True) -> Array:
    """``conductance`` from the sum over x = (2n+1)π + b, any b; relative error 1e-15 × (1 + 2πa²)/g.

    32 terms (more for a > 8), then the rest by the midpoint rule read backwards at X = 2πN + b: with r(x) = (x² + a²)^½,
    2πa² Σ r⁻³ = [1 − X/r] − (π²a²/2) X r⁻⁵ + (7π⁴a²/6) X⁻⁶ − …; what is left out is 1e-13.
    """
    n = int(32 * np.ceil(max(1.0, a.max() / 8)))
    x = pi * np.arange(2 * n - 1, 0, -2)[:, None] + b  # small terms first
    r_2 = x**2 + a**2
    term = 2 * pi * a**2 / (r_2 * np.sqrt(r_2))
    rows = [1 - term.sum(0)]
    if slopes:
        by_r_2 = term / r_2
        g_a = (3 * a**2 * by_r_2 - 2 * term).sum(0)
        rows += [g_a, g_a + 3 * b * (x * by_r_2).sum(0)]
    return np.stack(rows) - _matsubara_rest(a, b, 2 * pi * n + b)[: len(rows)]


def _matsubara_rest(a: Array, b: Array, X: Array) -> Array:
    # f = r⁻³ on a grid of spacing 2π: Σ f = (1/2π)∫_X^∞ f + (2π/24) f'(X) − (7(2π)³/5760) f'''(X), f''' ≈ −60 X⁻⁶
    q = a**2 / (X**2 + a**2)
    r = np.sqrt(X**2 + a**2)
    integral = q / (1 + X / r)
    first = -(pi**2) / 2 * q * X / r**3
    third = 7 * pi**4 / 6 * q / X**4
    rest = integral + first + third
    by_a = X / r * q + first * (2 - 5 * q) + 2 * third
    by_X = -q / r + first * (1 / X - 5 * X / r**2) - 6 * third / X
    return np.stack([rest, by_a, by_a + b * by_X])


def admittance(a: Array, b: Array, v: Array) -> Complex:
    """R₀Y with a = Δ/kT > 0, b = Γ/kT ≥ 0 and v = ħω/kT ≥ 0; flat arrays, unchecked."""
    Y = admittance_by_sum(a, b, v)
    lost, narrow = (a > _FEW) & (v < a - _BELOW), b < _NARROW
    for chosen, route in ((lost & narrow, dissipation_by_quadrature), (lost & ~narrow, _dissipation_unmoved)):
        if chosen.any():
            Y.real[chosen] = route(a[chosen], b[chosen], v[chosen])
    return Y


def admittance_by_sum(a: Array, b: Array, v: Array) -> Complex:
    """R₀Y from the sum over s = (2m+1)π + b, any a, b, v; error 5e-15 in Re, relative error 1e-14 in Im.

    With z = s + iv and r(s) = (s² + a²)^½, (1/iv)[h(z) − h(s)] is a²(z + s)/[r_z r_s (z r_s + s r_z)]: nothing cancels for v → 0.
    32 terms, then the rest by the midpoint rule read backwards at X = 2πN + b and Z = X + iv, where h = r' and h' = a²r⁻³. More
    are not needed for large a: wherever v is, the roots of r keep the distance X. Without the last correction it would take 96.
    """
    n = 32
    edge = (a - v) * (a + v)  # a² − v² with all digits near the gap
    total = np.zeros(a.shape, dtype=np.complex128)
    for s in (pi * m + b for m in range(2 * n - 1, 0, -2)):  # small terms first
        z, r_s, r_z = s + 1j * v, np.sqrt(s**2 + a**2), np.sqrt(s**2 + edge + 2j * s * v)
        total += (z + s) / (r_z * r_s * (z * r_s + s * r_z))
    X = 2 * pi * n + b
    Z, r_X, r_Z = X + 1j * v, np.sqrt(X**2 + a**2), np.sqrt(X**2 + edge + 2j * X * v)
    # Σ f = (1/2π)∫_X^∞ f + (2π/24) f'(X) − (7(2π)³/5760) f'''(X) + (31(2π)⁵/967680) f⁽⁵⁾(X), f = h(s + iv) − h(s); h''' and
    # h⁽⁵⁾ are odd powers of p = 1/r, and (i/v)(p_Zⁿ − p_Xⁿ) = q d_n without cancellation, d_n = Σ_j p_Zʲ p_Xⁿ⁻¹⁻ʲ.
    p_X, p_Z = 1 / r_X, 1 / r_Z
    q, d = (X + Z) * p_X * p_Z / (r_X + r_Z), [np.zeros_like(p_Z)]
    for power in range(11):
        d.append(p_Z * d[-1] + p_X**power)
    rest = (
        -(1 / (X + r_X) + 1 / (Z + r_Z)) / (r_X + r_Z)
        + pi**2 / 6 * q * d[3]
        - 7 * pi**4 / 360 * q * (12 * d[5] - 15 * a**2 * d[7])
        + 31 * pi**6 / 15120 * q * (360 * d[7] - 1260 * a**2 * d[9] + 945 * a**4 * d[11])
    )
    return 1 + a**2 * (rest - 2 * pi * total)


def dissipation_by_quadrature(a: Array, b: Array, v: Array) -> Array:
    """R₀ Re Y from the two real integrals with h_v in place of h, for a ≥ 3, b ≤ 1.5 and v ≤ a − 2; relative error 2e-14."""
    reach, n = 2 * np.arcsinh(np.sqrt(21 / a)), 32
    # Above the edge as for v = 0, up to e^−42. The poles of h_v, at v ± i(π ± b), stay before the edge since v ≤ a − 2.
    theta = reach / n * np.arange(n + 1)[:, None]
    beyond = 2 * a * np.sinh(theta / 2) ** 2  # w − a
    weight = np.where(theta == 0, 0.5, 1.0) * (reach / n) * (a + beyond)
    above = (weight * _difference_quotient(beyond + (a - v), a + beyond, b, v)[0]).sum(0)
    # Below: Im h_v is a bump at w = v. w = v + 1.6 sinh u spreads its flanks, cut where they have fallen to e^−42; the upper end
    # may be a, and u = U − (U − u_0)t² takes the root √(a − w) away. Now the lower end has no symmetry: Gauss-Legendre.
    t, t_weight = gauss(60)
    end = np.minimum(a, v + 42)
    U = np.arcsinh((end - v) / 1.6)
    length = U + np.arcsinh(np.minimum(v, 42) / 1.6)
    down = length * t**2
    from_v = 1.6 * np.sinh(U - down)
    w = np.maximum(v + from_v, 0)
    a_minus_w = (a - end) + 3.2 * np.cosh(U - down / 2) * np.sinh(down / 2)
    weight = t_weight * 2 * t * length * 1.6 * np.cosh(U - down) / np.sqrt(a_minus_w * (a + w)) * w
    below = (weight * _difference_quotient(from_v, w, b, v)[1]).sum(0)
    return above + below


def _difference_quotient(from_v: Array, w: Array, b: Array, v: Array) -> tuple[Array, Array]:
    """Re h_v and −Im h_v at w + ib, w ≥ 0; from_v = w − v, with all its digits."""
    # h_v = (1 − e^{−2v})/v / [1 + e^{−2v} + e^{w−v+ib} + e^{−w−v−ib}], both in units of e^{w−v} where w > v: neither overflows
    less, above = np.exp(-np.abs(from_v)), from_v > 0
    m, p, q = np.where(above, less, 1.0), np.where(above, 1.0, less), -np.expm1(-2 * w)
    real, imag = m * (1 + np.exp(-2 * v)) + np.cos(b) * p * (2 - q), np.sin(b) * p * q
    v = np.maximum(v, 1e-300)
    scale = m * -np.expm1(-2 * v) / v / (real**2 + imag**2)
    return scale * real, scale * imag


def _dissipation_unmoved(a: Array, b: Array, v: Array) -> Array:
    """The same along the original path, for Γ > kT: ∫ n dy = −iS(y), S(y) = (a² + (b + iy)²)^½, is smooth on the scale kT.

    By parts, R₀ Re Y = ∫₀^∞ (−f') Re[4(b + iy)/(S(y + v) + S(y − v))] dy: the difference of two roots without cancellation.
    """
    y = 0.25 * np.arange(161)[:, None]  # step as for v = 0

    def S(x: Array) -> Complex:
        return np.sqrt((a - x) * (a + x) + b**2 + 2j * b * x)

    weight = np.where(y == 0, 0.125, 0.25) * np.exp(-y) / (1 + np.exp(-y)) ** 2
    return (weight * (4 * (b + 1j * y) / (S(y + v) + S(y - v))).real).sum(0)
