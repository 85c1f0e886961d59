"""执法统计: what was decided where and when, for heads and supervisors, within what they may see; as CSV too."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from support import world

from yifa.desk.views.statistics import titles
from yifa.matters.models import Matter, MatterFact
from yifa.matters.versions import version_row
from yifa.registers.change import change
from yifa.registers.models import Account, SecurityEvent
from yifa.registers.scope import IMPORTER, WORKER, scope

from .city import PASSWORD, City

pytestmark = pytest.mark.requirement("RQ130")
KINDS = {
    "levy.general": "expropriation", "grant.general": "", "confirmation.general": "", "adjudication.general": "",
    "award.general": "", "penalty.ordinary": "penalty", "penalty.summary": "", "permit.ordinary": "grant",
}  # fmt: skip


def decided(of: world.Office, procedure: str, on: date, outcome: str = "", times: int = 1) -> None:
    """Matters with the facts that a decision leaves."""
    from yifa.matters import discovery

    with scope(WORKER):
        version = version_row(discovery.procedure(procedure))
        for _ in range(times):
            matter = Matter.objects.create(
                id=uuid4(), agency_id=of.agency.pk, procedure=procedure, version=version, stage="decided",
                code=uuid4().hex[:20].upper(), opened_at=timezone.now(), act_count=1,
            )  # fmt: skip
            keys = {"agency_id": of.agency.pk, "matter": matter, "procedure": procedure}
            MatterFact.objects.create(name="decided_on", day=on, **keys)
            if outcome:
                MatterFact.objects.create(name="outcome", text=outcome, **keys)


def supervisor(city: City) -> Any:
    with scope(IMPORTER):
        who = world.officer(city.office, "overseer", "supervisor", "钱监督")
        change(
            IMPORTER,
            Account,
            None,
            {"username": "overseer", "password": PASSWORD, "officer": who},
            "测试账号",
        )
    return city.client("overseer")


def page(client: Any, **query: str) -> str:
    response = client.get(reverse("desk:statistics"), query)
    assert response.status_code == 200
    return response.content.decode()


def cells(text: str) -> list[list[str]]:
    """The body of the table of months, tags left out."""
    import re

    body = text.split("<tbody>")[1].split("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.S)
    return [
        [re.sub(r"<.*?>", "", c).strip() for c in re.findall(r"<t[hd].*?</t[hd]>", r, re.S)] for r in rows
    ]


def test_every_kind_is_counted_by_outcome_and_month(city: City) -> None:
    for number, (procedure, outcome) in enumerate(KINDS.items(), 1):
        decided(city.office, procedure, date(2026, 1, 31), outcome, times=number)
        decided(city.office, procedure, date(2026, 2, 1), outcome)
    decided(city.office, "penalty.ordinary", date(2026, 2, 28), "no_penalty", times=2)
    decided(city.office, "penalty.ordinary", date(2025, 12, 31), "penalty")
    decided(city.office, "penalty.ordinary", date(2026, 3, 2), "penalty")
    found = cells(page(city.client("agency_head"), **{"from": "2026-01-01", "to": "2026-03-01"}))
    assert ["行政征收、征用", "征收", "2", "1", "1", "0"] in found
    assert ["行政给付", "已决定", "3", "2", "1", "0"] in found
    assert ["行政确认", "已决定", "4", "3", "1", "0"] in found
    assert ["行政裁决", "已决定", "5", "4", "1", "0"] in found
    assert ["行政奖励", "已决定", "6", "5", "1", "0"] in found
    penalty = [r for r in found if r[0] == titles("penalty.ordinary", "")[0]]
    assert sorted(r[2:] for r in penalty) == [["2", "0", "2", "0"], ["7", "6", "1", "0"]]
    assert [r[1:] for r in found if r[0] == "行政许可"] == [["准予行政许可", "9", "8", "1", "0"]]
    assert len(found) == 9
    assert sum(int(r[2]) for r in found) == sum(range(1, 9)) + 8 + 2


def test_the_drawing_and_the_sums_say_the_same(city: City) -> None:
    decided(city.office, "grant.general", date(2026, 1, 5), times=3)
    decided(city.office, "award.general", date(2026, 2, 5), times=4)
    text = page(city.client("unit_head"), **{"from": "2026-01-01", "to": "2026-02-28"})
    assert "2026年1月：3件" in text and "2026年2月：4件" in text
    foot = text.split("<tfoot>")[1]
    assert '<td class="num">3</td><td class="num">4</td>' in foot
    assert "共 7 件" in text


def test_another_agency_is_not_seen_by_heads_and_is_by_the_supervisor_of_the_region(city: City) -> None:
    decided(city.other, "permit.ordinary", timezone.localdate(), "grant", times=5)
    head = city.client("agency_head")
    assert "没有作出决定的案件" in page(head)
    assert head.get(reverse("desk:statistics"), {"agency": str(city.other.agency.pk)}).status_code == 404
    assert "没有作出决定的案件" in page(head, below="1")
    over = supervisor(city)
    assert "没有作出决定的案件" in page(over)
    assert "共 5 件" in page(over, below="1")
    assert "共 5 件" in page(over, agency=str(city.other.agency.pk))


def test_who_handles_cases_is_refused_and_has_no_link(city: City) -> None:
    handler = city.client("handler")
    response = handler.get(reverse("desk:statistics"))
    assert response.status_code == 403
    assert "负责人" in response.content.decode()
    assert handler.get(reverse("desk:statistics-csv")).status_code == 403
    link = reverse("desk:statistics")
    assert link not in handler.get(reverse("desk:workbench")).content.decode()
    for role in ("unit_head", "agency_head"):
        assert link in city.client(role).get(reverse("desk:workbench")).content.decode()


@pytest.mark.parametrize(
    ("query", "beside", "said"),
    [
        ({"from": "去年"}, "s-from-error", "日期应写成年-月-日"),
        ({"to": "2026-02-30"}, "s-to-error", "日期应写成年-月-日"),
        ({"from": "1900-01-01"}, "s-from-error", "年份应在"),
        ({"from": "2026-05-01", "to": "2026-04-30"}, "s-to-error", "截止日期不能早于起始日期"),
        ({"from": "2020-01-01", "to": "2026-01-01"}, "s-to-error", "一次最多查看36个月"),
    ],
)
def test_a_wrong_period_is_said_beside_the_field_and_what_was_typed_is_kept(
    city: City, query: dict[str, str], beside: str, said: str
) -> None:
    client = city.client("agency_head")
    for name in ("statistics", "statistics-csv"):
        response = client.get(reverse(f"desk:{name}"), query)
        text = response.content.decode()
        assert response.status_code == 200
        error = text.split(f'id="{beside}">')[1].split("</p>")[0]
        assert said in error
        assert all(f'value="{v}"' in text for v in query.values())
        assert "<table" not in text


def test_the_number_of_queries_does_not_grow_with_what_was_decided(city: City) -> None:
    over = supervisor(city)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(over, below="1", **{"from": "2026-01-01", "to": "2026-12-31"})
        return len(caught)

    decided(city.office, "grant.general", date(2026, 1, 5))
    page(over)
    few = queries()
    for procedure, outcome in KINDS.items():
        for month in (1, 4, 7):
            decided(city.office, procedure, date(2026, month, 9), outcome, times=2)
            decided(city.other, procedure, date(2026, month, 9), outcome)
    assert queries() == few
    assert few <= 16


def test_the_export_has_every_agency_and_no_formulas(city: City) -> None:
    with scope(IMPORTER):
        change(IMPORTER, type(city.other.agency), city.other.agency.pk, {"name": "=1+1局"}, "测试")
    decided(city.office, "levy.general", date(2026, 1, 5), "requisition", times=2)
    decided(city.other, "grant.general", date(2026, 3, 5))
    over = supervisor(city)
    response = over.get(
        reverse("desk:statistics-csv"), {"from": "2026-01-01", "to": "2026-12-31", "below": "1"}
    )
    assert response.streaming
    assert "statistics-20260101-20261231.csv" in response["Content-Disposition"]
    raw = b"".join(response.streaming_content)
    assert raw.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0] == ["机关", "事项", "结果", "年月", "件数"]
    assert ["'=1+1局", "行政给付", "已决定", "2026-03", "1"] in rows
    assert [city.office.agency.name, "行政征收、征用", "征用", "2026-01", "2"] in rows
    assert len(rows) == 3


def test_the_export_of_a_head_holds_no_other_agency(city: City) -> None:
    decided(city.other, "grant.general", date(2026, 3, 5))
    query = {"from": "2026-01-01", "to": "2026-12-31", "below": "1"}
    response = city.client("agency_head").get(reverse("desk:statistics-csv"), query)
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert rows == [["机关", "事项", "结果", "年月", "件数"]]
    with scope(WORKER):
        event = SecurityEvent.objects.get(kind="exported")
    assert event.by == city.office.people["agency_head"].name
    assert event.detail == f"执法统计 {city.office.agency.name} 2026-01-01至2026-12-31（含下级）"


def test_a_hostile_address_is_answered(city: City) -> None:
    client = city.client("agency_head")
    for query in ({"agency": "x"}, {"agency": "\x00"}, {"from": "\x00"}, {"to": "9" * 500}, {"from": "<b>"}):
        response = client.get(reverse("desk:statistics"), query)
        assert response.status_code in (200, 404)
        assert "<b>" not in response.content.decode()
