"""From the press of a key on a slider to changed pixels, in a real browser: the built page from file://, and JupyterLab.

Targets: 16 ms in the page, 100 ms with a live kernel. The times include the way from this process to the browser and back.
"""

from pathlib import Path

import browser as finder
import jupyterlab_page as jupyterlab
import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]

DEFINITION = """
import numpy as np
from ndtc_core.notebook import Explorer, Line, Panel, Parameter, Readout, use_style
from ndtc_core.photonic import heat_current_rc

use_style()
T = np.linspace(0.05, 0.5, 100)

def current(R, C):
    J = heat_current_rc(T, 0.1, R, 300.0, 1e-15 * C) * 1e15
    return {"T": T, "J": J, "slope": np.gradient(J, T), "top": J.max()}

explorer = Explorer(
    current,
    {"R": Parameter("R", 10, 1000, 15, scale="log", unit="Ω"), "C": Parameter("C", 1, 100, 15, scale="log", unit="fF")},
    [Panel([Line("J", "T", "J")], "T / K", "J / fW", (0, 0.5), (-10, 100)),
     Panel([Line("slope", "T", "slope")], "T / K", "dJ/dT / (fW/K)", (0, 0.5), (-10, 500))],
    alt="heat current and conductance against temperature", readouts=[Readout("top", "largest J", "fW", 1)],
)
"""


@pytest.fixture(scope="module")
def page():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=finder.find_browser(), args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.mark.benchmark(group="slider to pixels")
def test_built_page_from_a_file(benchmark, page, tmp_path, monkeypatch):
    monkeypatch.setenv("NDTC_STATIC_BOOK", "1")
    scope = {}
    exec(DEFINITION, scope)
    assets = (ROOT / "ndtc_core" / "notebook" / "assets").as_uri()
    scripts = "".join(f'<script defer src="{assets}/{name}"></script>' for name in ("uPlot.iife.min.js", "explorer.js"))
    body = scope["explorer"]._repr_mimebundle_()["text/html"]
    (tmp_path / "page.html").write_text(f"<!doctype html><meta charset='utf-8'>{scripts}<body>{body}", "utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    page.locator(".ndtc-explorer[data-ready]").wait_for()
    move = """() => { const slider = document.querySelector('input[type=range]');
      slider.value = (Number(slider.value) + 1) % (Number(slider.max) + 1);
      slider.dispatchEvent(new Event('input'));
      return new Promise(done => queueMicrotask(() => queueMicrotask(() =>
        done(document.querySelector('canvas').getContext('2d').getImageData(0, 0, 1, 1).data[0])))); }"""
    benchmark(page.evaluate, move)


@pytest.mark.benchmark(group="slider to pixels")
def test_live_in_jupyterlab(benchmark, page, tmp_path):
    with jupyterlab.serve(tmp_path, DEFINITION + "\nexplorer") as address:
        jupyterlab.run_first_cell(page, address)
        move = """() => new Promise(done => {
          const picture = document.querySelector('img.widget-image');
          picture.addEventListener('load', () => requestAnimationFrame(done), { once: true });
          const handle = document.querySelector('.noUi-handle'), forth = handle.dataset.forth === '1';
          handle.dataset.forth = forth ? '0' : '1';
          const key = forth ? 'ArrowLeft' : 'ArrowRight';
          handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })); })"""
        benchmark.pedantic(page.evaluate, (move,), rounds=40, warmup_rounds=3)
