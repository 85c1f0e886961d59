"""The number of SQL statements per act is bounded and does not grow with the matter."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from support.walk import Walk

from yifa.matters import service
from yifa.matters.batch import JOINT
from yifa.matters.request import Ask
from yifa.registers.scope import scope

LIMIT = 16


def _count(walk: Walk, kind: str, payload: dict[str, object], by: str = "handler") -> int:
    actor = walk.office.actor(by)
    with CaptureQueriesContext(connection) as queries, scope(actor):
        outcome = service.record(
            Ask(
                actor=actor,
                kind=kind,
                payload=payload,
                matter_id=walk.matter_id or None,
                procedure=None if walk.matter_id else "penalty.ordinary",
                co_handlers=[walk.office.id_of("handler2")] if by == "handler" else [],
            ),
            approved=True,
        )
        assert outcome.act is not None, [f.message for f in outcome.blocking] or outcome.errors
    walk.matter_id = outcome.matter_id or ""
    sent = [q["sql"] for q in queries.captured_queries if "SAVEPOINT" not in q["sql"]]
    return sum(len(message.split(JOINT)) for message in sent)  # statements of one message are counted singly


def test_no_act_of_the_road_takes_more_than_sixteen_statements(walk: Walk) -> None:
    walk.do("register_clue", walk.clue())  # warms the law book and the procedure version
    walk.matter_id = ""
    counts = {}
    payloads = {
        "register_clue": walk.clue, "check_clue": walk.check, "file": walk.file, "show_identity": walk.identity,
        "record_questioning": walk.questioning, "add_evidence": walk.evidence, "order_correction": walk.correction,
        "report": walk.report, "submit_legal_review": walk.review_request, "notify": walk.notice,
        "serve_notice": walk.service, "waive_defence": walk.waiver,
    }  # fmt: skip
    for kind, payload in payloads.items():
        counts[kind] = _count(walk, kind, payload())
    assert max(counts.values()) <= LIMIT, counts


def test_the_count_does_not_grow_with_the_matter(walk: Walk) -> None:
    walk.until("show_identity")
    first = _count(walk, "add_evidence", walk.evidence())
    for _ in range(10):
        last = _count(walk, "add_evidence", walk.evidence())
    assert last == first
