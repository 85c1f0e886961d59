"""Drafts of large files on the desk: pages stay small, what is not shown is not lost, many are listed page by page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from support.plan_papers import HEAD

from yifa.registers.models import PlanReading
from yifa.registers.scope import WORKER, scope
from yifa.supervision.plans import drafting, readings

from .city import City
from .test_plan_drafts import fields_of, version

pytestmark = pytest.mark.django_db
OWN = "云州市城市管理综合执法局"


def document(n: int, tasks: int, unit: Callable[[int], str] = lambda k: OWN) -> str:
    line = "{k}.完成第{n}之{k}项培训。每人每年接受不少于60学时的培训，于2027年9月底前完成。（牵头单位：{unit}）\n"
    return HEAD.format(n=n) + "".join(line.format(n=n, k=k, unit=unit(k)) for k in range(1, tasks + 1))


def upload(client: Client, text: str) -> str:
    file = SimpleUploadedFile("方案.txt", text.encode(), "text/plain")
    answer = client.post(reverse("desk:plan-new"), {"file": file})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return str(answer["Location"])


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def edited_of(city: City, where: str) -> Any:
    with scope(city.office.actor("handler")) as actor:
        found = drafting.find(actor, where.rstrip("/").rpartition("/")[2])
        assert found is not None
        return drafting.edited_of(found)


def test_values_that_the_form_does_not_show_are_kept(city: City) -> None:
    client = city.client("handler")
    values = "，".join(f"2027年{n % 12 + 1}月{n % 28 + 1}日前完成{n}件" for n in range(1, 151))
    where = upload(client, HEAD.format(n=1) + f"1.分批完成清理，{values}。（牵头单位：{OWN}）\n")
    before = edited_of(city, where).tasks[0]
    assert len(before.task.dates) == 150
    link = f"{where}tasks/0/"
    text = page(client, link)
    assert "期限150处" in text and "没有列出的保存时原样保留" in text
    assert text.count('name="date.') < 60 * 12
    sent = {**fields_of(text), "date.0.text": "", "title": "分批清理", "do": "back"}
    assert client.post(link, sent).status_code == 302
    after = edited_of(city, where).tasks[0]
    assert after.task.title == "分批清理"
    assert after.task.dates == before.task.dates[1:]
    assert after.task.targets == before.task.targets


def test_a_clock_that_the_form_does_not_show_stays_the_clock(city: City) -> None:
    client = city.client("handler")
    days = [f"2027年{n % 12 + 1}月{n % 28 + 1}日前" for n in range(80)]
    text = HEAD.format(n=1) + f"1.分批完成清理，{'完成一批，'.join(days)}完成。（牵头单位：{OWN}）\n"
    where = upload(client, text)
    with scope(city.office.actor("handler")) as actor:
        draft = drafting.find(actor, where.rstrip("/").rpartition("/")[2])
        assert draft is not None
        drafting.save(draft, drafting.edited_of(draft).with_task(0, clock=70), draft.version)
    meant = edited_of(city, where).tasks[0].task.dates[70]
    link = f"{where}tasks/0/"
    shown = page(client, link)
    assert "按没有列出的期限计算" in shown
    client.post(link, {**fields_of(shown), "date.3.text": "", "do": "back"})
    after = edited_of(city, where).tasks[0]
    assert len(after.task.dates) == 79
    assert after.task.dates[after.clock] == meant


def test_the_text_comes_in_pages_and_only_where_it_is_asked_for(city: City) -> None:
    client = city.client("handler")
    where = upload(client, document(1, 1200))
    assert 'class="source"' not in page(client, where)
    text = page(client, f"{where}?tab=text")
    assert "第 1 页，共 3 页" in text and "第1之1项" in text and "第1之1000项" not in text
    last = page(client, f"{where}?tab=text&page=3")
    assert "第1之1000项" in last and '<mark class="mark mark-date"' in last
    assert page(client, f"{where}?tab=text&page=99") and page(client, f"{where}?tab=text&page=x")


def test_of_many_names_nobody_knows_the_first_are_asked_for(city: City) -> None:
    client = city.client("handler")
    where = upload(client, document(1, 130, lambda k: f"云州市第{k}风筝协会"))
    text = page(client, where)
    assert "共有 130 个单位没有登记，先列出前 100 个" in text
    assert text.count('list="agencies"') == 100
    named = {f"agencies.{n}": OWN for n in range(100)}
    client.post(f"{where}units/", {"version": version(text), **named})
    assert page(client, where).count('list="agencies"') == 30


@pytest.mark.parametrize("count", [3, 120])
def test_a_file_of_many_is_listed_page_by_page(
    city: City, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "INLINE", 400)
    client = city.client("handler")
    where = upload(client, "".join(document(n, 1) for n in range(1, count + 1)))
    with scope(WORKER):
        reading = PlanReading.objects.get()
    readings.run(reading.pk)
    titles: list[str] = []
    numbers = set()
    url = where
    while url:
        with CaptureQueriesContext(connection) as asked:
            text = page(client, url)
        numbers.add(len(asked))
        assert f"文件中有{count}份方案：待核对 {count} 份" in text
        titles += re.findall(r">(云州市第\d+号行动方案)<", text)
        found = re.search(r'rel="next" href="([^"]+)"', text)
        url = where + found.group(1) if found else ""
    assert titles == [f"云州市第{n}号行动方案" for n in range(1, count + 1)]
    assert len(numbers) == 1 and numbers.pop() <= 20
    for address in (reverse("desk:plan-new"), reverse("desk:plans")):
        with CaptureQueriesContext(connection) as asked:
            text = page(client, address)
        assert f"（{count}）" in text and len(asked) <= 20
    if count > 50:
        assert "全部 120 份待核对的方案" in text
