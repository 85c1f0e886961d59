"""An amendment, a grant without evaluation, a missing rule and an open problem each ask for something by a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from yifa.registers.change import change
from yifa.registers.models import (
    InspectionItem,
    Mandate,
    MandateEvaluation,
    Power,
    PowerState,
    Problem,
    RecordingItem,
    ReviewItem,
    Statute,
    SupportingRule,
)
from yifa.registers.scope import IMPORTER, scope
from yifa.supervision.power_lists import adjustments, duties, evaluations, gaps, gaps_by_unit

if TYPE_CHECKING:
    from desk.city import City

FROM = date(2020, 1, 1)


def put(model: Any, **values: Any) -> Any:
    with scope(IMPORTER):
        return change(IMPORTER, model, None, values, "测试")


def power(city: City, code: str = "P-1", basis: str = "《云州市市容条例》第三条", **more: Any) -> Power:
    row = {"agency": city.office.agency, "code": code, "name": f"事项{code}", "type": "02", "basis": basis}
    return put(Power, **{**row, "valid_from": FROM, **more})  # type: ignore[no-any-return]


def amended(starts: date, versions: int = 2) -> Statute:
    return put(  # type: ignore[no-any-return]
        Statute, title="云州市市容条例", short_title="云州市市容条例", kind="local", adopted_on=starts,
        effective_from=starts, sha256="0" * 64, amendments=[{"kind": "修正", "text": str(n)} for n in range(versions)],
    )  # fmt: skip


@pytest.mark.requirement("RQ030")
def test_an_item_on_an_amended_statute_is_to_be_adjusted_within_a_month(city: City) -> None:
    power(city)
    power(city, "P-2", "《另一条例》第三条")
    amended(date(2026, 9, 10))
    found = adjustments(city.office.agency, date(2026, 9, 20))
    assert [(a.power.code, a.due) for a in found] == [("P-1", date(2026, 10, 10))]
    assert not found[0].overdue(date(2026, 10, 10))
    assert found[0].overdue(date(2026, 10, 11))


def test_a_figure_of_another_place_is_said_to_be_borrowed(city: City) -> None:
    power(city)
    amended(date(2026, 9, 10))
    (found,) = adjustments(city.office.agency, date(2026, 9, 20))
    assert found.borrowed
    assert "蚌埠" in found.citation


def test_a_state_after_the_amendment_settles_it_and_one_before_does_not(city: City) -> None:
    item = power(city)
    statute = amended(date(2026, 9, 10))
    put(PowerState, power=item, since=date(2026, 9, 1), state="published", document="云城管〔2026〕1号")
    assert adjustments(city.office.agency, date(2026, 9, 20))
    put(
        PowerState, power=item, since=date(2026, 9, 15), state="published", document="云城管〔2026〕9号",
        statute=statute,
    )  # fmt: skip
    assert adjustments(city.office.agency, date(2026, 9, 20)) == []


def test_a_first_version_a_future_one_and_a_cancelled_item_ask_for_nothing(city: City) -> None:
    item = power(city)
    amended(date(2026, 9, 10), versions=1)
    assert adjustments(city.office.agency, date(2026, 9, 20)) == []
    amended(date(2026, 12, 1))
    assert adjustments(city.office.agency, date(2026, 9, 20)) == []
    put(PowerState, power=item, since=date(2026, 1, 1), state="cancelled", document="云政〔2026〕1号")
    assert adjustments(city.office.agency, date(2026, 12, 20)) == []


@pytest.mark.requirement("RQ033")
def test_what_is_granted_is_evaluated_every_year(city: City) -> None:
    mandate = put(
        Mandate, agency=city.office.agency, kind="granted", type="02", scope="占道经营", grantor_name="云省人民政府",
        document="云政〔2024〕3号", basis="行政处罚法第二十四条", valid_from=date(2024, 2, 29),
    )  # fmt: skip
    (never,) = evaluations(city.office.agency, date(2025, 1, 1))
    assert (never.last, never.due) == (None, date(2025, 2, 28))
    put(MandateEvaluation, mandate=mandate, on=date(2025, 2, 20), outcome="keep", finding="能够有效承接")
    (once,) = evaluations(city.office.agency, date(2026, 2, 21))
    assert (once.last, once.due, once.overdue(date(2026, 2, 21))) == (
        date(2025, 2, 20),
        date(2026, 2, 20),
        True,
    )


def test_topics_without_a_rule_of_ones_own_are_named(city: City) -> None:
    put(SupportingRule, agency=city.office.agency, topic="hearing", title="听证工作规则", valid_from=FROM)
    found = gaps(city.office.agency, date(2026, 1, 1))
    assert [topic for topic, _ in found.have] == ["听证"]
    assert "行政执法公示" in found.lacks
    assert "听证" not in found.lacks


@pytest.mark.parametrize(
    ("model", "values", "field"),
    [
        (ReviewItem, {"name": "罚款", "type": "02", "basis": "行政处罚法第五十八条"}, "standard"),
        (RecordingItem, {"scene": "暗访", "need": "optional", "special": True}, "guidance"),
        (Problem, {"problem": "乱罚款", "measures": "整改", "due": date(2019, 1, 1)}, "due"),
        (Problem, {"problem": "乱罚款", "measures": "整改", "due": FROM, "struck_off_on": FROM}, "result"),
        (
            InspectionItem,
            {
                "name": "a",
                "objects_of": "b",
                "content": "c",
                "method": "d",
                "with_law": "e",
                "share_percent": 101,
            },
            "share_percent",
        ),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_beside_its_field(
    city: City, model: Any, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        put(model, agency=city.office.agency, valid_from=FROM, **values)
    assert field in refused.value.message_dict or "抽查比例为 1 至 100" in refused.value.messages


def test_an_evaluation_before_the_grant_and_a_state_before_the_item_are_refused(city: City) -> None:
    item = power(city)
    with pytest.raises(ValidationError, match="不能早于事项的生效日期"):
        put(PowerState, power=item, since=date(2019, 1, 1), state="published", document="x")


def test_an_item_of_another_agency_cannot_be_listed(city: City) -> None:
    from registers.make import agency

    with scope(IMPORTER):
        other = agency(7, city.office.agency.region)
        item = power(city)
    with pytest.raises(ValidationError, match="该事项不属于所选机关"):
        put(RecordingItem, agency=other, power=item, scene="现场检查", need="whole", valid_from=FROM)


def test_the_desk_page_shows_every_duty_in_a_constant_number_of_statements(city: City) -> None:
    today = timezone.localdate()
    client = city.client("legal_reviewer")
    url = reverse("desk:power-lists")
    amended(today.replace(day=1))
    power(city)
    client.get(url)
    with CaptureQueriesContext(connection) as before:
        client.get(url)
    for n in range(5):
        power(city, f"P-1{n}")
        put(
            Problem, agency=city.office.agency, problem=f"问题{n}", measures="整改", due=FROM, valid_from=FROM
        )
    client.get(url)  # a changed list of powers has the law book read anew, once
    with CaptureQueriesContext(connection) as after:
        text = client.get(url).content.decode()
    assert "P-13" in text
    assert "已超期" in text
    assert len(after) <= len(before)


@pytest.mark.requirement("RQ028")
def test_the_public_sees_published_items_only_with_their_articles_as_links(city: City) -> None:
    shown, hidden = power(city), power(city, "P-9")
    power(city, "P-5")  # without a state an item counts as published
    put(PowerState, power=hidden, since=FROM, state="cancelled", document="云政〔2026〕1号")
    put(PowerState, power=shown, since=FROM, state="suspended", document="云政〔2026〕2号")
    put(
        ReviewItem, agency=city.office.agency, name="较大数额罚款", type="02", amount_yuan=50000,
        basis="行政处罚法第五十八条", valid_from=FROM,
    )  # fmt: skip
    client = Client(HTTP_HOST="localhost")
    assert city.office.agency.name in client.get("/powers/").content.decode()
    text = client.get(f"/powers/{city.office.agency.pk}/").content.decode()
    assert "事项P-1" in text
    assert "暂停实施" in text
    assert "事项P-5" in text
    assert "事项P-9" not in text
    assert "/law/?q=" in text
    assert "50000 元以上" in text
    assert "事项P-1" not in client.get(f"/powers/{city.office.agency.pk}/?q=别的").content.decode()
    assert client.get("/powers/00000000-0000-0000-0000-000000000007/").status_code == 404


def test_all_duties_come_together(city: City) -> None:
    found = duties(city.office.agency, date(2026, 1, 1))
    assert (list(found.adjustments), list(found.evaluations), list(found.problems)) == ([], [], [])
    assert len(found.gaps.lacks) == 11


@pytest.mark.requirement("RQ195")
def test_gaps_of_every_unit_in_one_statement(city: City, django_assert_num_queries: Any) -> None:
    from support import world

    other = world.office("云州市司法局", "justice", "云司", "10000009").agency
    row = {
        "agency": city.office.agency,
        "topic": "disclosure",
        "title": "行政执法公示办法",
        "valid_from": date(2025, 1, 1),
    }
    with scope(IMPORTER):
        made = change(IMPORTER, SupportingRule, None, row, "测试")
        with django_assert_num_queries(1):
            first, second = gaps_by_unit([city.office.agency, other], date(2026, 1, 1))
        assert (first.agency.pk, len(first.lacks)) == (other.pk, 11)
        assert "行政执法公示" not in second.lacks and "行政调解" in second.lacks and len(second.lacks) == 10
        assert second.unpublished == second.unfiled == ("行政执法公示办法",)
        told = {"published_on": date(2025, 2, 1), "filed_on": date(2025, 2, 9), "filed_with": "云州市司法局"}
        change(IMPORTER, SupportingRule, made.pk, told, "发布和备案")
        after = gaps_by_unit([city.office.agency], date(2026, 1, 1))[0]
        assert (after.unpublished, after.unfiled) == ((), ())
        with pytest.raises(ValidationError, match="备案日期不能早于发布日期"):
            change(IMPORTER, SupportingRule, made.pk, {"filed_on": date(2025, 1, 1)}, "测试")
