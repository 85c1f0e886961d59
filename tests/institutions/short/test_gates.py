"""The shorter procedures: basis cited, ways to complain told, examined first, taking compensated, both sides heard."""

import importlib

import pytest

from institutions.builder import Case

for name in ("levy", "grant", "confirmation", "adjudication", "award"):
    importlib.import_module(f"yifa.institutions.{name}.gates")


@pytest.mark.parametrize("basis", ["", "依法", "《土地管理法》"])
def test_a_decision_without_law_and_article_is_refused(basis):
    assert Case().check("legal_basis_cited", "decide", {"basis": basis}).fields == {"basis"}


def test_a_decision_with_law_and_article_passes():
    assert Case().check("legal_basis_cited", "decide", {"basis": "《土地管理法》第四十五条"}).passes


def test_a_decision_that_tells_no_remedy_is_refused():
    assert Case().check("remedy_told", "decide", {"remedy": "无"}).fields == {"remedy"}


def test_a_decision_that_tells_the_remedy_passes():
    assert Case().check("remedy_told", "decide", {"remedy": "可以申请行政复议"}).passes


def test_no_decision_before_the_examination():
    assert Case().check("examined_before_decision", "decide", {}).blocks
    case = Case()
    case.act("examine", "2026-03-05", {"facts": "属实"})
    assert case.check("examined_before_decision", "decide", {}).passes


def test_no_taking_without_compensation():
    assert Case().check("compensation_decided", "decide", {"compensation": " "}).fields == {"compensation"}
    assert Case().check("compensation_decided", "decide", {"compensation": "货币补偿十万元"}).passes


def test_both_parties_are_heard_before_adjudication():
    assert Case().check("both_parties_heard", "decide", {}).blocks
    case = Case()
    case.act("hear_parties", "2026-03-05", {"applicant_statement": "请求确权"})
    assert case.check("both_parties_heard", "decide", {}).blocks
    case.act(
        "hear_parties", "2026-03-06", {"applicant_statement": "请求", "respondent_absent": "两次通知未到"}
    )
    assert case.check("both_parties_heard", "decide", {}).passes
