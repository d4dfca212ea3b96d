"""Every public function and device method (any_argument), for whatever array it is given."""

from __future__ import annotations

import inspect
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest
from any_argument import (
    MAY_REFUSE,
    ROWS,
    anywhere,
    arguments,
    call,
    check,
    close,
    domain,
    drain_of_film,
    every,
    heat_of_film,
    heat_of_pair,
    hot_of_pair,
    mean_of_film,
    near,
    parts,
    rounding,
    slope_of_pair,
)
from good_input import GOOD
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

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
    superconducting_line,
)
from ndtc_core.distributions import bose, fermi


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
                    np.testing.assert_allclose(a, b, rtol=rounding(function))


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
    """Eight at once, before anything is cached, over all functions in different orders: what one of them finds.

    To the last bit but one: where in memory a table comes to lie decides it with the oldest NumPy, in a single thread as well.
    """
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
            np.testing.assert_allclose(a, b, rtol=max(rounding(function), 5e-16))


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
