# Everything the project does by hand, one word each. Needs Python 3.11 or newer, pip and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: chat test check bench figures lock clean

chat: .venv/ready
	$(BIN)/satchel chat

test: .venv/ready-dev .synapse/ready
	$(BIN)/pytest

check: .venv/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/ready-dev
	$(BIN)/python -m tests.bench --full

figures: .venv/ready-dev
	$(BIN)/python -m tests.crash

# The locks hold hashes for every platform and no index's address.
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
  --no-header --no-annotate --no-emit-index-url --quiet
# Wheels of Synapse for macOS end with 1.143, which wants an older prometheus-client.
SYNAPSE := 'matrix-synapse~=1.163.0; sys_platform != "darwin"' \
  'matrix-synapse==1.143.0; sys_platform == "darwin"' 'prometheus-client<0.24; sys_platform == "darwin"'
lock: .venv/ready-dev
	$(COMPILE) pyproject.toml --extra install --output-file requirements.lock
	$(COMPILE) pyproject.toml --all-extras --constraint requirements.lock --output-file requirements-dev.lock
	printf '%s\n' $(SYNAPSE) | $(COMPILE) - --output-file requirements-synapse.lock

INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --no-deps

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Satchel needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv

.venv/ready: .venv/bin/python requirements.lock pyproject.toml
	@echo "Setting up: a minute or two, the first time."
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-build-isolation --no-index --editable .
	touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	touch $@

# A Matrix homeserver for the tests: AGPL, so in an environment and a process of its own.
.synapse/ready: requirements-synapse.lock
	$(PYTHON) -m venv .synapse
	.synapse/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements-synapse.lock
	touch $@

clean:
	rm -rf .venv .synapse build dist
