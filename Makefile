# tkmv-portal: `make portal` builds the site, `make test` proves the change, `make help` lists the rest.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
SITE ?= site
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
# Written last: exists only when the environment is complete and equals the lock.
STAMP := $(VENV)/.complete

.PHONY: help setup browser servers peers portal serve check test bless soak bench lock

help: ## this list
	@echo 'make <target>:'
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-10s %s\n", $$1, $$2 }'

setup: $(STAMP) ## environment in .venv/ with .venv/bin/tkmv

$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Нужен Python 3.11 или новее: make setup PYTHON=python3.11' >&2; \
	  echo 'Python 3.11 or newer is needed: make setup PYTHON=python3.11' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'Не хватает пакета python3-venv; установите его: sudo apt-get install python3-venv' >&2; \
	  echo 'The package python3-venv is missing; install it: sudo apt-get install python3-venv' >&2; exit 1; }
	@echo 'Setting up $(VENV)/ from requirements.txt; the first time takes about a minute'
	@$(PYTHON) -m venv $(VENV)
# One dependency comes as source only: it is built by the locked setuptools, not by whatever is newest today.
	@sed -n '/^setuptools==/,/[^\\]$$/p' requirements.txt >$(VENV)/build.txt
	@$(PIP) install --require-hashes --requirement $(VENV)/build.txt
	@$(PIP) install --require-hashes --no-build-isolation --requirement requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# A journal of one's own is shown as it is; without one the simulator is swept live, after a labelled made-up past.
portal: setup ## check the content, sweep the simulator where there is no journal, build the portal into site/
	$(BIN)/tkmv check
	@[ -d .data/journal ] || $(BIN)/tkmv simulate --sweep --past 90 || \
	  echo 'Обход симулятора не удался, портал собирается с тем, что есть' >&2
	$(BIN)/tkmv build --out $(SITE)
	@echo
	@echo 'Портал собран: откройте $(SITE)/index.html; с поиском и перезагрузкой при правке — make serve'

serve: setup ## the portal on this machine only, rebuilt when a file changes
	$(BIN)/tkmv serve

check: setup ## all rules of the order over content/
	$(BIN)/tkmv check

# What the tests need of the system, in Debian's names; APT installs it where a machine lacks it.
APT = if [ "$$(id -u)" = 0 ]; then as=; elif command -v sudo >/dev/null; then as=sudo; else as=nobody; fi; \
	if [ "$$as" = nobody ] || ! command -v apt-get >/dev/null; then \
	  echo "Нужны пакеты системы; в Debian от имени root: apt-get install $$packages" >&2; \
	  echo "Packages of the system are needed; on Debian as root: apt-get install $$packages" >&2; exit 1; \
	fi; \
	echo "Installing $$packages; it takes a minute or two"; \
	$$as apt-get -qq update && $$as env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
	  apt-get -qq install -y --no-install-recommends $$packages >/dev/null

# The tests of pages need a real browser; the driver in .venv/ downloads none of its own.
browser: ## Chromium of the distribution for the tests, installed where the machine has none
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit; done; \
	packages='chromium fonts-dejavu'; $(APT)

# Probes are judged against servers that nobody here wrote; their own services are not started (RUNLEVEL).
servers: ## nginx, PHP with SOAP and OpenSSL's GOST engine for the tests, installed where the machine has none
	@PATH="$$PATH:/usr/sbin:/sbin"; \
	engine="$$(openssl version -e 2>/dev/null | sed 's/.*"\(.*\)"/\1/')/gost.so"; \
	command -v nginx >/dev/null && php -m 2>/dev/null | grep -qx soap && [ -e "$$engine" ] && exit; \
	packages='nginx-light php-cli php-soap openssl libengine-gost-openssl'; $(APT)

# Every part runs even when an earlier one failed; pytest is last, so that its closing line is the last one.
test: setup browser servers ## everything CI runs: style, types, layers, schemas, tests
	@failed=''; \
	part() { \
	  name=$$1; shift; \
	  echo "== $$name"; \
	  "$$@" || failed="$$failed $$name"; \
	}; \
	part ruff $(BIN)/ruff check .; \
	part format $(BIN)/ruff format --check .; \
	part mypy $(BIN)/mypy --strict; \
	part layers $(BIN)/lint-imports; \
	part schema $(BIN)/tkmv schema --check; \
	part pytest $(BIN)/python -m pytest; \
	if [ -n "$$failed" ]; then echo "make test: failed:$$failed" >&2; exit 1; fi

bless: setup ## rewrite expected outputs; then read `git diff tests` before you commit
	$(BIN)/python -m pytest --bless

soak: setup ## the long runs: marked soak, and every property test with many more examples
	$(BIN)/python -m pytest -m 'soak or hypothesis' --hypothesis-profile=soak --hypothesis-show-statistics

peers: ## Hugo, blackbox_exporter and nginx for the benchmarks, installed where the machine has none
	@PATH="$$PATH:/usr/sbin:/sbin"; \
	command -v hugo >/dev/null && command -v nginx >/dev/null && command -v prometheus-blackbox-exporter >/dev/null && exit; \
	packages='hugo nginx-light prometheus-blackbox-exporter'; $(APT)

bench: setup peers ## benchmarks against peers, one script each
	@for script in benchmarks/bench_*.py; do \
	  [ -e "$$script" ] || { echo 'benchmarks/ holds no bench_*.py yet'; break; }; \
	  echo "== $$script"; $(BIN)/python "$$script" || exit 1; \
	done

lock: setup ## renew requirements.txt after pyproject.toml changed; LOCK=--upgrade takes newer versions of all
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 \
	  --custom-compile-command 'make lock' --extra dev $(LOCK) --output-file requirements.txt pyproject.toml
