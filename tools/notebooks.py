"""Keep the chapters' texts and notebooks in step, and the stored outputs true.

A chapter is a pair: ``chapter.md`` (MyST text, what one edits) and ``chapter.ipynb`` (the same cells with executed outputs: what
GitHub, Colab and the notebook tests see). A stored notebook carries the fingerprint of what its outputs were computed from, so
one that no longer matches its text, the package or the lock is told at a glance, without running it.

    python tools/notebooks.py            bring pairs in step, re-execute what is stale
    python tools/notebooks.py --check    change nothing; exit 1 and say what is stale
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import jupytext
import nbformat
import yaml
from fingerprint import ROOT, package_fingerprint
from nbclient import NotebookClient

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
MEASURES = "accuracy.md"  # times: executed alone, after the others
GALLERY = "gallery.md"  # shows the stored figures of the others: executed after them, stale when one of them changes
LAUNCH_CELL = re.compile(r"```\{code-cell\} ipython3\n:tags: \[launch, remove-cell\]\n.*?\n```\n\n", re.DOTALL)


def chapters(root: Path = ROOT) -> list[Path]:
    """The texts under book/ that are paired with a notebook, in the order in which they are executed."""
    return [
        path
        for path in sorted((root / "book").rglob("*.md"), key=lambda path: (path.name == GALLERY, path))
        if "\n  formats: md:myst,ipynb\n" in path.read_text("utf-8")[:400]
    ]


def repository_url(root: Path = ROOT) -> str:
    return yaml.safe_load((root / "_config.yml").read_text("utf-8"))["repository"]["url"].rstrip("/")


def with_launch_cell(text: str, url: str) -> str:
    """The chapter's text with the cell that installs the package elsewhere (Colab), or without it while there is no address."""
    text = LAUNCH_CELL.sub("", text, count=1)
    if not url:
        return text
    cell = f"""```{{code-cell}} ipython3
:tags: [launch, remove-cell]

# Where the book's package is not installed (Colab), this installs it; elsewhere it does nothing.
import importlib.util

if importlib.util.find_spec("ndtc_core") is None:
    %pip install --quiet "ndtc_core[notebook] @ git+{url}"
```

"""
    return text.replace("```{code-cell}", cell + "```{code-cell}", 1)


def fingerprint(text: Path) -> str:
    """What the outputs depend on: this chapter's code, the package, the lock; for the gallery also the figures it shows."""
    code = "\0".join(cell.source for cell in jupytext.read(text).cells if cell.cell_type == "code")
    if text.name == GALLERY:
        shown = [(cell.source, cell.metadata.get("mystnb")) for path in chapters() for cell in _figures(path)]
        code += f"\0{shown}"
    return hashlib.sha256(f"{package_fingerprint()}\0{code}".encode()).hexdigest()


def _figures(text: Path) -> list:
    """The code cells of a chapter that has figures: any of them may shape one."""
    cells = [cell for cell in jupytext.read(text).cells if cell.cell_type == "code"]
    return cells if any("figure" in cell.metadata.get("mystnb", {}) for cell in cells) else []


def stored_notebook(text: Path) -> nbformat.NotebookNode | None:
    """None where there is none, or half of one."""
    try:
        return nbformat.read(text.with_suffix(".ipynb"), as_version=4)
    except (FileNotFoundError, ValueError):
        return None


def why_stale(text: Path) -> str:
    """In a few words why the stored notebook does not stand for its text; empty when it does."""
    notebook = stored_notebook(text)
    if notebook is None:
        return "has no notebook, or a broken one"
    source = jupytext.read(text)
    if _cells(source) != _cells(notebook):
        return "text and notebook differ"
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        return "not executed from top to bottom"
    if notebook.metadata.get("ndtc_fingerprint") != fingerprint(text):
        return "its code, the package or the lock has changed since it was executed"
    return ""


def _cells(notebook) -> list[tuple]:
    """What text and notebook share: kind, source, tags, and captions with alt text."""
    return [
        (cell.cell_type, cell.source, cell.metadata.get("tags", []), cell.metadata.get("mystnb", {}))
        for cell in notebook.cells
    ]


def write_whole(path: Path, content: str) -> None:
    """Write through a neighbour file: an interruption leaves the old file or the new one, never half of either."""
    neighbour = path.with_suffix(path.suffix + ".part")
    neighbour.write_text(content, encoding="utf-8")
    os.replace(neighbour, path)


def execute(text: Path) -> None:
    """Run the chapter from top to bottom and store it with its outputs."""
    stored = text.with_suffix(".ipynb")
    notebook = nbformat.read(stored, as_version=4)
    NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],  # or kernels warn that what they are told here is not encrypted
        resources={"metadata": {"path": str(text.parent)}},
    ).execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)  # a stored widget has no kernel behind it
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
    notebook.metadata["ndtc_fingerprint"] = fingerprint(text)
    write_whole(stored, nbformat.writes(notebook) + "\n")


def synchronise(text: Path) -> None:
    """Let the newer of text and notebook win, as jupytext does, and keep the outputs. On copies: jupytext writes in place."""
    with tempfile.TemporaryDirectory() as folder:
        for path in [text, text.with_suffix(".ipynb")][: 2 if stored_notebook(text) else 1]:
            shutil.copy2(path, folder)
        copy = Path(folder, text.name)
        subprocess.run([sys.executable, "-m", "jupytext", "--quiet", "--sync", str(copy)], check=True)
        for path in (copy, copy.with_suffix(".ipynb")):
            write_whole(text.with_name(path.name), path.read_text("utf-8"))


def renew(text: Path) -> str:
    began = time.monotonic()
    launchable = with_launch_cell(text.read_text("utf-8"), repository_url())
    if launchable != text.read_text("utf-8"):  # written only then: the newer of text and notebook wins
        write_whole(text, launchable)
    synchronise(text)
    execute(text)
    return f"executed in {time.monotonic() - began:.1f} s"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when something is stale")
    check = parser.parse_args().check
    stale = []
    for text in chapters():
        content = text.read_text("utf-8")
        reason = why_stale(text)
        if with_launch_cell(content, repository_url()) != content:
            reason = "its install cell does not match repository.url in _config.yml"
        print(f"{text.relative_to(ROOT)}: {reason or 'in step'}", flush=True)
        stale += [text] if reason else []
    if check and stale:
        print("Run `make notebooks` (python tools/notebooks.py) to bring them in step.")
    if check:
        return int(bool(stale))
    # every processor has a kernel: more threads would only get in its way
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    last = [[text for text in stale if text.name == name] for name in (MEASURES, GALLERY)]
    with ProcessPoolExecutor() as pool:
        for texts in ([text for text in stale if [text] not in last], *last):
            for text, said in zip(texts, pool.map(renew, texts), strict=True):
                print(f"{text.relative_to(ROOT)}: {said}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
