"""One browser for the session; a fresh page for each test that fails it on a script error or a request to another host."""

from __future__ import annotations

from urllib.parse import urlsplit

import browser as finder
import pytest
from playwright.sync_api import sync_playwright

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    path = finder.find_browser()
    if path is None:
        pytest.fail("no Chrome, Chromium or Edge found: run `python tools/browser.py --ensure`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    # A reader who asks for less motion: the theme's smooth scrolling would move a slider away from under the mouse.
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    problems: list[str] = []

    def note(message):
        if message.type == "error":
            problems.append(f"{message.text} ({message.location['url']})")

    page.on("console", note)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "request", lambda request: problems.append(f"asked for {request.url}") if not is_local(request.url) else None
    )
    page.problems = problems
    yield page
    context.close()
    assert not problems, "\n".join(problems)


def is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("file", "data", "blob", "about") or parts.hostname in ("127.0.0.1", "localhost")
