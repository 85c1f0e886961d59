"""Closed lists that penalty acts choose from, with their official Chinese labels."""

from __future__ import annotations

from yifa.matters.payloads import Choice


class ClueSource(Choice):
    INSPECTION = "inspection", "监督检查发现"
    COMPLAINT = "complaint", "投诉举报"
    TRANSFER = "transfer", "其他机关移送"
    SUPERIOR = "superior", "上级交办"
    MEDIA = "media", "媒体反映"
    MONITORING = "monitoring", "监测数据发现"
    CONFESSION = "confession", "当事人主动供述"


class ClueConclusion(Choice):
    FILE = "file", "建议立案"
    REFUSE = "refuse", "建议不予立案"
    TRANSFER = "transfer", "建议移送"


class RefusalGround(Choice):
    NO_FACT = "no_fact", "没有违法事实"
    MINOR = "minor_corrected_no_harm", "违法行为轻微并及时改正，没有造成危害后果"
    FIRST = "first_minor_corrected", "初次违法且危害后果轻微并及时改正"
    NO_FAULT = "no_fault", "当事人有证据足以证明没有主观过错"
    TIME_BARRED = "time_barred", "超过追责时效"
    NO_JURISDICTION = "no_jurisdiction", "不属于本机关管辖"
    OTHER = "other", "依法可以不予立案的其他情形"


class InspectionKind(Choice):
    INSPECTION = "inspection", "现场检查"
    SURVEY = "survey", "勘验"


class PersonRole(Choice):
    PARTY = "party", "当事人"
    LEGAL_REP = "legal_rep", "法定代表人（负责人）"
    AGENT = "agent", "委托代理人"
    WITNESS = "witness", "证人"
    OTHER = "other", "其他有关人员"


class PreservedHandling(Choice):
    PRESERVED = "preserved", "采取记录、复制、拍照、录像等保全措施后返还"
    APPRAISAL = "appraisal", "送交检测、检验、检疫、鉴定"
    SEIZURE = "seizure", "依法采取查封、扣押措施"
    CONFISCATE = "confiscate", "依法予以没收"
    RELEASED = "released", "解除先行登记保存"


class PenaltyKind(Choice):
    """行政处罚法第九条; the values are the kinds of `yifa.law.measures`."""

    WARNING = "warning", "警告"
    CRITICISM = "criticism", "通报批评"
    FINE = "fine", "罚款"
    CONFISCATE_INCOME = "confiscate_gains", "没收违法所得"
    CONFISCATE_GOODS = "confiscate_goods", "没收非法财物"
    SUSPEND_PERMIT = "suspend_permit", "暂扣许可证件"
    DOWNGRADE = "downgrade", "降低资质等级"
    REVOKE_PERMIT = "revoke_permit", "吊销许可证件"
    RESTRICT_BUSINESS = "restrict_activity", "限制开展生产经营活动"
    SUSPEND_BUSINESS = "halt", "责令停产停业"
    CLOSE_BUSINESS = "close", "责令关闭"
    BAR_FROM_TRADE = "restrict_occupation", "限制从业"
    DETENTION = "detention", "行政拘留"
    OTHER = "other", "法律、行政法规规定的其他行政处罚"


class SpotPenaltyKind(Choice):
    """What 行政处罚法第五十一条 allows on the spot."""

    WARNING = "warning", "警告"
    FINE = "fine", "罚款"


