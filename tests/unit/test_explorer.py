"""Explorers: the cube holds what the function returns, live widgets recompute it, and impossible ranges speak up."""

import base64
import hashlib
import itertools
import json
import math
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

from ndtc_core.notebook import Explorer, Line, Panel, Parameter, Readout
from ndtc_core.notebook import explorer as room

X = np.linspace(0.1, 10, 50)


def damped(rate, power):
    """A curve, a curve that breaks, a constant one, one number; nothing at all where rate + power is 6."""
    if rate + power == 6:
        raise ValueError("rate and power may not add up to 6")
    return {
        "x": X,
        "y": X**power * np.exp(-rate * X),
        "broken": np.where(power > X, X, np.nan),
        "peak": power / rate,
        "unused": "not a number",
    }


def make(compute=damped, rate=None, panel=None, **changes):
    parameters = {
        "rate": rate or Parameter("rate", 0.5, 4, 8, start=2, unit="1/s"),
        "power": Parameter("power", 0.1, 3, 4, scale="log"),
    }
    panels = [
        panel or Panel([Line("y", "x", "decay"), Line("broken", "x")], "x / s", "y", (0, 10), (0, 5)),
        Panel([Line("y", "x")], "x / s", "y", (0.1, 10), (1e-6, 10), xscale="log", yscale="log"),
    ]
    given = {"alt": "two panels", "readouts": [Readout("peak", "peak at", "s", 2)]} | changes
    return Explorer(compute, parameters, panels, **given)


@pytest.fixture
def static(monkeypatch):
    monkeypatch.setenv("NDTC_STATIC_BOOK", "1")


def cube_of(explorer):
    page = explorer._repr_mimebundle_()["text/html"]
    return json.loads(re.search(r"<script[^>]*>(.*)</script>", page, re.S).group(1))


def read(cube, name, position, kind="packed"):
    """The reader's side of the format, written a second time."""
    array = cube["arrays"][name]
    numbers = np.frombuffer(base64.b64decode(cube[kind]), "<u2" if kind == "packed" else "<f4")
    start = array["start"] + array["length"] * int(np.dot(array["steps"], position))
    row = numbers[start : start + array["length"]].astype(float)
    if kind == "exact":
        return row
    row = np.where(row == 65535, np.nan, array["low"] + row * (array["high"] - array["low"]) / 65534)
    return np.exp(row) if array["log"] else row


def test_cube_holds_every_curve_and_number(static):
    explorer = make(compute=lambda rate, power: damped(rate + 0.01, power))
    cube = cube_of(explorer)
    rates, powers = (np.array(parameter["values"]) for parameter in cube["parameters"])
    assert rates == pytest.approx(np.linspace(0.5, 4, 8))
    assert powers == pytest.approx(np.geomspace(0.1, 3, 4))
    for i, rate in enumerate(rates):
        for j, power in enumerate(powers):
            expected = damped(rate + 0.01, power)
            np.testing.assert_allclose(read(cube, "x", (i, j)), X, atol=1e-3)
            np.testing.assert_allclose(read(cube, "y", (i, j)), expected["y"], atol=2e-3)
            np.testing.assert_allclose(read(cube, "broken", (i, j)), expected["broken"], atol=1e-3)
            assert read(cube, "peak", (i, j), "exact")[0] == pytest.approx(expected["peak"], rel=1e-7)


def test_an_array_on_logarithmic_axes_keeps_its_relative_accuracy(static):
    panel = Panel([Line("y", "x")], "x", "y", (0.1, 10), (1e-6, 10), yscale="log")
    cube = cube_of(make(compute=lambda rate, power: damped(rate + 0.01, power) | {"y": np.exp(-X)}, panel=panel))
    np.testing.assert_allclose(read(cube, "y", (0, 0)), np.exp(-X), rtol=1e-3)


def test_what_does_not_depend_on_a_parameter_is_stored_once(static):
    cube = cube_of(make(compute=lambda rate, power: damped(rate + 0.01, power)))
    assert cube["arrays"]["x"]["steps"] == [0, 0]
    assert cube["arrays"]["broken"]["steps"] == [0, 1]
    assert cube["arrays"]["y"]["steps"] == [4, 1]
    assert len(base64.b64decode(cube["packed"])) == 2 * 50 * (1 + 4 + 32)


