"""The nbgrader assignments, graded by nbgrader itself and attacked question by question.

Full marks for the reference and none for the empty form show that the tests run; what shows that they look is that answers off by
a factor, a sign or a unit fail, each question on its own, and that an answer made for the visible tests fails the hidden ones.
"""

from __future__ import annotations

import ast
import re
import shutil
from functools import cache
from pathlib import Path

import assignments
import nbformat
import numpy as np
import pytest

NAMES = [text.stem for text in assignments.TEXTS]
HIDDEN = "### BEGIN HIDDEN TESTS"


@cache
def cells(name: str) -> list[nbformat.NotebookNode]:
    return assignments.notebook(next(text for text in assignments.TEXTS if text.stem == name)).cells


def nbgrader_says(cell, key):
    return cell.metadata.get("nbgrader", {}).get(key, False)


def questions(name: str) -> list[tuple[str, int, int]]:
    """The function asked for, and the numbers of the cells that define and test it."""
    found, asked = [], None
    for i, cell in enumerate(cells(name)):
        if cell.cell_type == "code" and nbgrader_says(cell, "solution"):
            [function] = [part.name for part in ast.parse(cell.source).body if isinstance(part, ast.FunctionDef)]
            asked = (function, i)
        elif nbgrader_says(cell, "locked"):
            found.append((*asked, i))
    return found


QUESTIONS = [(name, *question) for name in NAMES for question in questions(name)]


def test_four_assignments_with_twenty_points_each():
    assert NAMES == ["channel", "nis_device", "proximity", "transition_device"]
    for name in NAMES:
        graded = [cell for cell in cells(name) if nbgrader_says(cell, "grade")]
        assert sum(cell.metadata.nbgrader.points for cell in graded) == 20
        assert 5 <= len(questions(name)) == sum(cell.cell_type == "code" for cell in graded) <= 7
        assert sum(cell.cell_type == "markdown" for cell in graded) == 1
        text = "\n".join(cell.source for cell in cells(name) if cell.cell_type == "markdown")
        said = [int(points) for points in re.findall(r"^## \d\. .* \((\d) points\)$", text, re.MULTILINE)]
        assert said == [cell.metadata.nbgrader.points for cell in graded]


# ---------------------------------------------------------------------------------------------------- graded by nbgrader


def doubled(source: str, function: str) -> str:
    """The reference solution, all its results times two."""
    return f"""{source}

def off_by_two(right):
    def twice(value):
        return tuple(map(twice, value)) if isinstance(value, tuple) else 2 * np.asarray(value)
    return lambda *arguments: twice(right(*arguments))

{function} = off_by_two({function})
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """The course as `make assignments` makes it, with three students: one knows all, one nothing, one is off by two."""
    folder = tmp_path_factory.mktemp("course")
    assignments.build(folder)
    for name in NAMES:
        for student in ("reference", "empty", "double"):
            (folder / "submitted" / student / name).mkdir(parents=True)
        file = f"{name}/{name}.ipynb"
        shutil.copy(folder / "source" / file, folder / "submitted" / "reference" / file)
        shutil.copy(folder / "release" / file, folder / "submitted" / "empty" / file)
        wrong = nbformat.read(folder / "source" / file, as_version=4)
        for function, i, _ in questions(name):
            wrong.cells[i].source = doubled(wrong.cells[i].source, function)
        nbformat.write(wrong, folder / "submitted" / "double" / file)
    return folder


@pytest.mark.filterwarnings(
    "ignore:Object of type <.*> not in session:sqlalchemy.exc.SAWarning"
)  # from inside nbgrader
@pytest.mark.parametrize("name", NAMES)
def test_marks(name, course):
    api = assignments.nbgrader(course)
    for student in ("reference", "empty", "double"):
        result = api.autograde(name, student)
        assert result["success"], result["log"]
    with api.gradebook as gradebook:
        marks = {
            student: {
                grade.cell.name: (grade.auto_score, grade.max_score)
                for grade in gradebook.find_submission_notebook(name, name, student).grades
                if grade.cell.cell_type == "code"
            }
            for student in ("reference", "empty", "double")
        }
    assert {len(of) for of in marks.values()} == {len(questions(name))}
    assert [cell for cell, (mark, most) in marks["reference"].items() if mark != most] == []
    assert [cell for cell, (mark, _) in marks["empty"].items() if mark != 0] == []
    assert [cell for cell, (mark, _) in marks["double"].items() if mark != 0] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_leaks(name, course):
    """The release is the source without solutions and hidden tests, and that is all the difference."""
    release = nbformat.read(course / "release" / name / f"{name}.ipynb", as_version=4)
    for given, full in zip(release.cells, cells(name), strict=True):
        if nbgrader_says(full, "solution"):
            assert given.source.endswith(("raise NotImplementedError()", "YOUR ANSWER HERE"))
        else:
            assert given.source.strip() == full.source.split(HIDDEN)[0].strip()
        assert not given.get("outputs")
    assert not re.search("(BEGIN|END) (SOLUTION|HIDDEN)|[Mm]odel answer|[Gg]rading notes", str(release.cells))


def test_submissions_are_not_overwritten(tmp_path):
    (tmp_path / "submitted").mkdir()
    with pytest.raises(FileExistsError, match="holds submissions"):
        assignments.build(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["submitted"]


# ------------------------------------------------------------------------------------------------ attacked one at a time


@cache
def reference(name: str) -> dict:
    """What is defined when the reference solutions have run."""
    names: dict = {}
    for cell in cells(name):
        if cell.cell_type == "code" and not nbgrader_says(cell, "locked"):
            exec(compile(cell.source, cell.id, "exec"), names)
    return names


def passes(test: str, name: str, function: str, answer) -> bool:
    try:
        exec(compile(test, "test", "exec"), reference(name) | {function: answer})
    except Exception:  # a wrong answer may also break the arithmetic of a test, which nbgrader counts as wrong too
        return False
    return True


def scaled(value, factor, part):
    """The value, or one part of a pair, times the factor."""
    if isinstance(value, tuple):
        return tuple(scaled(v, factor, None) if part in (None, i) else v for i, v in enumerate(value))
    return factor * np.asarray(value)


def key(arguments):
    return tuple(getattr(argument, "__name__", repr(argument)) for argument in arguments)


@pytest.mark.parametrize(("name", "function", "i", "j"), QUESTIONS, ids=[f"{q[0]}-{q[1]}" for q in QUESTIONS])
def test_a_wrong_answer_fails_on_its_own(name, function, i, j):
    test, known = cells(name)[j].source, {}
    visible = test.split(HIDDEN)[0]

    def right(*arguments):
        if key(arguments) not in known:  # some answers take a second
            known[key(arguments)] = reference(name)[function](*arguments)
        return known[key(arguments)]

    assert passes(visible, name, function, right)
    seen = set(known)
    assert seen, "the visible tests do not ask"

    def made_for_the_visible_tests(*arguments):
        return right(*arguments) if key(arguments) in seen else scaled(right(*arguments), 2, None)

    assert passes(visible, name, function, made_for_the_visible_tests)
    assert not passes(test, name, function, made_for_the_visible_tests), (
        "the hidden tests see no more than the visible ones"
    )
    parts = [None, 0, 1] if isinstance(next(iter(known.values())), tuple) else [None]
    for part in parts:
        for factor in (2, 0.5, -1, 1e-3, 1e3):
            wrong = lambda *arguments, factor=factor, part=part: scaled(right(*arguments), factor, part)  # noqa: E731
            assert not passes(test, name, function, wrong), f"passes although times {factor} (part {part})"
