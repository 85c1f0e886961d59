"""Cases begun when hearing, review and meeting were acts of the case itself end under the present procedure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from support.walk import Walk

    from yifa.law.procedure import ActRule, Procedure


def earlier(today: Procedure) -> Procedure:
    """The procedure as it was: private acts in place of the three matters that now serve a case."""
    from yifa.law.procedure import ClockStart

    def private(kind: str, by: str, **changes: Any) -> ActRule:
        known = today.acts.get(kind, today.acts["hear_defence"])
        values = {"id": kind, "by": (by,), "gates": (), "papers": (), "stop": (), "spawns": (), "when": None}
        return replace(known, **{**values, **changes})

    waits = ClockStart("hearing_officer", "P23", "requested_on")
    rules = [
        private("submit_legal_review", "handler"),
        private("legal_review", "legal_reviewer"),
        private("request_hearing", "handler", start=(waits,)),
        private("appoint_hearing_officer", "unit_head"),
        private("hearing_notice", "hearing_officer", papers=("hearing_notice",)),
        private("hold_hearing", "hearing_officer", papers=("hearing_record",)),
        private("hearing_report", "hearing_officer"),
        private("deliberate", "unit_head"),
    ]
    return replace(today, acts={**today.acts, **{r.id: r for r in rules}})


@pytest.fixture
def heard(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """A case whose hearing was held in the case itself, not reported on yet."""
    from yifa.matters import discovery

    shipped = discovery.procedures()
    old = {**shipped, "penalty.ordinary": earlier(shipped["penalty.ordinary"])}
    with monkeypatch.context() as then:
        then.setattr(discovery, "procedures", lambda: old)
        walk.until("report")
        walk.do("notify", walk.notice())
        walk.do("serve_notice", walk.service())
        asked(walk)
        officer = walk.office.id_of("hearing_officer")
        walk.do("appoint_hearing_officer", {"officer": officer}, by="unit_head")
        told = {
            "hearing_at": walk.hearing_notice()["hearing_at"],
            "place": "二楼听证室",
            "officer_name": "赵磊",
        }
        walk.do("hearing_notice", told, by="hearing_officer")
        walk.do("hold_hearing", walk.hearing_record(), by="hearing_officer")
    return walk


def asked(walk: Walk) -> None:
    walk.do("request_hearing", walk.hearing_request())


def report() -> dict[str, Any]:
    return {"facts": "属实", "views": "认为过高", "conclusion": "support", "reasons": "建议维持"}


def stage(walk: Walk) -> str:
    from yifa.matters.models import Matter
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        return Matter.objects.get(pk=walk.matter_id).stage


def decide(walk: Walk) -> None:
    walk.do("decide", walk.decision())
    assert stage(walk) == "decided"


def test_a_case_heard_reviewed_and_discussed_before_is_decided(
    heard: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yifa.matters import discovery

    shipped = discovery.procedures()
    old = {**shipped, "penalty.ordinary": earlier(shipped["penalty.ordinary"])}
    with monkeypatch.context() as then:
        then.setattr(discovery, "procedures", lambda: old)
        heard.do("hearing_report", report(), by="hearing_officer")
        heard.do("submit_legal_review", heard.review_request())
        heard.do("legal_review", heard.review(), by="legal_reviewer")
        heard.do("waive_defence", heard.waiver())
        record = {k: v for k, v in heard.deliberation().items() if k != "signed"}
        heard.do("deliberate", record, by="unit_head")
    decide(heard)
    heard.run_effects()
    assert heard.papers()["hearing_record"] == "ready"  # as it was made then


def test_a_hearing_held_before_is_reported_on_in_the_case(heard: Walk) -> None:
    from yifa.matters.models import Clock
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        assert Clock.objects.get(matter_id=heard.matter_id, name="hearing_officer").ended_at is None
    heard.do("hearing_report", report(), by="hearing_officer")
    heard.run_effects()
    assert heard.papers()["hearing_report"] == "ready"
    with scope(WORKER):
        assert Clock.objects.get(matter_id=heard.matter_id, name="hearing_officer").ended_at is not None
    heard.do("submit_legal_review", heard.review_request())
    heard.reviewed()
    heard.do("waive_defence", heard.waiver())
    heard.deliberated()
    decide(heard)


def test_without_the_report_it_is_not_decided(heard: Walk) -> None:
    refused = heard.attempt("decide", heard.decision())
    assert "hearing_held_if_asked" in {f.gate for f in refused.blocking}


def test_a_hearing_asked_for_but_not_held_is_opened_by_recording_the_request_again(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yifa.matters import discovery

    shipped = discovery.procedures()
    old = {**shipped, "penalty.ordinary": earlier(shipped["penalty.ordinary"])}
    with monkeypatch.context() as then:
        then.setattr(discovery, "procedures", lambda: old)
        walk.until("report")
        walk.do("notify", walk.notice())
        walk.do("serve_notice", walk.service())
        asked(walk)
    asked(walk)
    walk.machine()
    assert walk.child("hearing").kinds() == ["open"]


def test_the_timeline_names_what_was_done_before(heard: Walk) -> None:
    from yifa.matters import discovery

    procedure = discovery.procedures()["penalty.ordinary"]
    titles = [procedure.act_title(kind) for kind in heard.kinds()]
    assert titles[-3:] == ["指定听证主持人", "通知听证", "举行听证"]
