"""The NIS junction: the routes against each other and against mpmath on the original path, limits in closed form."""

import mpmath
import numpy as np
import pytest
from scipy.constants import hbar
from scipy.constants import k as k_B
from scipy.special import kv, zeta

from ndtc_core import junction
from ndtc_core.bcs import density_of_states, gap
from ndtc_core.junction import admittance_ratio, resistance_ratio, resistance_slope

T_C = 1.2


def exact_conductance(T, gamma, ratio=1.764):
    """∫ N_S(E) (−∂f/∂E) dE along the real axis, y = E/kT, as printed; edges crowd around the gap edge on the scale of Γ."""
    t = mpmath.mpf(T) / mpmath.mpf(T_C)
    a = mpmath.mpf(ratio) * mpmath.tanh(mpmath.mpf("1.74") * mpmath.sqrt(1 / t - 1)) / t
    b = mpmath.mpf(gamma) * mpmath.mpf(ratio) / t

    def integrand(y):
        w = y - 1j * b
        density = abs(mpmath.re(w / mpmath.sqrt(w - a) / mpmath.sqrt(w + a)))
        return density * 2 * mpmath.exp(-y) / (1 + mpmath.exp(-y)) ** 2

    crowd = [a + side * b * mpmath.mpf(10) ** k for side in (-1, 1) for k in range(0, 9, 2)]
    edges = {0, 1, 3, 8, 20, 60, 0.9 * a, a, a + 1, a + 5, a + 20, a + 60, *crowd}
    return mpmath.quad(integrand, sorted(mpmath.mpf(y) for y in edges if 0 <= y <= a + 60))


@pytest.mark.parametrize(
    ("t", "gamma"),
    [(0.005, 1e-7), (0.1, 1e-7), (0.5, 1e-7), (0.2, 1e-4), (0.05, 0.1), (0.117, 0.1), (0.118, 0.1), (0.9999, 0.1)],
)
def test_ratio_agrees_with_mpmath(t, gamma):
    with mpmath.workdps(20):
        exact = float(1 / exact_conductance(t * T_C, gamma))
    assert resistance_ratio(t * T_C, T_C, gamma) == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize(
    ("t", "gamma"),
    # the last two: Δ/kT on both sides of 45, Γ/kT = 1.4999, where the slope cancels most and the nodes are fewest for it
    [
        (0.02, 1e-7),
        (0.11, 1e-4),
        (0.15, 0.1),
        (0.9, 1e-3),
        (1.764 / 44.99, 1.4999 / 44.99),
        (1.764 / 45.01, 1.4999 / 45.01),
    ],
)
def test_slope_agrees_with_mpmath(t, gamma):
    with mpmath.workdps(28):
        d = mpmath.mpf("1e-8")
        up, down = (mpmath.log(exact_conductance(mpmath.mpf(t * T_C) * (1 + s * d), gamma)) for s in (1, -1))
        exact = float(-(up - down) / (mpmath.log1p(d) - mpmath.log1p(-d)))
    assert resistance_slope(t * T_C, T_C, gamma) == pytest.approx(exact, rel=1e-11, abs=0)


@pytest.mark.parametrize("gamma", [1e-9, 1e-4, 1e-2, 0.3, 1.0])
def test_a_cold_junction_still_feels_its_temperature(gamma):
    """Sommerfeld's expansion of the broadened states: d ln R/d ln T = −(πkT/Δ)²/(1 + Γ²/Δ²)², however small that is."""
    t = np.array([1e-3, 1e-6, 1e-12, 1e-18])
    expected = -((np.pi * t / 1.764 / (1 + gamma**2)) ** 2)
    np.testing.assert_allclose(resistance_slope(t * 1e9, 1e9, gamma), expected, rtol=3e-5)
    np.testing.assert_allclose(resistance_slope(t[1:] * 1e9, 1e9, gamma), expected[1:], rtol=1e-11)


