# Two commands matter: `make build` and `make test`. `make help` lists the others.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help build check test test-long approve lint format docs lock notices setup setup-test clean distclean

PYTHON ?= python3
BIN := .venv/bin
# The sample is built as of one pinned date. Your own inventory: delete site_config/sample.yml, or say AS_OF=2027-01-31.
AS_OF ?= $(shell sed -n 's/^as_of: *//p' site_config/sample.yml 2>/dev/null)
OPTIONS ?= $(if $(AS_OF),--as-of $(AS_OF))
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile
export NO_MKDOCS_2_WARNING := 1

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1	\2/p' Makefile | expand -t 20

build: check ## Check the inventory and build every website and PDF into build/
	@$(BIN)/handbook build $(OPTIONS)
	@$(BIN)/handbook portal $(OPTIONS)

check: setup ## Only check the inventory (FORMAT=json and others: see handbook check --help)
	@$(BIN)/handbook check $(OPTIONS) $(if $(FORMAT),--format $(FORMAT)) $(if $(BASE),--base $(BASE))

test: setup-test lint ## Lint and test (under 15 minutes)
	$(PYTEST) $(TESTS)

test-long: setup-test ## Run the same tests on more cases, and those that take minutes
	$(PYTEST) -m long $(TESTS)

approve: setup-test ## Approve the sample's documents as they are built now (tests/data/approved/; minutes)
	HANDBOOK_APPROVE=1 $(PYTEST) -m long tests/sample/test_approved.py

lint: setup ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: setup ## Put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup ## Build the project's own documentation into build/docs
	$(BIN)/mkdocs build --strict --site-dir build/docs

lock: setup ## Renew requirements.lock from requirements*.in (needs uv; UPGRADE=1 takes newer versions)
	uv pip compile requirements.in requirements-dev.in --output-file requirements.lock --quiet --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

notices: setup ## Renew THIRD_PARTY_NOTICES.md from the lock and the installed packages
	@$(BIN)/python scripts/notices.py

setup:
	@$(PYTHON) scripts/setup.py build

setup-test:
	@$(PYTHON) scripts/setup.py test

clean: ## Remove what was built
	rm -rf build .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

distclean: clean ## Remove the environment too
	rm -rf .venv *.egg-info
