"""Twenty ways for people of one agency to reach a case of another. None opens anything, none tells that it is there.

Each is tried by a handler, a head and an administrator of one agency on cases of the other agency of the town.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from support.walk import day

from yifa.ledger.store import sequencer
from yifa.ledger.store.models import Entry, PendingLeaf
from yifa.matters import models as m
from yifa.registers.change import change
from yifa.registers.models import Officer
from yifa.registers.scope import IMPORTER, PUBLIC, WORKER, Actor, apply_scope, scope

from .town import SECRET, Town, nothing_written

INTRUDERS = ("handler", "agency_head", "system")
CLUE = {"source": "inspection", "received_on": day(-1), "cause": "占道", "summary": "巡查发现"}


def intruders(town: Town) -> Iterator[tuple[str, Client]]:
    for key in INTRUDERS:
        yield key, town.client(key, town.theirs, raise_request_exception=False)


def things(town: Town) -> dict[str, str]:
    """Ids of a case of ours and of what hangs on it."""
    matter = town.matter("filed")
    return {
        "matter": matter, "act": str(town.one(m.Act, matter_id=matter).pk), "file": town.evidence(),
        "paper": str(town.one(m.Paper, matter_id=matter).pk), "draft": town.draft("open"),
        "submitted": town.draft("submitted"),
    }  # fmt: skip


def marks(town: Town) -> tuple[str, ...]:
    """What only ours may read."""
    row = town.one(m.Matter, pk=town.matter("filed"))
    return SECRET, row.number, row.code, "周建国", "13900001234"


def text_of(answer: Any) -> str:
    """Headers, cookies and body."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode(errors="replace")
    if text and "json" in answer.get("Content-Type", ""):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return f"{answer.headers} {answer.cookies} {text}"


def closed(town: Town, answer: Any, said: str = "", *statuses: int) -> None:
    """Refused as if nothing were there, and silent."""
    where = (answer.request["REQUEST_METHOD"], answer.request["PATH_INFO"], answer.status_code)
    assert answer.status_code in (statuses or (403, 404)), where
    text = text_of(answer).replace(said, "") if said else text_of(answer)
    assert not [mark for mark in marks(town) if mark in text], where


PAGES = (
    "/desk/matters/{matter}/", "/desk/matters/{matter}/?tab=timeline", "/desk/matters/{matter}/what-if/",
    "/desk/matters/{matter}/file.pdf", "/desk/matters/{matter}/proof/", "/desk/acts/{act}/proof/",
    "/desk/matters/{matter}/act/check_clue/", "/desk/drafts/{draft}/", "/desk/approvals/{draft}/",
    "/desk/approvals/{submitted}/", "/desk/approvals/{submitted}/papers/refusal_approval.pdf",
    "/desk/papers/{paper}.pdf", "/desk/files/{file}/",
)  # fmt: skip
CALLS = (
    "/api/v1/matters/{matter}", "/api/v1/matters/{matter}/acts", "/api/v1/matters/{matter}/clocks",
    "/api/v1/matters/{matter}/papers", "/api/v1/matters/{matter}/what-if", "/api/v1/acts/{act}",
    "/api/v1/acts/{act}/proof", "/api/v1/papers/{paper}", "/api/v1/papers/{paper}/file",
)  # fmt: skip


@pytest.mark.requirement("RQ187")
@pytest.mark.parametrize("address", PAGES + CALLS)
def test_01_a_guessed_id(town: Town, address: str) -> None:
    found = things(town)
    for _, client in intruders(town):
        closed(town, client.get(address.format(**found)))


def test_02_the_agency_in_a_filter(town: Town) -> None:
    for page in ("/desk/statistics/", "/desk/statistics.csv", "/desk/figures/", "/desk/power-lists/"):
        for _, client in intruders(town):
            closed(town, client.get(f"{page}?agency={town.ours_id}&below=1"))
    handler = town.client("handler", town.theirs)
    for page in ("/desk/matters/", "/api/v1/matters"):
        answer = handler.get(f"{page}?agency={town.ours_id}")
        closed(town, answer, "", 200)
    assert json.loads(answer.content)["items"] == []


