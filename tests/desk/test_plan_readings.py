"""A large document is read by the queue; its page says how far it is and leads to the drafts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from yifa.registers.models import PlanDraft, PlanReading, PolicyPlan
from yifa.registers.scope import IMPORTER, WORKER, scope
from yifa.supervision.plans import readings

from .city import City
from .test_plan_drafts import TEXT, fields_of, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def soon_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "INLINE", 400)


def begun(client: Client, text: str = TEXT, name: str = "方案.txt") -> str:
    answer = upload(client, text, name)
    assert answer.status_code == 302, answer.content.decode()
    assert "/desk/plans/readings/" in answer["Location"]
    return str(answer["Location"])


def row() -> PlanReading:
    with scope(WORKER):
        return PlanReading.objects.latest("made_at")


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def drafts(city: City) -> int:
    with scope(city.office.actor("handler")):
        return PlanDraft.objects.count()


def test_before_a_worker_comes_the_page_says_that_nothing_began_and_what_to_do(city: City) -> None:
    client = city.client("handler")
    where = begun(client)
    text = page(client, where)
    assert "还没有开始读取" in text and "yifa worker" in text and "不需要重新上传" in text
    assert '<meta http-equiv="refresh"' in text
    assert not drafts(city)
    new = page(client, reverse("desk:plan-new"))
    assert where in new and "等待读取" in new


def test_while_it_is_read_the_page_says_how_far_it_is(city: City) -> None:
    client = city.client("handler")
    where = begun(client)
    with scope(WORKER):
        PlanReading.objects.update(state="reading", done=250, of=1000, document=2, documents=7, tasks=31)
    text = page(client, where)
    assert 'value="25"' in text
    assert "第 2 份，共 7 份" in text and "已读出 31 项任务" in text
    assert "正在读取 25%" in page(client, reverse("desk:plan-new"))


def test_what_was_read_leads_to_the_draft_and_into_the_ledger(city: City) -> None:
    client = city.client("handler")
    where = begun(client)
    readings.run(row().pk)
    answer = client.get(where)
    assert answer.status_code == 302
    draft = answer["Location"]
    assert "加强业务培训" in page(client, draft)
    assert where not in page(client, reverse("desk:plan-new"))
    accepted = client.post(draft, {**fields_of(page(client, draft)), "do": "accept"})
    assert accepted.status_code == 302, accepted.content.decode()
    with scope(IMPORTER):
        plan = PolicyPlan.objects.get()
    assert plan.title == "云州市规范执法行动方案"
    after = page(client, where)  # the page of the reading then names the plan
    assert reverse("desk:plan", args=[plan.pk]) in after
    again = begun(client)
    readings.run(row().pk)
    assert "这个文件已经采纳过，没有重复写入" in page(client, again)


def test_a_file_of_several_is_listed_until_each_is_done(city: City) -> None:
    client = city.client("handler")
    where = begun(client, TEXT + TEXT.replace("规范执法", "案卷评查").replace("12号", "13号"))
    readings.run(row().pk)
    assert row().documents == 2
    text = page(client, where)
    assert "文件中有2份" in text and "云州市案卷评查行动方案" in text
    assert "已读完，2份" in page(client, reverse("desk:plan-new"))
    for pk in row().drafts:
        assert where in page(client, reverse("desk:plan-new"))
        client.post(reverse("desk:plan-draft-drop", args=[pk]))
    assert where not in page(client, reverse("desk:plan-new"))


def test_pasted_text_goes_the_same_way(city: City) -> None:
    client = city.client("handler")
    answer = client.post(reverse("desk:plan-new"), {"text": TEXT})
    assert "/desk/plans/readings/" in answer["Location"]
    readings.run(row().pk)
    assert client.get(answer["Location"]).status_code == 302


def test_what_is_small_is_read_at_once(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "INLINE", len(TEXT.encode()))
    assert "/desk/plans/drafts/" in upload(city.client("handler"))["Location"]


def test_a_broken_file_is_said_and_can_be_had_back_and_given_up(city: City) -> None:
    client = city.client("handler")
    broken = b"PK\x03\x04" + b"\0" * 2000
    file = SimpleUploadedFile("方案.docx", broken, "application/octet-stream")
    where = client.post(reverse("desk:plan-new"), {"file": file})["Location"]
    readings.run(row().pk)
    text = page(client, where)
    assert "没有读成" in text and row().problems[0] in text
    assert '<meta http-equiv="refresh"' not in text
    kept = client.get(where + "file/")
    assert kept.content == broken
    assert kept["Content-Disposition"].startswith("attachment")
    assert client.post(where + "drop/").status_code == 302
    assert client.get(where).status_code == 404
    assert client.get(where + "file/").status_code == 404
    assert where not in page(client, reverse("desk:plan-new"))


def test_one_given_up_is_not_read(city: City) -> None:
    client = city.client("handler")
    where = begun(client)
    client.post(where + "drop/")
    readings.run(row().pk)
    assert row().state == "dropped"
    assert not drafts(city)


@pytest.mark.parametrize(
    ("role", "elsewhere"), [("handler2", False), ("unit_head", False), ("handler", True)]
)
def test_somebody_else_finds_nothing(city: City, role: str, elsewhere: bool) -> None:
    where = begun(city.client("handler"))
    other = city.client(role, city.other if elsewhere else None)
    asked: list[Any] = [other.get(where), other.get(where + "file/"), other.post(where + "drop/")]
    assert [a.status_code for a in asked] == [404, 404, 404]
    assert where not in page(other, reverse("desk:plan-new"))
    assert row().state == "waiting"


def test_more_text_than_a_form_may_hold_is_told_with_the_way_out(city: City) -> None:
    answer = city.client("handler").post(reverse("desk:plan-new"), {"text": "字" * 3_600_000})
    assert answer.status_code == 400
    assert "超过10MB" in answer.content.decode() and "存成文件" in answer.content.decode()
