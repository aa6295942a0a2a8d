# `make help` lists what there is. Everything is installed into .venv, nothing outside this folder.
PORT := 8000
INSTANCE := instance
BIN := .venv/bin
PYTEST := $(BIN)/pytest -n logical --maxprocesses 8 --dist
CHROMIUM := $(shell sh -c 'command -v chromium || command -v chromium-browser || command -v google-chrome')
NO_CHROMIUM := Chromium is missing and REQUIRE_BROWSER is set. On Debian: apt install chromium
WITHOUT_CHROMIUM := Browser tests are left out: no Chromium found. On Debian: apt install chromium

# Some machines switch byte code off; without it every start compiles the product anew.
export PYTHONDONTWRITEBYTECODE :=
export CHROMIUM

.PHONY: help run test format texts pictures benchmark lock runtime tools checks
.DEFAULT_GOAL := help

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

run: runtime ## start the product with the demonstration dialogue: make run PORT=8000 INSTANCE=instance
	@exec env LEITSAETZE_DEMO=1 LEITSAETZE_PORT='$(PORT)' LEITSAETZE_INSTANCE='$(INSTANCE)' \
	  $(BIN)/python app.py prepare demo

test: checks ## everything: format, linter, types, templates, tests, tests in the browser
	@[ -n '$(CHROMIUM)' ] || [ -z '$(REQUIRE_BROWSER)' ] || { echo '$(NO_CHROMIUM)' >&2; exit 1; }
	@$(PYTEST) worksteal -m 'not browser and not crash'
	@$(PYTEST) loadfile -m 'crash and not browser'
ifneq ($(CHROMIUM),)
	@$(PYTEST) loadfile -m browser
else
	@echo '$(WITHOUT_CHROMIUM)'
endif

checks: tools
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/djlint templates --lint --quiet

format: tools ## put code into the one format and sort imports
	@$(BIN)/ruff check --quiet --select I --fix .
	@$(BIN)/ruff format .

texts: tools ## write the catalogues of translations anew; what is missing is empty in them
	@$(BIN)/python -m tests.web.texts

pictures: tools ## take the pictures of the handbook anew (needs Chromium); look at them before you commit
	@LEITSAETZE_PICTURES=1 $(BIN)/pytest -n 0 -q tests/browser/test_help.py

benchmark: tools ## measure the product, write docs/performance.md: make benchmark WITH='--quick'
	@$(BIN)/python -m benchmarks $(WITH)

lock: ## pin everything requirements.in asks for, with hashes (needs uv)
	@command -v uv >/dev/null || { echo 'uv is missing; it makes the lock files.' >&2; exit 1; }
	@for name in requirements requirements-dev benchmarks/requirements; do \
	  uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header \
	    --no-annotate --output-file $$name.txt $$name.in || exit 1; \
	done

runtime:
	@.ci/install requirements.txt

tools:
	@.ci/install requirements-dev.txt
