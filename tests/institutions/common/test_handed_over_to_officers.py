"""Who takes over a case serves here, handles cases and may enforce the law (行政执法监督条例第十七条第二款)."""

from dataclasses import replace

import pytest

from institutions.builder import ANN, AUXILIARY, BO, HEAD, NOVICE, Case, at, officer
from yifa.law.gates import evaluate
from yifa.law.view import Proposal
from yifa.matters import discovery

GATE = "handed_over_to_officers"
pytestmark = pytest.mark.requirement("RQ010")
COLLEAGUE = "officer-colleague"


def judged(*handlers, case=None, **changes):
    case = case or Case()
    case.officers[COLLEAGUE] = officer(COLLEAGUE, "康行", "handler")
    view = replace(case.view(), **changes)
    payload = {"handlers": list(handlers), "reasons": "调离"}
    asked = Proposal("hand_over", payload, (HEAD,), at("2026-11-20"), at("2026-11-20"))
    return " ".join(f.message for f in evaluate([GATE], view, asked))


def test_another_handler_with_a_certificate_takes_over():
    assert judged(ANN, COLLEAGUE) == ""


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (AUXILIARY, "辅助人员"),
        (NOVICE, "没有本机关的行政执法证"),
        (HEAD, "没有承办人的岗位角色"),
        ("nobody", "未登记人员"),
    ],
)
def test_others_do_not(who, said):
    assert said in judged(ANN, who)


def test_nor_does_anybody_of_another_agency():
    case = Case()
    case.officers[COLLEAGUE] = officer(COLLEAGUE, "康行", "handler")
    moved = {**case.officers, COLLEAGUE: replace(case.officers[COLLEAGUE], agency_id="agency-2")}
    case.officers = moved
    view = case.view()
    asked = Proposal("hand_over", {"handlers": [ANN, COLLEAGUE]}, (HEAD,), at("2026-11-20"), at("2026-11-20"))
    assert "不是本机关人员" in evaluate([GATE], view, asked)[0].message


def test_a_penalty_that_two_handled_is_not_left_to_one():
    assert "两名以上" in judged(COLLEAGUE)
    assert judged(COLLEAGUE, case=Case(handlers=(ANN,))) == ""
    assert judged(COLLEAGUE, case=Case(kind="permit.ordinary")) == ""


def test_something_changes_and_the_case_has_handlers_of_its_own():
    assert "没有变化" in judged(BO, ANN)
    assert "没有自己的承办人" in judged(COLLEAGUE, handlers=())


@pytest.mark.parametrize("procedure", discovery.procedures().values(), ids=lambda p: p.id)
def test_every_procedure_has_the_act(procedure):
    assert GATE in procedure.acts["hand_over"].gates
