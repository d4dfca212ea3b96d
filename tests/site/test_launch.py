"""A chapter runs elsewhere: from an empty folder, with nothing but the built wheel and what it asks for.

Binder installs the lock; Colab brings its own versions, so there the wheel's loose ranges must do.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import notebooks
import pytest
from building import ROOT
from nbclient import NotebookClient

UV = Path(sys.executable).with_name("uv")
CHAPTER = ROOT / "book" / "channel" / "impedance_matching.ipynb"
ADDRESS = "https://github.com/someone/ndtc"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built from a copy: setuptools leaves its workings in the tree it builds from."""
    source = tmp_path_factory.mktemp("source")
    shutil.copytree(ROOT / "ndtc_core", source / "ndtc_core", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        "out",
        ".",
    ]
    subprocess.run(command, cwd=source, check=True)
    return next((source / "out").glob("*.whl"))


def kernel_like(where, folder, wheel):
    """The command of a kernel as the service would have it, and its environment, with the wheel installed in ``folder``."""
    python, environment = Path(sys.executable), {}
    if where == "binder":  # the lock is installed here already
        install = [UV, "pip", "install", "--quiet", "--python", python, "--no-deps", "--target", folder, wheel]
        environment["PYTHONPATH"] = str(folder)
    else:
        subprocess.run([UV, "venv", "--quiet", "--python", python, folder], check=True)
        python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        install = [UV, "pip", "install", "--quiet", "--python", python, f"ndtc_core[notebook] @ {wheel.as_uri()}"]
    subprocess.run(install, check=True)
    return [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"], environment


@pytest.mark.parametrize("where", ["binder", "colab"])
def test_a_chapter_runs(where, wheel, tmp_path, monkeypatch):
    argv, environment = kernel_like(where, tmp_path / "environment", wheel)
    kernel = tmp_path / "jupyter" / "kernels" / "elsewhere"
    kernel.mkdir(parents=True)
    described = {"argv": argv, "env": environment, "display_name": where, "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(described), "utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    empty = tmp_path / "empty"
    empty.mkdir()

    notebook = nbformat.read(CHAPTER, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("import ndtc_core\nprint(ndtc_core.__file__)"))
    client = NotebookClient(
        notebook, timeout=300, kernel_name="elsewhere", resources={"metadata": {"path": str(empty)}}
    )
    client.execute()
    assert str(tmp_path / "environment") in notebook.cells[-1].outputs[0].text
    assert any("application/vnd.jupyter.widget-view+json" in output.get("data", {}) for output in outputs(notebook))


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def test_the_install_cell_follows_the_address_and_leaves_with_it():
    text = CHAPTER.with_suffix(".md").read_text("utf-8")
    bare = notebooks.with_launch_cell(text, "")
    launchable = notebooks.with_launch_cell(bare, ADDRESS)
    assert f'%pip install --quiet "ndtc_core[notebook] @ git+{ADDRESS}"' in launchable
    assert launchable.index("%pip install") < launchable.index("import numpy")
    assert notebooks.with_launch_cell(launchable, ADDRESS) == launchable
    assert notebooks.with_launch_cell(launchable, "") == bare


def test_the_stored_notebooks_carry_the_address_that_is_set():
    for text in notebooks.chapters():
        content = text.read_text("utf-8")
        assert notebooks.with_launch_cell(content, notebooks.repository_url()) == content
