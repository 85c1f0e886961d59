"""One penalty case, told once: payloads pass the real act models before they reach a template."""

from __future__ import annotations

from typing import Any

from yifa.institutions.penalty import acts as models
from yifa.matters.payloads import ActPayload
from yifa.papers import Person, describe

WANG, ZHAO, LI, QIAN = (f"0192f0c0-0000-7000-8000-00000000000{n}" for n in range(1, 5))
FIRM, TARGET = "0192f0c0-0000-7000-8000-0000000000f1", "0192f0c0-0000-7000-8000-0000000000a1"
PEOPLE = {
    WANG: Person("王建国", "YZ0102001", "执法队员"),
    ZHAO: Person("赵敏", "YZ0102002", "执法队员"),
    LI: Person("李卫东", "YZ0100001", "局长"),
    QIAN: Person("钱学文", "YZ0100002", "副局长"),
    FIRM: Person("云州市好味来餐饮管理有限公司"),
}
URL = "https://yunzhou.example/c/7KQM2X9PVD4R3HTA"
CONDUCT = (
    "2026年9月1日8时30分，本机关执法人员检查时发现，当事人未经许可在云山区幸福路100号门前人行道摆放餐桌、"
    "堆放物料，占用城市道路十二平方米，影响行人通行。\n当事人自述占用行为自2026年8月28日起持续至检查之日。"
)
EVIDENCE = (
    "1.现场检查笔录一份，证明占用道路的位置、面积和状态；\n2.现场照片六张，证明占用道路的事实；\n"
    "3.对当事人法定代表人张三的询问笔录一份，证明当事人承认未取得许可；\n4.营业执照复印件，证明当事人主体资格。"
)
VIOLATED = "《云州市市容和环境卫生管理条例》第二十条第一款的规定"
BASIS = "《云州市市容和环境卫生管理条例》第四十八条第一款第二项的规定"
REMEDY = (
    "不服本决定的，可以自收到本决定书之日起六十日内向云州市人民政府申请行政复议,"
    "或者自收到本决定书之日起六个月内向云州市云山区人民法院提起行政诉讼。"
)
CONTENT = {
    "violation_code": "YZ-CG-001",
    "conduct": CONDUCT,
    "conduct_on": "2026-08-28",
    "conduct_until": "2026-09-01",
    "evidence": EVIDENCE,
    "violated": VIOLATED,
    "basis": BASIS,
    "kinds": ["fine", "confiscate_gains"],
    "fine_fen": 1200050,
    "confiscated_income_fen": 100000,
    "tier": "一般",
    "quantity": 12,
    "reasoning": "当事人占用道路面积十二平方米，属于裁量基准规定的“一般”阶次，没有从轻、从重情节。",
}
GOODS = [
    {"name": "折叠餐桌", "spec": "120×60厘米", "quantity": 8, "unit": "张", "note": "完好"},
    {"name": "塑料凳", "quantity": 32, "unit": "把"},
]
SIGNED = {
    "place": "云州市云山区幸福路100号",
    "started_at": "2026-09-01T00:30:00Z",
    "ended_at": "2026-09-01T01:15:00Z",
    "identity_shown": True,
    "rights_told": True,
    "signature": "signed",
}
DECIDED = {
    "party_name": "云州市好味来餐饮管理有限公司",
    "party_identifier": "91445300MA5YZHWL0X",
    "party_address": "云州市云山区幸福路100号一层",
    "reconsideration_body": "云州市人民政府",
    "court": "云州市云山区人民法院",
    "remedy": REMEDY,
    "agency_name": "云州市城市管理和综合执法局",
    "decided_on": "2026-11-22",
}
SERVED = {
    "mode": "direct",
    "served_on": "2026-11-24",
    "document_number": "云城执罚决〔2026〕12号",
    "recipient": "张三",
    "relation": "legal_rep",
    "place": "云州市云山区幸福路100号一层",
    "signed": True,
}
DEFENCE = {"made_on": "2026-10-29", "means": "oral", "person": "张三", "content": "占用时间短，请求从轻。"}
MEMBERS = [
    {"officer": LI, "post": "局长", "opinion": "agree", "reasons": "事实清楚，证据确凿，同意处罚意见。"},
    {
        "officer": QIAN,
        "post": "副局长",
        "opinion": "disagree",
        "reasons": "建议考虑当事人初次违法，从轻处罚。",
    },
]

