"""The map of the book as a picture: chapters one below the other, a lane for each part, arrows from what is needed.

`python tools/map_picture.py map.png` draws it into a file.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from textwrap import fill, wrap

import matplotlib as mpl
import numpy as np
from chapter_map import Chapter, arrows, chapters
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from ndtc_core.notebook.style import COLORS, PANEL, use_style

# In inch: height of a chapter, of a part's caption; distance of lanes, the first one, where titles begin, radius of a dot.
ROW, CAPTION = 0.44, 0.36
LANE, LEFT, TITLES, DOT = 0.36, 0.12, 1.7, 0.08
CHARACTERS = 39  # of a title, a line


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
