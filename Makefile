.DEFAULT_GOAL := help
.PHONY: help build install dist release-check test coverage test-large batches torture moving-check demo erd picture fuzz bench bench-reader bench-parts bench-layouts bench-junit bench-accounting bench-batches compare-lint model format clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

build: ## Build the library and the command line, without tests
	@scripts/build

install: ## Put the library into the local Maven repository, with sources, Javadoc and SBOM
	@scripts/maven -q -Ppublish -pl lifeguard-bom,lifeguard-core,lifeguard-connect,lifeguard-layouts,lifeguard-inspect,lifeguard-erd,lifeguard-pgparser,lifeguard-spring-boot-starter,lifeguard-maven-plugin,lifeguard-junit -Dmaven.test.skip=true \
		-Djacoco.skip=true -Dspotless.check.skip=true install

dist: ## Make the archives of the command line, in target/dist
	@scripts/dist

release-check: ## Check what a release has to fulfil: API, licences, same bytes, versions
	@scripts/release-check

test: ## Run all tests and checks: format, compiler, architecture, real PostgreSQL servers
	@scripts/install-test-packages
	@scripts/maven -T2 verify

coverage: ## Run all tests and measure what of the code they reach (target/site/jacoco)
	@scripts/install-test-packages
	@scripts/maven -T2 -Pcoverage verify

test-large: ## Run files of 1 GB of COPY and 512 MB of INSERTs, byte for byte, in a heap of 24 MB
	@scripts/maven -pl lifeguard-integration-tests -am test -Dlifeguard.large=16 -Dlifeguard.servers=target/postgres/data \
		-Dtest=LargeFilesRunInLittleMemoryTest -Dlifeguard.test.jvm= -Dsurefire.failIfNoSpecifiedTests=false \
		-Djunit.jupiter.execution.timeout.mode=disabled

batches: ## Kill two workers of batches a hundred times, over a million rows that come, go and move
	@scripts/maven -q -pl lifeguard-integration-tests -am test -Dtest=MovingRowsTest \
		-Dlifeguard.batch.kills=100 -Dlifeguard.batch.rows=1000000 -Dlifeguard.batch.resume=3 -Dsurefire.failIfNoSpecifiedTests=false \
		-Djunit.jupiter.execution.timeout.mode=disabled

torture: ## Cut off, kill and freeze runs without end, until one goes wrong (SEED=n, MINUTES=n)
	@scripts/maven -q -pl lifeguard-integration-tests -am -Dtest=Torture \
		-Dsurefire.failIfNoSpecifiedTests=false \
		$(if $(SEED),-Dtorture.seed=$(SEED)) $(if $(MINUTES),-Dtorture.minutes=$(MINUTES)) test

moving-check: ## Run dbmate, node-pg-migrate and Drizzle from npm beside this program, on real directories
	@npm install --silent --no-save --prefix target/moving-tools dbmate@2.36.0 node-pg-migrate@9.0.0 drizzle-orm@0.45.4 pg
	@scripts/maven -q -pl lifeguard-integration-tests -am -Dtest=RealTools -Dmoving.tools=$(CURDIR)/target/moving-tools \
		-Dsurefire.failIfNoSpecifiedTests=false test

demo: ## Migrate an embedded PostgreSQL with the sample migrations
	@scripts/demo

erd: ## Write the diagrams of migrations/SCHEMA_ERD.md anew, from what the migrations make
	@./lifeguard-migrate erd --migrations-dir migrations --file migrations/SCHEMA_ERD.md

picture: ## Write the README's picture of a terminal anew, from a real run
	@scripts/maven -q -pl lifeguard-integration-tests -am -Dtest=PictureTest -Dpicture.update=true \
		-Dsurefire.failIfNoSpecifiedTests=false package

fuzz: ## Read random scripts until Ctrl-C; make fuzz SEED=7 begins with the scripts of seed 7
	@scripts/maven -q -pl lifeguard-core test -Dtest=ScriptFuzzTest -Dlifeguard.test.jvm= \
		-Dlifeguard.fuzz=$(or $(SEED),$(shell date +%s)) -Djunit.jupiter.execution.timeout.mode=disabled

bench-reader: ## Measure how many characters a second the SQL reader reads
	@scripts/maven -q -pl lifeguard-benchmarks -am package -Dmaven.test.skip=true \
		-Djacoco.skip=true -Dcyclonedx.skip=true
	@"$$(scripts/find-jdk)/bin/java" -cp "lifeguard-benchmarks/target/classes:lifeguard-benchmarks/target/lib/*" \
		org.openjdk.jmh.Main ReaderBenchmark $(ARGS)

