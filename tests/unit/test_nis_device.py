"""The NIS device: closed form against quadrature, slopes against mpmath, steady states against a plain root search, the paper."""

import tracemalloc
from dataclasses import replace
from functools import partial

import mpmath
import numpy as np
import pytest
from scipy.constants import hbar
from scipy.constants import k as k_B
from scipy.optimize import brentq

from ndtc_core import electron_phonon, nis_channel, photonic
from ndtc_core.devices import NISDevice
from ndtc_core.junction import resistance_ratio

SILVER, INAS = NISDevice.silver(), NISDevice.inas()
fW = 1e-15


def test_the_published_parameters():
    assert NISDevice() == SILVER
    assert 1e18 * SILVER.volume_normal == pytest.approx(2 * 1.3 * 0.2 * 0.01)
    assert 1e18 * INAS.volume_normal == pytest.approx(2 * 1.3 * 0.2 * 0.1)
    assert 1e18 * SILVER.volume_superconductor == pytest.approx(2 * 0.2 * 0.01)
    assert 1e18 * INAS.volume_superconductor == pytest.approx(2 * 0.2 * 0.02)
    assert (SILVER.coupling_normal, SILVER.exponent) == (5e8, 5)
    assert (INAS.coupling_normal, INAS.exponent) == (3e7, 6)
    assert SILVER.coupling_superconductor == INAS.coupling_superconductor == 3e8
    assert NISDevice.inas(chi=1, exponent=5.5) == replace(INAS, chi=1, exponent=5.5)
    assert len({SILVER, INAS, NISDevice()}) == 2


@pytest.mark.parametrize(("T_left", "T_right", "chi"), [(0.5, 0.3, 2), (0.2, 0.7, 0.1), (1.0, 0.01, 10)])
def test_heat_current_is_eq_3(T_left, T_right, chi):
    """R₀A = 10 Ω µm², 50 fF/µm², A_left = 0.1 µm²: 100 Ω and 5 fF on the left, by quadrature over frequency."""

    def junction(R_0, C):
        def impedance(omega, T):
            R = R_0 * resistance_ratio(T[0], 1.2)
            return R / (1 + 1j * omega * R * C)

        return impedance

    expected = photonic.heat_current(junction(100.0, 5e-15), junction(100 / chi, chi * 5e-15), [T_left], [T_right])[0]
    found = NISDevice(chi=chi).heat_current(T_left, T_right)
    assert found == pytest.approx(expected, rel=1e-9, abs=0)


def exact_current(device, T_left, T_right):
    """pioldi2025 Eqs. 1-3 in mpmath: resistances by the Matsubara sum, photons by Binet's formula."""

    def resistance(T, R_0):
        t = T / mpmath.mpf(device.T_c)
        a = mpmath.mpf(device.gap_ratio) * mpmath.tanh(mpmath.mpf("1.74") * mpmath.sqrt(1 / t - 1)) / t
        b = mpmath.mpf(device.gamma) * mpmath.mpf(device.gap_ratio) / t
        pi = mpmath.pi
        total = mpmath.nsum(lambda n: (((2 * n + 1) * pi + b) ** 2 + a**2) ** mpmath.mpf("-1.5"), [0, mpmath.inf])
        return R_0 / (1 - 2 * pi * a**2 * total)

    R_0 = mpmath.mpf(device.specific_resistance) / device.area_left
    C = mpmath.mpf(device.specific_capacitance) * device.area_left * (1 + device.chi)
    R_l, R_r = resistance(T_left, R_0), resistance(T_right, R_0 / device.chi)
    omega_0 = (R_l + R_r) / (R_l * R_r * C)

    def binet(T):
        z = mpmath.mpf(hbar) * omega_0 / (2 * mpmath.pi * mpmath.mpf(k_B) * T)
        return mpmath.log(z) - 1 / (2 * z) - mpmath.digamma(z)

    return mpmath.mpf(hbar) / (mpmath.pi * R_l * R_r * C**2) * (binet(T_left) - binet(T_right))