def test_03_a_cursor_that_was_tampered_with(town: Town) -> None:
    """Ours gives its cursor away; one is put together from what a case's row would say."""
    row = town.one(m.Matter, pk=town.matter("filed"))
    given = town.client("handler").get("/api/v1/matters?limit=1").json()["next"]
    assert given
    forged = [
        base64.urlsafe_b64encode(f"{way}|{moment.isoformat()}|{row.pk}".encode()).decode().rstrip("=")
        for way in "np"
        for moment in (row.opened_at, row.opened_at + timedelta(days=1), row.opened_at - timedelta(days=1))
    ]
    handler = town.client("handler", town.theirs, raise_request_exception=False)
    for cursor in (given, *forged, f"{given}'--", "../.."):
        for page in ("/api/v1/matters?cursor=", "/desk/matters/?at="):
            closed(town, handler.get(page + cursor), "", 200)


def test_04_the_id_of_a_draft(town: Town) -> None:
    found = things(town)
    with nothing_written():
        for _, client in intruders(town):
            for button in ("save", "submit", "drop", "check"):
                form = {"_do": button, "_draft": found["draft"], "result": "改", "_count": "0"}
                closed(town, client.post(f"/desk/drafts/{found['draft']}/", form))
            form = {"_do": "save", "_draft": found["draft"], **CLUE}
            answer = client.post("/desk/new/penalty.ordinary/register_clue/", form)
            closed(town, answer, "", 403, 409)
    assert town.one(m.Draft, pk=found["draft"]).payload["result"] == SECRET


def test_05_deciding_for_another_head(town: Town) -> None:
    with nothing_written():
        for _, client in intruders(town):
            for button in ("approve", "return", "delegate"):
                form = {
                    "_do": button,
                    "_version": "1",
                    "opinion": "同意",
                    "to": town.theirs.id_of("agency_head"),
                }
                closed(town, client.post(f"/desk/approvals/{town.draft('submitted')}/", form))
    assert town.one(m.Draft, pk=town.draft("submitted")).state == "submitted"


def test_06_files_and_papers_by_another_door(town: Town) -> None:
    """An id of one kind at the address of another, and a download instead of a look."""
    found = things(town)
    for _, client in intruders(town):
        for one in found.values():
            for page in (
                "/desk/files/{}/?download",
                "/desk/papers/{}.pdf?download",
                "/api/v1/papers/{}/file",
            ):
                closed(town, client.get(page.format(one)))


def test_07_what_can_be_taken_away(town: Town) -> None:
    found = things(town)
    for key, client in intruders(town):
        for page in (
            "/desk/matters/{matter}/file.pdf",
            "/desk/matters/{matter}/proof/",
            "/desk/acts/{act}/proof/",
        ):
            answer = client.get(page.format(**found))
            closed(town, answer)
            assert "attachment" not in answer.get("Content-Disposition", ""), key
    lines = text_of(town.client("agency_head", town.theirs).get("/desk/statistics.csv?below=1"))
    assert town.ours.agency.name not in lines
    assert town.theirs.agency.name in lines or lines.count("\n") <= 1


def test_08_the_words_of_a_case_in_a_search(town: Town) -> None:
    handler = town.client("handler", town.theirs)
    row = town.one(m.Matter, pk=town.matter("filed"))
    for word in (row.number, row.code, row.title, "周建国", "%", "_"):
        for page in ("/desk/matters/?q=", "/api/v1/matters?text="):
            answer = handler.get(page + word)
            assert str(row.pk) not in text_of(answer)
            closed(town, answer, word, 200)


def test_09_counts_do_not_move(town: Town) -> None:
    """What the first page and the menu count stays as it is when ours opens a case and asks for approval."""
    handler, head = (town.client(key, town.theirs) for key in ("handler", "agency_head"))
    pages = ("/desk/", "/desk/alerts/", "/desk/inbox/", "/desk/statistics/")

    def numbers() -> list[list[str]]:
        shown = [c.get(p) for c in (handler, head) for p in pages]
        return [re.findall(r">\s*(\d+)\s*<", a.content.decode()) for a in shown if a.status_code == 200]

    before = numbers()
    walk = town.walk()
    walk.do("register_clue", walk.clue())
    assert numbers() == before


def test_10_error_messages_name_nothing(town: Town) -> None:
    """Each refusal of the API, whatever is wrong with what was sent."""
    found = things(town)
    handler = town.client("handler", town.theirs, raise_request_exception=False)
    asked: list[dict[str, Any]] = [
        {"matter": found["matter"], "kind": "check_clue", "payload": {}},
        {"matter": found["matter"], "kind": "no_such_act", "payload": {}},
        {"matter": found["matter"], "kind": "decide", "payload": {"fine_fen": -1}, "expected_count": 0},
        {"matter": found["matter"], "kind": "check_clue", "payload": {}, "corrects": found["act"]},
        {"procedure": "penalty.ordinary", "kind": "register_clue", "payload": CLUE, "id": found["act"]},
    ]
    with nothing_written():
        for ask in asked:
            for page in ("/api/v1/acts", "/api/v1/acts/dry-run"):
                answer = handler.post(page, json.dumps(ask), content_type="application/json")
                closed(town, answer, "", 200, 404, 409, 422)
                assert "id" in ask or not answer.json().get("would_stand")


