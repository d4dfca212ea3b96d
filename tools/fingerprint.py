"""What the chapters' outputs depend on besides their own text: the package's code and the locked versions."""

from __future__ import annotations

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def package_fingerprint(root: Path = ROOT) -> str:
    """SHA-256 over ndtc_core's files and requirements.txt, in sorted order."""
    digest = hashlib.sha256()
    files = [path for path in (root / "ndtc_core").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    for path in [*sorted(files), root / "requirements.txt"]:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


if __name__ == "__main__":
    print(package_fingerprint())
