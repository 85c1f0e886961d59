"""What goes wrong in 云州市: violations of the shipped benchmarks with words for their papers and usual fines."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Violation:
    """`groups` are who commits it; `tier` is the benchmark's step for a first time; fines are whole yuan and, for
    ORDINARY, below what opens the right to a hearing.

    `duty` is the article that was broken under the law in force before the table of 2026, `topic` says the same in
    words where a newer law governs. `fact` completes "当事人…" and may use {place}. `income` is what was earned by it,
    `base` the value that the fine is a multiple of, both in whole yuan; `again` is (tier, low, high) for a second time.
    """

    code: str
    sector: str
    groups: tuple[str, ...]
    tier: str
    low: int
    high: int
    cause: str
    fact: str
    topic: str
    duty: str
    order: str
    again: tuple[str, int, int] | None = None
    kinds: tuple[str, ...] = ("fine",)
    goods: str = ""
    range_number: int | None = None
    income: int = 0
    base: int = 0


_AIR, _NOISE = "《中华人民共和国大气污染防治法》", "《中华人民共和国噪声污染防治法》"
_FOOD, _ROAD = "《中华人民共和国食品安全法》", "《中华人民共和国公路法》"

ORDINARY: tuple[Violation, ...] = (
    Violation(
        "YZ-CG-005", "urban", ("haul",), "情节较轻", 2000, 7000, "运输渣土车辆未密闭造成遗撒",
        "使用一辆自卸货车沿{place}运输渣土，车厢顶部未密闭，沿途遗撒约三十米", "运输散装物料防止遗撒",
        f"{_AIR}第七十条第一款", "立即清除遗撒的渣土，运输时全程密闭", ("情节较重", 7500, 14500),
    ),
    Violation(
        "YZ-CG-006", "urban", ("build",), "情节较轻", 10000, 36000, "施工工地未采取防尘降尘措施",
        "在{place}的施工工地有裸露土方约四百平方米未覆盖，出入口未冲洗车辆", "施工工地防尘降尘",
        f"{_AIR}第六十九条第三款", "覆盖裸露土方，设置并使用车辆冲洗设施", ("情节较重", 38000, 72000),
    ),
    Violation(
        "YZ-CG-007", "urban", ("eatery", "food"), "情节较轻", 5000, 18000, "餐饮油烟超标排放",
        "在{place}经营餐饮，油烟净化设施未开启，经检测排放浓度超过标准", "餐饮油烟防治",
        f"{_AIR}第八十一条第一款", "清洗并正常使用油烟净化设施，使油烟达标排放",
    ),
    Violation(
        "YZ-CG-009", "urban", ("person",), "情节较轻", 500, 500, "露天焚烧落叶产生烟尘",
        "在{place}旁空地点燃落叶和枯枝一堆，产生大量烟尘", "禁止露天焚烧",
        f"{_AIR}第七十七条", "立即扑灭明火并清理现场",
    ),
    Violation(
        "YZ-CG-011", "urban", ("build",), "情节较轻", 10000, 36000, "未取得证明夜间施工产生噪声",
        "于夜间二十三时许在{place}的工地浇筑混凝土，未取得夜间作业证明，周边为居民住宅", "夜间建筑施工",
        f"{_NOISE}第四十三条", "立即停止夜间施工，确需作业的依法取得证明并公告", ("情节较重", 38000, 72000),
    ),
    Violation(
        "YZ-CG-012", "urban", ("stall", "shop"), "情节较轻", 5000, 18000, "使用高音喇叭招揽顾客",
        "在{place}的店门外使用两只音箱循环播放促销广告，持续约两小时", "商业经营活动噪声",
        f"{_NOISE}第六十三条", "立即停止使用高音喇叭",
    ),
    Violation(
        "YZ-SJ-009", "market", ("shop", "food"), "情节较轻", 3000, 28000, "广告引证内容未表明出处",
        "在{place}的店堂和网店页面发布广告，使用“销量第一”等统计数据，未表明出处", "广告引证内容",
        "《中华人民共和国广告法》第十一条第二款", "停止发布违法广告",
    ),
    Violation(
        "YZ-SJ-014", "market", ("shop",), "情节较轻", 1000, 3000, "网店首页未公示营业执照信息",
        "在电子商务平台开设网店，首页未公示营业执照信息，经营地址为{place}", "电子商务经营者信息公示",
        "《中华人民共和国电子商务法》第十五条第一款", "在首页显著位置持续公示营业执照信息", ("情节较重", 3500, 6500),
    ),
    Violation(
        "YZ-SJ-003", "market", ("food", "eatery"), "情节较轻", 5000, 18000, "经营标签不符合规定的预包装食品",
        "在{place}销售自制糕点十八盒，外包装没有标明生产日期和保质期，货值金额九百元", "预包装食品标签",
        f"{_FOOD}第六十七条第一款", "停止销售标签不符合规定的食品", None,
        ("confiscate_goods", "confiscate_gains", "fine"), "标签不符合规定的糕点十八盒", 1, 600,
    ),
    Violation(
        "YZ-SJ-015", "market", ("shop",), "没有违法所得情形下的较轻情节", 20000, 90000, "对商品作引人误解的宣传",
        "在{place}推销床垫时宣称能够治疗疾病，已有七名消费者咨询，尚未成交", "商品宣传",
        "《中华人民共和国消费者权益保护法》第二十条第一款", "停止引人误解的宣传", range_number=2,
    ),
    Violation(
        "YZ-HJ-004", "eco", ("plant",), "情节较轻", 20000, 48000, "喷漆作业未在密闭空间进行",
        "在{place}的车间进行喷漆作业，车间大门敞开，废气收集设施未开启", "挥发性有机物废气防治",
        f"{_AIR}第四十五条", "在密闭空间作业，正常使用污染防治设施",
    ),
    Violation(
        "YZ-HJ-006", "eco", ("plant",), "情节较轻", 20000, 48000, "工业噪声超标排放",
        "在{place}的厂界夜间噪声超过排放标准三分贝", "工业噪声排放",
        f"{_NOISE}第三十六条第一款", "采取隔声措施，使厂界噪声达标",
    ),
    Violation(
        "YZ-HJ-005", "eco", ("garage",), "情节较轻", 2000, 4900, "汽车维修未正常使用废气处理装置",
        "在{place}从事汽车喷漆修补，废气处理装置的活性炭失效未更换，异味影响周边住户", "服务活动异味和废气防治",
        f"{_AIR}第八十四条", "更换活性炭，保持废气处理装置正常使用",
    ),
    Violation(
        "YZ-HJ-008", "eco", ("fuel",), "情节较轻", 20000, 48000, "加油站未正常使用油气回收装置",
        "在{place}经营加油站，三把加油枪的气液比不符合规定", "油气回收",
        f"{_AIR}第四十七条第二款", "检修油气回收装置并保持正常使用",
    ),
    Violation(
        "YZ-JT-002", "transport", ("build",), "情节较轻", 3000, 8500, "擅自挖掘公路",
        "在{place}附近路段埋设管线时擅自挖掘路面，面积约六平方米", "占用、挖掘公路",
        f"{_ROAD}第四十四条第一款", "停止挖掘，恢复公路原状",
    ),
    Violation(
        "YZ-JT-003", "transport", ("haul",), "情节较轻", 2000, 8500, "货车擅自超限行驶公路",
        "车辆行经{place}附近路段，经检测车货总质量超限百分之十八", "超限运输",
        f"{_ROAD}第五十条第一款", "卸载超限货物后方可行驶",
    ),
    Violation(
        "YZ-JT-005", "transport", ("shop", "food"), "情节较轻", 1000, 5500, "公路用地范围内设置广告牌",
        "在{place}附近公路用地范围内设置一块六平方米的广告牌，未经批准", "公路用地范围内设置标志",
        f"{_ROAD}第五十四条", "限期拆除广告牌", ("情节较重", 6500, 13500),
    ),
    Violation(
        "YZ-JT-006", "transport", ("stall", "eatery"), "情节较轻", 3000, 14000, "公路建筑控制区内搭建棚屋",
        "在{place}附近公路建筑控制区内搭建一间十二平方米的棚屋", "公路建筑控制区",
        f"{_ROAD}第五十六条第一款", "限期拆除棚屋",
    ),
)  # fmt: skip

# Large enough for a hearing, legal review and a discussion of the heads.
GRAVE: tuple[Violation, ...] = (
    Violation(
        "YZ-CG-003", "urban", ("build",), "情节较轻", 120000, 350000, "未及时清运建筑垃圾",
        "在{place}的工地堆存建筑垃圾约八十立方米，竣工后四十日未清运", "建筑垃圾清运",
        "《中华人民共和国固体废物污染环境防治法》第六十三条第二款", "清运全部建筑垃圾", None,
        ("fine", "confiscate_gains"), income=5000,
    ),
    Violation(
        "YZ-SJ-001", "market", ("food",), "货值较大情形下的较轻情节", 120000, 150000, "未取得食品经营许可从事餐饮服务",
        "在{place}未取得食品经营许可从事餐饮服务一个月，货值金额一万二千元，违法所得三千元", "食品经营许可",
        f"{_FOOD}第三十五条第一款", "停止无证经营", None,
        ("confiscate_gains", "confiscate_goods", "fine"), "用于违法经营的灶具一套、冰柜一台", 2, 3000, 12000,
    ),
    Violation(
        "YZ-HJ-001", "eco", ("plant",), "情节较轻", 100000, 350000, "超标排放大气污染物",
        "在{place}的锅炉排放口颗粒物浓度超过排放标准百分之三十，检查时立即停炉检修", "大气污染物排放标准",
        f"{_AIR}第十八条", "检修除尘设施，达标后方可运行",
    ),
)  # fmt: skip

# Small enough for the spot.
SPOT: tuple[Violation, ...] = (
    Violation(
        "YZ-CG-013", "urban", ("person",), "个人情节较轻", 200, 200, "广场健身音响音量过大经劝阻拒不改正",
        "在{place}广场组织健身活动，音响音量过大，经劝阻拒不改正", "公共场所噪声",
        f"{_NOISE}第六十四条第二款", "调低音响音量", None, ("warning", "fine"), range_number=1,
    ),
    Violation(
        "YZ-CG-014", "urban", ("person",), "个人情节较轻", 200, 200, "在限定时间以外装修经劝阻拒不改正",
        "在{place}住宅楼内中午十三时使用电钻装修，经劝阻拒不改正", "室内装修噪声",
        f"{_NOISE}第六十六条", "在限定的作业时间内装修", None, ("warning", "fine"), range_number=1,
    ),
    Violation(
        "YZ-SJ-014", "market", ("shop",), "情节较轻", 500, 2000, "网店首页未公示营业执照信息",
        "开设网店，首页未公示营业执照信息，经营地址为{place}", "电子商务经营者信息公示",
        "《中华人民共和国电子商务法》第十五条第一款", "在首页显著位置持续公示营业执照信息",
    ),
    Violation(
        "YZ-SJ-012", "market", ("food", "eatery"), "情节一般", 0, 0, "未主动提示消费者防止食品浪费",
        "在{place}经营餐饮，未张贴或者摆放反食品浪费标识，未作提示提醒", "反食品浪费提示",
        "《中华人民共和国反食品浪费法》第七条第一款第二项", "张贴反食品浪费标识并主动提示", None, ("warning",),
    ),
    Violation(
        "YZ-SJ-006", "market", ("food", "eatery"), "首次查处", 0, 0, "餐具使用前未消毒",
        "在{place}经营餐饮，三十只碗使用前未经消毒", "餐具消毒",
        f"{_FOOD}第五十六条第二款", "按规定清洗消毒餐具", None, ("warning",), range_number=1,
    ),
    Violation(
        "YZ-HJ-009", "eco", ("person",), "情节较轻", 100, 200, "在饮用水水源一级保护区内垂钓",
        "在{place}附近饮用水水源一级保护区内垂钓", "饮用水水源保护",
        "《中华人民共和国水污染防治法》第六十五条", "立即停止垂钓，离开一级保护区",
    ),
    Violation(
        "YZ-JT-001", "transport", ("person", "stall"), "情节较轻", 50, 200, "在公路用地范围内摆摊",
        "在{place}附近公路用地范围内摆摊卖水果，影响公路畅通", "公路用地范围内摆摊设点",
        f"{_ROAD}第四十六条", "立即收摊，清理路面",
    ),
    Violation(
        "YZ-JT-004", "transport", ("haul",), "情节较轻", 100, 200, "造成公路损坏未报告",
        "车辆在{place}附近路段撞坏护栏一处，驶离未报告", "公路损坏报告",
        f"{_ROAD}第五十三条", "补报损坏情况，配合修复",
    ),
)  # fmt: skip


def repeated(violation: Violation) -> Violation:
    """The same violation a second time within the look-back. Raises ValueError where the table has no such step."""
    if violation.again is None:
        raise ValueError(violation.code)
    tier, low, high = violation.again
    return replace(violation, tier=tier, low=low, high=high)


def of_sector(catalogue: tuple[Violation, ...], sector: str) -> tuple[Violation, ...]:
    """The violations that an agency of that sector deals with."""
    return tuple(v for v in catalogue if v.sector == sector)
