"""Slides for lectures: one reveal.js deck for each part of the book, made from the built chapters. No second source.

A chapter gives its title and opening question, its objectives, the output of every cell tagged ``slide`` under the heading of
its section (a formula with the sentence that leads to it), its concept questions and its summary. The decks stand beside the
folders of the parts, so that the chapters' addresses of pictures and of other parts hold in them unchanged.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
from copy import copy
from pathlib import Path

import jinja2
import yaml
from bs4 import BeautifulSoup
from content_policy import with_policy
from parallel_build import for_each

FOLDER = "book/slides"
TEMPLATE = Path(__file__).with_name("deck.html")
LOCAL_LINK = re.compile(r'href="(?!\.\./|[a-z]+:)([^"]+)"')  # to the same page or its neighbours
REVEAL = ("dist/reveal.js", "dist/reveal.css", "LICENSE")


def parts(root: Path, toc: str = "_toc.yml") -> dict[str, tuple[str, list[str]]]:
    """For each part with slides in a table of contents, keyed by its folder: caption and chapters."""
    toc = yaml.safe_load((root / toc).read_text("utf-8"))
    found = {}
    for part in toc.get("parts", []):
        chapters = [entry["file"].removesuffix(".md") for entry in part["chapters"]]
        if any("slide" in tags_line for name in chapters for tags_line in tag_lines(root / f"{name}.md")):
            found[Path(chapters[0]).parent.name] = (part["caption"], chapters)
    return found


def tag_lines(text: Path) -> list[str]:
    return [line for line in text.read_text("utf-8").splitlines() if line.lstrip(":").startswith("tags:")]


def chapter_slides(html: str, name: str) -> list[dict[str, str]]:
    """The slides of one chapter: title, body (HTML) and kind of each."""
    article = BeautifulSoup(html, "lxml").select_one("article")
    for mark in article.select("a.headerlink"):
        mark.decompose()
    title = article.h1
    opening = []
    for element in title.find_next_siblings():
        if element.name != "p":
            break
        opening.append(element)
    slides = [slide("title", title, *opening)]
    if box := article.select_one(".admonition ol"):
        slides.append(slide("objectives", "After this chapter you can", box))
    for cell in article.select("div.cell.tag_slide, div.cell.tag_quiz"):
        if "tag_quiz" in cell["class"]:
            slides += [slide("quiz", "What do you think?", question) for question in cell.select(".ndtc-quiz")]
        elif outputs := cell.select(".cell_output"):
            before = cell.find_previous_sibling()
            lead = [before] if before and before.name == "p" and not cell.select("figure, .ndtc-explorer") else []
            slides.append(slide("cell", cell.find_parent("section").find(["h2", "h3"]), *lead, *outputs))
    if summary := article.select_one("section#summary"):
        slides.append(slide("summary", "Summary", *summary.find_all(["p", "ul", "ol"], recursive=False)))
    folder, page = name.split("/")[1:]
    for one in slides:
        one["body"] = LOCAL_LINK.sub(
            lambda link: f'href="../{folder}/{f"{page}.html" if link[1][0] == "#" else ""}{link[1]}"', one["body"]
        )
    return slides


def slide(kind, title, *elements) -> dict[str, str]:
    body = []
    for element in elements:
        element = copy(element)
        for link in element.select("a.ndtc-data"):
            link.decompose()
        for part in [element, *element.find_all(id=True)]:
            if not part.find_parent(class_="ndtc-explorer"):
                del part["id"]  # the page of the chapter keeps it
        body.append(str(element))
    heading = title if isinstance(title, str) else title.decode_contents()
    return {"kind": kind, "title": heading, "body": "\n".join(body)}


def build_decks(app, exception):
    if exception or app.builder.name != "html":
        return
    root, out = Path(app.srcdir), Path(app.outdir)
    package = Path(importlib.util.find_spec("sphinx_revealjs").origin).parent / "_static" / "revealjs"
    (out / "_static" / "revealjs").mkdir(parents=True, exist_ok=True)
    for file in REVEAL:
        shutil.copyfile(package / file, out / "_static" / "revealjs" / Path(file).name)
    template = jinja2.Template(TEMPLATE.read_text("utf-8"), autoescape=False)

    def build(part):
        folder, (caption, names) = part
        pages, deck = [out / f"{name}.html" for name in names], out / FOLDER / f"{folder}.html"
        sources = [
            *pages,
            *Path(__file__).parent.glob("*.*"),
            root / app.config.external_toc_path,
            root / "_config.yml",
        ]
        if deck.exists() and deck.stat().st_mtime > max(source.stat().st_mtime for source in sources):
            return
        chapters = [chapter_slides(page.read_text("utf-8"), name) for page, name in zip(pages, names, strict=True)]
        html = template.render(book=app.config.project, caption=caption, chapters=chapters)
        deck.parent.mkdir(parents=True, exist_ok=True)
        deck.write_text(with_policy(html), "utf-8")

    for_each(build, parts(root, app.config.external_toc_path).items())


def setup(app):
    app.connect("build-finished", build_decks, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
