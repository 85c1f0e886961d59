#!/bin/sh
# Run the whole suite. Chromium comes from Debian; in CI its absence is a failure, elsewhere the skip says why.
set -eu
cd "$(dirname "$0")/.."
. scripts/chromium.sh
. scripts/node.sh
exec .venv/bin/python -m pytest -q -n "${YIFA_TEST_WORKERS:-2}" --dist worksteal "$@"
