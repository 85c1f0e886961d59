"""One item of a list of powers on one day: in what state, since when, by what."""

from datetime import date

from yifa.law.powers import ListedPower, PowerShelf, PowerStep, refused

ITEM = ListedPower("1", "a", "某局", "C-1", "B-1", "某许可", "01", date(2020, 1, 1), basis="《某法》第三条")


def test_without_a_document_the_basis_is_named():
    gone = ListedPower(
        "1", "a", "某局", "C-1", "", "某许可", "01", date(2020, 1, 1), None, "《某法》第三条",
        (PowerStep(date(2026, 1, 1), "cancelled"),),
    )  # fmt: skip
    assert gone.why_not(date(2026, 1, 1)) == "“某许可”（C-1）自2026-01-01起取消（《某法》第三条）"
    assert gone.why_not(date(2025, 12, 31)) == ""


def test_items_are_found_by_either_code_of_the_agency_and_type():
    shelf = PowerShelf((ITEM,))
    assert shelf.coded("a", "01", "C-1") == shelf.coded("某局", "01", "B-1") == (ITEM,)
    assert shelf.coded("a", "02", "C-1") == shelf.coded("b", "01", "C-1") == ()
    assert shelf.keeps_list("a", "01") and not shelf.keeps_list("a", "02")
    assert shelf.listed_by_others("b", "01", "B-1") and not shelf.listed_by_others("a", "01", "B-1")


def test_nothing_known_refuses_nothing():
    assert refused((), date(2026, 1, 1)) == ""
    assert refused((ITEM,), date(2019, 12, 31)).startswith("“某许可”（C-1）自2020-01-01起才列入")
