"""Lines that say what a document is: its number, its date, who signs it, whom it is sent to, which kind it is."""

from __future__ import annotations

import re
from datetime import date

_YEAR_IN_BRACKETS = r"[〔\[［(（【﹝]\s*(?:19|20)\d{2}\s*[年]?\s*[〕\]］)）】﹞]"
_WORD = r"[\u4e00-\u9fffA-Za-z]"
_NUMBER_BODY = (
    rf"{_WORD}{{1,16}}(?:[（(]{_WORD}{{1,6}}[)）])?\s*{_YEAR_IN_BRACKETS}\s*(?:第\s*)?[0-9０-９]{{1,5}}"
)
# 市政府令第192号, 国务院令第 722 号, 主席令第六十三号
_ORDER = r"(?![日年月经由以])[\u4e00-\u9fff]{1,14}令\s*(?:\(?第\s*)?[\d〇零一二三四五六七八九十百]{1,6}\s*号"
NUMBER = re.compile(
    rf"{_NUMBER_BODY}\s*号?|{_WORD}{{1,10}}\s*(?:19|20)\d{{2}}\s*年\s*第\s*\d{{1,4}}\s*号|{_ORDER}"
)
NUMBER_LINE = re.compile(
    rf"^[（(〔\[]?\s*({_NUMBER_BODY}\s*号?|{_ORDER}|第?\s*{_YEAR_IN_BRACKETS}\s*第?\s*\d{{1,4}}\s*号)\s*[)）〕\]]?"
    r"(?:\s{2,}(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)?$"
)
# 某县重点工作任务(某政发〔2021〕2号)
NUMBER_BEHIND = re.compile(rf"[（(]({_NUMBER_BODY}\s*号)[)）]$")
_D = "[〇○零一二三四五六七八九十0OoＯ０-９\\d]"
DATE = re.compile(
    rf"((?:19|20)\d{{2}}|[一二][{'〇○零一二三四五六七八九0OoＯ'}]{{3}}|[１２][０-９]{{3}})\s*年\s*({_D}{{1,3}})\s*月\s*({_D}{{1,3}})\s*日"
)
DATE_LINE = re.compile(
    rf"^[（(]?\s*(?:{DATE.pattern}|((?:19|20)\d{{2}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}))\s*(?:印发|发布|通过|成文)?\s*[)）]?$"
)
# 某市人民政府办公室    2024年9月14日: issuer and day in one line, wide apart
SIGNED_LINE = re.compile(rf"^([\u4e00-\u9fff]{{4,30}})[\s\u3000]{{2,}}({DATE.pattern}\s*(?:印发|发布)?)$")
# (2021年7月8日某市人民政府令第18号公布 自……起施行)
PUBLISHED = re.compile(
    rf"^[（(]\s*{DATE.pattern}(?P<number>(?P<issuer>[\u4e00-\u9fff]{{2,20}})令第?\s*\d{{1,4}}\s*号)?.{{0,40}}?"
    r"(?:公布|发布|印发|通过|修订|修正)"
)
_KIND = (
    "意见|通知|方案|计划|规划|办法|规定|决定|安排|要点|细则|纲要|分工|清单|报告|通告|公告|批复|条例|措施|规则|制度|标准|指引|指南|"
    "规范|工作部署|任务|分解表|分工表|任务表|责任表|登记表|一览表|汇总表|安排表|计划表|推进表|分解书|责任书|任务书|统计表|明细表|进度表|目录|台账|预案|决议|规程|通报|函|行动|事项|纪要|责任分解|任务分解"
)
# The name of a file, as pages that keep files print it above the text.
FILE_ENDING = re.compile(r"\.(?:docx?|pdf|wps|txt)$", re.IGNORECASE)
TITLE_END = re.compile(
    rf"(?:{_KIND})(?:[（(〔][^（()）〕]{{1,24}}(?:〕\d{{1,4}}号)?[)）〕]){{0,2}}(?:\.(?:docx?|pdf|wps|txt)|》)?$",
    re.IGNORECASE,
)
STRONG_TITLE = re.compile(
    rf"关于.{{2,120}}(?:{_KIND})(?:[（(〔][^（()）〕]{{1,24}}[)）〕]){{0,2}}$", re.DOTALL
)
ORG_END = re.compile(
    r"(?:政府|办公厅|办公室|委员会|小组|局|厅|部|院|署|处|中心|管委会|法制办|党委|省委|市委|区委|县委|委|办|总队|支队|指挥部|集团|公司|协会|党组|"
    r"检察院|法院|大队|分局|联席会议|工作组|专班)(?:[（(](?:代章|盖章|印章|章)[)）])?$"
)
SALUTATION = re.compile(r"^[^。；《]{2,260}[:：]$")
ADOPTED = re.compile(
    r"《([^《》]*(?:[《〈][^《》〈〉]*[》〉][^《》]*)*)》.{0,60}?(?:已经?|业经?).{0,80}?(?:同意|通过|批准|审定|研究)"
)
FORWARDED = re.compile(
    r"(?:现将|将)《([^《》]*(?:[《〈][^《》〈〉]*[》〉][^《》]*)*)》.{0,20}?(?:印发|转发|予以(?:公布|发布)|下发)"
)
# 现将《甲方案》《乙安排》印发给你们
FORWARDED_LIST = re.compile(r"(?:现将|将)((?:《[^《》]{2,80}》[、,，和与及]*){2,8}).{0,20}?(?:印发|转发)")
HANDED_OUT = re.compile(r"(?:印发|转发)给你们|印发《|予以印发|现予印发|现印发|现转发")
LETTERHEAD = re.compile(r"^([\u4e00-\u9fff]{4,30})文\s*件$")
ANNEX_LINE = re.compile(r"^附\s*[件录表]\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?$")
ANNEX_LIST = re.compile(r"^附\s*[件录表]\s*\d{0,2}\s*[:：.．、]\s*\S")
COPIED = re.compile(
    r"^(?:抄送|抄报|主送|印发日期|联系人|联系电话|此件(?:公开|依申请|不予|主动)|[（(]此件|信息公开选项|公开方式|主题词|校对)"
)
TABLE_OF_CONTENTS = re.compile(r"^目\s*[录次]$")
_PARTICULARS = (
    r"索\s*引\s*号|主题分类|发文机关|发文单位|制发单位|成文日期|发布日期|生效日期|发文字号|文\s*号|标\s*题|名\s*称|公文种类|体裁分类|有\s*效\s*性|"
    r"组配分类|废止日期|失效日期|关键词"
)
# Known by their colon or the brackets around them only.
_FURTHER = (
    r"发文[文编]号|(?:政策|发布|公文)文号|字\s*号|发文日期|制定日期|生成日期|公开日期|公开方式|公开范围|信息来源|信息分类|"
    r"(?:发布|制发|发文|制定|公布)(?:机关|机构|部门)|公布日期|施行日期|时\s*效\s*性?|效力(?:级别|等级|状态)|法宝引证码|发布时间|公开时限|内容概述|关键[字词]"
)
META = re.compile(
    rf"^[•·]?\s*(?:({_PARTICULARS})\s*[:：]?|({_FURTHER})\s*(?:[:：|]|$)|【\s*((?:{_PARTICULARS}|{_FURTHER}))\s*】)\s*(.*)$"
)
# Two particulars in one line.
META_NEXT = re.compile(
    rf"\s+(?=(?:{_PARTICULARS}|{_FURTHER})\s*[:：]|(?:文\s*号|发文字号|[成发]文日期|有\s*效\s*性)\s)"
)

