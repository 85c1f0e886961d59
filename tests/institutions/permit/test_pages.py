"""What people see of a set that went to two agencies: each its own matter, of the other's nothing but the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.starts import begins

from institutions.permit.test_intake import dispatched, opened

if TYPE_CHECKING:
    from desk.city import City
    from support.walk import Walk


@pytest.fixture
@begins
def city(db: None) -> City:
    from desk.city import build_city

    return build_city()


def walks(city: City) -> tuple[Walk, Walk]:
    from support.walk import Walk

    window = Walk(city.office, city.firm)
    dispatched(window, "joint", "", city.other.agency.name)
    return window, opened(Walk(city.other, city.firm), "I-2")


def page(city: City, walk: Walk) -> tuple[int, str]:
    from django.urls import reverse

    found = city.client("handler", walk.office).get(reverse("desk:matter", args=[walk.matter_id]))
    return found.status_code, found.content.decode()


def test_the_window_sees_its_own_child_and_names_the_other_agencys(city: City) -> None:
    window, theirs = walks(city)
    own = opened(window, "I-1")
    status, text = page(city, window)
    assert status == 200
    assert f"/{own.matter_id}/" in text
    assert theirs.matter_id not in text
    assert "由其他机关办理" in text


def test_the_other_agency_sees_its_matter_and_not_the_windows(city: City) -> None:
    from support.looking import tell

    window, theirs = walks(city)
    tell(theirs.office.id_of("handler"), theirs.matter_id)  # nobody handles it before it is assigned
    status, text = page(city, theirs)
    assert status == 200
    assert window.matter_id not in text
    assert page(city, type(window)(city.other, city.firm, matter_id=window.matter_id))[0] == 404


def test_permits_of_a_set_keep_files_of_their_own(city: City) -> None:
    from yifa.matters import served
    from yifa.matters.models import Matter, Paper
    from yifa.registers.scope import WORKER, scope

    window, _ = walks(city)
    with scope(WORKER):
        assert served.apart(Matter.objects.get(pk=window.matter_id)) == ()
        assert not Paper.objects.filter(served.serving(window.matter_id)).exists()


@pytest.mark.parametrize(("procedure", "act"), [("permit.ordinary", "receive"), ("permit.intake", "take_in")])
def test_the_forms_open(city: City, procedure: str, act: str) -> None:
    from django.urls import reverse

    found = city.client("handler").get(reverse("desk:new", args=[procedure, act]))
    assert found.status_code == 200
    assert "申请材料" in found.content.decode()
