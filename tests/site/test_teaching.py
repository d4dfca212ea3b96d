"""The teacher's pages: what they say about explorers is what the explorers show; nobody needs a chapter that comes later."""

import base64
import json
import re

import chapter_map
import numpy as np
import pytest
from bs4 import BeautifulSoup
from building import ROOT
from lxml import html

from ndtc_core.notebook.publish import indexed

BOOK = chapter_map.chapters()
LINK = re.compile(r"\]\(\.\./([a-z_]+/[a-z_]+)\.md\)")


def test_every_chapter_has_its_box():
    files = {
        path.relative_to(ROOT).with_suffix("").as_posix()
        for path in (ROOT / "book").glob("*/*.md")
        if path.parent.name not in ("reference", "teaching")
    }
    assert {chapter.name for chapter in BOOK} == files


def test_no_chapter_needs_a_later_one():
    """In the order of the table of contents; so there is no circle either."""
    known = set()
    for chapter in BOOK:
        assert set(chapter.needs) <= known, chapter.name
        known.add(chapter.name)


def test_a_circle_is_told():
    first, second = (chapter_map.Chapter(name, "", name, 1, (other,)) for name, other in (("a", "b"), ("b", "a")))
    with pytest.raises(ValueError, match="a → b → a"):
        chapter_map.all_needs([first, second])


def test_arrows_leave_out_what_follows():
    def chapter(name, *needs):
        return chapter_map.Chapter(name, "", name, 1, needs)

    book = [chapter("a"), chapter("b", "a"), chapter("c", "a", "b")]
    assert chapter_map.arrows(book) == [("a", "b"), ("b", "c")]


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [("## Twelve weeks", "## Two days", 19), ("## Two days", "## What to say", 11)],
    ids=["12 weeks", "2 days"],
)
def test_plan_brings_what_is_needed_first(start, end, count):
    """By rows of the tables: what a row needs stands in it or above. The long plan has every chapter."""
    text = (ROOT / "book" / "teaching" / "plans.md").read_text("utf-8")
    text = text[text.index(start) : text.index(end)]
    needs, known = {chapter.name: set(chapter.needs) for chapter in BOOK}, set()
    for line in text.splitlines():
        here = {f"book/{name}" for name in LINK.findall(line)} & set(needs)
        known |= here
        for name in here:
            assert needs[name] <= known, line
    assert len(known) == count


def test_exercises_are_called_by_their_titles():
    titles = {}
    for path in (ROOT / "book").rglob("*.md"):
        text = path.read_text("utf-8")
        titles |= {label: title for title, label in re.findall(r"```\{exercise-start\} (.*)\n:label: (\S+)", text)}
    for path in (ROOT / "book" / "teaching").glob("*.md"):
        for title, label in re.findall(r"\{ref\}`(.*?) <(ex-[a-z-]+)>`", path.read_text("utf-8")):
            assert title == titles[label], path.name


def test_rubrics_add_up():
    text = (ROOT / "book" / "teaching" / "projects.md").read_text("utf-8")
    rubrics = re.findall(r"\| criterion .*\n\| ---.*\n((?:\|.*\n)+)", text)
    assert len(rubrics) == 3
    for rubric in rubrics:
        rows = [[int(points) for points in re.findall(r"\| \*\*(\d+)\*\*", line)] for line in rubric.splitlines()]
        assert sum(row[0] for row in rows) == 100
        assert all(len(row) == 4 and row == sorted(set(row), reverse=True) for row in rows), rows


def pages(site):
    notes = BeautifulSoup((site / "book" / "teaching" / "chapter_notes.html").read_text("utf-8"), "lxml")
    for heading in notes.find_all("h2"):
        link = heading.find_next("a", class_="reference internal")
        tables = [cell.find("table") for cell in heading.parent.select("div.cell.tag_live")]
        if tables:
            yield link["href"].removeprefix("../").removesuffix(".html"), tables


def explorers(site, chapter):
    page = html.parse(site / "book" / f"{chapter}.html")
    return [json.loads(script.text) for script in page.xpath("//script[@data-cube]")]


def named(thing):
    name = f"{thing['label']} ({thing['unit']})" if thing["unit"] else thing["label"]
    return re.sub(r"</?sub>", "", indexed(name))  # as the text of the notes' tables has it


def shown(explorer, settings):
    """The readouts of an explorer, by name, at the grid points nearest to ``settings``."""
    place = []
    for parameter in explorer["parameters"]:
        values = np.array(parameter["values"])
        wanted = settings.get(named(parameter), values[parameter["start"]])
        place.append(int(np.argmin(abs(values - wanted))))
        assert np.isclose(values[place[-1]], wanted, rtol=5e-3), f"{named(parameter)} has no point at {wanted}"
    numbers, found = np.frombuffer(base64.b64decode(explorer["exact"]), "<f4"), {}
    for readout in explorer["readouts"]:
        layout = explorer["arrays"][readout["name"]]
        found.setdefault(named(readout), numbers[layout["start"] + np.dot(place, layout["steps"])])
    return found


def test_live_demonstrations_show_what_the_notes_say(site):
    seen = set()
    for chapter, tables in pages(site):
        known = explorers(site, chapter)
        for table in tables:
            header = table.find_all("th")
            names = [cell.get_text() for cell in header]
            sliders = [name for name, cell in zip(names, header, strict=True) if not cell.find("em")]
            (explorer,) = [e for e in known if set(sliders) <= {named(p) for p in e["parameters"]}]
            for row in table.select("tbody tr"):
                cells = dict(zip(names, (cell.get_text() for cell in row.find_all("td")), strict=True))
                readouts = shown(explorer, {name: float(cells.pop(name)) for name in sliders})
                for name, text in cells.items():
                    where = (
                        f"{chapter}: {row.get_text(' ', strip=True)}: {name}, the explorer shows {readouts[name]:.4g}"
                    )
                    if text == "none":
                        assert np.isnan(readouts[name]), where
                    else:
                        decimals = len(text.partition(".")[2])
                        assert abs(float(text.replace("−", "-")) - readouts[name]) <= 1.01 * 10.0**-decimals, where
        seen.add(f"book/{chapter}")
    assert seen == {chapter.name for chapter in BOOK}
