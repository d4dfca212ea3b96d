"""The built pages in a real browser, opened as files: on a desk and on a phone, light and dark. A few also over http.

The ``page`` fixture fails every test in which a script throws or anything is asked of another host.
"""

import functools
import http.server
import threading
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from building import ROOT

TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
PAGES = [Path(TOC["root"]).with_suffix(".html").as_posix()] + [
    Path(chapter["file"]).with_suffix(".html").as_posix() for part in TOC["parts"] for chapter in part["chapters"]
]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 740}
WITH_EXPLORER = [name for name in PAGES if "\nExplorer(\n" in (ROOT / name).with_suffix(".md").read_text("utf-8")]

OF_COLOURS = ["color-contrast", "link-in-text-block"]
OF_THE_LOOKS = [*OF_COLOURS, "scrollable-region-focusable", "target-size"]  # what a phone in the dark may change

# A chapter's thousands of coloured words and strokes of letters take a browser seconds for each change of its looks, and axe-core
# minutes: one of each kind stands for all. Everything stays as wide as it is.
THIN_WORDS = """() => { const seen = new Set();
  for (const word of document.querySelectorAll("pre span, pre a")) {
    const kind = word.tagName + word.className;
    if (seen.has(kind)) word.replaceWith(word.textContent); else seen.add(kind); }
  for (const formula of document.querySelectorAll("mjx-container > svg, mjx-assistive-mml")) formula.replaceChildren(); }"""

# For the looks two of each kind stand for all: what is made, named and dressed alike, all the way up, looks alike.
THIN_ALL = """() => { const seen = {};
  const dress = element => element.tagName + element.className + (element.getAttribute("style") ?? "");
  const kind = element => element.matches("article") ? "" : kind(element.parentElement) + "/" + dress(element);
  for (const element of document.querySelectorAll("article *")) {
    if (!element.isConnected) continue;
    const all = kind(element); seen[all] = (seen[all] ?? 0) + 1;
    if (seen[all] > 2) element.remove(); }
  document.getElementById("pst-back-to-top")?.remove(); }"""  # the theme's button, which fades in when a page gets shorter


@pytest.fixture(scope="session")
def server(site):
    handler = functools.partial(QuietHandler, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


def open_page(page, address):
    page.goto(address, wait_until="load")
    page.evaluate("() => window.MathJax?.startup?.promise")


def barriers(page, **options):
    """What axe-core finds that keeps somebody out: its serious and critical findings, one line each. options, axe's own."""
    # without preload: it would ask for style sheets again, which a page opened as a file may not
    found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]} | options).response["violations"]
    return [
        f"{finding['id']}: {node['html'][:160]}"
        for finding in found
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"]
    ]


def math_left_raw(page):
    """Beginnings of texts in which a formula was not typeset."""
    return page.evaluate(
        r"""() => { const walk = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
        const found = []; while (walk.nextNode()) { const node = walk.currentNode;
          if (/\\\(|\\\[|\$\$|\\frac|\\mathrm/.test(node.data)
              && !node.parentElement.closest('pre, code, script, style, mjx-container'))
            found.push(node.data.slice(0, 80)); } return found; }"""
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_on_a_desk_and_on_a_phone(page, site, name):
    """All is typeset, every slider works, nothing is too wide, nobody is kept out. One visit: to open a chapter takes seconds."""
    open_page(page, (site / name).as_uri())
    assert page.locator("article h1").first.is_visible()
    assert page.locator("mjx-merror, [data-mjx-error], mjx-container [data-mml-node=merror]").count() == 0
    assert page.locator(".math mjx-container").count() >= page.locator(".math").count()
    assert math_left_raw(page) == []
    explorers = page.locator(".ndtc-explorer")
    assert explorers.count() >= (name in WITH_EXPLORER)
    for index in range(explorers.count()):
        move_every_slider(page, explorers.nth(index))

    page.evaluate(THIN_WORDS)
    resize(page, PHONE)
    for theme in ("dark", "light"):
        wear(page, theme)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"], (
            "the page scrolls sideways"
        )
    assert too_wide(page) == []

    resize(page, DESK)
    assert barriers(page, rules={rule: {"enabled": False} for rule in OF_COLOURS}) == []
    page.evaluate(THIN_ALL)
    assert barriers(page, runOnly=OF_COLOURS) == []
    resize(page, PHONE)
    wear(page, "dark")
    assert barriers(page, runOnly=OF_THE_LOOKS) == []


@pytest.mark.parametrize("name", WITH_EXPLORER[:3])
def test_a_page_opened_on_a_phone_from_a_server(page, server, name):
    page.set_viewport_size(PHONE)
    open_page(page, f"{server}/{name}")
    assert math_left_raw(page) == []
    assert too_wide(page) == []
    move_every_slider(page, page.locator(".ndtc-explorer").first)


