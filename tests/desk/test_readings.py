"""Retrieval of case material by supervision is on record and in the log; working on a case is not retrieval."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from support import world
from support.looking import tell
from support.walk import Walk

from desk.city import City
from yifa.ledger.store import sequencer, verify
from yifa.ledger.store.models import Entry, PendingLeaf
from yifa.matters import files
from yifa.matters.models import Exhibit, Matter, Paper, Reading
from yifa.registers.change import change
from yifa.registers.models import Account
from yifa.registers.scope import IMPORTER, WORKER, scope

PHOTO = b"\xff\xd8 a photograph"


@pytest.fixture
def supervisor(city: City) -> Client:
    """Somebody of the justice bureau's kind: sees every agency's cases, works on none."""
    officer = world.officer(city.other, "supervisor", "supervisor", "监督员")
    with scope(IMPORTER):
        values = {"username": "watch", "password": "Yunzhou-2026-desk", "officer": officer}
        account = change(IMPORTER, Account, None, values, "测试账号")
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def case(city: City) -> Matter:
    """A filed case with a photograph and its papers made."""
    world.benchmarks()
    walk = Walk(city.office, city.firm).until("record_questioning")
    with scope(city.office.actor("handler")):
        photo = files.store(
            PHOTO, name="p.jpg", media_type="image/jpeg", agency_id=str(city.office.agency.pk)
        )
    rows = walk.evidence()["exhibits"]
    rows[0]["file"] = str(photo.pk)
    walk.do("add_evidence", {"exhibits": rows})
    walk.run_effects()
    sequencer.catch_up()
    with scope(WORKER):
        return Matter.objects.get()


def addresses(case: Matter) -> list[str]:
    with scope(WORKER):
        paper = Paper.objects.filter(state="ready").first()
        photo = Exhibit.objects.exclude(file=None).get().file
        act = case.acts.first()
    assert paper is not None and photo is not None and act is not None
    return [
        reverse("desk:paper", args=[paper.pk]),
        reverse("desk:file", args=[photo.pk]),
        reverse("desk:case-file", args=[case.pk]),
        reverse("desk:matter-proof", args=[case.pk]),
        reverse("desk:act-proof", args=[act.pk]),
        f"/api/v1/papers/{paper.pk}/file",
        f"/api/v1/acts/{act.pk}/proof",
    ]


@pytest.mark.requirement("RQ098")
def test_whatever_supervision_takes_to_read_is_on_record_and_in_the_log(
    case: Matter, supervisor: Client
) -> None:
    asked = addresses(case)
    for address in asked:
        assert supervisor.get(address).status_code == 403, address
    tell(Account.objects.get(username="watch").officer_id, case.pk)
    for address in asked:
        assert supervisor.get(address).status_code == 200, address
    with scope(WORKER):
        rows = list(Reading.objects.order_by("recorded_at"))
    assert [row.what for row in rows] == ["paper", "file", "case_file", "proof", "proof", "paper", "proof"]
    assert {(row.name, row.matter_id) for row in rows} == {("监督员", case.pk)}
    assert PendingLeaf.objects.filter(kind="reading").count() == len(asked)
    sequencer.catch_up()
    assert Entry.objects.filter(kind="reading").count() == len(asked)
    report = verify.verify(lambda: scope(WORKER), jobs=0)
    assert report.damages == [] and report.counts["reading"] == len(asked)


def test_working_on_a_case_leaves_no_retrieval_unless_the_case_has_a_secrecy_class(
    case: Matter, city: City
) -> None:
    handler = city.client("handler")
    for address in addresses(case):
        assert handler.get(address).status_code == 200, address
    with scope(WORKER):
        assert not Reading.objects.exists()
        Matter.objects.filter(pk=case.pk).update(secrecy="business")
    assert handler.get(addresses(case)[0]).status_code == 200
    with scope(WORKER):
        assert Reading.objects.get().secrecy == "business"


def test_a_retrieval_is_neither_changed_nor_removed(case: Matter, supervisor: Client) -> None:
    tell(Account.objects.get(username="watch").officer_id, case.pk)
    assert supervisor.get(addresses(case)[0]).status_code == 200
    for statement in ("UPDATE matters_reading SET name = 'x'", "DELETE FROM matters_reading"):
        with scope(WORKER), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