@pytest.mark.parametrize(("T_left", "T_right"), [(0.5, 0.2), (0.5, 0.31), (0.5, 0.5), (0.3, 1.1), (1.19, 0.35)])
def test_thermal_conductance_is_the_exact_derivative(T_left, T_right):
    device = NISDevice(chi=3.0)
    with mpmath.workdps(40):
        left, right = mpmath.mpf(T_left), mpmath.mpf(T_right)
        exact = float(-mpmath.diff(lambda T: exact_current(device, left, T), right, h=mpmath.mpf("1e-12")))
        current = float(exact_current(device, left, right))
    assert device.heat_current(T_left, T_right) == pytest.approx(current, rel=1e-11, abs=1e-40)
    assert device.thermal_conductance(T_left, T_right) == pytest.approx(exact, rel=1e-9, abs=0)


def test_thermal_conductance_is_negative_exactly_where_the_current_rises():
    T = np.linspace(0.01, 0.5, 2001)
    for chi in (0.1, 1.0, 2.0, 10.0):
        J, kappa = NISDevice(chi=chi).heat_current(0.5, T), NISDevice(chi=chi).thermal_conductance(0.5, T)
        rises = np.diff(J) > 0
        assert rises[(kappa[:-1] < 0) & (kappa[1:] < 0)].all()
        assert not rises[(kappa[:-1] > 0) & (kappa[1:] > 0)].any()
        assert kappa.min() < 0 < kappa[-1]
        np.testing.assert_allclose(np.trapezoid(kappa, T), J[0] - J[-1], atol=1e-5 * J.max())


def test_slopes_at_the_critical_temperature_are_those_of_the_normal_side():
    kappa = SILVER.thermal_conductance(0.5, [1.2, 1.2 * (1 + 1e-12), 1.2 * (1 - 1e-12)])
    assert kappa[0] == pytest.approx(kappa[1], rel=1e-9)
    assert abs(kappa[2] / kappa[0] - 1) > 0.1


def test_currents_of_figure_2():
    """T_left = 0.5 K: maxima in fW, the most negative conductance in fW/K."""
    T = np.linspace(0.01, 0.5, 4001)
    J = NISDevice(chi=np.array([2, 2.5, 3])[:, None]).heat_current(0.5, T).max(axis=1)
    np.testing.assert_allclose(J / fW, [23.03, 23.39, 23.36], atol=0.005)
    kappa = NISDevice(gamma=np.array([1e-4, 1e-3])[:, None]).thermal_conductance(0.5, T).min(axis=1)
    np.testing.assert_allclose(kappa / fW, [-195.0, -174.7], atol=0.05)


def test_the_printed_capacitance_shows_no_effect():
    """50 pF/µm²: 0.036 fW at most against inputs of 10-100 fW."""
    printed = NISDevice(specific_capacitance=50.0)
    assert printed.heat_current(0.5, np.linspace(0.01, 0.5, 500)).max() / fW == pytest.approx(0.036, abs=5e-4)
    assert np.all(printed.temperature_drop(np.array([10, 30, 100]) * fW) < 1e-3)


def test_current_scales_out_the_area_and_swaps():
    T = np.linspace(0.02, 1.3, 40)
    J = SILVER.heat_current(T[:, None], T)
    np.testing.assert_allclose(NISDevice(area_left=7e-12).heat_current(T[:, None], T), J, rtol=1e-12)
    swapped = NISDevice(chi=0.5, area_left=2 * SILVER.area_left)
    np.testing.assert_allclose(swapped.heat_current(T, T[:, None]), -J, rtol=1e-12, atol=1e-40)


