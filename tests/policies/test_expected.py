"""The five source policies against what a reader finds in them (`expected/README.md`): precision and recall.

`pytest tests/policies/test_expected.py -s` prints the table with every miss and every extra value.
"""

import os
from pathlib import Path

import pytest

from policies import facts, scoring
from yifa.policies import parse

DATA = (
    Path(os.environ.get("YIFA_REFERENCE_DATA") or Path(__file__).parents[3] / "shared" / "data") / "policies"
)
LEAST = 0.98
ENOUGH = 20  # below this, one value more or less says nothing about a single file

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="没有参考数据(set YIFA_REFERENCE_DATA)")


@pytest.fixture(scope="module")
def scores():
    found = {}
    for name in facts.names():
        file = facts.load(name)
        reading = parse.parse_file((DATA / file["source"]).read_bytes(), file["source"])
        found[name] = scoring.score(file, reading)
    print("\n" + scoring.table(found))
    return found


@pytest.mark.parametrize("kind", scoring.HELD)
def test_the_five_files_together(scores, kind):
    found = scoring.together(scores.values())[kind]
    assert found.expected >= ENOUGH
    assert found.recall >= LEAST, found.missed
    assert found.precision >= LEAST, found.extra


@pytest.mark.parametrize("kind", scoring.HELD)
@pytest.mark.parametrize("name", facts.names())
def test_each_file(scores, name, kind):
    found = scores[name][kind]
    if found.expected < ENOUGH:
        pytest.skip(f"{found.expected}")
    assert found.recall >= LEAST, found.missed
    assert found.precision >= LEAST, found.extra


def test_every_source_has_its_expectation():
    assert {facts.load(name)["source"] for name in facts.names()} == {
        path.name for path in DATA.glob("*.txt")
    }
