"""Closed lists that the acts of licensing choose from, each with the article it stands in (行政许可法)."""

from __future__ import annotations

from yifa.matters.payloads import Choice


class Outcome(Choice):
    GRANT = "grant", "准予行政许可"
    REFUSE = "refuse", "不予行政许可"


class Handling(Choice):
    SINGLE = "single", "一个机关办理"
    JOINT = "joint", "统一、联合或者集中办理"
    LOWER_FIRST = "lower_first", "本机关先行审查后报上级机关决定（第三十五条）"


class Item(Choice):
    """The kinds of 第十二条; the special rules of 第五十三条至第五十六条 hang on them."""

    APPROVAL = "approval", "按照法定条件批准的特定活动（第十二条第一项）"
    RESOURCE = "resource", "资源开发利用、公共资源配置、特定行业准入（第十二条第二项）"
    QUALIFICATION = "qualification", "职业、行业的资格、资质（第十二条第三项）"
    TECHNICAL = "technical", "设备、设施、产品、物品的检验审定（第十二条第四项）"
    ENTITY = "entity", "企业或者其他组织的设立（第十二条第五项）"
    OTHER = "other", "法律、行政法规规定的其他事项（第十二条第六项）"


class Source(Choice):
    """What sort of text sets a condition, asks for a material, allows a fee or sets a period."""

    LAW = "law", "法律"
    REGULATION = "regulation", "行政法规"
    STATE_COUNCIL = "state_council", "国务院决定（第十四条第二款）"
    LOCAL = "local", "地方性法规"
    RULE = "rule", "规章"
    STANDARD = "standard", "技术标准、技术规范"
    OTHER = "other", "其他规范性文件或者内部规定"


class MaterialForm(Choice):
    ORIGINAL = "original", "原件"
    COPY = "copy", "复印件"
    EITHER = "either", "原件或者复印件"
    ELECTRONIC = "electronic", "电子文件"


class PeriodUnit(Choice):
    """The days of the law that sets the period: 许可法 82 counts only its own days as working days."""

    WORKING = "wd", "个工作日"
    CALENDAR = "cd", "日"
    MONTH = "mo", "个月"


class PeriodFrom(Choice):
    ACCEPTED = "accepted", "受理之日"
    RECEIVED = "received", "收到申请材料之日"


class FeeFor(Choice):
    LICENSING = "licensing", "实施行政许可"
    SUPERVISION = "supervision", "对许可事项的监督检查"
    FORM = "form", "申请书格式文本"


class Refusal(Choice):
    NOT_NEEDED = "not_needed", "依法不需要取得行政许可"
    NOT_OURS = "not_ours", "依法不属于本机关职权范围"
    FALSE = "false", "隐瞒有关情况或者提供虚假材料"


class Excluded(Choice):
    """What 第四十五条 leaves out of the period; `unstated` is only what was recorded before the list was closed."""

    HEARING = "hearing", "听证（第四十五条）"
    TENDER = "tender", "招标（第四十五条、第五十三条）"
    AUCTION = "auction", "拍卖（第四十五条、第五十三条）"
    INSPECTION = "inspection", "检验（第四十五条、第五十五条）"
    TEST = "test", "检测（第四十五条、第五十五条）"
    QUARANTINE = "quarantine", "检疫（第四十五条、第五十五条）"
    APPRAISAL = "appraisal", "鉴定（第四十五条）"
    EXPERTS = "experts", "专家评审（第四十五条）"
    UNSTATED = "unstated", "按原记录的事由"


class Selection(Choice):
    """How the one to get the permit was found: 第五十三条、第五十四条."""

    NONE = "none", "不适用"
    TENDER = "tender", "招标"
    AUCTION = "auction", "拍卖"
    FAIR = "fair", "其他公平竞争的方式"
    EXAM = "exam", "国家考试的成绩和其他法定条件"
    ASSESSMENT = "assessment", "专业人员、技术条件、业绩和管理水平等的考核结果"


