"""The papers of a permit, read back from the PDF; and made with nothing and with the worst input."""

import io
import re
from pathlib import Path

import pypdf
import pytest

from institutions.permit.roads import BODIES, REMEDY
from yifa.institutions import permit
from yifa.institutions.permit import acts
from yifa.papers import describe, render, template_path

FOLDER = Path(permit.__file__).parent / "papers"
HOSTILE = '#eval("1+1") #panic("x") *粗* $x^2$ @ref <label> \\ 标题\n- 列表 /* */ #read("/data.json") 👨‍👩‍👧'
SERVICE = {"mode": "direct", "served_on": "2026-11-24", "recipient": "周建国", "signed": True}
TERM = {"valid_from": "2026-11-22", "valid_until": "2029-11-21"}
LICENCE = {**SERVICE, **TERM, "licence": "permit", "licence_name": "占用城市道路许可证",
           "licence_number": "云占2026001",
           "holder": "云州市顺达商贸有限公司", "scope": "占用解放路东侧人行道二十平方米。"}  # fmt: skip
DECISION = {**BODIES, **TERM, "outcome": "grant", "content": "准予占用解放路东侧人行道二十平方米。",
            "reasons": "符合法定条件。", "remedy": REMEDY, "decided_on": "2026-11-22"}  # fmt: skip
LATER = {**BODIES, "outcome": "grant", "conditions_met": True, "content": "占用面积变更为十平方米。",
         "reasons": "符合法定条件、标准。", "decided_on": "2026-11-22"}  # fmt: skip
ENDING = {**BODIES, "reasons": "经查，申请时提交的产权证明系伪造。", "heard": True, "public_reason": "依法撤销",
          "remedy": REMEDY, "decided_on": "2026-11-22"}  # fmt: skip
RESULT = {
    "title": "户外广告设置",
    "item_code": "YZ-02",
    "agency_name": "云州市交通运输局",
    "number": "云交许收〔2026〕8号",
}
APPLIED = {"applied_on": "2026-10-08", "valid_until": "2026-11-21", "asked": "延续三年"}

SPECIMENS = {
    "permit_decision": (
        acts.Decide, DECISION, ("决定准予行政许可", "自2026年11月22日至2029年11月21日", "第四十四条", "六十日"),
    ),
    "permit_decision refused": (
        acts.Decide, {**DECISION, "outcome": "refuse", "remedy": ""},
        ("决定不予行政许可", "自收到本决定书之日起六十日内向云州市人民政府申请行政复议"),
    ),
    "licence": (
        acts.Issue, LICENCE, ("占用城市道路许可证", "云占2026001", "二十平方米", "2029年11月21日", "许决〔2026〕3号"),
    ),
    "licence without end": (acts.Issue, {**LICENCE, "valid_until": None}, ("长期有效",)),
    "later_decision": (acts.DecideChange, LATER, ("决定准予变更", "十平方米", "云占2026001")),
    "later_decision renewal": (
        acts.DecideRenewal, {**LATER, "outcome": "refuse", "conditions_met": False, "remedy": REMEDY},
        ("于2026年10月8日申请延续", "决定不予延续", "六个月"),
    ),
    "later_decision deemed": (
        acts.DeemRenewed,
        {**TERM, "content": "期限与原许可相同。", "reasons": "审查延误。", "agency_name": "某局"},
        ("视为准予延续", "第五十条第二款", "2029年11月21日"),
    ),
    "permit_ending": (
        acts.RevokePermit, {**ENDING, "ground": "fraud"},
        ("决定撤销该行政许可", "欺骗、贿赂", "不受保护", "三年内不得再次申请", "听取了你（单位）的陈述、申辩"),
    ),
    "permit_ending withdrawal": (
        acts.WithdrawPermit,
        {**ENDING, "mode": "withdraw", "ground": "law_changed", "public_interest": "道路改建。", "loss": True,
         "compensation": "补偿十万元。"},
        ("决定撤回该行政许可", "修改或者废止", "道路改建", "补偿十万元"),
    ),
    "cancellation_notice": (
        acts.CancelPermit,
        {"ground": "expired", "content": "占用城市道路许可证。", "evidence": "期满", "agency_name": "某局",
         "decided_on": "2026-11-22"},
        ("第七十条", "有效期届满未延续", "作废"),
    ),
    "joint_result": (
        acts.ReturnResults, {**SERVICE, "summary": "一项准予，一项不予。"},
        ("户外广告设置（YZ-02）", "云州市交通运输局", "不予行政许可", "〔2026〕8号", "场地不符合条件", "一项准予"),
    ),
}  # fmt: skip
KINDS = {acts.DecideChange: "change_decision", acts.RevokePermit: "revocation_decision"}


