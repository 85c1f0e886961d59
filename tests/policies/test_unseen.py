"""Papers of the genre that the parser was not written with, against what a reader finds in them (`unseen/README.md`).

`pytest tests/policies/test_unseen.py -s` prints the table with every miss and every extra value.
"""

from __future__ import annotations

import pytest

from policies import facts, files, scoring
from yifa.policies import parse
from yifa.policies.document import Reading

LEAST = 0.95
NAMES = facts.names(facts.UNSEEN)
MAKERS = {"txt": str.encode, "docx": files.docx, "html": files.html, "pdf": files.pdf}


def text_of(name: str) -> str:
    return (facts.UNSEEN / f"{name}.txt").read_text("utf-8")


def read_as(name: str, kind: str) -> Reading:
    return parse.parse_file(MAKERS[kind](text_of(name)), f"{name}.{kind}")


@pytest.fixture(scope="module")
def scores() -> dict[str, scoring.Score]:
    found = {}
    for name in NAMES:
        file = facts.load(name, facts.UNSEEN)
        found[name] = scoring.score(file, read_as(name, file.get("as", "txt")))
    print("\n" + scoring.table(found))
    return found


@pytest.mark.parametrize("kind", scoring.HELD)
def test_the_unseen_papers_together(scores: dict[str, scoring.Score], kind: str) -> None:
    found = scoring.together(scores.values())[kind]
    assert found.expected >= 60
    assert found.recall >= LEAST, found.missed
    assert found.precision >= LEAST, found.extra
