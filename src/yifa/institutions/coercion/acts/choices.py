"""Closed lists of coercion, with their official labels."""

from __future__ import annotations

from yifa.matters.payloads import Choice

MEASURE = "coercion.measure"
ENFORCEMENT = "coercion.enforcement"
COURT = "coercion.court"


class MeasureKind(Choice):
    """行政强制法第九条."""

    FREEDOM = "freedom", "限制公民人身自由"
    SEAL = "seal", "查封场所、设施或者财物"
    SEIZE = "seize", "扣押财物"
    FREEZE = "freeze", "冻结存款、汇款"
    OTHER = "other", "其他行政强制措施"


class UrgentKind(Choice):
    """What can be done there and then; freezing is done by a notice to the institution (第三十条)."""

    FREEDOM = "freedom", "限制公民人身自由"
    SEAL = "seal", "查封场所、设施或者财物"
    SEIZE = "seize", "扣押财物"
    OTHER = "other", "其他行政强制措施"


class LawLevel(Choice):
    """行政强制法第十条."""

    LAW = "law", "法律"
    REGULATION = "regulation", "行政法规"
    LOCAL = "local", "地方性法规"
    LOWER = "lower", "规章或者其他规范性文件"


class MeasurePower(Choice):
    """行政强制法第十七条."""

    OWN = "own", "法律、法规规定由本机关实施"
    CONCENTRATED = "concentrated", "相对集中行政处罚权，实施与处罚权有关的强制措施"
    ENTRUSTED = "entrusted", "受其他机关委托"


class Urgency(Choice):
    KEEP = "keep", "同意，补办批准手续"
    LIFT = "lift", "不应当采取，立即解除"


class TestKind(Choice):
    """行政强制法第二十五条第三款."""

    __test__ = False

    DETECT = "detect", "检测"
    INSPECT = "inspect", "检验"
    QUARANTINE = "quarantine", "检疫"
    APPRAISE = "appraise", "技术鉴定"


class Keeper(Choice):
    AGENCY = "agency", "本机关保管"
    THIRD = "third", "委托第三人保管"


class SaleKind(Choice):
    AUCTION = "auction", "拍卖"
    SALE = "sale", "变卖"


class Handling(Choice):
    """行政强制法第二十七条、第二十一条."""

    CONFISCATE = "confiscate", "没收非法财物"
    DESTROY = "destroy", "依法销毁"
    TRANSFER = "transfer", "随案移送司法机关"
    LIFT = "lift", "应当解除"


class LiftGround(Choice):
    """行政强制法第二十八条第一款、第三十三条第一款、第十九条、第二十条第二款."""

    NO_VIOLATION = "no_violation", "当事人没有违法行为"
    UNRELATED = "unrelated", "场所、设施、财物或者存款、汇款与违法行为无关"
    DECIDED = "decided", "已经作出处理决定，不再需要"
    EXPIRED = "expired", "期限已经届满"
    NOT_NEEDED = "not_needed", "其他不再需要采取强制措施的情形"
    NOT_APPROVED = "not_approved", "负责人认为不应当采取"
    ACHIEVED = "achieved", "目的已经达到或者条件已经消失"


class LossCause(Choice):
    LOW_PRICE = "low_price", "变卖价格明显低于市场价格"
    CUSTODY = "custody", "保管中造成损失"
    THIRD = "third", "因第三人的原因造成损失"
    UNLAWFUL = "unlawful", "违法实施强制造成损害"


class Document(Choice):
    EXTENSION = "extension", "延长期限通知书"
    TESTING = "testing", "检测、检验、检疫、鉴定期间告知书"
    HANDLING = "handling", "财物处理决定书"
    TRANSFER = "transfer", "财物移送告知书"
    LIFT = "lift", "解除决定书"
    COMPENSATION = "compensation", "补偿（赔偿）决定书"
    SUBSTITUTE = "substitute", "代履行催告书"
    SUSPENSION = "suspension", "中止（恢复）执行通知书"
    TERMINATION = "termination", "终结执行通知书"
    RULING = "ruling", "人民法院裁定书"
    OTHER = "other", "其他文书"


class DecisionKind(Choice):
    PENALTY = "penalty", "行政处罚决定"
    CORRECTION = "correction", "责令改正、限期拆除等决定"
    LEVY = "levy", "征收决定"
    OTHER = "other", "其他行政决定"


class Duty(Choice):
    """行政强制法第四章第二节、第三节、第四十四条."""

    MONEY = "money", "金钱给付义务"
    RESTORE = "restore", "排除妨碍、恢复原状等义务"
    DEMOLISH = "demolish", "拆除违法的建筑物、构筑物、设施"
    OTHER = "other", "其他义务"


