"""What an import had made and a case uses since is not taken back."""

from __future__ import annotations

from support.walk import Walk

from yifa.matters.models import Matter, Party
from yifa.registers.imports.undoing import in_use
from yifa.registers.models import Agency, Officer, Subject
from yifa.registers.scope import WORKER, scope


def test_parties_agencies_and_whoever_took_part_are_used_by_the_case(walk: Walk) -> None:
    walk.until("file")
    with scope(WORKER):
        matter = Matter.objects.get(pk=walk.matter_id)
        party = Party.objects.filter(matter=matter).values_list("subject_id", flat=True).get()
        assert in_use(Subject, [str(party)]) == {str(party): "案件"}
        assert in_use(Agency, [str(matter.agency_id)])
        Matter.objects.filter(pk=matter.pk).update(handler=None, handlers=[])
        named = [str(one) for one in matter.involved]
        assert named and set(in_use(Officer, named)) == set(named)


def test_only_named_in_a_case_is_used_too(walk: Walk) -> None:
    from support import world

    from yifa.registers.change import change
    from yifa.registers.scope import IMPORTER

    walk.until("file")
    with scope(IMPORTER):
        values = {"agency": walk.office.agency, "name": "旁人", "valid_from": world.START}
        other = change(IMPORTER, Officer, None, values, "测试")
    with scope(WORKER):
        assert in_use(Officer, [str(other.pk)]) == {}
        matter = Matter.objects.get(pk=walk.matter_id)
        Matter.objects.filter(pk=matter.pk).update(involved=[*matter.involved, str(other.pk)])
        assert in_use(Officer, [str(other.pk)]) == {str(other.pk): "案件"}
