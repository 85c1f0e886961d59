"""Documents that lend power: what the law forbids is refused when entered, and the log proves what was entered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from registers import make
from yifa.registers.change import change
from yifa.registers.models import Agency, Mandate, RegisterChange
from yifa.registers.models.mandates import split_codes
from yifa.registers.scope import IMPORTER, scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("RQ001")]


@pytest.fixture
def inside(db: None) -> Iterator[None]:
    with scope(IMPORTER):
        yield


@pytest.fixture
def office(inside: None) -> Agency:
    return make.agency(1, make.region())


@pytest.fixture
def centre(office: Agency) -> Agency:
    return make.agency(2, office.region, kind="entrusted", parent=office)


def entrust(to: Agency, by: Agency | None, **values: Any) -> Mandate:
    row = {
        "agency": to, "kind": "entrusted", "type": "02", "scope": "市容处罚", "document": "委托书1号",
        "basis": "某条例第五条", "grantor": by, "valid_from": make.FROM, "valid_to": date(2030, 12, 31), **values,
    }  # fmt: skip
    return change(IMPORTER, Mandate, None, row, "委托")


def test_an_entrustment_is_kept_and_proved(office: Agency, centre: Agency) -> None:
    made = entrust(centre, office, codes="T-1、T-2\nT-3")
    assert made.items() == ("T-1", "T-2", "T-3")
    assert bytes(RegisterChange.objects.get(row_id=made.pk).body)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"grantor": None}, "grantor"), ({"valid_to": None}, "valid_to"), ({"type": "01"}, "agency")],
)
def test_an_entrustment_without_what_the_law_asks_is_refused(
    office: Agency, centre: Agency, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        entrust(centre, values.pop("grantor", office), **values)
    assert field in caught.value.message_dict


def test_what_was_entrusted_is_not_entrusted_on(office: Agency, centre: Agency) -> None:
    other = make.agency(3, office.region, kind="entrusted", parent=office)
    with pytest.raises(ValidationError, match="再委托"):
        entrust(other, centre)


def test_permits_may_be_entrusted_to_another_agency(office: Agency) -> None:
    assert entrust(make.agency(3, office.region), office, type="01").pk


def test_a_grant_names_the_province(office: Agency) -> None:
    with pytest.raises(ValidationError, match="省"):
        entrust(office, None, kind="granted", valid_to=None)
    assert entrust(office, None, kind="granted", valid_to=None, grantor_name="云岭省人民政府").pk


def test_codes_may_be_set_apart_in_any_way() -> None:
    assert split_codes(" A，B; C\nD ") == ("A", "B", "C", "D")
    assert split_codes("  ") == ()
