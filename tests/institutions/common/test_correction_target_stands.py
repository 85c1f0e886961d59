"""A correction names an act of this case that stands, and fields it has (行政处罚法第四十七条)."""

from institutions.builder import Case

GATE = "correction_target_stands"


def _case() -> Case:
    return Case().act("record_inspection", "2026-03-06", {"place": "青石路1号", "exhibits": []})


def _correct(case: Case, target: str, field: str = "place"):
    return case.check(
        GATE, "correct", {"target": target, "corrections": [{"field": field, "new": "青石路11号"}]}
    )


def test_a_slip_in_a_standing_act_can_be_put_right():
    assert _correct(_case(), "act-1").passes


def test_an_unknown_act_is_refused():
    assert "本案没有这一行为" in _correct(_case(), "act-9").blocks


def test_an_unknown_field_is_refused():
    assert "没有“colour”这一项" in _correct(_case(), "act-1", "colour").blocks


def test_only_texts_are_corrected_in_words():
    assert "不是文字" in _correct(_case(), "act-1", "exhibits").blocks


def test_what_was_corrected_is_not_corrected_again():
    case = _case().act("correct", "2026-03-07", {"target": "act-1", "corrections": []}, corrects="act-1")
    assert "已经更正过" in _correct(case, "act-1").blocks
    assert "更正本身不能再被更正" in _correct(case, "act-2").blocks
