"""What does not go the usual way: no penalty, transfers, suspension, termination, recusal, a second look."""

from __future__ import annotations

from typing import Any

from yifa.demo.cases.content import party_fields, remedy_fields
from yifa.demo.cases.decision import decided, decided_usually, notified, reviewed, silent
from yifa.demo.cases.inquiry import evidence, inquired, investigated, report
from yifa.demo.cases.opening import check, clue, opened
from yifa.demo.cases.performance import archived, closed, settled
from yifa.demo.cases.service import served
from yifa.demo.story import Case, Story

_WHY_SPARED: dict[str, dict[str, Any]] = {
    "no_penalty": {
        "basis": "《中华人民共和国行政处罚法》第三十三条第一款",
        "reasoning": "违法行为轻微并及时改正，没有造成危害后果。",
        "education": "当面宣讲相关法律规定，当事人签收守法经营告知书。",
    },
    "not_established": {
        "basis": "《中华人民共和国行政处罚法》第五十七条第一款第三项",
        "reasoning": "现有证据不能证明违法事实成立。",
    },
}


def spared(case: Case, ground: str = "minor_corrected_no_harm") -> Story:
    """不予处罚 with education, or because nothing was proved."""
    outcome = "not_established" if ground == "not_established" else "no_penalty"
    yield from opened(case)
    yield from inquired(case)
    yield from report(case, outcome)
    if case.office.plan.key == "market":
        yield from reviewed(case)
    case.rest(1, 3)
    yield case.act(
        "decide_no_penalty",
        outcome=outcome,
        ground=ground,
        violation_code=case.violation.code,
        conduct=case.conduct,
        conduct_on=case.conduct_on,
        evidence="现场检查笔录、询问笔录、现场照片、复查记录。",
        **_WHY_SPARED[outcome],
        **party_fields(case),
        **remedy_fields(case),
        decided_on=case.today,
    )
    case.rest(1, 2)
    yield from served(case, "direct")
    case.rest(1, 4)
    yield from closed(case, "no_penalty", "不予行政处罚。", "已进行教育，当事人已经改正。")
    yield from archived(case)


def elsewhere(case: Case) -> Story:
    """移送管辖 after the check: another agency's matter."""
    yield from clue(case, "complaint")
    yield from check(case, "transfer")
    yield case.act(
        "transfer_jurisdiction",
        to_agency="云州市应急管理局",
        transferred_on=case.today,
        reasons="涉及安全生产，依法由应急管理部门管辖。",
        materials="线索登记、核查记录、现场照片。",
    )
    case.pause(5, 15)
    yield from archived(case)


def _crime(case: Case) -> dict[str, Any]:
    return {
        "to_agency": "云州市公安局",
        "approved_on": case.today,
        "transferred_on": case.today,
        "crime": "涉嫌刑事犯罪（虚构案情）",
        "reasons": "调查发现涉嫌犯罪的线索，依法移送。",
        "materials": "案件材料一卷、检测报告一份。",
        "prosecutors_copied": True,
    }


def criminal(case: Case) -> Story:
    """移送司法机关, the end of the case."""
    yield from opened(case)
    yield from inquired(case)
    yield case.act("transfer_criminal", **_crime(case))
    case.pause(5, 15)
    yield from archived(case)


def criminal_and_back(case: Case) -> Story:
    """Handed over, suspended, handed back without charge, and decided."""
    yield from opened(case)
    yield from inquired(case)
    yield case.act("transfer_criminal_pending", **_crime(case))
    case.pause(35, 50)
    yield case.act(
        "criminal_returned",
        from_agency="云州市公安局",
        returned_on=case.today,
        result="经审查不构成犯罪，退回行政机关处理。",
    )
    case.rest(2, 4)
    yield from report(case)
    yield from decided_usually(case)
    yield from served(case)
    case.pause(2, 10)
    yield from settled(case)


def suspended(case: Case) -> Story:
    """中止 until another decision is there, then resumed and finished."""
    yield from opened(case)
    yield from inquired(case)
    yield case.act(
        "suspend",
        ground="depends",
        basis="市场监督管理行政处罚程序规定第四十六条",
        reasons="须以相关行政许可纠纷的处理结果为依据。",
    )
    case.pause(40, 60)
    yield case.act("resume_case", reasons="相关纠纷已经处理完毕。")
    case.rest(2, 4)
    yield from report(case)
    yield from decided_usually(case)
    yield from served(case)
    case.pause(2, 10)
    yield from settled(case)


