"""Concept questions: every answer shows its own feedback, in an order that is mixed but the same on every run."""

import re

import pytest
from bs4 import BeautifulSoup

from ndtc_core.notebook import Question, quiz

QUESTION = Question(
    "Which load takes most from a source of $R_S=50$ Ω?",
    right="$R_D=R_S$",
    because="Half of the voltage, half of the largest current.",
    wrong={
        "$R_D=0$": "No voltage is left.",
        "$R_D=2R_S$": "It takes 8/9 of the most.",
        "a very large one": "No current.",
    },
)


def test_every_answer_unfolds_its_own_feedback():
    shown = {
        details.summary.text: details.p.text for details in BeautifulSoup(quiz(QUESTION).data, "html.parser")("details")
    }
    assert shown == {
        r"\(R_D=R_S\)": "Yes. Half of the voltage, half of the largest current.",
        r"\(R_D=0\)": "No. No voltage is left.",
        r"\(R_D=2R_S\)": "No. It takes 8/9 of the most.",
        "a very large one": "No. No current.",
    }


def test_the_same_on_every_run_and_the_right_answer_not_always_first():
    questions = [Question(f"Question {n}?", "yes", "So it is.", {"no": "Look.", "never": "Look."}) for n in range(30)]
    page = quiz(*questions).data
    assert page == quiz(*questions).data
    places = {
        [details.summary.text for details in block("details")].index("yes")
        for block in BeautifulSoup(page, "html.parser").select(".ndtc-quiz")
    }
    assert places == {0, 1, 2}


def test_one_answer_open_at_a_time_in_each_question():
    page = quiz(QUESTION, Question("Another?", "yes", "So it is.", {"no": "Look.", "never": "Look."})).data
    assert len(set(re.findall(r'<details name="([^"]+)"', page))) == 2


def test_text_is_escaped():
    assert (
        "&lt;b&gt; &amp;" in quiz(Question("<b> & more?", "yes", "So it is.", {"no": "Look.", "never": "Look."})).data
    )


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"wrong": {"no": "Look."}}, "wrong must hold 2 to 4 answers, got 1"),
        ({"wrong": {"yes": "Look.", "no": "Look."}}, "the right answer stands among the wrong ones: 'yes'"),
        ({"wrong": {"no": " ", "never": "Look."}}, "missing for ['no']"),
        ({"because": ""}, "missing for ['yes']"),
    ],
)
def test_an_incomplete_question_is_refused(fields, complaint):
    good = {"text": "So?", "right": "yes", "because": "So it is.", "wrong": {"no": "Look.", "never": "Look."}}
    with pytest.raises(ValueError, match=re.escape(complaint)):
        Question(**(good | fields))