def test_unlike_junctions():
    """The right one of another superconductor, or normal; chi is also a ratio of specific resistances."""
    device = NISDevice(chi=1.0, T_c_right=0.4, gamma_right=1e-3, gap_ratio_right=1.9, specific_resistance_right=30e-12)
    device = replace(device, specific_capacitance_right=0.02)
    R_right = 300 * resistance_ratio(0.2, 0.4, 1e-3, 1.9)
    R_left = 100 * resistance_ratio(0.5, 1.2)
    expected = photonic.heat_current_rc(0.5, 0.2, R_left, R_right, 7e-15)
    assert device.heat_current(0.5, 0.2) == pytest.approx(expected, rel=1e-12, abs=0)
    d = 1e-5
    difference = (device.heat_current(0.5, 0.2 - d) - device.heat_current(0.5, 0.2 + d)) / (2 * d)
    assert device.thermal_conductance(0.5, 0.2) == pytest.approx(difference, rel=1e-6)
    normal = NISDevice(T_c_right=1e-6)
    R_left = 100 * resistance_ratio(0.5, 1.2)
    expected = photonic.heat_current_rc(0.5, 0.1, R_left, 50.0, 15e-15)
    assert normal.heat_current(0.5, 0.1) == pytest.approx(expected, rel=1e-12, abs=0)
    assert normal.temperature_drop(1e-13) == 0  # a resistance that does not change gives no NDTC


def plain_hot_temperature(device, power, T_right, T_bath):
    def missing(T):
        film = (device.coupling_superconductor, device.volume_superconductor, device.T_c)
        metal = (device.coupling_normal, device.volume_normal, device.exponent)
        phonons = electron_phonon.normal_metal(T, T_bath, *metal) + electron_phonon.superconductor(T, T_bath, *film)
        return float(device.heat_current(T, T_right) + phonons - power) / power

    return brentq(missing, min(T_right, T_bath), 1.1999, xtol=1e-14, rtol=1e-14)


@pytest.mark.parametrize("device", [SILVER, INAS], ids=["silver", "inas"])
@pytest.mark.parametrize(
    ("power", "T_right", "T_bath"),
    [
        (1e-16, 0.01, 0.01),
        (3e-14, 0.25, 0.01),
        (1e-13, 0.3, 0.3),
        (1e-12, 0.4, 0.1),
        (1e-17, 0.02, 0.3),
        (2e-15, 0.9, 0.05),
    ],
)
def test_hot_temperature_agrees_with_a_plain_root_search(device, power, T_right, T_bath):
    found = device.hot_temperature(power, T_right, T_bath)
    assert found == pytest.approx(plain_hot_temperature(device, power, T_right, T_bath), rel=1e-9)


def test_without_power_the_left_side_settles_between_its_surroundings():
    assert SILVER.hot_temperature(0.0, 0.2, 0.2) == pytest.approx(0.2, rel=1e-12)
    assert 0.1 < SILVER.hot_temperature(0.0, 0.3, 0.1) < 0.3


@pytest.mark.parametrize("device", [SILVER, INAS], ids=["silver", "inas"])
def test_responsivities_are_the_derivatives_of_the_hot_temperature(device):
    T, d = np.array([0.05, 0.22, 0.27, 0.33, 0.5]), 2e-4
    weights = np.array([1, -8, 8, -1]) / (12 * d)
    steps = T[:, None] + np.array([-2, -1, 1, 2]) * d
    slope = device.hot_temperature(1e-13, steps) @ weights
    np.testing.assert_allclose(device.responsivity(1e-13, T), slope, atol=1e-6)
    slope = device.hot_temperature(1e-13, steps, steps) @ weights
    np.testing.assert_allclose(device.bath_responsivity(1e-13, T), slope, atol=1e-6)


def test_temperature_drops_of_the_paper():
    """In mK: silver at 100 fW falls from 513.5 to 491.3; setup 2 is weaker, for silver more so; InAs falls by ≥ 10 in both."""
    assert 1e3 * SILVER.hot_temperature(100 * fW, 0.01) == pytest.approx(513.5, abs=0.05)
    power = np.array([10, 30, 100, 300, 1000]) * fW
    silver = 1e3 * np.array([SILVER.temperature_drop(power, setup) for setup in (1, 2)])
    inas = 1e3 * np.array([INAS.temperature_drop(power, setup) for setup in (1, 2)])
    assert silver[0, 2] == pytest.approx(22.2, abs=0.05)
    np.testing.assert_allclose(silver[0, 0], 7.4, atol=0.05)
    np.testing.assert_allclose(silver[1], [0, 3.0, 9.2, 9.9, 7.8], atol=0.05)
    assert np.all(inas > 10)
    assert np.all(silver[1] / silver[0] < inas[1] / inas[0])