def test_the_two_routes_agree():
    """Value and both derivatives, where the sum still has digits: it loses 2πa²/g of them."""
    a, b = (x.ravel() for x in np.meshgrid(np.linspace(0.5, 14, 28), [0.0, 1e-7, 1e-3, 0.1, 1.0, 1.5]))

    def parts(route, a, b):
        g, g_a, g_cold = route(a, b)
        return np.stack([g, g_a, g_cold - g_a])

    moved, summed = parts(junction.by_quadrature, a, b), parts(junction.by_matsubara_sum, a, b)
    np.testing.assert_array_less(np.abs(moved - summed), 2e-11 + 1e-13 * a**2 + 0 * moved)
    assert np.all(np.abs(moved[0] / summed[0] - 1)[a < 5] < 1e-11)
    moved = junction.by_quadrature(a[b == 1.5] + 3, b[b == 1.5])
    unmoved = junction._by_unmoved_quadrature(a[b == 1.5] + 3, b[b == 1.5])
    np.testing.assert_allclose(moved, unmoved, rtol=1e-12)


@pytest.mark.parametrize("gamma", [0.0, 1e-7, 1e-4, 1e-2, 0.1, 1.0])
def test_no_seam_where_the_route_changes(gamma):
    """The slope is the derivative of the ratio, on both sides of a = 3 and of b = 1.5 and across."""
    T, d = np.linspace(0.03, 0.995, 400) * T_C, 1e-3
    steps = np.log(resistance_ratio(np.outer([1 - 2 * d, 1 - d, 1 + d, 1 + 2 * d], T), T_C, gamma))
    logs = np.log1p([-2 * d, -d, d, 2 * d])
    weights = np.linalg.solve(np.vander(logs, 4, increasing=True).T, [0, 1, 0, 0])
    curvature = 1e-9 / (1 - T / T_C) ** 4  # of Δ near T_c, in the fourth-order difference
    np.testing.assert_array_less(
        np.abs(weights @ steps - resistance_slope(T, T_C, gamma)), 1e-7 * (1 + 1 / T) + curvature
    )


def test_the_ideal_junction_is_a_sum_of_bessel_functions():
    """Γ = 0: 1/(1 + cosh w) = 2 Σ (−1)ⁿ⁺¹ n e^{−nw}, and ∫ cosh θ e^{−na cosh θ} dθ = K₁(na)."""
    T = np.array([0.05, 0.2, 0.5, 0.8])
    a = gap(T, T_C) / gap(1e-6, T_C) * 1.764 * T_C / T
    n = np.arange(1, 60)[:, None]
    exact = (2 * a * (-1.0) ** (n + 1) * n * kv(1, n * a)).sum(axis=0)
    np.testing.assert_allclose(resistance_ratio(T, T_C, 0.0), 1 / exact, rtol=2e-12)


@pytest.mark.parametrize("gamma", [1e-7, 1e-4, 0.1])
def test_low_temperature_law(gamma):
    """Sommerfeld: R → √(1+Γ²)/Γ, and its slope −π²(kT/Δ)²/(1+Γ²)², Γ in units of Δ."""
    t = 1e-3 / 1.764
    assert resistance_ratio(1e-3 * T_C, T_C, gamma) == pytest.approx(np.hypot(1, gamma) / gamma, rel=1e-5)
    law = -((np.pi * t / (1 + gamma**2)) ** 2)
    assert resistance_slope(1e-3 * T_C, T_C, gamma) == pytest.approx(law, rel=1e-4)


def test_just_below_the_critical_temperature():
    """R − 1 → 7ζ(3)/(4π²) (Δ/kT)² for Γ = 0, all digits kept: slope −7ζ(3)/(4π²) (1.764 · 1.74)²."""
    law = 7 * zeta(3) / (4 * np.pi**2)
    t = 1 - 1e-9
    a = gap(t * T_C, T_C) / (gap(1e-6, T_C) * t) * 1.764
    assert resistance_ratio(t * T_C, T_C, 0.0) - 1 == pytest.approx(law * a**2, rel=1e-6)
    assert resistance_slope(t * T_C, T_C, 0.0) == pytest.approx(-law * (1.764 * 1.74) ** 2, rel=1e-6)
    np.testing.assert_array_equal(resistance_ratio([T_C, 2.0], T_C), 1.0)
    np.testing.assert_array_equal(resistance_slope([T_C, 2.0], T_C), 0.0)


