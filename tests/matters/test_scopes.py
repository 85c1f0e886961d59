"""Row-level security: with nothing set nothing shows, an agency sees its own, the public sees what is published."""

from __future__ import annotations

import pytest
from django.db import connection
from support import world
from support.walk import Walk

from yifa.matters.models import Act, Draft, Matter
from yifa.registers.scope import PUBLIC, Actor, apply_scope, scope

PROTECTED = [
    "matters_matter", "matters_party", "matters_act", "matters_actbody", "matters_approval", "matters_draft",
    "matters_clock", "matters_paper", "matters_exhibit", "matters_disclosure", "matters_alert", "matters_matterfact",
    "matters_draftversion", "matters_refusal", "matters_clockevent", "matters_effect", "matters_storedfile",
    "matters_filekey", "matters_reading", "matters_protectedread", "matters_mattertext",
]  # fmt: skip


@pytest.mark.parametrize("table", PROTECTED)
def test_with_nothing_set_nothing_shows(walk: Walk, table: str) -> None:
    walk.until("file")
    apply_scope(Actor("public"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('yifa.scope', '', true), set_config('yifa.agencies', '', true)")
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] == 0


def test_an_agency_sees_only_its_own(walk: Walk) -> None:
    walk.until("file")
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    with scope(other.actor("agency_head")):
        assert not Matter.objects.exists()
        assert not Act.objects.exists()
        assert not Draft.objects.exists()
    with scope(walk.office.actor("archivist")):
        assert Matter.objects.count() == 1


def test_the_public_sees_no_matter_and_no_draft(walk: Walk) -> None:
    walk.until("file")
    with scope(PUBLIC):
        assert not Matter.objects.exists()
        assert not Draft.objects.exists()


def test_a_row_cannot_be_written_for_another_agency(walk: Walk) -> None:
    from django.db import DatabaseError, transaction

    walk.until("file")
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    with scope(walk.office.actor("handler")):
        matter = Matter.objects.get()
        matter.agency = other.agency
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            matter.save()


def test_after_an_inner_scope_the_outer_one_holds_again(walk: Walk) -> None:
    walk.until("file")
    with scope(walk.office.actor("handler")):
        with scope(PUBLIC):
            assert not Matter.objects.exists()
        assert Matter.objects.count() == 1
