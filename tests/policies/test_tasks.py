"""Which items are tasks, with their numbers as printed, their titles, and where they end."""

from __future__ import annotations

from datetime import date

import pytest

from policies import papers
from yifa.policies.document import Task
from yifa.policies.parse import parse_text
from yifa.policies.tasks import no_task


def tasks(text: str) -> tuple[Task, ...]:
    return parse_text(text).documents[0].tasks


@pytest.mark.requirement("RQ171")
def test_the_lowest_items_of_the_parts_about_tasks() -> None:
    assert [(t.no, t.title, t.path) for t in tasks(papers.PLAN)] == [
        ("1", "公布检查主体", ("二、重点任务", "（一）清理检查事项")),
        ("2", "压减检查频次", ("二、重点任务", "（一）清理检查事项")),
        ("3", "推行“扫码入企”", ("二、重点任务", "（二）创新检查方式")),
        ("4", "开展联合检查", ("二、重点任务", "（二）创新检查方式")),
        ("（一）", "强化统筹", ("三、保障措施",)),
        ("（二）", "严格考核", ("三、保障措施",)),
    ]


def test_a_task_is_its_whole_text_with_its_units_and_its_list() -> None:
    found = tasks(papers.PLAN)
    assert found[0].text.startswith("1．公布检查主体。") and found[0].text.endswith("按职责分工负责）")
    assert found[2].unit_names("cooperating") == ["省市场监管局", "省数据局"]
    assert found[3].text.endswith("（3）上级交办的检查。")
    reading = parse_text(papers.PLAN)
    for task in reading.documents[0].tasks:
        assert reading.text[slice(*task.span)] == task.text
        for mention in (*task.units, *task.dates, *task.targets, *task.duties):
            assert task.span[0] <= mention.span[0] < mention.span[1] <= task.span[1]


def test_units_and_times_on_lines_of_their_own_belong_to_the_item_above() -> None:
    first, second, third = tasks(papers.POINTS)
    assert first.unit_names("lead") == ["市司法局"]
    assert first.unit_names("responsible") == ["市级各行政执法部门", "各县（市、区）人民政府"]
    assert second.unit_names("cooperating") == ["市委编办", "市财政局"]
    assert third.text.endswith("责任单位：市司法局")  # the signature is no part of the last one


@pytest.mark.parametrize(
    "title",
    ["指导思想", "总体要求", "工作目标", "目标要求", "基本原则", "重要意义", "指导思想和总体目标", "背景", "附则",
     "进一步增强对推进服务型行政执法建设重要性紧迫性的认识", "充分认识改革的重大意义"],
)  # fmt: skip
def test_parts_that_say_why_and_what_for_hold_no_tasks(title: str) -> None:
    assert no_task(title)
    text = f"某市工作方案\n一、{title}\n（一）各部门要落实。\n二、主要任务\n（一）公布清单。"
    assert [t.title for t in tasks(text)] == ["公布清单"]


@pytest.mark.parametrize(
    "title",
    [
        "工作任务",
        "主要任务",
        "重点工作",
        "工作措施",
        "保障措施",
        "组织保障",
        "工作要求",
        "目标任务",
        "提高认识，加强领导",
        "实施步骤",
    ],
)
def test_parts_that_say_what_to_do_hold_tasks(title: str) -> None:
    assert not no_task(title)


def test_dates_of_the_parts_that_are_no_tasks_are_dates_of_the_document() -> None:
    document = parse_text(papers.PLAN).documents[0]
    assert [d.text for d in document.dates] == ["到2025年底", "到2026年底"]


def test_items_that_open_with_a_spoken_number_are_tasks_at_the_head_of_a_line_only() -> None:
    text = "某市工作方案\n一、组织保障\n一是加强领导。成立领导小组。\n二是强化培训。一是集中学习。二是以考促学。\n"
    assert [(t.no, t.title) for t in tasks(text)] == [("一是", "加强领导"), ("二是", "强化培训")]


