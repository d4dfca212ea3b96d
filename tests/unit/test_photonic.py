"""The photon channel: closed forms against quadrature, quadrature against mpmath, limits that decide a factor of two."""

import mpmath
import numpy as np
import pytest
from scipy.constants import c, hbar, pi
from scipy.constants import k as k_B

from ndtc_core import photonic, quadrature


def exact_heat_current(tau, T_source, T_drain):
    """dey2023 Eq. 3 by mpmath, 25 digits; tau a function of ω/scale with scale = kT_max/ħ, smooth."""
    with mpmath.workdps(25):
        hot = mpmath.mpf(max(T_source, T_drain))
        a, b = hot / mpmath.mpf(T_source), hot / mpmath.mpf(T_drain)
        integral = mpmath.quad(
            lambda x: x * tau(x) * (1 / mpmath.expm1(a * x) - 1 / mpmath.expm1(b * x)), [0, 0.01, 0.1, 1, 4, 12, 30, 80]
        )
        return float((mpmath.mpf(k_B) * hot) ** 2 / (2 * mpmath.pi * mpmath.mpf(hbar)) * integral)


def parallel_rc(R, C):
    return lambda omega, T: R / (1 + 1j * omega * R * C)


def test_transmission_of_equal_resistors_is_one_and_of_a_reactance_zero():
    assert photonic.transmission(50.0, 50.0) == 1.0
    assert photonic.transmission(50.0, 10j) == 0.0
    assert photonic.transmission(50 + 20j, 50 - 20j) == 1.0


def test_transmission_is_one_minus_the_reflected_power():
    Z_s, Z_d = 30 + 12j, 75 - 40j
    assert photonic.transmission(Z_s, Z_d) == pytest.approx(
        1 - abs((Z_s - Z_d.conjugate()) / (Z_s + Z_d)) ** 2, rel=1e-14
    )


@pytest.mark.parametrize("magnitude", [1e-140, 1.0, 1e140])
def test_transmission_does_not_depend_on_the_unit_of_impedance(magnitude):
    tau = photonic.transmission(magnitude * (1 + 2j), magnitude * (3 - 1j))
    assert tau == pytest.approx(12 / 17, abs=0, rel=1e-15)


def test_matching_limits():
    assert photonic.matching(1.0) == 1.0
    assert photonic.matching(1e-100) == pytest.approx(4e-100, abs=0, rel=1e-15)
    assert photonic.matching(1e100) == pytest.approx(4e-100, abs=0, rel=1e-15)
    step = 1e-3
    assert photonic.matching(1 + step) == pytest.approx(1 - step**2 / 4 + step**3 / 4, abs=step**4)


def test_resistive_heat_current_is_half_the_stefan_boltzmann_constant():
    assert photonic.heat_current_resistive(0.3, 0.1) == pytest.approx(
        pi * k_B**2 * (0.3**2 - 0.1**2) / (12 * hbar), rel=1e-14
    )
    assert pytest.approx(pi * k_B**2 / (6 * hbar), abs=0, rel=1e-15) == photonic.SIGMA_SB_1D


def test_conductance_quantum_is_the_slope_at_equal_temperatures():
    T, step = 0.2, 1e-6
    slope = photonic.heat_current_resistive(T + step, T - step) / (2 * step)
    assert slope == pytest.approx(photonic.conductance_quantum(T), abs=0, rel=1e-10)


def test_thermal_wavelength_is_one_and_a_half_centimetres_at_one_kelvin():
    assert photonic.thermal_wavelength(1.0) == pytest.approx(2 * pi * hbar * c / k_B, abs=0, rel=1e-15)
    assert photonic.thermal_wavelength(1.0) == pytest.approx(0.0144, abs=0, rel=1e-3)


@pytest.mark.parametrize(("T_source", "T_drain"), [(0.3, 0.1), (0.1, 0.3), (0.3, 0.29999), (1.0, 1e-3)])
def test_quadrature_agrees_with_mpmath_for_a_reactive_circuit(T_source, T_drain):
    scale = k_B * max(T_source, T_drain) / hbar
    R, L, C = 40.0, 30.0 / scale, 0.02 / scale

    def tau(x):
        Z_s, Z_d = mpmath.mpf(R) + 1j * x * L * scale, mpmath.mpf(R) / (1 + 1j * x * C * scale * R)
        return 4 * Z_s.real * Z_d.real / abs(Z_s + Z_d) ** 2

    computed = photonic.heat_current(lambda omega, T: R + 1j * omega * L, parallel_rc(R, C), T_source, T_drain)
    assert computed == pytest.approx(exact_heat_current(tau, T_source, T_drain), abs=0, rel=1e-10)


