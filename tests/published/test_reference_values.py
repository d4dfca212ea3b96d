"""Our functions against values computed independently of them (reference_values.json: call, arguments, value, rtol)."""

import json
from pathlib import Path

import numpy as np
import pytest

import ndtc_core

ROWS = json.loads(Path(__file__).with_name("reference_values.json").read_text("utf-8"))
BUILT = [row for row in ROWS if hasattr(ndtc_core, row["call"].split(".")[0])]


def test_rows_of_every_room_that_stands_are_checked():
    assert {row["call"].split(".")[0] for row in BUILT} == {
        "photonic",
        "mattis_bardeen",
        "electron_phonon",
        "PhaseTransitionDevice",
        "junction",
        "NISDevice",
        "proximity",
    }


def compute(call, args, kwargs):
    """The rows' small dialect: ``part`` picks real or imag; a device's first argument is r, chi or its platform's name, its
    keywords are fields."""
    place, function = call.split(".")
    kwargs = dict(kwargs)
    part = kwargs.pop("part", None)
    if place == "PhaseTransitionDevice":
        device = ndtc_core.PhaseTransitionDevice(**kwargs)
        if function == "heat_current":
            device, args = device.with_ratio(args[0]), args[1:]
        return getattr(device, function)(*args)
    if place == "NISDevice":
        first, *args = args
        device = getattr(ndtc_core.NISDevice, first)() if isinstance(first, str) else ndtc_core.NISDevice(chi=first)
        return getattr(device, function)(*args, **kwargs)
    value = getattr(getattr(ndtc_core, place), function)(*args, **kwargs)
    return getattr(value, part) if part else value


# What the functions themselves state, where that is better than the row's tolerance
STATED = {"photonic": 1e-10, "mattis_bardeen": 1e-11, "electron_phonon": 1e-8, "PhaseTransitionDevice": 1e-6}
STATED |= {"junction": 1e-12, "NISDevice": 1e-9, "proximity": 5e-6}


@pytest.mark.parametrize("row", BUILT, ids=lambda row: f"{row['call']}{tuple(row['args'])}")
def test_value(row):
    computed = compute(row["call"], row["args"], row["kwargs"])
    np.testing.assert_allclose(computed, row["value"], rtol=min(row["rtol"], STATED[row["call"].split(".")[0]]))
