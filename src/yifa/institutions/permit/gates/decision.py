"""What a decision rests on and says; the licence (行政许可法第三十八条、第三十九条、第五十三条至第五十七条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import day, flag, last, parties, payload, rows, text
from yifa.institutions.permit.standing import application, standard_inspected
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


def _item(view: MatterView) -> str:
    received = application(view)
    return text(received.payload, "item") if received is not None else ""


@gate("permit_refusal_tells_remedies", title="不予许可说明理由、告知救济", cites="行政许可法第三十八条第二款")
def permit_refusal_tells_remedies(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A refusal has reasons and tells the remedies (L16)."""
    given = payload(proposal)
    if text(given, "outcome") == "refuse":
        for name, what in (("reasons", "理由"), ("remedy", "申请行政复议、提起行政诉讼的权利")):
            if not text(given, name):
                yield block(f"不予许可决定须写明{what}", f"填写{what}", name)


@gate(
    "permit_decided_by_conditions",
    title="符合条件的平等取得许可",
    cites="行政许可法第五条第三款、第三十八条第一款",
)
def permit_decided_by_conditions(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Who meets the conditions gets the permit, and nobody else; where the number is limited, not everyone can."""
    received, given = application(view), payload(proposal)
    if proposal is None:
        return
    met, outcome = flag(given, "conditions_met"), text(given, "outcome")
    limited = received is not None and (flag(received.payload, "limited") or _item(view) == "resource")
    if outcome == "grant" and not met:
        yield block("没有认定符合法定条件、标准，不能准予", "核对条件", "conditions_met")
    if outcome == "refuse" and met and not limited:
        yield block("符合法定条件、标准的，应当准予，不得歧视", "核对决定，写明不符合的条件", "outcome")


@gate("permit_by_fair_competition", title="招标、拍卖等公平竞争", cites="行政许可法第五十三条第一款")
def permit_by_fair_competition(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Rights in resources and limited markets go by tender or auction unless a law or regulation says otherwise."""
    given = payload(proposal)
    if _item(view) != "resource" or text(given, "outcome") != "grant" or text(given, "selection_exception"):
        return
    if text(given, "selection") not in ("tender", "auction", "fair"):
        yield block(
            "应当通过招标、拍卖等公平竞争的方式作出决定",
            "选择择优的方式，或者写明法律、行政法规的另外规定",
            "selection",
        )
    elif not text(given, "selection_result"):
        yield block(
            "没有写明中标人、买受人和结果", "填写结果", "selection_result", "行政许可法第五十三条第三款"
        )


@gate("permit_by_prescribed_exam", title="考试成绩、考核结果", cites="行政许可法第五十四条第一款")
def permit_by_prescribed_exam(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Qualifications of people go by a national examination where one is prescribed, those of bodies by assessment.

    Whether one is prescribed is not on file: for a person without a result it is asked, not refused.
    """
    given = payload(proposal)
    if (
        _item(view) != "qualification"
        or text(given, "outcome") != "grant"
        or text(given, "selection_exception")
    ):
        return
    natural = {p.kind for p in parties(view)} == {"natural"}
    chosen = text(given, "selection")
    if not natural and chosen != "assessment":
        yield block("法人、组织的资格、资质应当根据考核结果作出决定", "填写考核结果", "selection")
    elif chosen not in ("exam", "assessment"):
        yield warn(
            "依法应当举行国家考试的，根据考试成绩和其他法定条件作出决定",
            "举行国家考试的填写成绩；没有国家考试的核对其他法定条件",
            "selection",
        )
    elif not text(given, "selection_result"):
        yield block("没有写明考试成绩或者考核结果", "填写结果", "selection_result")


@gate("permit_inspected_by_standard", title="按技术标准检验、检测、检疫", cites="行政许可法第五十五条第一款")
def permit_inspected_by_standard(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Such items are decided on what the inspection showed; a refusal names the standard (L12)."""
    if proposal is None or _item(view) != "technical":
        return
    found, given = standard_inspected(view), proposal.payload
    if found is None:
        yield block("尚未按照技术标准、技术规范检验、检测、检疫", "登记检验、检测、检疫结果")
    elif text(given, "outcome") == "grant" and not flag(found.payload, "passed"):
        yield block("检验、检测、检疫结果不符合技术标准、技术规范，不能准予", "核对决定", "outcome")
    if text(given, "outcome") == "refuse" and not text(given, "standard"):
        yield block(
            "不予许可须书面说明所依据的技术标准、技术规范",
            "填写技术标准、技术规范",
            "standard",
            "行政许可法第五十五条第三款",
        )


@gate("permit_first_come", title="按受理的先后顺序", cites="行政许可法第五十七条")
def permit_first_come(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A limited permit goes to whoever was accepted first among those that qualify, unless law says otherwise.

    Applications of others are not in the picture of this one, so the handler names those accepted earlier.
    """
    received, given = application(view), payload(proposal)
    limited = received is not None and flag(received.payload, "limited")
    if not limited or text(given, "outcome") != "grant" or text(given, "selection_exception"):
        return
    if text(given, "selection") in ("tender", "auction", "fair"):
        return
    if not flag(given, "queue_checked"):
        yield block("有数量限制的许可，须核对受理的先后顺序", "核对先受理的申请", "queue_checked")
    accepted = last(view, "accept")
    own = day(accepted.payload, "accepted_on") if accepted else None
    for row in rows(given, "earlier"):
        first = day(row, "accepted_on")
        if text(row, "state") == "waiting" and first is not None and (own is None or first <= own):
            yield block(
                f"{text(row, 'number')}于{first.isoformat()}受理在先且符合条件，尚未准予",
                "先办理受理在先的申请",
                "earlier",
            )


@gate("permit_licence_sealed", title="许可证件加盖印章", cites="行政许可法第三十九条第一款")
def permit_licence_sealed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A licence bears the agency's seal; marks on goods and decisions without a licence do not need one here."""
    given = payload(proposal)
    if proposal is not None and text(given, "licence") not in ("label", "none") and not flag(given, "sealed"):
        yield block("许可证件须加盖本行政机关印章", "加盖印章", "sealed")


@gate("permit_licence_matches_decision", title="许可证件与决定一致", cites="行政许可法第三十九条第一款")
def permit_licence_matches_decision(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A licence is given on a decision that grants, for the term that it names."""
    decided = last(view, "decide", "decide_renewal", "deem_renewed")
    if proposal is None:
        return
    if decided is None or text(decided.payload, "outcome") == "refuse":
        yield block("没有准予的决定，不能颁发许可证件", "核对决定")
        return
    told, end = day(decided.payload, "valid_until"), day(proposal.payload, "valid_until")
    if told != end:
        said = told.isoformat() if told else "长期有效"
        yield block(f"决定的有效期至{said}，与证件不一致", "按决定填写有效期", "valid_until")
