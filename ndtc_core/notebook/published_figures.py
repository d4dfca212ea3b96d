"""Every figure of the three papers, panel by panel, with the figure of this book that stands for it.

The list is data read off the captions, data/published_figures.csv. What the audit says about a panel is found through the
``place`` of its claims.
"""

from __future__ import annotations

import csv
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from IPython.display import HTML, Markdown

from .audit import VERDICTS, Outcome
from .chapters import find_chapter, page, stored_figures, thumbnail
from .publish import table


@dataclass(frozen=True)
class PublishedPanel:
    """Panels of one published figure that one or several figures of the book stand for.

    ``panels`` holds their letters, ``shows`` what they show in one line, ``labels`` the figures in the chapter.
    """

    paper: str
    figure: int
    panels: str
    shows: str
    chapter: str
    labels: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"Fig. {self.figure}" + ", ".join(f"({letter})" for letter in self.panels)


def _read() -> Iterator[PublishedPanel]:
    with (Path(__file__).parent / "data" / "published_figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            labels, figure = tuple(row.pop("labels").split()), int(row.pop("figure"))
            yield PublishedPanel(figure=figure, labels=labels, **row)


PUBLISHED = tuple(_read())


BESIDE = "(?<!before )(?<!below )(?<!above )"


def figures_named(place: str) -> set[tuple[int, str]]:
    """Figures and panels that a claim's place names; the letter is empty where it names a figure as a whole.

    "before Fig. 3" says where a sentence stands, not what it is about, and names none.

    >>> sorted(figures_named("Sec. III, Fig. 3(d)-(f)"))
    [(3, 'd'), (3, 'e'), (3, 'f')]
    >>> sorted(figures_named("Figs. 2(d), 3"))
    [(2, 'd'), (3, '')]
    """
    named: set[tuple[int, str]] = set()
    for listed in re.findall(rf"{BESIDE}Figs?\.? ?(\d.*?)(?:[A-Za-z]{{2}}|;|$)", place):
        figure, letter, through = 0, "", False
        for token in re.findall(r"\d+|\b[a-g]\b|(?<=\d)[a-g]\b|[-–]", listed):
            if token.isdigit():
                figure, letter = int(token), ""
                named.add((figure, ""))
            elif token in "-–":
                through = True
            else:
                first = chr(ord(letter) + 1) if through and letter else token
                named |= {(figure, chr(code)) for code in range(ord(first), ord(token) + 1)}
                named.discard((figure, ""))
                letter, through = token, False
    return named


def on_panel(outcomes: Iterable[Outcome], panel: PublishedPanel) -> list[Outcome]:
    """The outcomes of the claims whose place names one of these panels."""
    keys = {(panel.figure, letter) for letter in panel.panels}
    return [row for row in outcomes if row.claim.paper == panel.paper and keys & figures_named(row.claim.place)]


def on_whole_figure(outcomes: Iterable[Outcome], paper: str, figure: int) -> list[Outcome]:
    """The outcomes of the claims whose place names this figure without a panel."""
    return [row for row in outcomes if row.claim.paper == paper and (figure, "") in figures_named(row.claim.place)]


def figure_table(outcomes: Sequence[Outcome]) -> Markdown:
    """One row a published figure: how many claims its panels and the figure as a whole carry, by verdict."""
    rows = []
    for paper, figure in dict.fromkeys((panel.paper, panel.figure) for panel in PUBLISHED):
        panels = [panel for panel in PUBLISHED if (panel.paper, panel.figure) == (paper, figure)]
        claims = {row.claim.id: row for panel in panels for row in on_panel(outcomes, panel)}
        claims |= {row.claim.id: row for row in on_whole_figure(outcomes, paper, figure)}
        counts = Counter(row.verdict for row in claims.values())
        letters = "".join(panel.panels for panel in panels)
        rows.append((f"{paper} Fig. {figure}", f"({letters[0]})–({letters[-1]})", *(counts[v] for v in VERDICTS)))
    return table(["published figure", "panels", *VERDICTS], rows)


def gallery(outcomes: Sequence[Outcome], paper: str, book: Path) -> HTML:
    """The published figures of one paper: our version small, what it shows, the chapter, and the verdicts of its claims.

    ``book`` is the folder of the parts, seen from the page. Raises ValueError when a chapter or a figure is missing there.
    """
    parts = []
    for figure in dict.fromkeys(panel.figure for panel in PUBLISHED if panel.paper == paper):
        whole = on_whole_figure(outcomes, paper, figure)
        parts.append(f"<h3>Fig. {figure}</h3>" + (_verdicts(whole, "on the figure as a whole") if whole else ""))
        cards = [_card(panel, outcomes, book) for panel in PUBLISHED if (panel.paper, panel.figure) == (paper, figure)]
        parts.append('<div class="ndtc-gallery">\n' + "\n".join(cards) + "\n</div>")
    return HTML("\n".join(parts))


def _card(panel: PublishedPanel, outcomes: Sequence[Outcome], book: Path) -> str:
    chapter = find_chapter(book, panel.chapter)
    figures = stored_figures(book, panel.chapter)
    pictures = []
    for label in panel.labels:
        if label not in figures:
            raise ValueError(f"label must be a figure of {panel.chapter} with a stored picture, got {label!r}")
        picture = figures[label]
        pictures.append(
            f'<a href="{chapter.page}#{label}"><img alt="{html.escape(picture.alt)}" '
            f'src="{thumbnail(picture.png)}"></a>'
        )
    rows = on_panel(outcomes, panel)
    return (
        f'<figure id="{panel.paper}-{panel.figure}{panel.panels}">{"".join(pictures)}<figcaption>'
        f"<p><strong>{panel.name}</strong> {html.escape(panel.shows)} "
        f'In <a href="{chapter.page}#{panel.labels[0]}">{html.escape(chapter.title)}</a>.</p>'
        f"{_verdicts(rows, 'on this panel')}</figcaption></figure>"
    )


def _verdicts(rows: Sequence[Outcome], where: str) -> str:
    """The counts, which unfold to the claims."""
    if not rows:
        return f"<p>No claim {where}.</p>"
    counts = Counter(row.verdict for row in rows)
    said = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict])
    audit = page("audit")
    items = "".join(
        f'<li>{html.escape(row.claim.statement)} <a href="{audit}#{row.claim.id}">{row.verdict}</a></li>'
        for row in rows
    )
    noun = "claim" if len(rows) == 1 else "claims"
    return f"<details><summary>{len(rows)} {noun} {where}: {said}</summary><ul>{items}</ul></details>"
