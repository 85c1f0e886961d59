"""Policy plans over HTTP: the list, one, its tasks, two compared; those without a right are told so."""

from __future__ import annotations

import json
from typing import Any

import pytest
from desk.city import City, build_city
from django.test import Client
from supervision.plans.paper import ISSUED, reading


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def plan(city: City) -> Any:
    from yifa.registers.scope import IMPORTER, scope
    from yifa.supervision.plans import opening
    from yifa.supervision.plans.accepting import accept
    from yifa.supervision.plans.collective import ensure_rules
    from yifa.supervision.plans.proposing import propose

    actor = city.office.actor("unit_head")
    with scope(IMPORTER):
        ensure_rules(IMPORTER)
    with scope(actor):
        made = accept(actor, propose(reading(), 0, city.office.agency, sha256="b" * 64, on=ISSUED))
    opening.run(str(made.pk))
    return made


def ask(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(f"/api/v1/plans{address}")
    assert response.status_code == status, response.content.decode()
    return json.loads(response.content)


@pytest.mark.requirement("RQ171")
def test_the_list_one_plan_and_its_tasks(city: City, plan: Any) -> None:
    client = city.client("handler")
    listed = ask(client, "?text=规范行政执法")
    assert listed["total"] == 1 and listed["items"][0]["number"] == "云政办发〔2026〕3号"
    one = ask(client, f"/{plan.pk}")
    assert one["counts"]["tasks"] == sum(
        unit["charged"] for task in ask(client, f"/{plan.pk}/tasks") for unit in task["units"]
    )
    tasks = ask(client, f"/{plan.pk}/tasks")
    assert [t["no"] for t in tasks] == ["1.", "2.", "3."]
    third = [u for u in tasks[2]["units"] if u["charged"]]
    assert [(u["agency"], u["stage"]) for u in third] == [("云州市城市管理综合执法局", "待接收")]
    assert ask(client, "?text=没有这样的")["total"] == 0


def test_two_plans_are_compared_and_who_is_not_there_is_not_found(city: City, plan: Any) -> None:
    client = city.client("handler")
    same = ask(client, f"/{plan.pk}/compare/{plan.pk}")
    assert len(same["pairs"]) == 3 and not same["missing"] and not same["added"]
    assert "台账" not in json.dumps(same) and same["pairs"][0]["why"]
    nowhere = "01890000-0000-7000-8000-00000000aaaa"
    assert "没有这个政策方案" in ask(client, f"/{nowhere}", 404)["message"]
    assert "没有这个政策方案" in ask(client, f"/{plan.pk}/compare/{nowhere}", 404)["message"]
    assert ask(client, "?limit=0", 422)["fields"]


def test_nobody_reads_it_without_logging_in(plan: Any) -> None:
    assert ask(Client(), f"/{plan.pk}", 401)["message"] == "请先登录"
