"""The handlers a filing names may enforce the law that day (行政处罚法第四十二条)."""

import pytest

from institutions.builder import ANN, BO, NOVICE, Case

GATE = "named_handlers_certified"
pytestmark = pytest.mark.requirement("RQ006")


def test_two_certified_handlers_pass():
    assert Case().check(GATE, "file", {"handlers": [ANN, BO]}).passes


def test_one_handler_is_refused():
    found = Case().check(GATE, "file", {"handlers": [ANN]})
    assert "不得少于两人" in found.blocks and found.fields == {"handlers"}


def test_a_handler_without_certificate_is_refused():
    assert (
        "宁新没有本机关的行政执法证"
        in Case().check(GATE, "assign_handlers", {"handlers": [ANN, BO, NOVICE]}).blocks
    )


def test_a_refused_recusal_names_no_handlers_and_passes():
    assert Case().check(GATE, "decide_recusal", {"granted": False, "handlers": []}).passes


def test_nonsense_in_the_field_is_answered_not_raised():
    assert "不得少于两人" in Case().check(GATE, "file", {"handlers": 7}).blocks
