"""What holds for every film and every temperature: passivity, bounds, units, the second law, monotonic balance."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples, log_uniform
from scipy.constants import hbar
from scipy.constants import k as k_B

from ndtc_core import PhaseTransitionDevice, photonic
from ndtc_core.bcs import density_of_states, gap, gap_self_consistent, pair_density_of_states
from ndtc_core.electron_phonon import normal_metal, superconductor
from ndtc_core.mattis_bardeen import conductivity

reduced_T = st.floats(0.01, 0.9999)
scales = log_uniform(1e-4, 1e4)


@given(reduced_T, log_uniform(1e-3, 1e3), st.floats(0.5, 5))
def test_gap_scales_with_the_critical_temperature(t, T_c, ratio):
    for formula in (gap, gap_self_consistent):
        delta = formula(t * T_c, T_c, ratio)
        assert 0 < delta <= ratio * k_B * T_c * (1 + 1e-12)
        np.testing.assert_allclose(delta, ratio * T_c * formula(t, 1.0, 1.0), rtol=1e-11)
        assert delta >= formula(min(t * 1.01, 1.0) * T_c, T_c, ratio) * (1 - 1e-12)


@given(log_uniform(1e-3, 1e3), log_uniform(1e-6, 10), scales)
def test_densities(x, gamma, scale):
    delta = scale * 1e-23
    N, P = (f(x * delta, delta, gamma * delta) for f in (density_of_states, pair_density_of_states))
    assert N > 0
    assert abs(P) <= N * max(1.0, 1 / x) * (1 + 1e-12)
    np.testing.assert_allclose(N, density_of_states(-x * 1e-23, 1e-23, gamma * 1e-23), rtol=1e-9)
    np.testing.assert_allclose(P, -pair_density_of_states(-x * 1e-23, 1e-23, gamma * 1e-23), rtol=1e-9)


@given(st.floats(1.0001, 1e3))
def test_ideal_densities_are_a_hyperbola(x):
    N, P = (f(x * 1e-23, 1e-23) for f in (density_of_states, pair_density_of_states))
    np.testing.assert_allclose(N**2 - P**2, 1, rtol=1e-12 * N**2)


@given(log_uniform(1e-6, 1e4), log_uniform(1e-3, 1e4), scales)
def test_conductivity_is_passive_and_knows_only_ratios(w, t, scale):
    delta = 1e-23
    sigma = conductivity(w * delta / hbar, t * delta / k_B, delta)
    assert sigma.real >= 0 >= sigma.imag
    scaled = conductivity(w * scale * delta / hbar, t * scale * delta / k_B, scale * delta)
    assert abs(scaled - sigma) <= 1e-11 * abs(sigma)


@given(log_uniform(1e-3, 1e2), st.floats(0.05, 10))
def test_pair_breaking_dissipates_less_than_the_normal_film_at_low_temperature(w, t):
    """σ₁ ≤ 1 at T → 0; warm quasiparticles may exceed the normal metal, but never more than logarithmically."""
    assert conductivity(w * 1e-23 / hbar, 1e-3 * 1e-23 / k_B, 1e-23).real <= 1
    assert conductivity(w * 1e-23 / hbar, t * 1e-23 / k_B, 1e-23).real <= 1 + np.log1p(10 / w)


@examples(60)
@given(reduced_T, reduced_T, st.integers(-7, 7).map(lambda power: 2.0**power))
def test_phonons_obey_the_second_law_and_scale(t, t_bath, T_c):
    """T_c is a power of two: t T_c and t_bath T_c are exact then, and so is their difference, which the heat follows."""
    heat = superconductor(t * T_c, t_bath * T_c, 1.0, 1.0, T_c)
    assert heat * (t - t_bath) >= 0
    scaled = T_c**5 * superconductor(t, t_bath, 1.0, 1.0, 1.0)
    np.testing.assert_allclose(heat, scaled, rtol=1e-8, atol=1e-280)
    # recombination may exceed the normal law, by no more than 4 % just below T_c
    if t > t_bath:
        assert heat <= 1.1 * normal_metal(t * T_c, t_bath * T_c, 1.0, 1.0)


@examples(60)
@given(st.floats(0.005, 1), st.floats(0.005, 1), log_uniform(0.1, 300))
def test_device_obeys_the_second_law_and_the_quantum_bound(T_s, T_d, r):
    current = PhaseTransitionDevice().with_ratio(r).heat_current(T_s, T_d)
    assert current * (T_s - T_d) >= 0
    assert abs(current) <= abs(photonic.heat_current_resistive(T_s, T_d)) * (1 + 1e-7)


@examples(10)
@given(log_uniform(0.5, 300), log_uniform(1e6, 1e10), log_uniform(1e6, 1e10))
def test_source_temperature_rises_with_power(r, coupling_normal, coupling_film):
    """One state for every power: the copper of the source sheds more than the photons ever take back."""
    device = PhaseTransitionDevice(coupling_normal=coupling_normal, coupling_film=coupling_film).with_ratio(r)
    power = device._shed(np.linspace(0.2, 0.45, 12))
    state, count = device.steady_states(np.sort(power))
    assert (count == 1).all()
    assert np.all(np.diff(state.T_source[0]) > 0)
    assert np.all(state.T_drain <= state.T_source)
    assert np.all(state.T_drain >= device.T_bath)
