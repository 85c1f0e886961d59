"""The rules a procedure watches raise alerts on matters at rest, once, and take them back when they no longer hold."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.walk import Walk, day, now

from yifa.matters import watch
from yifa.matters.models import Alert
from yifa.matters.request import Ask
from yifa.matters.service import record
from yifa.registers.scope import IMPORTER, WORKER, scope

pytestmark = pytest.mark.django_db


def _alerts() -> list[tuple[str, str]]:
    with scope(WORKER):
        return sorted(Alert.objects.filter(act=None).values_list("rule", "state"))


def _imported(walk: Walk, kind: str, payload: dict[str, object], days_ago: int) -> None:
    at = now() - timedelta(days=days_ago)
    with scope(IMPORTER):
        outcome = record(
            Ask(
                actor=IMPORTER, kind=kind, payload=payload, mode="attest", matter_id=walk.matter_id or None,
                procedure=None if walk.matter_id else "penalty.ordinary", agency_id=str(walk.office.agency.pk),
                occurred_from=at, occurred_to=at, source_recorded_at=at,
            )
        )  # fmt: skip
    assert outcome.act is not None, outcome.errors
    walk.matter_id = outcome.matter_id or ""


def test_a_case_past_its_ninety_days_is_alerted_once_and_the_alert_goes_when_the_case_is_decided(
    walk: Walk,
) -> None:
    _imported(walk, "register_clue", walk.clue() | {"received_on": day(-202)}, 202)
    _imported(walk, "check_clue", walk.check() | {"checked_on": day(-201)}, 201)
    _imported(walk, "file", walk.file() | {"conduct_on": day(-203), "discovered_on": day(-202)}, 200)
    seen, raised = watch.watch_open()
    assert (seen, raised) == (1, 1)
    assert _alerts() == [("within_case_period", "open")]
    assert watch.watch_open() == (1, 0)
    _imported(walk, "terminate", {"ground": "other", "reasons": "无法继续调查。"}, 0)
    watch.watch_open()
    assert ("within_case_period", "closed") in _alerts()


def test_a_case_in_order_raises_nothing(walk: Walk) -> None:
    walk.until("file")
    assert watch.watch_open() == (1, 0)
