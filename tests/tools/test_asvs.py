"""docs/developers/asvs.md names tests that exist, and every level-2 chapter."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "developers" / "asvs.md").read_text("utf-8")
NAMED = dict(re.findall(r"^\| \[(\w+)\] \| `([^`]+)` \|$", TEXT, re.M))


def functions(path: Path) -> set[str]:
    return {n.name for n in ast.parse(path.read_text("utf-8")).body if isinstance(n, ast.FunctionDef)}


def test_every_named_test_exists() -> None:
    assert len(NAMED) > 50
    for place in NAMED.values():
        file, _, name = place.partition("::")
        assert (ROOT / file).exists(), place
        assert name in functions(ROOT / file), place


def test_every_letter_is_explained_and_used() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("|") and "`tests/" not in line]
    used = set(re.findall(r"\[(\w+)\](?!\()", "\n".join(rows)))
    assert used == set(NAMED)


def test_every_row_says_whether_it_is_met() -> None:
    rows = [line.split("|") for line in TEXT.splitlines() if re.match(r"\| V\d", line)]
    assert len(rows) > 100
    assert {row[3].strip() for row in rows} <= {"yes", "partly", "no", "operator", "n/a"}
    assert {int(n) for row in rows for n in re.findall(r"V(\d+)\.", row[1])} == set(range(1, 18))


def test_what_is_met_by_the_program_is_shown_or_told_where() -> None:
    for row in (line.split("|") for line in TEXT.splitlines() if re.match(r"\| V\d", line)):
        assert len(row[4].strip()) >= 3, row
