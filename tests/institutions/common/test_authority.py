"""Who may act at all: each limit blocking and passing."""

from dataclasses import replace
from datetime import date

import pytest

from institutions.builder import TODAY, Case, at
from yifa.law.gates import evaluate
from yifa.law.view import MandateView, Proposal

OWN = MandateView(
    "entrusted", "02", "测委〔2026〕1号", date(2026, 1, 1), date(2026, 12, 31), grantor="测试市城市管理局",
    grantor_kind="statutory", published_on=date(2026, 1, 5),
)  # fmt: skip
GRANT = replace(OWN, kind="granted", codes=("T-1",), evaluated_on=date(2026, 6, 1))
LAW = replace(OWN, kind="authorised")
MAY, PUBLISHED = "acts_within_mandate", "mandate_published"


def say(
    gate, *mandates, agency="statutory", payload=None, procedure="penalty.ordinary", level=2, principal=""
):
    """(level, citation, field) of each finding, for an agency of that kind with these documents."""
    view = Case(kind=procedure).view()
    changed = replace(view.agency, kind=agency, mandates=mandates, level=level, principal=principal)
    proposal = Proposal("file", payload or {}, (), at(TODAY), at(TODAY))
    found = evaluate([gate], replace(view, agency=changed), proposal)
    return [(f.level, f.citation, f.field or "") for f in found]


@pytest.mark.requirement("RQ001")
def test_a_statutory_agency_from_the_county_upwards_needs_no_document():
    assert say(MAY, level=3) == []


def test_a_township_penalises_only_what_the_province_granted():
    assert say(MAY, level=4) == [("block", "行政处罚法第二十四条第一款", "")]
    assert say(MAY, GRANT, level=4, payload={"violation_code": "T-1"}) == []
    assert say(MAY, GRANT, level=4, payload={"violation_code": "T-2"})[0][2] == "violation_code"
    assert say(MAY, LAW, level=4) == []
    assert say(MAY, OWN, level=4) != []  # an entrustment is no grant


def test_coercion_is_authorised_by_laws_and_administrative_regulations():
    """行政强制法第七十条 leaves local regulations out; 行政处罚法第十九条 does not."""
    for procedure, words in (
        ("coercion.measure", "法律、行政法规授权"),
        ("penalty.ordinary", "法律、法规授权"),
    ):
        view = Case(kind=procedure).view()
        view = replace(view, agency=replace(view.agency, kind="authorised", mandates=()))
        found = evaluate([MAY], view, Proposal("file", {}, (), at(TODAY), at(TODAY)))
        assert f"没有登记生效的{words}" in found[0].message


def test_a_township_has_its_own_powers_in_other_matters():
    assert say(MAY, level=4, procedure="grant.general") == []


@pytest.mark.requirement("RQ001")
@pytest.mark.parametrize(
    ("procedure", "type_", "cite"),
    [
        ("penalty.ordinary", "02", "行政处罚法第二十条"),
        ("permit.ordinary", "01", "行政许可法第二十四条"),
        ("coercion.measure", "03", "行政强制法第十七条第一款"),
        ("coercion.enforcement", "03", "行政强制法第十三条、第三十四条"),
        ("award.general", "08", "行政诉讼法第二十六条第五款、第七十条第四项"),
    ],
)
def test_an_entrusted_organisation_acts_within_type_and_dates(procedure, type_, cite):
    given, own = {"agency": "entrusted", "procedure": procedure}, replace(OWN, type=type_)
    assert say(MAY, **given) == [("block", cite, "")]
    assert say(MAY, own, **given) == []
    assert say(MAY, replace(own, type="10"), **given) != []
    assert say(MAY, replace(own, valid_to=date(2026, 11, 21)), **given) != []
    assert say(MAY, replace(own, valid_to=date(2026, 11, 22)), **given) == []
    assert say(MAY, replace(own, valid_from=date(2026, 11, 23)), **given) != []


def test_an_authorised_organisation_needs_its_law():
    assert say(MAY, agency="authorised") == [("block", "行政处罚法第十九条", "")]
    assert say(MAY, OWN, agency="authorised") != []
    assert say(MAY, LAW, agency="authorised") == []


def test_a_document_is_published_before_anybody_acts_on_it():
    secret = replace(OWN, published_on=None)
    assert say(PUBLISHED, secret, agency="entrusted") == [("block", "行政处罚法第二十条第二款", "")]
    assert say(PUBLISHED, replace(OWN, published_on=date(2026, 11, 23)), agency="entrusted") != []
    assert say(PUBLISHED, OWN, agency="entrusted") == []
    assert say(PUBLISHED, replace(GRANT, published_on=None), level=4) == [
        ("block", "行政处罚法第二十四条第一款", "")
    ]
    assert say(PUBLISHED, replace(LAW, published_on=None), agency="authorised") == []
    permit = replace(secret, type="01")
    assert (
        say(PUBLISHED, permit, agency="entrusted", procedure="permit.ordinary")[0][1]
        == "行政许可法第二十四条第一款"
    )


def test_a_grant_that_was_never_evaluated_is_pointed_out():
    assert say(PUBLISHED, GRANT, level=4) == []
    assert [f[0] for f in say(PUBLISHED, replace(GRANT, evaluated_on=None), level=4)] == ["info"]


def test_nobody_entrusts_what_was_entrusted_to_them():
    gate = "entrusted_not_passed_on"
    assert say(gate, OWN, agency="entrusted") == []
    assert say(gate, replace(OWN, grantor_kind="entrusted"), agency="entrusted") == [
        ("block", "行政处罚法第二十条第四款", "")
    ]


def test_an_entrusted_organisation_decides_in_the_name_of_its_principal():
    gate, named = "decides_in_name_of_principal", {"agency": "entrusted", "principal": "测试市城市管理局"}
    assert say(gate, OWN, payload={"agency_name": "测试市城管服务中心"}, **named)[0][2] == "agency_name"
    assert say(gate, OWN, payload={"agency_name": "测试市城市管理局"}, **named) == []
    assert (
        say(gate, OWN, payload={}, **named) == []
    )  # a form without the name: the paper prints the principal's
    assert [f[0] for f in say(gate, OWN, agency="entrusted")] == ["block"]
    assert say(gate, payload={"agency_name": "测试市城管服务中心"}) == []


@pytest.mark.parametrize("gate", ["measures_not_entrusted", "permits_entrusted_to_agencies_only"])
def test_what_may_not_be_entrusted_to_an_organisation(gate):
    assert [f[0] for f in say(gate, OWN, agency="entrusted")] == ["block"]
    assert say(gate) == []
