"""Investigation: identity shown, inspection, questioning, evidence, correction, report."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from yifa.demo.cases.content import content, reported_extras
from yifa.demo.story import Case, Story, written


def present(case: Case) -> str:
    """Who speaks for the party: the person, or the head of the firm."""
    return case.subject.legal_rep or case.subject.name


def identity(case: Case) -> Story:
    yield case.act(
        "show_identity",
        shown_to=present(case),
        shown_at=case.t,
        place=f"云州市{case.place}",
        rights_told=True,
    )
    case.later(20)


def _record(case: Case, minutes: int) -> dict[str, Any]:
    return {
        "place": f"云州市{case.place}",
        "started_at": case.t - timedelta(minutes=minutes),
        "ended_at": case.t,
        "identity_shown": True,
        "rights_told": True,
        "signature": "signed",
    }


def inspection(case: Case, co: tuple[str, ...] | None = None, expect: tuple[str, ...] = ()) -> Story:
    """现场检查."""
    case.later(45)
    yield case.act(
        "record_inspection",
        minutes=30,
        co=co,
        expect=expect,
        **_record(case, 30),
        party_present=True,
        on_site_person=present(case),
        result=f"执法人员现场检查发现：{case.conduct}现场拍摄照片六张，当事人核对后签名。",
    )
    case.rest(1, 3)


def questioning(case: Case) -> Story:
    subject = case.subject
    role = "party" if subject.kind == "natural" else "legal_rep"
    yield case.act(
        "record_questioning",
        minutes=50,
        **_record(case, 50),
        person=present(case),
        person_role=role,
        person_identifier=subject.identifier if role == "party" else "",
        person_contact=subject.phone,
        exchanges=[
            {
                "question": "我们是执法人员，这是我们的行政执法证，请你看清。你有权申请回避。",
                "answer": "看清了，不申请回避。",
            },
            {"question": "请说明当时的情况。", "answer": f"{case.violation.cause}的情况属实，是我们疏忽了。"},
            {"question": "你对今后有什么打算？", "answer": f"马上整改：{case.violation.order}。"},
        ],
    )
    case.rest(1, 2)


def correction(case: Case, immediate: bool = True) -> Story:
    yield case.act(
        "order_correction",
        conduct=case.conduct,
        violated=case.violated,
        basis="《中华人民共和国行政处罚法》第二十八条第一款",
        content=case.violation.order,
        immediate=immediate,
    )
    case.rest(1)


def evidence(case: Case) -> Story:
    day = written(case.conduct_on)
    rows: list[dict[str, Any]] = [
        {"kind": "audiovisual", "title": f"现场照片（{day}）", "source": "执法人员拍摄", "proves": "违法事实"},
        {"kind": "document", "title": "当事人主体资格证明", "source": "当事人提供", "proves": "当事人身份",
         "copy_checked": True},
    ]  # fmt: skip
    if case.violation.sector in ("eco", "transport"):
        rows.append({"kind": "document", "title": "检测报告", "source": "检测机构出具", "proves": "超标情况"})
    yield case.act("add_evidence", exhibits=[{**row, "collected_on": case.today} for row in rows])
    case.rest(1)


def address(case: Case, electronic: bool = False) -> Story:
    """送达地址确认, perhaps with electronic service agreed."""
    case.electronic = electronic
    yield case.act(
        "confirm_address",
        address=case.subject.address,
        phone=case.subject.phone,
        electronic=electronic,
        electronic_address=case.subject.phone if electronic else "",
        confirmed_on=case.today,
        signed=True,
    )
    case.later(15)


def rechecked(case: Case, corrected: bool = True) -> Story:
    result = "复查时违法行为已经改正。" if corrected else "复查时尚未改正，责令继续改正。"
    yield case.act("check_correction", minutes=20, checked_on=case.today, corrected=corrected, result=result)
    case.rest(1, 2)


def report(case: Case, outcome: str = "penalty", **more: Any) -> Story:
    """调查终结, with the benchmark applied."""
    words = {
        "penalty": "违法事实清楚，证据确凿，建议依照裁量基准给予行政处罚。",
        "no_penalty": "违法行为轻微并及时改正，没有造成危害后果，建议不予处罚并进行教育。",
        "not_established": "现有证据不能证明违法事实成立，建议不予处罚。",
        "transfer_criminal": "涉嫌犯罪，建议移送司法机关。",
    }
    yield case.act(
        "report",
        **content(case, punish=outcome == "penalty"),
        **reported_extras(case),
        course=f"{written(case.started)}发现线索，经核查立案，依法进行现场检查、询问并收集证据，调查终结。",
        outcome=outcome,
        corrected=True,
        opinion=words[outcome],
        **more,
    )
    case.rest(1, 3)


def inquired(case: Case) -> Story:
    """A usual investigation up to the point where the report can be written."""
    yield from identity(case)
    yield from inspection(case)
    yield from correction(case)
    yield from questioning(case)
    if case.dice.chance(60):
        yield from address(case, electronic=case.dice.chance(50))
    yield from evidence(case)
    yield from rechecked(case)
    case.rest(1, 8)


def investigated(case: Case, **more: Any) -> Story:
    """A usual investigation with its report."""
    yield from inquired(case)
    yield from report(case, **more)
