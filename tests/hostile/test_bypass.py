"""Ways around the desk: forged settings, guessed ids, counts, searches, exports, and what an error gives away."""

from __future__ import annotations

import json
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from support.looking import tell

from yifa.matters import models as m
from yifa.matters import queries
from yifa.registers.models import RegisterChange, Subject
from yifa.registers.scope import Actor, apply_scope, scope

from .test_privilege import api_addresses, desk_addresses, prepared
from .town import SECRET, Town

TABLES = (
    "matter", "party", "matterfact", "draft", "draftversion", "approval", "act", "actbody", "refusal", "clock",
    "clockevent", "exhibit", "paper", "effect", "alert", "storedfile", "filekey", "reading", "protectedread",
)  # fmt: skip
ADMINISTRATORS = ("system", "security", "audit")


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM matters_{table}")
        return int(cursor.fetchone()[0])


def classified(town: Town) -> str:
    """Our filed case, closed by its handler and head; with papers, evidence and drafts."""
    walk = town.walk("filed")
    prepared(town)
    walk.do("classify", {"secrecy": "state", "basis": "保密事项范围", "period": "十年", "reasons": "涉密"})
    return walk.matter_id


@pytest.mark.requirement("RQ187")
@pytest.mark.parametrize("key", ADMINISTRATORS)
def test_an_administrator_reads_nothing_of_any_case(real_town: Town, key: str) -> None:
    town = real_town
    matter, paper, file, act = prepared(town)
    client = town.client(key, raise_request_exception=False)
    for address in (*desk_addresses(town, matter, paper, file), *api_addresses(matter, paper, act)):
        answer = client.get(address)
        assert answer.status_code in (403, 404), (address, answer.status_code)
        assert SECRET not in answer.content.decode(errors="replace"), address
    for address in (
        "/desk/matters/", "/desk/alerts/", "/desk/subjects/?q=云州市", "/desk/statistics/", "/desk/statistics.csv",
        f"/desk/matters/{matter}/proof/", f"/desk/acts/{act}/proof/", "/api/v1/matters?text=云州市",
        f"/api/v1/matters/{matter}/what-if",
    ):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code in (403, 404), (address, answer.status_code)
    home = client.get("/desk/").content.decode()
    assert SECRET not in home
    actor = town.actor(key)
    assert (actor.scope, actor.agencies) == ("administration", (town.ours_id,))
    with scope(actor):
        assert {table: rows(table) for table in TABLES} == dict.fromkeys(TABLES, 0)
        assert not Subject.objects.exists()
        assert not RegisterChange.objects.filter(model="registers.Subject").exists()
        assert RegisterChange.objects.filter(model="registers.Agency").exists()  # its own work it can do


@pytest.mark.parametrize("key", ADMINISTRATORS)
def test_no_administrator_edits_the_audit_trail(real_town: Town, key: str) -> None:
    with scope(real_town.actor(key)):
        for table in ("matters_act", "matters_approval", "matters_reading", "matters_protectedread",
                      "matters_refusal", "registers_registerchange", "ledger_entry", "ledger_pendingleaf"):  # fmt: skip
            for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
                with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement)


def test_a_classified_case_cannot_be_reached_by_a_colleague(real_town: Town) -> None:
    """Pages, files, exports, API, lists, searches and counts, by its id and by what is known of it."""
    town = real_town
    row = town.one(m.Matter, pk=town.matter("filed"))
    matter = classified(town)
    paper = str(town.one(m.Paper, matter_id=matter, state="ready").pk)
    act = str(town.one(m.Act, matter_id=matter).pk)
    client = town.client("stranger", raise_request_exception=False)
    addresses = [
        f"/desk/matters/{matter}/", f"/desk/matters/{matter}/?tab=looks", f"/desk/matters/{matter}/file.pdf",
        f"/desk/matters/{matter}/proof/", f"/desk/acts/{act}/proof/", f"/desk/papers/{paper}.pdf",
        f"/desk/matters/{matter}/what-if/", f"/desk/matters/{matter}/act/decide/",
        *api_addresses(matter, paper, act),
    ]  # fmt: skip
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 404, (address, answer.status_code)
        there_is_none = client.get(address.replace(matter, str(uuid4())).replace(paper, str(uuid4())))
        assert there_is_none.status_code in (404, answer.status_code)
    body = {"kind": "review", "reason": "我想看"}
    told = client.post(f"/api/v1/matters/{matter}/looks", json.dumps(body), content_type="application/json")
    assert told.status_code == 403
    for address in ("/desk/matters/", f"/desk/matters/?q={row.number}", "/desk/matters/?q=云州市filed",
                    f"/desk/matters/?handler={town.ours.id_of('handler')}", "/desk/alerts/", "/desk/",
                    f"/api/v1/matters?text={row.number}", "/api/v1/matters?limit=50"):  # fmt: skip
        page = client.get(address).content.decode()
        assert matter not in page, address
        assert row.number not in page.replace(f'value="{row.number}"', ""), address
    stranger = town.actor("stranger")
    with scope(stranger):
        assert not m.Matter.objects.filter(pk=matter).exists()
        found = queries.matter_list(queries.MatterFilters(text=row.number)).rows
        assert matter not in [str(other.pk) for other in found]
        assert not m.ActBody.objects.filter(act__matter_id=matter).exists()
        assert not m.StoredFile.objects.filter(pk=str(town_file(town, matter))).exists()


