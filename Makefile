# Genesis: `make run` serves it on this machine, `make test` runs the whole suite.
VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin
READY = @$(PYTHON) -I -S localrun/bootstrap.py $(VENV) requirements.txt
READY_FOR_WORK = $(READY) requirements-dev.txt
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header
# What production sets, so that `check --deploy` judges production.
DEPLOYED = DEBUG=0 HTTPS=1 ALLOWED_HOSTS=genesis.example \
	SECRET_KEY=not-a-secret-but-long-enough-and-with-many-characters-0123456789

.PHONY: help run test quick check bench lighthouse lock messages clean

help: ## list these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: ## serve on http://127.0.0.1:8000 (PORT=... for another)
	$(READY)
	@exec $(BIN)/python -m localrun.run

test: ## the whole suite, browser tests included (ARGS=... goes to pytest)
	$(READY_FOR_WORK)
	@$(BIN)/python -m localrun.chromium
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

quick: ## tests that run what changed since the last time, no browser (the first time: all)
	$(READY_FOR_WORK)
	@$(BIN)/python -m pytest -n 2 --dist worksteal --testmon-forceselect -m "not browser" $(ARGS)

check: ## lint, types, layers, templates, migrations, deployment
	$(READY_FOR_WORK)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	SECRET_KEY=types DATABASE_URL=postgres:///genesis $(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(DEPLOYED) $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: ## measure the speed of the pages
	$(READY_FOR_WORK)
	@$(BIN)/python -m bench $(ARGS)

lighthouse: ## measure published sites: Lighthouse, weight, valid HTML (needs npm, Java, Chromium)
	$(READY_FOR_WORK)
	@$(BIN)/python -m localrun.chromium
	@$(BIN)/python -m bench.published $(ARGS)

lock: ## write requirements*.txt anew from requirements*.in
	$(READY_FOR_WORK)
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt

messages: ## collect new texts into locale/fr (needs gettext)
	$(READY)
	@command -v xgettext >/dev/null || { echo "Install gettext first: sudo apt-get install gettext"; exit 1; }
	$(BIN)/python manage.py makemessages -l fr --no-location --no-wrap -i var -i '$(VENV)'

clean: ## remove what can be made again; the data in var/ stay
	rm -rf .venv var/staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage .testmondata*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete 2>/dev/null || true
