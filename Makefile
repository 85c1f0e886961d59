# Every target prepares .venv itself when needed; `make help` lists them.
PY := .venv/bin/python
YIFA := .venv/bin/yifa

.PHONY: help setup demo serve worker test test-external bench check lint requirements lock clean

help:            ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

setup:           ## make .venv with the locked packages
	@scripts/setup.sh

demo: setup      ## load the demonstration city and serve it on http://127.0.0.1:8000
	@$(YIFA) demo $(ARGS)

serve: setup     ## serve web pages and work the queue on the existing data
	@$(YIFA) serve $(ARGS)

worker: setup    ## work the queue only
	@$(YIFA) worker $(ARGS)

test: setup      ## all tests, on the embedded PostgreSQL
	@scripts/test.sh $(ARGS)

test-external: setup  ## the tests that have a database through DATABASE_URL, on Debian's PostgreSQL 15
	@scripts/test-external.sh $(ARGS)

bench: setup     ## measure speed; prints a table and JSON
	@$(PY) -m bench $(ARGS)

lint: setup      ## ruff only, quick
	@$(PY) -m ruff check src tests bench scripts tools

check: setup     ## ruff, mypy, import-linter, bandit, pip-audit, secrets, missing migrations, law data
	@scripts/check.sh

requirements: setup  ## which requirement rows have passing tests
	@scripts/requirements.sh $(ARGS)

lock: setup      ## write requirements.lock from .venv
	@$(PY) scripts/lock.py

clean:           ## remove caches (never data)
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build
