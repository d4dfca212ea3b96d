"""What is executed when the book is built, and when.

- Execution cache and pages are keyed on a fingerprint of the package and the lock: Sphinx and jupyter-cache see only the
  chapters' text, and would keep yesterday's figures after the physics changed.
- Chapters that the cache does not know are executed by all processors before Sphinx reads one page after the other. What fails
  is not cached: MyST-NB meets it again in its turn and reports it as ever.
- The gallery shows the other chapters' stored figures: it is read and executed again whenever a page has changed.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from fingerprint import package_fingerprint  # noqa: E402

GALLERY = "book/reference/gallery"
READER = {"type": "plugin", "name": "myst_nb_md"}  # MyST-NB's own, so that both find the same cells


def configure(app, config):
    os.environ["NDTC_STATIC_BOOK"] = "1"  # chapters executed from here on give explorers their data cubes
    config.ndtc_fingerprint = package_fingerprint()
    if config.nb_execution_mode == "cache":
        cache = Path(app.outdir).parent / ".jupyter_cache" / config.ndtc_fingerprint[:16]
        config.nb_execution_cache_path = str(cache)


def renew_gallery(app, env, added, changed, removed):
    return [GALLERY] if GALLERY in env.found_docs and (added or changed) else []


def execute_gallery_anew(app, docname, source):
    """No cache: it knows the code of a page, not the files that the code reads."""
    if docname == GALLERY:
        source[0] = source[0].replace("---\n", "---\nmystnb: {execution_mode: force}\n", 1)


def fill_cache(app, env, docnames):
    if app.config.nb_execution_mode != "cache":
        return
    pages = [Path(env.doc2path(name)) for name in docnames if name != GALLERY]
    pages = [str(page) for page in pages if "\n```{code-cell}" in page.read_text("utf-8")]
    if len(pages) > 1:
        cache = get_cache(app.config.nb_execution_cache_path)
        for page in pages:
            cache.add_nb_to_project(page, read_data=READER)
        quiet = logging.getLogger("ndtc_execution")
        quiet.setLevel(logging.ERROR)
        executor = load_executor("local-parallel", cache, logger=quiet)
        executor.run_and_cache(filter_uris=pages, timeout=app.config.nb_execution_timeout)


def setup(app):
    app.add_config_value("ndtc_fingerprint", "", "env")
    app.connect("config-inited", configure, priority=900)
    app.connect("env-get-outdated", renew_gallery)
    app.connect("env-before-read-docs", fill_cache)
    app.connect("source-read", execute_gallery_anew)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