def terminated(case: Case) -> Story:
    yield from opened(case)
    yield from inquired(case)
    yield case.act("terminate", ground="dissolved", reasons="当事人已经注销，没有权利义务承受人。")
    case.pause(5, 15)
    yield from archived(case)


def preserved(case: Case) -> Story:
    """先行登记保存 and its handling within seven working days, with an appraisal."""
    yield from opened(case)
    yield case.act(
        "preregister",
        reasons="相关物品可能被转移，以后难以取得。",
        items=[{"name": "涉案物品", "spec": "", "quantity": 3, "unit": "件"}],
        place="当事人经营场所",
        keeper=case.subject.legal_rep or case.subject.name,
        party_present=True,
        notice_delivered=True,
    )
    case.rest(1)
    yield case.act(
        "appraise",
        institution="云州市检验检测中心",
        qualification="检验检测机构资质认定",
        matters="涉案物品是否合格。",
        commissioned_on=case.today,
        party_told=True,
    )
    case.rest(3, 4)
    yield case.act(
        "appraisal_result",
        institution="云州市检验检测中心",
        received_on=case.today,
        result="不符合标准要求。",
        party_told_on=case.today,
        exhibits=[
            {
                "kind": "expert",
                "title": "检验报告",
                "source": "云州市检验检测中心",
                "collected_on": case.today,
            }
        ],
    )
    case.later(60)
    yield case.act(
        "handle_preregistered",
        handling="preserved",
        items="涉案物品三件",
        reasons="已拍照、抽样检验，予以返还。",
    )
    case.rest(1, 2)
    yield from investigated(case)
    yield from decided_usually(case)
    yield from served(case)
    case.pause(2, 10)
    yield from settled(case)


def extended(case: Case) -> Story:
    """A long investigation whose period is lengthened in time."""
    yield from opened(case)
    yield case.act(
        "assess_impact",
        items="可能影响企业信用评价和融资。",
        mitigation="分阶段整改，不影响正常生产。",
        opinion="影响可控。",
    )
    case.pause(45, 60)
    yield case.act(
        "extend_period",
        round="first",
        days=30,
        basis="行政处罚法第六十条及本领域程序规定",
        reasons="案情复杂，需要补充检测。",
    )
    case.rest(4, 8)
    yield from investigated(case)
    yield from decided_usually(case)
    yield from served(case)
    case.pause(2, 10)
    yield from settled(case)


def recused(case: Case) -> Story:
    """A handler is related to the party and steps aside."""
    yield from opened(case)
    yield case.act(
        "declare_recusal",
        officer=case.id_of(case.handlers[1]),
        applicant="self",
        requested_on=case.today,
        reasons="与当事人的负责人是亲属关系。",
    )
    case.rest(1)
    pair = (case.handlers[0], "handler4")
    yield case.act(
        "decide_recusal",
        by=case.unit_head,
        officer=case.id_of(case.handlers[1]),
        granted=True,
        reasons="符合回避情形。",
        handlers=[case.id_of(h) for h in pair],
    )
    case.handlers = pair
    case.rest(1, 2)
    yield from investigated(case)
    yield from decided_usually(case)
    yield from served(case)
    case.pause(2, 10)
    yield from settled(case)


def supplemented(case: Case) -> Story:
    """The review finds a gap; the investigation is taken up again and the second review agrees."""
    yield from opened(case)
    yield from investigated(case)
    yield from reviewed(case, "complex", opinion="supplement")
    yield case.act(
        "return_investigation",
        by="reviewer1",
        reasons="当事人主体证明不完整。",
        matters="补充当事人主体资格证据。",
    )
    case.rest(1, 2)
    yield from evidence(case)
    case.rest(1, 2)
    yield from report(case)
    yield from reviewed(case, "complex")
    yield from notified(case)
    yield from silent(case)
    yield from decided(case)
    case.rest(1, 3)
    yield from served(case)
    case.pause(2, 10)
    yield from settled(case)
