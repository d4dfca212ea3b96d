"""Every public function refuses bad input before computing, and says which argument, unit, value and range."""

import re

import numpy as np
import pytest

from ndtc_core import (
    ProximityWire,
    bcs,
    electron_phonon,
    electron_phonon_slopes,
    junction,
    mattis_bardeen,
    photonic,
    proximity,
    superconducting_line,
)
from ndtc_core.devices import NISDevice, PhaseTransitionDevice
from ndtc_core.distributions import bose, fermi, fermi_tail

DEVICE = PhaseTransitionDevice()
NIS = NISDevice.silver()
WIRE = ProximityWire(1.0)
PHONONS = {"T": 0.2, "T_bath": 0.1, "coupling": 1e9, "volume": 1e-19}

GOOD = {
    bose: {"E": 1e-24, "T": 0.1},
    fermi: {"E": 1e-24, "T": 0.1},
    fermi_tail: {"y": 2.0},
    photonic.thermal_wavelength: {"T": 0.1},
    photonic.conductance_quantum: {"T": 0.1},
    photonic.matching: {"x": 2.0},
    photonic.transmission: {"Z_source": 50.0, "Z_drain": 20 + 3j},
    photonic.heat_current: {"Z_source": 50.0, "Z_drain": 20 + 3j, "T_source": 0.3, "T_drain": 0.1},
    photonic.heat_current_resistive: {"T_source": 0.3, "T_drain": 0.1, "tau": 0.5},
    photonic.heat_current_rc: {"T_left": 0.3, "T_right": 0.1, "R_left": 1e3, "R_right": 2e3, "C_total": 1e-15},
    bcs.gap: {"T": 0.1, "T_c": 0.4, "ratio": 1.76},
    bcs.gap_self_consistent: {"T": 0.1, "T_c": 0.4, "ratio": 1.76},
    bcs.density_of_states: {"E": 1e-24, "gap": 5e-24, "gamma": 1e-28},
    bcs.pair_density_of_states: {"E": 1e-24, "gap": 5e-24, "gamma": 1e-28},
    mattis_bardeen.conductivity: {"omega": 1e10, "T": 0.1, "gap": 5e-24},
    mattis_bardeen.film_impedance: {"omega": 1e10, "T": 0.1, "gap": 5e-24, "R_normal": 100.0},
    electron_phonon.normal_metal: PHONONS | {"exponent": 5.0},
    electron_phonon.superconductor: PHONONS | {"T_c": 0.4, "ratio": 1.76, "gamma": 0.0},
    proximity.conductances: {"t": 0.3, "r": 1.0, "length": 10.0, "length_super": 10.0, "gap_ratio": 1.764},
    proximity.semi_infinite_conductances: {"t": 0.3, "r": 1.0, "length": 10.0, "gap_ratio": 1.764},
    proximity.interferometer: {"t": 0.3, "phase": 1.0, "length": 10.0, "gap_ratio": 1.764},
    proximity.andreev_barrier: {"t": 0.3, "gap_ratio": 1.764},
    proximity.spectral_angle: {"E": 0.5, "t": 0.3, "r": 1.0, "x": 1.0, "length": 10.0, "length_super": 10.0},
    superconducting_line.heat_current: {"T_left": 0.3, "T_right": 0.1, "T_c": 1.2, "R_normal": 60.0, "ratio": 1.764},
    superconducting_line.spectral_conductance: {"E": 0.5, "length": 10.0},
    WIRE.conductances: {"t": 0.3},
    WIRE.thermal_conductance: {"t": 0.3},
    WIRE.electric_conductance: {"t": 0.3},
    WIRE.spectral_angle: {"E": 0.5, "t": 0.3, "x": 1.0},
    WIRE.diffusion_coefficients: {"E": 0.5, "t": 0.3, "x": 1.0},
    WIRE.spectral_resistances: {"E": 0.5, "t": 0.3},
    ProximityWire: {"r": 1.0, "length": 10.0, "length_super": 10.0, "gap_ratio": 1.764},
    DEVICE.heat_current: {"T_source": 0.3, "T_drain": 0.1},
    DEVICE.mean_transmission: {"T_source": 0.3},
    DEVICE.with_ratio: {"r": 36.0},
    DEVICE.ndtc_window: {"T_drain": 0.03},
    DEVICE.steady_state: {"power": 1e-13},
    PhaseTransitionDevice: {
        "T_c": 0.4,
        "T_bath": 0.03,
        "R_drain": 3.0,
        "R_film": 100.0,
        "volume_drain": 4e-20,
        "volume_film": 1e-19,
        "coupling_normal": 3e9,
        "coupling_film": 1.3e9,
        "gap_ratio": 1.76,
    },
    junction.resistance_ratio: {"T": 0.3, "T_c": 1.2, "gamma": 1e-4, "ratio": 1.764},
    junction.resistance_slope: {"T": 0.3, "T_c": 1.2, "gamma": 1e-4, "ratio": 1.764},
    junction.admittance_ratio: {"omega": 1e11, "T": 0.3, "T_c": 1.2, "gamma": 1e-4, "ratio": 1.764},
    electron_phonon_slopes.superconductor_slopes: PHONONS | {"T_c": 0.4, "ratio": 1.76},
    NIS.heat_current: {"T_left": 0.5, "T_right": 0.3},
    NIS.thermal_conductance: {"T_left": 0.5, "T_right": 0.3},
    NIS.hot_temperature: {"power": 1e-13, "T_right": 0.3, "T_bath": 0.01},
    NIS.responsivity: {"power": 1e-13, "T_right": 0.3, "T_bath": 0.01},
    NIS.bath_responsivity: {"power": 1e-13, "T_bath": 0.01},
    NIS.temperature_drop: {"power": 1e-13, "T_bath": 0.01},
    NISDevice: {
        "chi": 2.0,
        "specific_resistance": 1e-11,
        "specific_capacitance": 0.05,
        "area_left": 1e-13,
        "T_c": 1.2,
        "gamma_right": 1e-4,
        "gap_ratio": 1.764,
        "volume_normal": 5e-21,
        "coupling_normal": 5e8,
        "exponent": 5.0,
        "volume_superconductor": 4e-21,
        "coupling_superconductor": 3e8,
        "specific_resistance_right": 1e-11,
        "specific_capacitance_right": 0.05,
        "T_c_right": 1.2,
        "gap_ratio_right": 1.764,
    },
}
# what the functions that return no plain number do instead
FINITE = {
    DEVICE.with_ratio: lambda device: device.R_film,
    PhaseTransitionDevice: lambda device: device.R_film,
    NISDevice: lambda device: device.chi,
    ProximityWire: lambda wire: wire.thouless_energy,
}
UNIT = {"E": "J", "T": "K", "Z": "Ω", "R": "Ω", "C": "F", "o": "rad/s", "v": "m³", "p": "W"}
MAY_BE_ZERO = {"E", "tau", "gap", "gamma", "power", "y"}
CASES = [(function, argument) for function, arguments in GOOD.items() for argument in arguments]
STATIC = (junction.admittance_ratio, "omega")  # a film's impedance has no limit there, a junction's admittance has
SIGNED = [(f, a) for f, a in CASES if a in ("phase", "x") or (a == "E" and "gap" in GOOD[f]) or (f, a) == (fermi, "E")]


