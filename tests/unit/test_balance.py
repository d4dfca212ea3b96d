"""Steady states of functions whose roots are known: one, several, none, on a kink, at a scan point, hidden in one cell."""

import numpy as np
import pytest

from ndtc_core.balance import refuse_unless_single, steady_temperatures


def test_a_monotonic_law_has_one_state():
    power = np.array([[0.0, 1e-10], [2e-3, 31.9]])
    T, count = steady_temperatures(lambda T: T**5 - 0.1**5, power, 0.1, 2.0)
    assert (count == 1).all()
    np.testing.assert_allclose(T[0], (power + 0.1**5) ** 0.2, rtol=1e-14)
    assert T.shape == (1, 2, 2)


def test_every_branch_of_a_cubic_is_found():
    def shed(T):
        return (T - 1) * (T - 1.5) * (T - 2.2) + 5

    T, count = steady_temperatures(shed, np.array([5.0, 3.0, 9.0]), 0.2, 4.0)
    assert count.tolist() == [3, 1, 1]
    np.testing.assert_allclose(T[:, 0], [1, 1.5, 2.2], rtol=1e-13)
    assert np.isnan(T[1:, 1:]).all()
    np.testing.assert_allclose(shed(T[0]), [5.0, 3.0, 9.0], rtol=1e-13)


def test_two_states_inside_one_cell_are_found():
    """Just below a maximum: the two crossings lie 2e-5 apart, a thousandth of a cell."""

    def shed(T):
        return T - 30 * np.maximum(T - 1, 0) ** 2

    peak = 1 + 1 / 60
    T, count = steady_temperatures(shed, np.array([shed(peak) - 30 * 1e-10, shed(peak) + 1e-9]), 0.5, 1.2)
    assert count.tolist() == [2, 0]
    np.testing.assert_allclose(T[:, 0], [peak - 1e-5, peak + 1e-5], atol=1e-9)


@pytest.mark.parametrize("rounding", [-1e-15, 1e-15])
def test_a_scan_point_that_is_rounded_otherwise_when_it_is_asked_again(rounding):
    """What is shed at T may differ in the last digit with the other temperatures of the array: sums over nodes are in batches."""

    def shed(T):
        return T * (1 + (rounding if T.size > 10 else -rounding))

    T, count = steady_temperatures(shed, np.array([1.0]), 0.5, 1.7, corners=[1.0])
    assert count == [1]
    assert T[0] == pytest.approx(1.0, rel=1e-14)


def test_a_state_on_a_kink():
    """Slope −∞ below the corner and 1 above, as at a critical temperature; the corner itself balances exactly."""

    def shed(T):
        return T + 0.1 * np.sqrt(np.maximum(0.4 - T, 0))

    T, count = steady_temperatures(shed, np.array([0.4, 0.4 + 1e-4, 0.4024]), 0.1, 1.0, corners=[0.4])
    assert count.tolist() == [2, 3, 3]
    np.testing.assert_allclose(T[:2, 0], [0.39, 0.4], rtol=1e-13)
    for i in range(3):
        found = T[: count[i], i]
        assert np.all(np.diff(found) > 0)
        np.testing.assert_allclose(shed(found), [0.4, 0.4001, 0.4024][i], rtol=1e-7)


def test_powers_out_of_reach_have_no_state():
    T, count = steady_temperatures(lambda T: T, np.array([0.05, 3.0]), 0.1, 2.0)
    assert count.tolist() == [0, 0]
    assert T.shape == (1, 2)
    assert np.isnan(T).all()


def test_no_powers():
    T, count = steady_temperatures(lambda T: T, np.zeros((0, 3)), 0.1, 2.0)
    assert T.shape == (1, 0, 3)
    assert count.shape == (0, 3)


def test_refusals_speak_of_physics_and_name_the_count():
    refuse_unless_single(np.array([1, 1]), np.array([1e-12, 2e-12]))
    with pytest.raises(ValueError, match=r"power = 2e-12 W at index \(1,\) has 3 steady states .*not monotonic"):
        refuse_unless_single(np.array([1, 3]), np.array([1e-12, 2e-12]))
    with pytest.raises(ValueError, match=r"^power = 1e-12 W has no steady state"):
        refuse_unless_single(np.array(0), np.array(1e-12))


def test_the_ends_of_the_scan_survive_rounding():
    """A root just below T_high, whatever the two ends are: T_low + (T_high − T_low) may round above T_high."""
    rng = np.random.default_rng(8)
    for low, high in zip(rng.uniform(0.001, 1, 200), rng.uniform(1, 2, 200), strict=True):
        (T,), count = steady_temperatures(lambda T: T**5, np.array((high * (1 - 1e-12)) ** 5), low, high)
        assert count == 1
        assert pytest.approx(high, rel=1e-11) == T
