"""Build one chapter alone, into a folder of its own, while it is being written. References to other pages stay open.

python tools/one_chapter.py heat_current
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml
from bundle import pages_in_order
from fingerprint import ROOT

FOLDER = ROOT / "_build" / "one_chapter"


def find(name: str) -> str:
    pages = pages_in_order()
    found = [page for page in pages if name.removesuffix(".md") in (page, page.rsplit("/", 1)[-1])]
    if not found:
        names = ", ".join(page.rsplit("/", 1)[-1] for page in pages)
        sys.exit(f"no chapter is called {name!r}; there are {names}")
    return found[0]


def build(name: str, folder: Path = FOLDER) -> int:
    """Build the page; the exit code of Jupyter Book."""
    page = find(name)
    folder.mkdir(parents=True, exist_ok=True)
    toc = folder / "_toc.yml"
    toc.write_text(yaml.safe_dump({"format": "jb-book", "root": f"{page}.md"}), "utf-8")
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    command = [jupyter_book, "build", ".", "--toc", toc, "--path-output", folder, "--quiet"]
    exit_code = subprocess.run(command, cwd=ROOT).returncode
    print(f"Open file://{folder}/_build/html/{page}.html")
    return exit_code


if __name__ == "__main__":
    raise SystemExit(build(sys.argv[1]))