def test_items_without_a_number_for_tasks_below_are_the_tasks_themselves() -> None:
    text = (
        "某市工作安排\n一、抓好学习\n各单位要认真学习。\n二、抓好培训\n（一）集中培训。\n（二）网上培训。\n"
    )
    assert [(t.no, t.title) for t in tasks(text)] == [
        ("一", "抓好学习"),
        ("（一）", "集中培训"),
        ("（二）", "网上培训"),
    ]


def test_a_skipped_number_is_kept_as_printed_and_told() -> None:
    text = "某市任务分解方案\n" + "\n".join(f"{n}.落实第{n}项制度。(责任单位:市司法局)" for n in (1, 2, 4, 5))
    reading = parse_text(text)
    assert [t.no for t in reading.documents[0].tasks] == ["1", "2", "4", "5"]
    assert reading.problems == ("编号3没有印出：“2”之后是“4”",)


def test_what_speaks_of_the_whole_document_ends_the_last_task() -> None:
    text = (
        "某市工作方案\n一、任务\n（一）加强督导。按季通报。\n市直各单位要于6月底前报送方案。\n"
        "本方案自2024年5月1日起施行。\n附件：某表\n"
    )
    (task,) = tasks(text)
    assert task.text == "（一）加强督导。按季通报。\n市直各单位要于6月底前报送方案。"
    assert [d.kind for d in parse_text(text).documents[0].dates] == ["in_force"]


def test_articles_of_a_rule_are_tasks_outside_its_general_and_final_chapters() -> None:
    assert [t.no for t in tasks(papers.RULES)] == ["第三条", "第四条"]


def test_rows_of_a_table_are_tasks_and_a_blank_cell_stands_for_the_one_above() -> None:
    text = papers.TABLE_TITLE + "\n" + "\n".join("\t".join(row) for row in papers.TABLE)
    first, second, third = tasks(text)
    assert (second.no, second.path) == ("2", ("规范执法程序",))
    assert [str(t.value) for t in second.targets] == ["60"]
    assert third.unit_names("lead") == ["市数据局"]
    assert [d.end.isoformat() for d in third.dates if d.end] == ["2025-06-30"]


def test_a_table_without_a_column_for_units_or_time_holds_no_tasks() -> None:
    assert tasks("某市工作方案\n姓名\t职务\t工作内容\n张某\t局长\t主持工作\n") == ()


def test_a_document_without_tasks_says_so() -> None:
    reading = parse_text(papers.NO_TASKS)
    assert reading.documents[0].tasks == ()
    assert reading.documents[0].title == "关于表扬2023年度行政执法先进集体的通报"
    assert any("没有读到任务" in problem for problem in reading.problems)


def test_dates_that_do_not_exist_or_contradict_each_other_are_told() -> None:
    assert parse_text(papers.ASSIGNMENT).problems == (
        "任务“（一）”的日期“2022年6月31日前”不存在，请核对",
        "任务“（二）”有两个不同的期限：“2022年10月底前”与“2022年5月底前”，请核对",
        "任务“（一）”的期间“自2022年9月1日起至2022年7月31日”结束早于开始，请核对",
    )


def test_what_was_not_understood_is_listed_with_its_place() -> None:
    text = (
        "某市工作方案\n一、任务\n各单位应当先行自查。\n（一）规范窗口。设立第三类窗口，收费标准为每件1.5元。\n"
        "（二）健全机制。（牵头单位）\n"
    )
    reading = parse_text(text)
    found = {n.text: n.why for n in reading.documents[0].not_understood}
    assert found["各单位应当先行自查。"] == "提出了要求，但不在任何一项任务里"
    assert found["（牵头单位）"] == "像是责任单位，没有读出"
    for missed in reading.documents[0].not_understood:
        assert reading.text[slice(*missed.span)].strip() == missed.text


def test_a_text_that_has_lost_its_line_breaks_is_cut_at_its_items() -> None:
    whole = papers.PLAN.replace("　　", "")
    long = whole.replace("切实减轻企业负担。", "切实减轻企业负担。" * 200).replace("\n", "")
    assert "\n" not in long
    assert [t.no for t in tasks(long)][:3] == ["1", "2", "3"]
    assert tasks(long)[0].unit_names("lead") == ["省司法厅"]


