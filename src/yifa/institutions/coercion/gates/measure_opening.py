"""Whether a measure may be taken: law, authority, necessity, objects (行政强制法第五条至第二十三条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.coercion.case import ON_THINGS, category, frozen, longest, number
from yifa.institutions.common.people import uncertified
from yifa.institutions.common.reading import amount, flag, integer, payload, rows, text, texts, yuan
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal

_LEVELS = {
    "freedom": ("law",),
    "freeze": ("law",),
    "seal": ("law", "regulation", "local"),
    "seize": ("law", "regulation", "local"),
    "other": ("law", "regulation"),
}


@gate("coercion_set_by_law", title="强制措施由法律、法规设定", cites="行政强制法第十条")
def coercion_set_by_law(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Freedom and deposits only by statute; places and things also by regulations; nothing by a lower text."""
    if proposal is None:
        return
    allowed = _LEVELS.get(category(view, proposal), ("law",))
    if text(proposal.payload, "law_level") not in allowed:
        yield block("这类强制措施不得由该层级的文件设定", "核对设定该强制措施的法律、法规", "law_level")


@gate(
    "coercion_not_entrusted", title="强制措施权不得委托", cites="行政强制法第十七条第一款、第二十九条第一款"
)
def coercion_not_entrusted(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Only the organ that the law names, or one with concentrated powers of penalty (第十七条第二款)."""
    power = text(payload(proposal), "power")
    if power == "entrusted":
        yield block("行政强制措施权不得委托", "由法律、法规规定的行政机关实施", "power")
    if power == "concentrated" and category(view, proposal) == "freeze":
        yield block("冻结存款、汇款应当由法律规定的行政机关实施", "移请有权机关冻结", "power")


@gate("coercion_necessary", title="非强制手段不能达到目的", cites="行政强制法第五条")
def coercion_necessary(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Coercion only where nothing milder would do, and the file says why."""
    if proposal is not None and len(text(proposal.payload, "necessity")) < 4:
        yield block("没有说明采用非强制手段不能达到行政管理目的", "写明必要性", "necessity")


@gate(
    "coercion_officers_certified",
    title="两名以上具备资格的执法人员实施",
    cites="行政强制法第十七条第三款、第十八条第二项",
)
def coercion_officers_certified(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Those who take the measure, and those named to, are certified for this agency that day (K01)."""
    if proposal is None:
        return
    named = texts(proposal.payload, "handlers") if proposal.kind == "apply_measure" else ()
    people = list(dict.fromkeys(named or map(str, proposal.officer_ids)))
    field = "handlers" if named else None
    problems = [p for p in (uncertified(view, i, proposal) for i in people) if p]
    for problem in problems:
        yield block(problem, "由持有有效行政执法证的人员实施", field)
    if len(people) - len(problems) < (number(view, "K01") or 0):
        yield block("实施行政强制措施的执法人员不足两名", "与另一名持有有效行政执法证的人员共同实施", field)


@gate("coercion_only_related", title="限于涉案的财物，不及于生活必需品", cites="行政强制法第二十三条第一款")
def coercion_only_related(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nothing that has no part in the violation; never what a person and the family live by."""
    if proposal is None or category(view, proposal) not in ON_THINGS:
        return
    goods = rows(proposal.payload, "goods")
    if not goods:
        yield block("没有列明查封、扣押的场所、设施或者财物", "逐项填写", "goods")
    for row in goods:
        name = text(row, "name")
        if not flag(row, "related"):
            yield block(f"“{name}”没有确认与违法行为有关", "与违法行为无关的不得查封、扣押", "goods")
        if flag(row, "necessity"):
            yield block(f"“{name}”是公民及其所扶养家属的生活必需品", "从清单中删去", "goods")


@gate("coercion_not_twice", title="不得重复查封、冻结", cites="行政强制法第二十三条第二款、第二十九条第二款")
def coercion_not_twice(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What another organ has sealed or frozen is left alone."""
    if proposal is None:
        return
    for row in rows(proposal.payload, "goods"):
        if holder := text(row, "sealed_by"):
            yield block(f"“{text(row, 'name')}”已被{holder}查封，不得重复查封", "从清单中删去", "goods")
    for row in rows(proposal.payload, "accounts"):
        if holder := text(row, "frozen_by"):
            yield block(f"账户已被{holder}冻结，不得重复冻结", "删去该账户", "accounts")
    for past in view.history:
        if past.kind == "coercion.measure" and past.stage == "in_force":
            yield warn(
                f"{past.agency_name}对同一当事人有正在实施的强制措施（{past.number}）",
                "核实是否为同一财物、账户",
                "goods",
            )


@gate("coercion_freeze_amount_fits", title="冻结数额与涉及的金额相当", cites="行政强制法第二十九条第二款")
def coercion_freeze_amount_fits(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No more is frozen than the violation concerns."""
    if proposal is None or category(view, proposal) != "freeze":
        return
    total = frozen(proposal.payload)
    if not total:
        yield block("没有填写冻结的账号和数额", "填写账户", "accounts")
    first = next((a.payload for a in view.acts if a.kind == "apply_measure"), {})
    concerned = amount(proposal.payload, "illegal_fen") or amount(first, "illegal_fen")
    if not concerned:
        yield block("没有填写违法行为涉及的金额", "填写金额", "illegal_fen")
    elif total > concerned:
        yield block(f"冻结的{yuan(total)}超过违法行为涉及的{yuan(concerned)}", "减少冻结的数额", "accounts")


def _elsewhere(view: MatterView, proposal: Proposal) -> str:
    """Which texts may set another period: for deposits a statute alone (第三十二条第一款)."""
    return "法律另有规定" if category(view, proposal) == "freeze" else "法律、行政法规另有规定"


@gate(
    "coercion_period_within_limit",
    title="期限不超过三十日",
    cites="行政强制法第二十五条第一款、第三十二条第一款",
)
def coercion_period_within_limit(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The period set at first (K04, K09), unless a law or administrative regulation says otherwise.

    The statute sets no days for the other kinds; a limit of freedom ends at its hour (第二十条第二款).
    """
    if proposal is None:
        return
    limit, _ = longest(view, category(view, proposal))
    days = integer(proposal.payload, "days")
    if limit is not None and not days:
        yield block("没有填写期限", "填写期限", "days")
    if limit is None or days is None or days <= limit:
        return
    if text(proposal.payload, "special_basis"):
        yield warn(f"期限超过{limit}日，依据另有规定", "核对该规定的层级和内容", "special_basis")
    else:
        yield block(f"期限不得超过{limit}日", f"缩短期限；{_elsewhere(view, proposal)}的写明依据", "days")
