"""Our functions against values computed independently of them (reference_values.json: call, arguments, value, rtol)."""

import json
from pathlib import Path

import numpy as np
import pytest

import ndtc_core

ROWS = json.loads(Path(__file__).with_name("reference_values.json").read_text("utf-8"))
BUILT = [row for row in ROWS if hasattr(ndtc_core, row["call"].split(".")[0])]


def test_rows_of_every_room_that_stands_are_checked():
    assert {row["call"].split(".")[0] for row in BUILT} == {"photonic"}


@pytest.mark.parametrize("row", BUILT, ids=lambda row: f"{row['call']}{tuple(row['args'])}")
def test_value(row):
    room, function = row["call"].split(".")
    computed = getattr(getattr(ndtc_core, room), function)(*row["args"], **row["kwargs"])
    np.testing.assert_allclose(computed, row["value"], rtol=min(row["rtol"], 1e-10))
