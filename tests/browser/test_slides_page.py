"""The decks in a real browser, from files: every slide fits a projector, formulas are set, sliders move."""

import pytest
import slides
from building import ROOT
from test_pages import barriers, drawn, open_page

PARTS = slides.parts(ROOT)
TOO_LARGE = """async () => {
  const found = [];
  for (const slide of document.querySelectorAll(".slides > section > section")) {
    const stack = slide.parentElement;
    Reveal.slide([...stack.parentElement.children].indexOf(stack), [...stack.children].indexOf(slide));
    await new Promise(done => setTimeout(done, 60));
    const tables = [...slide.querySelectorAll("table, mjx-container[display='true']")];
    if (slide.scrollHeight > slide.clientHeight + 4 || slide.scrollWidth > slide.clientWidth + 4
        || tables.some(table => table.scrollWidth > table.clientWidth + 1))
      found.push(`${location.hash}: ${slide.querySelector("h1, h2").innerText}`);
  }
  return found;
}"""


@pytest.mark.parametrize("folder", PARTS)
def test_every_slide_fits_a_projector(page, site, folder):
    page.set_viewport_size({"width": 1280, "height": 720})
    open_page(page, (site / slides.FOLDER / f"{folder}.html").as_uri())
    assert page.locator("mjx-merror, [data-mjx-error]").count() == 0
    assert page.evaluate(TOO_LARGE) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_deck_has_no_barriers_and_its_sliders_move(page, site, theme):
    page.emulate_media(color_scheme=theme)
    open_page(page, (site / slides.FOLDER / "channel.html").as_uri())
    assert barriers(page) == []
    page.evaluate(
        """() => { const slide = document.querySelector(".ndtc-explorer").closest("section"), stack = slide.parentElement;
        Reveal.slide([...stack.parentElement.children].indexOf(stack), [...stack.children].indexOf(slide)); }"""
    )
    explorer = page.locator(".ndtc-explorer").first
    explorer.locator("xpath=self::*[@data-ready]").wait_for(timeout=5000)
    before = drawn(explorer)
    explorer.locator("input[type=range]").first.focus()
    page.keyboard.press("ArrowRight")
    assert drawn(explorer) != before


def test_keys_walk_through_a_deck(page, site):
    open_page(page, (site / slides.FOLDER / "channel.html").as_uri())
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => Reveal.getIndices()") | {"f": None} == {"h": 1, "v": 1, "f": None}