@pytest.mark.parametrize("device", [SILVER, INAS], ids=["silver", "inas"])
@pytest.mark.parametrize("setup", [1, 2])
def test_temperature_drop_agrees_with_a_sweep(device, setup):
    power = np.geomspace(2e-16, 3e-12, 9)
    start = device.hot_temperature(power, 0.01)
    T = 0.01 + (start[:, None] - 0.01) * np.linspace(0, 1, 600)
    hot = device.hot_temperature(power[:, None], T, T if setup == 2 else 0.01)
    sweep = hot[:, 0] - hot.min(axis=1)
    found = device.temperature_drop(power, setup)
    np.testing.assert_allclose(found, sweep, atol=2e-6)
    assert np.all(found >= sweep - 1e-9)


@pytest.mark.parametrize("power", [1.6e-12, 1.8e-12, 2.0e-12, 2.4e-12])
def test_the_drop_of_a_device_close_to_T_c(power):
    """There what phonons give back depends on both temperatures, and the table of the scan points beside the largest drop."""
    device = NISDevice(chi=3, specific_capacitance=0.5, volume_normal=1e-22)
    T = np.linspace(0.2, 0.6, 4001)
    hot = device.hot_temperature(power, T, T)
    assert hot[0] > 0.8 * 1.2
    found = device.temperature_drop(power, 2, 0.2)
    assert found == pytest.approx(hot[0] - hot.min(), abs=1e-8)
    assert found >= hot[0] - hot.min() - 1e-9


@pytest.mark.parametrize("T_bath", [1e-9, 3e-9, 1e-8, 3e-8, 1e-7])
def test_the_drop_beside_a_very_cold_bath(T_bath):
    """The scan is coarse then: neighbours differ by a third. Below a microkelvin the bath's temperature no longer counts."""
    for chi in (2, 30):
        device = NISDevice(chi=chi)
        assert device.temperature_drop(1e-13, 2, T_bath) == pytest.approx(
            device.temperature_drop(1e-13, 2, 1e-6), abs=1e-9
        )


NARROW = {  # a step of the scan is wider than the hump
    "right superconductor": NISDevice(
        chi=0.001465970533899963,
        specific_resistance=1.1989738979423237e-08,
        specific_capacitance=0.05360380560159683,
        area_left=1.5854872482175958e-13,
        T_c=0.049912892282009125,
        gamma=1.2409189231732398e-09,
        gap_ratio=50.12724685668945,
        volume_normal=2.9391223220790167e-24,
        coupling_normal=3331615.75,
        exponent=5.35454847964154,
        volume_superconductor=1.3608853947526282e-25,
        coupling_superconductor=6824360.0,
        T_c_right=0.026547304283753,
    ),
    "cold bath": NISDevice(
        chi=39.59,
        specific_resistance=2.889e-12,
        specific_capacitance=46.07,
        area_left=2.526e-13,
        T_c=0.005958,
        gamma=1e-9,
        gap_ratio=3.16,
        volume_normal=1.241e-22,
        coupling_normal=477000.0,
        exponent=5.765,
        volume_superconductor=3.019e-23,
        coupling_superconductor=9.841e10,
    ),
    "fall before the hump": NISDevice(
        chi=0.02430661391142203,
        specific_resistance=1.5690046903649395e-09,
        specific_capacitance=24.038088336133328,
        area_left=2.8903471980377466e-15,
        T_c=0.1573271196493981,
        gamma=1.327762103070581e-06,
        gap_ratio=0.23014966680027757,
        volume_normal=1.2511554093071083e-24,
        coupling_normal=2874584.3959952868,
        exponent=5.597644941911546,
        volume_superconductor=3.85642098988498e-24,
        coupling_superconductor=10627532.659790799,
    ),
}


