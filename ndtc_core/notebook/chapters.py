"""Where a chapter stands in the book, what it is called, and the figures of its stored notebook.

Only the reference pages need this: they link the chapters and show their figures small. The book is the folder that holds the
parts; a page in ``book/reference`` passes ``Path("..")``.
"""

from __future__ import annotations

import base64
import io
import json
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image


def page(name: str) -> str:
    """Address of a page in the same folder, for HTML: the built page while the book is built, the notebook elsewhere."""
    return f"{name}." + ("html" if os.environ.get("NDTC_STATIC_BOOK") else "ipynb")


@dataclass(frozen=True)
class Chapter:
    """A chapter by its file stem, the folder of its part, and its title."""

    name: str
    part: str
    title: str

    @property
    def text(self) -> str:
        """Address of its text from another part, for Markdown: Jupyter Book and JupyterLab both follow it."""
        return f"../{self.part}/{self.name}.md"

    @property
    def page(self) -> str:
        """Address of the chapter from another part, for HTML."""
        return f"../{self.part}/{page(self.name)}"


@dataclass(frozen=True)
class StoredFigure:
    """A figure of a stored notebook: its PNG and its alt text."""

    png: bytes
    alt: str


def find_chapter(book: Path, name: str) -> Chapter:
    """The chapter with this file stem. Raises ValueError when the book has none, or one without a stored notebook."""
    stored = _stored_path(book, name)
    title = re.search(r"^# (.+)$", "\n".join(_source(cell) for cell in _cells(stored)), re.MULTILINE)
    return Chapter(name, stored.parent.name, title.group(1) if title else name)


def stored_figures(book: Path, name: str) -> dict[str, StoredFigure]:
    """The figures of a chapter by label, in its order. Raises ValueError as ``find_chapter`` does."""
    figures = {}
    for cell in _cells(_stored_path(book, name)):
        described = cell["metadata"].get("mystnb", {})
        label = described.get("figure", {}).get("name")
        pictures = [output["data"] for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
        if label and pictures:
            png = base64.b64decode(pictures[0]["image/png"])
            figures[label] = StoredFigure(png, described.get("image", {}).get("alt", ""))
    return figures


def thumbnail(png: bytes, width: int = 560) -> str:
    """A small copy as a data address.

    Few colours suffice, the book's figures are lines on white. An octree keeps them pure; a median cut, which counts pixels,
    turned thin blue lines into green ones.
    """
    with Image.open(io.BytesIO(png)) as picture:
        height = round(picture.height * width / picture.width)
        small = picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    small.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def _stored_path(book: Path, name: str) -> Path:
    found = sorted(book.glob(f"*/{name}.ipynb"))
    if len(found) != 1:
        raise ValueError(f"name must be a chapter with one stored notebook below {book.resolve()}, got {name!r}")
    return found[0]


@cache
def _cells(stored: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(stored.read_text("utf-8"))["cells"]
    return cells


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"]) if cell["cell_type"] == "markdown" else ""
