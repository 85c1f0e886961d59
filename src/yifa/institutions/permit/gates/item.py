"""What an item may ask for: conditions, materials, fees, times (行政许可法第十六条、第三十一条、第五十八条)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.institutions.common.reading import amount, figure, flag, integer, payload, rows, text
from yifa.law.gates import Note, block, gate
from yifa.law.view import MatterView, Proposal

_LAW_AND_ARTICLE = re.compile(r"《[^》]+》.*第[〇零一二三四五六七八九十百千0-9]+条", re.S)


@gate("permit_fee_has_law", title="收费有法定依据", cites="行政许可法第五十八条")
def permit_fee_has_law(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No fee unless a law or administrative regulation says so."""
    given = payload(proposal)
    if amount(given, "fee_fen") and not text(given, "fee_basis"):
        yield block("没有法律、行政法规依据不得收费", "写明依据或者不收费", "fee_basis")


@gate("permit_fee_by_law_or_regulation", title="收费依据是法律、行政法规", cites="行政许可法第五十八条第一款")
def permit_fee_by_law_or_regulation(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nothing below an administrative regulation allows a fee; it is charged by the published standard."""
    given = payload(proposal)
    if not amount(given, "fee_fen"):
        return
    if text(given, "fee_source") not in ("law", "regulation"):
        yield block("只有法律、行政法规可以规定收费，其他文件不能作为收费依据", "不收费", "fee_source")
    if not text(given, "fee_standard"):
        yield block(
            "收费应当按照公布的法定项目和标准", "写明公布的项目和标准", "fee_standard", "行政许可法第五十九条"
        )


@gate("permit_form_is_free", title="申请书格式文本免费", cites="行政许可法第五十八条第二款")
def permit_form_is_free(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Forms are provided and cost nothing, whatever any text says."""
    given = payload(proposal)
    if amount(given, "fee_fen") and text(given, "fee_for") == "form":
        yield block("提供行政许可申请书格式文本，不得收费", "不收费", "fee_fen")


@gate("permit_conditions_have_law", title="不增设许可条件", cites="行政许可法第十六条第四款")
def permit_conditions_have_law(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Each condition stands in a law, regulation or rule, named with its article; other papers set none."""
    for row in rows(payload(proposal), "conditions"):
        name = text(row, "content")
        if text(row, "source") == "other":
            yield block(
                f"“{name}”由其他规范性文件设定，不得作为许可条件",
                "只审查法律、法规、规章规定的条件",
                "conditions",
                "行政许可法第十六条第四款、第十七条",
            )
        elif not _LAW_AND_ARTICLE.search(text(row, "basis")):
            yield block(f"“{name}”没有写明设定它的法律、法规、规章和条款", "写明《名称》第几条", "conditions")


@gate("permit_materials_related", title="不要求无关材料", cites="行政许可法第三十一条第一款")
def permit_materials_related(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Each material that is asked for has a basis that ties it to the item."""
    lacking = [text(row, "name") for row in rows(payload(proposal), "materials") if not text(row, "basis")]
    if lacking:
        yield block(
            f"没有写明要求提交的依据：{'、'.join(lacking)}；不得要求提交与许可事项无关的材料",
            "写明依据，或者不要求该材料",
            "materials",
        )


@gate("permit_promise_not_longer", title="承诺时限不长于法定期限", cites="行政许可法第四十二条")
def permit_promise_not_longer(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A promised time is at most the statutory one (L03, L04)."""
    given = payload(proposal)
    row = figure(view, "L04" if text(given, "handling") == "joint" else "L03")
    promised = integer(given, "promise_days") or 0
    if row is not None and row.number and promised > row.number:
        yield block(f"承诺时限不得超过法定的{row.number}个工作日", "缩短承诺时限", "promise_days")


@gate("permit_priority_has_person_and_time", title="快速通道限时、专人", cites="行政许可法第六条")
def permit_priority_has_person_and_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A priority channel has a reason, a person who answers for it, and a time of its own."""
    given = payload(proposal)
    if not flag(given, "priority"):
        return
    for name, what in (("priority_reason", "适用快速通道的理由"), ("priority_person", "快速通道责任人")):
        if not text(given, name):
            yield block(f"没有写明{what}", f"填写{what}", name)
    if not integer(given, "promise_days"):
        yield block("快速通道须有承诺时限", "填写承诺时限", "promise_days")
