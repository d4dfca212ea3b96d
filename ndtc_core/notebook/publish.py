"""How a cell speaks in the book: sentences and tables as Markdown, the numbers of a figure as a CSV link.

Every number a reader sees in prose is formatted here from a computed value. The Markdown is also what the notebook tests
compare, so numbers are printed with as many digits as are meant, and no more.
"""

from __future__ import annotations

import base64
import csv
import html
import io
import re
from collections.abc import Iterable, Sequence

import numpy as np
from IPython.display import HTML, Markdown
from numpy.typing import ArrayLike

_LEFT_ALONE = r"`[^`]*`|\$[^$]*\$|\]\([^)]*\)|<[^>]*>"  # code, formulas, addresses, tags
_SYMBOL = r"(?<!\w)(\d*[deħkγΔδωℒ]?[^\W\d_]\u0307?)_([a-zA-Z0-9α-ω]+(?:,[A-Z]\b)?)(?![a-zA-Z0-9_])"  # κ_N, Q̇_γ, 2kT_c
_INDEX = re.compile(f"{_LEFT_ALONE}|{_SYMBOL}")


def indexed(text: str) -> str:
    """Markdown or HTML in which the index of a symbol, T_c, is lowered."""
    return _INDEX.sub(lambda found: f"{found[1]}<sub>{found[2]}</sub>" if found[1] else found[0], text)


def say(text: str) -> Markdown:
    """A sentence with computed numbers, as Markdown. Return it as the last line of a cell tagged ``remove-input``."""
    return Markdown(indexed(text))


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Markdown:
    """A Markdown table. Cells are strings or numbers already rounded to what is meant."""
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return Markdown(indexed("\n".join(lines)))


def data_link(name: str, **columns: ArrayLike) -> HTML:
    """A download link with the numbers of a figure as CSV; works without network, in the built page and in Jupyter.

    ``name`` is the file name without ending; columns are 1-D arrays of equal length, keyed by their heading
    (write the unit into it: ``T_S_K``). Raises ValueError for unequal lengths.
    """
    arrays = {heading: np.asarray(values, dtype=float) for heading, values in columns.items()}
    if {array.shape for array in arrays.values()} != {(next(iter(arrays.values())).size,)}:
        shapes = ", ".join(f"{heading} {array.shape}" for heading, array in arrays.items())
        raise ValueError(f"columns must be 1-D arrays of equal length, got {shapes}")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(arrays)
    writer.writerows([f"{value:.8g}" for value in row] for row in zip(*arrays.values(), strict=True))
    return download_link(f"{name}.csv", "text/csv", text.getvalue(), "Data of this figure (CSV)")


def download_link(file: str, mime: str, content: str, label: str) -> HTML:
    """A link that holds the whole file, so that it needs no network."""
    payload = base64.b64encode(content.encode()).decode()
    name = html.escape(file, quote=True)
    return HTML(f'<a class="ndtc-data" download="{name}" href="data:{mime};base64,{payload}">{html.escape(label)}</a>')
