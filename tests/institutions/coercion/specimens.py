"""One specimen per template: realistic payloads (through their models) and what a reader must find on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from institutions.coercion.payloads import (
    APPLIED,
    APPLIED_FREEZE,
    ASKED,
    COURT_OPENED,
    DECIDED,
    DEMANDED,
    ENFORCED,
    FROZEN,
    LAW,
    LIFTED,
    PARTY,
    RESTORED,
    RULED,
    SEIZED,
    SUBSTITUTE,
    SUBSTITUTED,
)
from yifa.matters import discovery
from yifa.papers import describe


@dataclass(frozen=True)
class Specimen:
    template: str
    title: str
    act: tuple[str, str, dict[str, Any]]
    expected: tuple[str, ...]
    before: tuple[tuple[str, str, dict[str, Any]], ...] = ()

    def data(self) -> dict[str, Any]:
        """What the engine hands to the template."""
        return {
            "paper": {
                "title": self.title, "number": "云市监文〔2026〕7号", "date": "2026-11-22", "checkpoint": {},
                "code": "7KQM-2X9P-VD4R-3HTA", "url": "https://yunzhou.example/c/7KQM2X9PVD4R3HTA",
            },
            "agency": {
                "name": "云州市市场监督管理局", "code": "11445300MB2YZCG01A", "address": "云州市云山区人民路18号",
                "phone": "0766-8812345", "reconsideration_body": "云州市人民政府", "court": "云州市云山区人民法院",
            },
            "matter": {"title": "涉嫌充装不合格气瓶案", "number": "云市监强措〔2026〕8号", "opened_on": "2026-10-12"},
            "parties": [
                {"name": PARTY["party_name"], "kind": "legal", "kind_label": "法人", "legal_rep": "周建国",
                 "identifier": PARTY["party_identifier"], "address": PARTY["party_address"], "phone": "13800000000"},
            ],
            "officers": [
                {"name": "王建国", "certificate": "YZ0102001"}, {"name": "赵敏", "certificate": "YZ0102002"},
            ],
            "act": described(*self.act),
            "acts": {kind: described(procedure, kind, values) for procedure, kind, values in self.before},
            "approvals": [], "papers": {}, "extra": {},
        }  # fmt: skip


def described(procedure: str, kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """The payload as stored, with labels and titles beside it."""
    model = discovery.payload_model(procedure, kind)
    assert model is not None
    return describe(model, model.model_validate(values).model_dump(mode="json"), {})


M, E, C = "coercion.measure", "coercion.enforcement", "coercion.court"
SEIZURE = ((M, "apply_measure", APPLIED), (M, "implement", SEIZED))
FREEZE = ((M, "apply_measure", APPLIED_FREEZE), (M, "freeze", FROZEN))
FINE, WASTE = ((E, "open_enforcement", ENFORCED),), ((E, "open_enforcement", RESTORED),)
MADE_GOOD = {"waived_fen": 1_000_000, "made_good": "已更换全部气瓶"}
STAGES = [{"due_on": "2026-11-30", "content": "缴纳一半", "amount_fen": 4_500_000}]

SPECIMENS = (
    Specimen(
        "coercion_measure_decision",
        "扣押决定书",
        (M, "implement", SEIZED),
        (
            *PARTY.values(),
            "液化石油气钢瓶12只",
            "第六十一条第三项的规定，本机关决定",
            "实施扣押",
            "期限为30日",
            "2026年10月12日",
            "六十日",
            "六个月",
            "保管费用由本机关承担",
            "不停止执行",
            "〔印章〕",
        ),
        SEIZURE[:1],
    ),
    Specimen(
        "coercion_goods_list",
        "查封、扣押场所、设施、财物清单",
        (M, "implement", SEIZED),
        ("YSP35.5", "充装枪", "一式2份", "王建国（执法证号：YZ0102001）"),
        SEIZURE[:1],
    ),
    Specimen(
        "coercion_onsite_record",
        "现场笔录",
        (M, "implement", SEIZED),
        ("已出示执法身份证件", "已通知当事人到场", "检验有效期均已届满", "准备送检", "不予采纳", "当场交付"),
        SEIZURE[:1],
    ),
    Specimen(
        "coercion_freeze_notice",
        "冻结通知书",
        (M, "freeze", FROZEN),
        (
            "云州银行营业部：",
            "6222000000001234",
            "人民币叁拾万元整",
            "立即予以冻结",
            "不得在冻结前向当事人泄露信息",
            "30日",
        ),
        FREEZE[:1],
    ),
    Specimen(
        "coercion_freeze_decision",
        "冻结决定书",
        (M, "freeze", FROZEN),
        (*PARTY.values(), "6222000000001234", "2026年10月13日", "六十日"),
        FREEZE[:1],
    ),
    Specimen(
        "coercion_extension",
        "延长行政强制措施期限通知书",
        (M, "extend", {"days": 30, "reasons": "需要核查气瓶来源。", "decided_on": "2026-11-09"}),
        ("2026年10月12日", "扣押", "延长30日", "需要核查气瓶来源", "第二十五条"),
        SEIZURE,
    ),
    Specimen(
        "coercion_testing",
        "检测、检验、检疫、技术鉴定期间告知书",
        (
            M,
            "start_testing",
            {
                "test": "inspect",
                "items": "钢瓶十二只的耐压试验",
                "institution": "云州特检所",
                "started_on": "2026-10-20",
                "ends_on": "2026-10-30",
                "told": True,
                "borne_by_agency": True,
            },
        ),
        ("检验", "云州特检所", "2026年10月20日", "2026年10月30日", "费用由本机关承担"),
        SEIZURE,
    ),
    Specimen(
        "coercion_handling",
        "查封、扣押财物处理决定书",
        (
            M,
            "handle",
            {
                "outcome": "confiscate",
                "items": "钢瓶十二只",
                "reasons": "违法事实清楚。",
                "basis": LAW,
                "law_level": "law",
                "decision_number": "云市监罚决〔2026〕12号",
                "decided_on": "2026-11-02",
            },
        ),
        ("没收非法财物", "云市监罚决〔2026〕12号", "行政复议"),
        SEIZURE,
    ),
    Specimen(
        "coercion_lift",
        "解除行政强制措施决定书",
        (M, "lift", LIFTED),
        ("当事人没有违法行为", "第二十八条第一款", "2026年11月2日起予以解除", "钢瓶十二只"),
        SEIZURE,
    ),
    Specimen(
        "coercion_return",
        "退还财物清单",
        (
            M,
            "return_goods",
            {
                "returned_on": "2026-11-02",
                "items": "钢瓶十二只",
                "recipient": "周建国",
                "signed": True,
                "proceeds_fen": 90_000,
            },
        ),
        ("周建国", "充装枪", "人民币玖佰元整"),
        SEIZURE,
    ),
    Specimen(
        "coercion_unfreeze",
        "解除冻结通知书",
        (
            M,
            "notify_institution",
            {"sent_on": "2026-11-02", "institution": "云州银行营业部", "party_told": True},
        ),
        ("云州银行营业部：", "立即解除冻结", "6222000000001234"),
        FREEZE,
    ),
    Specimen(
        "coercion_demand",
        "催告书",
        (E, "demand", DEMANDED),
        (
            "云市监罚决〔2026〕12号",
            "2026年10月26日",
            "到指定银行缴纳",
            "人民币壹拾万元整",
            "银行转账",
            "陈述和申辩",
            "第三十五条",
            "依法强制执行",
        ),
        FINE,
    ),
    Specimen(
        "coercion_demolition_notice",
        "强制拆除公告",
        (
            E,
            "announce_demolition",
            {
                "building": "青石路1号二层加建部分",
                "published_on": "2026-10-12",
                "channel": "现场张贴",
                "demolish_by": "2026-10-20",
            },
        ),
        ("青石路1号二层加建部分", "2026年10月20日前（含当日）自行拆除", "第四十四条"),
        WASTE,
    ),
    Specimen(
        "coercion_enforcement_decision",
        "行政强制执行决定书",
        (
            E,
            "decide",
            {
                **DECIDED,
                "reasons": "当事人没有正当理由。",
                "basis": "《某法》第十条",
                "decided_on": "2026-10-27",
                "method": "transfer",
                "planned_on": "2026-11-04",
                "content": "划拨存款十万元。",
                "no_good_reason": True,
            },
        ),
        (*PARTY.values(), "划拨存款、汇款", "2026年11月4日", "六十日", "云市监罚决〔2026〕12号"),
        FINE,
    ),
    Specimen(
        "coercion_substitute_decision",
        "代履行决定书",
        (E, "decide_substitute", SUBSTITUTE),
        (
            *PARTY.values(),
            "废渣二十吨",
            "清运至填埋场",
            "2026年11月4日",
            "人民币捌仟元整",
            "云州环卫有限公司",
            "停止代履行",
            "六十日",
        ),
        WASTE,
    ),
    Specimen(
        "coercion_substitute_demand",
        "代履行催告书",
        (
            E,
            "demand_substitute",
            {
                "told_on": "2026-10-30",
                "how": "直接送达",
                "starts_on": "2026-11-04",
                "content": "清除倾倒的废渣",
            },
        ),
        ("定于2026年11月4日实施", "清除倾倒的废渣", "停止代履行"),
        (*WASTE, (E, "decide_substitute", SUBSTITUTE)),
    ),
    Specimen(
        "coercion_substitute_notice",
        "代履行公告",
        (
            E,
            "demand_substitute",
            {
                "told_on": "2026-10-30",
                "how": "现场张贴",
                "starts_on": "2026-11-04",
                "content": "清除倾倒的废渣",
            },
        ),
        ("现公告如下", "废渣二十吨", "云州环卫有限公司"),
        (*WASTE, (E, "decide_substitute", SUBSTITUTE)),
    ),
    Specimen(
        "coercion_substitute_record",
        "代履行执行记录",
        (E, "perform_substitute", SUBSTITUTED),
        ("王建国、赵敏", "清运废渣二十吨", "人民币柒仟陆佰元整", "人工、运输、处置"),
        WASTE,
    ),
    Specimen(
        "coercion_enforcement_record",
        "强制执行笔录",
        (
            E,
            "enforce",
            {
                "started_at": "2026-11-04T09:00:00+08:00",
                "ended_at": "2026-11-04T10:00:00+08:00",
                "place": "云州银行",
                "method": "transfer",
                "content": "办理划拨手续。",
            },
        ),
        ("云州银行", "划拨存款、汇款", "办理划拨手续"),
        FINE,
    ),
    Specimen(
        "coercion_transfer_notice",
        "划拨通知书",
        (
            E,
            "transfer_deposits",
            {
                "basis": "《某法》第四十条",
                "institution": "云州银行营业部",
                "notified": True,
                "amount_fen": 10_000_000,
                "account": "treasury",
                "voucher": "1",
                "done_on": "2026-11-04",
            },
        ),
        ("云州银行营业部：", "人民币壹拾万元整", "上缴国库"),
        FINE,
    ),
    Specimen(
        "coercion_agreement",
        "执行协议",
        (E, "agree", {"made_on": "2026-10-30", "harms_nobody": True, "stages": STAGES, **MADE_GOOD}),
        ("第四十二条", "2026年11月30日", "缴纳一半", "已更换全部气瓶", "人民币壹万元整", "恢复强制执行"),
        FINE,
    ),
    Specimen(
        "coercion_court_application",
        "强制执行申请书",
        (C, "apply_court", ASKED),
        (
            "申请人：云州市市场监督管理局",
            "被申请人：云州市青石气体有限公司",
            "人民币壹拾万元整",
            "云市监罚决〔2026〕12号",
            "行政决定书及作出决定的事实、理由和依据",
            "行政机关负责人签名",
            "云州市云山区人民法院",
            "第五十五条",
        ),
        ((C, "open_court", COURT_OPENED),),
    ),
    Specimen(
        "coercion_objection",
        "行政强制执行复议申请书",
        (
            C,
            "object_higher",
            {"court": "云州市中级人民法院", "applied_on": "2026-11-20", "reasons": "证据充分。"},
        ),
        ("不予执行", "行审9号", "第五十八条第三款", "云州市中级人民法院"),
        ((C, "apply_court", ASKED), (C, "court_ruling", RULED)),
    ),
)