@pytest.mark.parametrize("address", PAGES + CALLS)
def test_11_there_and_not_there_are_one(town: Town, address: str) -> None:
    """Same status, same page but for the id that was asked for."""
    found = things(town)
    nothing = {key: str(uuid4()) for key in found}
    handler = town.client("handler", town.theirs, raise_request_exception=False)
    answers = []
    for ids in (found, nothing):
        answer = handler.get(address.format(**ids))
        page = re.sub(r'value="[\w-]{40,}"', "", answer.content.decode())
        for one in ids.values():
            page = page.replace(one, "·")
        answers.append((answer.status_code, page))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_12_headers_of_htmx(town: Town) -> None:
    found = things(town)
    headers = {"HX-Request": "true", "HX-Target": "main", "HX-Boosted": "true",
               "HX-Current-URL": f"http://testserver/desk/matters/{found['matter']}/"}  # fmt: skip
    for _, client in intruders(town):
        for page in PAGES:
            closed(town, client.get(page.format(**found), headers=headers))
    answer = Client().get(PAGES[0].format(**found), headers=headers)
    assert answer.status_code == 204 and answer["HX-Redirect"].startswith("/desk/login/")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Original-URL": "{page}"}, {"X-Rewrite-URL": "{page}"}, {"X-Forwarded-User": "云城-handler"},
        {"Remote-User": "云城-handler"}, {"Authorization": "Bearer 云城-handler"}, {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-Host": "evil.example"}, {"Referer": "http://testserver{page}"}, {"X-Agency": "{agency}"},
    ],
)  # fmt: skip
def test_13_headers_that_claim_something(town: Town, headers: dict[str, str]) -> None:
    page = f"/desk/matters/{town.matter('filed')}/"
    said = {
        k: v.format(page=page, agency=town.ours_id).encode().decode("latin-1") for k, v in headers.items()
    }
    handler = town.client("handler", town.theirs, raise_request_exception=False)
    closed(town, handler.get(page, headers=said))
    assert "/desk/login/" in Client().get(page, headers=said)["Location"]
    wrong_host = handler.get("/desk/", headers={"Host": "evil.example"})
    assert wrong_host.status_code == 400 and "evil.example" not in wrong_host.content.decode()


def test_14_another_method_than_the_one_sent(town: Town) -> None:
    found = things(town)
    with nothing_written():
        for _, client in intruders(town):
            for page in (*PAGES, *CALLS):
                url = page.format(**found)
                for method in ("HEAD", "POST", "PUT", "PATCH", "DELETE"):
                    answer = client.generic(method, url, headers={"X-HTTP-Method-Override": "GET"})
                    closed(town, answer, "", 403, 404, 405)
                closed(town, client.post(url, {"_method": "GET"}), "", 403, 404, 405)


def test_15_fields_that_no_form_has(town: Town) -> None:
    """Whose agency, whose case and who did it follow from who is logged in, never from what is sent."""
    found = things(town)
    handler = town.client("handler", town.theirs, raise_request_exception=False)
    extra = {
        "agency": town.ours_id, "agency_id": town.ours_id, "matter": found["matter"], "matter_id": found["matter"],
        "author": town.ours.id_of("handler"), "officer_id": town.ours.id_of("handler"), "scope": "worker", "node": "x",
        "secrecy": "ordinary", "involved": town.theirs.id_of("handler"),
    }  # fmt: skip
    form = {"_do": "save", "_draft": str(uuid4()), "_count": "0", **CLUE, **extra}
    handler.post("/desk/new/penalty.ordinary/register_clue/", form)
    with scope(IMPORTER):
        for draft in m.Draft.objects.filter(author_id=town.theirs.id_of("handler")):
            assert str(draft.agency_id) == str(town.theirs.agency.pk) and draft.matter_id is None
        assert not m.Draft.objects.filter(agency_id=town.ours_id, pk=form["_draft"]).exists()
    asked = {"procedure": "penalty.ordinary", "kind": "register_clue", "payload": CLUE, **extra}
    with nothing_written():
        answer = handler.post("/api/v1/acts", json.dumps(asked), content_type="application/json")
        closed(town, answer, "", 422)
    party = {
        "kind": "legal",
        "name": "某公司",
        "reason": "登记",
        **extra,
        "id": str(uuid4()),
        "valid_from": "1900-01-01",
    }
    closed(town, handler.post(reverse("desk:subject-new"), party), "", 302, 422)


