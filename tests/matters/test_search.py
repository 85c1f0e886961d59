"""Matters are found by the words of number, title and parties, and only within the scope."""

from __future__ import annotations

import pytest
from django.db import connection
from support import world
from support.walk import Walk

from yifa.matters.models import Matter
from yifa.matters.queries import MatterFilters, matter_list
from yifa.registers.scope import WORKER, Actor, apply_scope, scope


def found(actor: Actor, text: str) -> list[str]:
    with scope(actor):
        return [m.title for m in matter_list(MatterFilters(text=text)).rows]


def test_a_matter_is_found_by_its_number_its_party_and_its_title(walk: Walk) -> None:
    walk.until("file")
    actor = walk.office.actor("handler")
    with scope(actor):
        matter = Matter.objects.get()
    for text in (
        matter.number,
        matter.number[:4],
        matter.party_names,
        matter.party_names[1:4],
        matter.title[:2],
    ):
        assert found(actor, text) == [matter.title], text
    assert found(actor, "没有这样的词") == []
    assert found(actor, "，。") == []


def test_full_width_digits_and_other_brackets_find_the_same_number(walk: Walk) -> None:
    walk.until("file")
    actor = walk.office.actor("handler")
    with scope(actor):
        matter = Matter.objects.get()
    wide = matter.number.translate(str.maketrans("0123456789〔〕", "０１２３４５６７８９[]"))
    assert found(actor, wide) == [matter.title]


def test_another_agency_and_a_scope_without_cases_find_nothing(walk: Walk) -> None:
    walk.until("file")
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    with scope(WORKER):
        title = Matter.objects.get().title
    assert found(other.actor("agency_head"), title) == []
    for name in ("public", "", "maintenance", "agency"):
        apply_scope(Actor("public"))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('yifa.scope', %s, true), set_config('yifa.agencies', '', true)", [name]
            )
            cursor.execute("SELECT count(*) FROM matter_search('''当事'' | ''占道'''::tsquery, 10)")
            assert cursor.fetchone()[0] == 0, name


def test_the_text_is_written_when_it_changes_and_not_at_every_act(walk: Walk) -> None:
    walk.until("register_clue")
    first = _version()
    walk.steps()["check_clue"]()
    assert _version() == first
    walk.steps()["file"]()  # gives the number
    assert _version() != first


def _version() -> str:
    with scope(WORKER), connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text FROM matters_mattertext")
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize("hostile", ["'", "a & b | !c", "((", ":*", "\\", "''':*", "<-> 1"])
def test_operators_are_only_text(walk: Walk, hostile: str) -> None:
    walk.until("register_clue")
    assert found(walk.office.actor("handler"), hostile) == []
