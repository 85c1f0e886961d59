"""From an uploaded document to the ledger: what was read is gone through, changed, and only then accepted."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from yifa.registers.models import PlanDraft, PlanTask, PlanTaskUnit, PolicyPlan
from yifa.registers.scope import IMPORTER, scope

from .city import City

pytestmark = pytest.mark.django_db

TEXT = """云州市人民政府办公室关于印发云州市规范执法行动方案的通知
云政办〔2026〕12号
各县（市、区）人民政府，市政府各部门：
《云州市规范执法行动方案》已经市政府同意，现印发给你们，请认真组织实施。
云州市人民政府办公室
2026年3月8日
云州市规范执法行动方案
为贯彻落实《某省规范执法行动方案》（某政办〔2026〕3号），制定本方案。
一、工作目标
到2027年底，执法更加规范。
二、重点任务
（一）提升执法能力
1.加强业务培训。每人每年接受不少于60学时的培训，于2026年9月底前完成首轮轮训。（牵头单位：云州市城市管理综合执法局，配合单位：市风筝协会）
2.规范案卷归档。案件办结之日起30日内归档，并于2026年12月15日前将情况报云州市司法局备案。（责任单位：云州市市场监督管理局）
3.整治突出问题。于2026年6月31日前完成整治。（责任单位：云州市城市管理综合执法局）
三、组织保障
（一）加强领导。各单位要高度重视。
"""


def upload(client: Client, text: str = TEXT, name: str = "方案.txt") -> Any:
    file = SimpleUploadedFile(name, text.encode("utf-8"), "text/plain")
    return client.post(reverse("desk:plan-new"), {"file": file})


def begun(client: Client) -> str:
    answer = upload(client)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return str(answer["Location"])


def version(page: str) -> str:
    return re.search(r'name="version" value="(\d+)"', page).group(1)  # type: ignore[union-attr]


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send back of the last form of the page."""
    form = page[page.rindex("<form") :]
    sent = dict(re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form))
    for name, inner in re.findall(r'<select[^>]*?name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        sent[name] = chosen.group(1) if chosen else ""
    for name, inner in re.findall(r'<textarea[^>]*?name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        sent[name] = inner
    for kind, rest in re.findall(r'<input type="(radio|checkbox)"([^>]*)>', form):
        name = re.search(r'name="([^"]+)"', rest).group(1)  # type: ignore[union-attr]
        value = re.search(r'value="([^"]*)"', rest)
        if "checked" in rest:
            sent[name] = value.group(1) if value else "on"
        elif kind == "checkbox":
            sent.pop(name, None)
    return sent


@pytest.mark.requirement("RQ171")
def test_nothing_is_in_the_ledger_before_a_person_accepts(city: City) -> None:
    client = city.client("handler")
    where = begun(client)
    page = client.get(where).content.decode()
    assert "云州市规范执法行动方案" in page
    assert "加强业务培训" in page
    with scope(IMPORTER):
        assert not PolicyPlan.objects.exists()
    answer = client.post(where, {**fields_of(page), "do": "accept"})
    assert answer.status_code == 302, answer.content.decode()
    with scope(IMPORTER):
        plan = PolicyPlan.objects.get()
        assert (plan.title, plan.number) == ("云州市规范执法行动方案", "云政办〔2026〕12号")
        first = PlanTask.objects.get(plan=plan, title__startswith="加强业务培训")
        assert first.due_on is not None and first.due_on.isoformat() == "2026-09-30"
        charged = PlanTaskUnit.objects.get(task=first, charged=True)
        assert str(charged.agency_id) == str(city.office.agency.pk)


def test_every_value_is_shown_where_it_stands(city: City) -> None:
    client = city.client("handler")
    page = client.get(begun(client) + "?tab=text").content.decode()
    assert re.search(r'<mark class="mark mark-date" title="[^"]*">2026年9月底前', page)
    assert re.search(r'<mark class="mark mark-lead" title="[^"]*">云州市城市管理综合执法局', page)
    assert re.search(r'<mark class="mark mark-target" title="[^"]*">不少于60学时', page)


def test_a_unit_nobody_knows_is_named_once_for_all(city: City) -> None:
    client = city.client("handler")
    where = begun(client)
    page = client.get(where).content.decode()
    assert "市风筝协会" in page
    answer = client.post(where + "units/", {"version": version(page), "agencies.0": "没有这个局"})
    assert "没有登记：没有这个局" in answer.content.decode()
    client.post(where + "units/", {"version": version(page), "agencies.0": "云州市市场监督管理局"})
    assert "没有登记的单位" not in client.get(where).content.decode()


def test_a_day_that_no_calendar_has_is_said_and_can_be_put_right(city: City) -> None:
    client = city.client("handler")
    where = begun(client)
    page = client.get(where).content.decode()
    assert "6月31日前”不是存在的日期" in page
    link = re.search(r'href="([^"]+/tasks/\d+/)">整治突出问题', page).group(1)  # type: ignore[union-attr]
    task = client.get(link).content.decode()
    sent = {**fields_of(task), "date.0.end": "2026-06-30", "clock": "0", "do": "back"}
    assert client.post(link, sent).status_code == 302
    with scope(IMPORTER):
        draft = PlanDraft.objects.first()
    assert draft is None  # drafts are their author's alone
    assert "2026年6月31日前</td>" in client.get(where).content.decode()


def test_what_is_typed_wrongly_stays_and_nothing_is_changed(city: City) -> None:
    client = city.client("handler")
    where = begun(client)
    page = client.get(where).content.decode()
    link = re.search(r'href="([^"]+/tasks/\d+/)">加强业务培训', page).group(1)  # type: ignore[union-attr]
    task = client.get(link).content.decode()
    sent = {**fields_of(task), "title": "", "unit.0.agencies": "查无此局", "target.0.value": "六十"}
    answer = client.post(link, sent)
    assert answer.status_code == 422
    said = answer.content.decode()
    for words in ("没有登记：查无此局", "请填写数字", "没有保存，已填内容都在", ">查无此局<", 'value="六十"'):
        assert words in said
    assert "加强业务培训" in client.get(where).content.decode()


def test_the_same_file_twice_is_told_with_the_plan_it_became(city: City) -> None:
    client = city.client("handler")
    where = begun(client)
    client.post(where, {**fields_of(client.get(where).content.decode()), "do": "accept"})
    page = upload(client).content.decode()
    assert "这个文件已经采纳过，没有重复写入" in page
    with scope(IMPORTER):
        assert PolicyPlan.objects.count() == 1


def test_a_second_window_does_not_overwrite_the_first(city: City) -> None:
    client = city.client("handler")
    where = begun(client)
    page = client.get(where).content.decode()
    first = {**fields_of(page), "issuer": "甲", "do": "save"}
    assert client.post(where, first).status_code == 302
    answer = client.post(where, {**fields_of(page), "issuer": "乙", "do": "save"})
    assert answer.status_code == 422
    assert "已在另一个窗口修改" in answer.content.decode()


def test_a_draft_is_nobody_elses(city: City) -> None:
    where = begun(city.client("handler"))
    for role in ("handler2", "agency_head", "legal_reviewer"):
        assert city.client(role).get(where).status_code == 404
    assert city.client("handler", city.other).get(where).status_code == 404


def test_giving_up_leaves_nothing(city: City) -> None:
    client = city.client("handler")
    where = begun(client)
    assert client.post(where + "drop/").status_code == 302
    assert client.get(where).status_code == 404
    with scope(IMPORTER):
        assert not PolicyPlan.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "请选择文件，或者在下方粘贴文本"),
        ({"text": "   "}, "请选择文件，或者在下方粘贴文本"),
    ],
)
def test_a_missing_file_is_said_beside_the_field(city: City, sent: dict[str, str], said: str) -> None:
    answer = city.client("handler").post(reverse("desk:plan-new"), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_pasted_text_is_read_like_a_file_and_a_document_without_tasks_is_kept(city: City) -> None:
    client = city.client("handler")
    answer = client.post(reverse("desk:plan-new"), {"text": "关于天气的说明\n今天天气很好。\n"})
    page = (
        client.get(answer["Location"]).content.decode()
        if answer.status_code == 302
        else answer.content.decode()
    )
    assert "没有读出任务" in page or "没有从中读出" in page or "天气" in page


def test_a_task_that_was_not_found_is_added_by_hand(city: City) -> None:
    client = city.client("handler")
    where = begun(client)
    page = client.get(where).content.decode()
    body = "建立台账，于2026年10月底前报云州市司法局备案。（责任单位：云州市市场监督管理局）"
    answer = client.post(
        where + "tasks/add/", {"version": version(page), "no": "4", "title": "建立台账", "body": body}
    )
    assert answer.status_code == 302
    task = client.get(answer["Location"]).content.decode()
    assert "云州市市场监督管理局" in task
    assert "2026年10月底前" in task


def test_the_number_of_statements_does_not_grow_with_the_tasks(
    city: City, django_assert_max_num_queries: Any
) -> None:
    client = city.client("handler")
    where = begun(client)
    with django_assert_max_num_queries(25):
        client.get(where)