@pytest.mark.parametrize("function", GOOD, ids=lambda f: f.__name__)
def test_the_good_input_is_good(function):
    result = function(**GOOD[function])
    assert np.isfinite(FINITE.get(function, lambda value: value)(result)).all()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(("function", "argument"), CASES)
def test_non_finite(function, argument, bad):
    with pytest.raises(ValueError, match=rf"{argument}.* must be .*got .*{bad}") as error:
        function(**GOOD[function] | {argument: bad})
    if function.__module__ != "ndtc_core.proximity" and "length" not in GOOD[function]:  # which are dimensionless
        assert UNIT.get(argument[0], "") in str(error.value)


@pytest.mark.parametrize(("function", "argument"), [case for case in CASES if case not in SIGNED])
def test_negative(function, argument):
    with pytest.raises(ValueError, match=rf"^{argument} must be .* got -0\.02"):
        function(**GOOD[function] | {argument: -0.02})


@pytest.mark.parametrize(
    ("function", "argument"),
    [case for case in CASES if case[1] not in MAY_BE_ZERO and case not in [*SIGNED, STATIC] and case[1][0] != "Z"],
)
def test_zero(function, argument):
    with pytest.raises(ValueError, match=rf"^{argument} must be .*> 0.*got 0$"):
        function(**GOOD[function] | {argument: 0.0})


