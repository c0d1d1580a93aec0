# Every target does its own set-up; see tools/setup.sh.
BIN := .venv/bin

.PHONY: help book test check format bench setup clean

help:
	@echo 'make book    the yearly anthology of examples/, as EPUB and PDF, into out/'
	@echo 'make test    set-up, then the whole check'
	@echo 'make check   format, lint, types, tests (after make setup)'
	@echo 'make format  put imports and layout of the code in order'
	@echo 'make bench   measure against other tools'
	@echo 'make setup   only the set-up for working on the code'
	@echo 'make clean   remove what was built'

book:
	@sh tools/setup.sh runtime
	@$(BIN)/bookmaker build examples --year 2024 --format epub,pdf --out out

setup:
	@sh tools/setup.sh test

test: setup
	@$(MAKE) --no-print-directory check

check:
	@test -x $(BIN)/ruff || { echo 'make check: run make setup first' >&2; exit 1; }
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2

format:
	$(BIN)/ruff check --select I --fix .
	$(BIN)/ruff format .

bench:
	@sh tools/setup.sh bench
	$(BIN)/python -m benchmarks

clean:
	rm -rf out build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name .venv -prune -o -name __pycache__ -prune -exec rm -rf {} +
