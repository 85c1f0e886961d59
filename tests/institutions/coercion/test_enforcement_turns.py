"""Suspension, termination, reversal, agreement, closing: each rule blocking (or warning) and passing."""

from institutions.builder import PERSON_PARTY
from institutions.coercion.builder import demanded, enforcement, ordered


def test_suspension_grounded():
    gate = "coercion_suspension_grounded"
    assert demanded().check(gate, "suspend", {"ground": "unable"}).passes
    assert demanded().check(gate, "suspend", {"ground": "loss"}).fields == {"public_interest_unharmed"}
    unharmed = {"ground": "loss", "public_interest_unharmed": True}
    assert demanded().check(gate, "suspend", unharmed).passes


def test_unresumed_three_years():
    gate = "coercion_unresumed_three_years"
    case = demanded().act("suspend", "2023-10-16", {"ground": "unable", "started_on": "2023-10-16"})
    given = {"ended_on": "2026-10-17", "harmless": True, "unable": True}
    assert case.check(gate, "end_unresumed", given).passes
    assert case.check(gate, "end_unresumed", {**given, "ended_on": "2026-10-16"}).fields == {"ended_on"}
    for name in ("harmless", "unable"):
        assert case.check(gate, "end_unresumed", {**given, name: False}).fields == {name}
    assert demanded().check(gate, "end_unresumed", given).blocks
    assert case.act("resume", "2024-01-08", {}).check(gate, "end_unresumed", given).blocks


def test_termination_grounded():
    gate, firm = "coercion_termination_grounded", demanded()
    gone = {"no_assets": True, "no_successor": True}
    assert firm.check(gate, "terminate", {"ground": "dissolved", **gone}).passes
    assert firm.check(gate, "terminate", {"ground": "dissolved"}).fields == {"no_assets", "no_successor"}
    assert firm.check(gate, "terminate", {"ground": "death", **gone}).fields == {"ground"}
    person = demanded()
    person.parties = (PERSON_PARTY,)
    assert person.check(gate, "terminate", {"ground": "death", **gone}).passes
    assert firm.check(gate, "terminate", {"ground": "revoked"}).fields == {"document"}
    assert firm.check(gate, "terminate", {"ground": "revoked", "document": "测府复〔2026〕1号"}).passes


def test_reversed_fully():
    gate, case = "coercion_reversed_fully", ordered()
    back = {"ground": "wrong", "restored": True, "restoration": "退还货物"}
    assert case.check(gate, "reverse", back).passes
    assert case.check(gate, "reverse", {**back, "restoration": ""}).fields == {"restoration"}
    assert case.check(gate, "reverse", {"ground": "wrong"}).fields == {"compensation_fen"}
    assert case.check(gate, "reverse", {"ground": "wrong", "compensation_fen": 1}).passes
    assert case.check(gate, "reverse", {**back, "ground": "changed"}).fields == {"document"}
    assert case.check(gate, "reverse", {**back, "ground": "changed", "document": "判决"}).passes


def test_agreement_harmless():
    gate = "coercion_agreement_harmless"
    grown = demanded().act("add_surcharge", "2026-10-14", {"amount_fen": 100_000})
    stages = [
        {"due_on": "2026-11-30", "amount_fen": 300_000},
        {"due_on": "2026-12-31", "amount_fen": 300_000},
    ]
    given = {"harms_nobody": True, "stages": stages}
    assert grown.check(gate, "agree", given).passes
    assert grown.check(gate, "agree", {**given, "harms_nobody": False}).fields == {"harms_nobody"}
    assert grown.check(gate, "agree", {**given, "stages": stages[::-1]}).fields == {"stages"}
    assert grown.check(gate, "agree", {**given, "stages": stages[:1]}).fields == {"stages"}
    less = [stages[0], {"due_on": "2026-12-31", "amount_fen": 200_000}]
    waived = {**given, "stages": less, "waived_fen": 100_000}
    assert grown.check(gate, "agree", waived).fields == {"made_good"}
    assert grown.check(gate, "agree", {**waived, "made_good": "已自行清除污染"}).passes
    too_much = {**waived, "made_good": "已清除", "waived_fen": 100_001}
    assert "waived_fen" in grown.check(gate, "agree", too_much).fields
    restore = demanded(duty="restore", principal_fen=None)
    assert restore.check(gate, "agree", {**given, "stages": [{"due_on": "2026-11-30"}]}).passes


def test_breach_resumes():
    gate = "coercion_breach_resumes"
    agreed = {"stages": [{"due_on": "2026-11-10"}, {"due_on": "2026-11-20"}]}
    early, late = demanded().act("agree", "2026-10-30", agreed), ordered().act("agree", "2026-10-30", agreed)
    assert early.check(gate, "resume_after_breach", {"back_to": "demanded"}).passes
    assert early.check(gate, "resume_after_breach", {"back_to": "decided"}).fields == {"back_to"}
    assert late.check(gate, "resume_after_breach", {"back_to": "decided"}).passes
    assert early.at_rest(gate, "2026-11-10").passes
    assert early.at_rest(gate, "2026-11-11").warns
    assert early.act("perform_part", "2026-11-10", {}).at_rest(gate, "2026-11-20").passes
    assert early.at_rest(gate, "2026-11-21").warns


def test_enforcement_closing():
    gate = "coercion_enforcement_closing"
    assert ordered().act("conclude", "2026-11-05", {}).check(gate, "close", {"ground": "performed"}).passes
    assert ordered().check(gate, "close", {"ground": "terminated"}).fields == {"ground"}
    ended = enforcement().act("terminate", "2026-11-05", {"ground": "destroyed"})
    assert ended.check(gate, "close", {"ground": "terminated"}).passes
    assert ended.check(gate, "close", {"ground": "performed"}).fields == {"ground"}
    revoked = enforcement().act("terminate", "2026-11-05", {"ground": "revoked"})
    assert "执行回转" in revoked.check(gate, "close", {"ground": "terminated"}).warns
    assert revoked.act("reverse", "2026-11-05", {}).check(gate, "close", {"ground": "terminated"}).passes
