"""Every internal link of every page leads somewhere; every loaded resource is a file of the site."""

from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup


@pytest.fixture(scope="module")
def pages(site):
    return {
        path: BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in site.rglob("*.html")
        if "_static" not in path.parts
    }


def targets(soup, attributes):
    for tag, attribute in attributes:
        for element in soup.find_all(tag):
            if value := element.get(attribute):
                yield element, value


def test_internal_links_resolve(pages, site):
    dead, anchors = [], {page: {element["id"] for element in soup.find_all(id=True)} for page, soup in pages.items()}
    for page, soup in pages.items():
        for element, link in targets(soup, [("a", "href"), ("img", "src"), ("script", "src"), ("link", "href")]):
            parts = urlsplit(link)
            if element.find_parent(hidden=True):
                continue  # the landing page's links to what `make bundle` adds
            if parts.scheme in ("data", "mailto", "http", "https"):
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not target.exists():
                dead.append(f"{page.relative_to(site)}: {link}")
            elif target.suffix == ".html" and unquote(parts.fragment) not in anchors[target] | {"", "top"}:
                dead.append(f"{page.relative_to(site)}: {link} (no such anchor)")
    assert not dead, "\n".join(dead)


def test_no_resource_is_loaded_from_another_host(pages, site):
    loaded = [("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src")]
    foreign = [
        f"{page.relative_to(site)}: {value}"
        for page, soup in pages.items()
        for element, value in targets(soup, loaded)
        if urlsplit(value).scheme in ("http", "https") and element.get("rel") != ["canonical"]
    ]
    assert not foreign, "\n".join(foreign)


def test_every_image_has_alt_text(pages, site):
    bare = [
        f"{page.relative_to(site)}: {str(image)[:120]}"
        for page, soup in pages.items()
        for image in soup.find_all("img")
        if not image.get("alt", "").strip()
    ]
    assert not bare, "\n".join(bare)


def test_each_chapter_offers_its_notebook(pages, site):
    offered = {
        page.stem for page, soup in pages.items() if soup.select("a[href$='.ipynb'].btn-download-notebook-button")
    }
    assert {"noise_and_photons", "impedance_matching", "audit"} <= offered


def test_no_launch_button_without_a_public_address(pages):
    for soup in pages.values():
        assert not soup.select("a[href*='mybinder.org'], a[href*='colab.research']")


def test_pages_are_light(site):
    heavy = {page.name: page.stat().st_size for page in site.rglob("*.html") if page.stat().st_size > 1_500_000}
    assert not heavy