class Circumstance(Choice):
    """Facts that bear on discretion; the codes are those of `yifa.law.circumstances`."""

    ELIMINATED_HARM = "eliminated_harm", "主动消除或者减轻违法行为危害后果"
    COERCED = "coerced", "受他人胁迫或者诱骗实施违法行为"
    CONFESSED = "confessed", "主动供述行政机关尚未掌握的违法行为"
    MERITORIOUS = "meritorious", "配合行政机关查处违法行为有立功表现"
    OTHER_LIGHTER = "other_lighter", "法律、法规、规章规定的其他应当从轻或者减轻的情形"
    AGED_14_TO_18 = "aged_14_to_18", "已满十四周岁不满十八周岁"
    LIMITED_CAPACITY = "limited_capacity", "尚未完全丧失辨认或者控制自己行为能力"
    UNDER_14 = "under_14", "不满十四周岁"
    NO_CAPACITY = "no_capacity", "不能辨认或者不能控制自己行为"
    MINOR_CORRECTED = "minor_corrected_no_harm", "违法行为轻微并及时改正，没有造成危害后果"
    FIRST_MINOR = "first_minor_corrected", "初次违法且危害后果轻微并及时改正"
    NO_FAULT = "no_fault", "有证据足以证明没有主观过错"
    COOPERATIVE = "cooperative", "积极配合调查并主动提供证据材料"
    MINOR_ROLE = "minor_role", "在共同违法行为中起次要或者辅助作用"
    HARDSHIP = "hardship", "因残疾或者重大疾病等原因生活确有困难"
    EMERGENCY = "emergency", "在突发事件期间违反突发事件应对措施"
    REPEAT = "repeat", "追溯期内因同一性质的违法行为受过行政处罚"
    SERIOUS_HARM = "serious_harm", "造成人身伤亡或者重大财产损失等严重危害后果"
    INCITED = "incited", "教唆、胁迫、诱骗他人实施违法行为"
    OBSTRUCTED = "obstructed", "阻碍或者拒不配合执法人员依法执行职务，或者打击报复"
    DESTROYED_EVIDENCE = "destroyed_evidence", "伪造、隐匿、毁灭证据"


class ProposedOutcome(Choice):
    PENALTY = "penalty", "给予行政处罚"
    NO_PENALTY = "no_penalty", "不予行政处罚（违法行为轻微等）"
    NOT_ESTABLISHED = "not_established", "不予行政处罚（违法事实不能成立）"
    TRANSFER_CRIMINAL = "transfer_criminal", "移送司法机关"
    TRANSFER = "transfer", "移送有管辖权的机关"


class PenaltyOutcome(Choice):
    PENALTY = "penalty", "给予行政处罚"


class NoPenaltyOutcome(Choice):
    NO_PENALTY = "no_penalty", "不予行政处罚（违法行为轻微等）"
    NOT_ESTABLISHED = "not_established", "不予行政处罚（违法事实不能成立）"


class NoPenaltyGround(Choice):
    MINOR_CORRECTED = "minor_corrected_no_harm", "违法行为轻微并及时改正，没有造成危害后果"
    FIRST_MINOR = "first_minor_corrected", "初次违法且危害后果轻微并及时改正"
    NO_FAULT = "no_fault", "当事人有证据足以证明没有主观过错"
    UNDER_14 = "under_14", "不满十四周岁"
    NO_CAPACITY = "no_capacity", "不能辨认或者不能控制自己行为"
    TIME_BARRED = "time_barred", "超过追责时效"
    NOT_ESTABLISHED = "not_established", "违法事实不能成立"


class Adoption(Choice):
    ADOPTED = "adopted", "予以采纳"
    PARTLY = "partly", "部分采纳"
    REJECTED = "rejected", "不予采纳"


class Document(Choice):
    """Documents served by `serve_document`; notice, decision and demand have acts of their own."""

    HEARING_NOTICE = "hearing_notice", "听证通知书"
    CORRECTION_ORDER = "correction_order", "责令改正通知书"
    PREREGISTRATION = "preregistration", "先行登记保存证据通知书"
    PREREGISTRATION_HANDLING = "preregistration_handling", "先行登记保存证据处理通知书"
    APPRAISAL = "appraisal", "检测、检验、鉴定结果告知书"
    DEFERRAL = "deferral", "暂缓（分期）缴纳罚款通知书"
    REFUSAL = "refusal", "不予立案告知书"
    CHANGE = "change", "变更、撤销决定书"
    OTHER = "other", "其他文书"