def test_impossible_positions_carry_the_words_of_the_function(static):
    cube = cube_of(make())
    rates, powers = (np.array(parameter["values"]) for parameter in cube["parameters"])
    expected = np.flatnonzero((rates[:, None] + powers == 6).ravel())
    assert expected.size == 1
    assert cube["messages"] == {str(expected[0]): "rate and power may not add up to 6"}


def test_a_function_that_always_refuses_still_makes_a_page(static):
    def never(rate, power):
        raise ValueError("no state exists")

    cube = cube_of(make(compute=never))
    assert cube["arrays"] == {}
    assert set(cube["messages"].values()) == {"no state exists"}
    assert len(cube["messages"]) == 32


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"low": 5.0, "high": 1.0}, "rate: the range 5 … 1 1/s is not a range"),
        ({"low": 1.0, "high": 1.0}, "is not a range"),
        ({"low": float("nan")}, "is not a range"),
        ({"high": float("inf")}, "is not a range"),
        ({"low": 0.0, "scale": "log"}, "must be above zero on a logarithmic scale"),
        ({"points": 1}, "two points or more, got 1"),
        ({"start": 9.0}, "does not hold the start value 9"),
        ({"scale": "cubic"}, "must be linear or log, got 'cubic'"),
    ],
)
@pytest.mark.parametrize("book", ["", "1"])
def test_an_impossible_range_is_told_in_the_figures_place(monkeypatch, book, changes, words):
    monkeypatch.setenv("NDTC_STATIC_BOOK", book)
    explorer = make(rate=Parameter(**{"label": "rate", "low": 0.5, "high": 4.0, "points": 8, "unit": "1/s"} | changes))
    shown = explorer._repr_mimebundle_()["text/html"]
    assert words in shown.replace("&#x27;", "'")
    assert 'role="alert"' in shown
    assert "<script" not in shown


def test_impossible_limits_of_a_panel_are_told_as_well(static):
    panel = Panel([Line("y", "x")], "x / s", "y", (0, 10), (0, 5), yscale="log")
    assert "y: the range 0 … 5 must be above zero" in make(panel=panel)._repr_mimebundle_()["text/html"]


ends = st.sampled_from([math.nan, -math.inf, -1e308, -2.0, 0.0, 1e-300, 1.0, 1.5, 3.0, 1e300, 1.7e308, math.inf])


@examples(150)
@given(
    ends,
    ends,
    st.sampled_from([-1, 0, 1, 2, 2.5, 3, 7.0, math.nan, math.inf]),
    st.one_of(st.none(), ends),
    st.sampled_from(["linear", "log", "cubic", ""]),
)
def test_any_range_is_possible_or_told_by_its_name(low, high, points, start, scale):
    knob = Parameter("knob", low, high, points, start, scale=scale)
    span = high - low
    possible = span > 0 and math.isfinite(span) and points in (2, 3, 7) and scale in ("linear", "log")
    possible = possible and (start is None or low <= start <= high) and (scale == "linear" or low > 0)
    assert (knob.problem() == "") == possible
    if not possible:
        assert knob.problem().startswith("knob: ")
        return
    grid, slider = knob.grid(), knob.slider()
    assert grid.size == points
    assert grid[0] == low
    assert (np.diff(grid) > 0).all()
    np.testing.assert_allclose([grid[-1], slider.value], [high, low if start is None else start], rtol=1e-12)


@st.composite
def explorers(draw):
    """One to three sliders, and a function that curves, breaks, refuses and depends on some of them only."""
    knobs = {}
    for name in "abc"[: draw(st.integers(1, 3))]:
        low, width = draw(st.floats(0.01, 10)), draw(st.floats(0.01, 10))
        scale, points = draw(st.sampled_from(["linear", "log"])), draw(st.integers(2, 3))
        knobs[name] = Parameter(f"<{name}>", low, low + width, points, low + width * draw(st.floats(0, 1)), "K", scale)
    powers = {name: draw(st.sampled_from([-1, 0, 1])) for name in knobs}
    refused = draw(st.floats(0, 40))

    def compute(**values):
        if sum(values.values()) > 2 * refused:
            raise ValueError(f"more than {refused:g} & no state")
        y = math.prod(values[name] ** powers[name] for name in values)
        return {"x": X, "y": y * X, "broken": np.where(values["a"] < X, X, np.nan), "peak": y}

    logarithmic = st.sampled_from(["linear", "log"])
    panel = Panel([Line("y", "x"), Line("broken", "x")], "x", "y", (0.1, 10), (1e-3, 1e3), "", draw(logarithmic), "log")
    return Explorer(compute, knobs, [panel], "one panel", [Readout("peak", "peak", "K", draw(st.integers(0, 6)))])


