"""What was sealed, seized or frozen for a case is dealt with before the case is closed (行政强制法 27, 28)."""

import pytest

from institutions.builder import Case
from yifa.institutions.common.measure_acts import MeasureEnded, MeasureTaken

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
