"""Make the nbgrader course of the book's assignments, ready to hand out.

An assignment is one text (MyST with nbgrader's cell metadata), course/assignments/source/<name>/<name>.md: questions, reference
solutions, visible and hidden tests. This writes, below the chosen folder,

    source/<name>/<name>.ipynb     the same with everything, for the lecturer
    release/<name>/<name>.ipynb    without solutions and hidden tests, for the students
    nbgrader_config.py, gradebook.db, README.md

    python tools/assignments.py                  into _build/assignments
    python tools/assignments.py --to ../ndtc-26  into a folder of your own, which `make clean` does not remove
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jupytext
import nbformat
from fingerprint import ROOT
from traitlets.config import PyFileConfigLoader

if TYPE_CHECKING:
    from nbgrader.apps import NbGraderAPI

COURSE = ROOT / "course" / "assignments"
TEXTS = sorted((COURSE / "source").glob("*/*.md"))


def notebook(text: Path) -> nbformat.NotebookNode:
    """The assignment with solutions and hidden tests. Cells are numbered, so that the same text makes the same notebook."""
    made = jupytext.read(text)
    made.metadata.pop("jupytext", None)  # a student's JupyterLab shall not look for a paired text
    for number, cell in enumerate(made.cells):
        cell["id"] = f"{text.stem}-{number}".replace("_", "-")
    nbformat.validate(made)
    return made


def nbgrader(course: Path) -> NbGraderAPI:
    """nbgrader for the course in this folder, with the folder's own settings."""
    from nbgrader.apps import NbGraderAPI  # takes seconds, which only those who build or grade should wait

    here = Path(sys.executable).parent
    if shutil.which("alembic") != str(here / "alembic"):  # nbgrader calls it by name to make its database
        os.environ["PATH"] = os.pathsep.join([str(here), os.environ.get("PATH", "")])
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    config.CourseDirectory.root = str(course)
    return NbGraderAPI(config=config)


def build(course: Path) -> None:
    """Write source/ and release/.

    Raises: FileExistsError where students have handed in; RuntimeError with nbgrader's words when it cannot make an assignment.
    """
    if (course / "submitted").exists():
        raise FileExistsError(f"{course} holds submissions, which a changed assignment might not fit. Use --to FOLDER.")
    course.mkdir(parents=True, exist_ok=True)
    for name in ("nbgrader_config.py", "README.md"):
        shutil.copy(COURSE / name, course)
    api = nbgrader(course)
    for text in TEXTS:
        folder = course / "source" / text.stem
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook(text), folder / f"{text.stem}.ipynb")
        done = api.generate_assignment(text.stem)
        if not done["success"]:
            raise RuntimeError(done["log"] or done["error"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=ROOT / "_build" / "assignments", help="the course's folder")
    course = parser.parse_args().to.resolve()
    try:
        build(course)
    except FileExistsError as reason:
        print(reason, file=sys.stderr)
        return 1
    print(
        f"{len(TEXTS)} assignments in {course}: release/ is for the students; README.md says how to collect and grade."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
