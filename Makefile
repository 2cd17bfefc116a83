.DEFAULT_GOAL := help
.PHONY: help build test demo erd format clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

build: ## Build the library and the command line, without tests
	@scripts/build

test: ## Run all tests and checks: format, compiler, architecture, real PostgreSQL servers
	@scripts/install-test-packages
	@scripts/maven verify

demo: ## Migrate an embedded PostgreSQL with the sample migrations
	@scripts/demo

erd: ## Write the diagrams of migrations/SCHEMA_ERD.md anew, from a live catalogue
	@scripts/maven -q -pl lifeguard-integration-tests -am -Dtest=ErdTest -Derd.update=true \
		-Dsurefire.failIfNoSpecifiedTests=false test

format: ## Format all Java sources
	@scripts/maven -q spotless:apply

clean: ## Delete what was built, and the demo's database
	@rm -rf target lifeguard-*/target .lifeguard/demo
