"""Every figure of the three papers, panel by panel, with the figure of this book that stands for it.

The list is data, read off the papers' captions. What the audit says about a panel is found through the ``place`` of its claims.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
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


def _panels(paper: str, *rows: tuple[int, str, str, str, str]) -> tuple[PublishedPanel, ...]:
    return tuple(
        PublishedPanel(paper, figure, panels, shows, chapter, tuple(labels.split()))
        for figure, panels, shows, chapter, labels in rows
    )


PUBLISHED = (
    *_panels(
        "dey2023",
        (1, "a", "Circuit: source and drain in a lossless loop (drawing).", "impedance_matching", "fig-im-circuit"),
        (1, "b", "Transmission between two resistors.", "impedance_matching", "fig-im-matching"),
        (
            1,
            "c",
            "A source resistance that steps up at the critical temperature.",
            "impedance_matching",
            "fig-im-resistance",
        ),
        (1, "d", "Heat current that follows: it falls at the step.", "impedance_matching", "fig-im-current"),
        (2, "a", "Heat current against the source temperature for several ratios r.", "heat_current", "fig-hc-current"),
        (2, "b", "Mean transmission against the source temperature for the same r.", "heat_current", "fig-hc-mean"),
        (
            2,
            "c",
            "Largest and smallest mean transmission, and their relative difference, against r.",
            "heat_current",
            "fig-hc-extremes fig-hc-modulation",
        ),
        (
            2,
            "d",
            "Heat current against the source temperature for several drains, r = 36.",
            "heat_current",
            "fig-hc-drains",
        ),
        (3, "a", "Heater and thermometer at source and drain (drawing).", "power_balance", "fig-pb-setup"),
        (3, "b", "Heat flows (drawing; ours has computed widths).", "power_balance", "fig-pb-flows"),
        (3, "c", "Drain temperature against input power.", "power_balance", "fig-pb-drain"),
        (3, "d", "Source temperature against input power.", "power_balance", "fig-pb-source"),
    ),
    *_panels(
        "pioldi2025",
        (1, "a", "Two NISIN reservoirs (drawing).", "nis_junctions", "fig-nj-device"),
        (1, "b", "Their lumped circuit (drawing).", "nis_junctions", "fig-nj-circuit"),
        (1, "c", "Junction resistance against temperature, two values of Γ.", "nis_junctions", "fig-nj-ratio"),
        (
            2,
            "a",
            "Heat current from 500 mK against the cold temperature for several χ.",
            "rc_channel",
            "fig-rc-current",
        ),
        (2, "b", "Differential thermal conductance of the same curves.", "rc_channel", "fig-rc-kappa"),
        (
            3,
            "a",
            "Set-up 1: the right reservoir is varied, the bath is cold (drawing).",
            "seeing_ndtc",
            "fig-sn-setup-1",
        ),
        (3, "b", "Hot temperature against the cold one, silver.", "seeing_ndtc", "fig-sn-silver-1"),
        (3, "c", "Hot temperature against the cold one, InAs.", "seeing_ndtc", "fig-sn-inas-1"),
        (3, "de", "Fall δT against input power, silver and InAs.", "seeing_ndtc", "fig-sn-drop-1"),
        (
            3,
            "f",
            "Responsivity of the hot temperature to the cold one, silver.",
            "seeing_ndtc",
            "fig-sn-response-silver-1",
        ),
        (3, "g", "Responsivity of the hot temperature to the cold one, InAs.", "seeing_ndtc", "fig-sn-response-inas-1"),
        (4, "a", "Set-up 2: the right reservoir follows the bath (drawing).", "seeing_ndtc", "fig-sn-setup-2"),
        (4, "b", "Hot temperature against the bath's, silver.", "seeing_ndtc", "fig-sn-silver-2"),
        (4, "c", "Hot temperature against the bath's, InAs.", "seeing_ndtc", "fig-sn-inas-2"),
        (4, "de", "Fall δT against input power, silver and InAs.", "seeing_ndtc", "fig-sn-drop-2"),
        (4, "f", "Responsivity to the bath, silver.", "seeing_ndtc", "fig-sn-response-silver-2"),
        (4, "g", "Responsivity to the bath, InAs.", "seeing_ndtc", "fig-sn-response-inas-2"),
    ),
    *_panels(
        "bezuglyi2003",
        (1, "a", "Sandwich of superconductor and wire (drawing).", "usadel_equation", "fig-us-sandwich"),
        (1, "b", "Superconducting inset in the wire (drawing).", "usadel_equation", "fig-us-inset"),
        (2, "a", "The contact from above, clean trajectories (drawing).", "usadel_equation", "fig-us-top"),
        (2, "b", "House interferometer with a flux (drawing).", "interferometer", "fig-ai-house"),
        (3, "a", "Thermal conductance against temperature, several r.", "conductances", "fig-cd-thermal"),
        (3, "b", "Electric conductance against temperature, several r.", "conductances", "fig-cd-electric"),
        (4, "a", "Thermal conductance against the phase.", "interferometer", "fig-ai-thermal"),
        (4, "b", "Electric conductance against the phase.", "interferometer", "fig-ai-electric"),
    ),
)


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
