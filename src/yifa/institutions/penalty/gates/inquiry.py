"""Investigation: evidence, preregistration, correction (行政处罚法第二十八条、第四十条至第五十六条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import (
    act_day,
    acts,
    amount,
    day,
    figure,
    flag,
    last,
    local_day,
    payload,
    period_end,
    rows,
    text,
    texts,
)
from yifa.institutions.penalty.case import decision, punishes, reported
from yifa.law.clocks import due
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import ActView, MatterView, Proposal

LAWFUL_KINDS = frozenset(
    {"document", "object", "audiovisual", "electronic", "witness", "statement", "expert", "record"}
)


@gate("filing_before_investigation", title="先立案后调查", cites="行政处罚法第五十四条第二款")
def filing_before_investigation(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Measures come after filing; what was lawfully gathered in the check stays usable.

    The statute does not forbid questioning during the check, and several sectors' rules admit it: a warning.
    """
    if proposal is None or last(view, "file") is not None:
        return
    if proposal.kind == "record_questioning":
        yield warn("尚未立案；立案前的询问限于核查线索，依法取得的材料可以作为证据", "符合立案标准的及时立案")
    else:
        yield block("尚未立案，不能采取此项调查措施", "先办理立案审批")


@gate("evidence_of_lawful_kind", title="证据属于法定种类", cites="行政处罚法第四十六条第一款")
def evidence_of_lawful_kind(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Each exhibit is of one of the eight kinds and says where it came from (P06)."""
    if proposal is None:
        return
    for number, row in enumerate(rows(proposal.payload, "exhibits"), 1):
        if text(row, "kind") not in LAWFUL_KINDS:
            yield block(f"第{number}项不属于法定的八种证据", "选择证据种类", "exhibits")
        if not text(row, "source"):
            yield block(f"第{number}项没有写明来源", "填写提供人或者制作人", "exhibits")


@gate("monitoring_evidence_reviewed", title="电子监控记录经过审核", cites="行政处罚法第四十一条第二款")
def monitoring_evidence_reviewed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Records of monitoring devices are evidence only after legal and technical review (P07)."""
    if proposal is None:
        return
    for row in rows(proposal.payload, "exhibits"):
        if flag(row, "from_monitoring") and not flag(row, "monitoring_reviewed"):
            yield block(
                f"“{text(row, 'title')}”来自电子技术监控设备，未经审核不得作为证据",
                "完成法制和技术审核",
                "exhibits",
            )


def _pieces(view: MatterView) -> list[tuple[str, str]]:
    """(kind, title) of every piece of evidence that stands; records count as the evidence they are."""
    excluded = {text(a.payload, "title") for a in acts(view, "exclude_evidence")}
    found: list[tuple[str, str]] = []
    for act in acts(view, "add_evidence", "appraisal_result"):
        found += [(text(r, "kind"), text(r, "title")) for r in rows(act.payload, "exhibits")]
        if act.kind == "appraisal_result" and not rows(act.payload, "exhibits"):
            found.append(("expert", "鉴定意见"))
    known = {title for _, title in found}
    found += [(e.kind, e.title) for e in view.exhibits if e.title not in known]
    for act in acts(view, "record_questioning"):
        own = text(act.payload, "person_role") in ("party", "legal_rep", "agent")
        found.append(("statement" if own else "witness", f"询问笔录({text(act.payload, 'person')})"))
    found += [("record", "现场检查（勘验）笔录") for _ in acts(view, "record_inspection")]
    return [piece for piece in found if piece[1] not in excluded]


@gate("evidence_sufficient", title="事实清楚、证据充分", cites="行政处罚法第四十条")
def evidence_sufficient(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A penalty rests on more than the party's own words."""
    if proposal is None or not punishes(proposal.kind, proposal.payload):
        return
    pieces = _pieces(view)
    if not pieces:
        yield block("没有登记任何证据，违法事实不清、证据不足的不得给予处罚", "登记证据", "evidence")
    elif all(kind == "statement" for kind, _ in pieces):
        yield block("只有当事人的陈述，没有其他证据印证", "补充其他种类的证据", "evidence")
    elif len(pieces) < 2:
        yield warn("只有一项证据，请确认足以证明违法事实", "补充证据", "evidence")


@gate("excluded_evidence_exists", title="排除的证据在案", cites="行政处罚法第四十六条第三款")
def excluded_evidence_exists(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Only evidence that is in the file can be excluded."""
    if proposal is None:
        return
    wanted = text(proposal.payload, "title")
    if wanted not in {title for _, title in _pieces(view)}:
        yield block("案卷中没有这项证据", "按证据清单填写名称", "title")


@gate("appraiser_qualified", title="鉴定机构具备资质", cites="市场监督管理行政处罚程序规定第三十二条")
def appraiser_qualified(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Appraisal goes to a body with the qualification the law asks for."""
    if proposal is not None and not text(proposal.payload, "qualification"):
        yield warn("没有写明受委托机构的法定资质", "填写资质，或者说明没有法定资质机构", "qualification")


@gate("appraisal_result_told", title="鉴定结果告知当事人", cites="市场监督管理行政处罚程序规定第三十二条")
def appraisal_result_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The party learns the result."""
    if proposal is not None and day(proposal.payload, "party_told_on") is None:
        yield warn("鉴定结果应当告知当事人", "告知后填写日期", "party_told_on")


def _open_preregistrations(view: MatterView) -> list[ActView]:
    """Preregistrations not handled yet, oldest first: each handling answers the oldest one."""
    waiting: list[ActView] = []
    for act in acts(view, "preregister", "preregister_urgent", "handle_preregistered"):
        if act.kind != "handle_preregistered":
            waiting.append(act)
        elif waiting:
            waiting.pop(0)
    return waiting


@gate("preregistration_handled", title="先行登记保存的证据已处理", cites="行政处罚法第五十六条")
def preregistration_handled(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Evidence kept by preregistration is dealt with within seven working days, before the case moves on (P04)."""
    today = act_day(view, proposal)
    confiscating = "confiscate_goods" in texts(payload(proposal), "kinds")
    for act in _open_preregistrations(view):
        end = period_end(view, "P04", local_day(act.occurred_to), (7, "wd"))
        if confiscating and end is not None and today <= end:
            continue  # the decision to confiscate is itself the handling (市场监督管理行政处罚程序规定第三十五条)
        if proposal is not None:
            yield block("先行登记保存的证据尚未处理", "先作出处理决定")
        elif end is not None and today > end:
            yield warn(f"先行登记保存已于{end.isoformat()}届满，没有作出处理决定", "立即处理；逾期的自动解除")


@gate("preregistration_handled_in_time", title="七日内处理先行登记保存的证据", cites="行政处罚法第五十六条")
def preregistration_handled_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Handling answers a preregistration, and after seven working days nothing but release is left (P04, M06)."""
    if proposal is None:
        return
    waiting = _open_preregistrations(view)
    if not waiting:
        yield block("没有待处理的先行登记保存", "核对记录")
        return
    handling = text(proposal.payload, "handling")
    if handling == "confiscate":
        yield from _confiscated_by_decision(view)
    end = period_end(view, "P04", local_day(waiting[0].occurred_to), (7, "wd"))
    decided = decision(view) if handling == "confiscate" else None
    at = local_day(decided.occurred_to) if decided else act_day(view, proposal)
    if end is not None and at > end and handling != "released":
        yield block(
            f"先行登记保存已于{end.isoformat()}届满，逾期未处理的自动解除",
            "办理解除；需要时依法另行采取措施",
            "handling",
        )


def _confiscated_by_decision(view: MatterView) -> Iterator[Note]:
    """Confiscation is a penalty: only a decision imposes it (市场监督管理行政处罚程序规定第三十五条第四项)."""
    decided = decision(view)
    if decided is None or "confiscate_goods" not in texts(decided.payload, "kinds"):
        yield block(
            "没收须由行政处罚决定作出，本案没有没收非法财物的决定",
            "先作出处罚决定，或者选择其他处理",
            "handling",
            "行政处罚法第九条第二项",
        )


@gate(
    "urgent_preregistration_approved_in_time",
    title="紧急先行登记保存补办批准",
    cites="市场监督管理行政处罚程序规定第三十三条第二款",
)
def urgent_preregistration_approved_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The head's approval follows an urgent preregistration within twenty-four hours (M05)."""
    if proposal is None:
        return
    urgent = last(view, "preregister_urgent")
    if urgent is None:
        yield block("没有需要补办批准的紧急先行登记保存", "核对记录")
        return
    row = figure(view, "M05")
    hours = row.number if row and row.number and row.unit == "h" else 24
    if proposal.occurred_to > due(hours, "h", urgent.occurred_to).due:
        yield warn(f"应当在{hours}小时内补办批准手续，已经逾期", "说明原因；负责人不同意的立即解除")


@gate("illegal_income_confiscated", title="没收违法所得", cites="行政处罚法第二十八条第二款")
def illegal_income_confiscated(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Illegal income that was found, less what must be refunded, is confiscated (P48)."""
    if proposal is None or not punishes(proposal.kind, proposal.payload):
        return
    source = proposal.payload if proposal.kind == "report" else reported(view)
    owed = amount(source, "illegal_income_fen") - amount(source, "refunded_fen")
    taken = amount(proposal.payload, "confiscated_income_fen")
    if owed > 0 and taken < owed:
        yield block(
            f"查明的违法所得扣除应当退赔的以外尚有{owed // 100}元，应当没收",
            "增加没收违法所得",
            "confiscated_income_fen",
        )


@gate("correction_ordered", title="责令改正违法行为", cites="行政处罚法第二十八条第一款")
def correction_ordered(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A penalty goes with an order to put the violation right, unless that has been done."""
    if proposal is None:
        return
    done = flag(reported(view), "corrected") or any(
        flag(a.payload, "corrected") for a in acts(view, "check_correction")
    )
    # The order may stand in the decision itself.
    ordered = acts(view, "order_correction") or "改正" in text(proposal.payload, "other_measures")
    if not done and not ordered:
        yield block("没有责令当事人改正或者限期改正违法行为", "办理责令改正")


@gate("correction_checked", title="改正情况已复查", cites="行政处罚法第二十八条第一款")
def correction_checked(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Before closing, somebody looked whether the order was followed."""
    if proposal is None or decision(view) is None or not acts(view, "order_correction"):
        return
    checked = last(view, "check_correction")
    if checked is None:
        yield warn("责令改正后没有复查", "登记复查情况")
    elif not flag(checked.payload, "corrected"):
        yield warn("最近一次复查时当事人尚未改正", "依法继续处理后再结案")
