"""The decks: one for each part, with every chapter's opening, tagged outputs, questions and summary."""

import pytest
import slides
import yaml
from bs4 import BeautifulSoup
from building import ROOT

PARTS = slides.parts(ROOT)


@pytest.fixture(scope="module")
def decks(site):
    return {
        folder: BeautifulSoup((site / slides.FOLDER / f"{folder}.html").read_text("utf-8"), "lxml") for folder in PARTS
    }


def test_every_part_with_chapters_has_a_deck():
    assert set(PARTS) == {"channel", "transition", "tunnel_junctions", "proximity", "beyond"}


@pytest.mark.parametrize("folder", PARTS)
def test_the_first_slide_names_book_and_part(decks, folder):
    title, caption = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["title"], PARTS[folder][0]
    first = decks[folder].select_one("section.title")
    assert (first.p.get_text(strip=True), first.h1.get_text(strip=True)) == (title, caption)
    assert decks[folder].title.get_text() == f"{caption} · {title}"


@pytest.mark.parametrize("folder", PARTS)
def test_every_chapter_is_whole(decks, folder):
    stacks = decks[folder].select(".slides > section")[1:]
    chapters = PARTS[folder][1]
    assert len(stacks) == len(chapters)
    for stack, chapter in zip(stacks, chapters, strict=True):
        kinds = [section["class"][0] for section in stack.find_all("section", recursive=False)]
        assert kinds[:2] == ["title", "objectives"], chapter
        assert kinds[-1] == "summary", chapter
        assert kinds.count("cell") >= 5, chapter
        assert kinds.count("quiz") >= 2, chapter
        assert stack.select("figure img"), chapter
        assert stack.select(".ndtc-explorer"), chapter


@pytest.mark.parametrize("folder", PARTS)
def test_every_slide_says_something_under_a_heading(decks, folder):
    for section in decks[folder].select(".slides > section > section"):
        heading = section.find(["h1", "h2"]).get_text(strip=True)
        assert heading
        assert section.get_text(strip=True) != heading or section.select(".ndtc-explorer"), heading
