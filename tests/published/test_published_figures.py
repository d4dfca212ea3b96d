"""The list of published figures: complete, every label a figure of its chapter, and every claim on a figure shown there."""

import json
import re

import notebooks
import pytest
from building import ROOT

from ndtc_core.notebook.audit import PAPERS, VERDICTS, Claim, Outcome, claims
from ndtc_core.notebook.audit_page import count_table
from ndtc_core.notebook.chapters import find_chapter, stored_figures, thumbnail
from ndtc_core.notebook.published_figures import (
    PUBLISHED,
    figure_table,
    figures_named,
    gallery,
    on_panel,
    on_whole_figure,
)

BOOK = ROOT / "book"
CAPTIONS = {  # letters of the last panel, as the captions of the papers count them
    "dey2023": {1: "d", 2: "d", 3: "d"},
    "pioldi2025": {1: "c", 2: "b", 3: "g", 4: "g"},
    "bezuglyi2003": {1: "b", 2: "b", 3: "b", 4: "b"},
}
PINNED = json.loads((ROOT / "tests" / "published" / "verdicts.json").read_text("utf-8"))


def pinned_outcomes():
    """Outcomes with the pinned verdicts, without computing anything."""
    values = {"reproduced": 0.0, "reproduced with a correction": 0.0, "not reproduced": 2.0}
    rows = []
    for claim in claims():
        verdict = PINNED[claim.id]
        stand_in = Claim(claim.id, claim.place, claim.statement, float, (-1, 1), "", "why", "mended", claim.chapter)
        if verdict == "reproduced":
            stand_in = Claim(claim.id, claim.place, claim.statement, float, (-1, 1), "", "why", "", claim.chapter)
        rows.append(Outcome(stand_in, values[verdict], "why"))
        assert rows[-1].verdict == verdict
    return rows


def test_every_panel_of_every_paper_is_listed_once():
    assert tuple(CAPTIONS) == PAPERS
    for paper, figures in CAPTIONS.items():
        for figure, last in figures.items():
            letters = "".join(row.panels for row in PUBLISHED if (row.paper, row.figure) == (paper, figure))
            assert letters == "abcdefg"[: ord(last) - ord("a") + 1], (paper, figure)
        assert {row.figure for row in PUBLISHED if row.paper == paper} == set(figures)


@pytest.mark.parametrize("panel", PUBLISHED, ids=lambda panel: f"{panel.paper} {panel.name}")
def test_labels_are_figures_of_the_chapter_with_picture_and_alt_text(panel):
    figures = stored_figures(BOOK, panel.chapter)
    assert panel.labels
    for label in panel.labels:
        assert figures[label].png.startswith(b"\x89PNG")
        assert len(figures[label].alt) > 40


def test_every_claim_on_a_figure_is_shown_at_it():
    outcomes = pinned_outcomes()
    panels = {row.claim.id for panel in PUBLISHED for row in on_panel(outcomes, panel)}
    figures = {row.claim.id for panel in PUBLISHED for row in on_whole_figure(outcomes, panel.paper, panel.figure)}
    named = {claim.id for claim in claims() if figures_named(claim.place)}
    assert named == panels | figures
    known = {(row.paper, row.figure, letter) for row in PUBLISHED for letter in ("", *row.panels)}
    assert all((claim.paper, *key) in known for claim in claims() for key in figures_named(claim.place))


def test_only_a_position_beside_a_figure_names_none():
    silent = {claim.place for claim in claims() if "Fig" in claim.place and not figures_named(claim.place)}
    assert all(re.search(r"(before|below|above) Fig", place) for place in silent), silent


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("Fig. 3(d),(e)", {(3, "d"), (3, "e")}),
        ("Fig. 3(f)-(g)", {(3, "f"), (3, "g")}),
        ("Fig. 1b, Eq. 3", {(1, "b")}),
        ("text on Fig. 2(a)", {(2, "a")}),
        ("Sec. III.B, Fig. 2, footnote 62", {(2, "")}),
        ("Figs. 2(d), 3", {(2, "d"), (3, "")}),
        ("Sec. II, below Eq. 3", set()),
        ("before Fig. 3", set()),
    ],
)
def test_places_are_read_as_they_are_meant(place, named):
    assert figures_named(place) == named


def test_gallery_shows_pictures_links_and_verdicts(monkeypatch):
    outcomes = pinned_outcomes()
    for static, ending in (("", "ipynb"), ("1", "html")):
        monkeypatch.setenv("NDTC_STATIC_BOOK", static)
        page = gallery(outcomes, "dey2023", BOOK).data
        assert f'href="../transition/heat_current.{ending}#fig-hc-current"' in page
        assert f'href="audit.{ending}#dey2023-window-lower-printed">not reproduced' in page
        assert page.count("<img ") == sum(len(row.labels) for row in PUBLISHED if row.paper == "dey2023")
    with pytest.raises(ValueError, match="one stored notebook below"):
        gallery(outcomes, "dey2023", BOOK / "reference")


def test_counts_are_those_of_the_verdicts():
    for text in (count_table(pinned_outcomes()).data, figure_table(pinned_outcomes()).data):
        assert all(verdict in text for verdict in VERDICTS)
    last = count_table(pinned_outcomes()).data.splitlines()[-1]
    totals = [list(PINNED.values()).count(verdict) for verdict in VERDICTS]
    assert [int(number) for number in re.findall(r"\d+", last)] == [*totals, len(PINNED)]


def test_a_thumbnail_is_small():
    png = stored_figures(BOOK, "heat_current")["fig-hc-current"].png
    assert len(thumbnail(png)) < len(png)


def test_a_chapter_is_called_by_its_title():
    chapter = find_chapter(BOOK, "heat_current")
    assert (chapter.part, chapter.title) == ("transition", "Heat current across the transition")


def test_the_gallery_is_executed_last_and_stale_with_any_figure(monkeypatch, tmp_path):
    page = notebooks.chapters()[-1]
    assert page.name == notebooks.GALLERY
    copy = tmp_path / "heat_current.md"
    content = (BOOK / "transition" / "heat_current.md").read_text("utf-8")
    monkeypatch.setattr(notebooks, "chapters", lambda: [copy])
    seen = []
    for text in (
        content,
        content + "\nOne more sentence.\n",
        content.replace("plt.show()", "plt.show(block=False)", 1),
    ):
        copy.write_text(text, "utf-8")
        seen.append(notebooks.fingerprint(page))
    assert seen[0] == seen[1] != seen[2]


def test_every_article_has_its_doi_or_is_known_to_have_none_here():
    entries = re.findall(
        r"^@(\w+)\{(\w+),(.*?)^\}", (BOOK / "references.bib").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    bare = {key for kind, key, body in entries if kind != "book" and not re.search(r"^\s*doi\s*=", body, re.MULTILINE)}
    assert bare == {"andreev1964", "battisti2024", "dorokhov1984", "kulik1975", "rogovin1974", "vadimov2022"}
