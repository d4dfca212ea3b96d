"""The stored notebooks: executed, in step with their texts, and free of what must not be stored.

nbval compares their outputs with a fresh run; it passes in silence over a notebook that was never executed. These guards do not.
"""

import ast
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import jupytext
import nbformat
import notebooks
import pytest
from building import ROOT

CHAPTERS = notebooks.chapters()
ON_PAGE = [path.relative_to(ROOT).as_posix() for path in CHAPTERS]


def test_every_page_with_code_is_a_pair():
    with_code = {path for path in (ROOT / "book").rglob("*.md") if "```{code-cell}" in path.read_text("utf-8")}
    assert with_code == set(CHAPTERS)
    assert {path.with_suffix(".ipynb") for path in CHAPTERS} == {
        path for path in (ROOT / "book").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts
    }


@pytest.mark.parametrize("text", CHAPTERS, ids=ON_PAGE)
def test_notebook_stands_for_its_text(text):
    assert notebooks.why_stale(text) == "", f"{text.name}: run `make notebooks`"


@pytest.mark.parametrize("text", CHAPTERS, ids=ON_PAGE)
def test_nothing_unwanted_is_stored(text):
    stored = text.with_suffix(".ipynb").read_text("utf-8")
    assert notebooks.WIDGET_VIEW not in stored, "a widget view without its kernel"
    assert "data-cube" not in stored, "a data cube belongs into the built page only"
    for cell in json.loads(stored)["cells"]:
        assert not any(output["output_type"] in ("error", "stream") for output in cell.get("outputs", [])), cell[
            "source"
        ]


@pytest.mark.parametrize("text", CHAPTERS, ids=ON_PAGE)
def test_every_figure_has_caption_and_alt_text(text):
    for cell in jupytext.read(text).cells:
        if cell.cell_type == "code" and "plt.show()" in cell.source:
            figure = cell.metadata.get("mystnb", {})
            assert figure.get("figure", {}).get("caption"), cell.source
            assert len(figure.get("image", {}).get("alt", "")) > 40, cell.source


@pytest.mark.parametrize("text", CHAPTERS, ids=ON_PAGE)
def test_what_a_cell_says_is_its_last_line(text):
    """Only the last line is shown: a sentence or a table before it would be made for nothing."""
    unseen = re.compile(r"^(say|table|data_link|sp\.Eq)\(")
    for cell in jupytext.read(text).cells:
        if cell.cell_type == "code" and not cell.source.startswith("%"):
            lost = [ast.unparse(line) for line in ast.parse(cell.source).body[:-1] if isinstance(line, ast.Expr)]
            assert [line for line in lost if unseen.match(line)] == []


@pytest.mark.parametrize("text", CHAPTERS, ids=ON_PAGE)
def test_every_exercise_has_a_folded_solution(text):
    content = text.read_text("utf-8")
    exercises = re.findall(r"```\{exercise-start\}.*\n:label: (\S+)", content)
    solutions = re.findall(r"```\{solution-start\} (\S+)\n:class: dropdown", content)
    assert sorted(exercises) == sorted(solutions)


def test_an_unexecuted_notebook_is_noticed(tmp_path):
    text = tmp_path / "chapter.md"
    text.write_text(CHAPTERS[0].read_text("utf-8"), "utf-8")
    notebook = jupytext.read(text)
    jupytext.write(notebook, text.with_suffix(".ipynb"))
    assert notebooks.why_stale(text) == "not executed from top to bottom"


@pytest.mark.parametrize("text", CHAPTERS[:1], ids=ON_PAGE[:1])
def test_a_changed_text_and_a_changed_package_are_noticed(text, tmp_path, monkeypatch):
    copy = tmp_path / text.name
    copy.write_text(text.read_text("utf-8"), "utf-8")
    copy.with_suffix(".ipynb").write_bytes(text.with_suffix(".ipynb").read_bytes())
    assert notebooks.why_stale(copy) == ""
    monkeypatch.setattr(notebooks, "package_fingerprint", lambda: "another")
    assert "has changed since" in notebooks.why_stale(copy)
    copy.write_text(text.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    assert notebooks.why_stale(copy) == "text and notebook differ"


def read_if_there(path):
    return path.read_text("utf-8") if path.exists() else ""


def test_a_kill_leaves_whole_files_and_is_taken_up(tmp_path):
    """A tree of two chapters; one is killed in its cell, after the other one was stored, which is not executed again."""
    root = tmp_path / "ünder way"
    shutil.copytree(ROOT / "tools", root / "tools")
    (root / "ndtc_core").mkdir()
    (root / "book").mkdir()
    (root / "requirements.txt").touch()
    (root / "_config.yml").write_text("repository: {url: ''}\n")
    header = "---\njupytext:\n  formats: md:myst,ipynb\n  text_representation: {extension: .md, format_name: myst}\n"
    kernel = "kernelspec: {display_name: Python 3, language: python, name: python3}\n---\n"
    for name in "ab":
        cell = f"import os, time; open('{name}', 'a').write('x'); time.sleep(60 * (os.path.exists('sleep') and '{name}' == 'b'))"
        text = f"{header}{kernel}# Page\n\n```{{code-cell}} ipython3\n{cell}\n```\n"
        (root / "book" / f"{name}.md").write_text(text, "utf-8")
    (root / "book" / "sleep").touch()
    command = [sys.executable, root / "tools" / "notebooks.py"]
    run = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (root / "book" / "b").exists() or "ndtc_fingerprint" not in read_if_there(root / "book" / "a.ipynb"):
        time.sleep(0.05)
        assert run.poll() is None
    os.killpg(run.pid, signal.SIGKILL)
    assert run.wait(20) != 0
    files = sorted(path.name for path in (root / "book").iterdir())
    assert files == ["a", "a.ipynb", "a.md", "b", "b.ipynb", "b.md", "sleep"]
    assert nbformat.read(root / "book" / "b.ipynb", as_version=4).cells[1].execution_count is None

    (root / "book" / "sleep").unlink()
    os.truncate(root / "book" / "b.ipynb", 200)  # what a full disk would leave
    for said in (
        "a.md: in step\nbook/b.md: has no notebook, or a broken one\nbook/b.md: executed",
        "a.md: in step\nbook/b.md: in step\n",
    ):
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        assert said in run.stdout.replace(os.sep, "/"), run.stderr
    assert [(root / "book" / name).read_text() for name in "ab"] == ["x", "xx"]
