"""Evidence of another agency's claim: read by who checks that claim, each reading in the unit's log; by nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.db import connection
from institutions.policy_task.test_through_engine import Ledger

if TYPE_CHECKING:
    from support.walk import Walk
    from support.world import Office

    from yifa.registers.scope import Actor


@dataclass
class Claimed:
    """A claim that names one of two files of the unit; the check of it at the justice bureau; a third agency."""

    ledger: Ledger
    check: Walk
    named: UUID
    other: UUID
    third: Office


def stored(office: Office, content: bytes, name: str) -> UUID:
    from yifa.matters import files
    from yifa.registers.scope import scope

    actor = office.actor("handler")
    with scope(actor):
        row = files.store(
            content,
            name=name,
            media_type="application/pdf",
            agency_id=actor.agency_id,
            officer_id=actor.officer_id,
        )
    return row.pk


@pytest.fixture
def claimed(db: None) -> Claimed:
    from support import world

    ledger = Ledger()
    third = world.office("云州市水务局", "water", "云水", "10000003")
    ledger.accept()
    named, other = stored(ledger.urban, b"named", "总结.pdf"), stored(ledger.urban, b"other", "底稿.pdf")
    ledger.task.do(
        "report_progress",
        {"percent": 90, "done": "已培训", "evidence": [{"title": "底稿", "number": "1", "file": str(other)}]},
    )
    ledger.task.do(
        "claim",
        {
            "done_on": ledger.day(),
            "result": "完成",
            "evidence": [{"title": "总结", "number": "1", "file": str(named)}],
        },
    )
    return Claimed(ledger, ledger.answer(), named, other, third)


def read_by(actor: Actor, check_id: str, file_id: UUID) -> Any:
    """What the checker's page does: the bytes, with the reading noted; None where nothing is told."""
    from yifa.matters import evidence, files
    from yifa.matters.models import Matter
    from yifa.registers.scope import scope

    with scope(actor):
        check = Matter.objects.filter(pk=check_id).first()
        found = evidence.named_in(check or Matter(pk=check_id), str(file_id))
        if found is None:
            return None
        evidence.note(actor, found)
        return files.opened(found.file, found.key)


def test_the_checker_reads_what_the_claim_names_and_the_unit_sees_who_did(claimed: Claimed) -> None:
    from yifa.matters.models import Reading
    from yifa.registers.scope import scope

    checker = claimed.ledger.justice.actor("legal_reviewer")
    assert read_by(checker, claimed.check.matter_id, claimed.named) == b"named"
    with scope(claimed.ledger.urban.actor("unit_head")):
        noted = Reading.objects.get(object_id=claimed.named)
        assert (str(noted.matter_id), noted.what) == (claimed.ledger.task.matter_id, "file")
        assert (noted.agency_id, str(noted.officer_id)) == (
            claimed.ledger.urban.agency.pk,
            checker.officer_id,
        )


def test_no_other_file_of_the_unit_is_told(claimed: Claimed) -> None:
    checker = claimed.ledger.justice.actor("legal_reviewer")
    assert read_by(checker, claimed.check.matter_id, claimed.other) is None
    assert read_by(checker, claimed.ledger.plan.matter_id, claimed.named) is None
    assert read_by(checker, claimed.ledger.task.matter_id, claimed.named) is None


def test_a_third_agency_is_told_nothing(claimed: Claimed) -> None:
    assert read_by(claimed.third.actor("legal_reviewer"), claimed.check.matter_id, claimed.named) is None


def test_it_is_read_after_the_check_as_well_and_not_once_it_is_destroyed(claimed: Claimed) -> None:
    from yifa.matters import evidence, files
    from yifa.matters.models import Matter
    from yifa.registers.scope import scope

    passed = {"checked_on": claimed.ledger.day(), "method": "书面", "opinion": "属实"}
    claimed.check.do("pass_claim", passed, by="legal_reviewer")
    checker = claimed.ledger.justice.actor("unit_head")
    assert read_by(checker, claimed.check.matter_id, claimed.named) == b"named"
    with scope(checker):
        found = evidence.named_in(Matter.objects.get(pk=claimed.check.matter_id), claimed.named)
    assert found is not None
    with pytest.raises(files.FileUnreadable), scope(checker):
        files.opened(found.file, None)


