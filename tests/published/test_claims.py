"""The audit's registry: complete rows, and verdicts that are the ones the book has examined.

A verdict follows from the computation. It is pinned here so that a change of verdict is a decision, not an accident.
"""

import base64
import json
import math
import re
from functools import cache
from pathlib import Path

import pytest

from ndtc_core.notebook import audit_link, evaluate
from ndtc_core.notebook.audit import PAPERS, Outcome, claims

CLAIMS = claims()
PINNED = json.loads(Path(__file__).with_name("verdicts.json").read_text("utf-8"))


@cache
def outcome(claim):
    return evaluate([claim])[0]


def outcomes():
    return [outcome(claim) for claim in CLAIMS]


def test_identifiers_are_unique_and_start_with_their_paper():
    identifiers = [claim.id for claim in CLAIMS]
    assert len(set(identifiers)) == len(identifiers)
    assert all(claim.paper in PAPERS and claim.id.startswith(claim.paper + "-") for claim in CLAIMS)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_row_is_complete(claim):
    assert all((claim.place, claim.chapter, claim.statement, outcome(claim).why))
    assert math.isfinite(outcome(claim).value)
    assert claim.allowed[0] <= claim.allowed[1]


def test_verdicts_are_the_examined_ones():
    assert {row.claim.id: row.verdict for row in outcomes()} == PINNED


def test_a_value_outside_its_range_is_not_reproduced():
    claim = CLAIMS[0]
    assert Outcome(claim, claim.allowed[1] + 1, "").verdict == "not reproduced"


def test_the_audit_for_machines_holds_every_row():
    link = audit_link(outcomes()).data
    payload = re.search(r"base64,([^\"]+)", link).group(1)
    rows = json.loads(base64.b64decode(payload))
    assert {row["id"]: row["verdict"] for row in rows} == PINNED
    assert all(isinstance(row["value"], float) and len(row["allowed"]) == 2 for row in rows)
