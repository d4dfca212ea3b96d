"""Gap and densities of states against mpmath, the gap equation itself, and limits."""

import mpmath
import numpy as np
import pytest
from scipy.constants import k as k_B
from scipy.integrate import quad

from ndtc_core.bcs import density_of_states, gap, gap_self_consistent, pair_density_of_states

T_C = 0.4
MEV = 1.602176634e-22


def test_tanh_gap_is_the_printed_formula():
    T = np.array([0.01, 0.2, 0.35, 0.399999])
    with mpmath.workdps(30):
        factors = [float(mpmath.tanh(1.74 * mpmath.sqrt(mpmath.mpf(T_C) / t - 1))) for t in T.tolist()]
    expected = 1.76 * k_B * T_C * np.array(factors)
    np.testing.assert_allclose(gap(T, T_C, 1.76), expected, rtol=1e-14)


@pytest.mark.parametrize("formula", [gap, gap_self_consistent])
def test_no_gap_from_the_critical_temperature_on(formula):
    np.testing.assert_array_equal(formula([T_C, 0.5, 100.0], T_C), 0.0)
    assert 0 < formula(T_C * (1 - 1e-15), T_C) < 1e-7 * k_B * T_C * 10


@pytest.mark.parametrize("formula", [gap, gap_self_consistent])
def test_zero_temperature_gap_is_the_ratio(formula):
    np.testing.assert_allclose(
        formula(1e-3, T_C, [1.5, 1.764, 2.2]), np.array([1.5, 1.764, 2.2]) * k_B * T_C, rtol=1e-10
    )


@pytest.mark.parametrize("t", [0.021, 0.1, 0.3, 0.6, 0.9, 0.999, 1 - 1e-9])
def test_self_consistent_gap_solves_the_gap_equation(t):
    """Residual of ln(1/t) = 2Σ[1/m − 1/√(m² + y²)], summed by mpmath, turned into an error of the gap."""
    weak = float(mpmath.pi * mpmath.exp(-mpmath.euler))
    y = float(gap_self_consistent(t, 1.0, weak)) / (np.pi * k_B * t)
    with mpmath.workdps(25):
        exact = mpmath.findroot(
            lambda y: (
                2 * mpmath.nsum(lambda n: 1 / (2 * n + 1) - 1 / mpmath.sqrt((2 * n + 1) ** 2 + y * y), [0, mpmath.inf])
                + mpmath.log(mpmath.mpf(t))
            ),
            y,
        )
    assert y == pytest.approx(float(exact), rel=1e-10, abs=0)


def test_self_consistent_gap_near_the_critical_temperature():
    """Ginzburg-Landau: Δ² = (8π²/7ζ(3)) (kT_c)² (1 − T/T_c)."""
    below = 1e-8
    slope = np.sqrt(8 * np.pi**2 / (7 * float(mpmath.zeta(3))))
    weak = np.pi * np.exp(-np.euler_gamma)
    assert gap_self_consistent(1 - below, 1.0, weak) / k_B == pytest.approx(slope * np.sqrt(below), rel=1e-7, abs=0)


def test_tanh_form_is_within_two_per_cent_of_the_gap_equation():
    T = np.linspace(0.001, 0.9999, 1000) * T_C
    deviation = gap(T, T_C) / gap_self_consistent(T, T_C) - 1
    assert 0.018 < np.abs(deviation).max() < 0.02


@pytest.mark.parametrize("gamma", [0.0, 1e-12, 1e-4, 0.1, 3.0, 1e4])
def test_densities_agree_with_mpmath(gamma):
    delta = 0.2 * MEV
    E = np.array([1e-9, 1e-3, 0.5, 1 - 1e-3, 1 - 1e-12, 1 + 1e-12, 1 + 1e-4, 1.5, 40.0])
    E = np.concatenate([-E, E])
    with mpmath.workdps(60):
        exact = []
        for e in E.tolist():
            z = mpmath.mpc(abs(e * delta), -gamma * delta)
            root = mpmath.sqrt(z - delta) * mpmath.sqrt(z + delta)
            exact.append((float(abs((z / root).real)), float((delta / root).real) * np.sign(e)))
    N, P = np.array(exact).T
    np.testing.assert_allclose(density_of_states(E * delta, delta, gamma * delta), N, rtol=1e-14)
    np.testing.assert_allclose(pair_density_of_states(E * delta, delta, gamma * delta), P, rtol=1e-14)


def test_normal_metal():
    np.testing.assert_array_equal(density_of_states([-1e-23, 0.0, 1e-23], 0.0, [0.0, 1e-25, 1e-25]), 1.0)
    np.testing.assert_array_equal(pair_density_of_states([-1e-23, 0.0, 1e-23], 0.0, [0.0, 1e-25, 1e-25]), 0.0)
    assert density_of_states(0.0, 0.0) == 1.0


def test_no_state_is_lost():
    """The gap pushes states aside: ∫(N − 1) dE over all energies is zero, for BCS and Dynes."""
    for gamma in (0.0, 0.01):

        def pushed(x, gamma=gamma):  # E = Δ ± x² takes the root away; E = Δ + x²
            return 2 * x * (density_of_states(1e-23 * (1 + x**2), 1e-23, gamma * 1e-23) - 1)

        inside = quad(
            lambda E, gamma=gamma: density_of_states(1e-23 * E, 1e-23, gamma * 1e-23) - 1, 0, 1, points=[0.99]
        )[0]
        outside = quad(pushed, 1e-9, 1, limit=200)[0] + quad(pushed, 1, 1e4, limit=400)[0]
        assert inside + outside == pytest.approx(0, abs=1e-6)


def test_ideal_edge_is_refused_in_words():
    with pytest.raises(ValueError, match=r"E must differ from ±gap .* density of states diverges .* gamma > 0 J"):
        density_of_states([1e-24, -3e-24], 3e-24)
    with pytest.raises(ValueError, match="diverges"):
        pair_density_of_states(3e-24, 3e-24)
    assert density_of_states(3e-24, 3e-24, 3e-28) == pytest.approx(0.5 * np.sqrt(1e4), rel=1e-3, abs=0)


def test_shapes():
    assert gap(np.full((3, 1), 0.1), np.full(4, 0.4)).shape == (3, 4)
    assert gap_self_consistent(np.full((3, 1), 0.1), np.full(4, 0.4)).shape == (3, 4)
    assert gap_self_consistent(np.zeros(0), 0.4).shape == (0,)
    assert (
        np.ndim(gap(0.1, 0.4)) == np.ndim(gap_self_consistent(0.1, 0.4)) == np.ndim(density_of_states(1e-24, 0.0)) == 0
    )