def test_gamma_matters_below_a_fifth_of_the_critical_temperature():
    at = resistance_ratio(np.array([0.3, 0.1])[:, None] * T_C, T_C, np.array([1e-4, 1e-3]))
    assert at[0, 0] / at[0, 1] == pytest.approx(1, abs=0.07)
    assert at[1, 0] / at[1, 1] > 9


def test_plain_quadrature_of_the_density_of_states():
    """A reader's version, good to the 1e-3 that 400 000 equal steps give at the gap edge."""
    T = 0.4
    E = np.linspace(0, 40 * k_B * T, 400_001)
    N = density_of_states(E, gap(T, T_C), 1e-3 * 1.764 * k_B * T_C)
    plain = 2 * np.trapezoid(N / (4 * k_B * T * np.cosh(E / (2 * k_B * T)) ** 2), E)
    assert resistance_ratio(T, T_C, 1e-3) == pytest.approx(1 / plain, rel=1e-3)


def test_an_ideal_junction_that_is_too_cold_is_refused():
    with pytest.raises(
        ValueError, match=r"T = 0\.001 K is too cold for an ideal junction .* give a broadening gamma > 0"
    ):
        resistance_ratio([0.5, 0.001], T_C, 0.0)
    assert resistance_ratio(0.001, T_C, 1e-12) == pytest.approx(1e12, rel=1e-4)


def test_extremes_and_shapes():
    T = np.array([1e-9, 1e-3, 1.0, 1e9])
    values = resistance_ratio(T[:, None], T, np.array([1e-9, 1e-4, 1.0])[:, None, None])
    assert values.shape == (3, 4, 4)
    assert np.all((values >= 1 - 1e-12) & (values < 1.1e9))
    assert np.ndim(resistance_ratio(0.3, T_C)) == np.ndim(resistance_slope(0.3, T_C)) == 0
    assert resistance_ratio(T[:0], T_C).shape == (0,)


def reduced(omega, t, gamma):
    """Δ/kT, Γ/kT and ħω/kT in mpmath, from the same floating-point arguments."""
    T = mpmath.mpf(t * T_C)
    a = mpmath.mpf("1.764") * mpmath.tanh(mpmath.mpf("1.74") * mpmath.sqrt(T_C / T - 1)) * T_C / T
    return a, mpmath.mpf(gamma) * mpmath.mpf("1.764") * T_C / T, mpmath.mpf(hbar) * omega / (mpmath.mpf(k_B) * T)


def exact_sum(a, b, v, terms=24):
    """1 + (2πi/v) Σ [h(s + iv) − h(s)] as printed, the tail by the midpoint rule with nine corrections."""

    def r(s):
        return mpmath.sqrt(s * s + a * a)

    def series(s):
        """Taylor coefficients of h = s/r around s; those of 1/r are Legendre's: (n+1) r² c_{n+1} = −(2n+1) s c_n − n c_{n−1}."""
        c = [mpmath.mpf(0), 1 / r(s)]  # the first stands for c_{−1}
        for n in range(18):
            c.append(-((2 * n + 1) * s * c[-1] + n * c[-2]) / ((n + 1) * r(s) ** 2))
        return [s * c[n + 1] + c[n] for n in range(19)]

    poles = [(2 * m + 1) * mpmath.pi + b for m in range(terms)]
    total = sum((s + 1j * v) / r(s + 1j * v) - s / r(s) for s in poles)
    X = 2 * mpmath.pi * terms + b
    tail = 1j * v - r(X + 1j * v) + r(X)
    moved, at_X = series(X + 1j * v), series(X)
    for n in range(1, 19, 2):
        tail -= mpmath.bernpoly(n + 1, 0.5) * (2 * mpmath.pi) ** (n + 1) / (n + 1) * (moved[n] - at_X[n])
    return 1 + 1j / v * (2 * mpmath.pi * total + tail)