def town_file(town: Town, matter: str) -> object:
    paper = town.one(m.Paper, matter_id=matter, state="ready")
    return paper.file_id


def test_forged_settings_of_an_agency_show_no_classified_case(real_town: Town) -> None:
    """Raw SQL as yifa_app with every setting forged but whose officer it is: what is not involved stays closed."""
    town = real_town
    matter = classified(town)
    everyone = ",".join(str(a) for a in (town.ours.agency.pk, town.theirs.agency.pk))
    stranger = town.ours.id_of("stranger")
    for kind in ("agency", "supervision", "administration", "public", "", "everything", "maintenance"):
        with transaction.atomic():
            apply_scope(Actor("public"))
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('yifa.scope', %s, true), set_config('yifa.agencies', %s, true),"
                    " set_config('yifa.officer', %s, true), set_config('yifa.clearance', 'ordinary', true)",
                    [kind, everyone, stranger],
                )
                for table, column in (("matters_matter", "id"), ("matters_act", "matter_id"),
                                      ("matters_party", "matter_id"), ("matters_paper", "matter_id"),
                                      ("matters_mattertext", "matter_id")):  # fmt: skip
                    cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} = %s", [matter])
                    assert cursor.fetchone()[0] == 0, (kind, table)


def test_guessed_ids_of_drafts_and_files_open_nothing(real_town: Town) -> None:
    """A colleague without a part is asked for a reason first, and the answer shows nothing."""
    town = real_town
    *_, file, _ = prepared(town)
    stranger = town.client("stranger", raise_request_exception=False)
    for address in (f"/desk/files/{file}/", f"/desk/approvals/{town.draft('submitted')}/",
                    f"/desk/matters/{town.matter('clue')}/"):  # fmt: skip
        answer = stranger.get(address)
        assert answer.status_code == 403, address
        assert SECRET not in answer.content.decode(), address
        assert "须写明理由" in answer.content.decode(), address


def test_a_reason_leads_nowhere_else(real_town: Town) -> None:
    """The form sends on to our own pages only, and takes no case that may not be seen."""
    town = real_town
    clue = town.matter("clue")
    client = town.client("stranger", raise_request_exception=False)
    form = {"what": "matter", "object_id": clue, "kind": "review", "reason": "核对"}
    for onward in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "\\\\x"):
        answer = client.post("/desk/reason/", form | {"next": onward})
        assert answer["Location"] == "/desk/", onward
    answer = client.post("/desk/reason/", form | {"next": f"/desk/matters/{clue}/"})
    assert answer["Location"] == f"/desk/matters/{clue}/"
    assert client.get(f"/desk/matters/{clue}/").status_code == 200
    kept = client.post("/desk/reason/", form | {"reason": "", "next": f"/desk/matters/{clue}/"})
    assert kept.status_code == 422
    assert f"/desk/matters/{clue}/" in kept.content.decode()
    theirs = town.client("handler", town.theirs, raise_request_exception=False)
    assert theirs.post("/desk/reason/", form).status_code == 403


def test_the_reader_of_a_number_is_on_record(real_town: Town) -> None:
    """A party's number and telephone are masked until a reason is given."""
    town = real_town
    party = town.one(Subject, name__startswith="云州市served")
    client = town.client("stranger", raise_request_exception=False)
    page = client.get(f"/desk/subjects/{party.pk}/").content.decode()
    assert party.phone not in page
    assert client.get(f"/desk/subjects/{party.pk}/?whole").status_code == 403
    assert client.get(f"/desk/subjects/{party.pk}/edit/").status_code == 403
    tell(town.actor("stranger"), party.pk, "subject")
    assert party.phone in client.get(f"/desk/subjects/{party.pk}/").content.decode()
    assert town.one(m.ProtectedRead, what="subject").name == "非承办人"


def test_two_grants_at_once_cannot_pass_each_other(fresh_db: str, connect_as) -> None:
    """One person made system and audit administrator in two transactions at the same moment."""
    from registers import make

    where = make.region()
    who = make.officer("甲", make.agency(1, where))
    insert = (
        "INSERT INTO registers_rolegrant (id, valid_from, officer_id, role, agency_id)"
        " VALUES (gen_random_uuid(), '2026-01-01', %s, %s, %s)"
    )
    one, two = connect_as("app"), connect_as("app")
    two.execute("SET lock_timeout = '200ms'")
    with one.transaction():
        one.execute(insert, [who.pk, "system_admin", who.agency_id])
        with pytest.raises(psycopg.errors.LockNotAvailable):  # it waits for the first
            two.execute(insert, [who.pk, "audit_admin", who.agency_id])
    with pytest.raises(psycopg.errors.ExclusionViolation):
        two.execute(insert, [who.pk, "audit_admin", who.agency_id])