bench-parts: ## Measure hashing, planning and rendering without files and without a database
	@scripts/maven -q -pl lifeguard-benchmarks -am package -Dmaven.test.skip=true \
		-Djacoco.skip=true -Dcyclonedx.skip=true
	@"$$(scripts/find-jdk)/bin/java" -cp "lifeguard-benchmarks/target/classes:lifeguard-benchmarks/target/lib/*" \
		org.openjdk.jmh.Main MigrationBenchmark $(ARGS)

bench-layouts: ## Measure reading the directories of other tools beside one of this tool's own (ARGS="1000 5000")
	@scripts/maven -q -pl lifeguard-benchmarks -am package -Dmaven.test.skip=true \
		-Djacoco.skip=true -Dcyclonedx.skip=true
	@"$$(scripts/find-jdk)/bin/java" -cp "lifeguard-benchmarks/target/classes:lifeguard-benchmarks/target/lib/*" \
		dev.lifeguard.migrate.benchmarks.layouts.LayoutReading $(ARGS)

bench: ## Compare with Flyway, Liquibase, plain JDBC and psql (ARGS="rounds=5 applied=100,1000 parts=cli")
	@scripts/maven -q -Privals -pl lifeguard-benchmarks,lifeguard-benchmarks/flyway,lifeguard-benchmarks/liquibase -am package \
		-Dmaven.test.skip=true -Dcyclonedx.skip=true \
		'-Dbenchmark.postgres.version=$${postgres$(or $(POSTGRES),15).version}'
	@scripts/build
	@scripts/bench-programs
	@"$$(scripts/find-jdk)/bin/java" -Dslf4j.internal.verbosity=ERROR -cp "lifeguard-benchmarks/target/classes:lifeguard-benchmarks/target/lib/*" \
		dev.lifeguard.migrate.benchmarks.comparison.Comparison $(ARGS)

bench-junit: ## Measure what a test waits for a copy of 300 tables (ARGS="rounds milliseconds of a test")
	@scripts/maven -q -pl lifeguard-junit -am -Dtest=MeasureClones -Dsurefire.failIfNoSpecifiedTests=false \
		-Dlifeguard.measure="$(or $(ARGS),20 300)" test

bench-accounting: ## Measure what the rules of the accounting schema cost (POSTGRES=15, ARGS="rounds=5 seconds=3")
	@scripts/maven -q -pl lifeguard-benchmarks -am package -Dmaven.test.skip=true \
		-Djacoco.skip=true -Dcyclonedx.skip=true \
		'-Dbenchmark.postgres.version=$${postgres$(or $(POSTGRES),15).version}'
	@"$$(scripts/find-jdk)/bin/java" -Dslf4j.internal.verbosity=ERROR -cp "lifeguard-benchmarks/target/classes:lifeguard-benchmarks/target/lib/*" \
		dev.lifeguard.migrate.benchmarks.accounting.AccountingBenchmark $(ARGS)

bench-batches: ## Measure migrations in batches beside a load, a loop by hand and one UPDATE (ARGS="rounds=5 parts=load,speed,room,pooler")
	@scripts/maven -q -pl lifeguard-benchmarks -am package -Dmaven.test.skip=true \
		-Djacoco.skip=true -Dcyclonedx.skip=true \
		'-Dbenchmark.postgres.version=$${postgres$(or $(POSTGRES),15).version}'
	@"$$(scripts/find-jdk)/bin/java" -Dslf4j.internal.verbosity=ERROR -cp "lifeguard-benchmarks/target/classes:lifeguard-benchmarks/target/lib/*" \
		dev.lifeguard.migrate.benchmarks.batches.BatchBenchmark $(ARGS)

compare-lint: ## Compare lint with squawk on a directory (DIR=migrations LAYOUT=lifeguard ARGS="rules to show each place of, or all")
	@npm install --silent --no-save --prefix target/squawk squawk-cli@2.66.0
	@scripts/maven -q -pl lifeguard-benchmarks -am package -Dmaven.test.skip=true \
		-Djacoco.skip=true -Dcyclonedx.skip=true
	@"$$(scripts/find-jdk)/bin/java" -Dslf4j.internal.verbosity=ERROR -cp "lifeguard-benchmarks/target/classes:lifeguard-benchmarks/target/lib/*" \
		dev.lifeguard.migrate.benchmarks.lint.LintComparison target/squawk/node_modules/.bin/squawk \
		$(or $(LAYOUT),lifeguard) $(or $(DIR),migrations) $(ARGS)

model: ## Check the model of the lock (docs/lock), and that each of its broken variants fails
	@scripts/model

format: ## Format all Java sources
	@scripts/maven -q spotless:apply

clean: ## Delete what was built, and the demo's database
	@rm -rf target lifeguard-*/target .lifeguard/demo
