"""The build: without network, without a warning; a second one executes nothing; a failing chapter fails it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import jupytext
import notebooks
import one_chapter
import pytest
from building import JUPYTER_BOOK, NO_NETWORK, ROOT


def test_a_build_without_network_succeeds(builds):
    _, ((exit_code, said), _) = builds
    assert exit_code == 0, said
    assert ": WARNING:" not in said


def test_a_second_build_executes_nothing_and_writes_no_page(builds):
    _, (_, (exit_code, said)) = builds
    assert exit_code == 0, said
    assert "0 added, 0 changed, 0 removed" in said
    assert "Executing notebook" not in said
    assert "Executing" not in said.replace("Executing code", "")


def test_every_chapter_was_executed(site):
    times = (site / "book" / "reference" / "execution.html").read_text("utf-8")
    for chapter in notebooks.chapters():
        assert chapter.relative_to(ROOT).with_suffix("").as_posix() in times


def test_the_guard_cuts_the_network_off():
    code = "import urllib.request; urllib.request.urlopen('https://pypi.org', timeout=5)"
    environment = os.environ | NO_NETWORK
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        environment.pop(name, None)
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert run.returncode != 0
    assert "the network is cut off for this test" in run.stderr


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("raise ValueError('broken on purpose')", "broken on purpose"),
        ("import os, sys; os.path.exists('mended') or print('!', file=sys.stderr)", "stderr was found"),
    ],
    ids=["error", "warning"],
)
def test_a_failing_chapter_fails_the_build_until_it_is_mended(tmp_path, fault, words):
    """The second, incremental build must fail as well: without care it finds its own wreck up to date, or in the cache."""
    small_book(tmp_path, fault)
    for _ in range(2):
        run = build_small_book(tmp_path)
        assert run.returncode != 0
        assert words in run.stdout + run.stderr
    if "mended" in fault:
        (tmp_path / "book" / "mended").touch()
        assert build_small_book(tmp_path).returncode == 0


def test_one_page_is_built_alone(tmp_path):
    assert one_chapter.build("notation", tmp_path) == 0
    built = {path.name for path in (tmp_path / "_build" / "html" / "book").rglob("*.html")}
    assert built == {"notation.html"}


def test_an_unknown_chapter_is_named_beside_the_known_ones():
    with pytest.raises(SystemExit, match=r"no chapter is called 'heat'; there are .*heat_current, "):
        one_chapter.find("heat")


def test_new_chapters_are_executed_together_before_pages_are_read(tmp_path):
    small_book(tmp_path, "print('forty' + '-two')")
    for ending in (".md", ".ipynb"):
        shutil.copy(tmp_path / "book" / f"index{ending}", tmp_path / "book" / f"second{ending}")
    second = tmp_path / "book" / "second.md"
    second.write_text(second.read_text("utf-8").replace("'forty'", "'eighty'"), "utf-8")
    (tmp_path / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index.md\nchapters: [file: book/second.md]\n", "utf-8"
    )
    run = build_small_book(tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    said = run.stdout + run.stderr
    assert said.count("Using cached notebook") == 2
    assert "Executing notebook" not in said
    assert "eighty-two" in (tmp_path / "_build" / "html" / "book" / "second.html").read_text("utf-8")


def test_launch_buttons_appear_with_the_address_and_point_at_the_notebook(tmp_path):
    small_book(tmp_path, "1 + 1", url="https://github.com/someone/ndtc")
    run = build_small_book(tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    page = (tmp_path / "_build" / "html" / "book" / "index.html").read_text("utf-8")
    assert "https://colab.research.google.com/github/someone/ndtc/blob/main/book/index.ipynb" in page
    assert "https://mybinder.org/v2/gh/someone/ndtc/main?urlpath=lab/tree/book/index.ipynb" in page


KILLER = """
import os, pathlib, signal
def kill(app, page, *rest):
    if page == "book/index" and pathlib.Path("kill").exists():
        half = pathlib.Path(app.outdir, "book", "index.html")
        half.parent.mkdir(exist_ok=True)
        half.write_text("<html><p>half a")
        os.kill(os.getpid(), signal.SIGKILL)
def setup(app):
    app.connect("html-page-context", kill)
