"""What a class carries away: a PDF whose links and outline work, a zip of the whole site, and links on the landing page."""

import shutil
import zipfile

import bundle
import pikepdf
import pytest
from bs4 import BeautifulSoup

PAGES = ["book/index", "book/five_minutes"]


@pytest.fixture(scope="module")
def pdf(site, tmp_path_factory):
    """Two pages of the book; printing all takes minutes."""
    target = tmp_path_factory.mktemp("pdf") / "two.pdf"
    bundle.print_pdf(site, target, PAGES)
    with pikepdf.open(target) as document:
        yield document


def test_the_outline_is_the_book(pdf):
    titles = []
    with pdf.open_outline() as outline:
        for item in outline.root:
            titles += [item.title] + [child.title for child in item.children]
    assert titles[0] == "When hotter sends less"
    assert "The idea in five minutes" in titles


def test_links_between_its_pages_stay_inside_the_file(pdf):
    inside = 0
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get("/A", {})
            assert not str(action.get("/URI", "")).startswith("file:")
            inside += "/Dest" in annotation or action.get("/S") == "/GoTo"
    assert inside >= 1


def test_every_page_of_the_book_is_printed(site):
    printed = bundle.pages_in_order()
    built = {path.relative_to(site).with_suffix("").as_posix() for path in site.glob("book/**/*.html")}
    assert set(printed) == {page for page in built if not page.startswith("book/slides/")}


def test_the_zip_holds_the_site(site, tmp_path):
    bundle.pack(site, tmp_path / "site.zip")
    with zipfile.ZipFile(tmp_path / "site.zip") as archive:
        names = set(archive.namelist())
    assert {f"{bundle.NAME}/{name}" for name in ("index.html", "book/index.html", "_static/book.css")} <= names
    assert len(names) == sum(path.is_file() for path in site.rglob("*"))


def test_the_landing_page_shows_a_link_once_the_file_is_there(site, tmp_path):
    landing = tmp_path / "index.html"
    shutil.copy(site / "book" / "index.html", landing)

    def shown():
        soup = BeautifulSoup(landing.read_text("utf-8"), "lxml")
        return [link["href"] for link in soup.select(".ndtc-bundle:not([hidden]) a")]

    assert shown() == []
    bundle.show_link(landing, "pdf")
    assert shown() == [f"../{bundle.NAME}.pdf"]
    bundle.show_link(landing, "zip")
    assert shown() == [f"../{bundle.NAME}.pdf", f"../{bundle.NAME}.zip"]
