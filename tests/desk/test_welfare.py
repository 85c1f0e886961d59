"""权益保障: one's own, and what only those may see who were named for it (RQ014)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from support import world

from yifa.registers.change import change
from yifa.registers.models import Counselling, Counsellor, Injury, Insurance, RegisterChange
from yifa.registers.scope import IMPORTER, Actor, Unscoped, scope

from .city import City, with_roles

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("RQ014")]
HOME, LIST = "desk:welfare", "desk:welfare-bookings"
OTHERS = (
    "handler2", "unit_head", "agency_head", "legal_reviewer", "archivist", "supervisor", "system_admin",
    "security_admin", "audit_admin",
)  # fmt: skip


def put(model: Any, **values: Any) -> Any:
    with scope(IMPORTER):
        return change(IMPORTER, model, None, values, "测试")


@pytest.fixture
def city(city: City) -> City:
    return with_roles(city, "supervisor", "system_admin", "security_admin", "audit_admin")


@pytest.fixture
def insured(city: City) -> City:
    who, today = city.office.people["handler"], timezone.localdate()
    put(Insurance, officer=who, kind="accident", insurer="云州人寿", valid_from=world.START,
        valid_to=today - timedelta(days=1))  # fmt: skip
    put(Insurance, officer=who, kind="work_injury", insurer="社会保险经办机构", valid_from=world.START)
    put(Injury, officer=who, on=today - timedelta(days=20), what="执法时被推倒，右臂骨折", recognised="yes",
        document="工伤认定〔2026〕8号", paid_yuan=12000)  # fmt: skip
    return city


def counsellor(city: City, role: str = "hearing_officer") -> None:
    put(Counsellor, agency=city.office.agency, officer=city.office.people[role], qualification="聘任书",
        valid_from=world.START)  # fmt: skip


def book(city: City, role: str = "handler") -> Counselling:
    sent = city.client(role).post(reverse(HOME), {"wish": "周五下午，电话", "about": "睡不着", "_do": "book"})
    assert sent.status_code == 302
    with scope(IMPORTER):
        return Counselling.objects.get(officer=city.office.people[role])


def test_everybody_sees_what_is_kept_of_oneself(insured: City) -> None:
    page = insured.client("handler").get(reverse(HOME)).content.decode()
    assert "人身意外伤害保险" in page and "已到期" in page and "右臂骨折" in page
    assert "右臂骨折" not in insured.client("handler2").get(reverse(HOME)).content.decode()


@pytest.mark.parametrize("name", ["insurances", "injuries"])
def test_of_others_only_the_head_and_the_keeper_read_it(insured: City, name: str) -> None:
    address = reverse("desk:register", args=[name])
    seen = {role: insured.client(role).get(address).status_code for role in (*OTHERS, "handler")}
    assert {role for role, status in seen.items() if status == 200} == {"agency_head", "system_admin"}
    assert set(seen.values()) == {200, 403}
    assert "张伟" in insured.client("agency_head").get(address).content.decode()
    assert "张伟" not in insured.client("agency_head", insured.other).get(address).content.decode()


def actor(city: City, role: str) -> Actor:
    return city.office.actor(role)


def counted(of: Actor) -> tuple[int, int, int]:
    with scope(of):
        changes = RegisterChange.objects.filter(model__in=["registers.Injury", "registers.Insurance"])
        return Injury.objects.count(), Insurance.objects.count(), changes.count()


def test_the_database_shows_it_to_nobody_else_whatever_a_page_forgets(insured: City) -> None:
    assert counted(actor(insured, "handler"))[:2] == (1, 2)
    assert counted(actor(insured, "agency_head")) == (1, 2, 3)
    for role in ("handler2", "unit_head", "legal_reviewer", "supervisor", "security_admin", "audit_admin"):
        assert counted(actor(insured, role)) == (0, 0, 0), role
    assert counted(insured.other.actor("agency_head"))[:2] == (0, 0)
    with pytest.raises(Unscoped):
        Injury.objects.count()


def test_a_booking_from_the_wish_to_the_answer(city: City) -> None:
    counsellor(city)
    made = book(city)
    address = reverse("desk:welfare-answer", args=[made.pk])
    helper = city.client("hearing_officer")
    assert made.officer.name in helper.get(reverse(LIST)).content.decode()
    assert "睡不着" in helper.get(address).content.decode()
    short = helper.post(address, {"state": "set", "meets_at": "2026-12-01T09:30"})
    assert short.status_code == 422 and "请写明安排的时间和地点" in short.content.decode()
    assert (
        helper.post(
            address, {"state": "set", "meets_at": "2026-12-01T09:30", "place": "三楼谈心室"}
        ).status_code
        == 302
    )
    assert "三楼谈心室" in city.client("handler").get(reverse(HOME)).content.decode()
    crisis = helper.post(address, {"state": "crisis", "meets_at": "", "place": "三楼谈心室"})
    assert crisis.status_code == 422 and "登记采取的措施" in crisis.content.decode()
    assert (
        helper.post(
            address, {"state": "crisis", "place": "三楼谈心室", "note": "转市精神卫生中心"}
        ).status_code
        == 302
    )


def test_nobody_but_oneself_and_the_counsellor_sees_a_booking(city: City) -> None:
    counsellor(city)
    made = book(city)
    for role in OTHERS:
        client = city.client(role)
        assert client.get(reverse(LIST)).status_code == 403, role
        assert client.get(reverse("desk:welfare-answer", args=[made.pk])).status_code == 403, role
        with scope(actor(city, role)):
            assert not Counselling.objects.exists(), role
    with scope(actor(city, "hearing_officer")):
        assert Counselling.objects.count() == 1
    with scope(city.other.actor("hearing_officer")):
        assert not Counselling.objects.exists()
    with scope(IMPORTER):
        assert not RegisterChange.objects.filter(model="registers.Counselling").exists()


def test_a_counsellor_named_no_longer_sees_nothing(city: City) -> None:
    counsellor(city)
    book(city)
    last_day(city, timezone.localdate() - timedelta(days=1))
    assert city.client("hearing_officer").get(reverse(LIST)).status_code == 403
    with scope(actor(city, "hearing_officer")):
        assert not Counselling.objects.exists()


# At any hour it is another day than in Beijing in one of the two.
@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Etc/GMT-14"])
def test_the_days_of_a_counsellor_are_those_of_beijing(city: City, zone: str) -> None:
    counsellor(city)
    book(city)
    for day, seen in ((timezone.localdate(), 1), (timezone.localdate() - timedelta(days=1), 0)):
        last_day(city, day)
        with scope(actor(city, "hearing_officer")), connection.cursor() as cursor:
            cursor.execute("SET LOCAL TIME ZONE %s", [zone])
            assert Counselling.objects.count() == seen
            cursor.execute("SET LOCAL TIME ZONE 'UTC'")


def last_day(city: City, day: date) -> None:
    """The counsellor is named until then."""
    with scope(IMPORTER):
        change(IMPORTER, Counsellor, Counsellor.objects.get().pk, {"valid_to": day}, "解聘")


def test_nobody_books_for_another(city: City) -> None:
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        scope(actor(city, "handler2")),
    ):
        Counselling.objects.create(officer=city.office.people["handler"], wish="x")


def test_one_booking_at_a_time_and_it_can_be_given_up(city: City) -> None:
    book(city)
    client = city.client("handler")
    again = client.post(reverse(HOME), {"wish": "周六", "_do": "book"})
    assert again.status_code == 422
    assert client.post(reverse(HOME), {"_do": "withdraw"}).status_code == 302
    assert client.post(reverse(HOME), {"_do": "withdraw"}).status_code == 422
    assert client.post(reverse(HOME), {"wish": "周六", "_do": "book"}).status_code == 302


def test_an_empty_wish_is_said_beside_the_field_and_what_was_typed_is_kept(city: City) -> None:
    page = city.client("handler").post(reverse(HOME), {"wish": "", "about": "压力大", "_do": "book"})
    assert page.status_code == 422
    assert "请写明希望的时间和方式" in page.content.decode() or "不能为空" in page.content.decode()
    assert 'value="压力大"' in page.content.decode()


def test_naming_a_counsellor_is_for_the_security_administrator(city: City) -> None:
    address = reverse("desk:register-new", args=["counsellors"])
    assert city.client("security_admin").get(address).status_code == 200
    for role in ("system_admin", "agency_head", "supervisor"):
        assert city.client(role).get(address).status_code == 403