def test_items_named_as_tasks_and_items_that_count_aloud() -> None:
    text = (
        "某市行动方案\n一、重点任务\n任务一：提升能力\n1.组织轮训。\n任务二：规范执法\n"
        "第一，清理清单。\n第二，公布清单。\n"
    )
    assert [(t.no, t.path[-1]) for t in tasks(text)] == [
        ("1", "任务一：提升能力"), ("第一", "任务二：规范执法"), ("第二", "任务二：规范执法"),
    ]  # fmt: skip


def test_a_table_of_bars_is_a_table() -> None:
    text = (
        "抽查事项分工表\n| 序号 | 抽查事项 | 牵头部门 | 配合部门 | 时间 |\n| --- | --- | --- | --- | --- |\n"
        "| 1 | 食品安全抽查 | 市市场监管局 | 市公安局、市农业农村局 | 2024年9月 |\n"
    )
    (task,) = tasks(text)
    assert (task.no, task.title, task.unit_names("lead")) == ("1", "食品安全抽查", ["市市场监管局"])
    assert task.unit_names("cooperating") == ["市公安局", "市农业农村局"]
    assert [d.end.isoformat() for d in task.dates if d.end] == ["2024-09-30"]


def test_numbers_without_a_sign_are_marks_beside_their_neighbours() -> None:
    text = (
        "某市工作要点\n三、严格监督\n8健全评查制度。每年评查不少于2次。\n责任单位：市司法局\n"
        "9完善投诉制度。\n责任单位：市数据局\n10 规范统计制度。\n12个县要参照执行。\n"
    )
    found = tasks(text)
    assert [(t.no, t.title) for t in found] == [
        ("8", "健全评查制度"),
        ("9", "完善投诉制度"),
        ("10", "规范统计制度"),
    ]
    assert found[1].unit_names("responsible") == ["市数据局"]


def test_items_whose_lines_were_joined_with_blanks_are_told_apart() -> None:
    text = (
        "某市整治方案\n二、主要任务 (一)公布清单 各部门要于2031年3月底前公布检查事项清单,接受社会监督,并及时调整。"
        "(市司法局牵头) "
        "(二)开展评查 各部门要于2031年9月底前完成评查,形成问题台账,逐项整改到位,不得拖延推诿。 三、时间安排 "
        "(一)部署阶段(3月) 印发方案,明确任务分工,建立工作台账,开展业务培训。 "
        "(二)检查阶段(4月-8月) 组织交叉检查,通报典型案例,督促整改落实。\n"
    )
    found = tasks(text)
    assert [(t.no, t.title) for t in found] == [
        ("(一)", "公布清单"),
        ("(二)", "开展评查"),
        ("(一)", "部署阶段(3月)"),
        ("(二)", "检查阶段(4月-8月)"),
    ]
    assert [d.text for d in found[3].dates] == ["4月-8月"]


def test_stages_are_tasks() -> None:
    text = (
        "某市整治方案\n三、实施步骤\n第一阶段：部署（2031年3月）。印发方案。\n第二阶段（2031年4月至9月）：检查。组织交叉检查。\n"
        "第三阶段：总结。10月底前报送总结。\n"
    )
    assert [(t.no, [d.text for d in t.dates]) for t in tasks(text)] == [
        ("第一阶段", ["2031年3月"]),
        ("第二阶段", ["2031年4月至9月"]),
        ("第三阶段", ["10月底前"]),
    ]


def test_spoken_numbers_behind_the_words_of_an_item_belong_to_it() -> None:
    text = (
        "某市意见\n一、规范公示\n（一）落实公示制度。\n各单位要规范公示内容。\n一是事前公示。\n及时更新信息。\n"
        "二是事后公示。\n决定应在7个工作日内公布。\n"
    )
    (task,) = tasks(text)
    assert (task.no, [d.text for d in task.dates]) == ("（一）", ["7个工作日内"])


def test_a_list_of_laws_is_no_list_of_tasks() -> None:
    text = (
        "某局培训计划\n二、培训内容\n（一）共同课程\n1.中华人民共和国行政处罚法\n2.中华人民共和国行政强制法\n"
        "3.《某省行政执法监督条例》\n（二）专业课程\n1.开展案例教学。\n2.开展文书制作训练。\n"
    )
    assert [(t.no, t.title) for t in tasks(text)] == [
        ("（一）", "共同课程"),
        ("1", "开展案例教学"),
        ("2", "开展文书制作训练"),
    ]


