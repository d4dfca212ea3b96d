"""What is executed when the book is built, and when.

- Execution cache and pages are keyed on a fingerprint of the package and the lock: Sphinx and jupyter-cache see only the
  chapters' text, and would keep yesterday's figures after the physics changed.
- A build that was interrupted, or failed, is begun anew, except for the chapters that it has executed: Sphinx takes a
  half-written page for finished, and forgets its warnings. What is broken in the execution cache, or printed a warning, is thrown
  out, and executed again.
- Chapters that the cache does not know are executed by all processors before Sphinx reads one page after the other, the page that
  measures times after them and alone. What fails is not cached: MyST-NB meets it again in its turn and reports it as ever.
- The gallery shows the other chapters' stored figures: it is read and executed again whenever a page has changed.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.cache.db import NbCacheRecord
from jupyter_cache.executors import load_executor
from nbclient import NotebookClient
from sphinx.util.logging import getLogger

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from fingerprint import package_fingerprint  # noqa: E402

logger = getLogger(__name__)
GALLERY = "book/reference/gallery"
MEASURES = "book/reference/accuracy"  # times, and so it is executed alone
READER = {"type": "plugin", "name": "myst_nb_md"}  # MyST-NB's own, so that both find the same cells


def configure(app, config):
    os.environ["NDTC_STATIC_BOOK"] = "1"  # chapters executed from here on give explorers their data cubes
    config.ndtc_fingerprint = package_fingerprint()
    if config.nb_execution_mode == "cache":
        cache = cache_folder(app.outdir)
        config.nb_execution_cache_path = str(cache)
        drop_broken(cache)
    if unfinished(app).exists():
        for folder in (app.outdir, app.doctreedir):
            if Path(folder).exists():
                shutil.rmtree(folder)
            Path(folder).mkdir()
    unfinished(app).touch()


def cache_folder(html):
    """Of a book that is built into the folder ``html``."""
    return Path(html).parent / ".jupyter_cache" / package_fingerprint()[:16]


def unfinished(app):
    """The file that is there from the beginning of a build to its success."""
    return Path(app.outdir).parent / ".unfinished"


def drop_broken(cache):
    """A kill, or a full disk, may leave half a notebook, a record without notebook, or no database."""
    if not cache.exists():
        return
    try:
        records = get_cache(cache)
        for record in records.list_cache_records():
            try:
                refuse_warnings(records.get_cache_bundle(record.pk).nb)
            except Exception as error:
                logger.info(f"{record.uri} is executed again: {error}")
                shutil.rmtree(cache / "executed" / record.hashkey, ignore_errors=True)
                NbCacheRecord.remove_records([record.pk], records.db)
    except Exception as error:
        logger.info(f"the execution cache is broken, all is executed again: {error}")
        shutil.rmtree(cache)


def refuse_warnings(notebook):
    """A warning fails the build; it may be gone with what it came from, say a font that was missing."""
    for cell in notebook.cells:
        if any(output.get("name") == "stderr" for output in cell.get("outputs", [])):
            raise ValueError("a cell printed a warning")


def renew_gallery(app, env, added, changed, removed):
    return [GALLERY] if GALLERY in env.found_docs and (added or changed) else []


def execute_gallery_anew(app, docname, source):
    """No cache: it knows the code of a page, not the files that the code reads."""
    if docname == GALLERY:
        source[0] = source[0].replace("---\n", "---\nmystnb: {execution_mode: force}\n", 1)


def fill_cache(app, env, docnames):
    if app.config.nb_execution_mode != "cache":
        return
    # the largest first, so that no long one is left for the end
    names = sorted(docnames, key=lambda name: -Path(env.doc2path(name)).stat().st_size)
    pages = [str(env.doc2path(name)) for name in names if name != GALLERY]
    pages = [page for page in pages if "\n```{code-cell}" in Path(page).read_text("utf-8")]
    if len(pages) > 1:
        # every processor has a kernel: more threads would only get in its way
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        cache = get_cache(app.config.nb_execution_cache_path)
        for page in pages:
            cache.add_nb_to_project(page, read_data=READER)
        quiet = logging.getLogger("ndtc_execution")
        quiet.setLevel(logging.ERROR)
        executor = load_executor("local-parallel", cache, logger=quiet)
        alone = [page for page in pages if page == str(env.doc2path(MEASURES))]
        for together in ([page for page in pages if page not in alone], alone):
            if together:  # an empty filter would take all
                executor.run_and_cache(filter_uris=together, timeout=app.config.nb_execution_timeout)


def succeed(app, exception):
    """A warning fails a build that runs to its end: the next one has to meet it again."""
    if not exception and not app._warncount:
        unfinished(app).unlink()


def setup(app):
    # or each kernel warns the reader that what it is told on this machine is not encrypted
    NotebookClient._extra_arguments_default = lambda client: ["--log-level=ERROR"]
    app.add_config_value("ndtc_fingerprint", "", "env")
    app.connect("config-inited", configure, priority=900)
    app.connect("env-get-outdated", renew_gallery)
    app.connect("env-before-read-docs", fill_cache)
    app.connect("source-read", execute_gallery_anew)
    app.connect("build-finished", succeed, priority=999)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