@pytest.mark.requirement("RQ187")
def test_16_raw_sql_of_the_application(town: Town) -> None:
    """The application's own database user: with no scope, with another's, with nonsense."""
    tables = [
        t._meta.db_table
        for t in (m.Matter, m.Act, m.ActBody, m.Party, m.Draft, m.Paper, m.StoredFile, m.FileKey)
    ]
    intruder = town.actor("handler", town.theirs)
    with scope(intruder), connection.cursor() as cursor:
        for settings in (
            {}, {"yifa.scope": ""}, {"yifa.scope": "agency", "yifa.agencies": ""}, {"yifa.scope": "owner"},
            {"yifa.scope": "public", "yifa.agencies": town.ours_id},
            {"yifa.scope": "administration", "yifa.agencies": town.ours_id},
        ):  # fmt: skip
            apply_scope(intruder)
            for name, value in settings.items():
                cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
            for table in tables:
                cursor.execute(f"SELECT count(*) FROM {table} WHERE agency_id = %s", [town.ours_id])
                assert cursor.fetchone()[0] == 0, (table, settings)
        apply_scope(intruder)
        for statement in (
            "UPDATE matters_matter SET agency_id = %s WHERE agency_id = %s",
            "UPDATE matters_draft SET agency_id = %s WHERE agency_id = %s",
        ):
            cursor.execute(statement, [str(town.theirs.agency.pk), town.ours_id])
            assert cursor.rowcount == 0
        commands = ["SET row_security = off; SELECT 1 FROM matters_matter"]
        # On a server of somebody else's the tests log in as its administrator, who may become anybody.
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")
        if not cursor.fetchone()[0]:
            commands += ["SET ROLE yifa_owner", "SET ROLE yifa_facts"]
        for command in commands:
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(command)
                cursor.execute("SELECT count(*) FROM matters_matter WHERE agency_id = %s", [town.ours_id])
                assert cursor.fetchone()[0] == 0
                raise DatabaseError("nothing was shown")


def test_17_the_public_log_holds_no_words(town: Town) -> None:
    """Tiles are digests: neither names, numbers nor ids of a case are in them; others' proofs are not given out."""
    sequencer.catch_up()
    public = Client(raise_request_exception=False)
    assert Entry.objects.count() > 20
    for address in (
        "/ledger/",
        "/ledger/checkpoint",
        "/ledger/tile/0/000",
        "/ledger/tile/entries/000",
        "/ledger/key",
    ):
        answer = public.get(address)
        raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
        for mark in (*marks(town), *things(town).values()):
            assert mark.encode() not in raw, address
    closed(town, town.client("handler", town.theirs).get(f"/api/v1/acts/{things(town)['act']}/proof"))


def test_18_a_strangers_draft_in_ones_own_trial(town: Town) -> None:
    """裁量试算 of one's own case with the id of another agency's draft."""
    own = town.one(m.Matter, agency_id=town.theirs.agency.pk)
    handler = town.client("handler", town.theirs, raise_request_exception=False)
    for draft in (town.draft("open"), town.draft("submitted"), town.matter("filed")):
        answer = handler.get(f"/desk/matters/{own.pk}/what-if/?draft={draft}")
        closed(town, answer, draft, 200, 422)
    for field in ("violation_code", "tier", "circumstances"):
        closed(
            town,
            handler.get(f"/api/v1/matters/{own.pk}/what-if?{field}={town.matter('filed')}"),
            "",
            200,
            409,
            422,
        )


def test_19_the_history_of_a_party(town: Town) -> None:
    """The register is shared; the cases of a party and its telephone are not."""
    matter = town.one(m.Matter, pk=town.matter("filed"))
    party = str(town.one(m.Party, matter_id=matter.pk).subject_id)
    for key in ("handler", "legal_reviewer", "archivist"):
        page = text_of(town.client(key, town.theirs).get(f"/desk/subjects/{party}/"))
        for secret in (matter.number, str(matter.pk), matter.code, "13900001234"):
            assert secret not in page, key
        assert town.client(key, town.theirs).get(f"/desk/subjects/{party}/?whole").status_code == 403
    closed(town, town.client("system", town.theirs).get(f"/desk/subjects/{party}/"))


