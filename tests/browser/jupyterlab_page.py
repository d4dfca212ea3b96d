"""A JupyterLab of its own with one notebook of one code cell, and the way to run that cell in a browser."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat


@contextlib.contextmanager
def serve(folder, source):
    """Yield the address of a notebook with the given code, served from ``folder`` on 127.0.0.1 with a token."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(source)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / "live.ipynb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    command = [
        sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
        f"--IdentityProvider.token={token}", f"--notebook-dir={folder}",
    ]  # fmt: skip
    own = os.environ | {
        "JUPYTER_CONFIG_DIR": str(folder / "jupyter")
    }  # else the last workspace of whoever tests is restored
    server = subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_up(f"http://127.0.0.1:{port}/api?token={token}")
        yield f"http://127.0.0.1:{port}/lab/tree/live.ipynb?token={token}"
    finally:
        server.terminate()
        server.wait()


def _wait_until_up(address, patience=60):
    limit = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.3)


def run_first_cell(page, address):
    page.goto(address)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)  # run earlier, it asks for a kernel
    page.locator(".jp-Notebook .jp-CodeCell").first.click()
    page.keyboard.press("Shift+Enter")
    page.locator(".noUi-handle").first.wait_for(timeout=60_000)
    page.locator("img.widget-image").first.wait_for()