@pytest.mark.parametrize("whose", ["justice", "third"])
def test_row_level_security_shows_neither_file_nor_key_to_others(claimed: Claimed, whose: str) -> None:
    """By raw SQL, as the application's own role: the policies are no wider than they were."""
    from yifa.registers.scope import scope

    office = claimed.third if whose == "third" else claimed.ledger.justice
    with scope(office.actor("legal_reviewer")), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("yifa_app",)
        for table, column in (("matters_storedfile", "id"), ("matters_filekey", "file_id")):
            cursor.execute(
                f"SELECT count(*) FROM {table} WHERE {column} = ANY (%s)", [[claimed.named, claimed.other]]
            )
            assert cursor.fetchone() == (0,)
        cursor.execute("SELECT id FROM checked_evidence(%s, %s)", [claimed.check.matter_id, claimed.other])
        assert cursor.fetchall() == []
        cursor.execute("SELECT id FROM checked_evidence(%s, %s)", [claimed.check.matter_id, claimed.named])
        assert cursor.fetchall() == ([(claimed.named,)] if whose == "justice" else [])


def test_nobody_leaves_another_reading_in_the_units_log(claimed: Claimed) -> None:
    from django.db import DatabaseError, transaction

    from yifa.matters import readings
    from yifa.registers.scope import scope

    unit = str(claimed.ledger.urban.agency.pk)
    task = UUID(claimed.ledger.task.matter_id)
    for office, file_id in ((claimed.third, claimed.named), (claimed.ledger.justice, claimed.other)):
        actor = office.actor("legal_reviewer")
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), scope(actor):
            readings.write(actor, unit, "ordinary", task, "file", file_id)


def test_a_forged_check_opens_nothing(claimed: Claimed) -> None:
    """Who writes a check of their own upon another's task is not the agency that the task answers to."""
    from yifa.matters.models import Matter
    from yifa.registers.scope import scope

    actor = claimed.third.actor("legal_reviewer")
    with scope(actor), connection.cursor() as cursor:
        own = Matter.objects.filter(agency_id=actor.agency_id).count()
        cursor.execute(
            "SELECT id FROM checked_evidence(%s, %s)", [claimed.ledger.task.matter_id, claimed.named]
        )
        assert cursor.fetchall() == [] and own == 0


def test_the_desk_hands_it_to_the_checker_from_the_page_of_the_check(claimed: Claimed, client: Any) -> None:
    from yifa.registers.change import change_many
    from yifa.registers.models import Account
    from yifa.registers.scope import IMPORTER, scope

    justice, third = claimed.ledger.justice, claimed.third
    with scope(IMPORTER):
        people = {"a": justice.people["legal_reviewer"], "b": third.people["legal_reviewer"]}
        rows = [{"username": n, "password": "Yunzhou-2026-desk", "officer": o} for n, o in people.items()]
        change_many(IMPORTER, Account, rows, "测试账号")
    client.force_login(Account.objects.get(username="a"))
    page = client.get(f"/desk/matters/{claimed.check.matter_id}/?tab=timeline").content.decode()
    assert f"/desk/files/{claimed.named}/" in page
    got = client.get(f"/desk/files/{claimed.named}/?in={claimed.check.matter_id}")
    assert (got.status_code, got.content) == (200, b"named")
    assert client.get(f"/desk/files/{claimed.other}/?in={claimed.check.matter_id}").status_code == 404
    assert client.get(f"/desk/files/{claimed.named}/").status_code == 404
    client.force_login(Account.objects.get(username="b"))
    assert client.get(f"/desk/files/{claimed.named}/?in={claimed.check.matter_id}").status_code == 404
