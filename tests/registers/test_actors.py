"""From an account to what it may do and see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import authenticate

from registers import make
from yifa.access import Case, access_matter
from yifa.registers.actors import NOBODY, actor_for
from yifa.registers.change import change
from yifa.registers.models import Account, Agency, CertificateState, Officer, Region
from yifa.registers.scope import IMPORTER, scope

TODAY = date(2026, 11, 22)


@pytest.fixture
def inside(db: None) -> Iterator[None]:
    with scope(IMPORTER):
        yield


def test_an_officer_sees_its_own_agency(inside: None, django_assert_num_queries: Any) -> None:
    where = make.region()
    office = make.agency(1, where)
    make.agency(2, where)
    who = make.officer("甲", office)
    make.grant(who, "handler")
    make.grant(who, "unit_head", valid_to=date(2021, 1, 1))
    make.certificate(who, "YZ-1")
    login = make.account("jia", who)
    with django_assert_num_queries(1):
        actor = actor_for(login, TODAY)
    assert (actor.scope, actor.agencies) == ("agency", (str(office.pk),))
    assert (actor.roles, actor.certificate) == (frozenset({"handler"}), "YZ-1")
    assert (actor.name, actor.officer_id, actor.account_id) == ("甲", str(who.pk), str(login.pk))


def test_a_supervisor_sees_the_subtree_of_its_region(inside: None, django_assert_num_queries: Any) -> None:
    make.region("530000", "云省", 1)
    city = make.region("530100", "云州市", 2, "530000")
    district = make.region("530102", "东区", 3, "530100")
    other = make.region("530200", "邻州市", 2, "530000")
    justice, below, elsewhere = make.agency(1, city), make.agency(2, district), make.agency(3, other)
    who = make.officer("乙", justice)
    make.grant(who, "supervisor")
    login = make.account("yi", who)
    with django_assert_num_queries(2):
        actor = actor_for(login, TODAY)
    assert actor.scope == "supervision"
    assert set(actor.agencies) == {str(justice.pk), str(below.pk)}
    assert str(elsewhere.pk) not in actor.agencies


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "audit_admin"])
def test_an_administrator_reaches_its_agencys_registers_and_no_case(inside: None, role: str) -> None:
    office = make.agency(1, make.region())
    who = make.officer("丙", office)
    make.grant(who, role)
    actor = actor_for(make.account("bing", who), TODAY)
    assert (actor.scope, actor.agencies) == ("administration", (str(office.pk),))
    assert not access_matter(actor, Case(str(office.pk), involved=frozenset({str(who.pk)})))


def test_clearance_comes_with_the_officer(inside: None) -> None:
    office = make.agency(1, make.region())
    plain, cleared = make.officer("甲", office), make.officer("乙", office, clearance="business")
    assert actor_for(make.account("jia", plain), TODAY).clearance == "ordinary"
    assert actor_for(make.account("yi", cleared), TODAY).clearance == "business"


def test_a_suspended_or_foreign_certificate_is_not_carried(inside: None) -> None:
    where = make.region()
    here, there = make.agency(1, where), make.agency(2, where)
    who = make.officer("甲", here)
    held = make.certificate(who, "YZ-1")
    make.certificate(who, "YZ-2", agency=there)
    login = make.account("jia", who)
    assert actor_for(login, TODAY).certificate == "YZ-1"
    row = {"certificate": held, "since": TODAY, "state": "suspended", "reason": "年审"}
    change(IMPORTER, CertificateState, None, row, "年审")
    assert actor_for(login, TODAY).certificate == ""
    assert actor_for(login, date(2026, 11, 21)).certificate == "YZ-1"


def test_who_has_left_or_was_switched_off_acts_as_the_public(inside: None) -> None:
    office = make.agency(1, make.region())
    gone = make.account("gone", make.officer("甲", office, valid_to=date(2026, 1, 1)))
    off = make.account("off", make.officer("乙", office))
    off = change(IMPORTER, Account, off.pk, {"is_active": False}, "停用")
    nobody = make.account("nobody", None)
    for login in (gone, off, nobody):
        assert actor_for(login, TODAY) == NOBODY
    assert NOBODY.scope == "public"
    assert actor_for(gone, date(2025, 1, 1)).officer_id


def test_an_agency_that_was_abolished_gives_no_authority(inside: None) -> None:
    office = make.agency(1, make.region())
    login = make.account("jia", make.officer("甲", office))
    change(IMPORTER, Agency, office.pk, {"valid_to": date(2026, 1, 1)}, "撤销机构")
    assert actor_for(login, TODAY) == NOBODY


def test_a_switched_off_account_cannot_log_in(inside: None) -> None:
    login = change(IMPORTER, Account, None, {"username": "jia", "password": "correct horse"}, "开户")
    assert authenticate(username="jia", password="correct horse") == login
    change(IMPORTER, Account, login.pk, {"is_active": False}, "停用")
    assert authenticate(username="jia", password="correct horse") is None


def test_names_and_relations_are_there_for_the_screens(inside: None) -> None:
    office = make.agency(1, make.region())
    who = make.officer("甲", office)
    assert (str(office), str(who), str(Region.objects.get())) == ("第1机关", "甲", "云州市")
    assert list(office.officers.all()) == [who]
    assert Officer._meta.verbose_name == "执法人员"
