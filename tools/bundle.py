"""Make what a class can carry away: the whole book as one PDF, and the site as a zip for rooms without network.

Both are made from the built pages (`make book` first) and put beside them; the landing page then shows the links to them. The PDF
is printed by the browser that the tests use, from one page that holds all articles in the order of the book: so its links
work inside the file, and its outline is the book's.

    python tools/bundle.py _build/html
"""

from __future__ import annotations

import importlib.util
import io
import re
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import pikepdf
import yaml
from browser import find_browser
from bs4 import BeautifulSoup
from fingerprint import ROOT
from playwright.sync_api import sync_playwright

NAME = "when-hotter-sends-less"
LEFT_OUT = (
    "script, a.headerlink, a.ndtc-data, details.above-input, .ndtc-buttons, .copybtn, .toctree-wrapper, .ndtc-bundle"
)
MATHJAX = (
    Path(importlib.util.find_spec("sphinx-mathjax-offline").origin).parent / "static" / "mathjax" / "tex-chtml-full.js"
)
"""With fonts, unlike the site's: formulas are text in the PDF."""
HEAD = """<!DOCTYPE html>
<html lang="en" data-theme="light">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="stylesheet" href="_static/pygments.css">
<link rel="stylesheet" href="_static/uPlot.min.css">
<link rel="stylesheet" href="_static/explorer.css">
<link rel="stylesheet" href="_static/print.css">
<script>window.MathJax = {{ options: {{ processHtmlClass: "mathjax_process|math|output_area|ndtc-quiz" }} }};</script>
<script defer src="{mathjax}"></script>
<script defer src="_static/uPlot.iife.min.js"></script>
<script defer src="_static/explorer.js"></script>
</head>
<body>
"""
FOOTER = '<div style="font-size: 8px; width: 100%; text-align: center"><span class="pageNumber"></span></div>'


def pages_in_order(root: Path = ROOT) -> list[str]:
    """Every page of the table of contents, without ending, the landing page first."""
    toc = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    files = [toc["root"]] + [entry["file"] for part in toc["parts"] for entry in part["chapters"]]
    return [file.removesuffix(".md") for file in files]


def anchor(page: str, fragment: str = "") -> str:
    return page.replace("/", "-") + (f"--{fragment}" if fragment else "")


def article(site: Path, page: str, printed: set[str]) -> str:
    """One page's article, its addresses made to hold in a file that lies at the top of the site and contains all pages."""
    folder = PurePosixPath(page).parent
    soup = BeautifulSoup((site / f"{page}.html").read_text("utf-8"), "html.parser").select_one("article")
    for element in soup.select(LEFT_OUT):
        element.decompose()
    for element in soup.find_all(id=True):
        element["id"] = anchor(page, element["id"])
    for element in soup.find_all(["a", "img"]):
        name = "href" if element.name == "a" else "src"
        parts = urlsplit(element.get(name, ""))
        if parts.scheme:
            continue
        target = resolve(folder / parts.path) if parts.path else f"{page}.html"
        if target.removesuffix(".html") in printed:
            element[name] = "#" + anchor(target.removesuffix(".html"), parts.fragment)
        elif element.name == "a":
            element.unwrap()  # leads to something that is not in the file
        else:
            element[name] = target
    for details in soup.select("details"):
        details["open"] = ""
        details.attrs.pop("name", None)
    return f'<article id="{anchor(page)}">{soup.decode_contents()}</article>\n'


def resolve(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def print_pdf(site: Path, target: Path, pages: list[str] | None = None) -> None:
    """Print ``pages``, all of the book unless told otherwise."""
    pages = pages or pages_in_order()
    title = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["title"]
    whole = (
        HEAD.format(title=title, mathjax=MATHJAX.as_uri())
        + "".join(article(site, page, set(pages)) for page in pages)
        + "</body>\n</html>\n"
    )
    with (
        tempfile.NamedTemporaryFile("w", suffix=".html", dir=site, encoding="utf-8") as file,
        sync_playwright() as playwright,
    ):
        file.write(whole)
        file.flush()
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 760, "height": 1000})
        page.set_default_timeout(300_000)
        page.goto(Path(file.name).as_uri(), wait_until="load")
        page.evaluate("() => MathJax.startup.promise")
        page.wait_for_function("() => document.querySelectorAll('.ndtc-explorer:not([data-ready])').length === 0")
        printed = page.pdf(
            format="A4",
            outline=True,
            tagged=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOTER,
            margin={"top": "18mm", "bottom": "18mm", "left": "18mm", "right": "18mm"},
        )
        browser.close()
    with pikepdf.open(io.BytesIO(printed)) as document:  # Chromium leaves the structure of a tagged file uncompressed
        document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)


def show_link(landing: Path, which: str) -> None:
    """Show the landing page's hidden link to one of the two files."""
    page = landing.read_text("utf-8")
    shown, found = re.subn(rf'(<p class="ndtc-bundle") hidden(?:="")? (data-bundle="{which}")', r"\1 \2", page)
    if found:
        landing.write_text(shown, "utf-8")


def pack(site: Path, target: Path) -> None:
    """All files of the site; inside, the landing page offers the PDF but not the zip that it lies in."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path for path in site.rglob("*") if path.is_file() and path.suffix not in (".zip", ".part")):
            archive.write(file, f"{NAME}/{file.relative_to(site).as_posix()}")


def main() -> int:
    site = Path(sys.argv[1])
    if not (site / "index.html").exists():
        sys.exit(f"{site} holds no built book: run `make book` first")
    if find_browser() is None:
        sys.exit("No Chrome, Chromium or Edge found to print with: run `python tools/browser.py --ensure`")
    for which, make in (("pdf", print_pdf), ("zip", pack)):
        part = site / f"{NAME}.{which}.part"
        make(site, part)
        part.replace(site / f"{NAME}.{which}")
        show_link(site / "book" / "index.html", which)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
