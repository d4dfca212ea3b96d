"""Every public function and device method, for whatever array it is given.

One table (good_input), one row a function. Where a row's numbers may lie, the function says itself: its refusal of NaN names the
range. What depends on the function is stated here: its accuracy, its scaling laws, and what it may refuse together.
"""

from __future__ import annotations

import inspect
import re
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Barrier

import numpy as np
import pytest
from good_input import DEVICE, GOOD, NIS, WIRE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sampling import examples

import ndtc_core
from ndtc_core import (
    NISDevice,
    PhaseTransitionDevice,
    ProximityWire,
    bcs,
    electron_phonon,
    electron_phonon_slopes,
    heat_capacity,
    junction,
    mattis_bardeen,
    photonic,
    proximity,
    superconducting_line,
)
from ndtc_core.distributions import bose, fermi

NO_ARRAY = {  # of the table's rows: what takes or gives no array
    ProximityWire,
    PhaseTransitionDevice,
    NISDevice,
    DEVICE.with_ratio,
    DEVICE.ndtc_window,
    photonic.heat_current,  # whose impedances are functions: heat_between_circuits in its place
}


def of_any(method, **fields):
    """A method as a function of the device's fields, too."""

    def function(**given):
        device = type(method.__self__)(**{name: given[name] for name in fields})
        return getattr(device, method.__name__)(**{name: given[name] for name in given if name not in fields})

    function.__qualname__ = f"{method.__name__} of any {type(method.__self__).__name__}"
    NO_ARRAY.add(method)
    return function, GOOD[method] | fields


def heat_between_circuits(T_source, T_drain, R, C, kink):
    """A resistor beside a capacitor, and a resistor that grows with its temperature; the elements are arrays, too."""
    T_source, T_drain, R, C, kink = np.broadcast_arrays(T_source, T_drain, R, C, kink)

    def source(omega, T):
        return R / (1 + 1j * omega * R * C)

    corner = np.clip(1 / (R.astype(float) * C), 1e-6, 1e24)
    return photonic.heat_current(source, lambda omega, T: 20.0 * (1 + T), T_source, T_drain, kinks=[kink, corner])


