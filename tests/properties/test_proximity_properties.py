"""What holds for every wire that touches a superconductor: bounds, monotony, and independence of what only scales."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples, log_uniform

from ndtc_core import ProximityWire, proximity

reduced_T = st.floats(0.005, 0.999)
ratios, lengths = log_uniform(0.01, 1e6), log_uniform(1, 1000)


@examples(40)
@given(reduced_T, ratios, lengths, st.floats(3, 20))
def test_proximity_blocks_heat_and_helps_charge(t, r, length, length_super):
    thermal, electric = proximity.conductances(t, r, length, length_super)
    assert 0 < thermal <= 1 + 3e-6
    assert 1 - 3e-6 <= electric < 1.5


@examples(40)
@given(reduced_T, ratios, lengths)
def test_a_better_superconductor_blocks_more_heat(t, r, length):
    """Not quite so just below T_c in a short wire, where electrons far above the gap count (tests/unit/test_proximity.py)."""
    thermal = proximity.conductances(t, [r, 3 * r], length).thermal
    short_and_warm = length < 3 and t > 0.996
    assert thermal[1] >= thermal[0] - (0.008 * (1 - t) if short_and_warm else 1e-6)


@examples(40)
@given(log_uniform(1e-4, 10), reduced_T, ratios, lengths, st.floats(0, 1))
def test_spectrum(E, t, r, length, place):
    wire = ProximityWire(r, length)
    heat, charge = wire.spectral_resistances(E, t)
    assert heat >= 1 - 1e-7
    assert 0 < charge <= 1 + 1e-7
    theta = wire.spectral_angle(E, t, place * length / 2)
    assert abs(theta.imag) <= np.pi / 2 + 1e-6  # the density of states Re cosh θ is never negative
    nearer = wire.spectral_angle(E, t, place * length / 4)
    assert abs(np.tanh(theta / 4)) <= abs(np.tanh(nearer / 4)) + 1e-7


@examples(30)
@given(reduced_T, st.floats(-20, 20), lengths)
def test_interferometer_is_even_and_periodic(t, phase, length):
    # 1e-5: at φ = π the gap closes linearly, and rounding of the phase moves it
    one = proximity.interferometer(t, phase, length)
    np.testing.assert_allclose(one, proximity.interferometer(t, -phase, length), rtol=1e-12)
    np.testing.assert_allclose(one, proximity.interferometer(t, phase + 2 * np.pi, length), rtol=1e-5)
    assert 0 <= one.thermal <= 1 + 3e-6
    assert one.electric >= 1 - 3e-6


@examples(20)
@given(st.floats(0.05, 1.0), ratios, log_uniform(0.5, 5))
def test_gap_ratio_only_scales_the_temperature_scale(t, r, ratio):
    """Spectra know E/Δ(0) and t; the thermal weights kT/Δ(0) = t/ratio. The barrier is the case in closed form."""
    barrier = proximity.andreev_barrier(t, ratio)
    assert 0 <= barrier <= 1 + 1e-12
    assert proximity.andreev_barrier(t, 1.1 * ratio) <= barrier + 1e-12
