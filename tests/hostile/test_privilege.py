"""Ways for an officer of one agency to reach another agency's case. None works, and none says that it is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.db import DatabaseError, connection, transaction
from django.test import Client
from support.looking import tell
from support.walk import day

from yifa.ledger.store.models import PendingLeaf
from yifa.matters import drafting, effects, queries, service
from yifa.matters import models as m
from yifa.matters.request import Ask
from yifa.registers.models import Account
from yifa.registers.scope import IMPORTER, Actor, scope

from .town import SECRET, Town, nothing_written

# Pages of cases are not for administrators at all; to others of another agency they are simply not there.
SHUT = {"system": 403}
OPINION = {"_do": "approve", "_version": "1", "opinion": "同意"}


def desk_addresses(town: Town, matter: str, paper: str, file: str) -> list[str]:
    """Every address of the desk that shows something of a matter."""
    tabs = ("overview", "evidence", "papers", "approvals", "service", "file", "timeline")
    return [
        *(f"/desk/matters/{matter}/?tab={tab}" for tab in tabs),
        f"/desk/matters/{matter}/file.pdf",
        f"/desk/matters/{matter}/act/check_clue/",
        f"/desk/matters/{matter}/act/decide/",
        f"/desk/papers/{paper}.pdf", f"/desk/papers/{paper}.pdf?download", f"/desk/files/{file}/",
        f"/desk/drafts/{town.draft('open')}/", f"/desk/drafts/{town.draft('submitted')}/",
        f"/desk/approvals/{town.draft('submitted')}/", f"/desk/approvals/{town.draft('open')}/",
        f"/desk/approvals/{town.draft('submitted')}/papers/refusal_approval.pdf",
    ]  # fmt: skip


def api_addresses(matter: str, paper: str, act: str) -> list[str]:
    return [
        f"/api/v1/matters/{matter}", f"/api/v1/matters/{matter}/acts", f"/api/v1/matters/{matter}/clocks",
        f"/api/v1/matters/{matter}/papers", f"/api/v1/acts/{act}", f"/api/v1/papers/{paper}",
        f"/api/v1/papers/{paper}/file",
    ]  # fmt: skip


def intruders(town: Town) -> Iterator[tuple[str, Client]]:
    for key in ("handler", "agency_head", "system"):
        yield key, town.client(key, town.theirs, raise_request_exception=False)


def prepared(town: Town) -> tuple[str, str, str, str]:
    """Matter, paper, file and act of ours, all of which can be read by our own people."""
    walk = town.walk("filed")
    walk.run_effects()
    paper = str(town.one(m.Paper, matter_id=walk.matter_id, state="ready").pk)
    act = str(town.one(m.Act, matter_id=walk.matter_id).pk)
    return walk.matter_id, paper, town.evidence(), act


def revealing(town: Town, page: str, matter: str) -> bool:
    number = town.one(m.Matter, pk=matter).number
    return SECRET in page or number in page or "立案审批表" in page


def test_no_address_opens_and_none_differs_from_one_that_is_not_there(real_town: Town) -> None:
    town = real_town
    matter, paper, file, act = prepared(town)
    ours = town.client("unit_head")
    tell(town.actor("unit_head"), file, "file")  # the handler's own upload, part of no case yet
    addresses = desk_addresses(town, matter, paper, file) + api_addresses(matter, paper, act)
    assert len(addresses) > 20
    for address in addresses:
        if "drafts" not in address and "act/" not in address and town.draft("open") not in address:
            assert ours.get(address).status_code == 200, address  # it is really there
    nowhere = {
        one: str(uuid4()) for one in (matter, paper, file, act, town.draft("open"), town.draft("submitted"))
    }
    with nothing_written():
        for key, client in intruders(town):
            for address in addresses:
                response = client.get(address)
                page = response.content.decode(errors="replace")
                shut = SHUT.get(key, 404)
                assert response.status_code == shut, (key, address, response.status_code)
                assert not revealing(town, page, matter), (key, address)
                empty = address
                for there, not_there in nowhere.items():
                    empty = empty.replace(there, not_there)
                if key == "handler":  # no difference from what is not there at all
                    assert client.get(empty).status_code == 404
                elif address.startswith(
                    "/api/"
                ):  # nor for those who are refused before anything is looked for
                    assert client.get(empty).status_code == shut, (key, empty)


def test_lists_and_searches_find_nothing_of_others(real_town: Town) -> None:
    town = real_town
    matter, *_ = prepared(town)
    row = town.one(m.Matter, pk=matter)
    handler = town.ours.id_of("handler")
    asked = [
        "/desk/", "/desk/inbox/", "/desk/handled/", "/desk/news/", "/desk/alerts/", "/desk/matters/",
        f"/desk/matters/?q={row.number}", "/desk/matters/?q=云州市filed", f"/desk/matters/?handler={handler}",
        f"/desk/matters/?agency={town.ours_id}", "/desk/matters/?state=open&mine=1",
        "/desk/matters/?stage=investigating",
        f"/desk/matters/?agency={town.ours_id}&handler={handler}&q=%25", "/api/v1/matters",
        f"/api/v1/matters?agency={town.ours_id}", f"/api/v1/matters?handler={handler}",
        f"/api/v1/matters?text={row.number}", "/api/v1/matters?limit=50&state=open",
    ]  # fmt: skip
    for key, client in intruders(town):
        for address in asked:
            response = client.get(address)
            text = response.content.decode()
            if response["Content-Type"].startswith("application/json"):
                text = json.dumps(json.loads(text), ensure_ascii=False)
            home = address == "/desk/" or key not in SHUT
            assert response.status_code == (200 if home else 403), (key, address)
            found = text.replace(f'value="{row.number}"', "").replace('value="云州市filed"', "")
            assert str(matter) not in found and SECRET not in found, (key, address)
            assert row.number not in found.replace(f"q={row.number}", ""), (key, address)
    party = str(town.one(m.Party, matter_id=matter).subject_id)
    page = town.client("handler", town.theirs).get(f"/desk/subjects/{party}/").content.decode()
    assert str(matter) not in page and row.number not in page  # the register is shared, the cases are not


def test_forms_of_others_take_nothing(real_town: Town) -> None:
    """Posted to directly, with hidden fields forged, and through one's own forms with others' ids inside."""
    town = real_town
    matter, paper, file, act = prepared(town)
    clue = {"source": "inspection", "received_on": day(-1), "cause": "占道", "summary": "巡查发现"}
    times = {"_occurred": f"{day(-1)}T10:00", "_do": "submit"}
    forged: list[dict[str, Any]] = [
        {"_draft": town.draft("open")}, {"_draft": town.draft("submitted")}, {"_draft": act}, {"_draft": matter},
    ]  # fmt: skip
    watched = (m.Draft, m.Act, m.Approval, m.Matter, m.Paper)

    def theirs_to_see() -> list[tuple[str, ...]]:
        with scope(IMPORTER):
            return [
                (t.__name__, *map(str, row.values()))
                for t in watched
                for row in t.objects.filter(agency_id=town.ours_id).order_by("pk").values()
            ]

    before = theirs_to_see()
    for key, client in intruders(town):
        for kind in ("check_clue", "file", "correct") if key == "handler" else ("archive",):
            for button in ("submit", "save", "check", "drop"):
                response = client.post(f"/desk/matters/{matter}/act/{kind}/", clue | times | {"_do": button})
                assert response.status_code == SHUT.get(key, 404), (key, kind, button)
        for change in forged:
            response = client.post(
                "/desk/new/penalty.ordinary/register_clue/", clue | times | {"_count": "0"} | change
            )
            page = response.content.decode()
            assert response.status_code in (302, 403, 409, 422), (key, change, response.status_code)
            assert SECRET not in page
        for draft in ("open", "submitted"):
            for what in ("approve", "return"):
                address = f"/desk/approvals/{town.draft(draft)}/"
                asked = client.post(address, OPINION | {"_do": what})
                assert asked.status_code == SHUT.get(key, 404), (key, draft)
            dropped = client.post(f"/desk/drafts/{town.draft(draft)}/", times | {"_do": "drop"})
            assert dropped.status_code == SHUT.get(key, 404)
    handler = town.client("handler", town.theirs, raise_request_exception=False)
    response = handler.post(
        "/desk/new/penalty.ordinary/register_clue/",
        clue | times | {"_co": [town.ours.id_of("handler")], "agency_id": town.ours_id, "matter_id": matter},
    )
    assert response.status_code in (302, 409, 422) and SECRET not in response.content.decode()
    assert theirs_to_see() == before


def test_the_api_takes_nothing_for_others(real_town: Town) -> None:
    town = real_town
    matter, paper, file, act = prepared(town)
    client = town.client("handler", town.theirs, raise_request_exception=False)
    check = town.walk("clue").check()
    exhibit = {"kind": "document", "title": "书证", "source": "本机关", "collected_on": day(-1), "file": file}
    own = str(town.one(m.Matter, agency_id=town.theirs.agency.pk).pk)
    asks = [
        {"matter": matter, "kind": "check_clue", "payload": check},
        {"matter": matter, "kind": "correct", "payload": {"target": act, "void": True, "reasons": "错"}},
        {"matter": own, "kind": "add_evidence", "payload": {"exhibits": [exhibit]}},
        {"matter": own, "kind": "check_clue", "payload": check, "corrects": act},
        {"matter": own, "kind": "check_clue", "payload": check, "co_handlers": [town.ours.id_of("handler")]},
        {"matter": own, "kind": "correct", "payload": {"target": act, "void": True, "reasons": "错"}},
        {"matter": own, "kind": "assign_handlers", "payload": {
            "handlers": [town.ours.id_of("handler"), town.ours.id_of("handler2")], "reasons": "变更"}},
        {"matter": own, "procedure": "penalty.summary", "kind": "decide_on_spot", "payload": {}},
    ]  # fmt: skip
    with nothing_written(m.Refusal, PendingLeaf):
        for ask in asks:
            for address in ("/api/v1/acts/dry-run", "/api/v1/acts"):
                response = client.post(address, json.dumps(ask), content_type="application/json")
                text = json.dumps(json.loads(response.content), ensure_ascii=False)
                assert SECRET not in text and not revealing(town, text, matter), ask
                if address.endswith("dry-run"):
                    assert json.loads(response.content)["would_stand"] is False, ask
                else:
                    assert response.status_code in (409, 422), (ask, response.status_code, text)


def test_below_the_screens_the_database_itself_shows_nothing(real_town: Town) -> None:
    """The same attempts on the functions behind the pages, and in SQL with settings an application could forge."""
    town = real_town
    matter, paper, file, act = prepared(town)
    intruder = town.actor("handler", town.theirs)
    with scope(intruder):
        assert queries.find_matter(matter) is None
        assert (
            not m.Matter.objects.filter(pk=matter).exists()
            and not m.Act.objects.filter(matter_id=matter).exists()
        )
        assert not m.ActBody.objects.filter(act_id=act).exists()
        assert (
            not m.StoredFile.objects.filter(pk=file).exists()
            and not m.FileKey.objects.filter(file_id=file).exists()
        )
        assert effects.run(act) == 0
        assert drafting.submit(intruder, town.draft("open")).errors
        assert service.record(Ask(actor=intruder, kind="check_clue", payload={}, matter_id=matter)).errors
        head = town.actor("unit_head", town.theirs)
        assert "没有找到" in drafting.approve(head, town.draft("submitted"), "同意").errors[""]
        with connection.cursor() as cursor:
            for name in ("matter", "actbody", "draftversion", "filekey", "paper", "approval"):
                table = f"matters_{name}"
                cursor.execute(f"SELECT count(*) FROM {table} WHERE agency_id = %s", [town.ours_id])
                assert cursor.fetchone()[0] == 0, table
                try:
                    with transaction.atomic():
                        cursor.execute(f"UPDATE {table} SET agency_id = agency_id")
                        assert cursor.rowcount <= 12, table
                except DatabaseError:
                    continue
    forged = Actor(
        "agency", officer_id=intruder.officer_id, agency_id=town.ours_id, agencies=intruder.agencies
    )
    with scope(forged):
        row = Ask(
            actor=forged, kind="register_clue", payload=town.walk().clue(), procedure="penalty.ordinary",
            agency_id=town.ours_id,
        )  # fmt: skip
        assert not service.dry_run(row).ok


def test_own_drafts_cannot_be_turned_into_something_else(real_town: Town) -> None:
    """The id of one's own draft, posted to the form of another matter or another act."""
    town = real_town
    client = town.client("handler", raise_request_exception=False)
    with nothing_written():
        for address in (
            f"/desk/matters/{town.matter('filed')}/act/check_clue/",
            f"/desk/matters/{town.matter('clue')}/act/refuse_filing/",
            "/desk/new/penalty.ordinary/register_clue/",
        ):
            response = client.post(address, {"_draft": town.draft("open"), "_do": "save", "result": "改"})
            assert response.status_code == 409, (address, response.status_code)
            assert "属于另一事项" in response.content.decode()
        stranger = town.client("stranger")
        answer = stranger.post(f"/desk/drafts/{town.draft('open')}/", {"_do": "save"})
        assert answer.status_code in (302, 409) and SECRET not in answer.content.decode()


