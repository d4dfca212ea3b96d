"""What all tests share: Hypothesis profiles, the built site, and one summary by area at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from building import build_book
from hypothesis import settings

settings.register_profile("default", max_examples=150, deadline=None, derandomize=True)
settings.register_profile("deep", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


BUILDER = ThreadPoolExecutor(1)


def pytest_collection_finish(session):
    """Start the one build that many tests look at, beside the tests that do not need it."""
    needed = any("first_build" in getattr(item, "fixturenames", ()) for item in session.items)
    if needed and not session.config.option.collectonly:
        output = Path(tempfile.mkdtemp(prefix="bük site "))  # a space and an accent, as on real disks
        session.config.first_build = output, BUILDER.submit(build_book, output)


@pytest.fixture(scope="session")
def first_build(request) -> Iterator[tuple[Path, subprocess.CompletedProcess[str]]]:
    """A build from nothing, without network: its output folder and what it said."""
    output, build = request.config.first_build
    yield output, build.result()
    shutil.rmtree(output)


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