PAYLOADS: dict[str, tuple[type[ActPayload], dict[str, Any]]] = {
    "register_clue": (
        models.RegisterClue,
        {
            "source": "complaint",
            "received_on": "2026-08-30",
            "cause": "涉嫌未经许可占用城市道路",
            "summary": "群众反映好味来餐饮门前长期摆放餐桌，行人无法通过。",
        },
    ),
    "check_clue": (
        models.CheckClue,
        {
            "checked_on": "2026-08-31",
            "result": "经现场查看，反映情况属实。",
            "conclusion": "file",
            "reasons": "符合立案标准。",
        },
    ),
    "file": (
        models.File,
        {
            "cause": "涉嫌未经许可占用城市道路",
            "parties": [{"subject": FIRM}],
            "violation_code": "YZ-CG-001",
            "conduct": CONDUCT,
            "conduct_on": "2026-08-28",
            "conduct_until": "2026-09-01",
            "discovered_on": "2026-08-30",
            "place": "云州市云山区幸福路100号",
            "violated": VIOLATED,
            "handlers": [WANG, ZHAO],
            "opinion": "有初步证据证明存在违法行为，属于本机关管辖，建议立案。",
        },
    ),
    "refuse_filing": (
        models.RefuseFiling,
        {
            "ground": "minor_corrected_no_harm",
            "reasons": "当事人当场搬离，没有造成危害后果。",
            "complainant_told_on": "2026-09-02",
        },
    ),
    "notify": (
        models.Notify,
        CONTENT
        | {
            "hearing_right": True,
            "rights_told": True,
            "contact": "王建国 0766-8812345",
            "address": "云州市云山区人民路18号",
        },
    ),
    "serve_notice": (models.ServeNotice, SERVED | {"served_on": "2026-10-27"}),
    "hear_defence": (models.HearDefence, DEFENCE),
    "submit_legal_review": (
        models.SubmitLegalReview,
        {
            "triggers": ["after_hearing"],
            "materials": "全部案卷材料",
            "opinion": "建议给予罚款的行政处罚。",
        },
    ),
    "legal_review": (
        models.LegalReview,
        {
            "authority": "主体适格，人员持证",
            "party": "认定准确",
            "facts": "事实清楚，证据确凿",
            "characterisation": "定性准确",
            "law": "适用依据正确",
            "process": "程序合法",
            "discretion": "在一般阶次幅度内",
            "documents": "完备规范",
            "opinion": "agree",
            "reasons": "经审核，同意承办机构的处理意见。",
        },
    ),
    "deliberate": (
        models.Deliberate,
        {
            "started_at": "2026-11-18T01:00:00Z",
            "ended_at": "2026-11-18T02:05:00Z",
            "place": "机关三楼会议室",
            "presider": LI,
            "members": MEMBERS,
            "recorder": "孙晓",
            "presentation": "王建国汇报案件调查情况和处理意见。",
            "outcome": "penalty",
            "fine_fen": 1200050,
            "conclusion": "多数意见同意罚款，按多数意见作出决定。",
        },
    ),
    "record_questioning": (
        models.RecordQuestioning,
        SIGNED
        | {
            "person": "张三",
            "person_role": "legal_rep",
            "person_identifier": "440000199001011234",
            "person_contact": "云州市云山区幸福路100号 13800000000",
            "exchanges": [
                {"question": "请说明你的身份。", "answer": "我是好味来公司的法定代表人。"},
                {"question": "门前的餐桌是谁摆放的？", "answer": "是我们店里摆的。\n没有办理过许可。"},
            ],
        },
    ),
    "record_inspection": (
        models.RecordInspection,
        SIGNED
        | {
            "party_present": True,
            "on_site_person": "张三",
            "result": "现场摆放折叠餐桌八张、塑料凳三十二把，占用人行道十二平方米。",
        },
    ),
    "add_evidence": (
        models.AddEvidence,
        {
            "exhibits": [
                {
                    "kind": "audiovisual",
                    "title": "现场照片六张",
                    "source": "执法人员拍摄",
                    "collected_on": "2026-09-01",
                    "proves": "占用事实",
                },
                {
                    "kind": "document",
                    "title": "营业执照",
                    "source": "当事人提供",
                    "collected_on": "2026-09-01",
                    "copy_checked": True,
                },
            ]
        },
    ),
    "preregister": (
        models.Preregister,
        {
            "reasons": "物品随时可能被转移，以后难以取得。",
            "items": GOODS,
            "place": "城管局物品保管室",
            "keeper": "赵敏",
        },
    ),
    "handle_preregistered": (
        models.HandlePreregistered,
        {
            "handling": "released",
            "items": "折叠餐桌八张、塑料凳三十二把",
            "reasons": "已拍照固定证据。",
        },
    ),
    "order_correction": (
        models.OrderCorrection,
        {
            "conduct": CONDUCT,
            "violated": VIOLATED,
            "basis": "《中华人民共和国行政处罚法》第二十八条第一款",
            "content": "清除占用道路的餐桌和物料，恢复道路原状。",
            "deadline": "2026-09-05",
        },
    ),
    "report": (
        models.Report,
        CONTENT
        | {
            "course": "2026年8月30日接到投诉,9月1日现场检查,9月2日立案。",
            "outcome": "penalty",
            "repeat_count": 0,
            "circumstances": ["eliminated_harm"],
            "corrected": True,
            "opinion": "建议罚款并没收违法所得。",
        },
    ),
    "appoint_hearing_officer": (models.AppointHearingOfficer, {"officer": QIAN, "clerk": LI}),
    "hearing_notice": (
        models.HearingNotice,
        {
            "hearing_at": "2026-11-10T01:30:00Z",
            "place": "云州市城管局听证室",
            "officer_name": "钱学文",
            "recusal_right_told": True,
        },
    ),
    "hold_hearing": (
        models.HoldHearing,
        SIGNED
        | {
            "started_at": "2026-11-10T01:30:00Z",
            "ended_at": "2026-11-10T03:00:00Z",
            "course": "held",
            "participants": "张三、王建国、赵敏",
            "agents": 1,
            "investigator_statement": "出示现场照片，建议罚款。",
            "party_statement": "承认事实，请求从轻。",
            "final_statements": "坚持各自意见。",
        },
    ),
    "hearing_report": (
        models.HearingReport,
        {
            "facts": "占用事实成立。",
            "views": "双方对事实无争议，对罚款数额有争议。",
            "conclusion": "support",
            "reasons": "建议维持拟处罚意见。",
        },
    ),
    "decide": (
        models.Decide,
        CONTENT
        | DECIDED
        | {
            "defence_result": "当事人提出占用时间短，经复核，该情节已在裁量时考虑，不另行采纳。",
            "performance": "自收到本决定书之日起15日内，将罚没款缴至云州银行营业部。",
        },
    ),
    "decide_no_penalty": (
        models.DecideNoPenalty,
        DECIDED
        | {
            "outcome": "no_penalty",
            "ground": "first_minor_corrected",
            "violation_code": "YZ-CG-001",
            "conduct": CONDUCT,
            "conduct_on": "2026-08-28",
            "evidence": EVIDENCE,
            "basis": "《中华人民共和国行政处罚法》第三十三条第一款",
            "reasoning": "当事人初次违法，危害后果轻微并及时改正。",
            "education": "当面讲解占道经营的规定，发放宣传资料。",
        },
    ),
    "decide_on_spot": (
        models.DecideOnSpot,
        {
            "cause": "占用城市道路",
            "parties": [{"subject": FIRM}],
            "party_address": "云州市云山区幸福路100号一层",
            "handlers": [WANG, ZHAO],
            "identity_shown": True,
            "violation_code": "YZ-CG-001",
            "conduct": "在门前人行道摆放广告牌一块。",
            "conduct_on": "2026-11-22",
            "place": "云山区幸福路100号门前",
            "evidence": "现场照片两张。",
            "violated": VIOLATED,
            "basis": BASIS,
            "kinds": ["fine"],
            "fine_fen": 10000,
            "correction": "立即搬离。",
            "rights_told": True,
            "collected_on_spot": True,
            "collection_ground": "small",
            "receipt_number": "粤财罚0012345",
            "collected_on": "2026-11-22",
            "performance": "已当场收缴。",
            "reconsideration_body": "云州市人民政府",
            "reconsideration_first": True,
            "court": "云州市云山区人民法院",
            "remedy": "对行政复议决定仍不服的，再依法提起诉讼。",
            "agency_name": "云州市城市管理和综合执法局",
            "decided_on": "2026-11-22",
            "delivered": True,
            "signature": "refused",
            "signature_note": "当事人拒绝签收",
        },
    ),
    "serve_decision": (models.ServeDecision, SERVED),
    "serve_document": (models.ServeDocument, SERVED | {"document": "hearing_notice"}),
    "serve_demand": (models.ServeDemand, SERVED | {"served_on": "2027-06-10"}),
    "confirm_address": (
        models.ConfirmAddress,
        {
            "address": "云州市云山区幸福路100号一层",
            "phone": "13800000000",
            "electronic": True,
            "electronic_address": "haoweilai@yunzhou.example",
            "confirmed_on": "2026-09-01",
            "signed": True,
        },
    ),
    "publish_notice": (
        models.PublishNotice,
        {
            "document": "行政处罚决定书",
            "published_on": "2026-11-25",
            "channel": "云州市人民政府网站",
            "reason": "因你单位下落不明，直接送达、邮寄送达均未能送达。",
        },
    ),
    "grant_deferral": (
        models.GrantDeferral,
        {
            "applied_on": "2026-11-28",
            "application": "经营困难，现金不足。",
            "category": "instalments",
            "granted_on": "2026-12-01",
            "days": 60,
            "instalments": [
                {"due_on": "2026-12-31", "amount_fen": 600050},
                {"due_on": "2027-01-29", "amount_fen": 600000},
            ],
        },
    ),
    "demand": (
        models.Demand,
        {
            "remedy_expired_on": "2027-05-24",
            "amount_fen": 1200050,
            "surcharge_fen": 1200050,
            "method": "缴至云州银行营业部。",
            "defence_right_told": True,
        },
    ),
    "apply_court": (
        models.ApplyCourt,
        {
            "court": "云州市云山区人民法院",
            "applied_on": "2027-07-01",
            "content": "强制执行行政处罚决定确定的罚款和加处罚款。",
            "amount_fen": 1200050,
            "surcharge_fen": 1200050,
            "materials": ["application", "decision", "opinion"],
        },
    ),
    "transfer_jurisdiction": (
        models.TransferJurisdiction,
        {
            "to_agency": "云州市市场监督管理局",
            "transferred_on": "2026-09-10",
            "reasons": "违法行为属于食品经营许可管理范围。",
            "materials": "案件材料一册，照片六张。",
        },
    ),
    "transfer_criminal": (
        models.TransferCriminal,
        {
            "to_agency": "云州市公安局",
            "approved_on": "2026-09-11",
            "transferred_on": "2026-09-12",
            "crime": "妨害公务罪",
            "reasons": "当事人以暴力阻碍执法人员依法执行职务。",
            "materials": "案卷一册。",
            "prosecutors_copied": True,
        },
    ),
    "close": (
        models.Close,
        {
            "ground": "performed",
            "result": "罚款并没收违法所得。",
            "performance": "罚没款已于2026年12月1日全部缴清。",
        },
    ),
    "archive": (models.Archive, {"retention": "thirty", "complete": True, "note": "无缺页。"}),
    "revoke": (
        models.Revoke,
        {
            "category": "revoked",
            "decided_by": "reconsideration",
            "authority": "云州市人民政府",
            "document_number": "云府复〔2027〕3号",
            "effective_on": "2027-02-01",
            "reasons": "裁量明显不当。",
            "refund_fen": 1200050,
            "public_reason": "行政复议撤销。",
        },
    ),
    "correct": (
        models.Correct,
        {
            "target": TARGET,
            "reasons": "录入时笔误。",
            "corrections": [{"field": "当事人地址", "old": "幸福路10号", "new": "幸福路100号"}],
        },
    ),
    "extend_period": (
        models.ExtendPeriod,
        {
            "days": 30,
            "basis": "《市场监督管理行政处罚程序规定》第六十四条",
            "reasons": "案情复杂，需要委托鉴定。",
        },
    ),
}

