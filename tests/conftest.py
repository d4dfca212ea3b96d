"""What all tests share: Hypothesis profiles, the built site, and one summary by area at the end."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
import zlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from building import build_book
from executed_once import ExecutedOnce, executed, fill_cache
from hypothesis import settings

# deep first: a profile inherits what is loaded, and registering "default" loads it; deep would repeat the same examples then
settings.register_profile("deep", max_examples=2000, deadline=None)
settings.register_profile("default", max_examples=150, deadline=None, derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


BUILDER = ThreadPoolExecutor(1)
OVER = Event()
LOOKERS = (
    "tests/site/",
    "tests/browser/test_pages.py",
    "tests/browser/test_slides_page.py",
)  # the tests that look at the built book


def pytest_configure(config):
    """The folder of the one build that many tests look at. Where tests run in several processes, the first of them owns it."""
    owner = getattr(config, "workerinput", {}).get("site")
    config.site = Path(owner or tempfile.mkdtemp(prefix="bük site "))  # a space and an accent, as on real disks
    config.pluginmanager.register(ExecutedOnce(config.site))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """A file's tests stay together, except that the processes share the pages: most of the time goes there."""
    from xdist.scheduler import LoadScopeScheduling

    class TogetherByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            part = zlib.crc32(nodeid.encode()) % 6 if nodeid.startswith(LOOKERS[1]) else ""
            return f"{nodeid.split('::')[0]}{part}"

    return TogetherByFile(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    node.workerinput["site"] = str(node.config.site)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node, ids):
    start_build(node.config, ids)


def pytest_collection_finish(session):
    if not hasattr(session.config, "workerinput"):
        start_build(session.config, [item.nodeid for item in session.items])


def start_build(config, ids):
    """Start the build beside the tests that do not need it, as soon as the chapters have been executed."""
    if any(name.startswith(LOOKERS) for name in ids) and not config.option.collectonly and not hasattr(config, "build"):
        chapters = {name.split("::")[0] for name in ids if name.startswith("book/")}
        config.build = BUILDER.submit(build_and_report, config.site, chapters)


def build_and_report(output: Path, chapters: set[str]) -> None:
    """Build twice; leave what both said in a file, which is complete as soon as it is there. Afterwards the site is only read.
    A chapter that fails, and so is never executed, is waited for until somebody wants the site."""
    while not ((output / "wanted").exists() or all(executed(output, Path(chapter)).exists() for chapter in chapters)):
        if OVER.wait(0.2):
            return
    fill_cache(output)
    builds = [build_book(output) for _ in range(2)]
    said = output / "said.part"
    said.write_text(json.dumps([(build.returncode, build.stdout + build.stderr) for build in builds]), "utf-8")
    said.rename(output / "said.json")


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        OVER.set()
        BUILDER.shutdown()
        shutil.rmtree(config.site)


@pytest.fixture(scope="session")
def builds(request) -> tuple[Path, list[tuple[int, str]]]:
    """A build without network, and one more: their folder, and exit code and words of each."""
    output = request.config.site
    (output / "wanted").touch()
    while not (output / "said.json").exists():
        time.sleep(0.2)
    return output, json.loads((output / "said.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def site(builds) -> Path:
    """The folder of the built HTML."""
    output, ((exit_code, said), _) = builds
    if exit_code:
        pytest.fail("the book does not build:\n" + said[-6000:])
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