@pytest.mark.parametrize("bad", ["0.1", None, True, [[1.0], [1.0, 2.0]], {"a": 1}])
@pytest.mark.parametrize(("function", "argument"), CASES)
def test_not_a_number(function, argument, bad):
    if bad is None and function is NISDevice and argument.endswith("_right"):
        assert getattr(function(**GOOD[function] | {argument: None}), argument) is None  # as on the left
        return
    with pytest.raises(ValueError, match=argument):
        function(**GOOD[function] | {argument: bad})


@pytest.mark.parametrize(("function", "argument"), [case for case in CASES if case[1][0] != "Z"])
def test_complex_where_real_is_meant(function, argument):
    with pytest.raises(ValueError, match=rf"{argument} must hold real numbers"):
        function(**GOOD[function] | {argument: 1 + 1j})


@pytest.mark.parametrize("function", [f for f in GOOD if len(GOOD[f]) > 1 and f is not photonic.heat_current])
def test_shapes_that_do_not_broadcast(function):
    first, second = list(GOOD[function])[:2]
    arguments = GOOD[function] | {first: np.full(3, GOOD[function][first]), second: np.full(4, GOOD[function][second])}
    with pytest.raises(ValueError, match=re.escape(f"{first} (3,), {second} (4,)")):
        function(**arguments)


def test_the_message_is_the_documented_one():
    with pytest.raises(
        ValueError, match=r"^T_drain must be a finite temperature > 0 K, in \[1e-09, 1e\+09\] K, got -0\.02$"
    ):
        photonic.heat_current_resistive(0.1, -0.02)


def test_an_offender_inside_an_array_is_located():
    T = np.full((2, 3), 0.1)
    T[1, 2] = np.nan
    with pytest.raises(ValueError, match=r"T_source .* got nan at index \(1, 2\)"):
        photonic.heat_current_resistive(T, 0.1)


def test_transmission_above_one():
    with pytest.raises(ValueError, match=r"tau must be a finite transmission ≥ 0, in \[0, 1\], got 1.5"):
        photonic.heat_current_resistive(0.3, 0.1, 1.5)


def test_a_lossless_loop_on_resonance():
    with pytest.raises(ValueError, match=r"Z_source \+ Z_drain must differ from 0 Ω"):
        photonic.transmission(5j, -5j)


def test_an_impedance_function_that_amplifies():
    with pytest.raises(ValueError, match=r"Z_source\(omega, T\) must be a finite impedance in Ω with Re Z ≥ 0"):
        photonic.heat_current(lambda omega, T: -50.0 + 0 * omega, 50.0, 0.3, 0.1)


def test_an_impedance_array_needs_a_function():
    with pytest.raises(ValueError, match=r"Z_source must be a function Z\(omega, T\) in Ω or one number"):
        photonic.heat_current(np.array([1.0, 2.0]), 50.0, 0.3, 0.1)


def test_temperatures_are_checked_before_the_impedance_is_called():
    def never(omega, T):
        raise AssertionError("computed before checking")

    with pytest.raises(ValueError, match="T_drain"):
        photonic.heat_current(never, never, 0.3, 0.0)


def test_negative_kink():
    with pytest.raises(ValueError, match=r"kinks\[0\] must be a finite angular frequency > 0 rad/s"):
        photonic.heat_current(1.0, 1.0, 0.3, 0.1, kinks=[-1.0])
