"""What makes a chapter teachable: objectives that its exercises test, three grades, concept questions, slides."""

import re

import jupytext
import notebooks
import pytest
from building import ROOT

CHAPTERS = [path for path in notebooks.chapters() if "Before you start" in path.read_text("utf-8")]
ON_PAGE = [path.relative_to(ROOT).as_posix() for path in CHAPTERS]
EXERCISE = re.compile(r"```\{exercise-start\} (★+) .*\n:label: (\S+)")


def test_every_chapter_is_looked_at():
    assert {path.parent.name for path in CHAPTERS} == {
        "channel",
        "transition",
        "tunnel_junctions",
        "proximity",
        "beyond",
    }


@pytest.mark.parametrize("text", CHAPTERS, ids=ON_PAGE)
def test_every_objective_is_tested_by_an_exercise_and_every_exercise_tests_one(text):
    content = text.read_text("utf-8")
    box = content[content.index("**Objectives.**") : content.index("**Prerequisites.**")]
    objectives = re.split(r"\n\d+\. ", box)[1:]
    assert 3 <= len(objectives) <= 5
    tested = [set(re.findall(r"\{ref\}`(ex-[^`]+)`", objective)) for objective in objectives]
    assert all(tested)
    assert set().union(*tested) == {label for _, label in EXERCISE.findall(content)}


@pytest.mark.parametrize("text", CHAPTERS, ids=ON_PAGE)
def test_at_least_five_exercises_in_three_grades(text):
    grades = [grade for grade, _ in EXERCISE.findall(text.read_text("utf-8"))]
    assert len(grades) >= 5
    assert set(grades) == {"★", "★★", "★★★"}


@pytest.mark.parametrize("text", CHAPTERS, ids=ON_PAGE)
def test_every_solution_is_computed(text):
    solutions = re.findall(r"```\{solution-start\}(.*?)```\{solution-end\}", text.read_text("utf-8"), re.DOTALL)
    assert all("{code-cell}" in solution for solution in solutions)


@pytest.mark.parametrize("text", CHAPTERS, ids=ON_PAGE)
def test_two_or_three_concept_questions(text):
    quizzes = [cell for cell in jupytext.read(text).cells if "quiz" in cell.metadata.get("tags", [])]
    assert len(quizzes) == 1
    assert 2 <= quizzes[0].source.count("Question(") <= 3


@pytest.mark.parametrize("text", CHAPTERS, ids=ON_PAGE)
def test_cells_for_slides_are_marked(text):
    tagged = [cell for cell in jupytext.read(text).cells if "slide" in cell.metadata.get("tags", [])]
    assert 5 <= len(tagged) <= 10
    assert any("plt.show()" in cell.source for cell in tagged)
    assert any("Explorer(" in cell.source for cell in tagged)
