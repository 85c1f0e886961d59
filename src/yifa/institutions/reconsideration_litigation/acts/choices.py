"""Closed lists of the remedy procedures, with their official labels."""

from __future__ import annotations

from yifa.matters.payloads import Choice

RECONSIDERATION = "reconsideration_litigation.reconsideration"
LITIGATION = "reconsideration_litigation.litigation"


class DecisionKind(Choice):
    PENALTY = "penalty", "行政处罚决定"
    SPOT_PENALTY = "spot_penalty", "当场作出的行政处罚决定"
    PERMIT = "permit", "行政许可决定"
    COERCION = "coercion", "行政强制措施或者行政强制执行决定"
    INFORMATION = "information", "不予公开政府信息"
    INACTION = "inaction", "未履行法定职责"
    OTHER = "other", "其他行政行为"


class Route(Choice):
    """行政复议法第三十二条."""

    DIRECT = "direct", "行政复议机构发送申请书副本"
    THROUGH_AGENCY = "through_agency", "申请人通过本机关提交申请"


class Track(Choice):
    ORDINARY = "ordinary", "普通程序"
    SUMMARY = "summary", "简易程序"


class SummaryGround(Choice):
    """行政复议法第五十三条."""

    NONE = "none", "不适用简易程序"
    ON_SPOT = "on_spot", "被申请行政复议的行政行为是当场作出"
    WARNING = "warning", "被申请行政复议的行政行为是警告或者通报批评"
    AMOUNT = "amount", "案件涉及款额三千元以下"
    INFORMATION = "information", "政府信息公开案件"
    CONSENT = "consent", "当事人各方同意"


class AfterReconsideration(Choice):
    """行政诉讼法第二十六条第二款."""

    NONE = "none", "未经行政复议"
    MAINTAINED = "maintained", "行政复议机关维持，本机关与其为共同被告"
    CHANGED = "changed", "行政复议机关改变原行政行为"
    NO_DECISION = "no_decision", "行政复议机关逾期未作决定"


class StayGround(Choice):
    """行政复议法第四十二条、行政诉讼法第五十六条."""

    AGENCY = "agency", "本机关认为需要停止执行"
    BODY = "body", "行政复议机关或者人民法院认为需要停止执行"
    APPLICATION = "application", "根据申请决定（裁定）停止执行"
    LAW = "law", "法律、法规、规章规定停止执行"


class Form(Choice):
    JUDGMENT = "judgment", "判决"
    RULING = "ruling", "裁定"
    MEDIATION = "mediation", "调解书"


class Instance(Choice):
    FIRST = "first", "一审"
    SECOND = "second", "二审"
    RETRIAL_FIRST = "retrial_first", "再审（按照第一审程序）"
    RETRIAL_SECOND = "retrial_second", "再审（按照第二审程序）"


# 民事诉讼法第二百一十八条: a judgment of the first procedure may be appealed, in a retrial too.
APPEALABLE = frozenset({"first", "retrial_first"})
RETRIAL = frozenset({"retrial_first", "retrial_second"})


class RetrialGround(Choice):
    """行政诉讼法第九十一条."""

    FILING = "filing", "不予立案或者驳回起诉确有错误"
    NEW_EVIDENCE = "new_evidence", "有新的证据，足以推翻原判决、裁定"
    EVIDENCE = "evidence", "认定事实的主要证据不足、未经质证或者系伪造"
    LAW = "law", "适用法律、法规确有错误"
    PROCEDURE = "procedure", "违反法律规定的诉讼程序，可能影响公正审判"
    OMITTED = "omitted", "遗漏诉讼请求"
    BASIS_GONE = "basis_gone", "据以作出原判决、裁定的法律文书被撤销或者变更"
    CORRUPTION = "corruption", "审判人员贪污受贿、徇私舞弊、枉法裁判"


class RetrialOrigin(Choice):
    """行政诉讼法第九十条、第九十二条、第九十三条."""

    APPLICATION = "application", "当事人申请再审"
    COURT = "court", "人民法院决定再审（提审、指令再审）"
    PROTEST = "protest", "人民检察院抗诉或者检察建议"


class RetrialOutcome(Choice):
    ORDERED = "ordered", "裁定再审"
    REFUSED = "refused", "驳回再审申请"


class Appellant(Choice):
    AGENCY = "agency", "本机关"
    OTHER = "other", "对方当事人"


class LetterKind(Choice):
    OPINION = "opinion", "行政复议意见书"
    SUGGESTION = "suggestion", "行政复议建议书"
    JUDICIAL = "judicial", "司法建议书"
    OTHER = "other", "其他意见、建议"


class NormRole(Choice):
    """行政复议法第五十六条至第六十条."""

    MAKER = "maker", "制定机关，须书面答复"
    TRANSFEREE = "transferee", "接受转送的机关，须提出处理意见"
    PARTY = "party", "被申请人（被告），不是制定机关"


class NormFinding(Choice):
    LAWFUL = "lawful", "相关条款合法"
    UNLAWFUL = "unlawful", "相关条款超越权限或者违反上位法（不合法）"
    OTHER = "other", "终止审查或者其他"


class CloseGround(Choice):
    PERFORMED = "performed", "已经履行"
    NOTHING_DUE = "nothing_due", "没有需要履行的内容"
    WITHDRAWN = "withdrawn", "申请或者起诉已撤回"
