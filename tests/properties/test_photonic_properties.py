"""What holds for every circuit, whatever its numbers: bounds, symmetry, the second law, limits, units."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sampling import log_uniform

from ndtc_core import photonic
from ndtc_core.distributions import bose, fermi

temperatures = log_uniform(1e-4, 1e3)
resistances = log_uniform(1e-6, 1e12)
capacitances = log_uniform(1e-24, 1e-3)
passive = st.builds(complex, st.one_of(st.just(0.0), log_uniform(1e-20, 1e20)), st.floats(-1e20, 1e20))


@given(passive, passive)
def test_transmission_is_a_probability_and_symmetric(Z_s, Z_d):
    assume(Z_s + Z_d != 0)
    tau = photonic.transmission(Z_s, Z_d)
    assert 0 <= tau <= 1
    assert tau == photonic.transmission(Z_d, Z_s)


@given(passive.filter(lambda Z: Z.real > 0))
def test_the_conjugate_impedance_is_matched(Z):
    np.testing.assert_allclose(photonic.transmission(Z, Z.conjugate()), 1.0, rtol=1e-15)


@given(log_uniform(1e-140, 1e140))
def test_matching_is_a_probability_and_blind_to_which_side_is_larger(x):
    tau = photonic.matching(x)
    assert 0 < tau <= 1
    np.testing.assert_allclose(tau, photonic.matching(1 / x), rtol=1e-14)
    np.testing.assert_allclose(
        tau, np.exp(-2 * np.logaddexp(np.log(x) / 2, -np.log(x) / 2) + 2 * np.log(2)), rtol=1e-12
    )


@given(temperatures, temperatures, st.floats(0, 1))
def test_resistive_second_law_and_antisymmetry(T_s, T_d, tau):
    current = photonic.heat_current_resistive(T_s, T_d, tau)
    assert current * (T_s - T_d) >= 0
    assert current == -photonic.heat_current_resistive(T_d, T_s, tau)
    assert photonic.heat_current_resistive(T_s, T_s, tau) == 0


@given(temperatures, temperatures, resistances, resistances, capacitances)
def test_rc_second_law_antisymmetry_and_bound(T_l, T_r, R_l, R_r, C):
    current = photonic.heat_current_rc(T_l, T_r, R_l, R_r, C)
    assert np.sign(current) == np.sign(T_l - T_r)
    np.testing.assert_allclose(current, -photonic.heat_current_rc(T_r, T_l, R_r, R_l, C), rtol=1e-12)
    np.testing.assert_allclose(current, photonic.heat_current_rc(T_l, T_r, R_r, R_l, C), rtol=1e-12)
    assert photonic.heat_current_rc(T_l, T_l, R_l, R_r, C) == 0
    assert abs(current) <= abs(photonic.heat_current_resistive(T_l, T_r, photonic.matching(R_l / R_r))) * (1 + 1e-12)


@given(temperatures, temperatures, resistances, resistances, capacitances, log_uniform(1e-3, 1e3))
def test_rc_scaling(T_l, T_r, R_l, R_r, C, scale):
    """Impedances enter as ratios, temperatures against ħω₀: larger junctions change nothing, T and 1/C scale the heat as T²."""
    assume(abs(T_l / T_r - 1) > 1e-4)  # closer, the rounding of T · scale is what one compares
    current = photonic.heat_current_rc(T_l, T_r, R_l, R_r, C)
    np.testing.assert_allclose(
        photonic.heat_current_rc(T_l, T_r, R_l / scale, R_r / scale, C * scale), current, rtol=1e-11
    )
    np.testing.assert_allclose(
        photonic.heat_current_rc(T_l * scale, T_r * scale, R_l, R_r, C / scale), current * scale**2, rtol=1e-11
    )


@given(temperatures, resistances, resistances, capacitances)
def test_more_capacitance_means_less_heat(T, R_l, R_r, C):
    C_series = C * np.logspace(0, 3, 7)
    assert np.all(np.diff(photonic.heat_current_rc(T, T / 2, R_l, R_r, C_series)) <= 0)


circuits = st.tuples(log_uniform(1, 1e4), st.floats(-3, 3), log_uniform(1, 1e4), st.floats(-3, 3))


@given(st.floats(0.01, 1), st.floats(0.01, 1), circuits)
def test_any_circuit_second_law_reciprocity_and_bound(T_s, T_d, circuit):
    """R with L or C on either side (sign of the exponent picks which), strengths spread around kT/ħ."""
    R_s, x_s, R_d, x_d = circuit
    omega_T = 1.3e10  # kT/ħ at 0.1 K

    def source(omega, T):
        return R_s * (1 + T) + 1j * R_s * np.sign(x_s) * (omega / omega_T) ** np.sign(x_s) * abs(x_s)

    def drain(omega, T):
        return R_d / (1 + T) + 1j * R_d * np.sign(x_d) * (omega / omega_T) ** np.sign(x_d) * abs(x_d)

    current = photonic.heat_current(source, drain, T_s, T_d)
    assert np.sign(current) in (0, np.sign(T_s - T_d))
    assert current == -photonic.heat_current(drain, source, T_d, T_s)
    assert photonic.heat_current(source, drain, T_s, T_s) == 0
    assert abs(current) <= abs(photonic.heat_current_resistive(T_s, T_d)) * (1 + 1e-10)


@given(hnp.arrays(float, hnp.array_shapes(max_dims=3, min_side=0, max_side=4), elements=temperatures), temperatures)
def test_arrays_are_their_elements(T, T_other):
    together = photonic.heat_current_rc(T, T_other, 300.0, 200.0, 1e-14)
    one_by_one = [photonic.heat_current_rc(t, T_other, 300.0, 200.0, 1e-14) for t in T.flat]
    assert together.shape == T.shape
    np.testing.assert_allclose(together.ravel(), one_by_one, rtol=1e-12)


@given(hnp.arrays(np.float32, (4, 6), elements=st.floats(0.0625, 64, width=32)))
def test_dtype_and_memory_layout_do_not_matter(T):
    as_double = photonic.heat_current_resistive(T.astype(float), 1)
    np.testing.assert_array_equal(photonic.heat_current_resistive(T, 1), as_double)
    np.testing.assert_array_equal(photonic.heat_current_resistive(T[::2, ::-1], 1), as_double[::2, ::-1])


@given(log_uniform(1e-30, 1e-15), temperatures)
def test_occupations_know_particle_hole_symmetry(E, T):
    np.testing.assert_allclose(fermi(E, T) + fermi(-E, T), 1.0, rtol=1e-15)
    n = bose(E, T)
    assert n >= 0
    # n(E) = f(E)/(1 − 2f(E)), written without the division
    np.testing.assert_allclose(n * (1 - 2 * fermi(E, T)), fermi(E, T), rtol=1e-9, atol=1e-9 * n)