FILM = {"T_c": 0.4, "R_drain": 40.0, "R_film": 100.0, "gap_ratio": 1.9}
PAIR = {
    "chi": 2.0,
    "specific_capacitance": 0.05,
    "T_c": 1.2,
    "gap_ratio": 1.9,
    "gamma": 1e-4,
    "T_c_right": 1.1,
}
COOLED = {"T_bath": 0.03, "coupling_normal": 3e9, "volume_drain": 4e-20}
heat_of_film, film = of_any(DEVICE.heat_current, **FILM)
mean_of_film, mean = of_any(DEVICE.mean_transmission, **FILM)
drain_of_film, drain = of_any(DEVICE.drain_temperature, **FILM | COOLED)
heat_of_pair, pair = of_any(NIS.heat_current, **PAIR)
slope_of_pair, slope = of_any(NIS.thermal_conductance, **PAIR)
hot_of_pair, hot = of_any(NIS.hot_temperature, **PAIR, coupling_normal=5e8, coupling_superconductor=3e8)
angle_of_wire, wire = of_any(WIRE.spectral_angle, r=1.0, length=10.0, length_super=10.0)
circuits = {"T_source": 0.3, "T_drain": 0.1, "R": 50.0, "C": 1e-12, "kink": 1e10}
ROWS = {function: arguments for function, arguments in GOOD.items() if function not in NO_ARRAY} | {
    heat_between_circuits: circuits,
    heat_of_film: film,
    mean_of_film: mean,
    drain_of_film: drain,
    heat_of_pair: pair,
    slope_of_pair: slope,
    hot_of_pair: hot,
    angle_of_wire: wire,
}
SOLVERS = {NIS.responsivity, NIS.bath_responsivity, NIS.temperature_drop, hot_of_pair}
ACCURACY = {  # relative, where it is not 1e-11; of docstrings
    proximity.conductances: 6e-6,
    proximity.semi_infinite_conductances: 2e-6,
    proximity.interferometer: 2e-6,
    superconducting_line.spectral_conductance: 6e-6,
    heat_of_film: 1e-6,
    mean_of_film: 1e-6,
    drain_of_film: 1e-6,
    DEVICE.steady_state: 2e-6,
    electron_phonon.superconductor: 2e-6,
    electron_phonon_slopes.superconductor_slopes: 2e-7,
}
DEVICES = {
    NIS.responsivity,
    NIS.bath_responsivity,
    NIS.temperature_drop,
    DEVICE.steady_state,
    heat_of_film,
    mean_of_film,
}
DEVICES |= {drain_of_film, heat_of_pair, slope_of_pair, hot_of_pair}
WIRES = {angle_of_wire, proximity.spectral_angle, WIRE.spectral_angle, WIRE.diffusion_coefficients}
MAY_REFUSE = {  # what each argument allows, and several together do not
    bcs.density_of_states: "diverges at the gap edge",
    bcs.pair_density_of_states: "diverges at the gap edge",
    junction.resistance_ratio: "too cold for an ideal junction",
    junction.resistance_slope: "too cold for an ideal junction",
    photonic.transmission: "a lossless loop on resonance",
    heat_between_circuits: "must be a finite impedance|did not reach a relative accuracy",  # anywhere: also far off its kinks
}
MAY_REFUSE |= dict.fromkeys(WIRES, "x must lie in the normal wire")
MAY_REFUSE |= dict.fromkeys(DEVICES, "must be a finite|steady state|T_source must be at least T_bath")
COSTLY = dict.fromkeys(
    [DEVICE.steady_state, NIS.temperature_drop, WIRE.thermal_conductance, WIRE.electric_conductance], 2
)
COSTLY |= dict.fromkeys([*SOLVERS - {NIS.temperature_drop}, heat_between_circuits], 4)
COSTLY |= dict.fromkeys([proximity.conductances, proximity.interferometer], 4)
FEW = 10  # examples of all others in the default profile

every = pytest.mark.parametrize("function", ROWS, ids=lambda function: function.__qualname__)


def accuracy(function):
    wire = getattr(function, "__self__", None) is WIRE or function in (proximity.spectral_angle, angle_of_wire)
    return ACCURACY.get(function, 6e-6 if wire else 3e-9 if function in SOLVERS else 1e-11)


@cache
def domain(function, argument):
    """The range that the function names when it refuses NaN."""
    if argument[0] == "Z":
        return 0.0, 1e150
    if function is heat_between_circuits and argument in "RC":
        return 1e-18, 1e18
    with pytest.raises(ValueError, match="must be") as refusal:
        function(**ROWS[function] | {argument: np.nan})
    return tuple(float(end) for end in re.search(r"in \[(\S+), (\S+)\]", str(refusal.value)).groups())


def near(function, argument, u):
    """Within a decade of the row's number, in the domain; 0 stays 0 for half of u."""
    good = ROWS[function][argument]
    if good == 0:
        return np.where(u < 0.5, 0.0, 1e-4 * u)
    decades = 0.15 if function in SOLVERS or function in (drain_of_film,) else 1.0
    value = good * 10.0 ** (decades * (2 * u - 1))
    return value if np.iscomplexobj(value) else np.clip(value, *domain(function, argument))


def anywhere(function, argument, u):
    """u from 0 to 1 runs through the whole domain on a logarithmic scale, both ends included; through both signs if allowed."""
    low, high = domain(function, argument)
    if low < 0:
        return np.sign(2 * u - 1) * anywhere_above(high * 1e-40, high, np.abs(2 * u - 1))
    return anywhere_above(low, high, u)


def anywhere_above(low, high, u):
    bottom = low or high * 1e-40
    value = np.clip(np.exp(np.log(bottom) + u * np.log(high / bottom)), bottom, high)
    return np.where(u == 0, low, np.where(u == 1, high, value))


