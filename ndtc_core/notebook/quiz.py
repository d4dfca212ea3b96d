"""Concept questions: every answer unfolds what it gets right or overlooks.

Plain ``<details>`` elements, so that they work without a script: in the built page, in Jupyter, by keyboard, with a screen
reader, under any content security policy. (jupyterquiz 2.9 was tried: in JupyterLab it fetches MathJax from a CDN, and its
random identifiers change the stored output on every run.)
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from IPython.display import HTML

from .publish import indexed

MATH = re.compile(r"\$([^$]+)\$")


@dataclass(frozen=True)
class Question:
    """One question with exactly one right answer. Every wrong answer says what it overlooks; ``$…$`` holds math in all texts."""

    text: str
    right: str
    because: str
    wrong: Mapping[str, str]

    def __post_init__(self) -> None:
        if not 2 <= len(self.wrong) <= 4:
            raise ValueError(f"wrong must hold 2 to 4 answers, got {len(self.wrong)}")
        if self.right in self.wrong:
            raise ValueError(f"the right answer stands among the wrong ones: {self.right!r}")
        empty = [answer for answer, overlooked in self.wrong.items() if not overlooked.strip()]
        if empty or not self.because.strip():
            raise ValueError(f"every answer needs its feedback, missing for {empty or [self.right]}")


def quiz(*questions: Question) -> HTML:
    """The questions, numbered; opening one answer closes the others. Return it as the last line of a cell tagged ``quiz``."""
    return HTML("\n".join(_question(number, question) for number, question in enumerate(questions, 1)))


def _question(number: int, question: Question) -> str:
    feedback = {question.right: ("right", "Yes.", question.because)}
    feedback |= {answer: ("wrong", "No.", overlooked) for answer, overlooked in question.wrong.items()}
    group = "quiz-" + _digest(question.text)[:12]
    answers = "\n".join(
        f'<details name="{group}"><summary>{_text(answer)}</summary>'
        f'<p class="ndtc-{judged}"><strong>{verdict}</strong> {_text(why)}</p></details>'
        for answer, (judged, verdict, why) in sorted(feedback.items(), key=lambda item: _digest(group + item[0]))
    )  # mixed, and the same on every run: the stored outputs are compared
    return f'<div class="ndtc-quiz"><p><strong>{number}.</strong> {_text(question.text)}</p>\n{answers}\n</div>'


def _text(text: str) -> str:
    return MATH.sub(r"\\(\1\\)", indexed(html.escape(text, quote=False)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
