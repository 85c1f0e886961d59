"""Nothing goes on one's own authority, nor while it must be kept (档案法第二十一条, 个人信息保护法第四十七条)."""

from dataclasses import replace

import pytest

from institutions.builder import Case, at
from yifa.law.gates import evaluate
from yifa.law.view import Proposal

GATE = "erasure_ground_holds"
PERSONAL = ("purpose", "unlawful", "other_law")


def _closed() -> Case:
    return Case().decided().act("close", "2026-06-01", {"ground": "performed"})


def _archived(retention: str = "ten") -> Case:
    return _closed().act("archive", "2026-06-10", {"retention": retention, "complete": True})


def _erase(case: Case, ground: str, on: str = "2026-11-22"):
    return case.check(GATE, "erase_body", {"acts": ["act-1"], "ground": ground}, on=on)


def test_retention_is_counted_from_the_archive():
    assert "尚未归档" in _erase(_closed(), "retention").blocks


def test_ten_years_end_on_the_tenth_anniversary():
    assert "至2036-06-10" in _erase(_archived(), "retention", "2036-06-10").blocks
    assert _erase(_archived(), "retention", "2036-06-11").passes


def test_what_was_archived_without_being_done_is_kept_as_long():
    ended = _closed().act("archive_cancelled", "2026-06-10", {"retention": "ten", "complete": True})
    assert "至2036-06-10" in _erase(ended, "retention", "2036-06-10").blocks
    assert _erase(ended, "retention", "2036-06-11").passes


def test_thirty_years_are_not_ten():
    assert _erase(_archived("thirty"), "retention", "2040-01-01").blocks
    assert _erase(_archived("thirty"), "retention", "2056-06-11").passes


@pytest.mark.parametrize("retention", ["permanent", "", "none"])
def test_what_is_kept_for_good_or_without_a_term_never_ends(retention):
    assert "永久" in _erase(_archived(retention), "retention", "2090-01-01").blocks


@pytest.mark.parametrize("ground", PERSONAL)
def test_personal_data_are_restricted_not_deleted_while_the_law_keeps_them(ground):
    found = _erase(_archived(), ground)
    assert "停止除存储" in found.blocks
    assert found.findings[0].citation == "个人信息保护法第四十七条第二款"
    assert _erase(_archived(), ground, "2036-06-11").passes


@pytest.mark.parametrize("ground", PERSONAL)
def test_before_the_archive_somebody_must_make_sure(ground):
    found = _erase(_closed(), ground)
    assert not found.blocks and "尚未归档" in found.warns


@pytest.mark.parametrize("ground", ["judgment", "review"])
def test_a_court_or_review_body_is_obeyed_at_any_time(ground):
    assert _erase(_archived("permanent"), ground).passes
    assert _erase(_closed(), ground).passes


def test_files_follow_the_same_rule():
    found = _archived().check(GATE, "destroy_file", {"files": ["x"], "ground": "retention"})
    assert "尚未届满" in found.blocks


@pytest.mark.parametrize(("on", "blocked"), [("2036-06-10", True), ("2036-06-11", False)])
def test_what_serves_a_case_is_kept_as_long_as_the_cases_file(on, blocked):
    """A hearing is never archived by itself: its records lie in the file of the case."""
    hearing = replace(Case(kind="hearing").act("hold", "2026-04-07").view(on), parent=_archived().view(on))
    asked = Proposal("erase_body", {"acts": ["act-1"], "ground": "retention"}, (), at(on), at(on))
    assert any(f.level == "block" for f in evaluate([GATE], hearing, asked)) is blocked
