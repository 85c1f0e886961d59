"""The assistant beside a draft: it proposes, the person takes over or leaves, and nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from support.assistants import install

from yifa.registers.models import PlanTask, PlanTaskDate, PlanTaskUnit, PolicyPlan, RegisterChange
from yifa.registers.scope import IMPORTER, scope

from .city import City
from .test_plan_drafts import begun, fields_of, upload, version

pytestmark = pytest.mark.django_db

MARKET, BUREAU = "云州市市场监督管理局", "云州市城市管理综合执法局"
TEXT = f"""云州市规范执法行动方案
一、工作目标
到2027年底，建成评查队伍。
二、重点任务
1.加强业务培训。依托{MARKET}办班，于2026年9月底前完成首轮轮训。（牵头单位：{BUREAU}）
2.清理积案。按照《2026年11月底前清零安排》办理。
"""
BODY = """
yield Proposal("cooperating", "云州市市场监督管理局", at(text, "云州市市场监督管理局"), "依托单位<b>参与</b>办班")
yield Proposal("date", "2026年11月底前", at(text, "2026年11月底前清零"), "安排的名称写明了期限")
yield Proposal("lead", "云州市城市管理综合执法局", at(text, "清理积案"), "想出来的")
yield Proposal("title", "建成评查队伍", at(text, "到2027年底，建成评查队伍。"), "目标中有任务")
"""
ASK = "请助手提出建议"


@pytest.fixture
def assistant(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An assistant that is installed and set; the settings."""
    settings.YIFA_ASSIST = install(tmp_path, monkeypatch, BODY)
    return settings


def drafted(client: Client) -> str:
    return str(upload(client, TEXT)["Location"])


def asked(client: Client) -> tuple[str, str]:
    """A draft with proposals: its address and its page."""
    where = drafted(client)
    answer = client.post(where + "assist/", {"version": version(page_of(client, where))})
    assert answer.status_code == 302 and answer["Location"] == where
    return where, page_of(client, where)


def page_of(client: Client, where: str) -> str:
    return str(client.get(where).content.decode())


def settle(client: Client, where: str, page: str, place: int, do: str) -> str:
    """Press a button of the proposal at that place; the page afterwards."""
    answer = client.post(f"{where}proposals/{place}/", {"version": version(page), "do": do})
    assert answer.status_code == 302 and answer["Location"] == where
    return page_of(client, where)


def listed(page: str) -> list[str]:
    """The proposals that are listed, by field and value."""
    return re.findall(r'<button[^>]*value="take" aria-label="采用：([^"]+)"', page)


FIRST, SECOND, THIRD = f"配合单位{MARKET}", "期限2026年11月底前", "任务名称建成评查队伍"


def test_without_an_assistant_nothing_of_it_shows(city: City) -> None:
    client = city.client("handler")
    where = begun(client)
    page = page_of(client, where)
    assert "助手" not in page and "assist" not in page
    assert client.post(where + "assist/", {"version": "0"}).status_code == 404
    assert client.post(where + "proposals/0/", {"version": "0", "do": "take"}).status_code == 404


def test_proposals_are_listed_with_their_place_and_reason(city: City, assistant: Any) -> None:
    client = city.client("handler")
    assert ASK in page_of(client, drafted(client))
    _, page = asked(client)
    assert listed(page) == [FIRST, SECOND, THIRD]
    assert re.search(f'依托<mark class="mark mark-cooperating" title="[^"]*">{MARKET}</mark>办班', page)
    assert "依托单位&lt;b&gt;参与&lt;/b&gt;办班" in page
    lines = [re.sub("<[^>]*>", "", x) for x in re.findall(r'<div class="source">(.*?)</div>', page)]
    assert lines[1] == "2.清理积案。按照《2026年11月底前清零安排》办理。"  # the line of the words, no other
    assert "新任务" in page
    assert "另有 1 条没有通过核对" in page
    assert f"牵头单位“{BUREAU}”：所指的原文中没有这些字" in page
    assert "采用了建议" not in page


def test_what_is_taken_over_is_in_the_draft_and_on_record_after_acceptance(
    city: City, assistant: Any
) -> None:
    client = city.client("handler")
    where, page = asked(client)
    page = settle(client, where, page, 0, "take")
    assert listed(page) == [SECOND, THIRD]
    page = settle(client, where, page, 0, "take")
    page = settle(client, where, page, 0, "take")
    assert listed(page) == []
    assert page.count("采用了建议") == 3
    with scope(IMPORTER):
        assert not PolicyPlan.objects.exists()
    task = page_of(client, re.search(r'href="([^"]+/tasks/\d+/)">加强业务培训', page)[1])  # type: ignore[index]
    assert "助手建议" not in task and "配合单位“" in task and "助手helper：依托单位" in task
    answer = client.post(where, {**fields_of(page), "level": "city", "do": "accept"})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with scope(IMPORTER):
        training = PlanTask.objects.get(title__startswith="加强业务培训")
        units = PlanTaskUnit.objects.filter(task=training)
        start = TEXT.index(MARKET)
        helping = units.get(role="cooperating")
        assert (helping.name, str(helping.agency_id)) == (MARKET, str(city.other.agency.pk))
        assert (helping.span_start, helping.span_end) == (start, start + len(MARKET))
        assert list(units.filter(charged=True).values_list("name", flat=True)) == [BUREAU]
        cleared = PlanTask.objects.get(title__startswith="清理积案")
        assert str(cleared.due_on) == "2026-11-30"
        found = PlanTaskDate.objects.get(task=cleared)
        assert TEXT[found.span_start : found.span_end] == "2026年11月底前"
        made = PlanTask.objects.get(title="建成评查队伍")
        assert made.position == 0 and made.text == "到2027年底，建成评查队伍。"
        (reason,) = set(
            RegisterChange.objects.filter(row_id=str(cleared.pk)).values_list("reason", flat=True)
        )
        assert "其中3处由助手建议、核对人采用：" in reason
        assert "期限“2026年11月底前”（助手helper：安排的名称写明了期限）" in reason


