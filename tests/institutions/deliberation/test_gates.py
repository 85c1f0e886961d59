"""Each gate of a discussion blocks what the law forbids and passes what it allows, on pictures written by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

import yifa.institutions.deliberation.gates  # noqa: F401  (registers the gates)
from institutions.builder import ANN, DEPUTY, HEAD, REVIEWER, Case

RECORD = {"topic": "decision", "outcome": "penalty", "presider": HEAD, "signed": True}


def members(*who: str, reasons: str = "同意承办机构意见"):
    return [{"officer": w, "post": "负责人", "opinion": "agree", "reasons": reasons} for w in who]


@dataclass
class Meeting(Case):
    """A discussion of a matter of kind `about`; `recused` were recused there."""

    about: str = "penalty.ordinary"
    recused: tuple[str, ...] = ()

    def view(self, on="2026-11-22"):
        parent = Case(kind=self.about).reported()
        for who in self.recused:
            parent.act("decide_recusal", "2026-10-08", {"officer": who, "granted": True}, by=[HEAD])
        return replace(super().view(on), parent=parent.view(on), handlers=())


def meeting(topic="decision", **values) -> Meeting:
    found = Meeting(kind="deliberation", stage="submitted", handlers=(), **values)
    return found.act("submit", "2026-11-20", {"topic": topic, "presentation": "案情"}, by=[])


@pytest.mark.requirement("RQ075")
def test_only_heads_are_convened():
    gate = "convened_are_heads"
    with_a_reviewer = {"heads": [HEAD, DEPUTY, REVIEWER], "presider": HEAD}
    assert "任清不是本机关负责人" in meeting().check(gate, "convene", with_a_reviewer).blocks
    assert "两名以上" in meeting().check(gate, "convene", {"heads": [HEAD, ANN], "presider": HEAD}).blocks
    assert "负责人主持" in meeting().check(gate, "convene", {"heads": [HEAD, DEPUTY], "presider": ANN}).blocks
    assert meeting().check(gate, "convene", {"heads": [HEAD, DEPUTY], "presider": HEAD}).passes


@pytest.mark.requirement("RQ075")
def test_a_committee_of_units_is_no_discussion_among_the_heads():
    gate = "discussed_by_heads"
    found = meeting().check(gate, "record", {**RECORD, "members": members(HEAD, REVIEWER)}, by=[ANN])
    assert "任清不是本机关负责人" in found.blocks
    assert "两名以上" in found.blocks
    assert meeting().check(gate, "record", {**RECORD, "members": members(HEAD, DEPUTY)}, by=[ANN]).passes


@pytest.mark.requirement("RQ075")
def test_what_each_says_and_why_is_recorded():
    gate = "discussed_by_heads"
    silent = {**RECORD, "members": [*members(HEAD), *members(DEPUTY, reasons="")]}
    assert "意见和理由" in meeting().check(gate, "record", silent, by=[ANN]).blocks
    elsewhere = {**RECORD, "members": members(HEAD, DEPUTY), "presider": REVIEWER}
    assert "负责人主持" in meeting().check(gate, "record", elsewhere, by=[ANN]).blocks


def test_a_recused_head_takes_no_part():
    gate = "recusal_respected"
    record = {**RECORD, "members": members(HEAD, DEPUTY)}
    assert (
        "邓平川已决定回避" in meeting(recused=(DEPUTY,)).check(gate, "record", record, by=[REVIEWER]).blocks
    )
    convened = {"heads": [HEAD, DEPUTY], "presider": HEAD}
    assert (
        "邓平川已决定回避"
        in meeting(recused=(DEPUTY,)).check(gate, "convene", convened, by=[REVIEWER]).blocks
    )
    approved = meeting(recused=(HEAD,)).approved(officer_id=HEAD, on="2026-11-21")
    assert "何立已决定回避" in approved.check(gate, "record", {}, by=[REVIEWER]).blocks
    assert meeting(recused=(ANN,)).check(gate, "record", record, by=[REVIEWER]).passes


def test_what_was_submitted_is_what_was_discussed():
    gate = "deliberation_answers_submission"
    assert "不一致" in meeting("extension").check(gate, "record", RECORD).blocks
    assert meeting().check(gate, "record", RECORD).passes
    assert meeting("extension").check(gate, "record", {"topic": "extension", "extension_days": 30}).passes


def test_the_outcome_is_one_that_the_matter_can_take_up():
    gate = "deliberation_answers_submission"
    assert "处罚案件" in meeting().check(gate, "record", {**RECORD, "outcome": "approve"}).blocks
    permit = meeting(about="permit.ordinary")
    assert "不是行政处罚" in permit.check(gate, "record", RECORD).blocks
    assert permit.check(gate, "record", {**RECORD, "outcome": "reject"}).passes


def test_an_unsigned_record_is_marked():
    gate = "deliberation_record_signed"
    found = meeting().check(gate, "record", {**RECORD, "signed": False})
    assert "签名" in found.warns
    assert not found.blocks
    assert meeting().check(gate, "record", RECORD).passes
