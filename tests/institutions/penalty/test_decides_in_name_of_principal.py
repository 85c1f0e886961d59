"""An entrusted organisation decides in the name of the agency that entrusted it (行政处罚法 20 IV)."""

from institutions.penalty.mandates import ENTRUSTED, said

GATE = "decides_in_name_of_principal"
WHO = {"kind": "entrusted", "principal": "测试市城市管理局"}


def test_the_decision_names_the_principal():
    own, principal = {"agency_name": "测试市环卫中心"}, {"agency_name": "测试市城市管理局"}
    assert said(GATE, "decide", ENTRUSTED, payload=own, **WHO).findings[0].field == "agency_name"
    assert said(GATE, "decide", ENTRUSTED, payload=principal, **WHO).passes
    assert said(GATE, "decide", payload=own).passes  # an agency of its own right decides in its own name


def test_without_a_registered_principal_nothing_is_decided():
    assert said(GATE, "decide", ENTRUSTED, kind="entrusted").blocks
