"""Where the repository is, and how a test builds its book."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NO_NETWORK = {"PYTHONPATH": str(ROOT / "tests" / "site" / "no_network")}
"""For the environment of a process: cuts off Python's way to other hosts."""
JUPYTER_BOOK = Path(sys.executable).with_name("jupyter-book")


def build_book(output: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the book below ``output`` as `make book` does, without network."""
    return subprocess.run(
        [JUPYTER_BOOK, "build", ".", "--path-output", str(output), "-W", "-n", "--keep-going"],
        cwd=ROOT,
        env=os.environ | NO_NETWORK | {"NO_COLOR": "1"} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
