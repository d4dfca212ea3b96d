"""The numbers behind a figure are the same on the built page, where they were computed anew, as in the stored notebook.

As numbers, not as words like nbval: processors that add in another order differ in the last of the eight digits, and a
self-oscillation shows it sooner. A difference of nearly equal heats may be zero on one and a last bit of them on the other.
"""

import base64
import io
import re

import nbformat
import notebooks
import numpy as np
import pytest
from building import ROOT

LINK = re.compile(r'download="([^"]+\.csv)" href="data:text/csv;base64,([^"]+)"')
CHAPTERS = [path.with_suffix(".ipynb") for path in notebooks.chapters()]


def tables(page):
    return {name: base64.b64decode(content).decode() for name, content in LINK.findall(page)}


def stored_tables(chapter):
    """Of the cells whose output is compared at all."""
    found = {}
    for cell in nbformat.read(chapter, as_version=4).cells:
        if "nbval-ignore-output" not in cell.metadata.get("tags", []):
            for output in cell.get("outputs", []):
                found |= tables(str(output.get("data", {}).get("text/html", "")))
    return found


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_data_of_figures(site, chapter):
    stored = stored_tables(chapter)
    built = tables((site / chapter.relative_to(ROOT)).with_suffix(".html").read_text("utf-8"))
    assert stored.keys() <= built.keys()
    for name, text in stored.items():
        assert text.splitlines()[0] == built[name].splitlines()[0], name
        one, other = (np.loadtxt(io.StringIO(csv), delimiter=",", skiprows=1, ndmin=2) for csv in (text, built[name]))
        size = np.nan_to_num(abs(one)).max(axis=0) + 1e-300
        np.testing.assert_allclose(other / size, one / size, rtol=1e-6, atol=1e-12, err_msg=name)


def test_all_data_are_found():
    assert sum(len(stored_tables(chapter)) for chapter in CHAPTERS) > 130
