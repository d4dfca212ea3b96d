"""The software bill of materials as CycloneDX JSON: every package of the lock with its hashes, and what the built site ships.

python tools/sbom.py FILE

Packages come from requirements.txt, the site's parts from book/_ext/licences.py with the versions installed here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from fingerprint import ROOT

sys.path.insert(0, str(ROOT / "book" / "_ext"))

from licences import COMPONENTS


def bill() -> str:
    """The same text for the same lock: it holds no date and no serial number."""
    command = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", "--pyproject", "pyproject.toml"]
    command += ["--output-reproducible", "--no-validate"]  # the whole is validated below
    made = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    bom = json.loads(made.stdout)
    bom["components"] += [
        {
            "bom-ref": f"site/{one.name}",
            "type": "library",
            "name": one.name,
            "version": one.version,
            "licenses": [{"expression": one.licence}],
            "description": f"Shipped in the site as _static/({one.files}), brought by {one.package}.",
        }
        for one in COMPONENTS
    ]
    return json.dumps(bom, indent=2) + "\n"


def check(text: str) -> str:
    """The text, when it keeps to the schema of CycloneDX."""
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(f"the bill of materials breaks the schema of CycloneDX: {fault}")
    return text


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(check(bill()), "utf-8")
