"""The total of several violations is explained, act by act (行政处罚法第五条第二款)."""

from institutions.builder import decision
from institutions.penalty.several_cases import both, case, second

GATE = "several_acts_added_up"


def test_the_sum_is_explained_and_passes():
    found = case().check(GATE, "decide", both(decision))
    assert found.passes
    (said,) = found.findings
    assert said.message == "违法行为一（T-1）罚款5000元，违法行为二（T-3）罚款2000元，合计罚款7000元"
    assert said.remedy == "没有查到本领域关于合并执行的规定，各违法行为分别作出处罚"


def test_where_a_rule_joins_them_it_is_cited():
    said = case("natural_resources").check(GATE, "decide", both(decision)).findings[0]
    assert said.citation == "《自然资源行政处罚办法》第三十一条" and "合并执行罚款7000元" in said.remedy


def test_a_violation_of_another_sector_is_pointed_out():
    found = case("market").check(GATE, "decide", both(decision))
    assert "违法行为二（T-3）属于其他执法领域的裁量基准《测试用第二基准》" in found.warns
    assert "further_violations.0.violation_code" in found.fields
    assert not case().check(GATE, "decide", both(decision, second())).warns


def test_one_violation_needs_no_sum():
    assert not case().check(GATE, "decide", decision()).findings
    assert not case().at_rest(GATE).findings
