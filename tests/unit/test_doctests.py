"""The examples in the docstrings are true."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "room",
    [
        "distributions",
        "bcs",
        "mattis_bardeen",
        "electron_phonon",
        "photonic",
        "devices",
        "junction",
        "electron_phonon_slopes",
        "nis_device",
        "proximity",
        "superconducting_line",
        "heat_capacity",
        "network",
        "dynamics",
        "notebook.published_figures",
    ],
)
def test_examples(room):
    outcome = doctest.testmod(importlib.import_module(f"ndtc_core.{room}"))
    assert outcome.attempted > 0
    assert outcome.failed == 0