def resize(page, size):
    """To another width, where other boxes have to be scrolled. The theme's side bars find their places, and 0.3 s after the
    last of the many events that a hand at the window's corner makes, its script lets the keyboard into the boxes."""
    page.set_viewport_size(size)
    page.wait_for_function(
        "width => innerWidth === width && document.getAnimations().every(motion => motion.playState === 'finished')",
        arg=size["width"],
    )
    page.evaluate("() => window.dispatchEvent(new Event('resize'))")
    page.wait_for_function(
        """() => [...document.querySelectorAll("pre, .cell_output > .output")].every(
            box => (box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight) || box.tabIndex === 0)"""
    )


def wear(page, theme):
    page.emulate_media(color_scheme=theme)
    page.locator(f"html[data-theme={theme}]").wait_for()


def too_wide(page):
    """What sticks out of the window and is not made to be scrolled by itself."""
    return page.evaluate(
        """() => [...document.querySelectorAll('article p, article img, article figure, article .ndtc-explorer')]
        .filter(element => element.getBoundingClientRect().right > innerWidth + 1
                && !element.closest('.cell_output table, .table-wrapper, pre, .pst-scrollable-table-container'))
        .map(element => element.outerHTML.slice(0, 100))"""
    )


def move_every_slider(page, explorer):
    """Each slider changes what is drawn, by keyboard and by mouse."""
    explorer.scroll_into_view_if_needed()
    explorer.locator("xpath=self::*[@data-ready]").wait_for(timeout=5000)
    sliders = explorer.locator("input[type=range]")
    assert sliders.count() >= 1
    for number in range(sliders.count()):
        slider = sliders.nth(number)
        explorer.get_by_role("button", name="Reset").press("Enter")  # a film left normal does not care for its T_c
        before = drawn(explorer)
        slider.focus()
        page.keyboard.press("ArrowLeft" if at_end(slider) else "ArrowRight")
        before = changed(explorer, before)
        assert before, f"slider {number} is dead to the keyboard"
        click(slider, 0.15 if beyond_middle(slider) else 0.85)
        assert changed(explorer, before), f"slider {number} is dead to the mouse, at {slider.input_value()}"


def click(slider, fraction):
    """Click at a fraction of the slider's length, clear of the header, once it stands still and nothing covers it."""
    slider.evaluate("element => element.scrollIntoView({ block: 'center' })")
    box = slider.bounding_box()
    slider.click(position={"x": box["width"] * fraction, "y": box["height"] / 2}, timeout=5000)


def at_end(slider):
    return slider.evaluate("element => element.value === element.max")


def beyond_middle(slider):
    return slider.evaluate("element => +element.value > (+element.min + +element.max) / 2")


def changed(explorer, before):
    """What is drawn instead. At once; where two processes share a processor with a browser, an event may come frames later."""
    return next((now for _ in range(30) if (now := drawn(explorer)) != before), None)


def drawn(explorer):
    """What the reader sees: every canvas as a picture, the read-outs, the messages."""
    return explorer.evaluate(
        """async element => { await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        return JSON.stringify([[...element.querySelectorAll('canvas')].map(canvas => canvas.toDataURL()),
          element.querySelector('[aria-live]')?.textContent, element.querySelector('[role=alert]')?.textContent]); }"""
    )


def test_icons_are_drawn(page, site):
    """A font is loaded where something visible is written in it: the icons need no script."""
    page.goto((site / "search.html").as_uri(), wait_until="load")
    fonts = page.evaluate(
        "() => document.fonts.ready.then(all => [...all].filter(one => one.status === 'loaded').map(one => one.family))"
    )
    assert any("Font Awesome" in family for family in fonts)
    icon, field = (page.locator(f"main .bd-search {part}").bounding_box() for part in ("i", "input"))
    assert icon["x"] + icon["width"] <= field["x"]


CUT_RINGS = """() => {
  const cut = [];
  for (const one of document.querySelectorAll('article :is(a[href], input, button, summary, table, mjx-container)')) {
    if (!one.checkVisibility()) continue;
    one.focus({ preventScroll: true });
    const style = getComputedStyle(one), inside = one.getBoundingClientRect();
    const ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
    const scroller = one.parentElement.closest('.output, .math, .pst-scrollable-table-container');
    if (document.activeElement !== one || style.outlineStyle === 'none' || ring <= 0 || !scroller) continue;
    const room = scroller.getBoundingClientRect();
    const free = [inside.left - room.left, room.right - inside.right, inside.top - room.top, room.bottom - inside.bottom];
    if (Math.min(...free) >= 0 && Math.min(...free) < ring - 0.1) cut.push(`${one.outerHTML.slice(0, 60)} ${free}`);
  }
  return cut;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ring_of_the_focus_is_not_cut(page, site, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(PHONE)
    page.goto((site / WITH_EXPLORER[0]).as_uri(), wait_until="load")
    page.locator("article mjx-container").first.wait_for()
    assert page.evaluate(CUT_RINGS) == []


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_search_finds_a_term(page, site, server, scheme):
    address = (site / "search.html").as_uri() if scheme == "file" else f"{server}/search.html"
    page.goto(f"{address}?q=Nyquist")
    page.locator("#search-results li a").first.wait_for(timeout=10_000)
    assert "noise_and_photons" in (page.locator("#search-results li a").first.get_attribute("href") or "")
