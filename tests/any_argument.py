"""Arguments for every public function and device method, drawn from all that it accepts, and a call that has to answer cleanly.

One table (good_input), one row a function. Where a row's numbers may lie, the function says itself: its refusal of NaN names the
range. What depends on the function is stated here: its accuracy, and what it may refuse together.
"""

from __future__ import annotations

import re
import warnings
from functools import cache

import numpy as np
import pytest
from good_input import DEVICE, GOOD, NIS, WIRE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sampling import examples

from ndtc_core import (
    NISDevice,
    PhaseTransitionDevice,
    ProximityWire,
    bcs,
    electron_phonon,
    electron_phonon_slopes,
    junction,
    photonic,
    proximity,
    superconducting_line,
)

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
    proximity.semi_infinite_conductances: 2e-8,
    heat_of_film: 2e-8,
    mean_of_film: 2e-8,
    drain_of_film: 1e-6,
    DEVICE.steady_state: 2e-6,
    electron_phonon.superconductor: 2e-8,
    electron_phonon_slopes.superconductor_slopes: 2e-8,
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
USADEL = {angle_of_wire, superconducting_line.spectral_conductance}
USADEL |= {proximity.spectral_angle, proximity.conductances, proximity.interferometer}
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
OF_ONE = {junction.resistance_slope: 1e-11}  # where the docstring's bound goes as 1 + |result|

COSTLY = dict.fromkeys(
    [DEVICE.steady_state, NIS.temperature_drop, WIRE.thermal_conductance, WIRE.electric_conductance], 2
)
COSTLY |= dict.fromkeys([*SOLVERS - {NIS.temperature_drop}, heat_between_circuits], 4)
COSTLY |= dict.fromkeys([proximity.conductances, proximity.interferometer], 4)
FEW = 10  # examples of all others in the default profile

every = pytest.mark.parametrize("function", ROWS, ids=lambda function: function.__qualname__)


def accuracy(function):
    return ACCURACY.get(function, 6e-8 if of_usadel(function) else 3e-9 if function in SOLVERS else 1e-11)


def rounding(function):
    """All energies of a block take as many of Landen's steps as the worst of them; products with weights round as memory lies."""
    return 1e-12 if of_usadel(function) else 0.0


def of_usadel(function):
    return getattr(function, "__self__", None) is WIRE or function in USADEL


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
        np.testing.assert_allclose(a, b, rtol=accuracy(function), atol=OF_ONE.get(function, 1e-300))


def check(function, strategy, n=FEW):
    """Let Hypothesis run a check of one row with as many examples as it deserves."""
    settled = settings(examples(COSTLY.get(function, n)), suppress_health_check=list(HealthCheck))
    return lambda test: settled(given(strategy)(test))()
