"""The procedures load against models, gates, figures and templates; every stage can be archived, every gate is used."""

from pathlib import Path

import pytest

import yifa.institutions.permit.gates  # noqa: F401
from yifa.institutions import permit
from yifa.law import gates as law_gates
from yifa.law.procedure_checks import targets
from yifa.matters import discovery


def shipped():
    return [p for p in discovery.procedures().values() if p.id.startswith("permit.")]


@pytest.mark.parametrize("procedure", shipped(), ids=lambda p: p.id)
def test_every_stage_reaches_the_archive(procedure):
    for stage in procedure.stages:
        reached, edge = set(), {stage}
        while edge:
            reached |= edge
            edge = {t for s in edge for r in procedure.acts_from(s) for t in targets(r)} - reached
        assert "archived" in reached, stage


def test_every_gate_of_the_folder_is_listed():
    listed = {name for p in shipped() for a in p.acts.values() for name in a.gates}
    listed |= {name for p in shipped() for name in p.watch}
    text = "".join(
        f.read_text(encoding="utf-8") for f in (Path(permit.__file__).parent / "gates").glob("*.py")
    )
    own = {
        line.split('"')[1] for line in text.replace("(\n    ", "(").splitlines() if line.startswith("@gate(")
    }
    assert len(own) > 40
    assert own <= listed
    assert all(law_gates.find_gate(name).citation for name in own)
