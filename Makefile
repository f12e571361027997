# make reproduce: environment, validation, build, notebooks. make test: all checks.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate \
	--quiet --python-version 3.11

.PHONY: help reproduce test lint types unit notebooks rerun generate validate bench lock clean \
	model test-model test-site test-spark benchmarks docs site

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

reproduce: $(READY) ## Validate, build dist/, execute all notebooks, say what was made
	@$(BIN)/sirte reproduce

test: lint types unit notebooks ## Lint, types, tests, notebooks
	@echo "== all checks passed"

lint: $(READY) ## Ruff: format and rules
	@echo "== lint"
	@$(BIN)/ruff format --check --quiet . || { echo "run: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .

types: $(READY) ## mypy, strict
	@echo "== types"
	@$(BIN)/mypy --no-error-summary

unit: $(READY) ## pytest, warnings are errors
	@echo "== tests"
	@$(BIN)/python -m pytest -q -m "not model and not spark and not site" tests

test-model: $(VENV)/.model ## The phase model finds a known truth (numpyro, about two minutes)
	@echo "== phase model"
	@$(BIN)/python -m pytest -q -m model tests

test-site: $(READY) ## Explorer and documentation in Chromium, skipped where there is none
	@echo "== site"
	@found=$$($(BIN)/python -m tests.site.chromium) || exit 1; \
	test -z "$$found" || $(BIN)/python -m pytest -q -m site tests/site

test-spark: $(VENV)/.spark ## Large event files: Spark gives what DuckDB gives (needs Java 17)
	@echo "== spark"
	@$(BIN)/python -m pytest -q -m spark tests

model: $(VENV)/.model ## Fit the phase model again, write results/phase_model.json
	@$(BIN)/python -m sirte.modelling

notebooks: $(READY) ## nbval: execute notebooks and compare with what is stored
	@echo "== notebooks"
	@$(BIN)/python -m pytest -q --nbval -p no:cacheprovider notebooks

rerun: $(READY) ## Execute the notebooks and store their outputs (then look at what changed)
	@$(BIN)/python -m sirte.reproduce

generate: $(READY) ## Write codebook, forms, claims, README's chart, outputs of examples
	@$(BIN)/python -m sirte.codebook
	@$(BIN)/python -m sirte.forms
	@$(BIN)/python -m sirte.claims
	@$(BIN)/python -m sirte.readme
	@$(BIN)/python -m sirte.examples

docs: $(READY) ## Build the documentation into dist/site/docs/, every warning an error
	@$(BIN)/python -m sirte.manual

benchmarks: $(READY) ## Compare with outside data (SIRTE_EXTERNAL_DIR), write results/benchmarks.csv
	@$(BIN)/python -m sirte.benchmarks

site: docs ## Explorer and documentation in dist/site (sirte site --serve shows it)
	@$(BIN)/sirte site

validate: $(READY) ## Findings on the package
	@$(BIN)/sirte validate

bench: $(READY) ## Speed and memory, as ratios and medians
	@$(BIN)/python -m bench.run

lock: ## Renew requirements.lock (needs uv)
	@command -v uv >/dev/null || { echo "missing: uv, see its documentation"; exit 2; }
	$(COMPILE) --extra analysis --extra frictionless --extra notebooks --extra scale \
		--extra release --extra docs --group dev -o requirements.lock
	$(COMPILE) --extra model -c requirements.lock -o requirements-model.lock
	$(COMPILE) --extra spark -c requirements.lock -o requirements-spark.lock

clean: ## Remove what was made, the environment too
	rm -rf dist $(VENV) .bench .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		2>/dev/null || { echo "missing: Python 3.11 or newer (or set PYTHON=...)"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "missing: Python's venv module (Debian: apt-get install python3-venv)"; exit 2; }
	@echo "== environment: $(VENV), once, about two minutes"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --no-deps -r requirements.lock || \
		{ echo "missing: a package index, or one of the packages in requirements.lock"; exit 2; }
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $(READY)

$(VENV)/.model $(VENV)/.spark: $(VENV)/.%: $(READY) requirements-%.lock
	@echo "== environment: the extra $*"
	@$(PIP) install --require-hashes --no-deps -r requirements-$*.lock || \
		{ echo "missing: a package index, or one of the packages in requirements-$*.lock"; exit 2; }
	@touch $@