@st.composite
def arguments(draw, function, place=near):
    """Arrays that broadcast, of different ranks and lengths."""
    shape = draw(hnp.array_shapes(max_dims=3, max_side=3))
    u = draw(hnp.arrays(float, (len(ROWS[function]), *shape), elements=st.floats(0, 1)))
    result = {}
    for argument, values in zip(ROWS[function], u, strict=True):
        axes = tuple(slice(None, draw(st.sampled_from([None, 1]))) for _ in shape)
        values = values[axes]
        while values.ndim and values.shape[0] == 1 and draw(st.booleans()):
            values = values[0]
        result[argument] = place(function, argument, values)
    return result


def parts(result):
    return result if isinstance(result, tuple) else (result,)


def call(function, given):
    """The function's arrays, or the words with which it refuses, without warning, NaN or infinity. Underflow to 0 is meant."""
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        try:
            result = parts(function(**given))
        except (ValueError, RuntimeError) as refusal:
            return str(refusal)
    assert all(np.isfinite(part).all() for part in result)
    return result


def close(function, one, two):
    for a, b in zip(one, two, strict=True):
        np.testing.assert_allclose(a, b, rtol=accuracy(function), atol=1e-300)


def check(function, strategy, n=FEW):
    """Let Hypothesis run a check of one row with as many examples as it deserves."""
    settled = settings(examples(COSTLY.get(function, n)), suppress_health_check=list(HealthCheck))
    return lambda test: settled(given(strategy)(test))()


def test_every_public_function_is_in_the_table():
    """Public is what has arguments that may be arrays."""
    rooms = [getattr(ndtc_core, name) for name in ndtc_core.__all__ if inspect.ismodule(getattr(ndtc_core, name))]
    places = [*rooms, NISDevice, PhaseTransitionDevice, ProximityWire]
    public = {
        f"{place.__name__}.{name}"
        for place in places
        for name, function in vars(place).items()
        if inspect.isfunction(function) and not name.startswith("_") and function.__module__.startswith("ndtc_core")
        if function.__module__ in (place.__name__, place.__module__ if inspect.isclass(place) else None)
        if any("ArrayLike" in str(p.annotation) for p in inspect.signature(function).parameters.values())
    }
    there = {
        f"{type(f.__self__).__name__ if inspect.ismethod(f) else f.__module__}.{f.__name__}"
        for f in GOOD
        if not inspect.isclass(f)
    }
    elsewhere = {"ndtc_core.dynamics.relax", "PhaseTransitionDevice.steady_states"}  # in steady_state
    assert public - there == elsewhere


@every
def test_broadcasting(function):
    """The shape is NumPy's; each element is that of a call of its own, in any company and order; a number in, a number out."""

    @check(function, arguments(function))
    def test(given):
        before = {name: np.copy(values) for name, values in given.items()}
        for values in given.values():
            np.asarray(values).flags.writeable = False
        shape = np.broadcast_shapes(*(np.shape(values) for values in given.values()))
        points = [
            {name: np.broadcast_to(values, shape)[i][()] for name, values in given.items()} for i in np.ndindex(shape)
        ]
        together = call(function, given)
        alone = [call(function, point) for point in points[:4]]
        if isinstance(together, str) or any(isinstance(one, str) for one in alone):
            assert isinstance(together, str), alone
            assert any(isinstance(call(function, point), str) for point in points), together
            return
        for part in together:
            assert part.shape == shape
            assert type(part) is np.ndarray if shape else isinstance(part, np.generic)
            assert part.dtype in (float, complex, np.int64)
        for name, values in before.items():
            np.testing.assert_array_equal(given[name], values)
        for number, one in enumerate(alone):
            assert all(isinstance(part, np.generic) for part in one)
            close(function, [part.ravel()[number] for part in map(np.asarray, together)], one)
        elements = {name: np.broadcast_to(values, shape).ravel() for name, values in given.items()}
        backwards = call(function, {name: values[::-1] for name, values in elements.items()})
        close(function, [part[::-1].reshape(shape) for part in backwards], together)


