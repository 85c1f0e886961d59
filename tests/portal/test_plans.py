"""公开的政策方案: only what was published, with its tasks and how far they are; nobody is named."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from supervision.plans.paper import reading
from support import world

from yifa.registers.change import change, change_many
from yifa.registers.models import PlanTaskUnit, PolicyPlan
from yifa.registers.scope import IMPORTER, WORKER, scope
from yifa.supervision.plans import opening
from yifa.supervision.plans.accepting import accept
from yifa.supervision.plans.collective import ensure_rules
from yifa.supervision.plans.proposing import propose

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("RQ171")]


def get(path: str, status: int = 200) -> str:
    response = Client(HTTP_HOST="localhost").get(path)
    assert response.status_code == status, response.content[:300]
    return response.content.decode()


def words(page: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


def adopted(**values: Any) -> tuple[PolicyPlan, world.Office]:
    """A plan of the urban agency, its tasks opened; published where `values` says so."""
    office = world.office()
    with scope(IMPORTER):
        ensure_rules(IMPORTER)
    actor = office.actor("unit_head")
    with scope(actor):
        edited = propose(
            reading(), 0, office.agency, sha256="a" * 64, file_name="方案.docx", on=date(2026, 3, 1)
        )
        plan = accept(actor, edited)
    opening.run(str(plan.pk))
    if values:
        with scope(WORKER):
            change(WORKER, PolicyPlan, plan.pk, values, "公开")
    return plan, office


def test_what_is_not_published_is_not_there() -> None:
    plan, _ = adopted()
    assert "还没有公开的方案" in get("/plans/")
    get(f"/plans/{plan.pk}/", 404)


def test_a_withdrawn_plan_is_not_shown_although_it_was_published() -> None:
    plan, _ = adopted(published_on=date(2026, 3, 5), state="withdrawn")
    assert "还没有公开的方案" in get("/plans/")
    get(f"/plans/{plan.pk}/", 404)


def test_two_clicks_from_home_to_tasks_and_progress() -> None:
    plan, office = adopted(published_on=date(2026, 3, 5), published_at="云州市人民政府网站")
    assert 'href="/plans/"' in get("/")
    listing = get("/plans/?q=行政执法")
    assert f'href="/plans/{plan.pk}/"' in listing and "0/" in words(listing)
    page = get(f"/plans/{plan.pk}/")
    said = words(page)
    for expected in (
        "二、主要任务",
        "1.全员轮训",
        "责任单位：各行政执法机关",
        "云州市人民政府网站",
        "待接收",
    ):
        assert expected in said, expected
    assert "没有找到" in get("/plans/?q=没有这样的方案") and get("/plans/?page=99999&level=x")


def test_neither_people_nor_matters_are_named() -> None:
    plan, office = adopted(published_on=date(2026, 3, 5))
    page = get(f"/plans/{plan.pk}/")
    for person in office.people.values():
        assert person.name not in page
    with scope(WORKER):
        units = list(PlanTaskUnit.objects.filter(plan=plan, charged=True))
    assert units and all(str(u.matter_id) not in page and str(u.pk) not in page for u in units)


def test_the_number_of_statements_does_not_grow() -> None:
    plan, office = adopted(published_on=date(2026, 3, 5))

    def asked(path: str) -> int:
        get(path)
        with CaptureQueriesContext(connection) as found:
            get(path)
        return len(found)

    paths = ("/plans/", f"/plans/{plan.pk}/")
    few = [asked(p) for p in paths]
    with scope(WORKER):
        rows = list(PlanTaskUnit.objects.filter(plan=plan))
        more = [
            {"plan": plan, "task": r.task, "role": "cooperating", "name": f"{n}局", "agency": office.agency}
            for n, r in enumerate(rows)
        ]
        change_many(WORKER, PlanTaskUnit, more, "测试")
    assert [asked(p) for p in paths] == few
