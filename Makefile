# make run: the atlas on http://127.0.0.1:8050   make test: every test   (both set up what they need)
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
DEV_STAMP := .venv/.dev-ready
BENCH_STAMP := .venv/.bench-ready
VENDOR := assets/vendor/plotly.min.js

.PHONY: run setup test check bench browser clean

run: setup
	@$(BIN)/python app.py

setup: $(STAMP) $(VENDOR)
	@$(BIN)/python app.py --prepare

$(STAMP): requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(DEV_STAMP): requirements-dev.txt $(STAMP)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

$(BENCH_STAMP): bench/requirements.txt $(DEV_STAMP)
	$(BIN)/pip install --quiet --disable-pip-version-check -r bench/requirements.txt
	touch $@

# Without Node the atlas runs on the plotly.js that Dash brings, only slower to open.
$(VENDOR): deploy/vendor/package-lock.json deploy/vendor/build.mjs deploy/vendor/plotly.entry.js
	@if command -v npm >/dev/null; then cd deploy/vendor && npm ci --silent && node build.mjs; \
	else echo "Node is missing: the first visit will be larger"; mkdir -p assets/vendor; fi

# The browser of the tests, Debian's Chromium, a Chinese font, and what opens the written files.
browser:
	@command -v chromium >/dev/null && fc-list 2>/dev/null | grep -qi "noto.*cjk" && command -v pdftotext >/dev/null \
	  && dpkg -s libreoffice-impress libreoffice-calc >/dev/null 2>&1 || { \
	  run=""; [ "$$(id -u)" = 0 ] || run=sudo; \
	  $$run apt-get update -qq && $$run apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig \
	    libreoffice-impress libreoffice-calc poppler-utils >/dev/null; }

test: setup $(DEV_STAMP) browser
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
	node --test tests/clientside/*.test.js

check: setup $(DEV_STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m geodata check

bench: setup $(BENCH_STAMP) browser
	$(BIN)/python -m bench
	$(BIN)/python -m bench.kiosk

clean:
	rm -rf .venv .build assets/vendor layouts/vendor deploy/vendor/node_modules
