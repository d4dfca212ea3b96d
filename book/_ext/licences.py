"""What the site holds and who made it: each component with its version, its licence and where the licence's text lies.

Versions and texts come from the installed packages, so the table ``{licences}``, the texts below ``_static/licences`` and the
bill of materials (tools/sbom.py) follow the lock. Licences are SPDX expressions; a test holds them against the texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from sphinx.util.docutils import SphinxDirective

ROOT = Path(__file__).resolve().parents[2]
OWN = "ndtc_core"


@dataclass(frozen=True)
class Component:
    """``files`` are patterns below _static. ``package`` brings them, in the version that follows ``words`` in its file
    ``banner``, else in its own. ``text`` is its file with the licence, or a script that opens with a notice; ``text_from``
    is the package of that file where it is another."""

    name: str
    licence: str
    files: str
    package: str
    banner: str = ""
    words: str = ""
    text: str = r"dist-info/(licenses/)?LICENSE"
    text_from: str = ""

    @property
    def version(self) -> str:
        if not self.banner:
            return metadata.version(self.package)
        return re.search(rf"{self.words}([\d.]+\d)", find(self.package, self.banner).read_text("utf-8"))[1]

    @property
    def licence_text(self) -> str:
        text = find(self.text_from or self.package, self.text).read_text("utf-8")
        return text.partition("*/")[0] if self.text.endswith(".js") else text

    @property
    def address(self) -> str:
        return f"_static/licences/{re.sub('[^a-z]+', '-', self.name.lower())}.txt"


def find(package: str, pattern: str) -> Path:
    """The first file of an installed package whose path matches; our own package is this repository."""
    if package == OWN:
        return ROOT / pattern
    return Path(next(file for file in metadata.files(package) if re.search(pattern, file.as_posix())).locate())


def extension(package: str, licence: str, files: str) -> Component:
    return Component(package, licence, files, package)


COMPONENTS = (
    Component("Pictures of the book", "CC-BY-4.0", "cover.png door_*.png favicon.svg", OWN, text="LICENSE-text.md"),
    Component(
        "Scripts of the book",
        "BSD-3-Clause",
        "book.* explorer.* file_search.js print.css quiz.css slides.*",
        OWN,
        text="LICENSE",
    ),
    Component(
        "uPlot",
        "MIT",
        "uPlot.* LICENSE.uPlot",
        OWN,
        "ndtc_core/notebook/assets/uPlot.iife.min.js",
        r"uPlot \(v",
        "ndtc_core/notebook/assets/LICENSE.uPlot",
    ),
    Component(
        "MathJax",
        "Apache-2.0",
        "mathjax/*",
        "sphinx-mathjax-offline",
        "/tex-svg-full.js",
        r'e\.VERSION="',
        text_from="sphinx-revealjs",
    ),
    Component(
        "reveal.js", "MIT", "revealjs/*", "sphinx-revealjs", "revealjs/dist/reveal.js", "reveal.js ", "revealjs/LICENSE"
    ),
    Component(
        "Bootstrap",
        "MIT",
        "*/bootstrap.*",
        "pydata-sphinx-theme",
        "bootstrap.js.LICENSE",
        "Bootstrap v",
        "bootstrap.js.LICENSE",
    ),
    Component(
        "Font Awesome Free",
        "CC-BY-4.0 AND OFL-1.1 AND MIT",
        "vendor/fontawesome/* play-solid.svg",
        "pydata-sphinx-theme",
        "all.min.js.LICENSE",
        "Free ",
        r"fontawesome/[\d.]+/LICENSE",
    ),
    Component(
        "clipboard.js",
        "MIT",
        "clipboard.min.js",
        "sphinx-copybutton",
        "clipboard.min.js",
        "clipboard.js v",
        "clipboard.min.js",
    ),
    extension("pydata-sphinx-theme", "BSD-3-Clause", "*/pydata-sphinx-theme.* styles/theme.css webpack-macros.html"),
    extension(
        "sphinx-book-theme", "BSD-3-Clause", "*/sphinx-book-theme.* sbt-webpack-macros.html images/logo_* locales/*"
    ),
    extension(
        "Sphinx",
        "BSD-2-Clause",
        "basic.css doctools.js documentation_options.js language_data.js searchtools.js sphinx_highlight.js "
        "file.png minus.png plus.png",
    ),
    extension("Pygments", "BSD-2-Clause", "pygments.css"),
    extension("myst-nb", "BSD-3-Clause", "mystnb.*.css"),
    extension("sphinx-codeautolink", "MIT", "sphinx-codeautolink.css"),
    extension("sphinx-copybutton", "MIT", "copybutton* copy-button.svg check-solid.svg"),
    extension("sphinx-design", "MIT", "sphinx-design.* design-tabs.js"),
    extension("sphinx-exercise", "MIT", "exercise.css"),
    extension("sphinx-thebe", "MIT", "sphinx-thebe.*"),
    extension("sphinx-togglebutton", "MIT", "togglebutton.*"),
)


class Licences(SphinxDirective):
    def run(self):
        lines = ["| component | version | licence | text |", "| --- | --- | --- | --- |"]
        up = "../" * self.env.docname.count("/")
        for one in COMPONENTS:
            lines.append(f'| {one.name} | {one.version} | {one.licence} | <a href="{up}{one.address}">text</a> |')
        return self.parse_text_to_nodes("\n".join(lines))


def copy_texts(app):
    for one in COMPONENTS:
        target = Path(app.outdir, one.address)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(one.licence_text, "utf-8")


def setup(app):
    app.add_directive("licences", Licences)
    app.connect("builder-inited", copy_texts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
