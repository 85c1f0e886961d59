"""There is a decision to change (行政处罚法第七十五条第二款)."""

from institutions.builder import Case

GATE = "decision_exists"


def test_without_one_it_is_refused():
    assert Case().notified().check(GATE, "revoke").blocks


def test_with_one_it_passes():
    assert Case().decided().check(GATE, "revoke").passes
    assert Case().on_the_spot().check(GATE, "revoke").passes
