# Every verb of the project. `make help` lists them; the work is in scripts/.
.PHONY: help run demo-reset test check bench golden gallery fuzz simulate kill fmt

help: ## List the verbs
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

run: ## Install what is missing, build, and start Countersign with demo data and a ConnectWise sandbox
	@scripts/run $(ARGS)

demo-reset: ## Throw the demo's data away; the next `make run` starts over
	@scripts/demo-reset

test: ## Install what tests need and run every test; ends with the counts
	@scripts/test

check: ## Format, scripts and sample files: what no test looks at
	@scripts/check

bench: ## Measure; prints `name value unit` lines
	@scripts/benchmarks $(ARGS)

golden: ## Write the golden files anew; look at the difference before committing it
	@COUNTERSIGN_UPDATE_GOLDEN=1 swift test

gallery: ## Pictures of every page in every state, in out/gallery
	@scripts/install tests
	@.venv/bin/python scripts/gallery --build $(ARGS)

fuzz: ## Feed the parsers with what nobody would write by hand
	@scripts/install libraries
	@scripts/fuzz $(ARGS)

simulate: ## A million simulated write-backs of one seed: nothing lost, doubled, overwritten, stuck
	@scripts/simulate-nightly $(ARGS)

kill: ## Kill a real server a thousand times while it writes into a sandbox that breaks
	@scripts/kill-outbox $(ARGS)

fmt: ## Format all Swift
	@swift format --in-place --parallel --recursive Package.swift Sources Templates Public migrations Plugins Tests
