# Targets for users and CI. Longer ones are scripts in .ci/.
# CI runs the same targets: see .ci/run.

JOBS    ?= 2
PREFIX  ?= /usr/local
DESTDIR ?=
SWIFT   ?= swift
NACRE   := .build/debug/nacre
BENCH   ?= 100 1000 10000 intents rate
# Warnings are errors where NACRE_STRICT=1 is set, as CI does; see Package.swift.

.DEFAULT_GOAL := help
.PHONY: help packages build release demo test lint examples docs docs-check conformance bench soak install clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

packages: ## Install the C libraries that are missing (Debian, Ubuntu)
	@.ci/packages

build: packages ## Build the command for development
	@$(SWIFT) build -j $(JOBS) --product nacre

release: packages ## Build a release of the command that needs no Swift runtime
	@$(SWIFT) build -j $(JOBS) -c release --static-swift-stdlib --product nacre

demo: build ## Plan, apply, detect drift, repair and destroy against a simulated cloud
	@NACRE=$(CURDIR)/$(NACRE) .ci/demo

test: packages ## Run all tests
	@$(SWIFT) test -j $(JOBS)

lint: ## Check format, wording and shell syntax
	@$(SWIFT) format lint --strict -r Sources Tests Package.swift
	@.ci/words
	@.ci/lint-shell

examples: build ## Run every example in a copy of its folder
	@NACRE=$(CURDIR)/$(NACRE) .ci/examples

docs: build ## Regenerate docs/reference
	@NACRE=$(CURDIR)/$(NACRE) .ci/reference docs/reference

docs-check: build ## Check that docs/reference is up to date and the manifests in docs are valid
	@NACRE=$(CURDIR)/$(NACRE) .ci/docs-check

conformance: build ## Compare with the vendor's documents in ../shared, if present, and with its libraries
	@NACRE=$(CURDIR)/$(NACRE) .ci/conformance
	@NACRE=$(CURDIR)/$(NACRE) .ci/sdk

bench: ## Measure plans and applies of many objects; BENCH="intents rate" for some of it
	@.ci/bench $(BENCH)

soak: build ## Apply under faults and kills for SECONDS=60, then try hundreds of random worlds and every moment to die at
	@NACRE=$(CURDIR)/$(NACRE) .ci/soak $(SECONDS)
	@NACRE_SOAK=1 $(SWIFT) test -j $(JOBS) --filter 'EditedWorlds|EditedGateways|PartialWorlds|Adversaries|MortalityLaws|LeakScenarios|StateKeyScenarios|CostLaws'

install: release ## Install the command and its completions below PREFIX=/usr/local
	@PREFIX=$(PREFIX) DESTDIR=$(DESTDIR) .ci/install .build/release/nacre

clean: ## Remove what was built
	@$(SWIFT) package clean
