# The only two commands a newcomer needs: make up, make test.
PYTHON ?= python3
# The site to run; by default the one that belongs to this folder.
SITE   ?=
.DEFAULT_GOAL := help

BOOTSTRAP = $(PYTHON) tools/bootstrap.py
THE_SITE  = $(if $(SITE),echo "$(SITE)",$(BOOTSTRAP) --site)

.PHONY: help up doctor test test-fast check bench constraints clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ## set up what is missing, start the hall on 127.0.0.1:8000, print the accounts; Ctrl-C ends it
	@env=$$($(BOOTSTRAP)) && site=$$($(THE_SITE)) && exec "$$env/hall/bin/borehall" up --site "$$site"

doctor: ## check the installation; each fault with its mend
	@env=$$($(BOOTSTRAP)) && site=$$($(THE_SITE)) && exec "$$env/hall/bin/borehall" doctor --site "$$site"

test: check ## set up what is missing and run every test: units, flow through a real hub, a real browser
	@env=$$($(BOOTSTRAP) --dev) && exec "$$env/hall/bin/python" -m pytest

test-fast: ## the tests without hub, browser, hostile runs and real grading, in under three minutes
	@env=$$($(BOOTSTRAP) --dev) && exec "$$env/hall/bin/python" -m pytest -m "not hub and not browser and not thorough"

check: ## lint and types
	@env=$$($(BOOTSTRAP) --dev) && "$$env/hall/bin/ruff" check . && "$$env/hall/bin/ruff" format --check . && "$$env/hall/bin/mypy"

bench: ## benchmarks beside their peers in the same run, ratios printed
	@env=$$($(BOOTSTRAP) --dev) && exec "$$env/hall/bin/python" -m tests.bench

constraints: ## write anew the versions that everybody gets
	@env=$$($(BOOTSTRAP) --dev) && \
	"$$env/uv/bin/uv" pip compile --quiet --universal --upgrade --no-emit-index-url --custom-compile-command "make constraints" \
	  --python-version 3.11 --extra dev pyproject.toml desk/pyproject.toml -o tools/constraints-hall.txt && \
	"$$env/uv/bin/uv" pip compile --quiet --universal --upgrade --no-emit-index-url --custom-compile-command "make constraints" \
	  --python-version 3.11 -c tools/constraints-hall.txt desk/pyproject.toml -o tools/constraints-desk.txt

clean: ## remove the environments (a site's data in var/ stays)
	rm -rf "$$($(BOOTSTRAP) --where)"
