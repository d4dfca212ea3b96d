"""The two root searches that devices take inside a bracket, on functions that lead plain Newton and regula falsi astray."""

import numpy as np
import pytest

from ndtc_core.balance import falling_zero, newton


def test_newton_survives_a_plateau_and_a_wrong_slope():
    """tanh is so flat at the first guess that the step leaves the bracket; the cubic falls there."""
    root = np.array([0.3, 0.5, 0.9])
    for shed in (
        lambda T, i: (np.tanh(40 * (T - root[i])), 40 / np.cosh(40 * (T - root[i])) ** 2),
        lambda T, i: ((T - root[i]) * ((T - root[i]) ** 2 + 0.01), -np.ones_like(T)),
    ):
        T = newton(shed, np.zeros(3), np.full(3, 0.98), np.full(3, 0.01), np.full(3, 1.0))
        np.testing.assert_allclose(T, root, rtol=1e-5)


def test_newton_gives_up_aloud():
    def jump(T, i):
        return np.where(T < 0.4, -1.0, 1.0), np.full_like(T, 1e9)

    with pytest.raises(RuntimeError, match=r"not found to 0 of its temperature in 100 steps"):
        newton(jump, np.zeros(1), np.full(1, 0.41), np.full(1, 0.1), np.full(1, 1.0), 0.0)


def test_falling_zero():
    root = np.array([0.2, 0.5, 0.95])
    calls = []

    def f(T, i):
        calls.append(i.size)
        return np.where(i == 1, root[i] - T, np.exp(-30 * T) - np.exp(-30 * root[i]))

    np.testing.assert_allclose(falling_zero(f, np.full(3, 0.1), np.full(3, 1.0)), root, rtol=1e-5)
    assert len(calls) < 25
    assert calls[-1] < 3  # elements that are done are left alone
    ends = falling_zero(lambda T, i: np.array([-1.0, 1.0]) - 1e-3 * T, np.full(2, 0.1), np.full(2, 0.8))
    np.testing.assert_array_equal(ends, [0.1, 0.8])


def test_falling_zero_is_no_rising_one():
    """Where f rises through zero, be it hit exactly, f < 0 at the lower end."""
    middle = np.array([0.2, 0.31, 0.5, 0.55, 0.9])
    np.testing.assert_array_equal(falling_zero(lambda T, i: T - middle[i], np.full(5, 0.1), np.full(5, 1.0)), 0.1)
    assert falling_zero(lambda T, i: T, np.zeros(0), np.zeros(0)).size == 0


def test_falling_zero_says_when_it_fails():
    with pytest.raises(RuntimeError, match="not finite"):
        falling_zero(
            lambda T, i: np.where(T < 1, 1.0, np.where(T > 1.5, -1.0, np.nan)), np.full(2, 0.1), np.full(2, 2.0)
        )
