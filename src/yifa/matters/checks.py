"""What the engine itself checks before any gate: stage, role, time, suspension, repetition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from yifa.access import acting_roles
from yifa.law.extensions import refused, ruled
from yifa.law.gates import Finding, find_condition
from yifa.law.procedure import STAY, ActRule, ApprovalStep, Outcome, Procedure
from yifa.law.view import MatterView, Proposal
from yifa.matters.clocks import earlier_extensions, figure_of, set_by_other_text
from yifa.matters.fanout import agency_findings
from yifa.matters.models import StoredFile
from yifa.matters.outcome import engine_block
from yifa.matters.request import Case, named_ids
from yifa.matters.separation import looks_at_own_work

# Who meets the conditions and passed the exam is confirmed as an enforcement officer; an auxiliary is not.
QUALIFIED = "行政执法监督条例第十七条第二款"
CLOCK_SKEW = timedelta(minutes=5)


def back_entry_limit() -> timedelta:
    """How long ago an act may have happened when it is proposed (imports are not bound). Setting, in days."""
    return timedelta(days=int(getattr(settings, "YIFA_BACK_ENTRY_DAYS", 30)))


def engine_findings(case: Case) -> Iterator[Finding]:
    """Everything the engine has against an ask."""
    yield from stage_findings(case.procedure, case.rule, case.view, case.proposal)
    yield from role_findings(case)
    yield from time_findings(case)
    yield from correction_findings(case)
    yield from reference_findings(case)
    yield from extension_findings(case)
    yield from agency_findings(case)


def extension_findings(case: Case) -> Iterator[Finding]:
    """An extension stays within what the figure of its clock allows: how much, and how often."""
    said = set()
    for row in case.raw["clocks"] or ():
        for extension in case.rule.extend:
            extra = case.values.get(extension.amount_field)
            if extension.clock != row["name"] or row["ended"] is not None or not isinstance(extra, int):
                continue
            figure = figure_of(case, row)
            # A period that another law sets is lengthened as that law says, which the institution's gates know.
            if set_by_other_text(case, row):
                continue
            # Where the row says nothing, or counts the extension in other days, it is for the institution's gates.
            if figure is None or not ruled(figure) or figure.extension_unit not in (None, figure.unit):
                continue
            reason = refused(figure, extra, earlier_extensions(case, row))
            if reason and reason not in said:
                said.add(reason)
                remedy = "减少延长的天数，或者不再延长，在期限内办结"
                yield engine_block("extension", reason, remedy, extension.amount_field, figure.citation)


def stage_findings(
    procedure: Procedure, rule: ActRule, view: MatterView, proposal: Proposal | None
) -> Iterator[Finding]:
    """Is this act open at this stage? Used for a proposal, and for the buttons of the matter page."""
    opening = rule.from_ == ("none",)
    if opening != (view.stage == "none"):
        yield engine_block("stage", f"“{rule.title}”只能用于新登记的事项" if opening else "请先登记事项")
        return
    correcting = proposal is not None and proposal.corrects is not None
    if not opening and not correcting and rule.from_ != ("any",) and view.stage not in rule.from_:
        here = procedure.stages[view.stage].title if view.stage in procedure.stages else view.stage
        there = "、".join(procedure.stages[s].title for s in rule.from_ if s in procedure.stages)
        yield engine_block(
            "stage", f"案件现在处于“{here}”阶段,不能“{rule.title}”", f"该环节在“{there}”阶段办理"
        )
    final = view.stage in procedure.stages and procedure.stages[view.stage].final
    if (correcting or rule.from_ == ("any",)) and final:
        yield engine_block("stage", "案件已归档,不能再办理", "如确有错误,请另行立项纠正")
    if view.suspended and not (rule.resumes or rule.while_suspended):
        yield engine_block("suspended", "案件已中止,恢复办理前不能进行该环节", "先办理“恢复”")
    if rule.resumes and not view.suspended:
        yield engine_block("suspended", "案件没有中止,不需要恢复")
    if rule.once and _done(procedure, rule, view) and not (proposal and proposal.corrects):
        yield engine_block("once", f"“{rule.title}”已经办理,不能重复办理", "如有错误,请办理更正")
    if rule.when and not _holds(rule.when, view, proposal):
        condition = find_condition(rule.when)
        title = condition.title if condition else rule.when
        cites = condition.citation if condition else ""
        yield engine_block("when", f"不具备“{rule.title}”的条件:{title}", citation=cites)


def _done(procedure: Procedure, rule: ActRule, view: MatterView) -> bool:
    """Whether an act that is done once was done since the file was last reopened (`reopens`)."""
    done = view.last(rule.id)
    return done is not None and not any(
        a.seq > done.seq and _moves(procedure.acts.get(a.kind), a.payload) for a in view.acts
    )


def _moves(rule: ActRule | None, values: Mapping[str, Any]) -> bool:
    return rule is not None and rule.reopens and next_stage(rule, "", dict(values)) != ""


def _holds(name: str, view: MatterView, proposal: Proposal | None) -> bool:
    found = find_condition(name)
    return found is not None and found(view, proposal)


def role_findings(case: Case) -> Iterator[Finding]:
    """Does the person asking hold a role this act is for, in this agency, at that time?"""
    ask, rule, view = case.ask, case.rule, case.view
    if ask.actor.scope in ("worker", "import") and (not ask.actor.officer_id or "system" in rule.by):
        return
    officer = view.officer(ask.actor.officer_id)
    if officer is None or ask.actor.scope == "supervision":
        yield engine_block("role", "您的账号没有对应本机关的办案人员,不能办理", "请由本案承办机关的人员办理")
        return
    if officer.auxiliary:
        yield engine_block(
            "role", "您是执法辅助人员，只能协助，不能办理", "由执法人员办理", citation=QUALIFIED
        )
        return
    held = acting_roles(officer.roles, rule.by)
    if officer.agency_id != view.agency.id and not held:
        yield engine_block("agency", "该案件属于其他机关,您不能办理", "请由本案承办机关的人员办理")
        return
    if not held:
        from yifa.registers.models import Role

        names = "、".join(str(Role(r).label) for r in rule.by if r in Role.values)
        yield engine_block(
            "role", f"“{rule.title}”由{names or '系统'}办理,您没有这个岗位角色", "请转给相应岗位的人员办理"
        )
        return
    yield from looks_at_own_work(view, officer.id, held[0])
    # A matter that serves another one is handled by those who handle that one.
    handlers = view.handlers or (view.parent.handlers if view.parent else ())
    if held == ("handler",) and handlers and officer.id not in handlers:
        yield engine_block("handler", "您不是本案的承办人", "由本案承办人办理,或者先变更承办人")
    for other in ask.co_handlers:
        found = view.officer(str(other))
        if found is None or found.agency_id != view.agency.id or not found.in_service:
            yield engine_block("co_handlers", "共同办理的人员不是本机关在职人员", "重新选择共同办理人员")
        elif found.auxiliary:
            said = f"{found.name}是辅助人员，不能作为共同办理人员"
            yield engine_block(
                "co_handlers", said, "由执法人员共同办理，辅助人员只作协助", citation=QUALIFIED
            )


def time_findings(case: Case) -> Iterator[Finding]:
    """No act in the future, none before its matter, none entered later than back-entry allows."""
    ask, proposal, now = case.ask, case.proposal, case.now
    if proposal.occurred_from > proposal.occurred_to:
        yield engine_block("time", "开始时间晚于结束时间", field="occurred_from")
    if proposal.occurred_to > now + CLOCK_SKEW:
        yield engine_block("time", "办理时间不能晚于现在", field="occurred_to")
    if case.matter is not None and proposal.occurred_from < case.matter.opened_at and not _same_day(case):
        yield engine_block("time", "办理时间不能早于该事项的登记时间", field="occurred_from")
    # What the machine carries over was checked where it was done, and may have waited long for a number.
    machine = ask.actor.scope == "worker"
    if ask.mode == "propose" and not machine and proposal.occurred_from < now - back_entry_limit():
        yield engine_block(
            "time",
            f"补录不能超过{back_entry_limit().days}日",
            "确需补录的,由监督机关批准后导入",
            "occurred_from",
        )


def _same_day(case: Case) -> bool:
    """A time known only to the day may lie before the hour at which the matter was opened."""
    if case.matter is None or case.ask.precision != "day":
        return False
    return timezone.localdate(case.proposal.occurred_to) >= timezone.localdate(case.matter.opened_at)


def correction_findings(case: Case) -> Iterator[Finding]:
    """A correction is the same act again, naming a standing one of this matter. What moves a case cannot be redone."""
    wanted = case.proposal.corrects
    if wanted is None:
        return
    target = next((a for a in case.view.acts if a.id == wanted), None)
    if target is None:
        yield engine_block("corrects", "没有找到要更正的记录", field="corrects")
    elif target.corrected_by is not None:
        yield engine_block("corrects", "该记录已经更正过，请更正最新的一次", field="corrects")
    elif target.kind != case.rule.id:
        yield engine_block("corrects", "更正须与被更正的环节相同", "在大事记中选择要更正的记录", "corrects")
    elif not correctable(case.rule):
        yield engine_block(
            "corrects",
            f"“{case.rule.title}”不能重新办理",
            "文字错误用“更正”环节；决定有错误的，依法变更或者撤销",
        )


def correctable(rule: ActRule) -> bool:
    """May this act be put right by the same act again? Not what opens, moves, or decides a matter."""
    return not (rule.once or rule.discloses or rule.to is not None or rule.from_ == ("none",))


def steps_of(rule: ActRule, view: MatterView, proposal: Proposal | None) -> tuple[ApprovalStep, ...]:
    """The approval steps that apply to these facts, in order."""
    return tuple(s for s in rule.approve if s.when is None or _holds(s.when, view, proposal))


def next_stage(rule: ActRule, stage: str, values: dict[str, object]) -> str:
    """Stage after the act. Raises KeyError when the outcome has no stage (the loader has checked the cases)."""
    if rule.to is None:
        return stage
    if isinstance(rule.to, Outcome):
        found = rule.to.cases[str(values.get(rule.to.field))]
        return stage if found == STAY else found
    return rule.to


def reference_findings(case: Case) -> Iterator[Finding]:
    """Whoever and whatever a payload names is there, and may be seen by the person asking.

    Officers, parties and acts are in the picture already, licensing items in the law book; what is left must be files
    that the scope can see.
    """
    known = {str(o["id"]) for o in case.raw["officers"] or ()}
    known |= {str(row["subject"]) for key in ("subjects", "parties") for row in case.raw[key] or ()}
    known |= {a.id for a in case.view.acts} | {c.id for c in case.view.children}
    known |= {e.id for e in case.view.exhibits} | {p.id for p in case.view.papers}
    items = case.view.law.permit_items
    unknown = {i: path for path, i in named_ids(case.values) if i not in known and items.get(i) is None}
    if not unknown:
        return
    files = {str(pk) for pk in StoredFile.objects.filter(pk__in=unknown).values_list("pk", flat=True)}
    for missing in sorted(unknown.keys() - files):
        yield engine_block(
            "reference", "没有找到这里填写的人员、当事人或者文件", "重新选择", unknown[missing]
        )