@pytest.mark.parametrize(
    ("device", "power", "T_bath"),
    [
        ("right superconductor", 3.0478589640106864e-25, 1.7670893426239686e-05),
        ("cold bath", 2.3948e-25, 2.064e-07),
        ("fall before the hump", 1.1592621041401777e-25, 2.697989543755317e-07),
    ],
)
@pytest.mark.parametrize("setup", [1, 2])
def test_the_drop_at_a_narrow_hump(device, power, T_bath, setup):
    device = NARROW[device]
    T_right = np.geomspace(T_bath, device.T_c, 4001)
    T, count = device.hot_temperature(power, T_right, T_right if setup == 2 else T_bath, on_failure="mask")
    coldest = np.min(T, where=(count == 1) & (T_right < T), initial=np.inf)
    found = device.temperature_drop(power, setup, T_bath)
    assert found > 0.1 * T[0]
    assert coldest * (1 - 1e-3) < T[0] - found < coldest * (1 + 1e-9)


def test_fields_may_be_arrays():
    """Uncertain parameters: a million heat currents and a table of drops in one call each."""
    chi = np.array([0.5, 2.0])
    device = NISDevice(chi=chi, specific_capacitance=np.array([[0.04], [0.05], [0.06]]), coupling_normal=chi * 4e8)
    together = device.temperature_drop(1e-13, 2), device.hot_temperature(1e-13, 0.2), device.responsivity(1e-13, 0.2)
    for values in together:
        assert values.shape == (3, 2)
    alone = NISDevice(chi=0.5, specific_capacitance=0.06, coupling_normal=2e8)
    assert together[0][2, 0] == pytest.approx(alone.temperature_drop(1e-13, 2), abs=1e-9)
    assert together[1][2, 0] == pytest.approx(alone.hot_temperature(1e-13, 0.2), rel=1e-9)
    assert together[2][2, 0] == pytest.approx(alone.responsivity(1e-13, 0.2), abs=1e-7)
    T_c = np.array([0.8, 1.2])
    drops = NISDevice(T_c=T_c).temperature_drop(np.array([[3e-14], [1e-13]]), 1, np.array([[0.01], [0.02]]))
    assert drops[1, 1] == pytest.approx(SILVER.temperature_drop(1e-13, 1, 0.02), abs=1e-9)


@pytest.mark.parametrize("shape", [(1,), (1, 1)])
@pytest.mark.parametrize("field", ["T_c", "gamma", "gap_ratio", "chi", "T_c_right"])
def test_an_array_of_one_is_an_array(field, shape):
    """The shape is that of NumPy's broadcasting, for a field with one value too."""
    scalar = NISDevice(T_c_right=1.1)
    device = replace(scalar, **{field: np.full(shape, getattr(scalar, field))})
    for method, *arguments in (
        ("heat_current", 0.4, 0.3),
        ("thermal_conductance", 0.4, 0.3),
        ("hot_temperature", 1e-13, 0.3),
        ("temperature_drop", 1e-13),
    ):
        found, expected = (getattr(one, method)(*arguments) for one in (device, scalar))
        np.testing.assert_allclose(found, np.full(shape, expected), rtol=1e-10, strict=True)


def test_maps_mask_what_has_no_single_steady_state():
    """A power that nothing sheds, one that balances at one temperature, and a tiny reservoir with three: status, no exception."""
    small, power = np.array([1.0, 1e-4]), np.array([[5e-16], [1e-13], [1e-10]])
    device = NISDevice.inas(volume_normal=5.2e-21 * small, volume_superconductor=8e-22 * small)
    T, count = device.hot_temperature(power, 0.01, on_failure="mask")
    drop, the_same = device.temperature_drop(power, on_failure="mask")
    np.testing.assert_array_equal(count, the_same)
    assert count[0, 1] == 3
    assert count[1, 0] == 1
    assert np.all(count[2] == 0)
    for values in (T, drop):
        np.testing.assert_array_equal(np.isfinite(values), count == 1)
    assert drop[1, 0] == pytest.approx(
        NISDevice.inas(volume_normal=5.2e-21, volume_superconductor=8e-22).temperature_drop(1e-13)
    )
    with pytest.raises(ValueError, match="power = 5e-16 W at index \\(0, 1\\) has 3 steady states below T_c"):
        device.temperature_drop(power)
    for method in (device.hot_temperature, device.temperature_drop):
        with pytest.raises(ValueError, match="on_failure must be 'raise' or 'mask', got 'skip'"):
            method(1e-13, 1, on_failure="skip")


