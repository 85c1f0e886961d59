"""Change, renewal and supervision of a permit in force (行政许可法第四十九条、第五十条、第六十一条至第六十三条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import acts, after, day, flag, last, local_day, payload, rows, text
from yifa.institutions.permit.standing import (
    application,
    asked_in_time,
    day_before,
    deemed_renewed,
    pending_change,
    pending_renewal,
    valid_until,
)
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate("permit_not_expired", title="许可在有效期内", cites="行政许可法第七十条第一项")
def permit_not_expired(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What has run out is neither changed nor renewed: a new application is made."""
    if proposal is None:
        return
    end, on = valid_until(view), local_day(proposal.occurred_to)
    asked = day(proposal.payload, "applied_on") or on
    if end is not None and asked > end and not deemed_renewed(view, on):
        yield block(f"许可有效期已于{end.isoformat()}届满", "重新申请许可")


@gate("permit_change_was_asked", title="依申请变更", cites="行政许可法第四十九条")
def permit_change_was_asked(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A change answers an application and needs the conditions of the law."""
    if proposal is None:
        return
    if pending_change(view) is None:
        yield block(
            "没有待决定的变更申请；不得擅自改变已经生效的许可",
            "先登记变更申请",
            None,
            "行政许可法第八条第一款、第四十九条",
        )
    yield from _conditions(proposal)


def _conditions(proposal: Proposal) -> Iterator[Note]:
    """Granted when the conditions are met, refused when they are not."""
    grant, met = text(proposal.payload, "outcome") == "grant", flag(proposal.payload, "conditions_met")
    if grant and not met:
        yield block("没有认定符合法定条件、标准，不能准予", "核对条件", "conditions_met")
    if not grant and met:
        yield block("符合法定条件、标准的，应当依法办理", "核对决定", "outcome")


@gate("permit_renewal_asked_in_time", title="届满三十日前申请延续", cites="行政许可法第五十条第一款")
def permit_renewal_asked_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Thirty days before the term ends (L11), unless a law or rule says otherwise. Late ones are recorded too."""
    given = payload(proposal)
    end, on = day(given, "valid_until"), day(given, "applied_on")
    if proposal is None or end is None or on is None or text(given, "other_rule"):
        return
    latest = day_before(view, "L11", end)
    if latest is not None and on > latest:
        yield warn(
            f"应当在{latest.isoformat()}前提出延续申请，已经逾期；法律没有写明逾期申请能否视为准予延续",
            "届满前作出决定，不要留待期满",
            "applied_on",
        )


@gate("permit_renewal_of_the_term", title="延续现有的有效期", cites="行政许可法第五十条第一款")
def permit_renewal_of_the_term(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The application names the term as it stands; a permit without end needs no renewal; one at a time."""
    if proposal is None:
        return
    end, said = valid_until(view), day(proposal.payload, "valid_until")
    if end is None:
        yield block("该许可长期有效，不需要延续", "核对有效期", "valid_until")
    elif said != end:
        yield block(f"现有效期至{end.isoformat()}", "按许可证件填写", "valid_until")
    if pending_renewal(view) is not None:
        yield block("已有待决定的延续申请", "先对该申请作出决定")


@gate("permit_renewal_decided_before_the_end", title="届满前决定是否延续", cites="行政许可法第五十条第二款")
def permit_renewal_decided_before_the_end(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A decision comes before the term ends; silence until then is a renewal that no later decision undoes."""
    if proposal is None:
        return
    asked = pending_renewal(view)
    if asked is None:
        yield block("没有待决定的延续申请", "先登记延续申请")
        return
    decided = day(proposal.payload, "decided_on") or local_day(proposal.occurred_to)
    end = day(asked.payload, "valid_until")
    if deemed_renewed(view, decided):
        said = end.isoformat() if end else ""
        yield block(f"有效期至{said}届满未作决定，视为准予延续", "登记视为准予延续", "decided_on")
    new = day(proposal.payload, "valid_until")
    if text(proposal.payload, "outcome") == "grant" and new is not None and end is not None and new <= end:
        yield block("延续后的有效期须晚于原有效期", "核对有效期", "valid_until")
    yield from _conditions(proposal)


@gate("permit_renewal_by_silence", title="逾期未作决定视为准予延续", cites="行政许可法第五十条第二款")
def permit_renewal_by_silence(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Deemed renewed only once the term is over, on an application made in time, with nothing decided.

    At rest it tells that this has happened and is to be recorded.
    """
    asked = pending_renewal(view)
    end = day(asked.payload, "valid_until") if asked else None
    on = local_day(proposal.occurred_to if proposal else view.as_at)
    if proposal is None:
        if end is not None and deemed_renewed(view, on):
            yield warn(f"有效期至{end.isoformat()}届满未作决定，视为准予延续", "登记视为准予延续")
        return
    if asked is None or end is None:
        yield block("没有待决定的延续申请", "先登记延续申请")
    elif not asked_in_time(view, asked):
        yield block("延续申请没有在届满三十日前提出，法律没有写明视为准予延续", "作出是否延续的决定")
    elif on <= end:
        yield block(f"有效期至{end.isoformat()}，尚未届满", "届满前作出决定")
    begins = day(proposal.payload, "valid_from")
    if end is not None and begins is not None and begins <= end:
        yield block(f"延续的有效期自{end.isoformat()}之后起算", "核对起日", "valid_from")


@gate("permit_renewal_waits", title="延续申请待决定", cites="行政许可法第五十条第二款")
def permit_renewal_waits(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """At rest: within the last thirty days of the term (L11) a renewal asked for is still undecided."""
    asked = pending_renewal(view)
    end = day(asked.payload, "valid_until") if asked else None
    if proposal is not None or end is None:
        return
    today, latest = local_day(view.as_at), day_before(view, "L11", end)
    if latest is not None and latest <= today <= end:
        yield warn(f"延续申请尚未决定，有效期至{end.isoformat()}，逾期视为准予延续", "届满前作出决定")


@gate("permit_expiry_near", title="有效期即将届满", cites="行政许可法第五十条第一款")
def permit_expiry_near(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """At rest: the last day to apply for renewal (L11) is near or past and nobody has applied."""
    end = valid_until(view)
    if proposal is not None or end is None or view.stage != "in_force" or pending_renewal(view) is not None:
        return
    today = local_day(view.as_at)
    latest = day_before(view, "L11", end)
    remind = day_before(view, "L11", latest) if latest else None
    if today > end:
        yield warn(
            f"有效期已于{end.isoformat()}届满，没有延续申请", "办理注销", citation="行政许可法第七十条第一项"
        )
    elif remind is not None and latest is not None and today >= remind:
        yield warn(
            f"有效期至{end.isoformat()}，需要延续的应当在{latest.isoformat()}前提出申请", "提醒被许可人"
        )


@gate("permit_plan_in_the_term", title="监督检查计划在有效期内", cites="行政许可法第六十一条第一款")
def permit_plan_in_the_term(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Inspections are planned ahead and while the permit lasts."""
    if proposal is None:
        return
    end, today = valid_until(view), local_day(proposal.occurred_to)
    for row in rows(proposal.payload, "plan"):
        on = day(row, "planned_on")
        if on is not None and on < today:
            yield warn(f"计划日期{on.isoformat()}已经过去", "填写今后的日期", "plan")
        if on is not None and end is not None and on > end:
            yield warn(
                f"计划日期{on.isoformat()}在有效期（至{end.isoformat()}）之后", "填写有效期内的日期", "plan"
            )


def missed_inspections(view: MatterView) -> tuple[str, ...]:
    """Planned days of the newest plan that are over and have no inspection recorded for them."""
    plan = last(view, "plan_inspections")
    if plan is None:
        return ()
    done = {text(a.payload, "planned_on") for a in after(view, plan, "record_supervision")}
    today = local_day(view.as_at)
    days = [d for row in rows(plan.payload, "plan") if (d := day(row, "planned_on")) is not None]
    return tuple(d.isoformat() for d in sorted(days) if d < today and d.isoformat() not in done)


@gate("permit_inspections_done", title="按计划监督检查", cites="行政许可法第六十一条第一款")
def permit_inspections_done(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """At rest: planned inspections that were not made."""
    missed = missed_inspections(view) if proposal is None else ()
    if missed:
        yield warn(f"计划的监督检查没有记录：{'、'.join(missed)}", "检查并登记情况和处理结果")


@gate("permit_inspection_planned", title="安排许可后监督检查", cites="行政许可法第十条第二款")
def permit_inspection_planned(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """At rest: a safety item in force without any plan to supervise it."""
    received = application(view)
    if proposal is not None or view.stage != "in_force" or received is None:
        return
    if flag(received.payload, "safety_item") and not acts(view, "plan_inspections", "record_supervision"):
        yield warn("直接关系公共安全、人身健康、生命财产安全的许可没有监督检查安排", "制定监督检查计划")


@gate("permit_supervision_recorded", title="监督检查记录签字", cites="行政许可法第六十一条第二款")
def permit_supervision_recorded(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What was found and done is recorded and signed by those who inspected; business is not hindered."""
    if proposal is None:
        return
    if not flag(proposal.payload, "signed"):
        yield block("监督检查记录须由监督检查人员签字", "签字后登记", "signed")
    if flag(proposal.payload, "hindered"):
        yield warn(
            "监督检查不得妨碍被许可人正常的生产经营活动", "说明情况", "hindered", "行政许可法第六十三条"
        )