def test_a_heading_charges_the_tasks_below_that_name_nobody() -> None:
    text = (
        "某市工作安排\n一、制度建设（牵头单位：市司法局）\n1.修订办法。\n2.清理文件。（责任单位：市数据局）\n"
        "二、队伍建设\n1.开展培训。\n"
    )
    found = tasks(text)
    assert [[(u.name, u.role) for u in t.units] for t in found] == [
        [("市司法局", "lead")],
        [("市数据局", "responsible")],
        [],
    ]
    (unit,) = found[0].units
    assert parse_text(text).text[slice(*unit.span)] == "市司法局"


def test_a_table_between_bars_with_merged_cells_left_out() -> None:
    text = (
        "某中心公开工作要点\n重点任务 | 具体要求 | 责任部门 |\n一、规范公开内容 | 1.公开预算决算。 | 财务科 |\n"
        "2.更新办事指南。 | 办公室牵头,各科室配合 | |\n二、强化解读 | 3.开展政策解读。 | 各科室 |\n"
    )
    found = tasks(text)
    assert [(t.no, t.title, t.path) for t in found] == [
        ("1", "公开预算决算", ("一、规范公开内容",)),
        ("2", "更新办事指南", ("一、规范公开内容",)),
        ("3", "开展政策解读", ("二、强化解读",)),
    ]
    assert (found[1].unit_names("lead"), found[1].unit_names("cooperating")) == (["办公室"], ["各科室"])


def test_a_group_between_the_rows_and_a_column_of_leaders() -> None:
    text = (
        "某市任务分解表\n序号\t工作任务\t责任领导\t责任单位\t完成时间\n一、规范检查\n1\t公布检查计划\t李某\t市司法局\t2031.3\n"
        "二、强化监督\n2\t开展案卷评查\t王某\t市数据局\t年底\n"
    )
    found = parse_text(text).documents[0].tasks
    assert [(t.no, t.path, t.unit_names("responsible")) for t in found] == [
        ("1", ("一、规范检查",), ["市司法局"]),
        ("2", ("二、强化监督",), ["市数据局"]),
    ]
    assert [d.end for d in found[0].dates] == [date(2031, 3, 31)]
    assert [d.month for d in found[1].dates] == [12]


@pytest.mark.parametrize("title", ["专项整治行动目标", "整治工作总体目标", "普法工作目标"])
def test_the_aim_of_a_campaign_is_no_task(title: str) -> None:
    assert no_task(title)


def test_what_a_covering_notice_asks_for_is_read() -> None:
    text = (
        "关于印发《某市检查规范年工作方案》的通知\n各县司法局：\n现将《某市检查规范年工作方案》印发给你们，请认真落实。\n"
        "一、制定方案。各县于2031年4月10日前将实施方案报市司法局备案。\n二、报送情况。每季度报送一次进展情况。\n某市司法局\n2031年3月1日\n"
        "某市检查规范年工作方案\n一、主要任务\n（一）公布清单。2031年6月底前公布。\n"
    )
    (document,) = parse_text(text).documents
    assert [(t.no, t.title) for t in document.tasks] == [
        ("一", "制定方案"),
        ("二", "报送情况"),
        ("（一）", "公布清单"),
    ]
    assert [d.to for d in document.tasks[0].duties] == [("市司法局",)]


def test_what_a_covering_notice_without_items_asks_for_is_of_the_document() -> None:
    text = (
        "各县安委会：\n现将《某市治本攻坚行动方案（2031—2033年）》印发你们，请抓好落实。各县要制定子方案，于2031年4月10日前报市安办备案。\n"
        "某市安全生产委员会\n2031年3月1日\n某市治本攻坚行动方案\n（2031—2033年）\n一、主要任务\n（一）排查隐患。每月排查一次。\n"
    )
    (document,) = parse_text(text).documents
    assert [d.text for d in document.dates] == ["2031年4月10日前"]
    assert [(d.kind, d.to) for d in document.duties] == [("file", ("市安办",))]
    assert [t.no for t in document.tasks] == ["（一）"]


