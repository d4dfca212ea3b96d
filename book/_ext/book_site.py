"""The few things Jupyter Book 1.x does not do by itself: stay offline, notice a changed package, offer the notebooks.

- What is executed, and when, has a room of its own (execution); so has the sharing of work among processors (parallel_build).
- MathJax is one local file, copied from its PyPI package.
- Explorer scripts load only on pages that hold an explorer. Thebe's, which would ask a CDN, load nowhere.
- The theme's font preloads go: a page opened as a file may not make them, and the fonts load without. So do what is left of
  Thebe, the roles of the bibliography, which promise a list that docutils does not write, and click handlers written into
  the page, which its policy forbids (book.js attaches them).
- So does the script that draws the theme's icons: the fonts, which the theme brings as well, draw the same ones without
  1.5 MB that hold every page up, 0.4 s of the 2.5 s that a long chapter takes to open.
- Every page says which scripts it may run (content_policy).
- Each chapter offers its stored, executed notebook for download.
- Pages may show the map of the book, read from the chapters (book_map).
- What others made and the site ships is listed with its licence, and the texts lie beside it (licences).
- Launch buttons appear only when the repository has a public address.
- Docstrings are plain text; what reStructuredText would take for its own in them is escaped for the page of the package.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path

from content_policy import with_policy
from docutils import nodes
from parallel_build import for_each
from sphinx_codeautolink.extension.block import CodeBlockAnalyser

MATHJAX = "tex-svg-full.js"
EXPLORER_SCRIPTS = ("uPlot.iife.min.js", "explorer.js")
EXPLORER_STYLES = ("uPlot.min.css", "explorer.css")
UNWANTED = re.compile(
    r'\s*<link [^>]*\bas="font"[^>]*>'  # font preloads
    r'|\s*<script src="[^"]*/fontawesome/[^"]*"></script>'
    r'|\s*<script type="text/x-thebe-config">.*?</script>\s*<script>kernelName = .*?</script>'
    r'| onclick="[^"]*"'
    r'|(?<=class="citation-list") role="list"|role="list" (?=class="citation-list")| role="doc-biblioentry"',
    re.DOTALL,
)


def name_project(app, config):
    """Jupyter Book gives its title to the pages only; the slides and the inventory show the name of the project."""
    config.project = config.html_title


def drop_dead_buttons(app, config):
    if not config.html_theme_options.get("repository_url"):
        config.html_theme_options["launch_buttons"] = {}


def copy_mathjax(app):
    package = Path(importlib.util.find_spec("sphinx-mathjax-offline").origin).parent
    target = Path(app.outdir) / "_static" / "mathjax" / MATHJAX
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(package / "static" / "mathjax" / MATHJAX, target)


def offer_notebook(app, pagename, templatename, context, doctree):
    """Copy the chapter's stored notebook beside its source and let the theme's download button point there."""
    stored = Path(app.srcdir, pagename).with_suffix(".ipynb")
    if doctree is None or not stored.exists():
        return
    target = Path(app.outdir, "_sources", pagename).with_suffix(".ipynb")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(stored, target)
    context["ipynb_source"] = pagename + ".ipynb"


def drop_thebe(app, pagename, templatename, context, doctree):
    """Thebe runs cells on a remote server; its scripts name a CDN and, listed twice, throw on every page."""

    def is_thebe(script):
        body = getattr(script, "attributes", {}).get("body") or ""
        return "thebe" in f"{getattr(script, 'filename', script)}{body}".lower()

    context["script_files"] = [script for script in context.get("script_files", []) if not is_thebe(script)]


def load_explorer(app, pagename, templatename, context, doctree):
    if doctree is not None and "ndtc-explorer" in context.get("body", ""):
        for style in EXPLORER_STYLES:
            app.add_css_file(style)
        for script in EXPLORER_SCRIPTS:
            app.add_js_file(script, loading_method="defer")


def finish_pages(app, exception):
    for unused in Path(app.outdir, "_static", "vendor", "fontawesome").glob("*/js"):
        shutil.rmtree(unused)

    def finish(page):
        app.ndtc_links.insert(page.relative_to(app.outdir).with_suffix("").as_posix())
        text = page.read_text("utf-8")
        mended = with_policy(UNWANTED.sub("", text))
        if mended != text:
            page.write_text(mended, "utf-8")

    pages = Path(app.outdir).rglob("*.html")
    for_each(finish, [page for page in pages if "_static" not in page.parts])  # there lie the theme's templates


def escape_docstring(app, what, name, obj, options, lines):
    """In docstrings * multiplies, | takes a modulus, and a name may end in _; doctest's flags are not for readers."""
    for number, line in enumerate(lines):
        if line.lstrip().startswith((">>>", "...")):
            lines[number] = re.sub(r"\s*# doctest:.*", "", line)
        else:
            parts = line.split("``")
            parts[::2] = [re.sub(r"[*|]|_\b", r"\\\g<0>", part) for part in parts[::2]]
            lines[number] = "``".join(parts)


def skip_untitled_sections():
    """sphinx-codeautolink takes one title off its stack for every section; an exercise's body is a section without one."""
    leave = CodeBlockAnalyser.depart_section
    CodeBlockAnalyser.depart_section = lambda self, node: node.next_node(nodes.title) and leave(self, node)


def setup(app):
    skip_untitled_sections()
    app.setup_extension("parallel_build")
    app.setup_extension("execution")
    app.setup_extension("book_map")
    app.setup_extension("licences")
    app.connect("config-inited", name_project)
    app.connect("config-inited", drop_dead_buttons, priority=900)
    app.connect("builder-inited", copy_mathjax)
    app.connect("autodoc-process-docstring", escape_docstring)
    app.connect("html-page-context", load_explorer, priority=400)
    app.connect("html-page-context", offer_notebook, priority=400)
    app.connect("html-page-context", drop_thebe, priority=900)
    app.connect("build-finished", finish_pages)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
