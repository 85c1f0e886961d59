"""What would change the outcome: on its own page and beside the form; old and new law side by side."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from support import world
from support.walk import Walk

from yifa.matters import drafting
from yifa.matters.models import Act, Matter
from yifa.registers.scope import WORKER, scope

from .city import City, hidden, now


@pytest.fixture
def case(city: City) -> Walk:
    """A case filed and investigated, with the shipped tables."""
    world.benchmarks()
    return Walk(city.office, city.firm).until("record_questioning")


def get(client: Client, walk: Walk, status: int = 200, **query: Any) -> str:
    response = client.get(reverse("desk:what-if", args=[walk.matter_id]), query)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


TRY = {"given": "1", "code": "YZ-CG-010", "conduct_on": "2026-10-01", "tier": "单位情节较轻", "fine": "20000"}


def section(page: str, title: str) -> str:
    """The text of one card."""
    found = re.search(rf"<h2>{title}.*?</section>", page, re.DOTALL)
    assert found, title
    return found[0]


def test_what_is_lighter_and_heavier_is_said_with_its_rule(city: City, case: Walk) -> None:
    page = get(city.client("handler"), case, **TRY)
    now_ = section(page, "现在的结果")
    assert "单位情节较轻" in now_ and "20,000.00元" in now_
    lighter, heavier = section(page, "会更轻"), section(page, "会更重")
    assert "主动消除或者减轻违法行为危害后果" in lighter and "第三十二条第一项" in lighter
    assert "单位情节较重" in heavier and "单位情节较重" not in lighter
    assert "在突发事件期间违反突发事件应对措施" in heavier and "第四十九条" in heavier


def test_a_chosen_circumstance_changes_what_is_permitted(city: City, case: Walk) -> None:
    client = city.client("handler")
    low = {**TRY, "fine": "1000"}
    assert "没有减轻处罚的情形" in section(get(client, case, **low), "现在的结果")
    page = get(client, case, **low, circumstance=["eliminated_harm"])
    assert "没有减轻处罚的情形" not in section(page, "现在的结果")
    assert re.search(r'value="eliminated_harm" checked', page)


def test_old_and_new_law_stand_side_by_side(city: City, case: Walk) -> None:
    changed = {**TRY, "code": "YZ-CG-008", "tier": "情节较轻", "conduct_on": "2026-03-02"}
    page = get(city.client("handler"), case, **changed)
    card = section(page, "新旧规定比较")
    assert "违法行为发生时（2026-03-02）" in card and "作出决定时" in card and "第三十七条" in card
    assert card.count("<tr>") == 3 and card.count(">适用</span>") == 1
    assert "处罚较轻，适用新的规定" in card
    kept = section(get(city.client("handler"), case, **{**changed, "code": "YZ-CG-002"}), "新旧规定比较")
    assert "适用行为时的规定" in kept and kept.count(">适用</span>") == 1
    assert "新旧规定比较" not in get(city.client("handler"), case, **TRY)


def test_what_was_typed_wrong_is_kept_and_named(city: City, case: Walk) -> None:
    wrong = {**TRY, "fine": "两万", "repeat": "-1", "base": "9" * 30, "quantity": "x", "conduct_on": "昨天"}
    page = get(city.client("handler"), case, status=422, **wrong)
    assert page.count('class="error"') == 5 and 'value="两万"' in page and 'value="昨天"' in page
    assert "没有试算：有 5 处需要改正" in page and "现在的结果" not in page
    assert "<option selected>单位情节较轻</option>" in page


@pytest.mark.parametrize("text", ["", "\x00", "<script>alert(1)</script>", "\u202e", "x" * 5000])
def test_hostile_values_do_no_harm(city: City, case: Walk, text: str) -> None:
    client = city.client("handler")
    for name in (*TRY, "act", "draft", "circumstance", "range"):
        response = client.get(reverse("desk:what-if", args=[case.matter_id]), {**TRY, name: text})
        assert response.status_code in (200, 422) and "<script>alert" not in response.content.decode()


def test_a_draft_is_what_is_tried_and_nothing_is_written(city: City, case: Walk) -> None:
    actor = city.office.actor("handler")
    payload = case.report() | {"tier": "单位情节较重"}
    with scope(actor):
        given = drafting.DraftInput(
            id=str(case_id()), kind="report", payload=payload, matter_id=case.matter_id
        )
        draft = drafting.save_draft(actor, given)
    with scope(WORKER):
        before = Act.objects.count()
    page = get(city.client("handler"), case, draft=str(draft.pk))
    assert "单位情节较重" in section(page, "现在的结果") and f'value="{draft.pk}"' in page
    with scope(WORKER):
        assert Act.objects.count() == before


def case_id() -> str:
    from uuid import uuid4

    return str(uuid4())


def test_several_violations_are_tried_one_by_one(city: City, case: Walk) -> None:
    actor = city.office.actor("handler")
    second = {
        "violation_code": "YZ-CG-012", "conduct": "用高音喇叭招揽顾客", "conduct_on": "2026-10-01", "violated": "甲",
        "basis": "乙", "kinds": ["fine"], "fine_fen": 50_000, "tier": "",
    }  # fmt: skip
    payload = case.report() | {"further_violations": [second], "fine_fen": 2_050_000}
    with scope(actor):
        given = drafting.DraftInput(id=case_id(), kind="report", payload=payload, matter_id=case.matter_id)
        draft = drafting.save_draft(actor, given)
    client = city.client("handler")
    first = get(client, case, draft=str(draft.pk))
    assert "违法行为二" in first and "20,000.00元" in section(first, "现在的结果")
    assert "YZ-CG-012" in section(get(client, case, draft=str(draft.pk), act="2"), "现在的结果")


def test_without_a_table_the_statutes_words_serve(city: City, case: Walk) -> None:
    actor = city.office.actor("handler")
    words = {
        "violation_code": "X-1",
        "tier": "",
        "statutory_range": "处一千元以上五千元以下罚款",
        "fine_fen": 600_000,
    }
    with scope(actor):
        given = drafting.DraftInput(
            id=case_id(), kind="report", payload=case.report() | words, matter_id=case.matter_id
        )
        draft = drafting.save_draft(actor, given)
    page = section(get(city.client("handler"), case, draft=str(draft.pk)), "现在的结果")
    assert "没有裁量基准，也没有划分法定幅度的规定，只核对法定幅度" in page
    assert "罚款6000元超过法定上限5000元" in page and "1000元以上5000元以下" in page


def test_the_number_of_queries_does_not_depend_on_what_is_tried(city: City, case: Walk) -> None:
    client = city.client("handler")

    def count(**query: Any) -> int:
        with CaptureQueriesContext(connection) as found:
            get(client, case, **query)
        return len(found)

    get(client, case)
    few, many = count(), count(**{**TRY, "conduct_on": "2026-03-02"}, circumstance=["coerced", "confessed"])
    assert many == few and few < 20


def test_the_form_shows_it_and_links_to_the_page(city: City, case: Walk) -> None:
    client = city.client("handler")
    url = reverse("desk:act", args=[case.matter_id, "report"])
    page = client.get(url).content.decode()
    fields = {
        "violation_code": "YZ-CG-008",
        "conduct_on": "2026-03-02",
        "tier": "情节较轻",
        "fine_fen": "20000",
    }
    shown = client.post(url, {"_occurred": now(), **hidden(page), **fields, "_do": "check"}).content.decode()
    assert "什么会改变处罚结果（新旧规定不同）" in shown and "会更轻" in shown
    link = re.search(r'href="([^"]*/what-if/\?[^"]*)"', shown)
    assert link and "fine=20000.00" in link[1]
    assert "情节较轻" in section(client.get(link[1].replace("&amp;", "&")).content.decode(), "现在的结果")


def test_another_agencys_case_is_not_there(city: City, case: Walk) -> None:
    client = city.client("handler", city.other)
    assert client.get(reverse("desk:what-if", args=[case.matter_id])).status_code == 404
    assert client.post(reverse("desk:what-if", args=[case.matter_id])).status_code in (404, 405)


def test_a_case_without_a_violation_can_still_be_tried(city: City) -> None:
    world.benchmarks()
    walk = Walk(city.office, city.firm)
    walk.do("register_clue", {k: v for k, v in walk.clue().items() if k != "violation_code"})
    client = city.client("handler")
    assert "还没有写明违法行为" in get(client, walk)
    assert "会更轻" in get(client, walk, **TRY)
    with scope(WORKER):
        assert Matter.objects.count() == 1