def test_duties_listed_office_by_office_are_charged_to_that_office() -> None:
    text = (
        "某市清欠方案\n二、职责分工\n市人社局\n负责清欠工作。\n（一）建立预警机制。\n（二）完善诚信制度。\n市住建局\n（一）推行告示牌制度。\n"
        "三、工作要求\n（一）加强领导。\n"
    )
    found = tasks(text)
    assert [(t.title, t.unit_names("responsible")) for t in found] == [
        ("建立预警机制", ["市人社局"]),
        ("完善诚信制度", ["市人社局"]),
        ("推行告示牌制度", ["市住建局"]),
        ("加强领导", []),
    ]
    assert found[1].text == "（二）完善诚信制度。"


@pytest.mark.parametrize(
    ("item", "role", "names"),
    [
        ("（一）监察部门。负责监督检查，受理投诉举报。", "responsible", ["监察部门"]),
        ("（一）市司法局、市数据局：牵头建设平台，制定标准。", "lead", ["市司法局", "市数据局"]),
        ("（一）市财政局：配合做好经费保障。", "cooperating", ["市财政局"]),
        ("（一）加强领导。负责同志要亲自抓。", "responsible", []),
    ],
)
def test_an_item_that_says_what_an_office_does_is_charged_to_it(
    item: str, role: str, names: list[str]
) -> None:
    (task,) = tasks(f"某市方案\n二、职责分工\n{item}\n")
    assert [(u.name, u.role) for u in task.units] == [(name, role) for name in names]


def test_stages_marked_off_by_a_comma() -> None:
    text = (
        "某市行动通知\n三、时间安排\n分两个阶段进行。\n第一阶段，部署（3月1日-3月10日）。印发方案。\n"
        "第二阶段，检查（4月）。交叉检查。\n"
    )
    assert [(t.no, [d.text for d in t.dates]) for t in tasks(text)] == [
        ("第一阶段", ["3月1日-3月10日"]),
        ("第二阶段", ["4月"]),
    ]


def test_the_number_in_the_first_cell_and_two_times_in_one() -> None:
    text = (
        "某县民生实事登记表\n项目名称 | 工作任务 | 计划完成时间 | 牵头单位 |\n"
        "2.公园项目 | 新建口袋公园2处。 | 1.2031年8月 2.2031年12月 | 建设局 |\n"
        "在学校建设阳光厨房。 | 四月份 | 市场监管局 | |\n"
    )
    first, second = tasks(text)
    assert (first.no, first.unit_names("lead"), [d.kind for d in first.dates]) == (
        "2",
        ["建设局"],
        ["deadline"] * 2,
    )
    assert [str(t.value) for t in first.targets] == ["2"]
    assert (second.unit_names("lead"), [d.month for d in second.dates]) == (["市场监管局"], [4])


def test_a_heading_left_at_the_end_of_the_paragraph_before() -> None:
    text = (
        "某镇方案\n一、工作目标\n执法质量明显提升。 二、工作步骤\n（一）部署阶段。印发方案。\n"
        "（二）检查阶段。交叉检查。\n"
    )
    assert [(t.no, t.path) for t in tasks(text)] == [
        ("（一）", ("二、工作步骤",)),
        ("（二）", ("二、工作步骤",)),
    ]


def test_items_that_only_say_who_and_when_belong_to_the_item_above() -> None:
    text = (
        "某市实事方案\n一、改造农村学校食堂20所\n（一）责任领导：李某\n（二）责任单位：市教育局\n"
        "（三）协办单位：市财政局\n（四）项目内容：改造食堂20所。\n（五）完成时限：2031年内\n"
        "二、新建公厕\n（一）责任领导：王某\n（二）责任单位：市城管局\n（三）完成时限：2031年9月底\n"
    )
    first, second = tasks(text)
    assert (first.no, first.unit_names("responsible"), first.unit_names("cooperating")) == (
        "一",
        ["市教育局"],
        ["市财政局"],
    )
    assert (second.no, second.unit_names("responsible"), [d.month or d.end for d in second.dates]) == (
        "二",
        ["市城管局"],
        [date(2031, 9, 30)],
    )


