"""Verification from the rows up: a sound record passes whole, and what is lawfully gone is said to be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ledger.store import town
from ledger.store.attacks import as_superuser, attack
from ledger.store.leaves import add
from yifa.ledger import bundle
from yifa.ledger.checking import check
from yifa.ledger.commit import commit, lines_of, open_body
from yifa.ledger.store import keeping, sequencer, verify
from yifa.ledger.store.models import Entry
from yifa.matters import effects, erasure, proofs
from yifa.matters.committed import ENVELOPE
from yifa.matters.models import Act, ActBody, Effect
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
        "act", "approval", "exhibit", "file", "paper", "party", "disclosure", "reading", "withdrawal",
        "refusal", "register", "look",
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


def _erased() -> ActBody:
    with scope(WORKER):
        return ActBody.objects.get(act__kind="record_questioning")


@pytest.mark.requirement("RQ093")
def test_every_changed_column_of_an_erased_act_is_named(populated_db: Populate) -> None:
    populated_db("erased", town.build_erased)
    target = _erased().act_id
    changes = {
        "kind": "'show_identity'",
        "occurred_to": "occurred_to - interval '1 day'",
        "occurred_from": "occurred_from - interval '1 microsecond'",
        "recorded_at": "recorded_at + interval '1 second'",
        "source_recorded_at": "recorded_at",
        "actors": "jsonb_set(actors, '{0}', '{}')",
        "findings": "findings || '[{}]'::jsonb",
        "stage_from": "stage_from || 'x'",
        "stage_to": "stage_to || 'x'",
        "corrects_id": "id",
        "secrecy": "'x'",
        "precision": "'x'",
        "commitment": "set_byte(commitment, 0, get_byte(commitment, 0) # 1)",
    }
    for column, value in changes.items():
        with as_superuser() as cursor:
            cursor.execute(
                f"SELECT {column}::text, pg_typeof({column})::text FROM matters_act WHERE id = %s", [target]
            )
            before, kind = cursor.fetchone()
        attack(f"UPDATE matters_act SET {column} = {value} WHERE id = %s", target)
        assert str(target) in [d.object_id for d in look(jobs=0).damages], column
        attack(f"UPDATE matters_act SET {column} = %s::{kind} WHERE id = %s", before, target)
    assert look(jobs=0).ok


@pytest.mark.requirement("RQ093")
def test_what_is_kept_of_an_erased_act_can_be_neither_lost_nor_replaced(populated_db: Populate) -> None:
    populated_db("erased", town.build_erased)
    row = _erased()
    own = bytes(row.head or b"")
    with scope(WORKER):
        other = bytes(ActBody.objects.get(act__kind="check_clue").body or b"")
    lines = own.split(b"\n")
    forged = [
        None,
        b"",
        b"x",
        b"\xff" * 60,
        b"\n".join(lines_of(other, ENVELOPE)),
        commit(open_body(own)).body,  # the same values under other salts
        b"\n".join(lines[:3]),
        b"\n".join([*lines, lines[-1]]),
        b"\n".join(reversed(lines)),
    ]
    for head in forged:
        attack("UPDATE matters_actbody SET head = %s WHERE act_id = %s", head, row.act_id)
        assert [d.object_id for d in look(jobs=0).damages] == [str(row.act_id)], head
    attack("UPDATE matters_actbody SET head = %s WHERE act_id = %s", own, row.act_id)
    assert look(jobs=0).ok


def test_lines_kept_beside_a_living_body_are_named(populated_db: Populate) -> None:
    populated_db("erased", town.build_erased)
    with scope(WORKER):
        row = ActBody.objects.get(act__kind="check_clue")
    head = b"\n".join(lines_of(bytes(row.body or b""), ENVELOPE))
    attack("UPDATE matters_actbody SET head = %s WHERE act_id = %s", head, row.act_id)
    assert [d.object_id for d in look(jobs=0).damages] == [str(row.act_id)]


def test_the_proof_of_an_erased_act_opens_what_is_kept(populated_db: Populate) -> None:
    populated_db("erased", town.build_erased)
    row = _erased()
    with scope(WORKER):
        whole = proofs.bundle_of("act", row.act_id)
        public = proofs.bundle_of("act", row.act_id, proofs.PUBLIC_ACT)
        matter = proofs.matter_bundle(Act.objects.get(pk=row.act_id).matter_id)
    assert whole is not None and public is not None
    lines = bytes(row.head or b"").decode().split("\n")
    assert whole["proofs"][0]["opened"] == lines
    assert public["proofs"][0]["opened"] == [lines[0], lines[3]]
    assert lines in [proof["opened"] for part in matter.bundles for proof in part["proofs"]]
    for made in (whole, public, *matter.bundles):
        assert check(bundle.encode(made), [keeping.verifier()]).result == "valid"


def test_a_body_that_is_not_what_the_log_holds_is_not_erased(populated_db: Populate) -> None:
    """Erasing it would remove the only trace of what was done to it."""
    populated_db("ordered", town.build_ordered)
    target = _erased().act_id
    flip = "set_byte(body, length(body) - 400, get_byte(body, length(body) - 400) # 1)"
    attack(f"UPDATE matters_actbody SET body = {flip} WHERE act_id = %s", target)
    with scope(WORKER):
        order = Act.objects.get(kind="erase_body")
        effects.run(str(order.pk))
        assert Effect.objects.get(act=order, name="erase").problem == erasure.DAMAGED
        assert ActBody.objects.get(act_id=target).body is not None
    assert str(target) in [d.object_id for d in look(jobs=0).damages]
