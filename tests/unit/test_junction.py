"""The NIS junction: both routes against each other and against mpmath on the original path, limits in closed form."""

import mpmath
import numpy as np
import pytest
from scipy.special import kv, zeta

from ndtc_core import junction
from ndtc_core.bcs import density_of_states, gap
from ndtc_core.junction import resistance_ratio, resistance_slope

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


@pytest.mark.parametrize(("t", "gamma"), [(0.02, 1e-7), (0.11, 1e-4), (0.15, 0.1), (0.9, 1e-3)])
def test_slope_agrees_with_mpmath(t, gamma):
    with mpmath.workdps(28):
        d = mpmath.mpf("1e-8")
        up, down = (mpmath.log(exact_conductance(mpmath.mpf(t * T_C) * (1 + s * d), gamma)) for s in (1, -1))
        exact = float(-(up - down) / (mpmath.log1p(d) - mpmath.log1p(-d)))
    assert resistance_slope(t * T_C, T_C, gamma) == pytest.approx(exact, abs=1e-11 * (1 + abs(exact)))


def test_the_two_routes_agree():
    """Value and both derivatives, where the sum still has digits: it loses 2πa²/g of them."""
    a, b = (x.ravel() for x in np.meshgrid(np.linspace(0.5, 14, 28), [0.0, 1e-7, 1e-3, 0.1, 1.0, 1.5]))
    moved, summed = junction.by_quadrature(a, b), junction.by_matsubara_sum(a, b)
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
    k_B, T = 1.380649e-23, 0.4
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
