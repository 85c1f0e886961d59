"""A discussion among the heads, opened by the machine for a penalty case and told to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support.walk import Walk

SUBMISSION = {"topic": "decision", "presentation": "承办人汇报案情。", "opinion": "建议处以罚款。"}


@pytest.fixture
def walk(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Walk]:
    """A case that waits for the heads: its submission to legal review stands in for the one to the heads."""
    from support import world
    from support.walk import Walk

    from yifa.law.procedure import Spawn
    from yifa.matters import discovery

    shipped = discovery.procedures()
    penalty = shipped["penalty.ordinary"]
    opening = Spawn(
        "deliberation",
        "submit",
        {"presentation": "materials", "opinion": "opinion"},
        set={"topic": "decision"},
    )
    asked = replace(penalty.acts["submit_legal_review"], spawns=(opening,))
    told = replace(penalty.acts["deliberate"], by=("system",), approve=(), gates=())
    changed = replace(penalty, acts={**penalty.acts, asked.id: asked, told.id: told})
    monkeypatch.setattr(discovery, "procedures", lambda: {**shipped, "penalty.ordinary": changed})
    world.benchmarks()
    yield Walk(world.office(), world.firm())


@pytest.mark.requirement("RQ075")
def test_the_heads_discuss_and_the_case_is_told(walk: Walk) -> None:
    walk.until("submit_legal_review")
    walk.run_effects()
    meeting = walk.child("deliberation")
    heads = [walk.office.id_of(h) for h in ("agency_head", "deputy_head")]
    planned = {
        "planned_at": walk.deliberation()["started_at"],
        "place": "三楼会议室",
        "presider": heads[0],
        "heads": heads,
    }
    meeting.do("convene", planned, by="unit_head")
    committee = walk.deliberation()
    committee["members"][1]["officer"] = walk.office.id_of("unit_head")
    refused = meeting.attempt("record", committee, by="unit_head")
    assert "discussed_by_heads" in {f.gate for f in refused.blocking}
    meeting.do("record", walk.deliberation(), by="unit_head")
    assert meeting.kinds() == ["submit", "convene", "record"]
    meeting.run_effects()
    assert walk.kinds()[-1] == "deliberate"
    assert meeting.papers() == {"deliberation_record": "ready"}


def test_the_heads_send_it_back(walk: Walk) -> None:
    walk.until("submit_legal_review")
    walk.run_effects()
    meeting = walk.child("deliberation")
    meeting.do("return_submission", {"reasons": "材料不齐"}, by="agency_head")
    meeting.run_effects()
    assert "deliberate" not in walk.kinds()
