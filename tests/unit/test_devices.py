"""The phase-transition device: its heat current against the general quadrature, the published window and drop, steady states."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.constants import hbar
from scipy.constants import k as k_B
from scipy.integrate import quad

from ndtc_core import devices, electron_phonon, film_source, photonic
from ndtc_core.bcs import gap
from ndtc_core.devices import PhaseTransitionDevice, SteadyState
from ndtc_core.mattis_bardeen import film_impedance
from ndtc_core.quadrature import gauss

DEVICE = PhaseTransitionDevice()


def test_the_published_parameters():
    assert pytest.approx(20 / 7) == DEVICE.R_drain
    assert DEVICE.R_film / DEVICE.R_drain == pytest.approx(36)
    assert pytest.approx(4.2e-20, rel=1e-12, abs=0) == DEVICE.volume_drain
    assert pytest.approx(1.05e-19, rel=1e-12, abs=0) == DEVICE.volume_film
    changed = DEVICE.with_ratio(5)
    assert changed.R_film == pytest.approx(100 / 7)
    assert changed.volume_film == DEVICE.volume_film
    assert hash(changed) != hash(DEVICE)


@pytest.mark.parametrize(
    ("r", "T_source", "T_drain"), [(36, 0.34, 0.03), (100, 0.39, 0.1), (1, 0.05, 0.3), (10, 0.2, 0.5)]
)
def test_heat_current_agrees_with_the_general_quadrature(r, T_source, T_drain):
    device = DEVICE.with_ratio(r)
    delta = gap(T_source, 0.4, 1.76)

    def source(omega, T):
        return device.R_drain + film_impedance(omega, T, delta, device.R_film)

    pair_breaking = 2 * float(delta) / hbar
    kinks = [pair_breaking * x for x in (1e-4, 1e-3, 0.01, 0.1, 0.9, 0.99, 0.999, 1.0, 1.001, 1.01, 1.1, 2)]
    expected = photonic.heat_current(source, device.R_drain, T_source, T_drain, kinks)
    assert device.heat_current(T_source, T_drain) == pytest.approx(expected, rel=1e-7, abs=0)


def test_normal_film_is_two_resistors():
    expected = photonic.heat_current_resistive([0.4, 0.7], 0.03, photonic.matching(37))
    np.testing.assert_array_equal(DEVICE.heat_current([0.4, 0.7], 0.03), expected)
    just_below = DEVICE.heat_current(0.4 * (1 - 1e-12), 0.03)
    assert just_below == pytest.approx(expected[0], rel=1e-5, abs=0)


def test_resistances_share_one_conductivity(monkeypatch):
    T, r = np.linspace(0.04, 0.45, 20), np.array([1, 10, 100.0])
    points = []
    plain = film_source.conductivity
    monkeypatch.setattr(film_source, "conductivity", lambda *a: points.append(a[0].size) or plain(*a))
    together = DEVICE.with_ratio(r[:, None]).heat_current(T, 0.03)
    assert len(points) == 1
    assert points[0] % 20 == 0
    assert points[0] < 20 * 120
    alone = [DEVICE.with_ratio(x).heat_current(T, 0.03) for x in r]
    np.testing.assert_allclose(together, alone, rtol=1e-9)
    assert DEVICE.with_ratio(r).mean_transmission(T[:, None]).shape == (20, 3)


def test_node_counts_suffice(monkeypatch):
    """1e-8 everywhere: next to T_c, with photons far above the gap, for any gap ratio and resistances."""
    t = np.concatenate([np.geomspace(1e-3, 0.999, 40), 1 - np.geomspace(1e-12, 1e-2, 15)])
    r, ratio = np.array([1e-3, 1.0, 36.0, 1e3, 1e6])[:, None], np.array([0.02, 0.3, 1.76, 20.0])[:, None, None]
    device = PhaseTransitionDevice(T_c=1.0, gap_ratio=ratio, R_drain=1e-3).with_ratio(r)

    def everything():
        drains = [1e-4 * t, 0.5 * t, t * (1 - 1e-9), 30 * t, 1e5 * t]
        return np.array([device.heat_current(t, T_drain) for T_drain in drains]), device.mean_transmission(t)

    current, mean = everything()
    monkeypatch.setattr(film_source, "gauss", lambda n, axes: gauss(2 * n, axes))
    monkeypatch.setattr(film_source, "_REACH", 45.0)
    current_2, mean_2 = everything()
    np.testing.assert_allclose(current, current_2, rtol=1e-8)
    np.testing.assert_allclose(mean, mean_2, rtol=1e-8)


def test_films_of_any_critical_temperature():
    """Heat goes like T², the transmission knows only T/T_c: next to 1e-9 K frequencies are lower than conductivity takes."""
    t = np.append(np.linspace(0.2, 0.95, 6), 1 - np.geomspace(1e-6, 1e-2, 5))
    r, ratio = np.array([1.0, 1e3, 1e6])[:, None], np.array([0.01, 0.3, 1.764])[:, None, None]

    def film(T_c):
        device = PhaseTransitionDevice(T_c=T_c, gap_ratio=ratio).with_ratio(r)
        return device.heat_current(t * T_c, 1.3 * T_c) / T_c**2, device.mean_transmission(t * T_c)

    for T_c in (1e-8, 1e-3, 1e6):
        for found, expected in zip(film(T_c), film(1.0), strict=True):
            np.testing.assert_allclose(found, expected, rtol=1e-8)


def test_zero_at_equal_temperatures_and_sign():
    T = np.array([0.05, 0.2, 0.4, 0.5])
    np.testing.assert_array_equal(DEVICE.heat_current(T, T), 0.0)
    assert DEVICE.heat_current(0.2, 0.3) < 0 < DEVICE.heat_current(0.3, 0.2)


def test_mean_transmission():
    r = np.array([1, 10, 36, 100.0])
    device = DEVICE.with_ratio(r)
    np.testing.assert_allclose(device.mean_transmission(0.4), 4 * (1 + r) / (2 + r) ** 2, rtol=1e-14)
    T = np.linspace(0.02, 0.5, 60)
    assert np.all(np.diff(device.mean_transmission(T[:, None]), axis=0) <= 1e-12)

    delta, zero = gap(0.3, 0.4, 1.76), 1.76 * 0.4

    def tau(x):
        Z = DEVICE.R_drain + film_impedance(x * k_B / hbar, 0.3, delta, DEVICE.R_film)
        return photonic.transmission(Z, DEVICE.R_drain)

    edge = 2 * delta / k_B
    plain = quad(tau, 1e-9, edge, epsrel=1e-9, limit=200)[0] + quad(tau, edge, 2 * zero, epsrel=1e-9, limit=200)[0]
    assert DEVICE.mean_transmission(0.3) == pytest.approx(plain / (2 * zero), rel=1e-7, abs=0)


def test_relative_modulation_tends_to_the_printed_limit():
    """(τ_max − τ_min)/τ_max → 1 − 8/π² for large r; 0.182 at r = 10."""
    hot, cold = (DEVICE.with_ratio(np.array([10.0, 1e5])).mean_transmission(T) for T in (0.4, 1e-3))
    np.testing.assert_allclose(1 - hot / cold, [0.1819, 1 - 8 / np.pi**2], rtol=1e-3)


@pytest.mark.parametrize(("r", "low"), [(5, 0.3855), (10, 0.3655), (36, 0.3355), (100, 0.3227)])
def test_window_depends_on_the_resistance_ratio(r, low):
    device = DEVICE.with_ratio(r)
    window = device.ndtc_window(0.03)
    assert window == (pytest.approx(low, abs=2e-4), 0.4)
    step = 1e-3
    assert device.heat_current(window[0], 0.03) > device.heat_current(window[0] + step, 0.03)
    assert device.heat_current(window[0], 0.03) > device.heat_current(window[0] - step, 0.03)


def test_no_window():
    assert DEVICE.with_ratio(1).ndtc_window(0.03) is None


@pytest.mark.parametrize("T_drain", [0.0111, 1.7048])
def test_the_window_where_it_opens(T_drain):
    """Down to ratios at which the heat current falls by less than its own error: two temperatures, or none."""
    low, high = 1.0, 2.0
    for _ in range(40):
        ratio = (low + high) / 2
        window = DEVICE.with_ratio(ratio).ndtc_window(T_drain)
        assert window is None or 0 < window[0] < window[1] <= DEVICE.T_c
        low, high = (ratio, high) if window is None else (low, ratio)
    assert 1.3 < low < 1.7


def test_the_window_of_a_small_gap():
    """Δ(0) = kT_c/50: kT reaches it far below T_c, and there the window begins and ends, at a maximum and at a minimum."""
    device = replace(DEVICE, gap_ratio=0.02).with_ratio(1e4)
    low, high = device.ndtc_window(0.05)
    assert low < 0.0077 < high < 0.0078
    around = np.array([1 - 1e-3, 1, 1 + 1e-3])
    assert np.argmax(device.heat_current(low * around, 0.05)) == 1
    assert np.argmin(device.heat_current(high * around, 0.05)) == 1


@pytest.mark.parametrize(
    ("coupling", "rises_until", "falls_until", "drop"),
    [(3e9, 1.83e-12, 2.69e-12, 1.40e-3), (2e9, 1.63e-12, 2.26e-12, 1.14e-3)],
)
def test_the_drain_cools_while_the_power_rises(coupling, rises_until, falls_until, drop):
    power = np.linspace(1e-12, 3.2e-12, 441)
    state = PhaseTransitionDevice(coupling_normal=coupling).steady_state(power)
    falling = np.flatnonzero(np.diff(state.T_drain) < 0)
    assert power[falling[0]] == pytest.approx(rises_until, rel=0.005, abs=0)
    assert power[falling[-1] + 1] == pytest.approx(falls_until, rel=0.005, abs=0)
    assert state.T_drain[falling[0]] - state.T_drain[falling[-1] + 1] == pytest.approx(drop, rel=0.01, abs=0)
    assert np.all(np.diff(falling) == 1)
    assert np.all(np.diff(state.T_source) > 0)


def test_the_hottest_state_of_nearly_all_copper_is_found():
    """It lies in the last cell of the scan, whose end is not to be lost by rounding."""
    device = PhaseTransitionDevice(coupling_normal=1e10, coupling_film=10**6.5).with_ratio(1.0)
    state, count = device.steady_states(device._shed(np.array([0.45])))
    assert count.tolist() == [1]
    assert state.T_source[0, 0] == pytest.approx(0.45, rel=1e-12)


def test_steady_state_balances_both_electrodes():
    power = np.array([0.0, 1e-20, 1e-16, 3e-13, 2.695e-12, 2.7e-12, 1e-9, 1e-3])
    state = DEVICE.steady_state(power)
    current = DEVICE.heat_current(state.T_source, state.T_drain)
    drain = electron_phonon.normal_metal(state.T_drain, 0.03, 3e9, DEVICE.volume_drain)
    source = electron_phonon.normal_metal(state.T_source, 0.03, 3e9, DEVICE.volume_drain)
    film = electron_phonon.superconductor(state.T_source, 0.03, 1.3e9, DEVICE.volume_film, 0.4, 1.76)
    np.testing.assert_allclose(current, drain, rtol=1e-10, atol=1e-26)
    np.testing.assert_allclose(current + source + film, power, rtol=1e-10, atol=1e-26)
    assert state.T_source[0] == state.T_drain[0] == 0.03


def test_a_state_at_the_critical_temperature():
    power = DEVICE._shed(np.array([0.4]))[0]
    assert DEVICE.steady_state(power).T_source == pytest.approx(0.4, rel=1e-12, abs=0)
    around = DEVICE.steady_state(power * (1 + np.array([-1e-6, 1e-6]))).T_source
    assert around[0] < 0.4 < around[1]
    np.testing.assert_allclose(around, 0.4, rtol=1e-6)


def test_several_states_are_refused_masked_and_returned(monkeypatch):
    """No choice of this device's parameters is known to give several states, so the source's losses are replaced."""
    bent = lambda self, T: 1e-9 * (T - 0.1) * (T - 0.2) * (T - 0.3) + 4e-13  # noqa: E731
    monkeypatch.setattr(PhaseTransitionDevice, "_shed", bent)
    with pytest.raises(ValueError, match=r"power = 4e-13 W has 3 steady states .* steady_states returns all"):
        DEVICE.steady_state(4e-13)
    state, count = DEVICE.steady_states(4e-13)
    assert count == 3
    np.testing.assert_allclose(state.T_source, [0.1, 0.2, 0.3], rtol=1e-12)
    masked, count = DEVICE.steady_state([4e-13, 9e-13], on_failure="mask")
    assert count.tolist() == [3, 1]
    assert np.isnan(masked.T_source[0])
    assert np.isnan(masked.T_drain[0])
    assert masked.T_source[1] > 0.3


def test_words_for_what_makes_no_sense():
    with pytest.raises(ValueError, match="on_failure must be 'raise' or 'mask', got 'ignore'"):
        DEVICE.steady_state(1e-13, on_failure="ignore")
    with pytest.raises(ValueError, match=r"R_film must be one number here, got an array of shape \(2,\)"):
        DEVICE.with_ratio([1, 2]).steady_state(1e-13)
    with pytest.raises(ValueError, match=r"power must be a finite power ≥ 0, in \[0, 1\] W, got -1e-12"):
        DEVICE.steady_state(-1e-12)
    with pytest.raises(ValueError, match="T_drain must be one number"):
        DEVICE.ndtc_window([0.03, 0.04])
    with pytest.raises(ValueError, match=r"T_drain must be a finite temperature > 0 K, in \[1e-09, 4\] K, got 4\.5"):
        DEVICE.ndtc_window(4.5)
    with pytest.raises(ValueError, match=r"shapes must broadcast against each other, got .*R_film \(2,\)"):
        DEVICE.with_ratio([1, 2]).heat_current([0.1, 0.2, 0.3], 0.03)


def test_shapes():
    assert isinstance(DEVICE.steady_state(1e-13), SteadyState)
    assert np.ndim(DEVICE.steady_state(1e-13).T_source) == 0
    assert DEVICE.steady_state([[1e-13, 1e-12]]).T_drain.shape == (1, 2)
    assert DEVICE.heat_current(np.full((3, 1), 0.3), np.full(4, 0.1)).shape == (3, 4)
    assert DEVICE.heat_current(np.zeros(0), 0.1).shape == (0,)
    assert np.ndim(DEVICE.heat_current(0.3, 0.1)) == np.ndim(DEVICE.mean_transmission(0.3)) == 0
    assert devices.PhaseTransitionDevice is PhaseTransitionDevice


def test_the_drain_settles_for_many_designs_at_once():
    """Fields on axes of their own; each design alone, and its steady state, say the same."""
    device = PhaseTransitionDevice(
        T_bath=np.array([0.02, 0.05])[:, None, None], volume_drain=np.array([[4e-20], [1e-19]])
    )
    T = np.array([0.06, 0.3, 0.41])
    found = device.with_ratio(np.array([[3.0], [90.0]])).drain_temperature(T)
    assert found.shape == (2, 2, 3)
    for i, T_bath in enumerate((0.02, 0.05)):
        for j, (volume, r) in enumerate(((4e-20, 3.0), (1e-19, 90.0))):
            alone = PhaseTransitionDevice(T_bath=T_bath, volume_drain=volume).with_ratio(r)
            np.testing.assert_allclose(found[i, j], alone.drain_temperature(T), rtol=1e-7)
    state = PhaseTransitionDevice().steady_state([1e-15, 1e-13, 1e-12])
    np.testing.assert_allclose(PhaseTransitionDevice().drain_temperature(state.T_source), state.T_drain, rtol=1e-12)
    assert PhaseTransitionDevice().drain_temperature(0.03) == pytest.approx(0.03)
    with pytest.raises(ValueError, match=r"T_source must be at least T_bath = 0\.03 K, got 0\.02 K"):
        PhaseTransitionDevice().drain_temperature([0.02, 0.3])
    with pytest.raises(ValueError, match="shapes must broadcast"):
        device.drain_temperature(np.full((3, 1), 0.3))


def test_a_power_that_is_shed_exactly_at_a_point_of_the_scan():
    """Rounding moves what is shed there to either side when it is asked again; the state is there all the same."""
    rng = np.random.default_rng(7)
    for T_c, R_film, ratio in zip(
        rng.uniform(0.1, 2, 30), rng.uniform(10, 3e4, 30), rng.uniform(0.5, 4, 30), strict=True
    ):
        device = replace(PhaseTransitionDevice(), T_c=T_c, R_film=R_film, gap_ratio=ratio)
        power = np.concatenate([device._shed(np.array([T])) for T in T_c * np.array([0.9, 1 - 1e-5, 1.0])])
        state, count = device.steady_states(power)
        assert (count >= 1).all()
        np.testing.assert_array_equal(np.isfinite(state.T_source).sum(axis=0), count)
