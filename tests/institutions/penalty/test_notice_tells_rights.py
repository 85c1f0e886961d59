"""Facts, reasons, basis, content and rights (行政处罚法第四十四条)."""

import pytest

from institutions.builder import Case, notice

GATE = "notice_tells_rights"
pytestmark = pytest.mark.requirement("RQ073")


def test_a_full_notice_passes():
    assert Case().check(GATE, "notify", notice()).passes


@pytest.mark.parametrize("name", ["conduct", "evidence", "violated", "basis"])
def test_each_content_is_needed(name):
    assert Case().check(GATE, "notify", notice(**{name: " "})).fields == {name}


def test_rights_are_told():
    assert "没有告知陈述、申辩的权利" in Case().check(GATE, "notify", notice(rights_told=False)).blocks


def test_the_penalty_itself_is_told():
    assert Case().check(GATE, "notify", notice(kinds=[])).fields == {"kinds"}