@pytest.mark.parametrize("C", [1e-30, 1e-18, 5e-15, 1e-13, 1e-10, 1e-6])
def test_three_routes_to_the_rc_channel_agree(C):
    T = np.array([0.02, 0.1, 0.2999999, 0.5])
    closed = photonic.heat_current_rc(T, 0.3, 500.0, 400.0, C)
    quadrature = photonic.heat_current(parallel_rc(500.0, 0.4 * C), parallel_rc(400.0, 0.6 * C), T, 0.3)
    np.testing.assert_allclose(closed, quadrature, rtol=1e-10)
    with mpmath.workdps(40):
        R_L, R_R = mpmath.mpf(500), mpmath.mpf(400)
        omega_0 = (R_L + R_R) / (R_L * R_R * mpmath.mpf(C))

        def binet(T):
            z = mpmath.mpf(hbar) * omega_0 / (2 * mpmath.pi * mpmath.mpf(k_B) * mpmath.mpf(float(T)))
            return mpmath.log(z) - 1 / (2 * z) - mpmath.digamma(z)

        prefactor = mpmath.mpf(hbar) * 4 * R_L * R_R / (R_L + R_R) ** 2 * omega_0**2 / (4 * mpmath.pi)
        exact = [float(prefactor * (binet(t) - binet(0.3))) for t in T]
    if C >= 1e-18:  # below it 40 digits cancel
        np.testing.assert_allclose(closed, exact, rtol=1e-12)


def test_rc_channel_without_capacitance_is_resistive():
    assert photonic.heat_current_rc(0.5, 0.2, 100.0, 300.0, 1e-36) == pytest.approx(
        photonic.heat_current_resistive(0.5, 0.2, photonic.matching(1 / 3)), rel=1e-13
    )


@pytest.mark.parametrize(
    ("hot", "cold", "R", "C"), [(0.5, 0.2, 1e4, 1e-6), (10.0, 1e-3, 1e6, 1e-3), (1e9, 1e-9, 1e18, 1e6)]
)
def test_rc_channel_with_a_slow_cutoff_is_classical(hot, cold, R, C):
    """For ħω₀ ≪ kT equipartition holds: J = τ₀ k ω₀ (T_L − T_R)/4. Temperatures may lie far apart."""
    expected = k_B * 2 / (R * C) * (hot - cold) / 4
    assert photonic.heat_current_rc(hot, cold, R, R, C) == pytest.approx(expected, abs=0, rel=1e-8)
    assert photonic.heat_current_rc(cold, hot, R, R, C) == pytest.approx(-expected, abs=0, rel=1e-8)


def test_a_named_resonance_is_found():
    """An LC resonance of quality 1e6 between the panels: with its position named, its area π/2 · width is met."""
    T, R, omega_r, Q = 0.1, 1.0, 1.7e10, 1e6
    L, C = Q * 2 * R / omega_r, 1 / (Q * 2 * R * omega_r)
    found = photonic.heat_current(
        lambda omega, T: R + 1j * (omega * L - 1 / (omega * C)), R, T, T / 2, kinks=[omega_r, omega_r * (1 - 20 / Q)]
    )
    x = hbar * omega_r / (k_B * T)
    photons = 1 / np.expm1(x) - 1 / np.expm1(2 * x)
    assert found == pytest.approx(hbar * omega_r * photons * omega_r / (4 * Q), abs=0, rel=1e-4)


@pytest.mark.parametrize(
    ("T_source", "T_drain", "R", "C", "kink"),
    [
        (0.09623627501506682, 0.3550056996105346, 112.54887204588722, 5.847932039447702e-12, 508308448.2924086),
        (0.13792102783329796, 0.8851513532971532, 2665.296170469532, 5.952566446247303e-13, 5288686572.239868),
        (0.4153350621042422, 0.44656059296754075, 1885.5598536248701, 8.219957967922291e-11, 167849492.98502296),
    ],
)
def test_the_worst_panel_is_split(T_source, T_drain, R, C, kink):
    """SciPy's cubature alone splits others, 10,000 times. A resistor beside a parallel RC element has a closed form."""
    R_drain = 20 * (1 + T_drain)
    found = photonic.heat_current(parallel_rc(R, C), R_drain, T_source, T_drain, kinks=[kink, 1 / (R * C)])
    closed = photonic.heat_current_rc(T_source, T_drain, R, R_drain, C)
    assert found == pytest.approx(closed, abs=0, rel=1e-10)


