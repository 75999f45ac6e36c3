# Everything is set up on the way: system packages, .venv, locked Python packages. The second time that takes no time.
BIN := .venv/bin
ARGS :=
ROLE := self-service

define checks
$(BIN)/ruff check .
$(BIN)/ruff format --check .
$(BIN)/mypy
$(BIN)/lint-imports --no-logo
bash .ci/qmllint
bash .ci/qmlformat --check
endef

# A process a processor and one more, since some wait; a file's tests stay together, as its fixtures do, in the folders'
# order: the slow ones come first.
# A process that dies ends the run: what it had in hand would be waited for without end.
pytest := $(BIN)/pytest --numprocesses $$(($$(nproc) < 4 ? $$(nproc) + 1 : 4)) --max-worker-restart 0 --dist loadfile \
	--no-loadscope-reorder --durations 10

.DEFAULT_GOAL := help
.PHONY: help run test test-all test-lowest coverage bench accessibility golden lint format docs pictures texts lock

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Start the terminal with emulated readers and cards (ROLE=service-point: staff's)
	@bash .ci/setup run
	$(BIN)/kiosk run --desk --role $(ROLE) $(ARGS)

test: ## Check the code, then run the tests: under seven minutes on two processors
	@bash .ci/setup test
	$(checks)
	$(pytest) -m "not slow" $(ARGS)

test-all: ## Check everything, the slow tests and the oldest libraries as well: under an hour
	@bash .ci/setup test
	$(checks)
	$(pytest) $(ARGS)
	$(BIN)/python -m tests.whole
	@$(MAKE) test-lowest

coverage: ## See whether every line and branch of the parts that must be whole is gone through by their own tests
	@bash .ci/setup test
	$(BIN)/python -m tests.whole

test-lowest: ## Run the quick tests with the oldest libraries that pyproject.toml allows
	@bash .ci/setup test
	@bash .ci/lowest
	$(subst $(BIN),out/lowest/bin,$(pytest)) -m "not slow" $(ARGS)

bench: ## Measure; out/bench.json and out/bench.png keep what was found. Fails where a target is missed
	@bash .ci/setup test
	$(BIN)/python -m tests.benchmarks $(ARGS)

accessibility: ## Measure every screen in every look: out/accessibility/report.html. Fails where a standard is missed
	@bash .ci/setup test
	$(BIN)/python -m tests.accessibility $(ARGS)

golden: ## Keep the pictures that screens are compared with as the screens are now. Look at each that changed
	@bash .ci/setup test
	$(BIN)/python -m tests.golden
	git status --short tests/golden/pictures

lint: ## Check style, types and which module may import which
	@bash .ci/setup test
	$(checks)

format: ## Rewrite the code in the project's style
	@bash .ci/setup test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	bash .ci/qmlformat

pictures: ## Picture the screens that README.md shows anew
	@bash .ci/setup run
	$(BIN)/kiosk tour --out out/pictures
	for screen in attract menu pin-wrong unlock-explained standing staff-sign-in case unlock-done; do cp "out/pictures/$$screen.png" docs/pictures/; done

docs: ## Draw the generated pages of docs/ anew
	@bash .ci/setup run
	$(BIN)/python -m kiosk.pages docs
	$(BIN)/python -m emulator.pages docs

texts: ## Renew the translations (assets/i18n/*.ts) from the screens, and compile them
	@bash .ci/setup run
	@for file in assets/i18n/kiosk_*.ts; do language=$${file#*kiosk_}; \
	$(BIN)/pyside6-lupdate kiosk/ui/qml/Kiosk/Screens/*.qml -ts "$$file" -locations none -no-obsolete \
	-source-language zh_CN -target-language "$${language%.ts}" && $(BIN)/pyside6-lrelease "$$file" || exit 1; done

lock: ## Renew the locks from pyproject.toml (ARGS=--upgrade takes newer versions)
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && python3 -m venv "$$dir" && "$$dir/bin/pip" install -q uv && \
	lock() { file=$$1; shift; "$$dir/bin/uv" pip compile pyproject.toml --all-extras --group build --universal --python-version 3.11 \
	--generate-hashes --quiet --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$$@" -o "$$file" >/dev/null; } && \
	lock requirements-test.lock --group dev $(ARGS) && lock requirements.lock --constraints requirements-test.lock --upgrade && \
	lock requirements-lowest.lock --group tests --resolution lowest-direct --upgrade
