"""Nothing that had to come before the decision is made good after it (行政处罚法第四十四条、第五十八条)."""

import pytest

from institutions.builder import Case, notice

GATE = "done_before_the_decision"
pytestmark = pytest.mark.requirement("RQ070")


@pytest.mark.parametrize("kind", ["notify", "legal_review", "deliberate", "hear_defence"])
def test_after_the_decision_it_is_not_done_again(kind):
    assert "不能重新办理" in Case().decided().check(GATE, kind, notice(), corrects="act-3").blocks


def test_before_the_decision_a_mistake_is_put_right():
    assert Case().notified().check(GATE, "notify", notice(), corrects="act-3").passes


def test_what_corrects_nothing_is_not_its_business():
    assert Case().decided().check(GATE, "notify", notice()).passes