def test_supervisors_read_but_do_nothing(real_town: Town) -> None:
    """The justice bureau's view of a case ends at looking."""
    town = real_town
    matter, *_ = prepared(town)
    client = town.client("supervisor", raise_request_exception=False)
    asked = client.get(f"/desk/matters/{matter}/")
    assert asked.status_code == 403 and SECRET not in asked.content.decode()
    tell(town.actor("supervisor"), matter)
    assert client.get(f"/desk/matters/{matter}/").status_code == 200
    with nothing_written():
        for kind in ("show_identity", "assign_handlers", "decide"):
            for button in ("submit", "save"):
                response = client.post(
                    f"/desk/matters/{matter}/act/{kind}/",
                    {"_do": button, "_occurred": f"{day()}T00:01", "_count": "3"},
                )
                assert 400 <= response.status_code < 500, (kind, button, response.status_code)
        response = client.post(f"/desk/approvals/{town.draft('submitted')}/", OPINION)
        assert 400 <= response.status_code < 500
        clue = {"procedure": "penalty.ordinary", "kind": "register_clue", "payload": town.walk().clue()}
        for ask in (clue, {"matter": matter, "kind": "show_identity", "payload": town.walk().identity()}):
            response = client.post("/api/v1/acts", json.dumps(ask), content_type="application/json")
            assert response.status_code == 422 and "只能查看" in json.loads(response.content)["message"]


