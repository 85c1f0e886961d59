"""Garbage through the HTTP API: answered in Chinese JSON, nothing written."""

from __future__ import annotations

import json
import re
from typing import Any

from yifa.matters import discovery

from .bad import EXTRA_KEYS, HARMLESS, REFUSED, UNKEEPABLE
from .town import Town, nothing_written
from .valid import cases, leaves, spoilt

HAN = re.compile(r"[\u4e00-\u9fff]")


def answer(response: Any) -> dict[str, Any]:
    assert 400 <= response.status_code < 500, response.content[:300]
    body: dict[str, Any] = json.loads(response.content)
    assert HAN.search(body["message"]) and "Traceback" not in response.content.decode()
    assert all(HAN.search(text) for text in body["fields"].values()), body["fields"]
    return body


def test_a_bad_field_of_any_act_is_named(town: Town) -> None:
    """One bad field per act by turns; every field of every act goes through the engine in another test."""
    client, matter = town.client("handler"), town.matter("filed")
    openers = {(p.id, r.id) for p in discovery.procedures().values() for r in p.opening_acts()}
    with nothing_written():
        for turn, case in enumerate(cases()):
            places = list(leaves(case.model, case.payload))
            leaf = places[turn % len(places)]
            name, value = list(REFUSED[leaf.kind].items())[turn % len(REFUSED[leaf.kind])]
            if name in ("absurd", "ten_thousand") or isinstance(value, float):
                name, value = "words", "很" * 21_000
            body = {"kind": case.act, "payload": spoilt(case.payload, leaf.path, value)}
            opens = (case.procedure, case.act) in openers or case.procedure != "penalty.ordinary"
            where = {"procedure": case.procedure} if opens else {"matter": matter}
            response = client.post("/api/v1/acts", json.dumps(body | where), content_type="application/json")
            assert response.status_code == 422, (str(case), leaf.key, name)
            fields = answer(response)["fields"]
            assert any(k == leaf.key or k.startswith(f"{leaf.key}.") for k in fields), (
                str(case),
                leaf.key,
                name,
            )


def test_a_bad_envelope_is_named(town: Town) -> None:
    client, matter = town.client("handler", raise_request_exception=False), town.matter("clue")
    good = {"matter": matter, "kind": "check_clue", "payload": town.walk("clue").check()}
    texts = (
        *UNKEEPABLE.values(),
        *list(HARMLESS.values())[:6],
        "x" * 100_000,
        5,
        None,
        [],
        {},
        True,
        10**40,
        1e300,
    )
    fields = ("matter", "kind", "procedure", "id", "corrects", "precision")
    wrong = [(field, value) for n, field in enumerate(fields) for value in texts[n % 2 :: 2]]
    wrong += [("payload", v) for v in (None, [], "x", 5, {"a": "b"})] + [(k, "x") for k in EXTRA_KEYS]
    wrong += [
        (f, v)
        for f in ("occurred_from", "occurred_to")
        for v in ("昨天", "0001-01-01", 10**20, -1, [], "\x00")
    ]
    wrong += [("co_handlers", v) for v in ("x", ["x"], [matter] * 21, [None], {})]
    wrong += [("overrides", v) for v in ("x", [{}], [{"gate": "x", "reason": "\x00"}], [{"gate": "a" * 300}])]
    wrong += [("expected_count", v) for v in (-1, 10**30, "x", 1.5)]
    with nothing_written():
        for address, some in (("/api/v1/acts", wrong), ("/api/v1/acts/dry-run", wrong[::6])):
            for field, value in some:
                if field in ("id", "corrects", "matter") and value is None:
                    continue
                raw = json.dumps(good | {field: value})
                response = client.post(address, raw, content_type="application/json")
                if response.status_code == 200 and address.endswith("dry-run"):
                    body = json.loads(response.content)
                    assert body["fields"] or body["message"], (field, value)
                    continue
                assert response.status_code < 500, (address, field, str(value)[:40])
                answer(response)


def test_duplicate_ids_across_agencies_and_people_are_answered(town: Town) -> None:
    """Somebody else's draft, act or matter id as the request's own id."""
    body = {"procedure": "penalty.ordinary", "kind": "register_clue", "payload": town.walk().clue()}
    from yifa.matters import models as m

    ids = [town.draft("open"), town.draft("submitted"), str(town.one(m.Act, agency_id=town.ours_id).pk)]
    for office, key in ((town.theirs, "handler"), (town.ours, "stranger")):
        client = town.client(key, office, raise_request_exception=False)
        for one in (*ids, town.matter("clue")):
            for kind, payload in (("register_clue", body["payload"]), ("decide_on_spot", {})):
                sent = body | {"id": one, "kind": kind, "payload": payload}
                response = client.post("/api/v1/acts", json.dumps(sent), content_type="application/json")
                assert response.status_code < 500, (key, one, response.content[:200])