class EnforcementPower(Choice):
    """行政强制法第十三条、第三十四条、第四十六条第三款、第五十条."""

    LAW = "law", "法律规定本机关可以强制执行"
    AUCTION = "auction", "没有强制执行权，将已查封、扣押的财物拍卖抵缴罚款"
    SUBSTITUTE = "substitute", "依照行政强制法第五十条代履行"
    NONE = "none", "没有强制执行权"


class Method(Choice):
    """行政强制法第十二条."""

    TRANSFER = "transfer", "划拨存款、汇款"
    AUCTION = "auction", "拍卖或者依法处理查封、扣押的场所、设施或者财物"
    REMOVE = "remove", "排除妨碍、恢复原状"
    DEMOLISH = "demolish", "强制拆除"
    OTHER = "other", "其他强制执行方式"


class SurchargeKind(Choice):
    FINE = "fine", "加处罚款"
    LATE_FEE = "late_fee", "滞纳金"


class Consequence(Choice):
    """行政强制法第五十条."""

    TRAFFIC = "traffic", "危害交通安全"
    POLLUTION = "pollution", "造成环境污染"
    RESOURCES = "resources", "破坏自然资源"


class PublicPlace(Choice):
    """行政强制法第五十二条."""

    ROAD = "road", "道路"
    RIVER = "river", "河道"
    CHANNEL = "channel", "航道"
    PLACE = "place", "公共场所"


class Litter(Choice):
    SPILL = "spill", "遗洒物"
    OBSTACLE = "obstacle", "障碍物"
    POLLUTANT = "pollutant", "污染物"


class SuspendGround(Choice):
    """行政强制法第三十九条第一款."""

    UNABLE = "unable", "当事人履行确有困难或者暂无履行能力"
    THIRD_PARTY = "third_party", "第三人对执行标的主张权利，确有理由"
    LOSS = "loss", "执行可能造成难以弥补的损失，且中止不损害公共利益"
    OTHER = "other", "其他需要中止执行的情形"


class TerminateGround(Choice):
    """行政强制法第四十条."""

    DEATH = "death", "公民死亡，无遗产可供执行，又无义务承受人"
    DISSOLVED = "dissolved", "法人或者其他组织终止，无财产可供执行，又无义务承受人"
    DESTROYED = "destroyed", "执行标的灭失"
    REVOKED = "revoked", "据以执行的行政决定被撤销"
    OTHER = "other", "其他需要终结执行的情形"


class ReversalGround(Choice):
    """行政强制法第四十一条."""

    REVOKED = "revoked", "据以执行的行政决定被撤销"
    CHANGED = "changed", "据以执行的行政决定被变更"
    WRONG = "wrong", "执行错误"


class BackTo(Choice):
    DEMANDED = "demanded", "尚未作出强制执行决定，恢复催告程序"
    DECIDED = "decided", "已作出强制执行决定，恢复强制执行"


class Account(Choice):
    """行政强制法第四十九条、第六十条第四款."""

    TREASURY = "treasury", "上缴国库"
    FISCAL = "fiscal", "划入财政专户"
    OTHER = "other", "其他账户"


class Remedy(Choice):
    """What the party did against the decision within the time the law gives."""

    NONE = "none", "没有申请行政复议，也没有提起行政诉讼"
    RECONSIDERATION = "reconsideration", "申请了行政复议，已终结"
    LITIGATION = "litigation", "提起了行政诉讼，已终结"
    RUNNING = "running", "行政复议或者行政诉讼尚未终结"


class CourtAnswer(Choice):
    ACCEPTED = "accepted", "受理"
    REFUSED = "refused", "裁定不予受理"


class Ruling(Choice):
    EXECUTE = "execute", "裁定准予执行"
    REFUSE = "refuse", "裁定不予执行"


class HigherRuling(Choice):
    ACCEPT = "accept", "应当受理"
    EXECUTE = "execute", "应当执行"
    UPHOLD = "uphold", "维持原裁定"


class CloseGround(Choice):
    DONE = "done", "措施已经解除或者已经处理完毕"
    NOT_TAKEN = "not_taken", "没有实施"
    PERFORMED = "performed", "义务已经履行或者执行完毕"
    TERMINATED = "terminated", "终结执行或者不再执行"
    REFUSED = "refused", "人民法院不予受理或者不予执行"
    WITHDRAWN = "withdrawn", "撤回申请"
