"""Whether the agency may do this kind of act: by law, authorisation, entrustment, or grant to a township."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.common.reading import act_day, text
from yifa.law.gates import Note, block, gate, info, warn
from yifa.law.view import MandateView, MatterView, Proposal

# Institution (first part of a procedure's id) → type of power in the list of powers (权责清单).
TYPES = {
    "permit": "01", "penalty": "02", "coercion": "03", "levy": "04", "grant": "05", "confirmation": "07",
    "award": "08", "adjudication": "09",
}  # fmt: skip
TOWNSHIP = 4
_NAMES = {"authorised": "法律、法规授权", "entrusted": "委托", "granted": "赋权"}
# Where an organisation acts under a name that is not its own, and what a decision beyond its powers is worth.
_GENERAL = "行政诉讼法第二十六条第五款、第七十条第四项"
_CITES = {
    ("penalty", "authorised"): "行政处罚法第十九条",
    ("penalty", "entrusted"): "行政处罚法第二十条",
    ("penalty", "granted"): "行政处罚法第二十四条第一款",
    ("permit", "authorised"): "行政许可法第二十三条",
    ("permit", "entrusted"): "行政许可法第二十四条",
    ("coercion", "authorised"): "行政强制法第七十条",
    (
        "coercion",
        "entrusted",
    ): "行政强制法第十七条第一款",  # measures; enforcement (below) is the law's own to give
    ("coercion.enforcement", "entrusted"): "行政强制法第十三条、第三十四条",
}
_ITEM_FIELDS = ("violation_code", "item_code")


def _institution(view: MatterView) -> str:
    return view.kind.partition(".")[0]


def source_needed(view: MatterView) -> str:
    """What the agency's power must come from: authorised, entrusted, granted; empty when it is its own by law.

    行政处罚法 23: penalties belong to agencies from the county upwards; a township has them only by 24.
    """
    if view.agency.kind in ("authorised", "entrusted"):
        return view.agency.kind
    return "granted" if _institution(view) == "penalty" and view.agency.level == TOWNSHIP else ""


def mandates(view: MatterView, on: date) -> tuple[MandateView, ...]:
    """The documents in force that day for this type of act, of the source that the agency needs."""
    kinds = {source_needed(view)}
    if (
        "granted" in kinds
    ):  # 行政处罚法 23, 19: a law or regulation may also give a township its own penalties
        kinds.add("authorised")
    wanted = TYPES.get(_institution(view), "")
    return tuple(m for m in view.agency.mandates if m.kind in kinds and m.type == wanted and m.in_force(on))


def _named(view: MatterView, need: str) -> str:
    """What the document is called: 行政强制法第七十条 leaves local regulations out, the other two laws do not."""
    if need == "authorised" and _institution(view) == "coercion":
        return "法律、行政法规授权"
    return _NAMES[need]


def _cite(view: MatterView, kind: str) -> str:
    return _CITES.get((view.kind, kind)) or _CITES.get((_institution(view), kind), _GENERAL)


@gate(
    "acts_within_mandate",
    title="有权办理该类事项",
    cites="行政处罚法第十七条、第十九条、第二十条、第二十四条，行政许可法第二十三条、第二十四条，行政诉讼法第七十条第四项",
)
def acts_within_mandate(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Authorised and entrusted organisations and townships act under a document in force that covers the item."""
    need = source_needed(view)
    if proposal is None or not need:
        return
    on = act_day(view, proposal)
    held, name = mandates(view, on), _named(view, need)
    if not held:
        yield block(
            f"{view.agency.name}在{on.isoformat()}没有登记生效的{name}，不能办理该类事项",
            f"由有权机关办理；确有{name}的，先登记文件和期限",
            citation=_cite(view, need),
        )
        return
    item = next((text(proposal.payload, f) for f in _ITEM_FIELDS if text(proposal.payload, f)), "")
    if item and not any(not m.codes or item in m.codes for m in held):
        documents = "、".join(m.document for m in held)
        yield block(
            f"{item}不在{name}的事项之内（{documents}）",
            "移送有权机关",
            next(f for f in _ITEM_FIELDS if text(proposal.payload, f)),
            _cite(view, need),
        )


@gate("mandate_published", title="委托书、赋权决定已公布", cites="行政处罚法第二十条第二款、第二十四条第一款")
def mandate_published(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Entrustments and grants are published before anybody acts on them; grants are looked at again regularly."""
    if proposal is None or source_needed(view) not in ("entrusted", "granted"):
        return
    on, permit = act_day(view, proposal), _institution(view) == "permit"
    held = [m for m in mandates(view, on) if m.kind != "authorised"]
    published = [m for m in held if m.published_on is not None and m.published_on <= on]
    if held and not published:
        cite = {"entrusted": "行政处罚法第二十条第二款", "granted": "行政处罚法第二十四条第一款"}[
            held[0].kind
        ]
        say = block if _institution(view) in ("penalty", "permit") else warn
        yield say(
            f"{'、'.join(m.document for m in held)}没有登记公布",
            "向社会公布后登记公布日期",
            citation="行政许可法第二十四条第一款" if permit else cite,
        )
    for mandate in published:
        if mandate.kind == "granted" and mandate.evaluated_on is None:
            yield info(
                f"{mandate.document}没有登记评估",
                "赋权应当定期组织评估",
                citation="行政处罚法第二十四条第一款",
            )


@gate(
    "entrusted_not_passed_on",
    title="不得再委托",
    cites="行政处罚法第二十条第四款，行政许可法第二十四条第三款",
)
def entrusted_not_passed_on(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whoever was entrusted entrusts nobody."""
    if proposal is None:
        return
    for mandate in view.agency.mandates:
        if mandate.kind == "entrusted" and mandate.grantor_kind == "entrusted":
            cite = (
                "行政许可法第二十四条第三款" if _institution(view) == "permit" else "行政处罚法第二十条第四款"
            )
            yield block(f"{mandate.grantor}是受委托组织，不得再委托", "由委托机关直接委托", citation=cite)


@gate(
    "decides_in_name_of_principal",
    title="以委托机关名义作出",
    cites="行政处罚法第二十条第四款，行政许可法第二十四条第三款，行政诉讼法第二十六条第五款",
)
def decides_in_name_of_principal(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """An entrusted organisation decides in the name of the agency that entrusted it, which answers for it."""
    if proposal is None or view.agency.kind != "entrusted":
        return
    if not view.agency.principal:
        yield block("没有登记委托机关，不能确定以谁的名义作出", "在执法主体库登记委托机关")
        return
    stated = text(proposal.payload, "agency_name")
    if "agency_name" in proposal.payload and stated != view.agency.principal:
        yield block(
            f"受委托组织应当以委托机关（{view.agency.principal}）的名义作出决定",
            "填写委托机关的名称",
            "agency_name",
        )


@gate("measures_not_entrusted", title="行政强制措施权不得委托", cites="行政强制法第十七条第一款")
def measures_not_entrusted(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Measures of coercion are taken by the agency itself, whatever it entrusted."""
    if proposal is not None and view.agency.kind == "entrusted":
        yield block("行政强制措施权不得委托，受委托组织不能实施", "由有权的行政机关实施")


@gate(
    "permits_entrusted_to_agencies_only", title="许可只能委托其他行政机关", cites="行政许可法第二十四条第一款"
)
def permits_entrusted_to_agencies_only(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """An organisation that is no administrative agency is not entrusted with permits."""
    if proposal is not None and view.agency.kind == "entrusted":
        yield block("行政许可只能委托其他行政机关实施，受委托组织不能实施", "由行政机关实施")
