"""At filing an earlier fine is shown, without barring the case (行政处罚法第二十九条)."""

from institutions.builder import Case, content

GATE = "earlier_fine_noted"


def test_it_is_shown():
    found = Case().past().check(GATE, "file", content())
    assert found.passes and "不得再处罚款" in found.findings[0].remedy


def test_without_one_nothing_is():
    assert not Case().check(GATE, "file", content()).findings
