"""Names of people and firms that nobody can mistake for real ones: surnames of novels, words of fairy tales."""

from __future__ import annotations

from yifa.demo.dice import Dice

SURNAMES = (
    "欧阳", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "司徒", "东方", "南宫",
    "司马",
)  # fmt: skip
_FIRST = "云月星风雨雪霜霞晴岚山川江海松竹梅兰青白玉石林泉舟帆书琴画墨"
_SECOND = "明清远航舒宁安和平志文武华成立新思行知言礼信诚乐天辰"
_FIRM_WORDS = (
    "星河", "月光", "彩虹", "云雀", "小熊", "青鸟", "蓝鲸", "白鹿", "银狐", "麦田", "风铃", "纸船", "南瓜", "蒲公英",
    "萤火虫", "向日葵", "北极星", "小王子", "稻草人", "独角鲸", "木马", "七色花", "糖果屋", "九重天", "桃花源",
    "百草园", "广寒", "蓬莱", "瑶池", "昆仑",
)  # fmt: skip
TRADES = {
    "food": ("餐饮管理有限公司", "食品有限公司", "超市有限公司", "酒楼有限公司"),
    "shop": ("商贸有限公司", "电子商务有限公司", "文化传媒有限公司", "百货有限公司"),
    "build": ("建筑工程有限公司", "市政工程有限公司", "装饰工程有限公司", "园林绿化有限公司"),
    "haul": ("运输有限公司", "物流有限公司", "渣土清运有限公司", "货运有限公司"),
    "plant": ("化工有限公司", "印刷包装有限公司", "家具制造有限公司", "机械制造有限公司"),
    "fuel": ("加油站有限公司", "石油销售有限公司"),
}
STALLS = {
    "eatery": ("小吃店", "烧烤店", "早餐店", "饮品店", "面馆"),
    "garage": ("汽车维修店", "汽车美容店", "汽车钣喷店"),
    "stall": ("水果店", "五金店", "服装店", "便利店", "文具店"),
}


def person(dice: Dice) -> str:
    """A person's name: a compound surname of the novels and a given name of one or two characters."""
    given = dice.one(_FIRST) + (dice.one(_SECOND) if dice.chance(80) else "")
    return dice.one(SURNAMES) + given


def people(dice: Dice, count: int) -> list[str]:
    """That many different names."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[person(dice)] = None
    return list(found)


def firm(dice: Dice, trade: str) -> str:
    """A firm's name in a trade of TRADES."""
    return f"云州市{''.join(dice.some(_FIRM_WORDS, 2))}{dice.one(TRADES[trade])}"


def stall(dice: Dice, trade: str, district: str) -> str:
    """The name of an individual business in a trade of STALLS."""
    return f"{district}{dice.one(_FIRM_WORDS)}{dice.one(STALLS[trade])}"