def test_a_map_is_the_drop_of_each_design():
    """Also at the coldest: T_left by brute force over T_right, for designs far from the published ones."""
    rng = np.random.default_rng(3)
    fields = {
        "chi": 20 ** rng.uniform(-0.5, 1, 12),
        "specific_resistance": 1e-11 * 10 ** rng.uniform(-0.7, 1, 12),
        "T_c": rng.uniform(0.9, 1.4, 12),
        "gamma": 10 ** rng.uniform(-5, -3, 12),
        "volume_superconductor": 4e-21 * 10 ** rng.uniform(-1, 1, 12),
    }
    power, T_bath = 1e-13 * 10 ** rng.uniform(-1.5, 0.3, 12), rng.uniform(0.01, 0.1, 12)
    drop = NISDevice(**fields).temperature_drop(power, 1, T_bath)
    assert np.count_nonzero(drop) > 6
    for k, found in enumerate(drop):
        device = NISDevice(**{name: values[k] for name, values in fields.items()})
        assert found == pytest.approx(device.temperature_drop(power[k], 1, T_bath[k]), abs=1e-10)
        start = device.hot_temperature(power[k], T_bath[k], T_bath[k])
        T_right = np.linspace(T_bath[k], start, 400)
        assert found == pytest.approx(start - device.hot_temperature(power[k], T_right, T_bath[k]).min(), abs=2e-6)


def test_a_million_heat_currents_need_little_memory():
    T = np.linspace(0.01, 1.1, 100)
    device = NISDevice(chi=np.geomspace(0.1, 10, 100)[:, None, None])
    tracemalloc.start()
    J = device.heat_current(T[:, None], T)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert J.shape == (100, 100, 100)
    assert peak < 400e6
    crowded = np.meshgrid(T, T)
    np.testing.assert_array_equal(SILVER.heat_current(*crowded), SILVER.heat_current(T, T[:, None]))


def test_empty_arrays():
    none = np.empty(0)
    assert SILVER.heat_current(none, 0.1).shape == SILVER.thermal_conductance(0.5, none).shape == (0,)
    assert SILVER.hot_temperature(none, 0.1).shape == SILVER.responsivity(1e-13, none).shape == (0,)
    assert SILVER.temperature_drop(none).shape == (0,)


def test_a_power_that_nothing_below_the_critical_temperature_sheds():
    with pytest.raises(
        ValueError, match=r"power = 1e-10 W at index \(1,\) has no steady state: no temperature below T_c = 1\.2 K"
    ):
        SILVER.hot_temperature([1e-13, 1e-10], 0.1)
    with pytest.raises(ValueError, match=r"no temperature below T_c = 1\.2 K of the left superconductor sheds it"):
        SILVER.hot_temperature(1e-13, 1.5, 1.5)


def test_a_tiny_reservoir_is_bistable_and_says_so():
    """Without phonons the channel alone is left, and it transmits less to a hotter left side: three states for one power."""
    tiny = NISDevice.inas(volume_normal=5.2e-25, volume_superconductor=8e-26)
    T = np.linspace(0.2, 1.19, 2000)
    shed = tiny.heat_current(T, 0.01) - 5e-16
    assert (
        np.count_nonzero(shed[1:] * shed[:-1] < 0) == 2
    )  # falling again, and rising: with phonons a third one follows
    with pytest.raises(ValueError, match=r"power = 5e-16 W has 3 steady states below T_c = 1\.2 K .*not monotonic"):
        tiny.hot_temperature(5e-16, 0.01)
    assert tiny.hot_temperature(4.5e-16, 0.01) < 0.3 < 1.0 < tiny.hot_temperature(5.2e-16, 0.01)


