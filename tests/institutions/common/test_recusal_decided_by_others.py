"""The agency decides on recusal, not the person concerned (公务员法第七十七条第二款)."""

from institutions.builder import ANN, BO, HEAD, Case

GATE = "recusal_decided_by_others"


def _form(officer: str, *handlers: str) -> dict:
    return {"officer": officer, "granted": True, "reasons": "亲属", "handlers": list(handlers)}


def test_the_agency_decides_also_without_a_request():
    assert Case().check(GATE, "decide_recusal", _form(ANN), by=[HEAD]).passes


def test_nobody_decides_on_themselves():
    assert "不能决定自己" in Case().check(GATE, "decide_recusal", _form(HEAD), by=[HEAD]).blocks
    assert Case().approved(officer_id=HEAD).check(GATE, "decide_recusal", _form(HEAD), by=[BO]).blocks


def test_somebody_is_left_to_handle_the_case():
    alone = Case(handlers=(ANN,))
    assert "没有承办人" in alone.check(GATE, "decide_recusal", _form(ANN), by=[HEAD]).blocks
    assert alone.check(GATE, "decide_recusal", _form(ANN, BO), by=[HEAD]).passes
