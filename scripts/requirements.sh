#!/bin/sh
# Which requirement rows are shown by a passing test. Runs the tests that name a requirement, or those given.
set -eu
cd "$(dirname "$0")/.."
. scripts/chromium.sh
exec .venv/bin/python -m pytest -q -n "${YIFA_TEST_WORKERS:-2}" --dist worksteal --requirements "$@"
