"""At least two officers with a certificate valid that day for that agency (行政处罚法第四十二条)."""

from dataclasses import replace

import pytest

from institutions.builder import ANN, AUXILIARY, BO, Case, certificate, officer

GATE = "two_certified_officers"
pytestmark = pytest.mark.requirement("RQ006")


def test_two_certified_officers_pass():
    assert Case().check(GATE, "record_questioning", by=[ANN, BO]).passes


def test_one_officer_is_refused():
    assert "不得少于两人" in Case().check(GATE, "record_questioning", by=[ANN]).blocks


def test_the_same_person_twice_is_one_person():
    assert "不得少于两人" in Case().check(GATE, "record_questioning", by=[ANN, ANN]).blocks


def test_a_certificate_counts_only_on_days_when_it_is_valid():
    case = Case()
    case.officers[BO] = officer(
        BO,
        "柏文",
        "handler",
        certificates=[certificate(states=[("2026-05-01", "suspended"), ("2026-06-01", "valid")])],
    )
    assert case.check(GATE, "record_questioning", on="2026-04-30").passes
    assert "柏文的行政执法证已暂扣" in case.check(GATE, "record_questioning", on="2026-05-10").blocks
    assert case.check(GATE, "record_questioning", on="2026-06-01").passes


def test_an_expired_certificate_is_refused():
    case = Case()
    case.officers[BO] = officer(BO, "柏文", "handler", certificates=[certificate(until="2026-03-01")])
    assert "已过有效期" in case.check(GATE, "sampling", on="2026-03-02").blocks


def test_another_agencys_certificate_does_not_count():
    case = Case()
    case.officers[BO] = officer(BO, "柏文", "handler", certificates=[certificate(agency="agency-2")])
    assert "没有本机关的行政执法证" in case.check(GATE, "record_questioning").blocks


def test_unknown_people_and_auxiliaries_do_not_count():
    found = Case().check(GATE, "record_questioning", by=[ANN, AUXILIARY, "nobody"]).blocks
    assert "辅助人员" in found and "未登记人员" in found and "不得少于两人" in found


def test_somebody_who_left_the_agency_does_not_count():
    case = Case()
    case.officers[BO] = replace(case.officers[BO], in_service=False)
    assert "柏文不在职" in case.check(GATE, "record_questioning").blocks


def test_at_rest_it_has_nothing_to_say():
    assert Case().at_rest(GATE).passes
