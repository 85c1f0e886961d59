"""A discussion among the heads, opened by the machine for a penalty case and told to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support.walk import Walk


@pytest.fixture
def walk(db: None) -> Walk:
    """A case whose handler submitted it to the heads."""
    from support import world
    from support.walk import Walk

    world.benchmarks()
    found = Walk(world.office(), world.firm())
    found.until("report")
    found.do("submit_deliberation", found.deliberation_request())
    found.machine()
    return found


@pytest.mark.requirement("RQ075")
def test_the_heads_discuss_and_the_case_is_told(walk: Walk) -> None:
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
    assert walk.kinds().count("deliberate") == 1
    assert meeting.papers() == {"deliberation_record": "ready"}


def test_the_heads_send_it_back(walk: Walk) -> None:
    meeting = walk.child("deliberation")
    meeting.do("return_submission", {"reasons": "材料不齐"}, by="agency_head")
    meeting.run_effects()
    assert "deliberate" not in walk.kinds()
