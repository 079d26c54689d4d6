# Everything a developer or CI runs. `make run` and `make test` set up what they need.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := src/strongstride/data/sample

PORT ?= 8000
ADDRESS ?= 127.0.0.1:$(PORT)

# A browser waits in vain where all cores are taken: what failed in the crowd is asked once more, alone.
ALONE := $(BIN)/pytest --last-failed --last-failed-no-failures none

.PHONY: help run plan test browser node fast check format bench docs screenshots readme-images lock clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' Makefile | expand -t 14

$(VENV)/.installed: requirements/dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

run: $(VENV)/.installed ## the app on this computer; DEMO=1 shows it with twelve weeks of history, PORT=8177 elsewhere
	$(BIN)/strongstride serve --bind $(ADDRESS) $(if $(DEMO),--demo)

plan: $(VENV)/.installed ## the command line's plan for the sample runner
	$(BIN)/strongstride plan $(SAMPLE)/athlete.toml --runs $(SAMPLE)/runs

test: $(VENV)/.installed browser node ## every test
	$(BIN)/pytest -n auto --dist loadgroup || $(ALONE)
	TEST_DATABASE=postgresql $(BIN)/pytest -n auto --dist loadgroup -m both_databases || \
	  TEST_DATABASE=postgresql $(ALONE) -m both_databases
	node --test tests/js/*.test.js

browser: ## Chromium, in which the pages are tested
	@command -v google-chrome >/dev/null 2>&1 || sh tools/need.sh chromium chromium "The browser tests"

node: ## Node, in which the pure parts of the pages' scripts are tested
	@sh tools/need.sh node nodejs "The tests of the scripts"

fast: $(VENV)/.installed ## the coach's tests, until one fails
	$(BIN)/pytest tests/coach -q -x

check: $(VENV)/.installed ## what CI checks beside the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint src/strongstride --lint --quiet
	$(BIN)/lint-imports
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

format: $(VENV)/.installed ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed ## measure
	$(BIN)/python -m bench

screenshots: $(VENV)/.installed browser ## every screen of the demo, light and dark, phone and desktop
	$(BIN)/python tools/screenshots.py

readme-images: $(VENV)/.installed browser ## the pictures of the README, into docs/images
	$(BIN)/python tools/readme_images.py

docs: $(VENV)/.installed ## write the reference pages and the site
	$(BIN)/python tools/generate_reference.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

lock: ## renew requirements/dev.lock from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  --extra postgres --extra stripe --group test --group check --group docs --group bench --group build pyproject.toml \
	  -o requirements/dev.lock

clean: ## take away what was made here
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis site dist