def test_accounts_that_stand_for_nobody_see_nothing(real_town: Town) -> None:
    """Left, switched off, never linked, logged out."""
    town = real_town
    matter, paper, file, act = prepared(town)
    left = town.client("left", raise_request_exception=False)
    with scope(IMPORTER):
        Account.objects.filter(officer=town.ours.people["stranger"]).update(is_active=False)
    off = Client(raise_request_exception=False)
    off.force_login(Account.objects.get(officer=town.ours.people["stranger"]))
    for client in (left, off, Client(raise_request_exception=False)):
        for address in desk_addresses(town, matter, paper, file):
            response = client.get(address)
            assert response.status_code in (302, 403) and SECRET not in response.content.decode(), address
        for address in api_addresses(matter, paper, act):
            assert client.get(address).status_code == 401, address


def test_the_code_on_a_paper_tells_how_far_a_case_is_and_no_names(real_town: Town) -> None:
    town = real_town
    row = town.one(m.Matter, pk=town.matter("filed"))
    public = Client(raise_request_exception=False)
    page = public.get(f"/c/{row.code}").content.decode()
    assert row.number in page and "立案" in page
    officers = {p.name for p in town.ours.people.values()}
    for secret in (SECRET, row.party_names, row.title, "周建国", "13900001234", *officers):
        assert secret not in page, secret
    code = row.code
    for wrong in (code[:-1], code[:16], code.swapcase(), f"{code}x", "%", "_" * 20, "' OR 1=1 --xxxxxxxxxxx"):
        answer = public.get(f"/c/{wrong}")
        assert answer.status_code == 404 and row.number not in answer.content.decode(), wrong
    listing = public.get("/decisions/?q=" + SECRET).content.decode()
    assert "云州市filed" not in listing and "云州市clue" not in listing
