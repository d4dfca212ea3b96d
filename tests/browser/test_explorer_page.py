"""One explorer on a page of its own: what is drawn is what was computed, and the reader's data joins it."""

import csv
import io

import numpy as np
import pytest
from content_policy import with_policy

from ndtc_core.notebook import Explorer, Line, Panel, Parameter, Readout
from ndtc_core.notebook import explorer as room

X = np.linspace(0, 10, 41)


def wave(rate, phase):
    if rate > 3.4 and phase > 2.9:
        raise ValueError("no such wave")
    return {
        "x": X,
        "y": np.sin(rate * X + phase),
        "x2": np.array([rate, rate]),
        "y2": np.array([-1.0, 1.0]),
        "rate": rate,
    }


@pytest.fixture
def show(page, tmp_path, monkeypatch):
    monkeypatch.setenv("NDTC_STATIC_BOOK", "1")
    assets = room.__file__.replace("explorer.py", "assets/")

    def show(*explorers, alive=True):
        bodies = "\n".join(explorer._repr_mimebundle_()["text/html"] for explorer in explorers)
        styles = "".join(
            f'<link rel="stylesheet" href="file://{assets}{n}">' for n in ("uPlot.min.css", "explorer.css")
        )
        scripts = "".join(
            f'<script defer src="file://{assets}{n}"></script>' for n in ("uPlot.iife.min.js", "explorer.js")
        )
        file = tmp_path / "page.html"
        html = (
            "<!doctype html><html data-theme='light'><head><meta charset='utf-8'>"
            f"{styles}{scripts}</head><body>{bodies}<p>the page lives on</p></body></html>"
        )
        file.write_text(with_policy(html), "utf-8")
        page.goto(file.as_uri())
        if alive:
            page.locator(".ndtc-explorer[data-ready]").nth(len(explorers) - 1).wait_for(timeout=5000)
        return page

    return show


def explorer(**changes):
    given = {"rate": Parameter("rate", 0.5, 3.5, 7, start=1), "phase": Parameter("phase", 0, 3, 4)} | changes
    panels = [
        Panel([Line("y", "x", "wave"), Line("y2", "x2", "mark")], "x", "height", (0, 10), (-1.5, 1.5)),
        Panel([Line("x", "x")], "x", "x again", (0, 10), (0, 10)),
    ]
    return Explorer(wave, given, panels, alt="a sine wave", readouts=[Readout("rate", "rate is", "1/s", 2)])


def exported(page):
    with page.expect_download() as download:
        page.get_by_role("button", name="Curves as CSV").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8"))))
    return rows[0], [[float(cell) for cell in column if cell] for column in zip(*rows[1:], strict=True)]


def test_curves_follow_the_sliders(show):
    page = show(explorer())
    rate = page.get_by_label("rate", exact=False).first
    for presses, expected in ((0, 1.0), (3, 2.5)):
        rate.focus()
        for _ in range(presses):
            page.keyboard.press("ArrowRight")
        heads, (x, y, x2, y2, *_) = exported(page)
        assert heads[:4] == ["x", "height: wave", "x", "height: mark"]
        np.testing.assert_allclose(x, X, atol=2e-4)
        np.testing.assert_allclose(y, np.sin(expected * X), atol=2e-4)
        np.testing.assert_allclose([*x2, *y2], [expected, expected, -1, 1], atol=2e-4)  # a vertical line is a line
        assert page.locator("[aria-live]").inner_text().split() == ["rate", "is", f"{expected:.2f}", "1/s"]
        assert rate.get_attribute("aria-valuetext") == f"{expected:g}"
    page.get_by_role("button", name="Reset").click()
    assert rate.get_attribute("aria-valuetext") == "1"


def test_an_impossible_position_speaks_and_the_next_one_draws(show):
    page = show(explorer())
    alert, figures = page.get_by_role("alert"), page.get_by_role("img", name="a sine wave")
    for name in ("rate", "phase"):
        page.get_by_label(name).first.focus()
        page.keyboard.press("End")
    assert alert.inner_text() == "no such wave"
    assert not figures.is_visible()
    page.keyboard.press("ArrowLeft")
    assert figures.is_visible()
    assert alert.count() == 0 or not alert.is_visible()


def test_an_impossible_range_leaves_the_page_alive(show):
    page = show(explorer(rate=Parameter("rate", 3, 1, 7)), explorer())
    assert "not a range" in page.get_by_role("alert").first.inner_text()
    assert page.get_by_text("the page lives on").is_visible()
    assert page.locator("canvas").count() == 2


def test_my_data_is_drawn_and_nonsense_is_refused(show, tmp_path):
    page = show(explorer())
    canvas = "() => document.querySelector('canvas').toDataURL()"
    page.get_by_text("Add my data").click()
    before = page.evaluate(canvas)
    (tmp_path / "mine.csv").write_text("x, height\n2, 0.5\n4; -0.5\n", "utf-8")
    page.locator("input[type=file]").set_input_files(tmp_path / "mine.csv")
    page.wait_for_function(f"before => ({canvas})() !== before", arg=before)
    (tmp_path / "poem.txt").write_text("no numbers\nat all\n", "utf-8")
    page.locator("input[type=file]").set_input_files(tmp_path / "poem.txt")
    page.get_by_text("No two columns of numbers").wait_for()


def test_colours_follow_the_theme(show):
    page = show(explorer())
    canvas = "() => document.querySelector('canvas').toDataURL()"
    light = page.evaluate(canvas)
    page.evaluate("() => { document.documentElement.dataset.theme = 'dark'; }")
    page.wait_for_function(f"light => ({canvas})() !== light", arg=light)
    assert page.locator(".ndtc-legend path").first.get_attribute("stroke") == "#56B4E9"


def test_pointing_at_a_curve_tells_its_value(show):
    page = show(explorer())
    box = page.locator(".u-over").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
    page.wait_for_function("() => document.querySelector('.ndtc-hover').textContent.includes('wave')")
    text = page.locator(".ndtc-hover").first.inner_text()
    assert f"wave: {np.sin(5.0):.4g}"[:12].replace("-", "−") in text


@pytest.mark.parametrize(
    ("value", "shown"), [(530241.625, "5.3·10⁵ s"), (-0.25, "−0.25 s"), (2e-7, "2·10⁻⁷ s"), (np.nan, "–")]
)
def test_a_number_without_fixed_decimals_keeps_its_digits(show, value, shown):
    x = {"x": X, "y": X, "number": value}
    panels = [Panel([Line("y", "x")], "x", "y", (0, 10), (0, 10))]
    readouts = [Readout("number", "a time", "s", digits=None)]
    page = show(Explorer(lambda rate: x, {"rate": Parameter("rate", 0, 1, 2)}, panels, alt="a line", readouts=readouts))
    assert page.locator(".ndtc-explorer dd").inner_text() == shown


def test_the_picture_stays_where_the_library_that_draws_does_not_come(show, page):
    page.route("**/uPlot.iife.min.js", lambda route: route.abort())
    show(explorer(), alive=False)
    assert page.locator(".ndtc-explorer img").is_visible()
    assert page.locator(".ndtc-explorer input").count() == 0
    assert [problem for problem in page.problems if "ERR_FAILED" not in problem] == []
    page.problems.clear()
