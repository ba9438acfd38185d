# The commands of Supervise. Each can be given again and is quick when nothing has changed.
SHELL = /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL = help
.PHONY: help setup setup-test run test lint types soak bench bench-scale bench-disguise lock

HOST = 127.0.0.1
PORT = 5000
DEMO = 1
# More words for pytest: make test ARGS='-k thread'
ARGS ?=
# Texts to measure the disguise check on, instead of the project's own
CORPUS ?=
BIN = .venv/bin
# The virtual environment's Python where there is one, else the first here that is new enough.
PYTHON = $(shell for p in $(BIN)/python python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
GROUND = p="$(PYTHON)"; test -n "$$p" || { echo "Supervise needs Python 3.11 or later: install it, then try again." >&2; exit 1; }; \
	"$$p" tools/setup.py

help: ## Say what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Set up all that is needed to run, into .venv
	@$(GROUND)

run: setup ## Serve (HOST=, PORT=); the first start loads the demonstration practice unless DEMO=0
	@HOST='$(HOST)' PORT='$(PORT)' DEMO='$(DEMO)' exec tools/run

setup-test: ## Set up all that is needed to test as well, a browser included
	@$(GROUND) test

test: setup-test ## Lint, types and all tests
	@ARGS='$(ARGS)' exec $(BIN)/python tools/check.py

lint: setup-test ## Only the linters
	@exec $(BIN)/python tools/check.py lint

types: setup-test ## Only the types, of Python and JavaScript
	@exec $(BIN)/python tools/check.py types

soak: setup-test ## The tests at their full counts: kills, stateful runs, long loads
	@SUPERVISE_TEST_SOAK=1 exec $(BIN)/python -m pytest -p no:cacheprovider --timeout 3600 $(ARGS)

bench: setup-test ## Measure the live path beside a bare server, twenty meetings at once, a long write-up, ten who write at once, searches beside what is unseen, and erasing from a large database
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.meetings
	@$(BIN)/python -m bench.margins
	@$(BIN)/python -m bench.writing
	@$(BIN)/python -m bench.unseen
	@exec $(BIN)/python -m bench.erasing

bench-scale: setup-test ## Measure search, Today and a group's page with 1,000,000 comments beside 10,000 (an hour, some GB)
	@exec $(BIN)/python -m bench.scale

bench-disguise: setup-test ## Measure the disguise check beside Presidio (CORPUS= other texts)
	@$(BIN)/python tools/presidio.py
	@exec $(BIN)/python -m bench.disguise $(CORPUS)

lock: setup-test ## Choose the newest allowed versions and write the lock files anew
	@exec $(BIN)/python tools/lock.py
