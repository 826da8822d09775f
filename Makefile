# Everything a fresh clone needs is Python >= 3.11 and make; each target sets up what it uses.
#
#   make demo        the gateway with its sandbox      HOST=0.0.0.0 PORT=8080 ONCE=1 BREAK=court PACK=folder
#   make test        the whole gate (alias: check)     ARGS="-k name" go to pytest; WORKERS=0 runs in one process
#   make acceptance  the acceptance tests, one line each, and which requirement each shows
#   make bench       the measurements
#   make mutants     how many small changes to the rules the tests notice    ARGS="gateway.rules.standing*" tries some
#   make fuzz        everything that can be sent, in all ways, to a served sandbox    ARGS="examples seed" repeats a run
#   make audit       bandit, licences of what is installed to run, and a short run of the fuzzers
#   make lock        rewrite the locks after a change in pyproject.toml
#   make clean       remove everything built

PY ?= python3
HOST ?=
PORT ?=
ONCE ?=
BREAK ?=
PACK ?=
ARGS ?=
# One process more than there are cores, at most four: a quarter of the time a test waits for what it started.
WORKERS ?= $(shell $(PY) -c 'import os; print(min(4, 1 + (os.cpu_count() or 1)))')

BIN := .venv/bin
UV := .venv/uv/bin/uv
READY := .venv/.ready
SOURCES := Makefile pyproject.toml hatch_build.py $(wildcard requirements/*.lock) \
	ui/package.json ui/package-lock.json ui/build.mjs $(wildcard ui/src/*)
COMPILE = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy
export UV_COMPILE_BYTECODE := 1
export UV_SYSTEM_CERTS := 1
# Whatever the shell says: the tests start many processes, and each would compile anew what was edited.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup setup-browser demo test check acceptance bench mutants fuzz audit lock clean
.NOTPARALLEL:
.DELETE_ON_ERROR:

setup: $(READY)

# The stamp is written last, so an interrupted set-up starts again.
$(READY): $(SOURCES)
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Tally needs Python 3.11 or newer, and \`$(PY)\` is not; name one with: make PY=python3.11" >&2; exit 1; }
	@rm -f $@
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
		echo "setup: creating .venv"; rm -rf .venv; $(PY) -m venv .venv; }
	@echo "setup: installing the locked packages"
	@rm -rf .venv/uv
	@$(BIN)/python -m pip install -qq --target .venv/uv --require-hashes -r requirements/tool.lock
	@$(UV) pip sync -q --python $(BIN)/python --require-hashes --no-build requirements/dev.lock
	@$(BIN)/python -c 'import hatch_build, sys; sys.exit(hatch_build.system_node() is None)' || { \
		echo "setup: no Node on PATH, installing it into .venv"; \
		$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements/node.lock; }
	@echo "setup: building the GraphiQL page and installing Tally"
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation --reinstall -e .
	@$(BIN)/python -m compileall -q gateway connectors schema
	@touch $@

# The tests open a real browser; nothing is skipped for want of one.
setup-browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "setup: installing Chromium with apt-get"; \
			apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
				apt-get -qq install -y --no-install-recommends chromium >/dev/null; \
		else \
			echo "The browser tests need Chromium on PATH (chromium, chromium-browser or google-chrome)." >&2; \
			echo "Install it with your system's package manager, e.g.: sudo apt-get install chromium" >&2; exit 1; \
		fi; }

demo: setup
	@exec $(BIN)/tally demo $(if $(HOST),--host "$(HOST)") $(if $(PORT),--port "$(PORT)") \
		$(if $(filter-out 0,$(ONCE)),--once) $(if $(BREAK),--break "$(BREAK)") $(if $(PACK),--pack "$(PACK)")

test: setup setup-browser
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache
	$(BIN)/pytest -q -n $(WORKERS) --dist worksteal $(ARGS)

check: test

acceptance: setup setup-browser
	@$(BIN)/pytest tests --requirements -v $(ARGS)

bench: setup
	@$(BIN)/python -m tests.bench

# At the lowest priority and in one process: it takes a while, and others may need the machine.
mutants: setup
	@$(UV) pip install -q --python $(BIN)/python --require-hashes --no-build -r requirements/mutants.lock
	@nice -n 15 $(BIN)/python -m tests.mutants $(ARGS)

# What only these two need is installed beside the environment, not into it.
.venv/%/.ready: requirements/%.lock
	@rm -rf $(@D) && $(UV) pip install -q --python $(BIN)/python --target $(@D) --require-hashes --no-build -r $< && touch $@

fuzz: setup .venv/fuzz/.ready
	@$(BIN)/python -m tests.fuzz $(ARGS)

audit: setup .venv/audit/.ready .venv/fuzz/.ready
	@$(BIN)/python -m tests.audit
	@$(BIN)/python -m tests.fuzz $(or $(ARGS),50)

lock: setup
	$(COMPILE) pyproject.toml --group dev --group build -o requirements/dev.lock
	$(COMPILE) --group pyproject.toml:tool -o requirements/tool.lock
	$(COMPILE) --group pyproject.toml:node -o requirements/node.lock
	$(COMPILE) --group pyproject.toml:mutants -c requirements/dev.lock -o requirements/mutants.lock
	$(COMPILE) --group pyproject.toml:fuzz -c requirements/dev.lock -o requirements/fuzz.lock
	$(COMPILE) --group pyproject.toml:audit -c requirements/dev.lock -o requirements/audit.lock

clean:
	rm -rf .venv dist mutants ui/dist ui/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
