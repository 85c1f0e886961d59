"""An application is taken with an item chosen from the register; agencies and items are picked without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from support import permit_items

from yifa.matters.models import Matter
from yifa.matters.page import look
from yifa.registers.scope import WORKER, scope

from .city import City, hidden, now, press

RECEIVE = ("permit.ordinary", "receive")
TAKE_IN = ("permit.intake", "take_in")


def value(page: str, name: str) -> str:
    """What the field of that name holds on the page."""
    found = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', page)
    if found:
        return re.search(r'value="([^"]*)"', found[0])[1]
    area = re.search(rf'<textarea[^>]*name="{re.escape(name)}"[^>]*>\n?(.*?)</textarea>', page, re.S)
    if area:
        return area[1]
    box = re.search(rf'<select[^>]*name="{re.escape(name)}"[^>]*>(.*?)</select>', page, re.S)
    assert box, name
    chosen = re.search(r'<option value="([^"]*)" selected', box[1])
    return chosen[1] if chosen else ""


def options(page: str, name: str) -> list[str]:
    box = re.search(rf'<select[^>]*name="{re.escape(name)}"[^>]*>(.*?)</select>', page, re.S)
    return re.findall(r'<option value="([^"]*)"', box[1])[1:] if box else []


def filled(client: Client, act: tuple[str, str], path: str, fields: dict[str, Any]) -> str:
    url = reverse("desk:new", args=act)
    page = client.get(url).content.decode()
    response = client.post(url, {"_occurred": now(), **hidden(page), **fields, "_fill": path})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.requirement("RQ047")
def test_a_chosen_item_fills_the_form_and_is_pinned_in_the_act(city: City) -> None:
    item = permit_items.register(city.office.agency, **permit_items.FEE)
    client = city.client("handler")
    url = reverse("desk:new", args=RECEIVE)
    assert options(client.get(url).content.decode(), "registered_item") == [str(item.pk)]
    typed = {"registered_item": str(item.pk), "received_on": f"{timezone.localdate()}",
             "parties.0.subject": str(city.firm.pk), "parties.0.role": "party"}  # fmt: skip
    page = filled(client, RECEIVE, "registered_item", typed)
    expected = {
        "title": "临时占用城市道路",
        "item_code": "990100CG001",
        "conditions.0.content": "占用方案不妨碍交通",
        "conditions.0.basis": permit_items.ROAD_ARTICLE,
        "materials.0.name": "申请书",
        "materials.1.copies": "2",
        "materials.1.proves": "占用方案不妨碍交通",
        "materials.2.when": "委托代理的",
        "fee_fen": "10.50",
        "fee_standard": "每件10.5元",
        "promise_days": "10",
    }
    assert {name: value(page, name) for name in expected} == expected
    assert "公开的办事指南" in page and f"/permits/{item.pk}/" in page
    fields = fields_of(page) | {"materials.0.received": "true", "materials.1.received": "true"}
    fields["handlers"] = [city.office.id_of("handler"), city.office.id_of("handler2")]
    response = client.post(url, {**fields, "_do": "submit"})
    assert response.status_code == 302, response.content.decode()
    with scope(WORKER):
        matter = Matter.objects.get(procedure="permit.ordinary")
        payload = look(city.office.actor("handler"), matter)[1].acts[0].payload
    assert payload["registered_item"] == str(item.pk)
    assert payload["conditions"] == [{**permit_items.ROAD["conditions"][0], "refines": ""}]
    assert (payload["fee_fen"], payload["promise_days"]) == (1050, 10)


def test_what_is_registered_cannot_be_typed_and_what_is_not_can(city: City) -> None:
    permit_items.register(city.office.agency)
    client = city.client("handler")
    url = reverse("desk:new", args=RECEIVE)
    typed = {
        "title": "临时占用城市道路", "item_code": "990100CG001", "item_basis": "《某某条例》第三条",
        "parties.0.subject": str(city.firm.pk), "parties.0.role": "party", "materials.0.name": "申请书",
        "materials.0.received": "true", "materials.0.basis": "《某某条例》第三条",
        "received_on": f"{timezone.localdate()}",
        "handlers": [city.office.id_of("handler"), city.office.id_of("handler2")],
    }  # fmt: skip
    refused = press(client, url, "submit", typed)
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "已登记公布" in page and value(page, "materials.0.basis") == "《某某条例》第三条"
    assert press(client, url, "submit", typed | {"item_code": "990100CG009"}).status_code == 302
    with scope(WORKER):
        assert Matter.objects.filter(procedure="permit.ordinary").count() == 1


def test_only_the_agencys_own_items_in_force_on_the_day_are_offered(city: City) -> None:
    permit_items.register(city.office.agency)
    other = city.client("handler", city.other).get(reverse("desk:new", args=RECEIVE)).content.decode()
    assert options(other, "registered_item") == [] and "没有登记的许可事项" in other
    client = city.client("handler")
    assert (
        len(options(client.get(reverse("desk:new", args=RECEIVE)).content.decode(), "registered_item")) == 1
    )
    page = filled(client, RECEIVE, "registered_item", {"received_on": "2019-12-31"})
    assert options(page, "registered_item") == []


def test_a_choice_that_is_none_is_said_and_nothing_is_lost(city: City) -> None:
    item = permit_items.register(city.office.agency)
    client = city.client("handler")
    kept = filled(client, RECEIVE, "registered_item", {"title": "自己写的", "registered_item": ""})
    assert value(kept, "title") == "自己写的"
    for wrong in ("01890000-0000-7000-8000-000000000001", "x", "'; --"):
        page = filled(client, RECEIVE, "registered_item", {"title": "自己写的", "registered_item": wrong})
        assert "没有找到所选的登记事项" in page and value(page, "title") == "自己写的"
    for path in ("title", "nothing", "items.0.registered_item", "registered_item.9"):
        page = filled(client, RECEIVE, path, {"title": "自己写的", "registered_item": str(item.pk)})
        assert value(page, "title") == "自己写的"


def test_the_window_picks_agencies_and_items_of_its_region(city: City) -> None:
    road = permit_items.register(city.office.agency)
    food = permit_items.register(
        city.other.agency, "990100SJ001", "食品经营许可",
        materials=[{"name": "申请书", "basis": "《行政许可法》第二十九条"}, {"name": "布局图", "proves": "占用方案"}],
    )  # fmt: skip
    client = city.client("handler")
    page = client.get(reverse("desk:new", args=TAKE_IN)).content.decode()
    assert set(options(page, "items.0.agency")) == {city.office.agency.name, city.other.agency.name}
    assert set(options(page, "items.0.registered_item")) == {str(road.pk), str(food.pk)}
    first = {"items.0.registered_item": str(food.pk), "items.0._": "1", "materials.0.name": "身份证明"}
    page = filled(client, TAKE_IN, "items.0.registered_item", first)
    assert value(page, "items.0.agency") == city.other.agency.name
    assert value(page, "items.0.conditions.0.content") == "占用方案不妨碍交通"
    assert [value(page, f"materials.{n}.name") for n in range(3)] == ["身份证明", "申请书", "布局图"]
    fields = fields_of(page) | {"items.1._": "1", "items.1.registered_item": str(road.pk)}
    page = client.post(
        reverse("desk:new", args=TAKE_IN), {**fields, "_fill": "items.1.registered_item"}
    ).content.decode()
    assert value(page, "items.1.item_code") == "990100CG001"
    names = [value(page, f"materials.{n}.name") for n in range(5)]
    assert names == ["身份证明", "申请书", "布局图", "占用方案图", "委托书"]


def fields_of(page: str) -> dict[str, Any]:
    """Everything that a browser would send of the form on the page, save the ticked boxes."""
    form = page[page.index('<form class="card" method="post"') :]
    out: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        kind = re.search(r'type="([^"]+)"', tag)
        if name is None or (kind and kind[1] in ("file", "checkbox")):
            continue
        if kind and kind[1] == "radio" and " checked" not in tag:
            continue
        found = re.search(r'value="([^"]*)"', tag)
        out[name[1]] = found[1] if found else ""
    for name in re.findall(r'<textarea[^>]*name="([^"]+)"', form):
        out[name] = value(page, name)
    for name in re.findall(r'<select[^>]*name="([^"]+)"', form):
        out[name] = value(page, name)
    return out
