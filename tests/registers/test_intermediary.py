"""中介服务清单: fees, a ground for each service, and the clean-up that takes a service off the list (RQ048)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse

from registers import make
from yifa.law.permit_items import PermitItem
from yifa.registers.change import change
from yifa.registers.intermediary import concerns, on_list, services
from yifa.registers.models import Agency, IntermediaryService, Power, ServiceCleanup
from yifa.registers.scope import IMPORTER, scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("RQ048")]
TODAY = date.today()
GOOD: dict[str, Any] = {
    "name": "环境影响报告书编制", "source": "law", "basis": "《某某法》第十九条", "pricing": "market",
    "valid_from": make.FROM,
}  # fmt: skip


def put(model: Any, **values: Any) -> Any:
    return change(IMPORTER, model, None, values, "测试")


@pytest.fixture
def here(db: None) -> Iterator[Agency]:
    with scope(IMPORTER):
        yield make.agency(1, make.region())


def service(of: Agency, **more: Any) -> IntermediaryService:
    made: IntermediaryService = put(IntermediaryService, agency=of, **{**GOOD, **more})
    return made


def cleanup(of: IntermediaryService, **more: Any) -> ServiceCleanup:
    row = {
        "service": of,
        "proposed_on": TODAY - timedelta(days=9),
        "proposal": "cancel",
        "reason": "没有依据",
    }
    made: ServiceCleanup = put(ServiceCleanup, **{**row, **more})
    return made


def refused(model: Any, **values: Any) -> set[str]:
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        put(model, **values)
    return set(caught.value.message_dict)


def item(of: Agency, *names: str) -> PermitItem:
    return PermitItem(
        id="i", agency_id=str(of.pk), agency=of.name, agency_code=of.code, region=of.region_id, code="X-1",
        title="某某审批", category="approval", basis="《某某法》第二条", valid_from=make.FROM,
        services=tuple({"name": n, "basis": "《某某法》第三条"} for n in names),
    )  # fmt: skip


def told(of: Agency, *items: PermitItem) -> list[str]:
    return [c.text for c in concerns(services(TODAY, str(of.pk)), items, TODAY)]


def test_a_service_with_a_ground_is_on_the_list(here: Agency) -> None:
    made = service(here)
    assert on_list(services(TODAY), TODAY) == [made]
    assert told(here, item(here, GOOD["name"])) == []


def test_a_service_without_a_ground_in_law_is_to_be_cleaned_up(here: Agency) -> None:
    service(here, source="other", basis="《内部办法》第三条")
    (said,) = told(here)
    assert "应当清理（行政许可法第二十七条第一款）" in said


def test_a_clean_up_goes_from_the_proposal_to_the_decision_that_strikes_it_off(here: Agency) -> None:
    made = service(here, source="other", basis="《内部办法》第三条")
    step = cleanup(made)
    (said,) = told(here)
    assert "提出取消，尚未决定" in said
    assert on_list(services(TODAY), TODAY) == [made]  # a proposal changes nothing yet
    decided = TODAY - timedelta(days=2)
    change(
        IMPORTER, ServiceCleanup, step.pk,
        {"decided_on": decided, "outcome": "cancel", "document": "云府〔2026〕9号"}, "决定",
    )  # fmt: skip
    assert on_list(services(TODAY), TODAY) == []
    assert on_list(services(decided - timedelta(days=1)), decided - timedelta(days=1)) == [made]
    assert told(here) == []
    (said,) = told(here, item(here, GOOD["name"]))
    assert "已经取消（云府〔2026〕9号）" in said and "仍要求提供" in said


@pytest.mark.parametrize(
    ("outcome", "stays"), [("keep", True), ("fee", True), ("merge", False), ("to_agency", False)]
)
def test_what_each_decision_does(here: Agency, outcome: str, stays: bool) -> None:
    made = service(here)
    cleanup(made, decided_on=TODAY, outcome=outcome, document="云府〔2026〕9号")
    assert (on_list(services(TODAY), TODAY) == [made]) is stays


def test_what_an_item_asks_for_must_stand_on_the_list(here: Agency) -> None:
    (said,) = told(here, item(here, "验资"))
    assert "没有列入中介服务清单" in said


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"pricing": "state"}, "fee_standard"),
        ({"pricing": "guided", "fee_standard": "每件500元"}, "fee_standard"),
        ({"basis": "某某法"}, "basis"),
        ({"pricing": "free"}, "pricing"),
    ],
)
def test_prices_and_grounds_are_complete(here: Agency, values: Any, field: str) -> None:
    assert field in refused(IntermediaryService, agency=here, **{**GOOD, **values})
    service(here, pricing="state", fee_standard="每件500元", fee_document="云发改价〔2025〕3号")


def test_it_belongs_to_a_permit(here: Agency) -> None:
    fine = put(Power, agency=here, code="C-1", name="处罚", type="02", valid_from=make.FROM)
    assert refused(IntermediaryService, agency=here, power=fine, **GOOD) == {"power"}


def test_a_clean_up_is_decided_in_order_and_one_at_a_time(here: Agency) -> None:
    made = service(here)
    row = {"service": made, "proposed_on": TODAY, "proposal": "cancel", "reason": "没有依据"}
    done = {"decided_on": TODAY, "outcome": "cancel", "document": "文"}
    assert refused(ServiceCleanup, **row, outcome="cancel") == {"decided_on"}
    assert refused(ServiceCleanup, **row, **{**done, "outcome": ""}) == {"outcome"}
    assert refused(ServiceCleanup, **row, **{**done, "document": " "}) == {"document"}
    assert refused(ServiceCleanup, **row, **{**done, "decided_on": TODAY - timedelta(days=1)}) == {
        "decided_on"
    }
    cleanup(made)
    assert refused(ServiceCleanup, **row)  # another waits


def test_the_public_reads_what_is_on_the_list_and_what_was_struck_off_is_gone(here: Agency) -> None:
    made = service(here, pricing="state", fee_standard="每件500元", fee_document="云发改价〔2025〕3号")
    page = Client().get(reverse("portal:permit-services")).content.decode()
    assert GOOD["name"] in page and "政府定价：每件500元（云发改价〔2025〕3号）" in page
    cleanup(made, decided_on=TODAY, outcome="cancel", document="云府〔2026〕9号")
    assert GOOD["name"] not in Client().get(reverse("portal:permit-services")).content.decode()