@every
@pytest.mark.parametrize("shape", [(0,), (0, 1), (2, 0), (3, 0, 1)])
def test_empty(function, shape):
    """Nothing in one argument or in all is nothing in the result."""
    for empty in [*([name] for name in ROWS[function]), ROWS[function]]:
        given = {name: np.full(shape, v) if name in empty else v for name, v in ROWS[function].items()}
        for part in call(function, given):
            assert part.shape == shape


@every
def test_layout_and_type(function):
    """Strided, reversed and column-ordered memory, single precision and integers: the numbers alone count."""

    @check(function, hnp.arrays(float, (len(ROWS[function]), 2, 3), elements=st.floats(0, 1, width=32)))
    def test(u):
        given = {name: near(function, name, values) for name, values in zip(ROWS[function], u, strict=True)}
        expected = call(function, given)
        for view in (
            np.asfortranarray,
            lambda a: np.repeat(np.repeat(a, 2, 0), 3, 1)[::2, ::3],
            lambda a: a[::-1, ::-1].copy()[::-1, ::-1],
        ):
            found = call(function, {name: view(values) for name, values in given.items()})
            if isinstance(expected, str):
                assert found == expected
            else:
                close(function, found, expected)
        for kind in (np.float32, np.int64, np.uint8):
            typed = {}
            for name, values in given.items():
                low, high = domain(function, name)
                holds = kind is not np.float32 and (low > 200 or high < 1)
                if holds or np.iscomplexobj(values) or np.abs(values).max() > 1e30 or np.abs(values).min() < 1e-30:
                    continue
                whole = values if kind is np.float32 else np.clip(np.ceil(values), max(1, low), min(200, high))
                typed[name] = np.asarray(whole).astype(kind)
            doubles = {name: values.astype(float) for name, values in typed.items()}
            one, two = call(function, given | typed), call(function, given | doubles)
            if isinstance(one, str):
                assert one == two
            else:
                for a, b in zip(one, two, strict=True):
                    np.testing.assert_array_equal(a, b)


@every
def test_whole_domain(function):
    """Anywhere between the ends that it names, a function gives a finite number or refuses in words, and never warns."""

    @check(function, arguments(function, anywhere))
    def test(given):
        said = call(function, given)
        assert not isinstance(said, str) or re.search(MAY_REFUSE.get(function, "(?!)"), said), said


@pytest.mark.parametrize("kind", [np.uint8, np.float16])
def test_fields_of_small_types(kind):
    """A device computes with doubles whatever its fields are given as."""
    small, double = ({"R_drain": value(3), "R_film": value(100)} for value in (kind, float))
    assert PhaseTransitionDevice(**small).heat_current(0.3, 0.1) == PhaseTransitionDevice(**double).heat_current(
        0.3, 0.1
    )
    assert ProximityWire(1.0, length=kind(100)).thouless_energy == 2e-4


def test_threads():
    """Eight at once, before anything is cached, over all functions in different orders: bit for bit what one of them finds."""
    for room in [module for name, module in sys.modules.items() if name.startswith("ndtc_core.")]:
        for cached in vars(room).values():
            getattr(cached, "cache_clear", lambda: None)()
    rng = np.random.default_rng(1)
    tasks = [
        (function, {name: near(function, name, rng.uniform(0.3, 0.7, 2)) for name in ROWS[function]})
        for function in ROWS
    ]
    together, interval = Barrier(8), sys.getswitchinterval()

    def work(k):
        together.wait()
        return {function: parts(function(**given)) for function, given in tasks[9 * k :] + tasks[: 9 * k]}

    sys.setswitchinterval(1e-4)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(work, range(8)))
    finally:
        sys.setswitchinterval(interval)
    for function, numbers in tasks:
        expected = parts(function(**numbers))
        for a, b in ((a, b) for one in found for a, b in zip(one[function], expected, strict=True)):
            np.testing.assert_array_equal(a, b)