def test_20_the_session_of_somebody_dismissed(town: Town) -> None:
    """Logged in yesterday, out of service today: the session opens nothing any more."""
    client = town.client("unit_head", raise_request_exception=False)
    matter = town.matter("filed")
    assert client.get(f"/desk/matters/{matter}/").status_code == 200
    with scope(IMPORTER):
        yesterday = timezone.localdate() - timedelta(days=1)
        change(IMPORTER, Officer, town.ours.people["unit_head"].pk, {"valid_to": yesterday}, "辞退")
    found = things_of(town, matter)
    for page in PAGES:
        closed(town, client.get(page.format(**found)), "", 403)
    for call in CALLS:
        closed(town, client.get(call.format(**found)), "", 401)


def things_of(town: Town, matter: str) -> dict[str, str]:
    """As `things`, without storing a file: nobody is left to do it."""
    return {
        "matter": matter, "act": str(town.one(m.Act, matter_id=matter).pk), "file": str(uuid4()),
        "paper": str(town.one(m.Paper, matter_id=matter).pk), "draft": town.draft("open"),
        "submitted": town.draft("submitted"),
    }  # fmt: skip


def test_21_a_reason_for_what_is_not_ones_own(town: Town) -> None:
    found = things(town)
    with scope(WORKER):
        before = m.ProtectedRead.objects.count()
    for _, client in intruders(town):
        for what, one in (("matter", "matter"), ("draft", "draft"), ("file", "file"), ("matter", "act")):
            form = {
                "what": what,
                "object_id": found[one],
                "kind": "review",
                "reason": "案卷评查",
                "next": "/desk/",
            }
            closed(town, client.post("/desk/reason/", form))
        call = f"/api/v1/matters/{found['matter']}/looks"
        answer = client.post(call, {"kind": "review", "reason": "案卷评查"}, content_type="application/json")
        closed(town, answer)
    with scope(WORKER):
        assert m.ProtectedRead.objects.count() == before


def test_22_ids_of_others_inside_ones_own_form(town: Town) -> None:
    """Another agency's file as evidence of one's own case, its act as the one corrected, its people as colleagues."""
    found = things(town)
    own = str(town.one(m.Matter, agency_id=town.theirs.agency.pk).pk)
    handler = town.client("handler", town.theirs, raise_request_exception=False)
    exhibit = {
        "kind": "document", "title": "借来的", "source": "某处", "collected_on": day(), "copy_checked": True,
        "file": found["file"],
    }  # fmt: skip
    for kind, payload, more in (
        ("add_evidence", {"exhibits": [exhibit]}, {}),
        ("register_clue", CLUE, {"corrects": found["act"]}),
        ("check_clue", {"checked_on": day(), "result": "实", "conclusion": "file", "reasons": "有"},
         {"co_handlers": [town.ours.id_of("handler2")]}),
    ):  # fmt: skip
        with nothing_written(m.Refusal, PendingLeaf):  # a refusal in one's own case is kept
            ask = {"matter": own, "kind": kind, "payload": payload, **more}
            answer = handler.post("/api/v1/acts", json.dumps(ask), content_type="application/json")
            closed(town, answer, "", 409, 422)


def test_23_the_worker_and_the_public_see_what_they_should(town: Town) -> None:
    """The other way round: were the marks nowhere at all, everything above would pass for nothing."""
    with scope(WORKER):
        assert m.Matter.objects.filter(party_names__contains=SECRET).count() >= 2
    with scope(PUBLIC):
        assert m.Matter.objects.count() == 0
    with scope(Actor("agency", officer_id=town.ours.id_of("handler"), agencies=(town.ours_id,))):
        assert m.Matter.objects.filter(party_names__contains=SECRET).count() >= 2
    assert SECRET in text_of(town.client("handler").get(f"/desk/matters/{town.matter('filed')}/"))


def test_24_a_draft_keeps_its_id_for_its_own_act(town: Town) -> None:
    """Whoever learned the id of a draft records no act of their own under it: the draft could never stand."""
    handler = town.client("handler", town.theirs, raise_request_exception=False)
    opening = {"procedure": "penalty.ordinary", "kind": "register_clue", "payload": CLUE}
    with nothing_written():
        for draft in (town.draft("open"), town.draft("submitted")):
            for client in (
                handler,
                town.client("handler2", raise_request_exception=False),
            ):  # nor a colleague
                sent = json.dumps({**opening, "id": draft})
                answer = client.post("/api/v1/acts", sent, content_type="application/json")
                assert answer.status_code == 422 and "拟稿编号已用于另一项办理" in answer.json()["message"]
    own = json.dumps({**opening, "id": str(uuid4())})
    assert handler.post("/api/v1/acts", own, content_type="application/json").status_code == 201
