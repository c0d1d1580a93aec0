# Every target does its own set-up; see tools/setup.sh.
BIN := .venv/bin

.PHONY: help book test check format bench soak trial pictures themes gallery properties setup clean

help:
	@echo 'make book    the yearly anthology of examples/, as EPUB and PDF, into out/'
	@echo 'make test    set-up, then the whole check'
	@echo 'make check   format, lint, types, tests (after make setup)'
	@echo 'make format  put imports and layout of the code in order'
	@echo 'make bench   measure against other tools'
	@echo 'make soak    kill workers and builds at random moments, and compare what comes after'
	@echo 'make trial   send to READERS=5000 by bad servers, kill the sending KILLS=20 times, measure'
	@echo 'make pictures  draw the pages that README.md shows'
	@echo 'make themes  draw the spreads of docs/themes.md'
	@echo 'make gallery  draw docs/gallery.md (needs Chromium)'
	@echo 'make properties  22,500 random posts: no word lost, no broken markup'
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
	$(BIN)/python -m benchmarks $(BENCH)

soak:
	@sh tools/setup.sh runtime
	$(BIN)/python -m benchmarks.soak examples --limit 4

trial:
	@sh tools/setup.sh test
	$(BIN)/python -m benchmarks.delivery --readers $(or $(READERS),5000) --kills $(or $(KILLS),20)
	$(BIN)/python -m benchmarks.delivery --readers $(or $(READERS),5000) --kills $(or $(KILLS),20) --channel telegram
	$(BIN)/python -m benchmarks.delivery.throughput --messages $(or $(READERS),5000) --server bare
	$(BIN)/python -m benchmarks.delivery.throughput --messages 300 --server aiosmtpd

pictures: book
	$(BIN)/bookmaker proof out/anthology-2024.pdf --pages 1,4,8,13,33 --width 640 --out docs/pictures

# Ten spreads of the examples in every theme, for docs/themes.md.
themes:
	@sh tools/setup.sh runtime
	for theme in classic modern pocket large-print dark-screen; do \
	  $(BIN)/bookmaker build examples --all --parts year --format pdf --theme $$theme --out out/themes/$$theme && \
	  $(BIN)/bookmaker proof out/themes/$$theme/complete.pdf --spreads --pages 2,4,8,10,12,14,18,20,24,28 \
	    --width 480 --out docs/themes/$$theme || exit 1; \
	done

gallery:
	@sh tools/setup.sh gallery
	@command -v "$${CHROMIUM:-chromium}" >/dev/null || { echo 'make gallery: install chromium' >&2; exit 1; }
	CHROMIUM=$$(command -v "$${CHROMIUM:-chromium}") $(BIN)/python -m tools.gallery

# 2,500 examples for each of nine properties, elsewhere each time; EXAMPLES=n takes more or fewer.
properties: setup
	BOOKMAKER_EXAMPLES=$${EXAMPLES:-2500} $(BIN)/pytest tests/property/test_rendering.py tests/property/test_dialects.py

clean:
	rm -rf out build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name .venv -prune -o -name __pycache__ -prune -exec rm -rf {} +
