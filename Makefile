# make run    start everything with the demo city      make test   all tests
# make check  formatting, lints, types, SDL            make fmt    format
# make dev    server and web client with live reload
# make bench  requests a second beside what the database could do; BENCH="--households 600000 --clients 32"

SHELL := /bin/sh
CARGO ?= cargo
NPM ?= npm
LIANXIN := target/release/lianxin

# What an older PostgreSQL could do otherwise: policies, functions, triggers, ledger, figures, locks. The rest
# would say again what it said on the newer one.
OF_THE_DATABASE := isolation_sql random_walk at_once machine recount referral sight tampering

WEB_MODULES := web-client/node_modules/.package-lock.json
TEST_MODULES := tests/browser/node_modules/.package-lock.json
WEB_SOURCES := $(shell find web-client/src web-client/public -type f 2>/dev/null) web-client/index.html web-client/vite.config.ts schema/schema.graphql docs/api.md

.PHONY: run test bench check dev fmt

run: web-client/dist/index.html
	$(CARGO) build --release --package server
	$(LIANXIN) demo --if-empty
	exec $(LIANXIN) serve

test: $(WEB_MODULES) $(TEST_MODULES) web-client/dist/index.html
	tests/browser/chromium.sh
	$(CARGO) build --workspace --all-targets
	target/debug/with-postgres $(CARGO) test --workspace
	target/debug/with-postgres --older $(CARGO) test --workspace --test it -- $(OF_THE_DATABASE)
	cd web-client && $(NPM) test
	cd tests/browser && $(NPM) test

bench: $(WEB_MODULES) $(TEST_MODULES)
	node tests/bench/tools.mjs
	$(CARGO) build --release --package server --package tests --bin lianxin --bin password-hashes
	LIANXIN_BINARY=$(LIANXIN) node tests/bench/bench.mjs $(BENCH)

check: $(WEB_MODULES) $(TEST_MODULES)
	$(CARGO) fmt --all -- --check
	$(CARGO) clippy --workspace --all-targets -- --deny warnings
	$(CARGO) run --quiet --package server -- schema | diff schema/schema.graphql -
	cd web-client && $(NPM) run typecheck && $(NPM) run lint

dev: $(WEB_MODULES)
	$(CARGO) build --package server
	trap 'kill 0' EXIT; target/debug/lianxin demo --if-empty && target/debug/lianxin serve & cd web-client && $(NPM) run dev

fmt: $(WEB_MODULES)
	$(CARGO) fmt --all

$(WEB_MODULES): web-client/package-lock.json
	cd web-client && $(NPM) install --no-save
	touch $@

$(TEST_MODULES): tests/browser/package-lock.json
	cd tests/browser && $(NPM) install --no-save
	touch $@

web-client/dist/index.html: $(WEB_MODULES) $(WEB_SOURCES)
	cd web-client && $(NPM) run build