def exact_integral(a, b, v):
    """(1/v) ∫ n(y) [f(y − v) − f(y)] dy over all y with n = (y − ib)/√((y − ib)² − a²), folded onto y > 0."""

    def fermi(y):
        return 1 / (mpmath.exp(y) + 1)

    def integrand(y):
        n = (y - 1j * b) / mpmath.sqrt(y - 1j * b - a) / mpmath.sqrt(y - 1j * b + a)
        right, left = fermi(y - v) - fermi(y), fermi(-y - v) - fermi(-y)
        return mpmath.mpc(n.real * (right + left), n.imag * (right - left))

    crowd = [a + side * b * mpmath.mpf(10) ** k for side in (-1, 1) for k in range(8)]
    steps = [v + side * d for side in (-1, 1) for d in (0, 1, 3, 6, 12, 24, 40)]
    top = max(a, v) + 60
    edges = {0, 1, 3, 8, 20, a / 2, a, a + 1, a + 5, a + 20, *crowd, *steps, top}
    return mpmath.quad(integrand, sorted(mpmath.mpf(y) for y in edges if 0 <= y <= top)) / v


def quanta(t):
    """ω in rad/s at multiples of the gap, crowded at it, and ħω/kT = 1."""
    edge = float(gap(t * T_C, T_C)) / hbar
    y = [1e-9, 1e-3, 0.1, 0.5, 0.9, 0.95, 0.98, 0.99, 0.999, 1, 1.001, 1.02, 1.1, 2, 10, 100]
    return np.append(edge * np.array(y), k_B * t * T_C / hbar)


@pytest.mark.parametrize(("t", "gamma", "y"), [(0.2, 1e-3, 0.3), (0.15, 1e-2, 1.0), (0.5, 0.1, 1.3), (0.9, 1e-4, 8.0)])
def test_the_sum_is_the_integral(t, gamma, y):
    """Sign, factor and branch: the printed sum is the current of the tunnelling electrons, integrated in both parts."""
    with mpmath.workdps(25):
        a, b, v = reduced(y * float(gap(t * T_C, T_C)) / hbar, t, gamma)
        assert abs(exact_integral(a, b, v) / exact_sum(a, b, v) - 1) < 1e-18


@pytest.mark.parametrize("gamma", [1e-6, 1e-4, 1e-2, 0.1, 1.0])
@pytest.mark.parametrize("t", [0.02, 0.05, 0.15, 0.4, 0.6, 0.95, 0.9999])
def test_admittance_agrees_with_mpmath(t, gamma):
    omega = quanta(t)
    with mpmath.workdps(50):
        exact = [exact_sum(*reduced(w, t, gamma)) for w in omega]
        Y = [mpmath.mpc(complex(y)) for y in admittance_ratio(omega, t * T_C, T_C, gamma)]
        for part in ("real", "imag"):
            worst = max(abs(getattr(y, part) / getattr(x, part) - 1) for y, x in zip(Y, exact, strict=True))
            assert worst < 1e-12, (part, float(worst))


@pytest.mark.parametrize(("t", "gamma"), [(1e-3, 1e-6), (1e-3, 0.1), (1e-5, 1e-6), (1e-5, 1e-3)])
def test_admittance_far_below(t, gamma):
    """The stated 1e-12 + 1e-15 Δ/kT, and Γ > kT, where the path is not moved."""
    omega = quanta(t)
    with mpmath.workdps(50):
        exact = np.array([complex(exact_sum(*reduced(w, t, gamma))) for w in omega])
    Y = admittance_ratio(omega, t * T_C, T_C, gamma)
    np.testing.assert_allclose(Y.real, exact.real, rtol=1e-12 + 1.8e-15 / t)
    np.testing.assert_allclose(Y.imag, exact.imag, rtol=1e-12 + 1.8e-15 / t)


def test_the_routes_to_the_dissipation_agree():
    """Where the sum keeps its digits: up to a = 10 it loses e^10 of them; and both paths at Γ = 1.5 kT."""
    a, b, share = (
        x.ravel() for x in np.meshgrid(np.linspace(3, 10, 15), [0.0, 1e-4, 0.1, 1.0, 1.5], [0.0, 0.3, 0.8, 1.0])
    )
    v = share * (a - 2)
    moved, summed = junction.dissipation_by_quadrature(a, b, v), junction.admittance_by_sum(a, b, v).real
    np.testing.assert_allclose(moved, summed, rtol=3e-10)
    wide = b == 1.5
    np.testing.assert_allclose(junction._dissipation_unmoved(a[wide], b[wide], v[wide]), moved[wide], rtol=1e-12)


