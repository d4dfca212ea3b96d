"""How pages show the audit: chapters their claims one below the other, reference pages counts, an index, claims that unfold.

A table of six columns is of no use on a phone.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from IPython.display import HTML, Markdown

from .audit import CHAPTERS, PAPERS, VERDICTS, Outcome
from .chapters import find_chapter, page
from .publish import indexed, table


def claim_list(outcomes: Sequence[Outcome]) -> HTML:
    """The claims of one chapter, nothing folded, how many came out first."""
    cards = "\n".join(_claim(row, "", html.escape(_place(row))) for row in outcomes)
    return HTML(f'<div class="ndtc-claims">\n<p>{_counted(outcomes)}.</p>\n{cards}\n</div>')


def count_table(outcomes: Iterable[Outcome]) -> Markdown:
    """Papers against verdicts, with totals both ways."""
    counts = Counter((row.claim.paper, row.verdict) for row in outcomes)
    grid = {paper: [counts[paper, verdict] for verdict in VERDICTS] for paper in PAPERS}
    grid["**all**"] = [sum(column) for column in zip(*grid.values(), strict=True)]
    lines = [(paper, *row, f"**{sum(row)}**") for paper, row in grid.items()]
    return table(["paper", *VERDICTS, "claims"], lines)


def chapter_table(outcomes: Iterable[Outcome], book: Path) -> Markdown:
    """Chapters, linked, against verdicts. ``book`` is the folder of the parts, seen from the page."""
    counts = Counter((row.claim.chapter, row.verdict) for row in outcomes)
    chapters = [find_chapter(book, name) for name in CHAPTERS]
    return table(
        ["chapter", *VERDICTS],
        [
            (f"[{chapter.title}]({chapter.text})", *(counts[chapter.name, verdict] for verdict in VERDICTS))
            for chapter in chapters
        ],
    )


def unfolding_claims(outcomes: Sequence[Outcome], book: Path) -> HTML:
    """Every claim under its chapter; each chapter unfolds. A claim's identifier is its anchor."""
    parts = []
    for name in dict.fromkeys(row.claim.chapter for row in outcomes):
        rows = [row for row in outcomes if row.claim.chapter == name]
        chapter = find_chapter(book, name)
        parts.append(
            f'<details class="ndtc-claims"><summary><strong>{html.escape(chapter.title)}</strong>: {_counted(rows)}</summary>\n'
            + "\n".join(_claim(row, f' id="{row.claim.id}"', html.escape(_place(row))) for row in rows)
            + f'\n<p><a href="{chapter.page}">To the chapter</a></p></details>'
        )
    return HTML("\n".join(parts))


def open_claims(outcomes: Iterable[Outcome], book: Path) -> HTML:
    """A few claims, nothing folded, each with links to its place among all claims of the audit and to its chapter."""
    parts, audit = [], page("audit")
    for row in outcomes:
        chapter = find_chapter(book, row.claim.chapter)
        place = f'<a href="{audit}#{row.claim.id}">{html.escape(_place(row))}</a>'
        parts.append(_claim(row, "", f'{place}, <a href="{chapter.page}">{html.escape(chapter.title)}</a>'))
    return HTML('<div class="ndtc-claims">\n' + "\n".join(parts) + "\n</div>")


def _counted(outcomes: Iterable[Outcome]) -> str:
    counts = Counter(row.verdict for row in outcomes)
    return ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict])


def _place(row: Outcome) -> str:
    return f"{row.claim.paper} {row.claim.place}"


def _claim(row: Outcome, anchor: str, place: str) -> str:
    return (
        f'<div class="ndtc-claim"{anchor}><p><strong>{_text(row.claim.statement.rstrip("."))}.</strong> '
        f"<small>{place}</small></p>"
        f"<p>We find {_text(row.found)}, and {_text(row.range)} would bear it out: <strong>{row.verdict}</strong>. "
        f"{_text(row.reason)}</p></div>"
    )


def _text(plain: str) -> str:
    return indexed(html.escape(plain))
