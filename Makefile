# `make` alone prints the targets. All of them make the environment in .venv first, if it is not up to date.
.DEFAULT_GOAL := help
.PHONY: help setup extract site evaluate test quick check format bench throughput formats growth train lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# One process a core, at most two: each loads the dictionaries anew.
PYTEST := $(BIN)/python -m pytest -n 2
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-header --no-annotate --no-emit-package youcheng

help: ## print the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make the environment: locked requirements, and the project itself, editable

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	    "Youcheng needs Python 3.11 or newer; name one: make setup PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

extract: $(READY) ## read corpus/bulletins: the table here, the records in out/records.jsonl
	@mkdir -p out
	$(BIN)/youcheng extract corpus/bulletins -o out/records.jsonl
	$(BIN)/youcheng show out/records.jsonl

site: extract ## merge the records of corpus/bulletins into out/register.sqlite, and write out/site/index.html
	$(BIN)/youcheng register out/records.jsonl --texts corpus/bulletins -o out/register.sqlite
	$(BIN)/youcheng site out/register.sqlite -o out/site

evaluate: $(READY) ## score what is read of the development part against the gold
	$(BIN)/youcheng evaluate

test: $(READY) ## run all tests
	$(PYTEST)

quick: $(READY) ## run the tests that take less than a minute together
	$(PYTEST) -m "not slow" --hypothesis-profile=quick

check: $(READY) ## ruff, mypy and import-linter
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## mend what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(READY) requirements-bench.lock ## measure the speed of reading beside that of other tools
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/python -m evaluation.benchmarks

throughput: $(READY) ## measure runs with one and two workers, and the start of a run
	$(BIN)/python tests/batch_speed.py

growth: $(READY) ## measure time and memory of runs and of registers, at 1,000 to 100,000 bulletins
	$(BIN)/python tests/batch_growth.py
	$(BIN)/python tests/register_growth.py

formats: $(READY) ## measure the table of places beside other formats
	$(BIN)/python tests/gazetteer_formats.py

train: $(READY) ## learn anew, from the gold, the weights by which the home place is chosen
	$(BIN)/python -m annotations.training

lock: $(READY) ## settle the newest versions that pyproject.toml allows
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) --upgrade --extra dev --extra postgresql -o requirements.lock pyproject.toml
	$(LOCK) --extra bench -c requirements.lock -o requirements-bench.lock pyproject.toml

clean: ## remove the environment and all that was made
	rm -rf $(VENV) out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