def test_what_is_left_is_gone_and_changes_nothing(city: City, assistant: Any) -> None:
    client = city.client("handler")
    where, page = asked(client)
    page = settle(client, where, page, 1, "leave")
    assert listed(page) == [FIRST, THIRD]
    assert "没有采用这条建议" in page and "采用了建议" not in page
    client.post(where, {**fields_of(page), "level": "city", "do": "accept"})
    with scope(IMPORTER):
        tasks = [str(pk) for pk in PlanTask.objects.values_list("pk", flat=True)]
        assert len(tasks) == 2
        reasons = RegisterChange.objects.filter(row_id__in=tasks).values_list("reason", flat=True)
        assert list(reasons) == ["采纳上级或者本级方案"] * 2


def test_one_that_fits_no_longer_is_not_taken_over(city: City, assistant: Any) -> None:
    client = city.client("handler")
    where, page = asked(client)
    link = re.search(r'href="([^"]+/tasks/\d+/)">加强业务培训', page)[1]  # type: ignore[index]
    sent = {
        **fields_of(page_of(client, link)),
        "unit.1.name": MARKET,
        "unit.1.role": "cooperating",
        "do": "back",
    }
    assert client.post(link, sent).status_code == 302
    page = settle(client, where, page_of(client, where), 0, "take")
    assert "没有采用：已经读出" in page
    assert listed(page) == [FIRST, SECOND, THIRD]


def test_nothing_is_added_to_a_task_that_is_not_taken(city: City, assistant: Any) -> None:
    client = city.client("handler")
    where, page = asked(client)
    link = re.search(r'href="([^"]+/tasks/\d+/)">清理积案', page)[1]  # type: ignore[index]
    client.post(link, {**fields_of(page_of(client, link)), "dropped": "on", "do": "back"})
    page = settle(client, where, page_of(client, where), 1, "take")
    assert "没有采用：所在的任务已经选择不采纳" in page
    assert listed(page) == [FIRST, SECOND, THIRD]


def test_a_second_press_of_the_same_button_takes_nothing_else(city: City, assistant: Any) -> None:
    client = city.client("handler")
    where, page = asked(client)
    settle(client, where, page, 0, "take")
    again = settle(client, where, page, 0, "take")
    assert "已在另一个窗口修改，没有保存" in again
    assert listed(again) == [SECOND, THIRD]
    assert client.post(where + "proposals/9/", {"version": version(again), "do": "take"}).status_code == 404


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise RuntimeError('x')", "助手“helper”没有提出建议：运行出错（RuntimeError）"),
        ("import time; time.sleep(600)", "在2秒内没有答复，已经停止"),
        ("return 7", "运行出错（TypeError）"),
    ],
)
def test_a_failing_assistant_leaves_the_draft_as_it_is(
    city: City,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    body: str,
    said: str,
) -> None:
    settings.YIFA_ASSIST = install(tmp_path, monkeypatch, body)
    if "秒" in said:
        settings.YIFA_ASSIST_SECONDS = 2.0
    client = city.client("handler")
    where = drafted(client)
    before = page_of(client, where)
    client.post(where + "assist/", {"version": version(before)})
    page = page_of(client, where)
    assert said in page and "方案没有改动，可以照常核对" in page
    assert version(page) == version(before)
    assert listed(page) == []
    assert client.post(where, {**fields_of(page), "level": "city", "do": "accept"}).status_code == 302


def test_one_without_proposals_says_so(
    city: City, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.YIFA_ASSIST = install(tmp_path, monkeypatch, "return []")
    client = city.client("handler")
    assert "助手没有提出可用的建议" in asked(client)[1]


def test_a_draft_of_somebody_else_is_not_read_to_the_assistant(city: City, assistant: Any) -> None:
    where, page = asked(city.client("handler"))
    sent: dict[str, Any] = {"version": version(page), "do": "take"}
    for other in (city.client("handler2"), city.client("agency_head"), city.client("handler", city.other)):
        assert other.post(where + "assist/", sent).status_code == 404
        assert other.post(where + "proposals/0/", sent).status_code == 404
    assert listed(page_of(city.client("handler"), where)) == [FIRST, SECOND, THIRD]


def test_proposals_cost_no_statements(city: City, assistant: Any, django_assert_max_num_queries: Any) -> None:
    client = city.client("handler")
    where, _ = asked(client)
    with django_assert_max_num_queries(25):
        client.get(where)
