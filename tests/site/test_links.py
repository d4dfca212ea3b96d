"""Every internal link of every page leads somewhere; every loaded resource is a file of the site."""

from urllib.parse import unquote, urlsplit

import pytest
from lxml import html


@pytest.fixture(scope="module")
def pages(site):
    return {path: html.parse(path) for path in site.rglob("*.html") if "_static" not in path.parts}


def targets(page, *kinds):
    """Elements and addresses, of kinds like a/@href."""
    for kind in kinds:
        tag, attribute = kind.split("/@")
        for element in page.iter(tag):
            if value := element.get(attribute):
                yield element, value


def test_internal_links_resolve(pages, site):
    dead, anchors = [], {path: set(page.xpath("//@id")) for path, page in pages.items()}
    for path, page in pages.items():
        for element, link in targets(page, "a/@href", "img/@src", "script/@src", "link/@href"):
            parts = urlsplit(link)
            if element.xpath("ancestor::*[@hidden]"):
                continue  # the landing page's links to what `make bundle` adds
            if parts.scheme in ("data", "mailto", "http", "https"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists():
                dead.append(f"{path.relative_to(site)}: {link}")
            elif target.suffix == ".html" and unquote(parts.fragment) not in anchors[target] | {"", "top"}:
                dead.append(f"{path.relative_to(site)}: {link} (no such anchor)")
    assert not dead, "\n".join(dead)


def test_no_resource_is_loaded_from_another_host(pages, site):
    foreign = [
        f"{path.relative_to(site)}: {value}"
        for path, page in pages.items()
        for element, value in targets(page, "script/@src", "img/@src", "link/@href", "iframe/@src", "source/@src")
        if urlsplit(value).scheme in ("http", "https") and element.get("rel") != "canonical"
    ]
    assert not foreign, "\n".join(foreign)


def test_every_image_has_alt_text(pages, site):
    bare = [
        f"{path.relative_to(site)}: {html.tostring(image)[:120]}"
        for path, page in pages.items()
        for image in page.iter("img")
        if not image.get("alt", "").strip()
    ]
    assert not bare, "\n".join(bare)


def test_each_chapter_offers_its_notebook(pages, site):
    button = "//a[contains(@class, 'btn-download-notebook-button') and contains(@href, '.ipynb')]"
    offered = {path.stem for path, page in pages.items() if page.xpath(button)}
    assert {"noise_and_photons", "impedance_matching", "audit"} <= offered


def test_no_launch_button_without_a_public_address(pages):
    for page in pages.values():
        assert not page.xpath("//a[contains(@href, 'mybinder.org') or contains(@href, 'colab.research')]")


def test_pages_are_light(site):
    heavy = {page.name: page.stat().st_size for page in site.rglob("*.html") if page.stat().st_size > 1_500_000}
    assert not heavy
