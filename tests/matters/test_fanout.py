"""Which effect opens which row's child: every pair has an ordinal of its own, and the old ones keep theirs."""

from yifa.law.procedure import Spawn
from yifa.matters.fanout import children_ordinal, row_value, rule_and_row
from yifa.matters.payloads import MOST_ROWS


def test_every_rule_and_row_has_an_ordinal_of_its_own() -> None:
    pairs = [(rule, row) for rule in range(5) for row in range(MOST_ROWS)]
    ordinals = {children_ordinal(rule, row): (rule, row) for rule, row in pairs}
    assert len(ordinals) == len(pairs)
    assert all(rule_and_row(ordinal) == pair for ordinal, pair in ordinals.items())


def test_a_rule_without_rows_keeps_its_place_as_ordinal() -> None:
    assert [children_ordinal(rule, 0) for rule in range(3)] == [0, 1, 2]


def test_only_a_field_of_the_rows_is_read_from_the_row() -> None:
    spawn = Spawn("permit.ordinary", "receive_transfer", each="items", agency="items.agency")
    row = {"agency": "云州市交通运输局", "title": "许可"}
    assert row_value(spawn, row, "items.agency") == "云州市交通运输局"
    assert row_value(spawn, row, "title") is None
    assert row_value(spawn, row, None) is None
