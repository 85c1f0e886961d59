"""What is erased is named once, belongs to the matter, and never the record of an erasure (档案法第二十一条第二款)."""

from institutions.builder import Case

GATE = "erased_records_stand"


def _closed() -> Case:
    return Case().decided().act("close", "2026-06-01", {"ground": "performed"})


def _erase(case: Case, *acts: str):
    return case.check(GATE, "erase_body", {"acts": list(acts)})


def test_records_of_the_matter_pass():
    assert _erase(_closed(), "act-1", "act-2").passes


def test_a_record_of_another_matter_is_refused():
    found = _erase(_closed(), "act-1", "act-99")
    assert "本案没有" in found.blocks and found.fields == {"acts"}


def test_the_same_record_twice_is_refused():
    assert "重复" in _erase(_closed(), "act-1", "act-1").blocks


def test_what_was_erased_is_not_erased_again():
    case = _closed().act("erase_body", "2026-07-01", {"acts": ["act-1"]})
    assert "已经销毁" in _erase(case, "act-1").blocks
    assert _erase(case, "act-2").passes


def test_the_record_of_an_erasure_is_never_erased():
    case = _closed().act("erase_body", "2026-07-01", {"acts": ["act-1"]})
    assert "本身不能销毁" in _erase(case, case.acts[-1].id).blocks
