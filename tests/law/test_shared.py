"""What holds in every procedure is added when it is read, and is no part of its text."""

from __future__ import annotations

import hashlib

import pytest

from yifa.law import shared
from yifa.law.procedure import load_procedure

TEXT = """
[procedure]
id = "test.one"
title = "测试"
basis = ["行政处罚法第一条"]
version = "1"
open_matters = { rule = "migrate", basis = "程序从新" }

[[stage]]
id = "open"
title = "在办"

[[stage]]
id = "done"
title = "办结"
final = true

[[act]]
id = "begin"
title = "开始"
from = ["none"]
to = "open"
by = ["handler"]

[[act]]
id = "end"
title = "结束"
from = ["open"]
to = "done"
by = ["handler"]
"""
SHARED = """
[[act]]
id = "note"
title = "记事"
from = ["any"]
by = ["handler"]

[[act]]
id = "end"
title = "另一种结束"
from = ["any"]
by = ["handler"]

[[everywhere]]
gate = "careful"
unless = ["careless"]
"""


def both():
    rules = shared.read(SHARED)
    whole = load_procedure(shared.joined(TEXT, rules), "test.toml")
    return shared.everywhere(whole, TEXT, rules)


def test_what_a_procedure_declares_itself_stays_its_own() -> None:
    acts = both().acts
    assert set(acts) == {"begin", "end", "note"}
    assert acts["end"].title == "结束"


def test_the_gate_is_asked_of_every_act() -> None:
    assert {rule.gates for rule in both().acts.values()} == {("careful",)}


def test_an_act_with_its_own_rule_is_left_alone() -> None:
    rules = shared.read(SHARED)
    rule = both().acts["end"]
    from dataclasses import replace

    kept = shared.everywhere(replace(both(), acts={"end": replace(rule, gates=("careless",))}), TEXT, rules)
    assert kept.acts["end"].gates == ("careless",)


def test_text_and_hash_are_those_of_the_procedure() -> None:
    found = both()
    assert found.text == TEXT
    assert found.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_an_act_without_an_id_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="without id"):
        shared.read('[[act]]\ntitle = "记事"\n')


def test_a_text_that_is_not_toml_is_left_to_the_loader() -> None:
    assert shared.joined("[[", shared.read(SHARED)) == "[["


OPENING = (
    SHARED
    + """
[[everywhere]]
gate = "standing"
opening = true
also = ["end"]
but = ["ask"]
"""
)


def with_gates(text: str) -> dict[str, tuple[str, ...]]:
    rules = shared.read(OPENING)
    found = shared.everywhere(load_procedure(shared.joined(text, rules), "test.toml"), text, rules)
    return {name: rule.gates for name, rule in found.acts.items()}


def test_a_gate_of_opening_acts_is_asked_of_those_that_people_open_with_and_of_those_named() -> None:
    gates = with_gates(TEXT)
    assert "standing" in gates["begin"]
    assert "standing" in gates["end"]
    assert "standing" not in gates["note"]


def test_it_is_not_asked_of_the_machine_nor_of_acts_left_out() -> None:
    machine = TEXT.replace('by = ["handler"]', 'by = ["system"]', 1)
    assert "standing" not in with_gates(machine)["begin"]
    renamed = TEXT.replace('id = "begin"', 'id = "ask"')
    assert "standing" not in with_gates(renamed)["ask"]
