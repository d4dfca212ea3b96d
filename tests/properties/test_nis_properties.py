"""What holds for every pair of junctions: the second law, bounds, scaling, symmetry, and a balance that grows with power."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples, log_uniform
from scipy.constants import hbar
from scipy.constants import k as k_B

from ndtc_core import NISDevice, photonic
from ndtc_core.bcs import gap
from ndtc_core.junction import admittance_ratio, by_matsubara_sum, by_quadrature, resistance_ratio, resistance_slope

reduced_T = log_uniform(1e-3, 0.99999)
broadening = log_uniform(1e-9, 1.0)
devices = st.builds(
    NISDevice,
    chi=log_uniform(0.05, 20),
    specific_capacitance=log_uniform(1e-3, 1),
    gamma=log_uniform(1e-6, 0.1),
    T_c=log_uniform(0.5, 3),
    T_c_right=st.one_of(st.none(), log_uniform(0.1, 5)),
)
temperatures = st.floats(0.01, 1.5)


@given(reduced_T, broadening, log_uniform(1e-3, 1e3), st.floats(0.5, 5))
def test_resistance_is_universal_bounded_and_falls(t, gamma, T_c, ratio):
    R = resistance_ratio(t * T_c, T_c, gamma, ratio)
    np.testing.assert_allclose(R, resistance_ratio(t, 1.0, gamma, ratio), rtol=1e-9)
    assert 1 <= R <= np.sqrt(1 + gamma**2) / gamma * (1 + 1e-12)
    assert resistance_slope(t * T_c, T_c, gamma, ratio) < 0


@given(reduced_T, broadening, broadening)
def test_more_broadening_conducts_better(t, gamma, other):
    low, high = sorted([gamma, other])
    assert resistance_ratio(t, 1.0, low) >= resistance_ratio(t, 1.0, high) * (1 - 1e-12)


@given(reduced_T, broadening, log_uniform(1e-3, 1e3), log_uniform(1e-6, 1e2), log_uniform(1.001, 10))
def test_admittance_is_universal_passive_and_rises(t, gamma, T_c, y, step):
    """It depends on T/T_c and ω/T_c; a chord is no steeper than 1/R₀; more energetic photons are absorbed better."""
    omega = y * 1.764 * k_B / hbar * np.array([1.0, step])
    Y = admittance_ratio(omega * T_c, t * T_c, T_c, gamma)
    np.testing.assert_allclose(Y, admittance_ratio(omega, t, 1.0, gamma), rtol=1e-9)
    assert 0 < Y[0].real <= Y[1].real * (1 + 2e-12) <= 1 + 3e-12
    assert (Y.imag >= 0).all()
    assert (abs(Y) <= 1 + 1e-12).all()
    assert admittance_ratio(0.0, t, 1.0, gamma).real <= Y[0].real * (1 + 3e-12)


@given(st.floats(0.5, 8), st.floats(0, 1.5))
def test_routes_agree(a, b):
    a, b = np.array([a]), np.array([b])
    np.testing.assert_allclose(by_quadrature(a, b), by_matsubara_sum(a, b), atol=5e-11)


@given(st.floats(0.005, 0.9), log_uniform(1e-7, 0.1))
def test_thermal_activation_is_an_upper_bound(t, gamma):
    """R ≤ the ideal junction's, which is ≤ e^{Δ/kT}."""
    assert resistance_ratio(t, 1.0, gamma) <= np.exp(min(gap(t, 1.0) / (k_B * t), 700.0)) * (1 + 1e-12)


@given(devices, temperatures, temperatures)
def test_second_law_and_quantum_bound(device, T_l, T_r):
    J = device.heat_current(T_l, T_r)
    assert J * (T_l - T_r) >= 0
    assert abs(J) <= abs(photonic.heat_current_resistive(T_l, T_r)) * (1 + 1e-12)
    assert device.heat_current(T_l, T_l) == 0
    assert device.thermal_conductance(T_l, T_l) > 0  # at equilibrium there is no NDTC: it is the conductance itself


@examples(60)
@given(devices, temperatures, temperatures)
def test_conductance_integrates_to_the_current(device, T_l, T_r):
    """J(T_left, T_left) = 0, so the integral of κ from T_right to T_left is J; split where R has a kink."""
    corner = np.clip(device.T_c_right or device.T_c, *sorted([T_l, T_r]))
    nodes, weights = np.polynomial.legendre.leggauss(60)
    total = 0.0
    for low, high in ((T_r, corner), (corner, T_l)):
        T = low + (high - low) * (nodes + 1) / 2
        total += (weights @ device.thermal_conductance(T_l, T)) * (high - low) / 2
    scale = photonic.heat_current_resistive(max(T_l, T_r), 0.5 * min(T_l, T_r))
    assert abs(total - device.heat_current(T_l, T_r)) <= 1e-4 * scale


@examples(40)
@given(
    st.sampled_from([NISDevice.silver(), NISDevice.inas()]),
    log_uniform(1e-15, 3e-12),
    st.floats(0.01, 0.4),
    st.floats(0, 1),
)
def test_more_power_is_hotter_and_the_drop_is_the_largest(device, power, T_right, setup):
    setup = 1 + round(setup)
    T = device.hot_temperature([power, 1.1 * power], T_right, T_right if setup == 2 else 0.01)
    assert T[0] < T[1] < device.T_c
    start, drop = device.hot_temperature(power, 0.01), device.temperature_drop(power, setup)
    assert 0 <= drop < start
    assert start - drop <= T[0] * (1 + 1e-9)
