"""Decided matters are counted by kind and year, in one query."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from institutions.short.test_through_engine import until_decided

if TYPE_CHECKING:
    from support.walk import Walk


def test_decided_matters_are_counted_by_kind_and_year(walk: Walk, django_assert_num_queries) -> None:
    from support.walk import day

    from yifa.matters.models import Matter
    from yifa.registers.scope import scope
    from yifa.supervision.statistics import Row, decided

    until_decided(walk, "levy")
    with scope(walk.office.actor("handler")):
        agency = Matter.objects.get(pk=walk.matter_id).agency_id
        year = date.fromisoformat(day()).year
        with django_assert_num_queries(1):
            assert decided(year, [agency]) == (Row("levy.general", "expropriation", 1),)
        assert decided(year - 1, [agency]) == ()
        assert decided(year, []) == ()