@examples(6)
@given(explorers())
def test_page_and_kernel_agree_on_every_grid_point(explorer):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NDTC_STATIC_BOOK", "1")
        cube = cube_of(explorer)
    box, _ = room._live(explorer)
    sliders, words = box.children[: len(explorer.parameters)], box.children[-2].children[1]
    grids = [parameter["values"] for parameter in cube["parameters"]]
    digits = explorer.readouts[0].digits
    for number, position in enumerate(itertools.product(*(range(len(grid)) for grid in grids))):
        for slider, grid, i in zip(sliders, grids, position, strict=True):
            slider.value = grid[i]
        if message := cube["messages"].get(str(number)):
            assert words.value == room._alert(message)
            continue
        live, _ = explorer.evaluate({name: s.value for name, s in zip(explorer.parameters, sliders, strict=True)})
        shown = float(re.search(r"peak: (\S+) K", words.value).group(1))
        assert shown == pytest.approx(read(cube, "peak", position, "exact")[0], rel=1e-6, abs=0.51 * 10.0**-digits)
        for name in ("y", "broken"):
            inside = ~(live[name] > 1e3) & ~(live[name] < 1e-3)
            np.testing.assert_allclose(read(cube, name, position)[inside], live[name][inside], rtol=4e-3)


@pytest.mark.parametrize(
    ("digits", "value", "text"),
    [(2, -0.256, "-0.26 s"), (None, 530241.625, "5.302e+05 s"), (None, 2e-7, "2e-07 s"), (None, math.nan, "–")],
)
def test_a_number_as_text(digits, value, text):
    assert Readout("x", "x", "s", digits).text(value) == text


def test_the_authors_mistakes_are_errors(static):
    with pytest.raises(ValueError, match="compute must return broken, peak, got x, y"):
        make(compute=lambda rate, power: {"x": X, "y": X})._repr_mimebundle_()
    lengths = iter(range(3, 100))
    with pytest.raises(ValueError, match="must keep its length"):
        make(compute=lambda rate, power: damped(9, 1) | {"y": np.ones(next(lengths))})._repr_mimebundle_()
    with pytest.raises(ValueError, match=r"cube takes \d+ bytes, allowed are 300000"):
        make(rate=Parameter("rate", 0.5, 4, 1201))._repr_mimebundle_()


def test_text_cannot_leave_the_script_element(static):
    page = make(alt='"</script><b>')._repr_mimebundle_()["text/html"]
    assert page.count("</script>") == 1
    assert "<b>" not in page.split("<script")[0]


def test_live_sliders_recompute_and_reset():
    box, first = room._live(make())
    rate, power = box.children[:2]
    reset, words = box.children[2].children
    picture = box.children[3]
    assert words.value == "peak at: 0.05 s"
    rate.value = 3.0
    power.value = 1.2
    assert words.value == "peak at: 0.40 s"
    assert picture.value != first
    rate.value, power.value = 3.0, 3.0
    assert "may not add up to 6" in words.value
    reset.click()
    assert words.value == "peak at: 0.05 s"
    assert picture.value == first


def test_a_kernel_gets_widgets_and_a_picture_but_no_cube(monkeypatch):
    monkeypatch.delenv("NDTC_STATIC_BOOK", raising=False)
    bundle, metadata = make()._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert metadata["image/png"]["alt"] == "two panels"


def test_vendored_scripts_are_what_their_readme_says():
    assets = Path(room.__file__).with_name("assets")
    listed = re.findall(r"([0-9a-f]{64})  (\S+)", (assets / "README.md").read_text("utf-8"))
    assert {name for _, name in listed} == {"uPlot.iife.min.js", "uPlot.min.css", "LICENSE.uPlot"}
    for digest, name in listed:
        assert hashlib.sha256((assets / name).read_bytes()).hexdigest() == digest
