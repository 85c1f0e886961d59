"""Reading payloads and acts safely, with corrections applied."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from institutions.builder import PERSON_PARTY, SHOP_PARTY, Case
from yifa.institutions.common import reading
from yifa.institutions.common.ages import completed_years

anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.lists(st.integers()),
    st.dictionaries(st.text(), st.text()),
)


@given(anything)
def test_reading_never_raises(value):
    values = {"k": value}
    assert isinstance(reading.text(values, "k"), str)
    assert reading.amount(values, "k") >= 0
    assert reading.integer(values, "k") is None or isinstance(value, int)
    (
        reading.day(values, "k"),
        reading.moment(values, "k"),
        reading.texts(values, "k"),
        reading.rows(values, "k"),
    )


def test_a_moment_late_in_utc_is_the_next_day_in_shanghai():
    assert reading.day({"k": "2026-03-01T20:00:00+00:00"}, "k") == date(2026, 3, 2)


def test_a_boolean_is_no_number():
    assert reading.integer({"k": True}, "k") is None


def test_corrected_acts_are_read_as_corrected():
    case = Case().act("record_inspection", "2026-03-06", {"place": "青石路1号", "pages": 2, "signed": False})
    rows = [
        {"field": "place", "new": "青石路11号"},
        {"field": "pages", "new": "3"},
        {"field": "signed", "new": "是"},
        {"field": "unknown", "new": "x"},
    ]
    case.act("correct", "2026-03-07", {"target": "act-1", "corrections": rows}, corrects="act-1")
    found = reading.last(case.view(), "record_inspection")
    assert found is not None
    assert dict(found.payload) == {"place": "青石路11号", "pages": 3, "signed": True}


def test_a_number_corrected_to_words_stays():
    case = Case().act("pay", "2026-05-01", {"amount_fen": 500})
    case.act(
        "correct", "2026-05-02", {"corrections": [{"field": "amount_fen", "new": "五百"}]}, corrects="act-1"
    )
    found = reading.last(case.view(), "pay")
    assert found is not None and found.payload["amount_fen"] == 500


def test_what_was_declared_void_is_gone():
    case = Case().act("pay", "2026-05-01", {"amount_fen": 500})
    case.act("correct", "2026-05-02", {"void": True}, corrects="act-1")
    assert reading.last(case.view(), "pay") is None


def test_what_was_done_over_stands_in_its_newer_form():
    case = (
        Case()
        .act("notify", "2026-03-18", {"fine_fen": 1})
        .act("notify", "2026-03-19", {"fine_fen": 2}, corrects="act-1")
    )
    assert [a.payload["fine_fen"] for a in reading.acts(case.view(), "notify")] == [2]


def test_individual_businesses_are_persons():
    assert reading.is_person(PERSON_PARTY) and reading.is_person(SHOP_PARTY)
    assert not reading.is_person(Case().parties[0]) and not reading.is_person(None)


def test_yuan():
    assert (reading.yuan(500_000), reading.yuan(150), reading.yuan(0)) == ("5000元", "1.50元", "0元")


def test_a_year_is_complete_the_day_after_the_birthday():
    assert completed_years(date(2012, 3, 2), date(2026, 3, 2)) == 13
    assert completed_years(date(2012, 3, 2), date(2026, 3, 3)) == 14
    assert completed_years(date(2012, 2, 29), date(2026, 3, 1)) == 14
    assert completed_years(date(2030, 1, 1), date(2026, 1, 1)) == 0
