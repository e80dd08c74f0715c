# One command each; every one sets up what it needs on a machine with Python 3.11 or newer and make.

unexport PYTHONDONTWRITEBYTECODE # every process would compile all modules anew

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
LIBRARY ?= records

.DEFAULT_GOAL := help
.PHONY: help review test lint format bench torture fuzz docs schemas wheel clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

review: $(VENV)/installed ## open the interface on the sample library (LIBRARY=DIR for another)
	@$(BIN)/dhrcurate review $(LIBRARY)

test: $(VENV)/developing ## run the tests
	@$(BIN)/pytest

lint: $(VENV)/developing ## run ruff, mypy, the import contracts and the check of generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/dhrcurate schema --check schemas

format: $(VENV)/developing ## format the code
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(VENV)/developing ## measure speed beside other tools, and the matcher beside other scorers
	$(BIN)/python -m benchmarks

torture: $(VENV)/developing ## inject faults at every operation of every write
	$(BIN)/python -m benchmarks.torture

fuzz: $(VENV)/developing ## feed the reader of records rubbish
	$(BIN)/python -m benchmarks.fuzz

docs: $(VENV)/developing ## write the generated reference pages and screenshots anew
	$(BIN)/python -m docs.generate

schemas: $(VENV)/developing ## write the JSON Schemas anew
	$(BIN)/dhrcurate schema --write schemas

wheel: $(VENV)/developing ## build the wheel into dist/
	$(BIN)/python -m build --wheel --outdir dist .

clean: ## remove what was built and installed here
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found." >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing dhrcurate into $(VENV) (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[documents]'
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/developing: pyproject.toml | $(VENV)/bin/python
	@echo "Installing dhrcurate and its development tools into $(VENV) (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python -m compileall -q src
	@touch $@ $(VENV)/installed
