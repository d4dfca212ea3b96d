"""A map of the book, read from the chapters themselves: title, reading time and what each one needs.

The one source is the box "Before you start" of every chapter: its line **Time.**, and the links in its line
**Prerequisites.** book/_ext/book_map.py puts the picture and the table on pages; tests/site/test_teaching.py asks that
nobody needs what comes later.

    python tools/chapter_map.py map.png      draw the map into a file
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill, wrap

import matplotlib as mpl
import numpy as np
import yaml
from fingerprint import ROOT
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from ndtc_core.notebook.style import COLORS, PANEL, use_style

BOX = re.compile(r"```\{admonition\} Before you start\n(.*?)\n```", re.DOTALL)
TIME = re.compile(r"\*\*Time\.\*\* About (\d+) minutes")
PREREQUISITES = re.compile(r"\*\*Prerequisites\.\*\*(.*?)\*\*Time\.\*\*", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+\.md)\)")
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)

# In inch: height of a chapter, of a part's caption; distance of lanes, the first one, where titles begin, radius of a dot.
ROW, CAPTION = 0.44, 0.36
LANE, LEFT, TITLES, DOT = 0.36, 0.12, 1.7, 0.08
CHARACTERS = 39  # of a title, a line


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


def in_lines(title: str) -> str:
    """The title in as few lines as it needs, of like length."""
    needed = len(wrap(title, CHARACTERS, break_on_hyphens=False))
    widths = range(len(title) // needed, CHARACTERS + 1)
    return next(
        fill(title, w, break_on_hyphens=False) for w in widths if len(wrap(title, w, break_on_hyphens=False)) <= needed
    )


def draw(book: Sequence[Chapter]) -> Figure:
    """Chapters from top to bottom, a lane for each part, arrows from what is needed. Four inches of text: a phone can show it."""
    with mpl.rc_context():
        use_style()
        parts = list(dict.fromkeys(chapter.part for chapter in book))
        height = ROW * len(book) + CAPTION * len(parts) + 0.1
        figure = Figure(figsize=(PANEL[0], height), layout="none")
        ax = figure.add_axes((0, 0, 1, 1), xlim=(0, PANEL[0]), ylim=(height, 0))
        ax.axis("off")
        place, y, part = {}, 0.05, ""
        for chapter in book:
            lane = parts.index(chapter.part)
            color = COLORS[lane % len(COLORS)]
            if chapter.part != part:
                part = chapter.part
                ax.text(TITLES, y + 0.62 * CAPTION, part, color=color, weight="bold", va="center", fontsize=10.5)
                y += CAPTION
            place[chapter.name] = (LEFT + LANE * lane, y + ROW / 2, color)
            ax.text(
                TITLES, y + ROW / 2, in_lines(chapter.title), va="center", fontsize=10, linespacing=1.1, color="black"
            )
            y += ROW
        _draw_arrows(ax, book, place)
        for x, y, color in place.values():
            ax.plot(x, y, "o", color=color, markersize=9, zorder=3)
    return figure


def _draw_arrows(ax, book: Sequence[Chapter], place: dict[str, tuple[float, float, str]]) -> None:
    """Straight down to the next of the same lane; else through the gap to the right of the lane, where no dot stands.

    Chapters of one lane share that gap, each with a track of its own.
    """
    row = {chapter.name: i for i, chapter in enumerate(book)}
    part = {chapter.name: chapter.part for chapter in book}
    turned = [(a, b) for a, b in arrows(book) if part[a] != part[b] or row[b] - row[a] > 1]
    for a, b in arrows(book):
        (x, y, color), (x_end, y_end, _) = place[a], place[b]
        track = x
        if (a, b) in turned:
            sharing = [c.name for c in book if part[c.name] == part[a] and any(c.name == start for start, _ in turned)]
            track += DOT + (LANE - 2 * DOT - 0.06) * (sharing.index(a) + 0.5) / len(sharing)
        side = 1 if x_end > track else -1
        r = 0.05  # radius of a corner
        end = x_end - side * DOT
        if track == x:
            points, codes = [(x, y), (x, y_end - DOT)], [Outline.MOVETO, Outline.LINETO]
        else:
            points = [(x, y), (track - r, y), (track, y), (track, y + r), (track, y_end - r), (track, y_end)]
            points += [(track + side * min(r, abs(end - track)), y_end), (end, y_end)]
            codes = [Outline.MOVETO, Outline.LINETO, Outline.CURVE3, Outline.CURVE3, Outline.LINETO]
            codes += [Outline.CURVE3, Outline.CURVE3, Outline.LINETO]
        ax.add_patch(PathPatch(Outline(points, codes), fill=False, color=color, linewidth=1.4))
        head = "v" if track == x else ">" if side > 0 else "<"
        ax.plot(
            *np.subtract(points[-1], 0.02 * np.array([track != x and side, track == x])),
            head,
            color=color,
            markersize=5,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", help="picture to write, .png or .svg")
    draw(chapters()).savefig(parser.parse_args().file, dpi=180)


if __name__ == "__main__":
    main()
