"""The procedure loads against its models, gates, figures and templates, and every stage reaches the archive."""

from pathlib import Path

import yifa.institutions.permit.gates  # noqa: F401
from yifa.institutions import permit
from yifa.institutions.permit import acts
from yifa.law.figures import DEFAULT_FIGURES
from yifa.law.procedure import load_procedure
from yifa.matters.discovery import templates


def test_the_procedure_loads_and_every_stage_reaches_the_archive():
    path = Path(permit.__file__).parent / "procedure.ordinary.toml"
    models = {m.kind: m for m in (getattr(acts, n) for n in acts.__all__)}
    procedure = load_procedure(
        path.read_text(encoding="utf-8"),
        path.name,
        payload_fields={k: frozenset(m.model_fields) for k, m in models.items()},
        figures=DEFAULT_FIGURES,
        templates=templates("permit"),
    )
    assert set(models) == set(procedure.acts)
    for stage in procedure.stages:
        reached, edge = set(), {stage}
        while edge:
            reached |= edge
            edge = {r.to for s in edge for r in procedure.acts_from(s) if r.to} - reached
        assert "archived" in reached, stage
