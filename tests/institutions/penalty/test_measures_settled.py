"""What was sealed, seized or frozen for a case is dealt with before the case is closed (行政强制法 27, 28)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from institutions.builder import Case
from institutions.penalty.test_through_engine import close, matter, pay
from yifa.institutions.common.measure_acts import MeasureEnded, MeasureTaken

if TYPE_CHECKING:
    from support.walk import Walk

GATE = "measures_settled"
SEIZED = {"measure": "测强〔2026〕1号", "what": "扣押", "taken_on": "2026-03-06", "until": "2026-04-05"}
FROZEN = {"measure": "测强〔2026〕2号", "what": "冻结", "taken_on": "2026-03-08", "until": None}
LIFTED = {"measure": "测强〔2026〕1号", "ended_on": "2026-04-03", "outcome": "解除"}


def taken(*payloads) -> Case:
    case = Case(stage="performing").filed()
    for payload in payloads:
        case.act("measure_taken", payload["taken_on"], payload, by=())
    return case


@pytest.mark.parametrize("act", ["close", "archive"])
def test_a_measure_that_lasts_keeps_the_case_open(act):
    assert "测强〔2026〕1号" in taken(SEIZED).check(GATE, act).blocks
    assert taken(SEIZED).act("measure_ended", "2026-04-03", LIFTED, by=()).check(GATE, act).passes
    assert taken().check(GATE, act).passes


def test_every_measure_has_to_end():
    found = taken(SEIZED, FROZEN).act("measure_ended", "2026-04-03", LIFTED, by=()).check(GATE, "close")
    assert "测强〔2026〕2号" in found.blocks and "测强〔2026〕1号" not in found.blocks


def test_a_period_that_is_over_is_seen_from_the_next_day():
    assert taken(SEIZED).at_rest(GATE, "2026-04-05").passes
    assert "2026-04-05" in taken(SEIZED).at_rest(GATE, "2026-04-06").warns
    ended = taken(SEIZED).act("measure_ended", "2026-04-03", LIFTED, by=())
    assert ended.at_rest(GATE, "2026-04-06").passes
    assert taken(FROZEN).at_rest(GATE, "2026-11-01").passes


def test_an_extension_told_again_moves_the_end():
    longer = taken(SEIZED).act("measure_taken", "2026-04-04", {**SEIZED, "until": "2026-05-05"}, by=())
    assert longer.at_rest(GATE, "2026-04-20").passes
    assert len(longer.check(GATE, "close").findings) == 1


def test_the_codes_of_a_measure_are_read_as_words():
    assert MeasureTaken.model_validate({**SEIZED, "what": "seal"}).what == "查封"
    assert MeasureTaken.model_validate({**SEIZED, "what": "查封设施"}).what == "查封设施"
    assert MeasureEnded.model_validate({**LIFTED, "outcome": "confiscate"}).outcome == "没收非法财物"


# ---- through the engine ----


@pytest.mark.requirement("RQ127")
def test_a_case_with_goods_seized_is_closed_once_they_were_given_back(walk: Walk) -> None:
    from support.walk import Walk as Another

    from institutions.coercion import test_measure_through_engine as measuring
    from institutions.coercion.builder import MEASURE

    walk.until("serve_decision")
    pay(walk)
    measure = Another(walk.office, walk.subject)
    asked = measuring.request(measure, case_number=matter(walk).number)
    measure.do("apply_measure", asked, procedure=MEASURE)
    measure.do("implement", measuring.record())
    measure.machine()
    assert walk.kinds()[-1] == "measure_taken"
    closing = {"ground": "performed", "result": "处以罚款", "performance": "已经缴清"}
    assert {f.gate for f in walk.attempt("close", closing).blocking} == {GATE}
    measure.do("lift", measuring.lift())
    measure.machine()
    close(walk)
    assert matter(walk).stage == "closed"