class PaymentChannel(Choice):
    BANK = "bank", "指定银行"
    ELECTRONIC = "electronic", "电子支付系统"
    ON_SPOT = "on_spot", "当场收缴"
    COURT = "court", "人民法院执行到账"


class DeferralKind(Choice):
    DEFER = "defer", "暂缓缴纳"
    INSTALMENTS = "instalments", "分期缴纳"


class RemedyKind(Choice):
    RECONSIDERATION = "reconsideration", "行政复议"
    LITIGATION = "litigation", "行政诉讼"


class RemedyResult(Choice):
    UPHELD = "upheld", "维持或者驳回"
    WITHDRAWN = "withdrawn", "撤回申请或者起诉"
    CHANGED = "changed", "变更"
    REVOKED = "revoked", "撤销"
    ILLEGAL = "illegal", "确认违法"
    INVALID = "invalid", "确认无效"


class CourtRuling(Choice):
    GRANTED = "granted", "准予执行"
    REFUSED = "refused", "不予执行"
    NOT_ACCEPTED = "not_accepted", "不予受理"


class EndGround(Choice):
    """行政强制法第四十条；人民法院裁定终结执行."""

    COURT = "court", "人民法院裁定终结执行"
    DEATH = "death", "公民死亡，无遗产可供执行，又无义务承受人"
    DISSOLVED = "dissolved", "法人或者其他组织终止，无财产可供执行，又无义务承受人"
    SUBJECT_LOST = "subject_lost", "执行标的灭失"
    DECISION_REVOKED = "decision_revoked", "据以执行的行政决定被撤销"
    OTHER = "other", "需要终结执行的其他情形"


class Disposal(Choice):
    AUCTION = "auction", "公开拍卖"
    DESTROY = "destroy", "依法销毁"
    HANDOVER = "handover", "移交有关部门处理"
    RETURN = "return", "退还"


class CloseGround(Choice):
    PERFORMED = "performed", "行政处罚决定执行完毕"
    COURT_ENDED = "court_ended", "人民法院裁定终结执行或者依法终结执行"
    NO_PENALTY = "no_penalty", "作出不予行政处罚决定"
    OTHER = "other", "其他应予结案的情形"


class TerminateGround(Choice):
    DEATH = "death", "涉嫌违法的自然人死亡，无权利义务承受人"
    DISSOLVED = "dissolved", "法人或者其他组织终止，无权利义务承受人"
    MERGED = "merged", "并入其他案件"
    OTHER = "other", "致使调查无法继续进行的其他原因"


class SuspendGround(Choice):
    DEPENDS = "depends", "须以相关案件的裁判结果或者其他行政决定为依据"
    INTERPRETATION = "interpretation", "送请有权机关作出解释或者确认"
    FORCE_MAJEURE = "force_majeure", "不可抗力致使暂时无法调查"
    MISSING = "missing", "当事人下落不明致使暂时无法调查"
    OTHER = "other", "其他应当中止的情形"


class RevocationKind(Choice):
    REVOKED = "revoked", "撤销"
    INVALID = "invalid", "确认无效"


class ChangeKind(Choice):
    CHANGED = "changed", "变更"
    ILLEGAL = "illegal", "确认违法"
    REVOKED = "revoked", "撤销（归档后）"
    INVALID = "invalid", "确认无效（归档后）"


class ChangedBy(Choice):
    AGENCY = "agency", "本机关自行纠正"
    SUPERIOR = "superior", "上级机关或者监督机关"
    RECONSIDERATION = "reconsideration", "行政复议机关"
    COURT = "court", "人民法院"


class CollectionGround(Choice):
    """行政处罚法第六十八条、第六十九条."""

    SMALL = "small", "一百元以下罚款"
    HARD_LATER = "hard_later", "不当场收缴事后难以执行"
    REMOTE = "remote", "边远、水上、交通不便地区，当事人提出"


class ExtensionRound(Choice):
    FIRST = "first", "第一次延长"
    FURTHER = "further", "继续延长（集体讨论决定）"