def data_of(name):
    model, payload, _ = SPECIMENS[name]

    def told(kind, values):
        return describe(kind, kind.model_validate(values).model_dump(mode="json"))

    result = {**RESULT, "result": "refuse", "content": "场地不符合条件。", "remedy": REMEDY}
    return {
        "paper": {"kind": KINDS.get(model, "x"), "title": "文书", "number": "云城许〔2026〕12号", "date": "2026-11-22"},
        "agency": {"name": "云州市城市管理和综合执法局"},
        "matter": {"title": "占用城市道路许可"},
        "parties": [{"name": "云州市顺达商贸有限公司", "identifier": "91990101MA5YZHWL0X", "role": "party"}],
        "act": told(model, payload),
        "acts": {
            "accept": told(acts.Accept, {"accepted_on": "2026-11-10"}),
            "decide": told(acts.Decide, DECISION),
            "issue": told(acts.Issue, LICENCE),
            "apply_renewal": told(acts.ApplyRenewal, APPLIED),
        },
        "every": {"item_result": [told(acts.ItemResult, result)]},
        "papers": {"permit_decision": {"number": "云城许决〔2026〕3号"}},
    }  # fmt: skip


def made(name, data):
    return render(template_path("permit", name.split(" ")[0]), data)


def text_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"[\s\u200b]+", "", "".join(p.extract_text() for p in pages))


def worst(value):
    if isinstance(value, str):
        return value if re.fullmatch(r"[\dT:.Z+-]+", value) else HOSTILE
    if isinstance(value, dict):
        return {k: worst(v) for k, v in value.items()}
    return [worst(v) for v in value] if isinstance(value, list) else value


def test_every_template_has_a_specimen():
    assert {p.stem for p in FOLDER.glob("[a-z]*.typ")} == {name.split(" ")[0] for name in SPECIMENS}


@pytest.mark.parametrize("name", SPECIMENS)
def test_what_the_law_fixes_is_on_the_paper(name):
    text = text_of(made(name, data_of(name)))
    for expected in SPECIMENS[name][2]:
        assert expected in text, expected
    assert "none" not in text
    assert "〓" not in text


@pytest.mark.parametrize("name", SPECIMENS)
def test_it_comes_out_with_nothing_and_with_the_worst_input(name):
    for data in ({}, {"paper": None, "act": [], "parties": "x", "every": 1}, worst(data_of(name))):
        assert made(name, data).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("model", [acts.Receive, acts.TakeIn], ids=lambda m: m.kind)
def test_a_receipt_says_what_was_applied_for_without_codes_of_the_system(model):
    an_id = "01890000-0000-7000-8000-000000000051"
    condition = {"content": "占用方案不妨碍交通", "basis": "《城市道路管理条例》第三十一条"}
    item = {"registered_item": an_id, "title": "占用城市道路", "item_code": "XK-1", "item_basis": "某条例",
            "fee_fen": 1050, "conditions": [condition]}  # fmt: skip
    values = {
        "parties": [{"subject": an_id}], "handlers": [an_id], "received_on": "2026-11-20",
        "materials": [{"name": "申请书", "form": "original", "copies": 2, "received": True}],
    }  # fmt: skip
    values |= item if model is acts.Receive else {"title": "开店", "items": [item]}
    data = {
        **data_of("licence"),
        "act": describe(model, model.model_validate(values).model_dump(mode="json")),
    }
    text = text_of(render(template_path("permit", "letter"), data))
    for said in ("XK-1", "10.50元", "占用方案不妨碍交通", "原件", "申请书"):
        assert said in text, (said, text)
    assert an_id not in text and an_id[:8] not in text
