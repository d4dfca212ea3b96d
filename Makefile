# Every target starts from nothing: it makes .venv from the locked requirements.txt when that is missing or out of date.
# Needs Python ≥ 3.11, git and make. The plain commands behind each target stand in README.md.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help book bundle sbom test versions lab notebooks assignments bench lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

# .ready is written last: an interrupted installation is taken up again, never mistaken for a finished one.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, found " + sys.version.split()[0] + ". Choose another: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on --no-compile --require-hashes -r requirements.txt
	@$(BIN)/python -m compileall -qq -j 0 .venv || true  # as pip does, but on all processors; what fails is not for this Python
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

book: $(READY) ## execute the chapters that changed and build the HTML book; CHAPTER=name: that chapter alone
ifdef CHAPTER
	$(BIN)/python tools/one_chapter.py $(CHAPTER)
else
	$(BIN)/jupyter-book build . -W -n --keep-going
	@echo "Open file://$(CURDIR)/_build/html/index.html"
endif

bundle: book ## the book as PDF and the site as zip, linked from the landing page
	$(BIN)/python tools/browser.py --ensure
	$(BIN)/python tools/sbom.py _build/html/sbom.cdx.json
	$(BIN)/python tools/bundle.py _build/html

sbom: $(READY) ## the software bill of materials (CycloneDX) of the lock and the site
	$(BIN)/python tools/sbom.py dist/sbom.cdx.json

test: $(READY) ## run every check: lint, types, tests, notebooks, book build, browser
	$(BIN)/python tools/browser.py --ensure
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses auto --no-loadscope-reorder

# Lint and the book belong to the lock; here the numbers meet other versions of what they stand on.
RESOLUTION ?= lowest-direct
RANGE := _build/versions/$(RESOLUTION)
versions: $(READY) ## test the numbers on the oldest versions that pyproject.toml allows; RESOLUTION=highest: on the newest
	$(BIN)/uv venv --quiet --clear --python $(PYTHON) $(RANGE)
	$(BIN)/uv pip install --quiet --python $(RANGE)/bin/python --resolution $(RESOLUTION) -e '.[test]'
	$(RANGE)/bin/python -m pytest --ignore tests/unit/test_lint.py tests/unit tests/properties tests/published

# nbgrader's parts of JupyterLab cost seconds and complain where there is no course; a course's own folder has them.
NO_GRADING := $(foreach part,assignment_list course_list formgrader validate_assignment,--ServerApp.jpserver_extensions=nbgrader.server_extensions.$(part)=False)

lab: $(READY) ## open JupyterLab on the chapters
	$(BIN)/jupyter lab --ip=127.0.0.1 --notebook-dir=book $(NO_GRADING) $(if $(filter 0,$(shell id -u 2>/dev/null)),--allow-root)

notebooks: $(READY) ## bring texts and notebooks in step, re-execute what is stale
	$(BIN)/python tools/notebooks.py
	$(BIN)/python tools/cover.py

assignments: $(READY) ## make the nbgrader assignments: with solutions, and to hand out
	$(BIN)/python tools/assignments.py

bench: $(READY) ## run the benchmarks, each beside the plain scipy.quad version
	$(BIN)/python -m pytest benchmarks --benchmark-only --benchmark-columns=median,iqr,rounds --benchmark-group-by=group

lock: $(READY) ## renew requirements.txt from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --upgrade --quiet -o requirements.txt

clean: ## remove everything that was built, keep .venv
	rm -rf _build build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
