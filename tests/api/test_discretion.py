"""What would change the outcome, over HTTP: the desk's answer as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from desk.city import City, build_city
from django.test import Client
from support import world
from support.starts import begins
from support.walk import Walk


@pytest.fixture
@begins
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def case(city: City) -> Walk:
    world.benchmarks()
    return Walk(city.office, city.firm).until("record_questioning")


TRY = {
    "violation_code": "YZ-CG-010",
    "conduct_on": "2026-03-02",
    "tier": "单位情节较轻",
    "fine_fen": 2_000_000,
}


def ask(client: Client, walk: Walk, status: int = 200, **query: Any) -> Any:
    response = client.get(f"/api/v1/matters/{walk.matter_id}/what-if", query)
    assert response.status_code == status, response.content.decode()
    return json.loads(response.content)


def test_changes_versions_and_the_rule(city: City, case: Walk) -> None:
    client = city.client("handler")
    found = ask(client, case, **{**TRY, "violation_code": "YZ-CG-008", "tier": "情节较轻"})
    assert found["tier"] == "情节较轻" and found["which"] == "new"
    assert [v["on"] for v in found["versions"]][0] == "2026-03-02"
    assert sum(v["applies"] for v in found["versions"]) == 1
    assert any("适用新的规定" in why for why in found["why"])
    same = ask(client, case, **TRY)
    assert same["which"] == "same" and same["versions"] == []
    changes = {c["name"]: c for c in same["changes"]}
    assert changes["单位情节较重"]["direction"] == "heavier"
    assert changes["主动消除或者减轻违法行为危害后果"]["direction"] == "lighter"
    assert "第三十二条第一项" in changes["主动消除或者减轻违法行为危害后果"]["citation"]


def test_a_claimed_circumstance_is_no_change_any_more(city: City, case: Walk) -> None:
    client = city.client("handler")
    low = {**TRY, "conduct_on": "2026-10-01", "fine_fen": 100_000}
    assert any("没有减轻处罚的情形" in f["message"] for f in ask(client, case, **low)["findings"])
    found = ask(client, case, **low, circumstances=["eliminated_harm"])
    assert not any("没有减轻处罚的情形" in f["message"] for f in found["findings"])
    assert "主动消除或者减轻违法行为危害后果" not in {c["name"] for c in found["changes"]}


def test_mistakes_are_said_in_chinese(city: City, case: Walk) -> None:
    client = city.client("handler")
    assert "没有名为“x”的裁量情节" in ask(client, case, 422, circumstances=["x"])["message"]
    assert ask(client, case, 422, fine_fen="两万")["fields"]
    assert "本案只有1个违法行为" in ask(client, case, 422, act=2)["message"]
    assert ask(city.client("handler", city.other), case, 404)["message"]
    assert Client().get(f"/api/v1/matters/{case.matter_id}/what-if").status_code == 401


def test_without_a_violation_there_is_nothing_to_answer(city: City) -> None:
    walk = Walk(city.office, city.firm)
    walk.do("register_clue", {k: v for k, v in walk.clue().items() if k != "violation_code"})
    assert "还没有写明" in ask(city.client("handler"), walk, 409)["message"]
