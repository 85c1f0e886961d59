"""Whom a classification names, and which bodies decide on a state secret (保守国家秘密法第十七条、第二十一条)."""

from dataclasses import replace

import pytest

from institutions.builder import ANN, BO, HEAD, Case, at
from yifa.institutions.common.everywhere import Classify
from yifa.law.gates import evaluate
from yifa.law.view import Proposal


def _form(**more) -> dict:
    return {"secrecy": "business", "basis": "反不正当竞争法第九条", "reasons": "配方", "known_to": [], **more}


def test_people_of_the_agency_may_be_named():
    assert Case().check("known_to_serve_here", "classify", _form(known_to=[HEAD])).passes


def test_strangers_may_not():
    assert "不是本机关" in Case().check("known_to_serve_here", "classify", _form(known_to=["nobody"])).blocks
    view = Case().view()
    moved = {**view.officers, BO: replace(view.officers[BO], agency_id="agency-2")}
    asked = Proposal("classify", _form(known_to=[BO]), (ANN,), at("2026-11-20"), at("2026-11-20"))
    assert evaluate(["known_to_serve_here"], replace(view, officers=moved), asked)


@pytest.mark.parametrize(
    ("level", "secrecy", "warned"),
    [
        (2, "state", False),
        (1, "state", False),
        (3, "state", True),
        (4, "state", True),
        (3, "business", False),
    ],
)
def test_below_the_city_a_state_secret_needs_authority(level, secrecy, warned):
    view = Case().view()
    view = replace(view, agency=replace(view.agency, level=level))
    asked = Proposal("classify", _form(secrecy=secrecy), (ANN,), at("2026-11-20"), at("2026-11-20"))
    found = evaluate(["state_secrets_by_competent_body"], view, asked)
    assert [f.level for f in found] == (["warn"] if warned else [])


def test_a_state_secret_says_how_long_it_is_one():
    form = {"secrecy": "state", "basis": "保密事项范围", "reasons": "涉及"}
    with pytest.raises(ValueError, match="保密期限"):
        Classify.model_validate(form)
    assert Classify.model_validate({**form, "period": "十年"}).period == "十年"
    assert Classify.model_validate({**form, "secrecy": "personal"}).period == ""
