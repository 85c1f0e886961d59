"""One case of each procedure told in payloads, for the papers."""

from __future__ import annotations

FIRM = "0192f0c0-0000-7000-8000-0000000000f1"
ANN, BO = (f"0192f0c0-0000-7000-8000-00000000000{n}" for n in (1, 2))
PARTY = {
    "party_name": "云州市青石气体有限公司",
    "party_identifier": "91445300MA5YZHWL0X",
    "party_address": "云州市云山区青石路1号",
}
REMEDY = (
    "如不服本决定，可以自收到本决定书之日起六十日内向云州市人民政府申请行政复议，"
    "或者自收到本决定书之日起六个月内依法向云州市云山区人民法院提起行政诉讼。"
)
DECIDED = {**PARTY, "remedy": REMEDY, "agency_name": "云州市市场监督管理局"}
OPENING = {
    "cause": "涉嫌充装不合格气瓶案",
    "parties": [{"subject": FIRM, "role": "party"}],
    "handlers": [ANN, BO],
    "case_number": "云市监立〔2026〕88号",
}
PLANNED = {
    "power": "own",
    "law_level": "law",
    "necessity": "气瓶可能继续流入市场，采用非强制手段不能防止危害发生",
}
LAW = "《中华人民共和国特种设备安全法》第六十一条第三项"
GOODS = [
    {
        "name": "液化石油气钢瓶",
        "spec": "YSP35.5",
        "quantity": 12,
        "unit": "只",
        "related": True,
        "note": "超过检验期",
    },
    {"name": "充装枪", "quantity": 2, "unit": "把", "related": True},
]
ACCOUNTS = [{"institution": "云州银行营业部", "account": "6222000000001234", "amount_fen": 30_000_000}]
REASONS = "经查，当事人涉嫌充装超过检验期限的气瓶，气瓶存在泄漏危险。"
ONSITE = {
    "place": "云州市云山区青石路1号",
    "started_at": "2026-10-12T09:00:00+08:00",
    "ended_at": "2026-10-12T10:20:00+08:00",
    "identity_shown": True,
    "rights_told": True,
    "party_notified": True,
    "party_present": True,
    "statement": "负责人周建国称气瓶准备送检。",
    "statement_review": "没有送检的凭证，不予采纳。",
    "course": "充装间有钢瓶十二只，瓶体标注的检验有效期均已届满。",
    "signature": "signed",
}
SEIZED = {
    **DECIDED, **ONSITE, "reasons": REASONS, "basis": LAW, "decided_on": "2026-10-12", "started_on": "2026-10-12",
    "goods": GOODS, "days": 30, "delivered": True, "copies": 2,
}  # fmt: skip
FROZEN = {
    **DECIDED, "reasons": "涉嫌转移违法所得。", "basis": "《某法》第十三条", "decided_on": "2026-10-12",
    "accounts": ACCOUNTS, "frozen_on": "2026-10-13", "days": 30, "notice_delivered": True, "received_by": "柜台经理",
    "identity_shown": True, "record": "已冻结",
}  # fmt: skip
APPLIED = {
    **OPENING,
    **PLANNED,
    "category": "seize",
    "basis": LAW,
    "reasons": REASONS,
    "goods": GOODS,
    "days": 30,
}
APPLIED_FREEZE = {**APPLIED, "category": "freeze", "goods": [], "accounts": ACCOUNTS}
ENFORCED = {
    **OPENING, "decision_kind": "penalty", "decision_number": "云市监罚决〔2026〕12号", "decision_on": "2026-02-02",
    "served_on": "2026-02-03", "perform_by": "2026-02-18", "duty": "money", "content": "缴纳罚款五万元",
    "principal_fen": 5_000_000, "power": "law", "power_basis": "《某法》第十条",
}  # fmt: skip
COURT_OPENED = {**ENFORCED, "power": "none", "power_basis": "", "remedy_expired_on": "2026-08-03"}
RESTORED = {
    **ENFORCED, "decision_kind": "correction", "duty": "restore", "content": "清除倾倒的废渣", "principal_fen": None,
    "power": "substitute",
}  # fmt: skip
DEMANDED = {
    "deadline_on": "2026-10-26", "manner": "到指定银行缴纳", "amount_fen": 10_000_000, "surcharge_fen": 5_000_000,
    "payment": "银行转账", "rights_told": True,
}  # fmt: skip
SUBSTITUTE = {
    **DECIDED, "reasons": "当事人没有正当理由。", "basis": "《中华人民共和国行政强制法》第五十条",
    "decided_on": "2026-10-27", "consequence": "pollution", "consequence_facts": "废渣随雨水流入云山河。",
    "manner": "清运至填埋场", "starts_on": "2026-11-04", "subject_matter": "废渣二十吨", "budget_fen": 800_000,
    "performer": "云州环卫有限公司", "third_person": True, "disinterested": True,
}  # fmt: skip
SUBSTITUTED = {
    "started_at": "2026-11-04T09:00:00+08:00", "ended_at": "2026-11-04T16:00:00+08:00", "place": "云山河东岸",
    "performer": "云州环卫有限公司", "result": "清运废渣二十吨。", "cost_fen": 760_000,
    "cost_detail": "人工、运输、处置。",
    "peaceful": True, "supervisor": "王建国、赵敏", "supervisor_signed": True, "performer_signed": True,
    "party_signed": True,
}  # fmt: skip
LIFTED = {
    "ground": "no_violation",
    "reasons": "经检验合格。",
    "items": "钢瓶十二只",
    "decided_on": "2026-11-02",
}
ASKED = {
    "court": "云州市云山区人民法院", "place_right": True, "applied_on": "2026-11-10", "content": "罚款五万元及加处罚款",
    "amount_fen": 10_000_000, "surcharge_fen": 5_000_000,
    "materials": ["application", "decision", "opinion", "subject"], "head_signed": True, "sealed": True,
}  # fmt: skip
RULED = {
    "ruling": "refuse", "ruling_on": "2026-11-16", "received_on": "2026-11-17", "document_number": "行审9号",
    "reasons": "缺乏事实根据",
}  # fmt: skip