def test_the_silver_platform_is_bistable_under_a_hot_right_side():
    """Not in the paper: T_right ≥ 0.49 K, below 0.5 fW. A warmer left side takes in more heat than it loses to phonons."""
    T = np.linspace(0.1, 0.5, 400)

    def shed(T_right):
        film = electron_phonon.superconductor(T, 0.01, 3e8, SILVER.volume_superconductor, 1.2)
        return SILVER.heat_current(T, T_right) + electron_phonon.normal_metal(T, 0.01, 5e8, SILVER.volume_normal) + film

    assert np.all(np.diff(shed(0.45)) > 0)
    assert np.count_nonzero(np.diff(np.sign(shed(0.5) - 3e-16))) == 3
    assert SILVER.hot_temperature(3e-16, 0.45) < 0.25
    with pytest.raises(ValueError, match=r"power = 3e-16 W has 3 steady states"):
        SILVER.hot_temperature(3e-16, 0.5)


def test_a_left_side_colder_than_its_phonons():
    """A cold right side draws heat; the gap keeps phonons of 0.17 K from giving it back, and the photons fade: three states."""
    fields = {"chi": 6.89, "specific_resistance": 4.08e-14, "specific_capacitance": 17.9, "area_left": 9.38e-8}
    fields |= {"T_c": 0.819, "gamma": 2.05e-7, "gap_ratio": 7.85, "volume_normal": 4.77e-27, "coupling_normal": 9.61e10}
    fields |= {"exponent": 9.41, "volume_superconductor": 2.36e-8, "coupling_superconductor": 3.85e12}
    device = NISDevice(**fields, T_c_right=0.241, gamma_right=5.18e-8, gap_ratio_right=2.8)
    assert device.hot_temperature(1.2e-20, 0.00142, 0.1729, on_failure="mask")[1] == 3
    T = SILVER.hot_temperature(1e-16, 0.01, 0.2)
    film = electron_phonon.superconductor(T, 0.2, 3e8, SILVER.volume_superconductor, 1.2)
    metal = electron_phonon.normal_metal(T, 0.2, SILVER.coupling_normal, SILVER.volume_normal)
    assert T < 0.2
    assert SILVER.heat_current(T, 0.01) + film + metal == pytest.approx(1e-16, abs=1e-24)


STEEP = (1.764, 10, 40, 100)  # the larger Δ(0)/kT_c, the closer to T_c are the turns


@pytest.mark.parametrize(
    ("device", "T_right"),
    [
        (SILVER, 0.5),
        (SILVER, 0.53),
        *((NISDevice.inas(volume_normal=5.2e-25, volume_superconductor=8e-26, gap_ratio=r), 0.01) for r in STEEP),
        *((NISDevice.silver(gap_ratio=r), 0.01) for r in STEEP[1:]),
    ],
    ids=["hot", "hotter", *(f"tiny, {r}" for r in STEEP), *(f"silver, {r}" for r in STEEP[1:])],
)
def test_states_about_to_merge_are_told_apart(device, T_right):
    """At powers just short of a local maximum and of a local minimum of what is shed there are two states more than beyond."""
    T = 1.2 * np.unique(np.append(np.geomspace(0.05, 1, 3000), 1 - np.geomspace(1e-6, 0.3, 3000)))
    film = electron_phonon.superconductor(T, 0.01, 3e8, device.volume_superconductor, 1.2, device.gap_ratio)
    metal = electron_phonon.normal_metal(T, 0.01, device.coupling_normal, device.volume_normal, device.exponent)
    shed = device.heat_current(T, T_right) + metal + film
    turn = shed[1:-1][np.diff(np.sign(np.diff(shed))) != 0]
    assert turn.size
    power = turn[turn > 0, None] * (1 + np.array([-3e-3, -5e-4, 5e-4, 3e-3]))
    crossings = np.count_nonzero(np.diff(shed[:, None, None] > power, axis=0), axis=0)
    assert np.ptp(crossings) == 2
    found = device.hot_temperature(power, T_right, on_failure="mask")[1]
    np.testing.assert_array_equal(found, crossings)