_CHINESE_DIGITS = {
    **{c: str(n) for n, c in enumerate("零一二三四五六七八九")},
    "〇": "0",
    "○": "0",
    "O": "0",
    "o": "0",
    "Ｏ": "0",
}


def date_of(found: re.Match[str]) -> date | None:
    """The day of a DATE or DATE_LINE match; None for a day no calendar has."""
    groups = found.groups()
    year, month, day = groups[:3] if groups[0] else groups[3:6]
    try:
        return date(int(_digits(year)), _small(month), _small(day))
    except ValueError:
        return None


def _digits(text: str) -> str:
    return "".join(_CHINESE_DIGITS.get(c, c) for c in text)


def _small(text: str) -> int:
    """A month or day: 六, 十四, 二十, 06, 1O."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int(_digits(tens) or 1) * 10 + int(_digits(ones) or 0)
    return int(_digits(text))


def bare(title: str) -> str:
    """A title made comparable: no space, brackets and dashes of one kind."""
    return re.sub(r"\s", "", title).translate(_BARE)


_BARE = str.maketrans(
    {
        "、": None,
        "（": "(",
        "）": ")",
        "〔": "(",
        "〕": ")",
        "〈": "《",
        "〉": "》",
        "—": "-",
        "－": "-",
        "–": "-",
        "～": "-",
        "~": "-",
    }
)


# 【所属类别】政策参考 · 法规库 > 政策参考 > …
_OF_THE_PAGE = re.compile(r"[•·]?\s*【[^】]{2,8}】|[^>]{1,12}>\s[^>]{1,20}>\s")


def addressed(line: str) -> bool:
    """True for a salutation; 字号: is the label of a button of the page."""
    return len(line) > 6 and bool(SALUTATION.match(line))


def titled(line: str) -> bool:
    """True for a line that may be part of a title: short, no sentence, no mark, no salutation."""
    return (
        len(line) <= 70
        and "\t" not in line
        and line.count("|") < 2
        and line not in ("|", "｜")
        and not (len(line) > 14 and line.startswith(("为", "根据", "按照", "依据")))
        and line[-1] not in "。；;，,、：:！!？?"
        and not line.startswith(("附件", "附：", "附:"))
        and not _OF_THE_PAGE.match(line)
        and not any(
            rule.match(line)
            for rule in (NUMBER_LINE, DATE_LINE, PUBLISHED, COPIED, META, TABLE_OF_CONTENTS, LETTERHEAD)
        )
        and "。" not in line
    )
