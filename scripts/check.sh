#!/bin/sh
# Everything that can be checked without running the program. Each step runs; the exit code says whether all passed.
cd "$(dirname "$0")/.." || exit 1
failed=""
step() {
    name=$1
    shift
    printf '== %s\n' "$name"
    "$@" || failed="$failed $name"
}
bin=.venv/bin
step ruff "$bin/python" -m ruff check src tests bench scripts tools
step mypy "$bin/python" -m mypy
step imports "$bin/lint-imports"
step migrations "$bin/python" scripts/missing_migrations.py
step law "$bin/yifa" law check
if [ -n "$failed" ]; then
    echo "没有通过的检查:$failed" >&2
    exit 1
fi
echo "全部检查通过。"
