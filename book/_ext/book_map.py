"""The map of the book on a page: a picture, a table, and the reading time of any chapters.

    ```{book-map} caption of the picture      ```{book-times}       {minutes}`channel/noise_and_photons, …`
    :name: fig-book-map                       ```
    ```

All three are read from the chapters' boxes "Before you start" (tools/chapter_map.py) whenever the page is read, and the page is
read anew when a chapter or the table of contents changes. So nothing on the page can grow old.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import chapter_map  # execution has put tools/ on the path
from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective, SphinxRole


def read(env) -> list[chapter_map.Chapter]:
    """The chapters of this book, noted as what the present page depends on."""
    root = Path(env.srcdir)
    book = chapter_map.chapters(root)
    env.note_dependency(str(root / "_toc.yml"))
    for chapter in book:
        env.note_dependency(str(root / f"{chapter.name}.md"))
    return book


class BookMap(SphinxDirective):
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = {"name": directives.unchanged}  # noqa: RUF012

    def run(self):
        from map_picture import draw  # not above: every build would wait a second for Matplotlib

        book = read(self.env)
        picture = Path(self.env.doctreedir, "book_map.png")
        drawn = io.BytesIO()
        draw(book).savefig(drawn, dpi=180, format="png", metadata={"Software": None})
        if (
            not picture.exists() or picture.read_bytes() != drawn.getvalue()
        ):  # else pages that share it make each other old
            picture.parent.mkdir(parents=True, exist_ok=True)
            part = picture.with_suffix(f".{os.getpid()}.part")
            part.write_bytes(drawn.getvalue())
            part.replace(picture)
        image = nodes.image(
            uri=Path("/", os.path.relpath(picture, self.env.srcdir)).as_posix(), alt=chapter_map.describe(book)
        )
        image["width"] = "576px"
        figure = nodes.figure("", image, align="center")
        if self.arguments:
            words, messages = self.state.inline_text(self.arguments[0], self.lineno)
            figure += [nodes.caption("", "", *words), *messages]
        self.set_source_info(figure)
        self.add_name(figure)
        return [figure]


class BookTimes(SphinxDirective):
    def run(self):
        book = read(self.env)
        number = {chapter.name: i for i, chapter in enumerate(book, 1)}
        lines = ["| | chapter | minutes | needs |", "| --- | --- | --- | --- |"]
        for chapter in book:
            needs = ", ".join(f"[{number[need]}](/{need}.md)" for need in chapter.needs) or "–"
            title = f"[{chapter.title}](/{chapter.name}.md)"
            lines.append(f"| {number[chapter.name]} | {title} | {chapter.minutes} | {needs} |")
        lines.append(f"| | **all chapters** | **{sum(chapter.minutes for chapter in book)}** | |")
        parent = nodes.container()
        self.state.nested_parse(StringList(lines, self.env.doc2path(self.env.docname)), self.content_offset, parent)
        return parent.children


class Minutes(SphinxRole):
    def run(self):
        minutes = {chapter.name: chapter.minutes for chapter in read(self.env)}
        try:
            total = sum(minutes[f"book/{name.strip()}"] for name in self.text.split(","))
        except KeyError as unknown:
            message = self.inliner.reporter.error(f"minutes: there is no chapter {unknown}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        return [nodes.Text(str(total))], []


def setup(app):
    app.add_directive("book-map", BookMap)
    app.add_directive("book-times", BookTimes)
    app.add_role("minutes", Minutes())
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
