"""A discussion among the heads, opened by the machine for a penalty case and told to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.starts import begins

if TYPE_CHECKING:
    from support.walk import Walk


@pytest.fixture
@begins
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


@pytest.mark.parametrize(
    ("topic", "decided"),
    [
        ("extension", {"extension_days": 30}),
        ("deviation", {"deviation_approved": True}),
        ("recusal", {}),
    ],
)
def test_the_other_questions_to_the_heads_go_the_same_way(
    walk: Walk, topic: str, decided: dict[str, object]
) -> None:
    from yifa.matters.models import Act
    from yifa.matters.page import look
    from yifa.registers.scope import scope

    walk.deliberated(topic=topic, outcome=None, fine_fen=None, **decided)
    actor = walk.office.actor("handler")
    with scope(actor):
        told = Act.objects.select_related("matter__version").get(matter_id=walk.matter_id, kind="deliberate")
        payload = look(actor, told.matter)[1].last("deliberate").payload
    assert payload["topic"] == topic
    assert {k: payload[k] for k in decided} == decided


def test_the_heads_send_it_back(walk: Walk) -> None:
    meeting = walk.child("deliberation")
    meeting.do("return_submission", {"reasons": "材料不齐"}, by="agency_head")
    meeting.run_effects()
    assert "deliberate" not in walk.kinds()


def test_what_was_said_can_be_erased_by_order_of_a_court(walk: Walk) -> None:
    from support.walk import act_of, day

    from yifa.matters.models import ActBody
    from yifa.registers.scope import WORKER, scope

    meeting = walk.child("deliberation")
    record = act_of(meeting.do("record", walk.deliberation(), by="unit_head"))
    order = {
        "ground": "judgment",
        "basis": "云州市云山区人民法院（2026）云01行初1号判决主文第二项",
        "document_number": "云法〔2026〕9号",
        "approved_on": day(),
        "reasons": "判决要求删除讨论记录中的个人信息。",
        "acts": [str(record.pk)],
    }
    meeting.do("erase_body", order, by="archivist")
    for _ in range(3):
        meeting.run_effects()
    with scope(WORKER):
        assert ActBody.objects.get(act_id=record.pk).body is None
        kept = ActBody.objects.get(act__matter_id=walk.matter_id, act__kind="deliberate")
    assert kept.body is not None  # what the case was told is a record of the case, and is ordered away there