APPROVALS = [
    {
        "role_label": "承办机构负责人",
        "name": "周平",
        "certificate": "YZ0101007",
        "opinion": "同意，报机关负责人审批。",
        "on": "2026-09-02",
    },
    {
        "role_label": "机关负责人",
        "name": "李卫东",
        "certificate": "YZ0100001",
        "opinion": "同意。",
        "on": "2026-09-03",
    },
]


def described(kind: str) -> dict[str, Any]:
    """The payload of one act after its model: JSON values with labels and names."""
    model, values = PAYLOADS[kind]
    payload = model.model_validate(values).model_dump(mode="json")
    return describe(model, payload, PEOPLE) | {"occurred_on": payload.get("decided_on") or "2026-09-03"}


def case(
    kind: str, title: str = "文书", *, acts: tuple[str, ...] = (), number: str = "云城执文〔2026〕12号"
) -> dict[str, Any]:
    """Data of one paper of the case, as the engine hands it to a template."""
    return {
        "paper": {
            "kind": kind,
            "title": title,
            "number": number,
            "date": "2026-11-22",
            "code": "7KQM-2X9P-VD4R-3HTA",
            "url": URL,
            "checkpoint": {},
        },
        "agency": {
            "name": "云州市城市管理和综合执法局",
            "code": "11445300MB2YZCG01A",
            "address": "云州市云山区人民路18号",
            "phone": "0766-8812345",
            "reconsideration_body": "云州市人民政府",
            "court": "云州市云山区人民法院",
            "pay_account": "云州银行营业部 6222000000001234",
        },
        "matter": {
            "number": "云城执立〔2026〕88号",
            "title": "涉嫌未经许可占用城市道路案",
            "code": "7KQM-2X9P-VD4R-3HTA",
            "opened_on": "2026-09-03",
            "closed_on": "2026-12-02",
            "stage": "decided",
            "result": "罚款",
        },
        "parties": [
            {
                "name": "云州市好味来餐饮管理有限公司",
                "kind": "legal",
                "kind_label": "法人",
                "identifier": "91445300MA5YZHWL0X",
                "address": "云州市云山区幸福路100号一层",
                "legal_rep": "张三",
                "phone": "13800000000",
            },
            {"name": "路人甲", "role": "witness", "kind": "natural"},
        ],
        "officers": [
            {"name": "王建国", "certificate": "YZ0102001"},
            {"name": "赵敏", "certificate": "YZ0102002"},
        ],
        "act": described(kind) if kind else {},
        "approvals": APPROVALS,
        "acts": {k: described(k) for k in acts},
        "file": {
            "title": "行政处罚案卷",
            "part_label": "正卷",
            "entries": [
                {
                    "n": 1,
                    "title": "行政处罚决定书",
                    "number": "云城执罚决〔2026〕12号",
                    "date": "2026-11-22",
                    "page": 5,
                    "pages": "5-8",
                },
            ],
        },
        "papers": {"penalty_decision": {"title": "行政处罚决定书", "number": "云城执罚决〔2026〕12号"}},
        "extra": {},
    }
