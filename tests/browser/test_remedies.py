"""The agency answers for its decisions: a reconsideration that revokes one, a law suit that upholds one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from .case import IDENTITY, NAME, day
from .clerk import Find, Pick
from .conftest import Town
from .office import HANDLERS, Desks, beside, choose, refused

pytestmark = pytest.mark.browser
PENALTY = "云城罚决〔2026〕7号"


def test_a_reconsideration_revokes_a_penalty_and_is_followed(town: Town, work: Callable[[], None]) -> None:
    desks = Desks(town)
    handler = desks["handler"]
    choose(handler, "收到行政复议申请")
    expect(handler.page.get_by_label("行政复议机关")).to_have_value("云州市人民政府")
    handler.fill_in(
        contested() | {"收到申请书（副本）之日": day(-20), "收到的途径": Pick("行政复议机构发送申请书副本")}
    )
    handler.fill_in(
        {"被申请（被诉）行政行为的种类": Pick("行政许可决定"), "收到的途径": Pick("申请人通过本机关提交申请")}
    )
    refused(
        handler,
        "收到的途径",
        "才可以通过本机关提交",
        {"行政复议请求和理由": contested()["行政复议请求和理由"]},
    )
    handler.fill_in({"收到的途径": Pick("行政复议机构发送申请书副本")})
    handler.fill_in({"被申请（被诉）行政行为的种类": Pick("行政处罚决定")})
    handler.submit()
    desks.stay(handler)
    handler.start("提出书面答复")
    handler.fill_in(answer() | {"提交日期": day(-15)})
    refused(handler, "作出行政行为的证据", "将视为没有证据", {"委托代理人": "王芳"})
    handler.fill("作出行政行为的证据", exhibits())
    handler.submit()
    desks["agency_head"].approve("提出书面答复")
    work()
    words = desks.words("行政复议答复书")
    for said in ("云城复答〔", "云州市人民政府", NAME, "焚烧塑料事实清楚"):
        assert said in words, (said, words)
    assert "现场照片" in desks.words("证据清单")
    assert "王芳" in desks.words("授权委托书")
    heard = {"举行日期": day(-8), "地点": "市司法局听证室", "参加的负责人": "刘强", "负责人职务": "局长"}
    desks.do("参加听证", heard | {"主要情况": "双方陈述、质证。"})
    desks.do("收到复议决定", decided())
    expect(handler.page.get_by_role("main")).to_contain_text("撤回公开")
    withdrawn = {"撤回公开的日期": day(), "撤回的公开渠道": "行政执法公示平台"}
    desks.do("登记撤回公开", withdrawn | {"公开说明的理由": "行政复议决定撤销原处罚决定。"})
    handler.tab("概览")
    handler.shoot("reconsideration")
    closing = {"办结理由": Pick("没有需要履行的内容"), "处理结果": "复议机关撤销处罚决定，已退还罚款。"}
    desks.do("办结", closing | {"原案的处理情况": "原案已登记撤销。"}, "unit_head")
    work()
    desks.archive()


def test_a_law_suit_is_answered_and_dismissed(town: Town, work: Callable[[], None]) -> None:
    desks = Desks(town)
    desks.open("收到起诉状副本", complaint())
    handler = desks["handler"]
    desks.do("答辩和举证", answer() | {"提交日期": day(-50), "作出行政行为的证据": exhibits()}, "agency_head")
    work()
    words = desks.words("行政诉讼答辩状")
    assert "云州市云山区人民法院" in words and "焚烧塑料事实清楚" in words, words
    handler.start("出庭应诉")
    handler.fill_in({"举行日期": day(-30), "地点": "云山区人民法院第三法庭", "主要情况": "双方陈述、辩论。"})
    refused(handler, "负责人不能参加的理由", "不能参加的，须说明理由", {"地点": "云山区人民法院第三法庭"})
    handler.fill_in(
        {"负责人不能参加的理由": "参加防汛抢险。", "委托参加的工作人员": "王芳", "工作人员职务": "科长"}
    )
    handler.submit()
    desks.do("收到裁判", judgment())
    handler.start("裁判生效")
    expect(beside(handler, "生效裁判的结果")).to_contain_text("驳回")
    handler.fill("生效日期", day(-15))
    refused(handler, "生效日期", "期满前一审裁判不生效", {"生效日期": day(-15)})
    handler.fill("生效日期", day())
    handler.submit()
    handler.tab("概览")
    handler.shoot("litigation")
    closing = {"办结理由": Pick("没有需要履行的内容"), "处理结果": "法院驳回原告的诉讼请求。"}
    desks.do("办结", closing, "unit_head")
    work()
    desks.archive()


def contested() -> dict[str, Any]:
    return {
        "案由": "孙小明不服罚款决定申请行政复议",
        "申请人（原告）": [{"当事人": Find(IDENTITY, NAME), "身份": Pick("当事人")}],
        "承办人": HANDLERS,
        "被申请（被诉）行政行为的种类": Pick("行政处罚决定"),
        "决定书文号": PENALTY,
        "决定日期": day(-40),
        "决定信息已向社会公开": True,
        "行政复议请求和理由": "请求撤销罚款决定，认为事实不清。",
    }


def complaint() -> dict[str, Any]:
    given = contested()
    given["诉讼请求和理由"] = given.pop("行政复议请求和理由")
    given |= {"案由": "孙小明诉罚款决定案", "决定日期": day(-90), "法院案号": "（2026）云行初12号"}
    return given | {"收到起诉状副本之日": day(-60), "是否经过行政复议": Pick("未经行政复议")}


def answer() -> dict[str, Any]:
    return {
        "作出行政行为认定的事实": "孙小明焚烧塑料事实清楚。",
        "作出行政行为的程序": "立案、调查、告知、决定、送达均依法进行。",
        "依据": "《中华人民共和国行政处罚法》第五十七条",
        "对请求和理由的意见": "请求不能成立，应当维持。",
        "已附作出行政行为的全部证据、依据和其他有关材料": True,
        "委托代理人": "王芳",
        "代理权限": "一般代理",
    }


def exhibits() -> list[dict[str, Any]]:
    return [
        {
            "证据种类": Pick("书证"),
            "证据名称": "现场照片",
            "来源（提供人或者制作人）": "张伟",
            "收集日期": day(-95),
            "证明对象": "焚烧的地点和残留物",
        }
    ]


def decided() -> dict[str, Any]:
    return {
        "文书文号": "云政复决〔2026〕21号",
        "作出日期": day(-2),
        "本机关收到之日": day(-1),
        "结果": Pick("撤销或者部分撤销行政行为"),
        "对原行政行为的效力": Pick("行政行为已被撤销"),
        "主文": "撤销云城罚决〔2026〕7号行政处罚决定。",
    }


def judgment() -> dict[str, Any]:
    return {
        "文书文号": "（2026）云行初12号",
        "作出日期": day(-22),
        "本机关收到之日": day(-20),
        "结果": Pick("驳回请求"),
        "对原行政行为的效力": Pick("行政行为继续有效"),
        "主文": "驳回原告的诉讼请求。",
        "审级": Pick("一审"),
        "文书种类": Pick("判决"),
    }
