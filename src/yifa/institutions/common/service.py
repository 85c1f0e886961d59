"""Service of documents: each lawful mode with its proof (民事诉讼法第八十八条至第九十五条，行政处罚法第六十一条)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yifa.institutions.common.reading import (
    acts,
    after,
    day,
    flag,
    last,
    parties,
    payload,
    period_end,
    text,
)
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal

# Thirty days by 民事诉讼法第九十五条; figure V04 (and the sector's own row) is asked first.
_PUBLIC_DEFAULT = (30, "cd")
_PEOPLE = frozenset({"natural", "individual_business"})


@gate("service_mode_proof", title="送达方式有相应凭证", cites="民事诉讼法第八十七条")
def service_mode_proof(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Each mode of service rests on its own proof (V01–V04)."""
    if proposal is None:
        return
    given = proposal.payload
    mode = text(given, "mode")
    check = _CHECKS.get(mode)
    if check is None:
        yield block("不是法律规定的送达方式（例如以电话告知不属于送达）", "选择法定的送达方式", "mode")
        return
    yield from check(given)
    if mode in ("direct", "leave") and proposal.kind in _SERVED:
        yield from _recipient(view, given)
    if day(given, "served_on") is None:
        yield block("没有送达日期", "填写送达日期", "served_on")


# Acts that serve a document on the party, and the acts that make those documents.
_SERVED = {
    "serve_notice": ("notify",),
    "serve_decision": ("decide", "decide_no_penalty"),
    "serve_demand": ("demand",),
}


def _recipient(view: MatterView, given: Mapping[str, Any]) -> Iterator[Note]:
    """Family signs for people, a legal representative or whoever receives the post for organisations."""
    kinds = {p.kind for p in parties(view)}
    relation, cite = text(given, "relation"), "民事诉讼法第八十八条第一款"
    if relation == "family" and kinds and not kinds & _PEOPLE:
        yield block(
            "受送达人是法人或者其他组织，不能由家属签收",
            "由法定代表人、主要负责人或者负责收件的人签收",
            "relation",
            cite,
        )
    if relation in ("receiver", "legal_rep") and kinds == {"natural"}:
        yield block("受送达人是公民，本人不在的交同住成年家属签收", "核对收件人身份", "relation", cite)


def _direct(given: Mapping[str, Any]) -> Iterator[Note]:
    if not flag(given, "signed"):
        yield block(
            "直接送达须由收件人在送达回证上签收", "签收，或者改用留置送达", "signed", "民事诉讼法第八十八条"
        )


def _leave(given: Mapping[str, Any]) -> Iterator[Note]:
    cite = "民事诉讼法第八十九条"
    if not text(given, "refusal_reason"):
        yield block("留置送达须载明拒收事由", "填写拒收事由", "refusal_reason", cite)
    if not text(given, "witness") and not flag(given, "recorded"):
        yield block(
            "留置送达须有见证人，或者拍照、录像记录送达过程", "填写见证人或者附音像记录", "witness", cite
        )


def _post(given: Mapping[str, Any]) -> Iterator[Note]:
    if not text(given, "tracking_number"):
        yield block(
            "邮寄送达须有邮件号码，以回执上的收件日期为准",
            "填写邮件号码",
            "tracking_number",
            "民事诉讼法第九十一条",
        )


def _through(given: Mapping[str, Any]) -> Iterator[Note]:
    cite = "民事诉讼法第九十一条至第九十四条"
    if not text(given, "through"):
        yield block("委托或者转交送达须写明受托或者转交的单位", "填写单位", "through", cite)
    if not flag(given, "signed"):
        yield block("委托或者转交送达以受送达人签收日期为送达日期", "签收后登记", "signed", cite)


def _public(given: Mapping[str, Any]) -> Iterator[Note]:
    cite = "民事诉讼法第九十五条"
    for name, what in (
        ("published_on", "公告发布日期"),
        ("channel", "公告载体"),
        ("public_reason", "原因和经过"),
    ):
        if not (day(given, name) if name == "published_on" else text(given, name)):
            yield block(f"公告送达须在案卷中记明{what}", f"填写{what}", name, cite)


