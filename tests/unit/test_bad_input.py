"""Every public function refuses bad input before computing, and says which argument, unit, value and range."""

import re

import numpy as np
import pytest
from good_input import DEVICE, GOOD

from ndtc_core import ProximityWire, junction, photonic
from ndtc_core.devices import NISDevice, PhaseTransitionDevice
from ndtc_core.distributions import fermi

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
