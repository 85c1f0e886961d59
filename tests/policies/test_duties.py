"""To whom something is reported, filed or published, and by when."""

from __future__ import annotations

import pytest

from yifa.policies.duties import duties_of


@pytest.mark.requirement("RQ171")
@pytest.mark.parametrize(
    ("text", "kind", "to", "by"),
    [
        ("台账要于2024年3月前报区司法局备案。", "file", ("区司法局",), "2024年3月前"),
        ("并于2024年6月底前将情况报送区司法局汇总。", "report", ("区司法局",), "2024年6月底前"),
        ("将专项监督情况向区政府报告。", "report", ("区政府",), ""),
        (
            "于每年1月31日前公开,并报本级政府和上级主管部门。",
            "report",
            ("本级政府", "上级主管部门"),
            "每年1月31日前",
        ),
        ("自印发之日起20日内,向省办公室提交纸质件。", "report", ("省办公室",), "自印发之日起20日内"),
        ("加强清单动态管理并及时向社会公开。", "publish", ("社会",), ""),
        ("决定信息应当在3个工作日内主动公开。", "publish", ("社会",), "3个工作日内"),
    ],
)
def test_a_duty_names_receiver_and_day(text: str, kind: str, to: tuple[str, ...], by: str) -> None:
    found = [duty for duty in duties_of(text) if duty.to == to]
    assert [(duty.kind, duty.by) for duty in found] == [(kind, by)]


@pytest.mark.parametrize(
    "text",
    [
        "积极受理投诉举报。",
        "推进行政执法信息公开制度。",
        "建立行政执法公示制度。",
        "落实公开征求意见制度。",
        "申报材料齐全。",
    ],
)
def test_words_that_only_name_a_system_are_no_duties(text: str) -> None:
    assert duties_of(text) == ()


@pytest.mark.parametrize(
    "text", ["公开查处一批典型案件。", "公示工作应当规范。", "通过公开招标方式确定。", "问题线索公开处理。"]
)
def test_what_is_done_in_public_is_no_duty_to_publish(text: str) -> None:
    assert duties_of(text) == ()


def test_the_place_of_publishing_is_one_and_a_report_is_written_to_somebody() -> None:
    (published,) = duties_of("在市、县两级政府网站公布。")
    assert published.to == ("市、县两级政府网站",)
    (report,) = duties_of("向市政府写出专题报告。")
    assert report.to == ("市政府",)


def test_an_office_that_is_a_room_and_an_explanation_behind_it() -> None:
    (duty,) = duties_of("将名单报市政府督查室（样式见附表1）。")
    assert (duty.kind, duty.to) == ("report", ("市政府督查室",))


@pytest.mark.parametrize(
    ("text", "kind", "to"),
    [
        ("重要线索随时报告。", "report", ()),
        ("工作进展每月报送一次。", "report", ()),
        ("及时报告推进中的困难和问题。", "report", ()),
        ("按时报送各项成果。", "report", ()),
        ("向市安委办上报隐患清单。", "report", ("市安委办",)),
        ("将排班表交办公室备案。", "file", ("办公室",)),
        ("发现险情,报告镇防汛指挥部。", "report", ()),
        ("报送市及区县、开发区司法行政部门。", "report", ("市及区县、开发区司法行政部门",)),
        ("于6月底前向社会公告。", "publish", ("社会",)),
        ("设立并公开举报电话。", "publish", ("社会",)),
        ("通报备案审查工作情况。", "notify", ()),
        ("报送上月进展情况（见附件2）。", "report", ()),
        ("将确认的事项统一公布。", "publish", ("社会",)),
        ("在本单位办公场所进行公示。", "publish", ("本单位办公场所",)),
        ("并通报领导小组各成员单位。", "notify", ()),
        ("抄送市政府办公室和《方案》各牵头单位。", "notify", ("市政府办公室",)),
    ],
)
def test_a_duty_in_other_words(text: str, kind: str, to: tuple[str, ...]) -> None:
    found = duties_of(text)
    assert [duty.kind for duty in found] == [kind]
    assert not to or found[0].to == to


@pytest.mark.parametrize(
    "text",
    [
        "未向社会公布的，不得作为依据。",
        "在起草、审查、公布等环节征求意见。",
        "公布阶段（9月）。",
        "发布时间：2024年5月6日",
        "建立信息报送平台。",
        "本办法所称文件，是指制定并公开发布的公文。",
        "公开信息实用性不断增强。",
        "健全情况通报和联席会议制度。",
        "文件发布后15日内完成解读。",
        "及时调整公示内容。",
        "需要提交的全部材料目录。",
        "面向社会公开征集立法项目。",
    ],
)
def test_what_only_names_or_tells_is_no_duty(text: str) -> None:
    assert duties_of(text) == ()


def test_a_report_in_good_time_has_no_day_of_another_clause() -> None:
    first, second = duties_of("每月5日前报送市安委办，重大情况及时报送市应急局。")
    assert (first.by, second.by) == ("每月5日前", "")


def test_a_bulletin_is_no_verb() -> None:
    (duty,) = duties_of("将快报数据报市统计局。")
    assert duty.to == ("市统计局",)
