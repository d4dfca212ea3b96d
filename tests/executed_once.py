"""nbval executes every chapter, and the site that other tests look at shows what came out: nothing is executed a second time.

The chapters run as in a build without network. What differs there from a stored notebook: explorers tabulate their data cubes, in
cells whose output nbval ignores, and links lead to pages. nbval is shown links to notebooks.
"""

from __future__ import annotations

import copy
import re
import time
from functools import partial
from pathlib import Path

import nbformat
import notebooks
import pytest
from building import NO_NETWORK, ROOT
from execution import cache_folder
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from nbformat import NotebookNode
from nbval.plugin import IPyNbCell

LINK_TO_PAGE = re.compile(r'(href="(?![a-z]+:)[^"#]+)\.html\b')


class ExecutedOnce:
    """A plugin that leaves the chapters which nbval executes without a failure in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.executed: dict[Path, list] = {}
        self.seconds: dict[Path, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item):
        with pytest.MonkeyPatch.context() as patch:
            if isinstance(item, IPyNbCell):  # the first one starts the chapter's kernel
                for name, value in (NO_NETWORK | {"NDTC_STATIC_BOOK": "1"}).items():
                    patch.setenv(name, value)
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        if not isinstance(item, IPyNbCell):
            return (yield)
        item.compare_outputs = partial(compare_with_stored, item.compare_outputs)
        began = time.monotonic()
        said = yield  # raises where a cell fails: the chapter stays incomplete
        self.seconds[item.path] = self.seconds.get(item.path, 0) + time.monotonic() - began
        self.executed.setdefault(item.path, []).append(item.test_outputs)
        self.keep_when_complete(item.path, item.parent.nb)
        return said

    def keep_when_complete(self, path, stored):
        cells = [cell for cell in stored.cells if cell.cell_type == "code"]
        if len(self.executed[path]) == len(cells):
            cells = [
                NotebookNode(cell | {"outputs": outputs})
                for cell, outputs in zip(cells, self.executed.pop(path), strict=True)
            ]
            notebook = NotebookNode(stored | {"cells": cells})
            notebook.metadata["seconds"] = self.seconds.pop(path)
            kept = executed(self.folder, path.relative_to(ROOT))
            kept.parent.mkdir(parents=True, exist_ok=True)
            notebooks.write_whole(kept, nbformat.writes(notebook))


def compare_with_stored(compare, outputs, stored, *arguments):
    outputs = copy.deepcopy(outputs)
    for output in outputs:
        if "text/html" in output.get("data", {}):
            output.data["text/html"] = LINK_TO_PAGE.sub(r"\1.ipynb", output.data["text/html"])
    return compare(outputs, stored, *arguments)


def executed(folder: Path, chapter: Path) -> Path:
    """Where the executed notebook of a chapter is, once it is complete."""
    return folder / "executed" / chapter


def fill_cache(site: Path) -> None:
    """Let a build below ``site`` find what was executed."""
    cache = get_cache(cache_folder(site / "_build" / "html"))
    for path in (site / "executed").rglob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        text = ROOT / path.relative_to(site / "executed").with_suffix(".md")
        data = {"execution_seconds": notebook.metadata.pop("seconds")}
        cache.cache_notebook_bundle(CacheBundleIn(notebook, str(text), data=data), check_validity=False)