def _electronic(given: Mapping[str, Any]) -> Iterator[Note]:
    cite = "行政处罚法第六十一条第二款"
    if not text(given, "address_used"):
        yield block("电子送达须写明送达地址", "填写电子送达地址", "address_used", cite)
    if not flag(given, "recorded") and not given.get("proof"):
        yield block("电子送达须有能够确认收悉的记录", "附到达记录的截屏或者其他凭证", "recorded", cite)


_CHECKS = {
    "direct": _direct,
    "leave": _leave,
    "post": _post,
    "entrust": _through,
    "forward": _through,
    "public": _public,
    "electronic": _electronic,
}


@gate("electronic_service_consented", title="电子送达经当事人同意", cites="行政处罚法第六十一条第二款")
def electronic_service_consented(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Electronic service needs a signed confirmation that names the address used."""
    given = payload(proposal)
    if proposal is None or text(given, "mode") != "electronic":
        return
    # A hearing serves its notice at the address confirmed in the matter that it belongs to.
    confirmed = [
        *(acts(view.parent, "confirm_address") if view.parent else ()),
        *acts(view, "confirm_address"),
    ]
    signed = [a for a in confirmed if flag(a.payload, "signed")]
    # The confirmation does not say whose it is: with one party the newest counts, with several any that consents.
    standing = signed[-1:] if len(parties(view)) <= 1 else signed
    consent = [a for a in standing if flag(a.payload, "electronic")]
    if not consent:
        yield block("当事人没有签订同意电子送达的确认书", "签订送达地址确认书，或者改用其他方式", "mode")
        return
    agreed = [text(a.payload, "electronic_address") for a in consent]
    if text(given, "address_used") not in agreed:
        yield block(
            "使用的地址与确认书上的电子送达地址不一致", f"使用确认的地址：{'、'.join(agreed)}", "address_used"
        )


@gate("public_notice_last_resort", title="公告送达是最后手段", cites="民事诉讼法第九十五条第一款")
def public_notice_last_resort(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Public notice only when the person cannot be found or nothing else worked, and the file says so."""
    if proposal is None:
        return
    given = proposal.payload
    if proposal.kind == "publish_notice":
        if not text(given, "reason"):
            yield block("公告送达须记明原因和经过", "写明下落不明或者其他方式无法送达的情况", "reason")
        return
    if text(given, "mode") == "public" and len(text(given, "public_reason")) < 6:
        yield block(
            "公告送达限于下落不明或者其他方式无法送达，须写明已经采取的方式",
            "写明原因和经过",
            "public_reason",
        )


@gate("public_notice_elapsed", title="公告期满视为送达", cites="民事诉讼法第九十五条第一款")
def public_notice_elapsed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A document is served by public notice only once the period has run (V04; thirty days)."""
    given = payload(proposal)
    published, served = day(given, "published_on"), day(given, "served_on")
    if proposal is None or text(given, "mode") != "public" or published is None or served is None:
        return
    end = period_end(view, "V04", published, _PUBLIC_DEFAULT)
    if end is not None and served < end:
        yield block(f"公告期至{end.isoformat()}届满，此前不能视为送达", "公告期满后登记", "served_on")
    row = _publication(view)
    made = last(view, *_SERVED.get(proposal.kind, ()))
    # The summary procedure has no act for publishing, so there the entry itself must do.
    if made is not None and view.kind != "penalty.summary" and not after(view, made, "publish_notice"):
        yield block("案卷中没有公告送达这份文书的记录", "先发布送达公告", "published_on")
        return
    if row is not None and day(row, "published_on") not in (None, published):
        yield warn("公告发布日期与发布公告时登记的不一致", "核对公告发布日期", "published_on")


def _publication(view: MatterView) -> Mapping[str, Any] | None:
    """Payload of the newest publication of a notice, or None."""
    act = last(view, "publish_notice")
    return act.payload if act else None


@gate("address_confirmation_signed", title="送达地址确认书已签名", cites="行政处罚法第六十一条第二款")
def address_confirmation_signed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A confirmation of address binds only when signed."""
    if proposal is not None and not flag(proposal.payload, "signed"):
        yield block("送达地址确认书须由当事人签名或者盖章", "签名后登记", "signed")
