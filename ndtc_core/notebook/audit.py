"""The audit: every statement of the papers that a computation can decide, what we compute for it, and the verdict.

A claim's verdict is never written down. It follows from the computed value and the range that would bear the statement
out. The rows themselves are data, one module a chapter in ``ndtc_core.notebook.claims``; chapters show theirs, one page of
the book collects them all, and the tests evaluate each.
"""

from __future__ import annotations

import importlib
import json
import math
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace

import numpy as np
from IPython.display import HTML
from numpy.typing import ArrayLike

from .publish import download_link

PAPERS = ("dey2023", "pioldi2025", "bezuglyi2003")
VERDICTS = ("reproduced", "reproduced with a correction", "not reproduced")
CHAPTERS = (
    "noise_and_photons",
    "impedance_matching",
    "film_impedance",
    "heat_current",
    "power_balance",
    "nis_junctions",
    "rc_channel",
    "phonon_cooling",
    "seeing_ndtc",
    "linear_model",
    "usadel_equation",
    "conductances",
    "interferometer",
    "heat_tight_leads",
)  # in the order of the book


@dataclass(frozen=True)
class Claim:
    """One quantitative statement of a paper, in our words, with the computation that decides it.

    ``id`` starts with the key of its paper. ``compute`` returns a number in ``unit``; the statement holds when it lies in
    ``allowed`` (closed range). Where it holds only after mending the print, ``correction`` says what was mended. ``why``
    explains range and outcome to the reader; where that takes further computed numbers, it is a function that returns the
    sentence.
    """

    id: str
    place: str
    statement: str
    compute: Callable[[], float]
    allowed: tuple[float, float]
    unit: str
    why: str | Callable[[], str]
    correction: str = ""
    chapter: str = ""  # filled in by ``claims`` from the module that holds the row

    @property
    def paper(self) -> str:
        return self.id.split("-", 1)[0]


@dataclass(frozen=True)
class Outcome:
    claim: Claim
    value: float
    why: str

    @property
    def verdict(self) -> str:
        plain, corrected, failed = VERDICTS
        low, high = self.claim.allowed
        if not low <= self.value <= high:
            return failed
        return corrected if self.claim.correction else plain

    @property
    def found(self) -> str:
        """The value with its unit, as readers see it."""
        return f"{self.value:.4g} {self.claim.unit}".rstrip().replace("-", "−")

    @property
    def range(self) -> str:
        """What would bear the statement out, as readers see it."""
        return _range(*self.claim.allowed).replace("-", "−")

    @property
    def reason(self) -> str:
        """The correction, if any, and why."""
        return " ".join(filter(None, (self.claim.correction, self.why)))


def claims(paper: str | None = None, chapter: str | None = None) -> list[Claim]:
    """The registered claims, optionally of one paper or one chapter, paper by paper in the order of the chapters."""
    rows = [
        replace(row, chapter=name)
        for name in CHAPTERS
        if chapter in (None, name)
        for row in importlib.import_module(f"ndtc_core.notebook.claims.{name}").CLAIMS
        if paper in (None, row.paper)
    ]
    return sorted(rows, key=lambda row: PAPERS.index(row.paper))


def share(holds: ArrayLike) -> float:
    """Fraction of the cases in which a statement holds, for claims about a trend: 1 means in every one."""
    return float(np.mean(np.asarray(holds, dtype=bool)))


def evaluate(rows: Iterable[Claim]) -> list[Outcome]:
    """Compute every claim."""
    return [Outcome(row, float(row.compute()), row.why if isinstance(row.why, str) else row.why()) for row in rows]


def audit_link(outcomes: Iterable[Outcome]) -> HTML:
    """The audit for machines: a link that downloads it as JSON, one object a claim."""
    rows = []
    for outcome in outcomes:
        row = asdict(outcome.claim) | {
            "paper": outcome.claim.paper,
            "value": outcome.value,
            "verdict": outcome.verdict,
            "why": outcome.why,
        }
        del row["compute"]
        row["allowed"] = [None if math.isinf(bound) else bound for bound in row["allowed"]]
        rows.append(row)
    text = json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False)
    return download_link("claims.json", "application/json", text, "All claims, machine-readable (JSON)")


def _range(low: float, high: float) -> str:
    if low == high:
        return f"{low:.10g}"
    if math.isinf(high):
        return f"≥ {low:.10g}"
    return f"≤ {high:.10g}" if math.isinf(low) else f"{low:.10g} … {high:.10g}"
