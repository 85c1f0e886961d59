"""A major decision of any kind is reviewed before it is made (国办发〔2018〕118号（十二）、（十三）)."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest

from institutions.builder import Case

from .test_through_engine import KINDS, decision, opening

if TYPE_CHECKING:
    from support.walk import Walk

for name in KINDS:
    importlib.import_module(f"yifa.institutions.{name}.gates")
MAJOR = {"review_triggers": ["complex"]}
ANSWER = {"opinion": "agree"}


def decide(case: Case, payload: dict[str, object] | None = None):
    return case.check("major_decision_reviewed", "decide", payload or {})


def submitted(opinion: str = "") -> Case:
    case = Case().act("examine", "2026-03-02", {"facts": "属实"}).act("submit_legal_review", "2026-03-03")
    return case.act("legal_review", "2026-03-05", {"opinion": opinion}) if opinion else case


def test_an_ordinary_decision_needs_no_review() -> None:
    assert decide(Case()).passes
    assert decide(Case(), {"review_triggers": []}).passes


def test_a_major_decision_without_review_is_refused_beside_the_field() -> None:
    assert decide(Case(), MAJOR).fields == {"review_triggers"}


def test_what_was_submitted_is_waited_for_even_when_nobody_calls_it_major() -> None:
    assert decide(submitted(), MAJOR).blocks and decide(submitted()).blocks


@pytest.mark.parametrize("opinion", ["correct", "supplement", "transfer"])
def test_against_the_review_nothing_is_decided(opinion: str) -> None:
    assert decide(submitted(opinion), MAJOR).blocks
    again = submitted(opinion).act("submit_legal_review", "2026-03-06")
    assert decide(again.act("legal_review", "2026-03-07", ANSWER), MAJOR).passes


def test_an_agreeing_review_opens_the_way() -> None:
    assert decide(submitted("agree"), MAJOR).passes


def test_a_decision_made_anew_after_a_remedy_is_reviewed_anew() -> None:
    case = submitted("agree").act("decide", "2026-03-06").act("remedy_result", "2026-05-06")
    assert decide(case, MAJOR).fields == {"review_triggers"}
    again = case.act("submit_legal_review", "2026-05-07").act("legal_review", "2026-05-08", ANSWER)
    assert decide(again, MAJOR).passes


def test_one_review_at_a_time() -> None:
    assert submitted().check("one_review_at_a_time", "submit_legal_review", {}).blocks
    assert submitted("correct").check("one_review_at_a_time", "submit_legal_review", {}).passes
    assert Case().check("one_review_at_a_time", "submit_legal_review", {}).passes


@pytest.mark.parametrize("name", KINDS)
def test_review_and_decision_through_the_write_path(walk: Walk, name: str) -> None:
    from support.walk import day

    walk.do("apply", opening(walk, name), procedure=f"{name}.general")
    if name == "adjudication":
        heard = {"made_on": day(), "applicant_statement": "请求", "respondent_statement": "答辩"}
        walk.do("hear_parties", heard)
    walk.do("examine", {"made_on": day(), "facts": "属实。", "evidence": "申请材料。"})
    refused = walk.attempt("decide", decision(name) | MAJOR)
    assert {f.gate for f in refused.blocking} == {"major_decision_reviewed"}
    walk.do("submit_legal_review", walk.review_request())
    assert walk.attempt("decide", decision(name)).blocking
    walk.reviewed()
    assert walk.kinds()[-1] == "legal_review"
    assert walk.do("decide", decision(name) | MAJOR).act is not None
