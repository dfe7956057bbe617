# Type `make` for the one-pagers, `make help` for the rest. Needs python3 (3.11 or newer) and make; the rest it installs
# in this folder (.venv, .tools), and, for the tests only and only as root on Debian, a few apt packages.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := onepagers
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
PIP := $(RUN)/python -m pip --disable-pip-version-check -qq
READY := $(VENV)/.project
UV_VERSION := 0.13.9

.PHONY: onepagers hearing venv check test test-tools stale faults growth generated lint format bench gallery lock dist wheel clean help

onepagers: $(READY)  ## build every document into output/ (the default)
	$(RUN)/onepager build $(ARGS)

hearing: $(READY)  ## build the starter's hearing: memos, cards, papers and a binder for each Member
	$(RUN)/onepager hearing $(or $(HEARING),research-security) $(ARGS)

venv: $(READY)  ## only set up .venv from requirements.lock

check: lint  ## while you work: ruff, mypy and the fast tests, in a minute
	$(RUN)/python -m pytest -n auto -m "not slow" $(ARGS)

test: $(READY)  ## run every test (ARGS="-k name" for some)
	@bash tests/tools/install.sh || echo "Going on without: the tests that need a missing tool will say so."
	$(RUN)/python -m pytest -n auto --dist loadfile $(ARGS)

test-tools:  ## install what only tests need: LibreOffice, poppler, Java, the Open XML validator
	@bash tests/tools/install.sh

stale: $(READY)  ## change every field and cell of the starter store and build again (an hour and more on two cores)
	$(RUN)/python -m tests.stale --jobs 2 $(ARGS)

faults: $(READY)  ## kill, fill up and refuse at every moment of a build, and of writing records (twenty minutes)
	$(RUN)/python -m tests.faults $(ARGS)

growth: $(READY)  ## how the rules' time grows with the length of awkward texts (ten minutes)
	$(RUN)/python -m tests.checks.growth_of_readers $(ARGS)
	$(RUN)/python -m tests.checks.growth $(ARGS)

generated: $(READY)  ## documents of 2,000 random stores, judged as the tests do; the guard's disguises (ten minutes)
	$(RUN)/python -m tests.inspection.disguises
	$(RUN)/python bench/generated.py $(ARGS)

lint: $(READY)  ## ruff and mypy
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy

format: $(READY)  ## let ruff mend what it can
	$(RUN)/ruff check --fix .
	$(RUN)/ruff format .

bench: $(READY)  ## measure ours and its peers, into bench/RESULTS.md (ARGS="peers pair" for some)
	$(RUN)/python -m bench $(ARGS)

gallery: $(READY)  ## make pictures of every kind of document
	$(RUN)/python bench/gallery.py $(ARGS)

lock: .tools/uv-$(UV_VERSION)/bin/uv  ## write requirements.lock from pyproject.toml (UPGRADE=1 for newer versions)
	$< pip compile --quiet --universal --generate-hashes --only-binary :all: --extra dev \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		$(if $(UPGRADE),--upgrade) --output-file requirements.lock pyproject.toml

dist: $(READY)  ## build the sdist, and from it the wheel, into dist/
	$(RUN)/python -m build --no-isolation

wheel: dist  ## install the wheel into an empty environment, and make a workspace and its documents with it
	bash tests/tools/try_wheel.sh $(PYTHON)

clean:  ## remove what was installed and cached here; built documents and the records stay
	rm -rf $(VENV) .tools dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list
	@sed -nE 's/^([a-z-]+):.*  ## (.*)/  make \1\t\2/p' Makefile | expand -t 20

# --- .venv: made anew when it is missing, broken or was moved; filled again when the lock changed --------------------

VENV_IS_OURS := $(shell [ "$$(cat $(VENV)/.made-in 2>/dev/null)" = "$(CURDIR)" ] && $(RUN)/python -c "" 2>/dev/null && echo yes)
ifneq ($(VENV_IS_OURS),yes)
.PHONY: $(VENV)/.made-in
endif

$(VENV)/.made-in:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "This needs Python 3.11 or newer as $(PYTHON) (make PYTHON=/path/to/another).  Found: $$($(PYTHON) --version 2>&1)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing python3-venv"; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y python3-venv >/dev/null; \
		else \
			echo "Python's venv module is not installed. Type:  sudo apt-get install python3-venv   and then make again."; exit 1; \
		fi
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@echo "$(CURDIR)" > $@

$(VENV)/.packages: requirements.lock $(VENV)/.made-in
	@echo "Installing the packages in requirements.lock (a minute or so)"
	@$(PIP) install --no-deps --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

$(READY): pyproject.toml $(VENV)/.packages
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.tools/uv-$(UV_VERSION)/bin/uv:
	@$(PYTHON) -m venv .tools/uv-$(UV_VERSION)
	@.tools/uv-$(UV_VERSION)/bin/pip --disable-pip-version-check -qq install uv==$(UV_VERSION)
