"""Fermi and Bose functions and the Fermi tail against mpmath, over the whole range that does not underflow and beyond it."""

import mpmath
import numpy as np
import pytest
from scipy.constants import k as k_B

from ndtc_core.distributions import bose, fermi, fermi_tail, reduced_bose, reduced_bose_difference

REDUCED = np.concatenate([np.logspace(-12, 2.8, 60), [1.0, 36.0, 700.0]])


@pytest.mark.parametrize("T", [0.01, 0.4, 300.0])
def test_bose_agrees_with_mpmath(T):
    exact = np.array(
        [float(1 / mpmath.expm1(mpmath.mpf(x * k_B * T) / (mpmath.mpf(k_B) * mpmath.mpf(T)))) for x in REDUCED]
    )
    np.testing.assert_allclose(bose(REDUCED * k_B * T, T), exact, rtol=4e-16 * 800)
    small = REDUCED < 1
    np.testing.assert_allclose(bose(REDUCED * k_B * T, T)[small], exact[small], rtol=1e-15)


def test_fermi_agrees_with_mpmath_on_both_sides_of_the_fermi_level():
    x = np.concatenate([-REDUCED, [0.0], REDUCED])
    exact = np.array(
        [float(1 / (mpmath.exp(mpmath.mpf(v * k_B * 0.3) / (mpmath.mpf(k_B) * mpmath.mpf(0.3))) + 1)) for v in x]
    )
    np.testing.assert_allclose(fermi(x * k_B * 0.3, 0.3), exact, rtol=4e-16 * 800)


def test_the_last_electrons_are_there_until_their_number_underflows():
    x = np.array([709.0, 710.0, 720.0, 744.0, 746.0])
    np.testing.assert_allclose(fermi(x * k_B * 0.3, 0.3), np.exp(-x), rtol=1e-12, atol=5e-324)
    np.testing.assert_allclose(fermi(x * k_B * 0.3, 0.3), bose(x * k_B * 0.3, 0.3), rtol=1e-12, atol=5e-324)


def test_the_fermi_tail_agrees_with_its_dilogarithm_and_its_integral():
    y = np.concatenate([[0.0], np.geomspace(1e-12, 1.0, 25), np.linspace(1.5, 60.0, 40), [200.0, 700.0]])
    for v, found in zip(y, fermi_tail(y), strict=True):
        with mpmath.workdps(30 + int(v / 2)):  # ln(1 + q) needs the digits
            q = mpmath.exp(-mpmath.mpf(v))
            assert float(found / (v * mpmath.log(1 + q) - mpmath.polylog(2, -q))) == pytest.approx(1, rel=1e-15)
    for v in (0.0, 0.7, 9.0):
        edges = [v, v + 1, v + 5, v + 20, v + 60]
        integral = mpmath.quad(lambda x: x / (mpmath.exp(x) + 1), edges)
        assert fermi_tail(v) == pytest.approx(float(integral), rel=1e-14)


def test_limits_of_the_fermi_tail():
    assert fermi_tail(0.0) == pytest.approx(np.pi**2 / 12, rel=1e-15)
    assert fermi_tail(40.0) == pytest.approx(41 * np.exp(-40.0), rel=1e-15)
    np.testing.assert_array_equal(fermi_tail([750.0, 1e150]), 0.0)
    assert (np.diff(fermi_tail(np.linspace(0, 700, 5000))) < 0).all()


def test_far_above_kT_states_are_empty_and_nothing_overflows():
    assert bose(1e-9, 1e-9) == 0.0
    assert fermi(1e-9, 1e-9) == 0.0
    assert fermi(-1e-9, 1e-9) == 1.0


def test_bose_difference_keeps_all_digits_for_nearly_equal_temperatures():
    x, relative_step = 0.7, 1e-13
    x_cold = x * (1 + relative_step)
    mpmath.mp.dps = 50
    hot = mpmath.mpf(x)
    exact = 1 / mpmath.expm1(hot) - 1 / mpmath.expm1(hot + hot * mpmath.mpf(relative_step))
    mpmath.mp.dps = 15
    assert reduced_bose_difference(np.array(x), np.array(x_cold), np.array(x * relative_step)) == pytest.approx(
        float(exact), rel=1e-12
    )
    naive = reduced_bose(np.array(x)) - reduced_bose(np.array(x_cold))
    assert abs(naive / float(exact) - 1) > 1e-5, "the plain difference would do: the special form is not needed"


def test_shapes_follow_broadcasting():
    assert bose(np.full((3, 1), 1e-24), np.full(4, 0.1)).shape == (3, 4)
    assert np.ndim(bose(1e-24, 0.1)) == 0
    assert fermi(np.zeros((0,)), 0.1).shape == (0,)
    assert fermi_tail(np.zeros((0, 3))).shape == (0, 3)
    assert np.ndim(fermi_tail(1.0)) == 0
