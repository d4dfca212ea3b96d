"""All processors read, write and finish the pages. Where processes cannot be forked, one does it all, with the same result.

Sphinx does the first two as soon as it is told a number and every extension is declared to stand it. Two of Jupyter Book's do
not declare it: one numbers sections of the whole book when all is read, the other only serves LaTeX. What is done to a finished
page, above all sphinx-codeautolink's links, is ours to share out.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable
from typing import Any

import sphinx_codeautolink.extension
from sphinx.util.parallel import ParallelTasks, SerialTasks, parallel_available

UNDECLARED = ("sphinx_jupyterbook_latex", "sphinx_multitoc_numbering")
PROCESSORS = os.cpu_count() or 1


def for_each(task: Callable[[Any], None], arguments: Iterable[Any]) -> None:
    tasks = ParallelTasks(PROCESSORS) if parallel_available else SerialTasks()
    for argument in arguments:
        tasks.add_task(task, argument)
    tasks.join()


def declare(app, config):
    for name in UNDECLARED:
        app.extensions[name].parallel_read_safe = True


class Links:
    """In place of sphinx-codeautolink's function: notes how a page's code is to be linked, and does it when asked."""

    def __init__(self) -> None:
        self.link, self.noted = sphinx_codeautolink.extension.link_html, {}

    def __call__(self, document: str, *arguments, **options) -> None:
        self.noted[document] = arguments, options

    def insert(self, document: str) -> None:
        if document in self.noted:
            arguments, options = self.noted[document]
            self.link(document, *arguments, **options)


def setup(app):
    gc.set_threshold(100_000, 20, 50)  # millions of nodes stay anyhow; looking through them took a sixth of the time
    app.parallel = 4 * PROCESSORS  # smaller portions: no processor waits long for the last one
    app.connect("config-inited", declare)
    app.ndtc_links = sphinx_codeautolink.extension.link_html = Links()
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
