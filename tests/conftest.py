"""What all tests share: Hypothesis profiles, the built site, and one summary by area at the end."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from building import build_book
from hypothesis import settings

settings.register_profile("default", max_examples=150, deadline=None, derandomize=True)
settings.register_profile("deep", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def first_build(tmp_path_factory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A build from nothing, without network: its output folder (with a space and an accent in its name) and what it said."""
    output = tmp_path_factory.mktemp("bük site")
    return output, build_book(output)


@pytest.fixture(scope="session")
def site(first_build) -> Path:
    """The folder of the built HTML."""
    output, build = first_build
    if build.returncode:
        pytest.fail("the book does not build:\n" + (build.stdout + build.stderr)[-6000:])
    return output / "_build" / "html"


def pytest_terminal_summary(terminalreporter):
    """One line an area: what was tested there and how it ended."""
    areas: dict[str, Counter[str]] = {}
    for outcome in ("passed", "failed", "error", "skipped", "xfailed"):
        for report in terminalreporter.stats.get(outcome, []):
            parts = Path(report.nodeid.split("::")[0]).parts
            area = "notebooks (nbval)" if parts[0] == "book" else parts[1] if len(parts) > 2 else "tests"
            areas.setdefault(area, Counter())[outcome] += 1
    terminalreporter.section("summary by area")
    for area, outcomes in sorted(areas.items()):
        terminalreporter.write_line(f"{area:<20} " + ", ".join(f"{n} {outcome}" for outcome, n in outcomes.items()))
