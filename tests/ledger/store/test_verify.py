"""Verification from the rows up: a sound record passes whole, and what is lawfully gone is said to be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ledger.store import town
from ledger.store.attacks import attack
from ledger.store.leaves import add
from yifa.ledger.store import sequencer, verify
from yifa.ledger.store.models import Entry
from yifa.matters.models import Act
from yifa.registers.scope import WORKER, scope

Populate = Callable[[str, Callable[[], object]], str]


def look(**options: object) -> verify.Report:
    return verify.verify(lambda: scope(WORKER), **options)  # type: ignore[arg-type]


@pytest.mark.requirement("RQ093")
def test_a_sound_record_passes_and_every_kind_of_leaf_was_looked_at(populated_db: Populate) -> None:
    populated_db("proved", town.build)
    report = look(jobs=0)
    assert report.damages == []
    assert set(report.counts) == {
        "act", "approval", "exhibit", "file", "paper", "party", "disclosure", "withdrawal", "refusal", "register",
    }  # fmt: skip
    assert report.size == Entry.objects.count() == sum(report.counts.values())
    assert report.waiting == 0


def test_processes_side_by_side_find_the_same(
    populated_db: Populate, monkeypatch: pytest.MonkeyPatch
) -> None:
    populated_db("proved", town.build)
    monkeypatch.setattr(verify, "STRETCH", 50)
    told: list[tuple[int, int]] = []
    report = look(jobs=2, progress=lambda done, of: told.append((done, of)))
    assert report.ok and report.size == told[-1][0] == told[-1][1]
    assert len(told) == -(-report.size // 50)


def test_daily_verification_begins_at_a_checkpoint_before_the_day(populated_db: Populate) -> None:
    populated_db("proved", town.build)
    before = look(jobs=0).size
    since = datetime.now(UTC)
    add(3, "unknown")
    sequencer.catch_up()
    report = look(jobs=0, since=since)
    assert report.first <= before and report.first % 256 == 0
    assert [d.problem[:8] for d in report.damages] == ["不认识的日志项种"] * 3


def test_what_was_lawfully_erased_reads_as_erased_and_is_no_damage(populated_db: Populate) -> None:
    populated_db("erased", town.build_erased)
    report = look(jobs=0)
    assert report.damages == []
    (said,) = report.erased
    with scope(WORKER):
        assert said.object_id == str(Act.objects.get(kind="record_questioning").pk)
        assert str(Act.objects.get(kind="erase_body").pk) in said.problem
    assert "依法删除" in said.problem


def test_content_removed_in_the_name_of_an_act_that_does_not_order_it_is_damage(
    populated_db: Populate,
) -> None:
    populated_db("erased", town.build_erased)
    with scope(WORKER):
        eraser, target = Act.objects.get(kind="erase_body"), Act.objects.get(kind="check_clue")
    attack(
        "UPDATE matters_actbody SET body = NULL, erased_by_id = %s WHERE act_id = %s", eraser.pk, target.pk
    )
    assert [d.object_id for d in look(jobs=0).damages] == [str(target.pk)]
