"""The steps on the spot (行政强制法第十八条、第二十四条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.coercion.case import ON_THINGS, category, number
from yifa.institutions.common.reading import flag, integer, last, payload, rows, text
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate("coercion_approved_before", title="实施前报告并经批准", cites="行政强制法第十八条第一项")
def coercion_approved_before(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What is done is what was approved: kind, things and period."""
    if proposal is None:
        return
    approved = last(view, "apply_measure")
    if approved is None:
        yield block("没有经行政机关负责人批准的申请", "先报告并经批准；情况紧急的办理当场实施")
        return
    given, before = proposal.payload, approved.payload
    days, planned = integer(given, "days"), integer(before, "days")
    if days is not None and planned is not None and days > planned:
        yield block(f"期限超过批准的{planned}日", "按批准的期限实施，或者重新报批", "days")
    known = {text(r, "name") for r in rows(before, "goods")}
    if extra := [text(r, "name") for r in rows(given, "goods") if text(r, "name") not in known]:
        yield warn(f"批准时没有列明：{'、'.join(extra)}", "核对对象，超出批准范围的重新报批", "goods")
    accounts = {text(r, "account") for r in rows(before, "accounts")}
    if any(text(r, "account") not in accounts for r in rows(given, "accounts")):
        yield block("账户不在批准的范围内", "按批准的账户冻结，或者重新报批", "accounts")


@gate("coercion_identity_shown", title="出示执法身份证件", cites="行政强制法第十八条第三项")
def coercion_identity_shown(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Each time."""
    if proposal is not None and not flag(proposal.payload, "identity_shown"):
        yield block("没有出示执法身份证件的记录", "出示证件并记入笔录", "identity_shown")


@gate("coercion_party_called", title="通知当事人到场", cites="行政强制法第十八条第四项、第九项")
def coercion_party_called(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The party is called; where it does not come, a witness is."""
    if proposal is None:
        return
    if not flag(proposal.payload, "party_notified"):
        yield block("没有通知当事人到场", "通知当事人并记入笔录", "party_notified")
    if not flag(proposal.payload, "party_present") and not text(proposal.payload, "witness"):
        yield block("当事人不到场的，应当邀请见证人到场", "邀请见证人并记入笔录", "witness")


@gate("coercion_reasons_told", title="当场告知理由、依据、权利和救济途径", cites="行政强制法第十八条第五项")
def coercion_reasons_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Told to the party who is there; the one who is not reads it in the decision."""
    given = payload(proposal)
    if proposal is None or not flag(given, "party_present") or flag(given, "rights_told"):
        return
    yield block("没有当场告知理由、依据、权利和救济途径", "当场告知并记入笔录", "rights_told")


@gate("coercion_statement_heard", title="听取陈述和申辩", cites="行政强制法第十八条第六项")
def coercion_statement_heard(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What the party who is there says is written down."""
    if proposal is None or not flag(proposal.payload, "party_present"):
        return
    if not text(proposal.payload, "statement"):
        yield block("没有听取当事人陈述和申辩的记录", "记入笔录；没有提出的写明没有提出", "statement")
    elif not text(proposal.payload, "statement_review"):
        yield warn("没有写明对陈述、申辩的意见", "写明复核意见", "statement_review")


@gate("coercion_record_signed", title="现场笔录签名", cites="行政强制法第十八条第七项、第八项、第九项")
def coercion_record_signed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Signed by the party; a refusal is noted; with the party absent, signed by the witness."""
    if proposal is None:
        return
    given = proposal.payload
    if not text(given, "course"):
        yield block("没有现场笔录", "填写现场情况", "course")
    signature, present = text(given, "signature"), flag(given, "party_present")
    if present and signature == "absent":
        yield block("当事人到场的，应当由其签名，拒绝的予以注明", "核对签名情况", "signature")
    if signature == "refused" and not text(given, "signature_note"):
        yield block("当事人拒绝签名的，应当在笔录中注明", "注明情况", "signature_note")
    if not present and signature == "signed" and not text(given, "witness"):
        yield block("当事人不到场的，由见证人在笔录上签名", "填写见证人", "witness")


_CONTENTS = (
    ("party_name", "当事人的姓名或者名称"),
    ("party_address", "当事人的地址"),
    ("reasons", "理由"),
    ("basis", "依据"),
    ("remedy", "申请行政复议或者提起行政诉讼的途径和期限"),
    ("agency_name", "行政机关的名称"),
    ("decided_on", "日期"),
)


def missing_contents(proposal: Proposal) -> Iterator[Note]:
    """The contents common to decisions of 第二十四条, 第三十一条, 第三十七条 that the payload lacks."""
    for name, what in _CONTENTS:
        if not text(proposal.payload, name):
            yield block(f"决定书没有载明{what}", f"填写{what}", name)


@gate("coercion_decision_contents", title="查封、扣押决定书载明法定事项", cites="行政强制法第二十四条第二款")
def coercion_decision_contents(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Party, reasons, law and period, the things with their numbers, remedies, agency and date.

    The article is about sealing and seizing; the statute has no such list for the other measures on the spot.
    """
    if proposal is None or category(view, proposal) not in ON_THINGS:
        return
    yield from missing_contents(proposal)
    if not rows(proposal.payload, "goods"):
        yield block("决定书没有载明场所、设施或者财物的名称、数量", "填写清单", "goods")
    if not integer(proposal.payload, "days"):
        yield block("决定书没有载明期限", "填写期限", "days")


@gate("coercion_decision_delivered", title="当场交付决定书和清单", cites="行政强制法第二十四条第一款、第三款")
def coercion_decision_delivered(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Handed over there and then; the list in as many copies as the statute wants (K05)."""
    if proposal is None or category(view, proposal) not in ON_THINGS:
        return
    if not flag(proposal.payload, "delivered"):
        yield block("决定书和清单应当当场交付", "当场交付后登记", "delivered")
    wanted = number(view, "K05") or 0
    if (integer(proposal.payload, "copies") or 0) < wanted:
        yield block(f"清单应当一式{wanted}份，由当事人和行政机关分别保存", "制作清单", "copies")