@pytest.mark.parametrize("T_bath", [0.3, 0.6, 0.9, 1.1])
@pytest.mark.parametrize(
    "make",
    [NISDevice.silver, NISDevice.inas, partial(NISDevice.silver, volume_superconductor=4e-18)],
    ids=["silver", "inas", "mostly film"],
)
@pytest.mark.parametrize("gap_ratio", [1.764, 2.2, 5, 10, 20, 100])
def test_the_most_that_is_shed_below_the_critical_temperature(make, gap_ratio, T_bath):
    """Beside warm phonons the film gains absorption as its gap closes; steep junctions shed most just before that."""
    device, T_right = make(gap_ratio=gap_ratio), 0.01
    T = np.append(1.2 * (1 - np.geomspace(1 - T_bath / 1.2, 1e-8, 2000)), 1.2)
    film = device.coupling_superconductor * device.volume_superconductor
    shed = electron_phonon.superconductor(T, T_bath, film, 1.0, 1.2, gap_ratio) + device.heat_current(T, T_right)
    shed += electron_phonon.normal_metal(T, T_bath, device.coupling_normal, device.volume_normal, device.exponent)
    power = shed.max() * np.concatenate([np.linspace(0.93, 0.9995, 40), np.linspace(1.0005, 1.07, 40)])
    found, count = device.hot_temperature(power, T_right, T_bath, on_failure="mask")
    np.testing.assert_array_equal(count, np.count_nonzero(np.diff(shed[:, None] > power, axis=0), axis=0))
    np.testing.assert_array_equal(np.isfinite(found), count == 1)


def test_no_drop_without_a_single_state():
    device = NISDevice(gap_ratio=np.array([1.764, 10.0]))
    drop, count = device.temperature_drop([1.0, 1.0], on_failure="mask")
    assert np.isnan(drop).all()
    assert not count.any()
    assert NISDevice(gap_ratio=np.full(0, 2.0)).temperature_drop(1e-13).shape == (0,)


@pytest.mark.parametrize("setup", [0, 3, "1", None, np.array([1, 2])])
def test_setups(setup):
    with pytest.raises(ValueError, match=r"setup must be 1 \(T_bath fixed\) or 2 \(T_bath = T_right\), got"):
        SILVER.temperature_drop(1e-13, setup)


def test_fields_of_the_right_are_checked():
    with pytest.raises(ValueError, match=r"T_c_right must be a finite temperature > 0 K.* got -0\.4"):
        NISDevice(T_c_right=-0.4)
    with pytest.raises(ValueError, match=r"shapes must broadcast.*gamma_right \(3,\)"):
        NISDevice(chi=np.ones(2), gamma_right=np.full(3, 1e-4))
    with pytest.raises(ValueError, match="shapes must broadcast"):
        NISDevice(chi=np.ones(2)).heat_current(np.full(3, 0.5), 0.1)


def test_a_network_takes_one_device():
    with pytest.raises(ValueError, match=r"chi must be one number here, got an array of shape \(2,\)"):
        NISDevice(chi=[1, 2]).network(1e-13, 0.1)


def test_the_current_that_comes_with_slopes_is_the_same():
    """``slopes`` writes J once more, to share its sums; equal temperatures up to twelve digits and far ones."""
    rng = np.random.default_rng(4)
    T_left = 10 ** rng.uniform(-2, 1, 300)
    T_right = T_left * (1 + rng.choice([-1, 1], 300) * 10 ** rng.uniform(-12, -0.01, 300))
    R_left, R_right, C = 10 ** rng.uniform(1, 6, 300), 10 ** rng.uniform(1, 6, 300), 10 ** rng.uniform(-17, -12, 300)
    J, _, _ = nis_channel.slopes(T_left, T_right, (R_left, np.zeros(300)), (R_right, np.zeros(300)), C)
    np.testing.assert_allclose(J, photonic.heat_current_rc(T_left, T_right, R_left, R_right, C), rtol=1e-13)
