"""What gates see of a party's history once two of its entries are one subject."""

from __future__ import annotations

from typing import Any

from support import world
from support.walk import Walk

from yifa.matters import picture
from yifa.registers import merging
from yifa.registers.models import Subject
from yifa.registers.scope import IMPORTER, scope


def _told(walk: Walk, *subjects: Subject, matter: str | None = None) -> list[tuple[str, str]]:
    """(matter, subject) of the history that a matter about these subjects would be judged by."""
    with scope(walk.office.actor("handler")):
        raw: dict[str, Any] = picture.fetch(
            matter, str(walk.office.agency.pk), subject_ids=[str(s.pk) for s in subjects]
        )
    return [(h["id"], h["subject"]) for h in raw["history"] or ()]


def test_what_was_done_under_one_entry_is_told_of_the_other(walk: Walk) -> None:
    walk.do("register_clue", walk.clue())
    known, other, third = walk.subject, world.firm("别名公司", "20000009"), world.firm("再一个", "20000010")
    assert _told(walk, known) == [(walk.matter_id, str(known.pk))]
    assert _told(walk, other) == []
    with scope(IMPORTER):
        merging.merge(IMPORTER, other.pk, known.pk, "同一企业")
        merging.merge(IMPORTER, third.pk, other.pk, "又是同一企业")
    for asked in (known, other, third):
        assert _told(walk, asked) == [(walk.matter_id, str(asked.pk))]
    assert _told(walk, known, matter=walk.matter_id) == []  # the matter itself is no history


def test_entries_asked_for_together_count_a_matter_once(walk: Walk) -> None:
    walk.do("register_clue", walk.clue())
    other = world.firm("别名公司", "20000009")
    with scope(IMPORTER):
        merging.merge(IMPORTER, other.pk, walk.subject.pk, "同一企业")
    told = _told(walk, walk.subject, other)
    assert [m for m, _ in told] == [walk.matter_id]


def test_a_split_takes_the_history_apart_again(walk: Walk) -> None:
    walk.do("register_clue", walk.clue())
    other = world.firm("别名公司", "20000009")
    with scope(IMPORTER):
        merging.merge(IMPORTER, other.pk, walk.subject.pk, "同一企业")
        merging.split(IMPORTER, walk.subject.pk, "并非同一企业")
    assert _told(walk, other) == []
    assert len(_told(walk, walk.subject)) == 1
