"""The write path for acts: `record` (and `dry_run`, which says what it would meet and writes nothing).

propose: someone asks to act; blocking findings refuse it, and the refusal is itself recorded.
attest:  what has already happened in the world is entered (field sync, import); findings raise alerts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from yifa.access import access_proposing, acting_roles, may
from yifa.law.gates import Finding, evaluate
from yifa.ledger.commit import canonical, commit
from yifa.ledger.store.pending import leaf_row, queue
from yifa.matters.checks import engine_findings, steps_of
from yifa.matters.committed import refusal_fields
from yifa.matters.models import Act, Refusal
from yifa.matters.outcome import Outcome, as_json, engine_block
from yifa.matters.request import Ask, Case, Unusable, prepare, reserved
from yifa.matters.writing import write
from yifa.registers.ids import new_id

TAKEN = "这个拟稿编号已用于另一项办理，请刷新页面后重新填写"


def record(ask: Ask, *, approved: bool = False) -> Outcome:
    """Judge an ask and, when nothing stands against it, append the act. Must run inside `scope(actor)`.

    `approved` is set only by the approval chain once its last step is given. Returns an Outcome; a refusal is
    recorded and returned, never raised.
    """
    if ask.mode == "attest" and not may(ask.actor, "matters.attest"):
        return Outcome(
            ask.matter_id, findings=(engine_block("mode", "只有数据导入和外勤同步可以补记既成事实"),)
        )
    if ask.actor.scope == "supervision":
        return Outcome(ask.matter_id, errors={"": "监督账号只能查看，不能办理"})
    allowed = access_proposing(ask.actor)
    if not allowed:  # not even a refusal is theirs to add to a case
        return Outcome(ask.matter_id, errors={"": allowed.why})
    if reserved(ask.actor, ask.draft_id):
        return Outcome(ask.matter_id, errors={"": TAKEN})
    case = prepare(ask)
    if isinstance(case, Unusable):
        return _already(ask) or Outcome(ask.matter_id, errors=case.errors, stale=case.stale)
    if case.raw["recorded"]:
        return _already(ask) or Outcome(ask.matter_id, errors={"": TAKEN})
    if case.raw[
        "held"
    ]:  # nobody takes the id of a draft that is not their own, nor the approvals given to it
        return Outcome(ask.matter_id, errors={"": TAKEN})
    findings = judge(case)
    if ask.mode == "propose":
        if any(f.level == "block" for f in findings):
            refuse(case, findings)
            return Outcome(ask.matter_id, findings=findings)
        needed = () if approved else steps_of(case.rule, case.view, case.proposal)
        if needed:
            return Outcome(ask.matter_id, findings=findings, needed=needed)
    act = write(case, findings)
    return Outcome(str(act.matter_id), act=act, findings=findings)


def dry_run(ask: Ask) -> Outcome:
    """What would happen: findings, payload errors, approvals needed. Writes nothing, locks nothing."""
    case = prepare(ask, lock=False)
    if isinstance(case, Unusable):
        return Outcome(ask.matter_id, errors=case.errors, stale=case.stale)
    return Outcome(ask.matter_id, findings=judge(case), needed=steps_of(case.rule, case.view, case.proposal))


def _already(ask: Ask) -> Outcome | None:
    """The act this draft already became: pressing the button twice is one act."""
    if not ask.draft_id:
        return None
    act = Act.objects.filter(pk=ask.draft_id).first()
    if act is None:
        return None
    if act.kind != ask.kind or (ask.matter_id and str(act.matter_id) != str(ask.matter_id)):
        return Outcome(ask.matter_id, errors={"": TAKEN})
    return Outcome(str(act.matter_id), act=act)


def judge(case: Case) -> tuple[Finding, ...]:
    """Findings of the engine and of the procedure's gates; overridden warnings are noted on the case."""
    findings = [*engine_findings(case)]
    if not any(f.gate.endswith((".stage", ".role", ".agency")) for f in findings):
        findings.extend(evaluate(case.rule.gates, case.view, case.proposal))
    return tuple(_weigh(case, findings))


def _weigh(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """Where the procedure says who may override a warning, a warning nobody overrode refuses the act."""
    allowed = set(case.rule.override)
    reasons = {str(o.get("gate", "")): str(o.get("reason", "")).strip() for o in case.ask.overrides}
    officer = case.view.officer(case.ask.actor.officer_id)
    entitled = bool(officer and acting_roles(officer.roles, case.rule.override)) or any(
        a.action == "approve" and a.role in allowed for a in case.view.approvals
    )
    weighed: list[Finding] = []
    for finding in findings:
        if finding.level == "warn" and allowed:
            if entitled and reasons.get(finding.gate):
                case.overridden[finding.gate] = reasons[finding.gate]
            else:
                remedy = finding.remedy or "由有权人员写明理由后可以继续"
                finding = Finding(
                    finding.gate, "block", finding.message, finding.citation, remedy, finding.field
                )
        weighed.append(finding)
    return weighed


def refuse(case: Case, findings: Sequence[Finding]) -> None:
    """Record that a proposal was refused, and why."""
    row = Refusal(
        id=new_id(),
        agency_id=case.agency_id,
        matter=case.matter,
        procedure=case.procedure.id,
        kind=case.rule.id,
        draft_id=case.ask.draft_id or None,
        officer_id=case.ask.actor.officer_id or None,
        findings=[as_json(f) for f in findings],
        payload_sha256=hashlib.sha256(canonical(case.values)).hexdigest(),
        recorded_at=case.now,
    )
    sealed = commit(refusal_fields(row))
    row.body = sealed.body
    row.save(force_insert=True)
    queue([leaf_row("refusal", row.pk, sealed, case.now)])
