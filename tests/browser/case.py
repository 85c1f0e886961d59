"""What is typed into each form of one ordinary case: somebody burns plastic by the river."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from .clerk import Find, Pick, Tick

VIOLATION = Pick("YZ-CG-010")
TIER = "个人情节较轻"
FINE = "500.00"
NAME = "孙小明"
IDENTITY = "11010519491231002X"
ADDRESS = "云州市云山区和平里5号"
CODE = "《中华人民共和国生态环境法典》"


def day(offset: int = 0) -> str:
    """ISO date of today plus so many days, in Shanghai."""
    return f"{_now() + timedelta(days=offset):%Y-%m-%d}"


def minute(offset: int) -> str:
    """A date and time some minutes from now, as the input has it."""
    return f"{_now() + timedelta(minutes=offset):%Y-%m-%dT%H:%M}"


def _now() -> datetime:
    return datetime.now(ZoneInfo("Asia/Shanghai"))


def clue() -> dict[str, Any]:
    return {
        "线索来源": Pick("监督检查发现"),
        "发现或者收到之日": day(-2),
        "案由": "涉嫌在人口集中地区焚烧塑料",
        "线索内容": "巡查发现有人在云山河边焚烧废塑料。",
        "当事人": [{"当事人": Find(IDENTITY, NAME), "身份": Pick("当事人")}],
        "涉嫌违法行为（裁量基准编码）": VIOLATION,
        "违法行为发生地": "云山河东岸",
        "办理时间": minute(-2 * 24 * 60),
    }


def check() -> dict[str, Any]:
    return {
        "核查日期": day(-1),
        "核查情况": "现场有焚烧残留物，监控显示为孙小明焚烧。",
        "核查结论": Pick("建议立案"),
        "理由": "有初步证据证明存在违法事实。",
        "办理时间": minute(-24 * 60),
    }


def filing(conduct: str) -> dict[str, Any]:
    return {
        "案由": "在人口集中地区焚烧塑料案",
        "涉嫌违法行为的简要情况": conduct,
        "违法行为发生之日": day(-2),
        "违法行为被发现之日": day(-2),
        "涉嫌违反的规定": f"{CODE}关于禁止在人口集中地区焚烧塑料的规定",
        "办案人员": Tick(("张伟", "王芳")),
        "立案理由": "违法事实初步成立，属于本机关管辖，建议立案。",
    }


def identity() -> dict[str, Any]:
    return {
        "向谁出示": NAME,
        "出示时间": minute(-60),
        "地点": ADDRESS,
        "已告知陈述、申辩和申请回避的权利": True,
    }


def questioning() -> dict[str, Any]:
    return {
        "地点": ADDRESS,
        "开始时间": minute(-50),
        "结束时间": minute(-20),
        "已出示执法证件": True,
        "已告知陈述、申辩和申请回避的权利": True,
        "签名情况": Pick("已核对并签名或者盖章"),
        "被询问人": NAME,
        "被询问人身份": Pick("当事人"),
        "被询问人证件号码": IDENTITY,
        "询问内容": [
            {"问": "请说明焚烧废塑料的经过。", "答": "图省事，在河边烧了约二十公斤废塑料。"},
            {"问": "是否已经清理？", "答": "已经全部清理。"},
        ],
    }


def evidence(photo: Any) -> dict[str, Any]:
    return {
        "证据": [
            {
                "证据种类": Pick("书证"),
                "证据名称": "现场照片",
                "来源（提供人或者制作人）": "张伟",
                "收集日期": day(),
                "证明对象": "焚烧的地点和残留物",
                "文件": photo,
            },
            {
                "证据种类": Pick("当事人的陈述"),
                "证据名称": "孙小明的陈述",
                "来源（提供人或者制作人）": "王芳",
                "收集日期": day(),
                "证明对象": "焚烧经过",
            },
        ]
    }


def correction() -> dict[str, Any]:
    return {
        "违法行为": "在人口集中地区焚烧塑料",
        "违反的规定": f"{CODE}关于禁止在人口集中地区焚烧塑料的规定",
        "责令改正的依据": "《中华人民共和国行政处罚法》第二十八条第一款",
        "改正内容和要求": "立即停止焚烧，清理现场。",
        "立即改正": True,
    }


def content() -> dict[str, Any]:
    """What report, notice and decision share."""
    return {
        "违法行为（裁量基准编码）": VIOLATION,
        "违法事实": f"{NAME}（身份证号{IDENTITY}，电话13900001234）在云山河边焚烧废塑料约二十公斤。",
        "违法行为发生之日": day(-2),
        "证据": "现场照片、孙小明的陈述，证明焚烧的时间、数量和经过。",
        "违反的规定": f"{CODE}关于禁止在人口集中地区焚烧塑料的规定",
        "处理依据": f"{CODE}第一千一百三十一条第三款",
        "处罚种类": Tick(("罚款",)),
        "罚款数额": FINE,
        "裁量阶次": TIER,
        "裁量理由": "当事人系初次违法，已及时清理，适用较轻阶次。",
    }


def report() -> dict[str, Any]:
    return content() | {
        "案件来源和调查经过": "巡查发现后立案调查，依法询问当事人并拍照取证。",
        "处理建议": Pick("给予行政处罚"),
        "当事人已经改正": True,
        "处理意见及理由": "建议处以罚款五百元。",
    }


def review_request() -> dict[str, Any]:
    return {
        "送审情形": Tick(("本机关规定或者认为需要审核",)),
        "送审材料": "全部案卷材料",
        "承办机构处理意见": "建议处以罚款。",
    }


def review() -> dict[str, Any]:
    items = (
        "执法主体、法定权限和人员资格", "当事人基本情况", "事实和证据", "定性，是否涉嫌犯罪需要移送", "适用依据",
        "程序", "裁量基准的适用", "文书是否完备、规范",
    )  # fmt: skip
    return dict.fromkeys(items, "符合规定") | {
        "审核意见": Pick("同意"),
        "理由": "事实清楚，证据充分，程序合法。",
    }


def notice() -> dict[str, Any]:
    return content() | {
        "告知陈述、申辩的权利": True,
        "联系人和电话": "张伟 0990-1234567",
        "联系地址": "云州市中山路1号",
    }


def service() -> dict[str, Any]:
    return {
        "送达方式": Pick("直接送达"),
        "送达日期": day(),
        "收件人": NAME,
        "收件人身份": Pick("受送达人本人"),
        "送达地点": ADDRESS,
        "收件人已在送达回证上签收": True,
    }


def waiver() -> dict[str, Any]:
    return {
        "放弃日期": day(),
        "当事人的明确表示": "本人无异议，放弃陈述和申辩。",
        "当事人已签名或者盖章": True,
    }


def question_to_the_heads() -> dict[str, Any]:
    return {
        "讨论事项": Pick("处理决定"),
        "案件情况汇报": "承办人汇报案情。",
        "承办机构处理意见": "建议处以罚款五百元。",
    }


def deliberation() -> dict[str, Any]:
    def member(name: str) -> dict[str, Any]:
        said = {"意见": Pick("同意"), "意见和理由": "同意承办机构意见。"}
        return {"参加讨论的负责人": Pick(name), "职务": "负责人"} | said

    return {
        "讨论事项": Pick("处理决定"),
        "开始时间": minute(-15),
        "结束时间": minute(-5),
        "地点": "三楼会议室",
        "主持人": Pick("刘强"),
        "参加讨论的负责人及意见": [member("刘强"), member("陈静")],
        "记录人": "王芳",
        "案件情况汇报": "承办人汇报案情。",
        "讨论决定的处理": Pick("给予行政处罚"),
        "讨论决定的罚款数额": FINE,
        "结论性意见": "一致同意处以罚款五百元。",
        "主持人、参加讨论的负责人和记录人已签名": True,
    }


def decision() -> dict[str, Any]:
    return content() | {
        "当事人姓名或者名称": NAME,
        "证件号码或者统一社会信用代码": IDENTITY,
        "当事人地址": ADDRESS,
        "履行方式和期限": "自收到本决定书之日起十五日内缴至指定银行；逾期每日按罚款数额的百分之三加处罚款。",
        "行政复议机关": "云州市人民政府",
        "管辖法院": "云州市云山区人民法院",
        "申请行政复议、提起行政诉讼的途径和期限": "六十日内申请行政复议，或者六个月内提起行政诉讼。",
        "作出决定的行政机关": "云州市城市管理综合执法局",
        "作出决定的日期": day(),
    }


def payment() -> dict[str, Any]:
    return {
        "缴纳日期": day(),
        "罚款数额": FINE,
        "缴纳方式": Pick("指定银行"),
        "票据号码": "云财 0001234",
        "缴款人": NAME,
    }


def correction_check() -> dict[str, Any]:
    return {"复查日期": day(), "已经改正": True, "复查情况": "现场已清理干净，没有再焚烧。"}


def closing() -> dict[str, Any]:
    return {
        "结案理由": Pick("行政处罚决定执行完毕"),
        "处理结果": "罚款五百元。",
        "执行情况": "罚款已缴清，违法行为已改正。",
    }


def archiving() -> dict[str, Any]:
    return {"档号": "2026-处罚-0001", "保管期限": Pick("10年"), "已核对卷内目录，材料齐全": True}
