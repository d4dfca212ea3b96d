"""A map of the book, read from the chapters themselves: title, reading time and what each one needs.

The one source is the box "Before you start" of every chapter: its line **Time.**, and the links in its line
**Prerequisites.** map_picture.py draws it, book/_ext/book_map.py puts picture and table on pages; tests/site/test_teaching.py
asks that nobody needs what comes later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from fingerprint import ROOT

BOX = re.compile(r"```\{admonition\} Before you start\n(.*?)\n```", re.DOTALL)
TIME = re.compile(r"\*\*Time\.\*\* About (\d+) minutes")
PREREQUISITES = re.compile(r"\*\*Prerequisites\.\*\*(.*?)\*\*Time\.\*\*", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+\.md)\)")
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """name, as in the table of contents but without ending ("book/channel/noise_and_photons"); needs, other chapters' names."""

    name: str
    part: str
    title: str
    minutes: int
    needs: tuple[str, ...]


def chapters(root: Path = ROOT) -> list[Chapter]:
    """All pages of the table of contents with a box "Before you start", in its order.

    Raises ValueError for a box without time or prerequisites, and for a link in it that leads to no such page.
    """
    contents = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    files = [(part["caption"], root / page["file"]) for part in contents.get("parts", []) for page in part["chapters"]]
    found = []
    for part, path in files:
        text = path.read_text("utf-8")
        if box := BOX.search(text):
            time, line, title = TIME.search(box[1]), PREREQUISITES.search(box[1]), TITLE.search(text)
            if not (time and line and title):
                raise ValueError(f"{path.relative_to(root)}: a title, **Prerequisites.** and **Time.** are needed")
            needs = tuple(dict.fromkeys(_name((path.parent / link).resolve(), root) for link in LINK.findall(line[1])))
            found.append(Chapter(_name(path, root), part, title[1], int(time[1]), needs))
    known = {chapter.name for chapter in found}
    for chapter in found:
        if lost := set(chapter.needs) - known:
            raise ValueError(f"{chapter.name} needs {', '.join(sorted(lost))}, which is no chapter")
    return found


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root.resolve()).with_suffix("").as_posix()


def all_needs(book: Iterable[Chapter]) -> dict[str, set[str]]:
    """Everything that must be read before each chapter, whatever the way to it. Raises ValueError for a circle."""
    direct = {chapter.name: chapter.needs for chapter in book}
    complete: dict[str, set[str]] = {}

    def collect(name: str, way: tuple[str, ...]) -> set[str]:
        if name in way:
            raise ValueError(f"chapters need each other in a circle: {' → '.join([*way, name])}")
        if name not in complete:
            complete[name] = set(direct[name]).union(*(collect(need, (*way, name)) for need in direct[name]))
        return complete[name]

    for name in direct:
        collect(name, ())
    return complete


def arrows(book: Sequence[Chapter]) -> list[tuple[str, str]]:
    """Pairs (needed, chapter) without those that follow from others: of A → B → C and A → C the last is left out."""
    before = all_needs(book)
    return [
        (need, chapter.name)
        for chapter in book
        for need in chapter.needs
        if not any(need in before[other] for other in chapter.needs)
    ]


def describe(book: Sequence[Chapter]) -> str:
    """The picture in words, for those who cannot see it."""
    title = {chapter.name: chapter.title for chapter in book}
    drawn = arrows(book)
    sentences = []
    for chapter in book:
        needs = [f"“{title[need]}”" for need, name in drawn if name == chapter.name]
        sentences.append(f"“{chapter.title}” needs {' and '.join(needs) if needs else 'none of the others'}.")
    return "Map of the chapters, one below the other, with arrows from each to those that need it. " + " ".join(
        sentences
    )
