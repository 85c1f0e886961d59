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
step bandit "$bin/python" -m bandit -q -c pyproject.toml -r src/yifa
step audit "$bin/python" scripts/audit.py
step secrets "$bin/python" scripts/secrets_scan.py
step migrations "$bin/python" scripts/missing_migrations.py
# With law texts beside the checkout every figure is also judged against the article it cites.
laws=${YIFA_REFERENCE_DATA:-../shared/data}/laws
if [ -d "$laws" ]; then
    step law "$bin/yifa" law check --laws "$laws"
else
    step law "$bin/yifa" law check
fi
if [ -n "$failed" ]; then
    echo "没有通过的检查:$failed" >&2
    exit 1
fi
echo "全部检查通过。"