@pytest.mark.parametrize("C", [1e-8, 1e-6, 1e-5, 1e-4, 1e-2])
def test_a_very_low_cut_off_is_seen(C):
    """What a series capacitor blocks is what a parallel one of another size passes: 1 − 1/(1 + x²) = x²/(1 + x²)."""
    R, R_drain = 50.0, 70.0
    found = photonic.heat_current(lambda omega, T: R + 1 / (1j * omega * C), R_drain, 0.3, 0.1)
    everything = photonic.heat_current_resistive(0.3, 0.1, photonic.matching(R / R_drain))
    blocked = photonic.heat_current_rc(0.3, 0.1, R, R_drain, (R + R_drain) ** 2 / (R * R_drain) * C)
    assert found == pytest.approx(everything - blocked, abs=0, rel=1e-10)


def test_kinks_may_differ_from_temperature_to_temperature():
    T = np.array([0.1, 0.2, 0.3])
    edge = 1.3 * k_B * T / hbar

    def switched(omega, T):
        return np.where(omega < 1.3 * k_B * T / hbar, 50.0, 200.0)

    found = photonic.heat_current(switched, 50.0, T, 0.05, kinks=[edge])
    scaled = photonic.heat_current(switched, 50.0, T[:1], 0.05, kinks=[edge[:1]])
    assert found[0] == pytest.approx(scaled[0], abs=0, rel=1e-12)
    assert np.all(np.diff(found) > 0)


def test_a_number_stands_for_a_constant_impedance():
    assert photonic.heat_current(20.0, 60.0, 0.4, 0.1) == pytest.approx(
        photonic.heat_current_resistive(0.4, 0.1, 0.75), rel=1e-12
    )


def test_an_unresolvable_impedance_is_refused_with_advice(monkeypatch):
    monkeypatch.setattr(quadrature, "_LIMIT", 500)
    rng = np.random.default_rng(0)
    with pytest.raises(RuntimeError, match="name their positions as kinks"):
        photonic.heat_current(lambda omega, T: rng.uniform(1, 2, omega.shape), 1.0, 0.2, 0.1)


@pytest.mark.parametrize(
    ("Z", "kinks", "words"),
    [
        (1.0, 1e10, "kinks must be a sequence of angular frequencies in rad/s, got 10000000000.0"),
        (1.0, np.array(1e10), "kinks must be a sequence"),
        (1.0, ["fast"], r"kinks\[0\] must hold real numbers"),
        (
            lambda omega, T: np.ones(3),
            (),
            r"Z_source\(omega, T\) must be one number or have the shape of omega .* got \(3,\)",
        ),
        (lambda omega, T: "much", (), r"Z_source\(omega, T\) must hold complex numbers"),
        ([1.0, 2.0], (), "Z_source must be a function"),
    ],
)
def test_impedances_and_kinks_that_are_refused(Z, kinks, words):
    with pytest.raises(ValueError, match=words):
        photonic.heat_current(Z, 1.0, 0.2, 0.1, kinks)


def test_shapes():
    T = np.linspace(0.1, 0.5, 5)
    assert photonic.heat_current(1.0, 2.0, T[:, None], T[:3]).shape == (5, 3)
    assert photonic.heat_current(1.0, 2.0, T[:0], 0.1).shape == (0,)
    assert photonic.heat_current_rc(T[:, None], T[:3], 1.0, 1.0, 1e-15).shape == (5, 3)
    assert photonic.heat_current_rc(T[:0], 0.1, 1.0, 1.0, 1e-15).shape == (0,)
    for value in (
        photonic.matching(2),
        photonic.transmission(1, 2),
        photonic.heat_current(1, 2, 1, 2),
        photonic.heat_current_rc(1, 2, 1, 2, 1e-12),
    ):
        assert np.ndim(value) == 0
