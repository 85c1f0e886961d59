"""A dispute through the write path: negotiated in vain, designated by the superior, noted and archived."""

import pytest

pytestmark = pytest.mark.requirement("RQ183")


def test_a_dispute_is_designated_and_archived(db):
    from support import world
    from support.walk import Walk, day

    walk = Walk(world.office(sector="market"), world.firm())
    raised = {
        "cause": "流动摊点的管辖",
        "handlers": [walk.office.id_of("handler")],
        "claim": "both_claim",
        "raised_on": day(),
        "own_case": "云城立〔2026〕1号",
        "own_filed_on": day(-3),
        "other_agency": "某局",
        "other_region": "990200",
        "reasons": "双方均已受理",
    }
    walk.do("raise_dispute", raised, procedure="jurisdiction.dispute")
    walk.do("negotiate", {"done_on": day(), "outcome": "failed", "terms": "未能一致"})
    superior = {"superior": "云岭省市场监督管理局", "superior_region": "990000", "sent_on": day()}
    walk.do("report_superior", {**superior, "reasons": "协商不成"})
    designated = {"document_number": "指定1号", "superior": "云岭省市场监督管理局", "received_on": day()}
    walk.do("receive_designation", {**designated, "whose": "ours"})
    walk.do("close", {"own_noted": True, "other_told_on": day(), "result": "由本机关继续办理"})
    walk.run_effects()
    walk.do("archive", {"retention": "ten", "complete": True}, by="archivist")