KELVINS = "T T_bath T_c T_c_right T_source T_drain T_left T_right"
LAWS = [  # all arguments named × s to this power: the result × s to the last one, a number or the name of an argument
    (bose, {"E T": 1}, 0),
    (fermi, {"E T": 1}, 0),
    (photonic.thermal_wavelength, {"T": 1}, -1),
    (photonic.conductance_quantum, {"T": 1}, 1),
    (photonic.transmission, {"Z_source Z_drain": 1}, 0),
    (photonic.heat_current_resistive, {KELVINS: 1}, 2),
    (photonic.heat_current_resistive, {"tau": 1}, 1),
    (photonic.heat_current_rc, {KELVINS: 1, "C_total": -1}, 2),
    (photonic.heat_current_rc, {"R_left R_right": 1, "C_total": -1}, 0),
    (bcs.gap, {KELVINS: 1}, 1),
    (bcs.gap, {"ratio": 1}, 1),
    (bcs.gap_self_consistent, {KELVINS: 1}, 1),
    (bcs.gap_self_consistent, {"ratio": 1}, 1),
    (bcs.density_of_states, {"E gap gamma": 1}, 0),
    (bcs.pair_density_of_states, {"E gap gamma": 1}, 0),
    (mattis_bardeen.conductivity, {"omega T gap": 1}, 0),
    (mattis_bardeen.film_impedance, {"omega T gap": 1}, 0),
    (mattis_bardeen.film_impedance, {"R_normal": 1}, 1),
    (electron_phonon.normal_metal, {KELVINS: 1}, "exponent"),
    (electron_phonon.normal_metal, {"volume": 1, "coupling": 2}, 3),
    (electron_phonon.superconductor, {KELVINS: 1}, 5),
    (electron_phonon.superconductor, {"volume": 1, "coupling": 2}, 3),
    (electron_phonon_slopes.superconductor_slopes, {KELVINS: 1}, 4),
    (electron_phonon_slopes.superconductor_slopes, {"volume": 1, "coupling": 2}, 3),
    (heat_capacity.normal_metal, {KELVINS: 1}, 1),
    (heat_capacity.normal_metal_energy, {KELVINS: 1}, 2),
    (heat_capacity.superconductor, {KELVINS: 1}, 1),
    (heat_capacity.superconductor_energy, {KELVINS: 1}, 2),
    (heat_capacity.superconductor, {"volume": 1, "sommerfeld": 2}, 3),
    (heat_capacity.superconductor_energy, {"volume": 1, "sommerfeld": 2}, 3),
    (superconducting_line.heat_current, {KELVINS: 1}, 2),
    (superconducting_line.heat_current, {"R_normal": 1}, -1),
    (junction.resistance_ratio, {KELVINS: 1}, 0),
    (junction.resistance_slope, {KELVINS: 1}, 0),
    (junction.admittance_ratio, {KELVINS: 1, "omega": 1}, 0),
    (heat_of_film, {KELVINS: 1}, 2),
    (heat_of_film, {"R_drain R_film": 1}, 0),
    (mean_of_film, {KELVINS: 1}, 0),
    (drain_of_film, {KELVINS: 1, "coupling_normal": -3}, 1),
    (drain_of_film, {"coupling_normal": -1, "volume_drain": 1}, 0),
    (heat_of_pair, {KELVINS: 1, "specific_capacitance": -1}, 2),
    (slope_of_pair, {KELVINS: 1, "specific_capacitance": -1}, 1),
    (
        hot_of_pair,
        {KELVINS: 1, "specific_capacitance": -1, "power": 2, "coupling_normal coupling_superconductor": -3},
        1,
    ),
]


@pytest.mark.parametrize(("function", "powers", "of_result"), LAWS)
def test_units(function, powers, of_result):
    """Formulas know ratios only. s is a power of two: nothing is rounded that would not be rounded without it."""
    power = {name: n for names, n in powers.items() for name in names.split() if name in ROWS[function]}
    assert power

    @check(function, st.tuples(arguments(function), st.sampled_from([0.25, 0.5, 2.0, 4.0])))
    def test(drawn):
        given, s = drawn
        one = call(function, given)
        two = call(function, given | {name: given[name] * s**n for name, n in power.items()})
        if isinstance(one, str) or isinstance(two, str):
            return
        scale = s ** given.get(of_result, of_result)
        close(function, two, [part * scale for part in one])
