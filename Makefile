# Everything here needs a JDK of 17 or later and Maven, nothing else. `make` alone lists the targets.
MVN ?= mvn -B
PROGRAM := sentinel/target/sentinel
SOURCES := $(wildcard pom.xml .mvn/*) sentinel/pom.xml $(shell find sentinel/src/main sentinel/src/build)
# Error Prone needs Java 21; the newest Java found, when it is that new
ERROR_PRONE_JDK := $(shell . bin/newest-jdk; [ "$${jdk_feature:-0}" -ge 21 ] && [ -x "$$jdk/bin/javac" ] && printf '%s' "$$jdk")

.PHONY: help
help: ## List these targets
	@sed -n 's/^\([a-z_-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r target text; do printf '%-20s %s\n' "$$target" "$$text"; done

.PHONY: demo
demo: build ## Run the whole pipeline on a simulated market, in demo/ (no account, no network)
	@bin/sentinel demo

.PHONY: run
run: build ## Run the pipeline on live data, in data/
	@bin/sentinel run

.PHONY: test
test: format-check error-prone ## Run the formatter's check, Error Prone (with Java 21+) and every test but the slow ones
	$(MVN) verify -DexcludedGroups=slow

.PHONY: test-slow
test-slow: ## Run the tests that take long
	$(MVN) verify -Dgroups=slow -DfailIfNoTests=false

.PHONY: check
check: ## Run the quick unit tests (under 90 s)
	$(MVN) -q test '-DexcludedGroups=it | slow'

.PHONY: build
build: $(PROGRAM)/build-id ## Build the program for bin/sentinel (nothing happens when it is up to date)

# The class archive makes each start quicker; the program runs without it too.
$(PROGRAM)/build-id: $(SOURCES)
	$(MVN) -q -Dmaven.test.skip=true package
	@SENTINEL_ARCHIVE=make bin/sentinel || echo 'make: no class archive could be made: the program will start more slowly' >&2
	@touch $@

# Sorted, without owners and times of this machine.
DIST := sentinel/target/dist
.PHONY: dist
dist: build ## Make the archive to install elsewhere, and its checksum, in sentinel/target/dist/
	@rm -rf $(DIST)
	$(MVN) -q -Dmaven.test.skip=true -Pdist package
	@cd $(DIST) && for folder in dataflow-sentinel-*; do \
	  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime='2026-01-01 00:00:00Z' --format=gnu -cf - "$$folder" | gzip -n >"$$folder.tar.gz.part" && \
	  mv "$$folder.tar.gz.part" "$$folder.tar.gz" && sha256sum "$$folder.tar.gz" >"$$folder.tar.gz.sha256" && rm -rf "$$folder" && cat "$$folder.tar.gz.sha256"; done

# What the pages show comes from the program; the tests that compare them write them too.
.PHONY: docs
docs: ## Write the pages that are made from the program: CLI, CONFIGURATION, MESSAGES
	$(MVN) -q test -Dtest='CliPageTest,ConfigurationPageTest,MessageCatalogueTest' -Dsentinel.docs=write -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: check_dist
check_dist: dist ## Try the archive as a user who has nothing else
	@.ci/check-dist

.PHONY: lint
lint: ## Lint workflows, Dockerfile, Compose files and shell (needs npm, shellcheck, docker-compose)
	npm ci --silent --ignore-scripts --no-audit --no-fund --prefix .ci/npm
	@.ci/lint-workflows
	@.ci/lint-docker
	@shellcheck .ci/run .ci/check-dist

.PHONY: fmt
fmt: ## Format the sources
	$(MVN) -q spotless:apply

.PHONY: format-check
format-check:
	$(MVN) -q spotless:check

.PHONY: error-prone
error-prone:
ifneq ($(ERROR_PRONE_JDK),)
	JAVA_HOME='$(ERROR_PRONE_JDK)' $(MVN) -q -Dbuild.folder=target/error-prone test-compile
else
	@echo 'Error Prone: skipped, it needs Java 21 or later'
endif

ON_PROGRAM := --enable-native-access=ALL-UNNAMED -Djava.library.path=$(PROGRAM)/native \
  -Dorg.sqlite.lib.path=$(PROGRAM)/native -cp $(PROGRAM)/sentinel.jar

.PHONY: bench
bench: bench-start bench-sessions bench-alerts bench-history bench-disk bench-memory ## Run every benchmark that needs no database

.PHONY: bench-start
bench-start: build ## Time the program's start and its first and second run
	@. bin/newest-jdk && exec "$$jdk/bin/java" bench/StartBench.java

.PHONY: bench-sessions
bench-sessions: build ## Time calendars and verdicts: 40 years of sessions, 10,000 instruments
	@. bin/newest-jdk && exec "$$jdk/bin/java" -XX:+UseSerialGC -Xmx1g -cp $(PROGRAM)/sentinel.jar bench/SessionsBench.java

.PHONY: bench-history
bench-history: build ## Time one more session with 20 years of 5,000 instruments in the lake, and with 1 year
	@. bin/newest-jdk && exec "$$jdk/bin/java" $(ON_PROGRAM) bench/HistoryBench.java

.PHONY: bench-publish
bench-publish: build ## Time publishing a million bars against a bare COPY, in the PostgreSQL of DATABASE_URL
	@. bin/newest-jdk && exec "$$jdk/bin/java" -XX:+UseSerialGC -Xmx1g $(ON_PROGRAM) bench/PublishBench.java

.PHONY: bench-alerts
bench-alerts: build ## Time incidents and messages of 10,000 instruments against writing their verdicts
	@. bin/newest-jdk && exec "$$jdk/bin/java" -XX:+UseSerialGC -Xmx1g $(ON_PROGRAM) bench/AlertsBench.java

.PHONY: bench-disk
bench-disk: ## Show how large a simulated year of daily runs gets, with and without maintenance
	$(MVN) -q test -Dgroups=slow -Dtest=DiskYearTest -Dsentinel.disk.days=365 -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: bench-memory
bench-memory: build ## Peak memory with 50 million rows of history; needs 3 GB of disk for some minutes
	@. bin/newest-jdk && exec "$$jdk/bin/java" -XX:+UseSerialGC -Xmx1g $(ON_PROGRAM) bench/MemoryBench.java sentinel/target/bench-memory

# One clear line where there is no Docker engine; docs/DOCKER.md says what each does.
.PHONY: docker_build
docker_build: ## Build the container image
	@docker/build

.PHONY: docker_test
docker_test: docker_build ## Try the built image: user, read-only root, class archive, demonstration, health, signals
	@docker/test

.PHONY: docker_run
docker_run: ## Run the pipeline in a container, against a containerised PostgreSQL, with .env.local
	@docker/run

.PHONY: docker_demo
docker_demo: docker_build ## The same on a simulated market, with a dashboard and a mail catcher to look at
	@docker/demo/start

.PHONY: docker_all
docker_all: docker_build docker_test docker_demo ## Build the image, try it, show the demonstration

.PHONY: docker_clean
docker_clean: ## Remove the containers, the image and the data in their volumes
	@docker/clean

.PHONY: docker_prove
docker_prove: ## Build the image and run it without Docker, by buildah (needs root; what .ci/run does)
	@docker/prove

.PHONY: clean
clean: ## Remove what was built (data/, demo/ and logs/ stay)
	$(MVN) -q clean