class Licence(Choice):
    """第三十九条."""

    PERMIT = "permit", "许可证、执照或者其他许可证书"
    QUALIFICATION = "qualification", "资格证、资质证或者其他合格证书"
    APPROVAL = "approval", "行政机关的批准文件或者证明文件"
    OTHER = "other", "法律、法规规定的其他行政许可证件"
    LABEL = "label", "加贴标签或者加盖检验、检测、检疫印章"
    NONE = "none", "不需要颁发许可证件，以决定书为准"


class Earlier(Choice):
    """What became of an application that was accepted before this one (第五十七条)."""

    GRANTED = "granted", "已准予"
    UNQUALIFIED = "unqualified", "不符合法定条件、标准"
    ENDED = "ended", "已终止或者撤回申请"
    WAITING = "waiting", "符合条件，尚未准予"


class WithdrawalGround(Choice):
    """第八条第二款."""

    LAW_CHANGED = "law_changed", "所依据的法律、法规、规章修改或者废止"
    FACTS_CHANGED = "facts_changed", "所依据的客观情况发生重大变化"


class WithdrawalMode(Choice):
    CHANGE = "change", "变更行政许可"
    WITHDRAW = "withdraw", "撤回行政许可"


class RevocationGround(Choice):
    """第六十九条第一款、第二款."""

    ABUSE = "abuse", "工作人员滥用职权、玩忽职守作出准予决定（第六十九条第一款第一项）"
    BEYOND_POWER = "beyond_power", "超越法定职权作出准予决定（第六十九条第一款第二项）"
    PROCEDURE = "procedure", "违反法定程序作出准予决定（第六十九条第一款第三项）"
    UNQUALIFIED = "unqualified", "申请人不具备资格或者不符合法定条件（第六十九条第一款第四项）"
    OTHER = "other", "依法可以撤销的其他情形（第六十九条第一款第五项）"
    FRAUD = "fraud", "以欺骗、贿赂等不正当手段取得（第六十九条第二款）"


class Initiative(Choice):
    OWN = "own", "依据职权"
    REQUEST = "request", "利害关系人的请求"


class RevokedBy(Choice):
    AGENCY = "agency", "作出许可决定的机关"
    SUPERIOR = "superior", "其上级行政机关"


class CancellationGround(Choice):
    """第七十条."""

    EXPIRED = "expired", "有效期届满未延续（第七十条第一项）"
    PERSON_GONE = "person_gone", "被赋予资格的公民死亡或者丧失行为能力（第七十条第二项）"
    BODY_ENDED = "body_ended", "法人或者其他组织依法终止（第七十条第三项）"
    UNDONE = "undone", "许可依法被撤销、撤回（第七十条第四项）"
    LICENCE_TAKEN = "licence_taken", "许可证件依法被吊销（第七十条第四项）"
    FORCE_MAJEURE = "force_majeure", "因不可抗力无法实施（第七十条第五项）"
    OTHER = "other", "法律、法规规定的其他情形（第七十条第六项）"


class HearingGround(Choice):
    """第四十六条."""

    RULE = "rule", "法律、法规、规章规定应当听证"
    PUBLIC = "public", "行政机关认为需要听证的涉及公共利益的重大许可事项"


class DispatchMode(Choice):
    """第二十六条."""

    UNIFIED = "unified", "统一办理：本机关受理，转告有关部门分别提出意见后统一办理（第二十六条第二款）"
    JOINT = "joint", "组织有关部门联合办理（第二十六条第二款）"
    CENTRAL = "central", "组织有关部门集中办理（第二十六条第二款）"
    PARALLEL = "parallel", "一窗收件，各自办理"


class ItemResultKind(Choice):
    GRANT = "grant", "准予行政许可"
    REFUSE = "refuse", "不予行政许可"
    NOT_ACCEPTED = "not_accepted", "不予受理"
    TERMINATED = "terminated", "终止办理"
    REPORTED = "reported", "已报送上级机关"