@pytest.mark.parametrize("gamma", [1e-9, 1e-4, 1e-2, 1.0])
def test_a_slow_voltage_meets_the_resistance(gamma):
    T = np.concatenate([np.geomspace(1e-6, 1, 60), [0.9999, 1 - 1e-9, 1.0, 3.0]]) * T_C
    at_rest = admittance_ratio(0.0, T, T_C, gamma)
    np.testing.assert_array_equal(at_rest.imag, 0.0)
    np.testing.assert_allclose(at_rest.real, 1 / resistance_ratio(T, T_C, gamma), rtol=2e-12)
    slow = admittance_ratio(1e-6 * k_B * T / hbar, T, T_C, gamma)
    np.testing.assert_allclose(slow.real, at_rest.real, rtol=1e-11)


def test_the_dissipation_is_the_chord_of_the_direct_current():
    """A reader's version of Re Y = e[I(ħω/e) − I(−ħω/e)]/2ħω with the density of states of bcs, crowded at its edge."""
    for T, x in ((0.15, 5.0), (0.3, 1.0), (0.3, 9.0), (0.7, 0.5)):
        a = float(gap(T, T_C)) / (k_B * T)
        steps = np.geomspace(1e-7, 60, 6000)
        y = np.concatenate([a - steps[steps < a][::-1], a + steps])
        y = np.concatenate([-y[::-1], y])
        N = density_of_states(y * k_B * T, a * k_B * T, 1e-3 * 1.764 * k_B * T_C)
        current = [np.trapezoid(N * (1 / (1 + np.exp(y - v)) - 1 / (1 + np.exp(y))), y) for v in (x, -x)]
        chord = (current[0] - current[1]) / (2 * x)
        assert admittance_ratio(x * k_B * T / hbar, T, T_C, 1e-3).real == pytest.approx(chord, rel=3e-5)


def test_zero_temperature_is_algebraic():
    """T → 0, Γ = 0: the sum becomes an integral, R₀Y = (i/y)[1 − √(1 − y²)] with y = ħω/Δ; a capacitance ħ/2ΔR₀ at small y."""
    y = np.array([1e-3, 0.2, 0.6, 0.95, 1.05, 1.5, 4.0, 50.0])
    Y = admittance_ratio(y * float(gap(1e-4 * T_C, T_C)) / hbar, 1e-4 * T_C, T_C, 0.0)
    np.testing.assert_allclose(Y, 1j / y * (1 - np.sqrt(1 - y**2 + 0j)), rtol=3e-7)  # what is left is of order (kT/Δ)²
    np.testing.assert_array_equal(Y.real[y < 1], 0.0)  # e^{−Δ/kT} underflows


def test_the_normal_state_has_no_reactance():
    np.testing.assert_array_equal(admittance_ratio([0.0, 1e11, 1e24], [[T_C], [2.0]], T_C), 1.0)
    near = admittance_ratio([0.0, 1e11, 1e13], T_C * (1 - 1e-12), T_C)
    np.testing.assert_allclose(near, 1.0, atol=1e-10)
    assert (near.real < 1).all()


def test_admittance_extremes_and_shapes():
    omega = np.array([0.0, 1e-300, 1.0, 1e10, 2.8e11, 1e16, 1e24])
    T, T_c = np.array([1e-9, 1e-3, 0.5, 1.0, 1e9]), np.array([1e-9, 1.2, 1e9])
    with np.errstate(all="raise", under="ignore"):
        Y = admittance_ratio(
            omega[:, None, None], T[:, None], T_c, np.array([0.0, 1e-9, 1e-4, 1.0])[:, None, None, None]
        )
    assert Y.shape == (4, 7, 5, 3)
    assert Y.dtype == np.complex128
    assert (Y[1:].real > 0).all()
    assert (Y[0].real >= 0).all()
    assert (Y.imag >= 0).all()
    assert (np.abs(Y) <= 1 + 1e-15).all()
    assert np.ndim(admittance_ratio(1e11, 0.3, T_C)) == 0
    assert admittance_ratio(omega[:0], 0.3, T_C).shape == (0,)
