"""The agency that filed first has the case (行政处罚法第二十五条)."""

import pytest

from institutions.builder import AGENCY, Case, content

GATE = "first_to_file"
pytestmark = pytest.mark.requirement("RQ070")


def test_an_open_case_elsewhere_blocks():
    found = Case().past(stage="investigating", facts={"fine_fen": None}).check(GATE, "file", content())
    assert "已由其他机关先行立案：测试市交通运输局" in found.blocks


def test_ones_own_open_case_blocks_too():
    found = Case().past(stage="decided", agency_id=AGENCY, agency_name="本局").check(GATE, "file", content())
    assert "本机关已经立案" in found.blocks


def test_a_clue_elsewhere_is_no_filing():
    assert Case().past(stage="clue").check(GATE, "file", content()).passes


def test_what_was_transferred_or_closed_does_not_block():
    for stage in ("transferred", "terminated", "refused", "closed"):
        assert Case().past(stage=stage).check(GATE, "file", content()).passes
