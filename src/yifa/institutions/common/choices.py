"""Closed lists that acts of several institutions choose from, with their official Chinese labels."""

from __future__ import annotations

from yifa.matters.payloads import Choice


class EvidenceKind(Choice):
    """The eight kinds of 行政处罚法第四十六条."""

    DOCUMENT = "document", "书证"
    OBJECT = "object", "物证"
    AUDIOVISUAL = "audiovisual", "视听资料"
    ELECTRONIC = "electronic", "电子数据"
    WITNESS = "witness", "证人证言"
    STATEMENT = "statement", "当事人的陈述"
    EXPERT = "expert", "鉴定意见"
    RECORD = "record", "勘验笔录、现场笔录"


class Signature(Choice):
    SIGNED = "signed", "已核对并签名或者盖章"
    REFUSED = "refused", "拒绝签名或者盖章"
    ABSENT = "absent", "不在场"


class ServiceMode(Choice):
    """民事诉讼法第八十八条至第九十五条；行政处罚法第六十一条第二款."""

    DIRECT = "direct", "直接送达"
    LEAVE = "leave", "留置送达"
    POST = "post", "邮寄送达"
    ENTRUST = "entrust", "委托送达"
    FORWARD = "forward", "转交送达"
    PUBLIC = "public", "公告送达"
    ELECTRONIC = "electronic", "电子送达"


class Recipient(Choice):
    PARTY = "party", "受送达人本人"
    FAMILY = "family", "同住成年家属"
    LEGAL_REP = "legal_rep", "法定代表人或者主要负责人"
    RECEIVER = "receiver", "负责收件的人"
    AGENT = "agent", "代理人"
    DESIGNATED = "designated", "指定的代收人"


class Retention(Choice):
    PERMANENT = "permanent", "永久"
    THIRTY = "thirty", "30年"
    TEN = "ten", "10年"


class Means(Choice):
    """How something was said or asked for."""

    ORAL = "oral", "口头"
    WRITTEN = "written", "书面"
    ELECTRONIC = "electronic", "电子方式"


class CourtMaterial(Choice):
    """行政强制法第五十五条."""

    APPLICATION = "application", "强制执行申请书"
    DECISION = "decision", "行政决定书及作出决定的事实、理由和依据"
    OPINION = "opinion", "当事人的意见及行政机关催告情况"
    SUBJECT = "subject", "申请强制执行标的情况"
    OTHER = "other", "法律、行政法规规定的其他材料"
