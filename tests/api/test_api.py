# ruff: noqa: F811
"""The HTTP API on a real database: reading, proposing, dry runs, and every kind of bad request answered in Chinese."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.looking import tell
from support.published import City, city  # noqa: F401  (a fixture)

from yifa.matters import files, service, versions
from yifa.matters.models import Act, Draft, Matter, Paper, Refusal
from yifa.matters.request import Ask
from yifa.registers.actors import actor_for
from yifa.registers.change import change
from yifa.registers.ids import new_id
from yifa.registers.models import Account, Agency, Officer, RoleGrant, SecurityEvent
from yifa.registers.scope import IMPORTER, WORKER, scope
from yifa.site import boot

HAN = re.compile(r"[\u4e00-\u9fff]")
CLUE = {
    "source": "inspection",
    "received_on": "2026-11-20",
    "cause": "涉嫌擅自占道经营",
    "summary": "巡查发现人行道上有人摆卖",
}


@dataclass
class Caller:
    """A logged-in person with a client that sends what it is told, and the CSRF token with it."""

    account: Account
    client: Client

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query)

    def post(self, path: str, body: Any) -> Any:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.post(f"/api/v1{path}", raw, content_type="application/json")


def caller(agency: Agency, name: str, *roles: str) -> Caller:
    since = date(2020, 1, 1)
    with scope(IMPORTER):
        officer = change(
            IMPORTER, Officer, None, {"agency": agency, "name": name, "valid_from": since}, "测试"
        )
        for role in roles:
            grant = {"officer": officer, "agency": agency, "role": role, "valid_from": since}
            change(IMPORTER, RoleGrant, None, grant, "测试")
        account = change(
            IMPORTER,
            Account,
            None,
            {"username": f"u-{officer.pk}", "officer": officer, "password": make_password(None)},
            "测试",
        )
    client = Client(HTTP_HOST="localhost")
    client.force_login(account)
    return Caller(account, client)


@pytest.fixture
def office(city: City) -> Caller:
    with boot.as_role("owner"):
        versions.sync()
    versions._version_row.cache_clear()
    return caller(city.agency, "王处理", "handler")


def body_of(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content[:500]
    body = json.loads(response.content)
    if status >= 400:
        assert HAN.search(body["message"]) and isinstance(body["fields"], dict)
        assert all(HAN.search(text) for text in body["fields"].values())
    return body


def written() -> tuple[int, ...]:
    with scope(IMPORTER):
        return tuple(m.objects.count() for m in (Matter, Act, Draft, Refusal))


def test_the_document_is_served_without_login(city):
    response = Client(HTTP_HOST="localhost").get("/api/v1/openapi.json")
    paths = json.loads(response.content)["paths"]
    assert {
        "/api/v1/matters",
        "/api/v1/acts",
        "/api/v1/acts/dry-run",
        "/api/v1/papers/{paper_id}/file",
    } <= set(paths)
    docs = Client(HTTP_HOST="localhost").get("/api/v1/docs").content.decode()
    assert "swagger" in docs and "cdn" not in docs


def test_nobody_reads_without_a_session(city):
    anonymous = Client(HTTP_HOST="localhost")
    for path in ("/matters", f"/matters/{new_id()}", "/me", f"/papers/{new_id()}/file"):
        assert "请先登录" in body_of(anonymous.get(f"/api/v1{path}"), 401)["message"]
    assert (
        "请先登录"
        in body_of(anonymous.post("/api/v1/acts", b"{}", content_type="application/json"), 401)["message"]
    )
    with scope(IMPORTER):
        account = change(
            IMPORTER, Account, None, {"username": "nobody", "password": make_password(None)}, "测试"
        )
    anonymous.force_login(account)
    body_of(anonymous.get("/api/v1/matters"), 401)


def test_me(office):
    me = body_of(office.get("/me"), 200)
    assert me["name"] == "王处理" and me["roles"] == ["handler"] and me["officer"]


def test_reading_a_matter(office, city):
    matter = city.matter(party_names="张某某")
    assert "理由" in body_of(office.get(f"/matters/{matter.pk}"), 403)["message"]
    tell(office.account.officer_id, matter.pk)
    found = body_of(office.get(f"/matters/{matter.pk}"), 200)
    assert found["number"] == matter.number and found["stage"] == "decided" and found["act_count"] == 0
    acts = body_of(office.get(f"/matters/{matter.pk}/acts"), 200)
    assert [a["stage_to"] for a in acts] == ["clue", "filed", "decided"]
    assert body_of(office.get(f"/acts/{acts[0]['id']}"), 200) == acts[0]
    assert body_of(office.get(f"/matters/{matter.pk}/clocks"), 200) == []
    assert body_of(office.get(f"/matters/{matter.pk}/papers"), 200) == []


def test_another_agencys_matter_is_not_there(office, city):
    matter = city.matter()
    with scope(IMPORTER):
        region = city.agency.region
        values = {
            "name": "云州市农业局",
            "code": _other_code(),
            "region": region,
            "valid_from": date(2020, 1, 1),
        }
        other = change(IMPORTER, Agency, None, values, "测试")
    stranger = caller(other, "赵外人", "handler")
    for path in (f"/matters/{matter.pk}", f"/matters/{matter.pk}/acts", f"/matters/{matter.pk}/papers"):
        body_of(stranger.get(path), 404)
    assert body_of(stranger.get("/matters"), 200)["items"] == []
    before = written()
    refused = stranger.post("/acts", {"matter": str(matter.pk), "kind": "close", "payload": {}})
    assert refused.status_code in (409, 422) and written() == before


def _other_code() -> str:
    from yifa.law.codes import check_uscc

    digits = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    return next(c for a in digits for b in digits if check_uscc(c := f"11530100MB000002{a}{b}") is None)


def test_the_list_is_paginated_without_loss_in_constant_queries(office, city):
    made = {str(city.matter().pk) for _ in range(7)}
    seen: list[str] = []
    cursor, counts = "", []
    while True:
        with CaptureQueriesContext(connection) as captured:
            page = body_of(office.get("/matters", limit=3, cursor=cursor), 200)
        counts.append(len(captured))
        seen += [m["id"] for m in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert len(seen) == 7 and set(seen) == made and len(set(counts)) == 1
    assert len(body_of(office.get("/matters", text="没有的"), 200)["items"]) == 0


def test_a_paper_downloads_as_it_was_stored(office, city):
    row = city.publish()
    with scope(IMPORTER):
        matter, act = Matter.objects.get(code=row.code), Act.objects.get(pk=row.act_id)
        stored = files.store(b"%PDF-1.7 test", name="a.pdf", media_type="application/pdf",
                             agency_id=str(city.agency.pk))  # fmt: skip
        shared = {
            "matter": matter,
            "act": act,
            "agency": city.agency,
            "title": "处罚决定书",
            "day": date(2026, 11, 2),
        }
        ready = Paper(kind="penalty_decision", state="ready", file=stored, **shared)
        queued = Paper(kind="delivery_receipt", **shared)
        ready.save(force_insert=True)
        queued.save(force_insert=True)
    tell(office.account.officer_id, matter.pk)
    listed = {p["id"]: p for p in body_of(office.get(f"/matters/{matter.pk}/papers"), 200)}
    response = office.client.get(listed[str(ready.pk)]["file"])
    assert response.status_code == 200 and response.content == b"%PDF-1.7 test"
    assert response["Content-Type"] == "application/pdf"
    assert listed[str(queued.pk)]["file"] == ""
    assert "生成" in body_of(office.get(f"/papers/{queued.pk}/file"), 409)["message"]
    body_of(office.get(f"/papers/{new_id()}/file"), 404)


def test_proposing_opens_a_matter_once(office):
    ask = {"id": str(new_id()), "procedure": "penalty.ordinary", "kind": "register_clue", "payload": CLUE}
    first = body_of(office.post("/acts", ask), 201)
    again = body_of(office.post("/acts", ask), 201)
    assert first["act"] == again["act"] == ask["id"] and first["matter"] == again["matter"]
    matter = body_of(office.get(f"/matters/{first['matter']}"), 200)
    assert matter["stage"] == "clue" and matter["title"] == CLUE["cause"] and matter["act_count"] == 1
    (act,) = body_of(office.get(f"/matters/{first['matter']}/acts"), 200)
    assert act["payload"]["summary"] == CLUE["summary"] and len(act["commitment"]) == 64


def test_a_dry_run_says_what_would_happen_and_writes_nothing(office):
    before = written()
    ask = {"procedure": "penalty.ordinary", "kind": "register_clue", "payload": CLUE}
    would = body_of(office.post("/acts/dry-run", ask), 200)
    assert would["would_stand"] and would["fields"] == {}
    wrong = body_of(
        office.post("/acts/dry-run", ask | {"payload": CLUE | {"source": "moon", "cause": ""}}), 200
    )
    assert not wrong["would_stand"] and set(wrong["fields"]) == {"source", "cause"}
    unknown = body_of(office.post("/acts/dry-run", {"procedure": "no.such", "kind": "x"}), 200)
    assert not unknown["would_stand"] and HAN.search(unknown["message"])
    assert written() == before


def test_a_refusal_gives_reasons_with_articles(office, city):
    opened = body_of(office.post("/acts", {
        "procedure": "penalty.ordinary", "kind": "register_clue", "payload": CLUE,
    }), 201)  # fmt: skip
    auditor = caller(city.agency, "孙档案", "archivist")
    check = {"checked_on": "2026-11-21", "result": "属实", "conclusion": "file", "reasons": "有证据"}
    ask = {"matter": opened["matter"], "kind": "check_clue", "payload": check}
    refused = body_of(auditor.post("/acts", ask), 409)
    assert refused["findings"] and all(f["citation"] for f in refused["findings"])
    stale = body_of(office.post("/acts", ask | {"expected_count": 0}), 409)
    assert stale["stale"]
    wrong = body_of(office.post("/acts", ask | {"payload": check | {"conclusion": "maybe"}}), 422)
    assert set(wrong["fields"]) == {"conclusion"}


def test_procedures_and_forms_are_described(office):
    listed = {p["id"]: p for p in body_of(office.get("/procedures"), 200)}
    assert "register_clue" in {a["id"] for a in listed["penalty.ordinary"]["acts"]}
    form = body_of(office.get("/procedures/penalty.ordinary/acts/register_clue/form"), 200)
    assert form["properties"]["cause"]["title"] == "案由"
    body_of(office.get("/procedures/penalty.ordinary/acts/nothing/form"), 404)


def test_an_act_that_needs_approval_waits_for_it(office, city):
    opened = body_of(office.post("/acts", {
        "procedure": "penalty.ordinary", "kind": "register_clue", "payload": CLUE,
    }), 201)  # fmt: skip
    check = {
        "checked_on": "2026-11-21",
        "result": "不属实",
        "conclusion": "refuse",
        "reasons": "没有违法事实",
    }
    body_of(office.post("/acts", {"matter": opened["matter"], "kind": "check_clue", "payload": check}), 201)
    payload = {"ground": "no_fact", "reasons": "没有违法事实"}
    ask = {"id": str(new_id()), "matter": opened["matter"], "kind": "refuse_filing", "payload": payload}
    would = body_of(office.post("/acts/dry-run", ask), 200)
    assert would["would_stand"] and would["needed"][0]["roles"] == ["unit_head"]
    waiting = body_of(office.post("/acts", ask), 202)
    assert waiting["draft"] == ask["id"] and waiting["act"] is None
    assert waiting["needed"] == would["needed"]
    assert len(body_of(office.get(f"/matters/{opened['matter']}/acts"), 200)) == 2
    assert body_of(office.post("/acts", ask), 202) == waiting
    with scope(IMPORTER):
        assert Draft.objects.get(pk=ask["id"]).version == 1


def test_writing_needs_the_csrf_token(office):
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    strict.force_login(office.account)
    ask = json.dumps({"procedure": "penalty.ordinary", "kind": "register_clue", "payload": CLUE})
    body_of(strict.post("/api/v1/acts", ask, content_type="application/json"), 403)
    assert strict.get("/api/v1/me").status_code == 200


BODIES = [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"kind": 1}', b'{"kind": "x", "what": 1}', b"[" * 100_000,
        b'{"kind": "\\ud800", "payload": {}}', b'{"kind": "a\\u0000b"}', b'{"kind": "x", "payload": []}',
        b'{"kind": "x", "matter": "1"}', b'{"kind": "x", "expected_count": 99999999999999999999}',
        b'{"kind": "x", "occurred_from": "0001-01-01T00:00:00Z"}', b'{"kind": "x", "occurred_to": "2026-11-22T10:00"}',
        b'{"kind": "' + b"x" * 3000 + b'"}', b'{"kind": "x", "co_handlers": ["\\u0000"]}',
        b'{"kind": "x", "id": "' + b"9" * 5000 + b'"}', b'{"kind": "x", "expected_count": ' + b"9" * 6000 + b"}",
    ]  # fmt: skip


def test_bad_bodies_are_answered_not_crashed(office):
    before = written()
    for raw in BODIES:
        for path in ("/acts", "/acts/dry-run"):
            response = office.post(path, raw)
            assert 400 <= response.status_code < 500, raw[:80]
            body_of(response, response.status_code)
    assert written() == before


VALUES: list[dict[str, Any]] = [
        {"summary": "\x00"}, {"summary": "\ud800"}, {"summary": "\u202e倒"}, {"cause": 1.5}, {"cause": "长" * 100_000},
        {"received_on": "9999-99-99"}, {"received_on": "0001-01-01"}, {"parties": [{"subject": "x"}]},
        {"parties": "x"}, {"\ud800": 1}, {"extra": {"a": [[[[[]]]]]}}, {"violation_code": "\x00"},
    ]  # fmt: skip


def test_bad_values_are_named_beside_their_field(office):
    before = written()
    for payload in VALUES:
        ask = {"procedure": "penalty.ordinary", "kind": "register_clue", "payload": CLUE | payload}
        answer = body_of(office.post("/acts", ask), 422)
        assert answer["fields"] or "\ud800" in payload, payload
    assert written() == before


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(kind=st.sampled_from(["register_clue", "decide", "x"]), payload=st.dictionaries(
    st.sampled_from([*CLUE, "parties", "place"]) | st.text(max_size=8), JSON, max_size=6))  # fmt: skip
def test_no_payload_makes_a_server_error(office, kind, payload):
    ask = {"procedure": "penalty.ordinary", "kind": kind, "payload": payload}
    response = office.post("/acts/dry-run", ask)
    assert response.status_code in (200, 422), response.content[:300]


ADDRESSES = [
        "/matters/x", "/matters/%00", "/matters?limit=0", "/matters?limit=x", "/matters?text=%00", "/matters?state=odd",
        "/matters?agency=1", "/matters?cursor=%ff", "/matters?cursor=" + "a" * 300, "/matters?stage=%ed%a0%80",
        "/acts/1", "/papers/1/file", "/nowhere", "/procedures/%00/acts/x/form", "/matters?handler=%27",
    ]  # fmt: skip


def test_bad_addresses_are_answered_not_crashed(office):
    for path in ADDRESSES:
        response = office.client.get(f"/api/v1{path}")
        assert response.status_code in (200, 404, 422), path


def test_the_actor_is_judged_anew_for_every_request(office):
    with scope(IMPORTER):
        grant = RoleGrant.objects.get(officer=office.account.officer_id)
        change(IMPORTER, RoleGrant, grant.pk, {"valid_to": date(2021, 1, 1)}, "测试")
    assert actor_for(office.account).roles == frozenset()
    ask = {"procedure": "penalty.ordinary", "kind": "register_clue", "payload": CLUE}
    assert body_of(office.post("/acts", ask), 409)["findings"]


def test_a_refusal_is_a_security_event(city):
    """What the desk records, the API records too: who, what address, and no word of a case."""
    clerk = caller(city.agency, "赵管理", "system_admin")
    assert "没有" in body_of(clerk.get("/matters"), 403)["message"]
    with scope(WORKER):
        event = SecurityEvent.objects.get(kind="refused")
        assert (event.ok, event.username) == (False, clerk.account.username)
        assert event.detail.startswith("GET /api/v1/matters：您没有")


def test_a_question_for_a_reason_is_no_refusal_and_an_administrator_s_look_is(office, city):
    """The one names the case and must not enter the trail; the other is refused before anything is looked up."""
    matter = city.matter(party_names="张某某")
    assert "理由" in body_of(office.get(f"/matters/{matter.pk}"), 403)["message"]
    with scope(WORKER):
        assert not SecurityEvent.objects.filter(kind="refused").exists()
    clerk = caller(city.agency, "孙管理", "audit_admin")
    paths = [f"/matters/{matter.pk}{rest}" for rest in ("", "/acts", "/clocks", "/papers", "/what-if")]
    paths += [
        f"/acts/{new_id()}",
        f"/acts/{new_id()}/proof",
        f"/papers/{new_id()}",
        f"/papers/{new_id()}/file",
    ]
    for path in paths:
        assert body_of(clerk.get(path), 403)["message"].startswith("您没有")
    with scope(WORKER):
        assert SecurityEvent.objects.filter(kind="refused").count() == len(paths)


def test_an_administrator_proposes_nothing(city):
    """A whole and right proposal: what is wrong with it is who sends it. The engine says no as well."""
    clerk = caller(city.agency, "钱管理", "system_admin")
    before = written()
    for path in ("/acts", "/acts/dry-run"):
        proposal = {"procedure": "penalty.ordinary", "kind": "register_clue", "payload": CLUE}
        assert "管理员不办理案件" in body_of(clerk.post(path, proposal), 403)["message"]
    actor = actor_for(clerk.account)
    with scope(actor):
        asked = Ask(actor, "register_clue", CLUE, procedure="penalty.ordinary", agency_id=actor.agency_id)
        assert service.record(asked).errors == {"": "系统、安全、审计管理员不办理案件"}
    assert written() == before