def test_a_bracket_on_a_line_of_its_own_charges_all_items_before_it() -> None:
    text = (
        "某市责任分解\n1.完善预案\n（1）修订预案。\n（2）开展演练。\n（责任单位：市应急局、各县人民政府）\n"
        "2.健全机构\n（1）设立机构。（责任单位：市委编办）\n（2）配齐人员。\n（责任单位：市人社局）\n"
    )
    both = ["市应急局", "各县人民政府"]
    assert [t.unit_names("responsible") for t in tasks(text)] == [both, both, ["市委编办"], ["市人社局"]]


def test_the_office_an_item_speaks_of_first_is_charged_with_it() -> None:
    text = (
        "某县通知\n三、任务分工\n1.县公安局负责道路检查。\n2.县住建局、县城管局负责工地检查。\n"
        "3.强化各部门负责人的责任。\n"
    )
    assert [t.unit_names("responsible") for t in tasks(text)] == [["县公安局"], ["县住建局", "县城管局"], []]


def test_paragraphs_without_numbers_that_go_from_office_to_office() -> None:
    text = (
        "某区分工方案\n现将任务明确如下：\n区住建局负责总协调，督查污水设施建设。\n区农办要督查新社区建设。\n"
        "区城管局负责垃圾收运，处理率达到100%。\n"
    )
    found = tasks(text)
    assert [t.unit_names("responsible") for t in found] == [["区住建局"], ["区农办"], ["区城管局"]]
    assert [t.no for t in found] == ["", "", ""]
    assert tasks("某区通报\n区住建局负责总协调。\n其他单位按原分工执行。\n") == ()


def test_blanks_the_page_could_not_show_before_a_mark() -> None:
    text = (
        "某镇通知\n一、检查整改时间\n3月1日\n二、检查整改范围\n全镇\n三、分组\n??（一）第一组；\n责任单位：派出所\n"
        " ?（二）第二组；\n责任单位：工业办、供电所\n"
    )
    assert [(t.no, t.unit_names("responsible")) for t in tasks(text)] == [
        ("（一）", ["派出所"]),
        ("（二）", ["工业办", "供电所"]),
    ]


def test_the_heading_of_a_table_with_a_sentence_that_leads_over_is_no_task() -> None:
    text = (
        "某街道通知\n一、年度决策目录\n下列事项列入目录。\n序号 | 决策事项 | 决策实施单位 | 依据 | 完成时间 |\n"
        "1 | 体验馆建设 | 平安办公室 | 某办法 | 2031年12月 |\n二、要求\n（一）规范程序。按程序办理。\n"
    )
    assert [(t.no, t.title, t.unit_names("responsible")) for t in tasks(text)] == [
        ("1", "体验馆建设", ["平安办公室"]),
        ("（一）", "规范程序", []),
    ]


def test_state_and_situation_are_no_tasks() -> None:
    text = (
        "某区规划\n一、安全现状和面临的形势\n（一）近年来工作状况\n有进展。\n二、任务\n（一）摸清隐患现状\n"
        "逐户登记。\n"
    )
    assert [t.title for t in tasks(text)] == ["摸清隐患现状"]


def test_an_item_that_begins_with_a_year() -> None:
    text = "某县方案\n三、进度安排\n1.2031年9月底前制定方案。\n2.2031年11月底前编制目录，合格率达到2.5倍。\n"
    assert [(t.no, t.title) for t in tasks(text)] == [
        ("1", "2031年9月底前制定方案"),
        ("2", "2031年11月底前编制目录，合格率达到2.5倍"),
    ]


@pytest.mark.parametrize(
    "item",
    [
        "1.本方案由市司法局负责解释。",
        "1.市人民政府负责法制工作的部门组织检查。",
        "1.由市司法局负责同志带队。",
        "第五条 县级以上人民政府应当加强领导。",
    ],
)
def test_what_is_said_of_an_office_in_passing_charges_it_with_nothing(item: str) -> None:
    assert [t.units for t in tasks(f"某市方案\n一、任务\n{item}\n")] == [()]
