"""Each gate of a hearing blocks what the law forbids and passes what it allows, on pictures written by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

import yifa.institutions.hearing.gates  # noqa: F401  (registers the gates)
from institutions.builder import ANN, BO, HEAD, PRESIDER, REVIEWER, Case, service

NOTICE = {"hearing_at": "2026-11-30T09:00:00+08:00", "is_public": True, "recusal_right_told": True}
RECORD = {"course": "held", "started_at": "2026-11-30T09:05:00+08:00"}


@dataclass
class Hearing(Case):
    """A hearing in a case that Ann and Bo handle; `recused` were recused in that case."""

    recused: tuple[str, ...] = ()
    gathered_by: str = ANN

    def view(self, on="2026-12-20"):
        parent = Case(sector=self.sector).act("add_evidence", "2026-03-04", by=[self.gathered_by]).reported()
        for who in self.recused:
            parent.act("decide_recusal", "2026-10-08", {"officer": who, "granted": True}, by=[HEAD])
        return replace(super().view(on), parent=parent.view(on), handlers=())


def hearing(regime="penalty", **values) -> Hearing:
    found = Hearing(kind="hearing", stage="preparing", handlers=(), **values)
    return found.act("open", "2026-11-10", {"regime": regime, "requested_on": "2026-11-10"}, by=[])


def appointed(who=PRESIDER, clerk=REVIEWER, **values) -> Hearing:
    return hearing(**values).act("appoint", "2026-11-11", {"officer": who, "clerk": clerk}, by=[HEAD])


def noticed(served="2026-11-18", **values) -> Hearing:
    """Notice on 12 November of a hearing on the 30th; served that day unless `served` is empty."""
    changes = values.pop("notice", {})
    found = appointed(**values).act("notice", "2026-11-12", {**NOTICE, **changes}, by=[PRESIDER])
    return found.act("serve_notice", served, service(served_on=served), by=[PRESIDER]) if served else found


@pytest.mark.parametrize(
    ("regime", "what", "article"),
    [
        ("penalty", "本案调查人员", "行政处罚法第六十四条"),
        ("permit_request", "审查该申请的工作人员", "行政许可法第四十八条"),
    ],
)
def test_who_handles_the_matter_does_not_preside(regime, what, article):
    gate = "hearing_staff_not_of_the_case"
    found = hearing(regime).check(gate, "appoint", {"officer": ANN}, by=[HEAD])
    assert what in found.blocks
    assert found.findings[0].citation.startswith(article)
    for field, value in (("clerk", ANN), ("assistants", [BO])):
        seat = hearing(regime).check(gate, "appoint", {"officer": PRESIDER, field: value}, by=[HEAD])
        assert what in seat.warns and not seat.blocks
        assert seat.fields == {field}
    assert hearing(regime).check(gate, "appoint", {"officer": PRESIDER, "clerk": REVIEWER}, by=[HEAD]).passes


def test_market_regulators_bar_them_from_every_seat():
    gate, members = "hearing_staff_not_of_the_case", {"officer": PRESIDER, "assistants": [BO]}
    found = hearing(sector="market").check(gate, "appoint", members, by=[HEAD])
    assert "不能担任听证员、记录员" in found.blocks
    assert found.findings[0].citation == "市场监督管理行政处罚听证办法第十一条第三款"
    permit = hearing("permit_request", sector="market").check(gate, "appoint", members, by=[HEAD])
    assert permit.warns and not permit.blocks


def test_whoever_gathered_evidence_does_not_preside():
    gate = "hearing_staff_not_of_the_case"
    found = hearing(gathered_by=PRESIDER).check(gate, "appoint", {"officer": PRESIDER}, by=[HEAD])
    assert "彭远是本案调查人员" in found.blocks


def test_who_was_recused_in_the_case_does_not_sit():
    gate = "hearing_staff_not_recused"
    found = hearing(recused=(PRESIDER,)).check(gate, "appoint", {"officer": PRESIDER}, by=[HEAD])
    assert "已经决定回避" in found.blocks
    assert hearing(recused=(BO,)).check(gate, "appoint", {"officer": PRESIDER}, by=[HEAD]).passes


def test_a_clerk_recused_here_does_not_record():
    gate, case = "hearing_staff_not_recused", noticed()
    assert case.check(gate, "hold", RECORD, by=[PRESIDER]).passes
    case.act("decide_recusal", "2026-11-20", {"officer": REVIEWER, "granted": True}, by=[HEAD])
    assert "已经决定回避" in case.check(gate, "hold", RECORD, by=[PRESIDER]).blocks


def test_only_the_appointed_presider_acts():
    gate = "hearing_by_its_presider"
    assert "尚未指定" in hearing().check(gate, "notice", NOTICE, by=[PRESIDER]).blocks
    assert "不是指定的" in appointed().check(gate, "notice", NOTICE, by=[REVIEWER]).blocks
    assert appointed().check(gate, "notice", NOTICE, by=[PRESIDER]).passes


def test_staff_of_the_hearing_are_challenged_here():
    gate = "recusal_is_of_hearing_staff"
    assert "不是本次听证的听证人员" in appointed().check(gate, "declare_recusal", {"officer": ANN}).blocks
    assert appointed().check(gate, "declare_recusal", {"officer": PRESIDER}).passes
    assert appointed().check(gate, "declare_recusal", {"officer": REVIEWER}).passes


@pytest.mark.parametrize("regime", ["penalty", "permit_request", "permit_public"])
def test_a_hearing_is_set_seven_working_days_ahead(regime):
    gate, case = "hearing_set_far_enough", appointed(regime=regime)
    assert case.check(gate, "notice", NOTICE, on="2026-11-19", by=[PRESIDER]).passes
    assert "2026-11-19" in case.check(gate, "notice", NOTICE, on="2026-11-20", by=[PRESIDER]).blocks
    assert "没有听证时间" in case.check(gate, "notice", {}, by=[PRESIDER]).blocks


def test_a_penalty_is_heard_in_private_only_for_the_three_reasons():
    gate, case = "hearing_is_public", appointed()
    private = {**NOTICE, "is_public": False, "private_reason": "当事人要求"}
    assert "只有涉及国家秘密" in case.check(gate, "notice", private, by=[PRESIDER]).blocks
    assert case.check(gate, "notice", {**private, "private_ground": "privacy"}, by=[PRESIDER]).passes
    assert case.check(gate, "notice", NOTICE, by=[PRESIDER]).passes


def test_a_permit_heard_in_private_is_marked():
    private = {**NOTICE, "is_public": False, "private_ground": "trade_secret", "private_reason": "配方"}
    found = appointed(regime="permit_request").check("hearing_is_public", "notice", private, by=[PRESIDER])
    assert "应当公开举行" in found.warns
    assert not found.blocks


def test_the_right_to_challenge_is_told():
    gate = "recusal_right_told"
    untold = {**NOTICE, "recusal_right_told": False}
    assert "回避的权利" in appointed().check(gate, "notice", untold, by=[PRESIDER]).warns
    assert appointed().check(gate, "notice", NOTICE, by=[PRESIDER]).passes


def test_a_notice_is_served_while_it_stands():
    gate = "hearing_notice_made_before_service"
    assert "没有需要送达的" in appointed().check(gate, "serve_notice", service()).blocks
    case = noticed(served="")
    assert case.check(gate, "serve_notice", service()).passes
    case.act("adjourn", "2026-11-13", {"ground": "witness"}, by=[PRESIDER])
    assert "没有需要送达的" in case.check(gate, "serve_notice", service()).blocks


@pytest.mark.parametrize("regime", ["penalty", "permit_public"])
def test_the_notice_reaches_the_party_seven_working_days_before(regime):
    gate = "hearing_notice_reached_in_time"
    at = {"on": "2026-11-30", "by": [PRESIDER]}
    assert noticed("2026-11-19", regime=regime).check(gate, "hold", RECORD, **at).passes
    assert "2026-11-19" in noticed("2026-11-20", regime=regime).check(gate, "hold", RECORD, **at).blocks
    assert "没有送达" in noticed("", regime=regime).check(gate, "hold", RECORD, **at).blocks
    assert "没有通知" in appointed(regime=regime).check(gate, "hold", RECORD, **at).blocks


def test_a_hearing_on_another_day_or_after_adjourning_needs_a_new_notice():
    gate = "hearing_notice_reached_in_time"
    other = {**RECORD, "started_at": "2026-12-01T09:00:00+08:00"}
    assert "不一致" in noticed().check(gate, "hold", other, on="2026-12-01", by=[PRESIDER]).blocks
    adjourned = noticed().act("adjourn", "2026-11-25", {"ground": "recusal"}, by=[PRESIDER])
    assert "中止、延期" in adjourned.check(gate, "hold", RECORD, on="2026-11-30", by=[PRESIDER]).blocks


def test_a_permit_heard_of_its_own_motion_is_announced():
    gate, case = "hearing_announced", noticed(regime="permit_public")
    assert "向社会公告" in case.check(gate, "hold", RECORD, on="2026-11-30", by=[PRESIDER]).blocks
    case.act("announce", "2026-11-20", {"published_on": "2026-11-20"}, by=[PRESIDER])
    assert case.check(gate, "hold", RECORD, on="2026-11-30", by=[PRESIDER]).passes
    assert noticed(regime="permit_request").check(gate, "hold", RECORD, on="2026-11-30", by=[PRESIDER]).passes


def test_in_market_regulation_a_public_hearing_is_announced_three_working_days_before():
    gate = "hearing_announced"
    at = {"on": "2026-11-30", "by": [PRESIDER]}
    for on, late in (("2026-11-25", False), ("2026-11-26", True)):
        case = noticed(sector="market").act("announce", on, {"published_on": on}, by=[PRESIDER])
        assert ("2026-11-25" in case.check(gate, "hold", RECORD, **at).blocks) is late
    assert "公告" in noticed(sector="market").check(gate, "hold", RECORD, **at).blocks
    private = noticed(sector="market", notice={"is_public": False, "private_ground": "privacy"})
    assert private.check(gate, "hold", RECORD, **at).passes
    assert noticed().check(gate, "hold", RECORD, **at).passes  # the statute itself asks for none


def test_a_permit_hearing_organised_late_is_marked():
    case = noticed(regime="permit_request").clock("hearing", "L09", "2026-11-10", "2026-12-08")
    assert "逾期" in case.check("permit_hearing_in_time", "hold", RECORD, on="2026-12-09").warns
    assert "逾期" in case.at_rest("permit_hearing_in_time", "2026-12-09").warns
    assert case.check("permit_hearing_in_time", "hold", RECORD, on="2026-12-08").passes


def test_a_presider_appointed_late_is_marked():
    case = hearing(sector="market").clock("presider", "M16", "2026-11-10", "2026-11-13")
    assert "逾期" in case.check("presider_appointed_in_time", "appoint", {}, on="2026-11-16").warns
    assert case.check("presider_appointed_in_time", "appoint", {}, on="2026-11-13").passes


def test_the_request_is_withdrawn_over_a_signature():
    gate = "hearing_withdrawal_express"
    assert "签名" in hearing().check(gate, "withdraw", {"signed": False}).warns
    assert hearing().check(gate, "withdraw", {"signed": True}).passes


def test_the_report_says_what_the_record_says():
    gate = "hearing_report_follows_record"
    assert "没有听证笔录" in noticed().check(gate, "report", RECORD, by=[PRESIDER]).blocks
    case = noticed().act("hold", "2026-11-30", RECORD, by=[PRESIDER])
    assert case.check(gate, "report", RECORD, by=[PRESIDER]).passes
    assert "经过" in case.check(gate, "report", {**RECORD, "course": "party_absent"}, by=[PRESIDER]).blocks
    moved = {**RECORD, "started_at": "2026-11-29T09:05:00+08:00"}
    assert "时间" in case.check(gate, "report", moved, by=[PRESIDER]).blocks


def test_periods_are_those_of_the_law_followed():
    opening = {"requested_on": "2026-11-10"}
    market = Hearing(kind="hearing", sector="market", handlers=())
    assert market.holds("presider_has_period", "open", {**opening, "regime": "penalty"})
    assert not market.holds("presider_has_period", "open", {**opening, "regime": "permit_request"})
    assert not hearing().holds("presider_has_period")
    assert market.holds("permit_hearing_asked_for", "open", {**opening, "regime": "permit_request"})
    assert not market.holds("permit_hearing_asked_for", "open", {**opening, "regime": "permit_public"})


def test_nobody_withdraws_what_the_agency_hears_of_its_own_motion():
    assert hearing().holds("hearing_was_asked_for")
    assert not hearing("permit_public").holds("hearing_was_asked_for")


def test_an_address_confirmed_in_the_case_serves_the_notice():
    """Electronic service of the notice rests on the consent given in the matter that is heard."""

    class Consented(Hearing):
        def view(self, on="2026-12-20"):
            parent = (
                Case()
                .reported()
                .act(
                    "confirm_address",
                    "2026-03-10",
                    {"signed": True, "electronic": True, "electronic_address": "a@example.cn"},
                )
            )
            return replace(super().view(on), parent=parent.view(on))

    gate, sent = (
        "electronic_service_consented",
        service(mode="electronic", address_used="a@example.cn", recorded=True),
    )
    opening = {"regime": "penalty", "requested_on": "2026-11-10"}
    agreed = Consented(kind="hearing", handlers=()).act("open", "2026-11-10", opening, by=[])
    assert agreed.check(gate, "serve_notice", sent).passes
    assert "没有签订" in hearing().check(gate, "serve_notice", sent).blocks
