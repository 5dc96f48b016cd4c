# Meishigura. `make` alone lists what there is.
SHELL := /bin/bash
LAUNCH := deploy/local/launch
JDK = JAVA_HOME="$$(deploy/local/jdk25)"
MVN = $(JDK) mvn -B -ntp

.DEFAULT_GOAL := help
.PHONY: help up demo down test bench chaos e2e fmt

help:
	@echo "Meishigura runs here without Docker; it needs a JDK 25, Maven and python3 with pip."
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-9s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ## start everything on this machine; Ctrl-C or `make down` stops it
	@deploy/local/build && exec $(LAUNCH) up

demo: ## start everything and walk through the story of one business card
	@deploy/local/build && exec $(LAUNCH) demo

down: ## stop everything that `make up` or `make demo` started
	@$(LAUNCH) down

test: ## every check and test of every module, on real servers
	@echo "Testing on real servers (a first build downloads for 5 to 8 minutes)"
	@deploy/local/with-stand mvn -B -ntp verify

e2e: ## the stories of deploy/e2e against the whole suite
	@unset VAULT_ADDR; deploy/local/build && $(MVN) -pl deploy/e2e -am verify -DskipTests -DskipE2e=false

chaos: ## kill, stop and cut off parts at random under load and look whether anything is lost; MINUTES=30 SEED=7
	@unset VAULT_ADDR; deploy/local/build && $(MVN) -pl deploy/e2e -am verify -DskipTests -DskipE2e=false \
	  -Dtest=ChaosTest -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dchaos.minutes=$(or $(MINUTES),10) -Dchaos.seed=$(or $(SEED),$$RANDOM)

bench: ## measure beside a plain service; BENCH=--write puts the table into docs/benchmarks.md
	@unset VAULT_ADDR; exec deploy/bench/run $(BENCH)

fmt: ## format the sources
	@$(MVN) -q spotless:apply