"""


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory):
    """A book that writes a line whenever its cell is executed, killed in the cell and while it writes the page, then built."""
    folder = tmp_path_factory.mktemp("int é rrupted")
    wait = "import os, time; time.sleep(60 * os.path.exists('../sleep'))"
    small_book(folder, f"open('../log', 'a').write('x'); {wait}; print('forty' + '-two')")
    (folder / "ext").mkdir()
    (folder / "ext" / "killer.py").write_text(KILLER)
    config = folder / "_config.yml"
    config.write_text(
        config.read_text("utf-8").replace("extensions:\n    book", f"extensions:\n    killer: {folder}/ext\n    book")
    )
    (folder / "sleep").touch()
    run = subprocess.Popen([JUPYTER_BOOK, "build", "."], cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL)
    while not (folder / "log").exists():
        time.sleep(0.05)
        assert run.poll() is None
    os.killpg(run.pid, signal.SIGINT)
    run.wait(20)
    (folder / "sleep").rename(folder / "kill")
    assert build_small_book(folder).returncode == -signal.SIGKILL
    assert (folder / "_build" / "html" / "book" / "index.html").read_text() == "<html><p>half a"
    (folder / "kill").unlink()
    return folder, build_small_book(folder)


def page_of(folder):
    return (folder / "_build" / "html" / "book" / "index.html").read_text("utf-8")


def test_an_interrupted_build_is_taken_up(interrupted):
    """Ctrl-C in a cell, then a kill in the middle of a page. The page is written anew, the cell was executed twice: its results
    were kept when the page was lost."""
    folder, run = interrupted
    assert run.returncode == 0, run.stdout + run.stderr
    assert "</html>" in page_of(folder)
    assert "forty-two" in page_of(folder)
    assert (folder / "log").read_text() == "xx"
    assert not (folder / "_build" / ".unfinished").exists()


@pytest.mark.parametrize("broken", ["global.db", "base.ipynb"])
def test_a_broken_execution_cache_is_rebuilt(interrupted, broken):
    folder, _ = interrupted
    (file,) = (folder / "_build" / ".jupyter_cache").rglob(broken)
    os.truncate(file, file.stat().st_size // 2)
    (folder / "log").write_text("")
    shutil.rmtree(folder / "_build" / ".doctrees")
    run = build_small_book(folder)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "executed again" in run.stdout
    assert (folder / "log").read_text() == "x"
    assert "forty-two" in page_of(folder)


def test_a_checkout_that_cannot_be_written_builds_elsewhere(tmp_path):
    """Root may write anywhere: it is deprived of that."""
    deprived = []
    if os.geteuid() == 0:
        deprived = [shutil.which("setpriv") or pytest.skip("root without setpriv"), "--bounding-set=-dac_override"]
    folder, elsewhere = tmp_path / "only to read", tmp_path / "elsewhere"
    small_book(folder, "print('forty' + '-two')")
    elsewhere.mkdir()
    files = [folder, *folder.rglob("*")]
    for path in files:
        path.chmod(path.stat().st_mode & ~0o222)
    command = [*deprived, JUPYTER_BOOK, "build", ".", "-W", "-n", "--keep-going", "--path-output", elsewhere]
    assert (
        subprocess.run([*deprived, "touch", folder / "_toc.yml", folder / "new"], capture_output=True).returncode != 0
    )
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    after = [folder, *folder.rglob("*")]
    for path in after:
        path.chmod(path.stat().st_mode | 0o200)  # so that pytest can remove them
    assert run.returncode == 0, run.stdout + run.stderr
    assert "forty-two" in page_of(elsewhere)
    assert after == files


def test_a_page_is_the_same_on_another_day_in_another_place(tmp_path):
    built = []
    for number, environment in enumerate(
        [
            {"TZ": "UTC", "LC_ALL": "C.UTF-8"},
            {"TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8", "SOURCE_DATE_EPOCH": "2240521200"},
        ]
    ):
        folder = tmp_path / str(number)
        small_book(folder, "print(1 / 3)")
        run = build_small_book(folder, PYTHONHASHSEED=str(number), **environment)
        assert run.returncode == 0, run.stdout + run.stderr
        site = folder / "_build" / "html"
        built.append({page.relative_to(site): page.read_text("utf-8") for page in site.rglob("*.html")})
    assert built[0] == built[1]


def test_nothing_that_makes_a_page_reads_the_clock_or_draws_unseeded_numbers():
    clock = re.compile(
        r"\bdatetime\b|\btime\.(time|strftime|localtime|perf_counter)\(|\btoday\(|default_rng\(\)|np\.random\.(?!default_rng\()"
    )
    makers = [*(ROOT / "book" / "_ext").iterdir(), *(ROOT / "ndtc_core").rglob("*.py"), *(ROOT / "book").rglob("*.md")]
    assert len(makers) > 60
    assert [path.name for path in makers if path.is_file() and clock.search(path.read_text("utf-8"))] == []


def small_book(folder, source, url=""):
    """A book of one page with one code cell, under this book's configuration."""
    shutil.copytree(ROOT / "book" / "_assets", folder / "book" / "_assets")
    (folder / "ndtc_core" / "notebook" / "assets").mkdir(parents=True)
    (folder / "book" / "references.bib").touch()
    (folder / "_toc.yml").write_text("format: jb-book\nroot: book/index.md\n", "utf-8")
    config = (ROOT / "_config.yml").read_text("utf-8")
    config = config.replace("book_site: book/_ext", f"book_site: {ROOT / 'book' / '_ext'}").replace(
        'url: ""', f'url: "{url}"'
    )
    (folder / "_config.yml").write_text(config, "utf-8")
    text = folder / "book" / "index.md"
    header = "---\njupytext:\n  formats: md:myst,ipynb\n  text_representation: {extension: .md, format_name: myst}\n"
    kernel = "kernelspec: {display_name: Python 3, language: python, name: python3}\n---\n"
    text.write_text(f"{header}{kernel}# Page\n\n```{{code-cell}} ipython3\n{source}\n```\n", "utf-8")
    jupytext.write(jupytext.read(text), text.with_suffix(".ipynb"))


def build_small_book(folder, **environment):
    command = [JUPYTER_BOOK, "build", ".", "-W", "-n", "--keep-going"]
    env = os.environ | environment
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder, env=env)
