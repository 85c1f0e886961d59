"""When the clocks of a remedy start and its papers are made."""

from __future__ import annotations

from yifa.institutions.common.reading import flag, last, payload, text
from yifa.institutions.reconsideration_litigation.acts.choices import APPEALABLE
from yifa.institutions.reconsideration_litigation.case import withdrawal_due
from yifa.law.gates import condition
from yifa.law.view import MatterView, Proposal


@condition("remedy_copy_ordinary", title="收到副本，适用普通程序", cites="行政复议法第四十八条")
def remedy_copy_ordinary(view: MatterView, proposal: Proposal | None) -> bool:
    """Ten working days for the answer (R08)."""
    values = payload(proposal)
    return text(values, "route") != "through_agency" and text(values, "track") != "summary"


@condition("remedy_copy_summary", title="收到副本，适用简易程序", cites="行政复议法第五十四条")
def remedy_copy_summary(view: MatterView, proposal: Proposal | None) -> bool:
    """Five working days for the answer (R11-2)."""
    values = payload(proposal)
    return text(values, "route") != "through_agency" and text(values, "track") == "summary"


@condition("norm_maker_asked", title="本机关是制定机关", cites="行政复议法第五十八条")
def norm_maker_asked(view: MatterView, proposal: Proposal | None) -> bool:
    """Ten working days for the answer of the maker (R13-3)."""
    return text(payload(proposal), "role") == "maker"


@condition("norm_passed_on", title="本机关接受转送", cites="行政复议法第六十条")
def norm_passed_on(view: MatterView, proposal: Proposal | None) -> bool:
    """Sixty days for the opinion of whoever it was passed on to (R13-4)."""
    return text(payload(proposal), "role") == "transferee"


@condition("remedy_answer_waits", title="尚未答复", cites="行政复议法第四十八条")
def remedy_answer_waits(view: MatterView, proposal: Proposal | None) -> bool:
    """The period of the ordinary track matters only while the answer is still to be given."""
    return last(view, "answer") is None


@condition("remedy_through_agency", title="通过本机关提交申请", cites="行政复议法第三十二条")
def remedy_through_agency(view: MatterView, proposal: Proposal | None) -> bool:
    """The agency has the application before the reconsideration body has it."""
    return text(payload(proposal), "route") == "through_agency"


@condition("remedy_may_be_sued", title="可以向人民法院起诉", cites="行政诉讼法第四十五条")
def remedy_may_be_sued(view: MatterView, proposal: Proposal | None) -> bool:
    """Fifteen days to sue (S01), unless the law makes it final or the matter was ended by agreement."""
    values = payload(proposal)
    return not flag(values, "is_final") and text(values, "result") not in ("mediated", "withdrawn")


@condition("remedy_withdrawal_due", title="公开的处罚决定被改变", cites="行政处罚法第四十八条第二款")
def remedy_withdrawal_due(view: MatterView, proposal: Proposal | None) -> bool:
    """Three working days to take it back from the public (P46)."""
    return withdrawal_due(view, payload(proposal) if proposal is not None else None)


@condition("remedy_opinion_letter", title="收到行政复议意见书", cites="行政复议法第七十六条")
def remedy_opinion_letter(view: MatterView, proposal: Proposal | None) -> bool:
    """Only the opinion has a period in the statute (R14)."""
    return text(payload(proposal), "letter_kind") == "opinion"


@condition("remedy_first_judgment", title="一审判决", cites="行政诉讼法第八十五条")
def remedy_first_judgment(view: MatterView, proposal: Proposal | None) -> bool:
    """Fifteen days to appeal (S09)."""
    values = payload(proposal)
    return text(values, "instance") in APPEALABLE and text(values, "form") == "judgment"


@condition("remedy_first_ruling", title="一审裁定", cites="行政诉讼法第八十五条")
def remedy_first_ruling(view: MatterView, proposal: Proposal | None) -> bool:
    """Ten days to appeal (S09-2); whether this ruling may be appealed is told by the ruling itself."""
    values = payload(proposal)
    return text(values, "instance") in APPEALABLE and text(values, "form") == "ruling"
