"""How dates and periods are written. The earlier rule is the surer one; where two fit the same words, it wins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from yifa.policies.document import DateKind
from yifa.policies.words import NUMBER, NUMERALS, YEAR

_PART = r"(?:初|底|末|上旬|中旬|下旬)"
_N = rf"(?:[0-9]{{1,3}}|{NUMBER})"
_WHEN = rf"(?P<y>{YEAR})年|(?P<rel>今年|本年|本年度|当年|明年|次年|下年|翌年)"
# 6月30日24时前, 6月20日18:00前, 6月14日(星期五)下班前, 6月30日(含)前
_HOUR = r"(?:(?:上午|中午|下午)?[0-9]{1,2}(?:[时点](?:[0-9]{1,2}分|整)?|:[0-9]{2})|下班)"
_CLOCK = rf"(?:\((?:(?:星期|周)[一二三四五六日天]|含[^()]{{0,4}})\))?{_HOUR}?"
# What a rule may begin with, said first: at every other character it is given up at once.
_AT_WHEN = "(?=[最请到至截于在力自从今本当明次下翌12一二])"
_AT_NUMBER = f"(?=[请到至于在的自从0-9{NUMERALS}])"
# 一 is a dash that was typed or read wrong: 5月30日一6月4日
_TO = r"(?:到|至|-{1,2}|(?<=[日月号])一(?=[0-9]))"
_LATER = r"今年|当年|同年|明年|次年|翌年"
# Who put a paper on the web as a pattern took its year out, or it was lost: 20xx年, 20**年, 20__年, 某年, 于年3月.
_MASKED = r"(?:(?:(?:[12][0-9]?)?[*Xx×某_]{1,4})?年)"
_NO_YEAR = r"(?<![0-9月])(?<![^Xx×某*_。,;:、(于在自从至到\s-]年)"
# What was: 2023年5月印发的…, 2024年1月5日第3次常务会议审议通过. A meeting that is to be held is none.
_WAS = (
    r"(?!\s*(?:主题词|抄送|\(此件))"
    r"(?![^,。;、\u2007]{0,8}(?:公布|发布|印发|颁布|修订|修正|通过|出台|下发|施行|实施以))"
    r"(?!,[^。;\n]{0,45}(?:印发|发布|出台|发出|下发|公布|召开|举行)(?:了|\u2007|通知))"
    r"(?![^。;\n]{0,30}(?:讨论|审议|研究|会议)通过|在[^,。;]{0,24}会议?上|[^,。;]{0,24}(?:会议(?:精神|情况|部署|要求)|讲话|批示|事故))"
)
# 12月5前 has lost its 日.
_MD = rf"(?:(?P<m>{_N})月(?:份)?(?:(?P<d>{_N})(?:[日号]|(?=之?前|以前)))?+)"
# Kind, what a sentence must have for the pattern to fit (signs parted by blanks, words for one sign by |), pattern.
_PATTERNS: list[tuple[DateKind, str, str]] = [
    # 2023年1月至2024年6月, 2019年7月1日-9月30日, 2023—2025年, 自…起至…止
    (
        "from_to",
        "年 月 -|至|到|一",
        rf"{_AT_WHEN}(?:自|从)?(?:{_WHEN})(?P<m>{_N})(?:月(?:(?P<d>{_N})[日号]?|(?P<part1>{_PART}))?)?(?:(?:起|开始),?)?{_TO}"
        rf"(?:(?P<y2>{YEAR})年|(?P<rel2>{_LATER}))?(?P<m2>{_N})月份?(?:(?P<d2>{_N})日)?(?P<part>{_PART})?(?:止|前|结束)?",
    ),
    # 2024年5月10日至15日, 6月3-7日
    (
        "from_to",
        "月 日|号 -|至|到|一",
        rf"(?=[自从今本当明次下翌0-9{NUMERALS}])(?:自|从)?(?:(?:{_WHEN})|{_NO_YEAR})(?P<m>{_N})月(?P<d>{_N})[日号]?{_TO}(?P<d2>{_N})[日号](?:止|前|结束)?",
    ),
    # 4至10月, 7月15日至8月15日: of the year before it or of the document
    (
        "from_to",
        "月 -|至|到|一",
        rf"{_AT_NUMBER}(?:自|从)?{_NO_YEAR}(?P<m>{_N})(?:月(?:(?P<d>{_N})[日号]?|(?P<part1>{_PART}))?)?(?:(?:起|开始),?)?{_TO}"
        rf"(?:{_MASKED}|(?P<rel2>{_LATER}))?(?P<m2>{_N})月份?(?:(?P<d2>{_N})[日号])?(?P<part>{_PART})?(?:止|前|结束)?",
    ),
    # 2024.3-2024.6, 2024.3.1-5.31
    (
        "from_to",
        ". -|至|到",
        r"(?P<y>20[0-9]{2})\.(?P<m>[0-9]{1,2})(?:\.(?P<d>[0-9]{1,2}))?(?:到|至|-)(?:(?P<y2>20[0-9]{2})\.)?"
        r"(?P<m2>[0-9]{1,2})(?:\.(?P<d2>[0-9]{1,2}))?(?![0-9.%年月])",
    ),
    (
        "from_to",
        "即日 月 -|至|到",
        rf"(?:自|从)?(?P<today>即日)起,?(?:到|至|-)(?:(?P<y2>{YEAR})年)?(?P<m2>{_N})月(?:(?P<d2>{_N})[日号])?(?P<part>{_PART})?",
    ),
    # 2024年5月至年底, 即日起至2025年底
    (
        "from_to",
        "底|末 -|至|到",
        rf"(?=[自从即今本12一二3-9三四五六七八九十])(?:自|从)?(?:(?:(?:{_WHEN})|{_NO_YEAR})(?P<m>{_N})月(?:(?P<d>{_N})[日号]|(?P<part1>{_PART}))?|(?P<today>即日|现在))"
        rf"(?:起|开始)?,?{_TO}(?:(?P<y2>{YEAR})年|今年|当年)?年?(?P<yend>底|末)",
    ),
    (
        "from_to",
        "自|从 年 -|至|到",
        rf"(?:自|从)(?:(?P<y>{YEAR})年|(?P<rel>今年))(?:起|开始)?(?:到|至|-)(?P<y2>{YEAR})年(?P<part>{_PART})?(?:止)?",
    ),
    # Not the years in the name of a plan: 三年行动方案(2024-2026年)
    (
        "period",
        "年 -|至|到",
        rf"{_AT_WHEN}(?P<y>{YEAR})(?<![案划要动点]\([0-9]{{4}})年?(?:到|至|-)(?P<y2>{YEAR})年(?!底|末|度|\d)",
    ),
    # 每年1月31日前, 每年3月初, 次年3月初前, 每年8月, 每季度末
    (
        "yearly",
        "每|次年|翌年|下一年|第二年 月",
        rf"(?:于|在)?(?P<each>每年度?|次年|翌年|下一年|第二年)的?(?P<m>{_N})月(?:份)?(?:(?P<d>{_N})[日号])?"
        rf"(?:(?:到|至|-)(?P<rel2>次年|翌年)?(?P<m2>{_N})月(?:(?P<d2>{_N})[日号])?)?(?P<part>{_PART})?"
        rf"(?:之?前|以前)?",
    ),
    (
        "yearly",
        "每 季度|半年",
        r"(?:于|在)?(?P<each>每年|每年度)(?:的)?(?P<half>上半年|下半年|第?[一二三四1-4]季度)(?:底|末)?(?:之?前)?",
    ),
    (
        "yearly",
        "每|次年 年 初|底|末",
        r"(?:于|在)?(?P<each>每年|每年度|次年)(?P<part>年?初|年?底|年?末)(?:之?前)?",
    ),
    (
        "yearly",
        "每年 和|、|及|与 月",
        rf"(?<=和|、|及|与)(?P<each>)(?P<m>{_N})月(?:(?P<d>{_N})[日号])?(?P<part>{_PART})?(?:之?前|以前)?",
    ),
    # 每月25日前, 每月10日、20日前, 每季度末月5日前
    (
        "frequency",
        "每 日|号",
        rf"(?P<every>每个?(?:月|季度?|半年))的?(?:第?[一二三1-3]个月|最后一个月|[首末]月)?(?P<d>{_N})[日号]"
        rf"(?:(?:到|至|-)(?P<d2>{_N})[日号])?(?:之?前|以前)?",
    ),
    (
        "frequency",
        "每 日|号 、|和|及|与",
        rf"(?<=[日号][、和及与])(?P<again>)(?P<d>{_N})[日号](?:之?前|以前)?",
    ),
    # 每月4日前报县局,8日前报市局: the second is of each month too
    (
        "frequency",
        "日|号 前",
        rf"(?=[0-9{NUMERALS}])(?<![0-9{NUMERALS}月至到-])(?P<monthly>)(?P<d>{_N})[日号](?:之?前|以前)",
    ),
    # 当月数据在次月10日前报送
    ("frequency", "次月 日|号", rf"(?P<every>次月)(?P<d>{_N})[日号](?:之?前|以前)"),
    # 2次/年
    (
        "frequency",
        "/",
        rf"(?=[0-9{NUMERALS}])(?P<times>{_N})(?P<u>次|期|场|轮|学时|课时|小时)/(?:人/)?(?P<every>年|半年|季度|月|周)",
    ),
    # 三年对全体人员轮训一遍, 用五年时间清理一遍
    (
        "frequency",
        "年 遍|轮",
        r"(?:每|用)?(?P<every>[一二两三四五2-5]年)(?:时间|左右)?[^,。;年]{0,12}?(?:轮训|培训|清理|检查|督察|督查|巡查|评查|考核|覆盖)(?P<times>[一1])(?P<u>遍|轮)",
    ),
    ("in_force", "自 起 施行|实施|执行|生效", r"自(?:印发|发布|公布|下发)之日起(?:施行|实施|执行|生效)"),
    (
        "in_force",
        "自 起 年 施行|实施|执行|生效",
        rf"自(?P<y>{YEAR})年(?P<m>{_N})月(?P<d>{_N})日起(?:施行|实施|执行|生效)",
    ),
    (
        "in_force",
        "有效期",
        rf"有效期(?:为|至)?(?:(?P<y>{YEAR})年(?P<m>{_N})月(?P<d>{_N})日|(?P<len>{_N})(?P<lu>年|个月))",
    ),
    # 自作出之日起15日内, 下放之日起一年内
    (
        "relative",
        "起|后 内",
        rf"(?=[之起后])(?:之日|之时)?(?P<mark>起|后)(?:的)?(?P<len>{_N})(?:个)?(?P<lu>工作日|自然日|分钟|小时|日|天|周|月|季度|年)(?:之|以)?内",
    ),
    (
        "relative",
        "内",
        rf"{_AT_NUMBER}(?:在|于)?(?<![0-9])(?!{YEAR}年)(?P<len>{_N})(?:个)?(?P<lu>工作日|自然日|分钟|小时|日|天|周|月|季度|年)(?:之|以)?内",
    ),
    (
        "relative",
        "工作日 前",
        rf"{_AT_NUMBER}(?P<mark>的)?(?P<len>{_N})(?:个)?(?P<lu>工作日)(?P<ahead>之?前)",
    ),
    # 用三年时间, 力争用3至5年时间
    (
        "relative",
        "时间|努力",
        rf"(?:用|通过|经过|利用)(?P<low>{_N})?(?:-|至|到)?(?P<len>{_N})(?:个)?(?P<lu>年|月|周)(?:左右)?(?:的)?(?:时间|努力)",
    ),
    ("relative", "半 内", r"(?:在|于)?半个?(?P<hy>年|月)(?:之|以)?内"),
    (
        "relative",
        "满|到期 前",
        rf"(?P<mark>届满|期满|到期)(?:之日)?(?P<len>{_N})(?:个)?(?P<lu>工作日|日|天|月)(?P<ahead>之?前)",
    ),
    # 有效期届满前6个月, 会议召开前3日
    (
        "relative",
        "前",
        rf"(?P<mark>届满|期满|到期|召开|举行|开展|实施|施行|作出)(?P<ahead>之?前)(?:至少)?(?P<len>{_N})(?:个)?"
        r"(?P<lu>工作日|日|天|月)(?!内|以内|之内)",
    ),
    (
        "from",
        "季度|半年 起|开始",
        rf"(?:自|从)(?:{_WHEN})?(?P<half>上半年|下半年|第?[一二三四1-4]季度)(?:起|开始)",
    ),
    # 到2024年底, 2019年7月底前, 至2016年12月31日前, 于2024年3月15日前, 今年9月底前
    (
        "deadline",
        "年 半年|季度",
        rf"{_AT_WHEN}(?:到|至|于|在)?(?:{_WHEN})(?P<half>上半年|下半年|第?[一二三四1-4]季度)(?:底|末)?(?:之?前)?",
    ),
    (
        "deadline",
        "年 月 前|止",
        rf"{_AT_WHEN}(?:最迟|最晚)?(?:请)?(?:到|至|截至|截止|于|在|力争)?(?:{_WHEN}){_MD}(?P<part>{_PART})?{_CLOCK}(?:之?前|以前|为止|止|截止)",
    ),
    ("deadline", "年 月 到|至|止", rf"(?:到|至|截至|截止)(?:{_WHEN}){_MD}(?P<part>{_PART})?"),
    ("deadline", "年 月 底|末", rf"{_AT_WHEN}(?:到|至|截至|截止|于|在)?(?:{_WHEN}){_MD}(?P<part>底|末)"),
    (
        "deadline",
        "年 底|末|内",
        rf"{_AT_WHEN}(?:到|至|截至|截止|于|在|力争)?(?:{_WHEN})(?:年)?(?P<part>底|末|年底|年末|内)(?:之?前|以前)?",
    ),
    (
        "deadline",
        "年 到|至|止",
        rf"(?:到|至|截至|截止)(?P<y>{YEAR})年(?!{_N}月|度|[^,。;]{{2,10}}结束)(?:之?前)?",
    ),
    ("deadline", "年 前", rf"{_AT_WHEN}(?P<y>{YEAR})年(?:之?前|以前)"),
    ("from", "年 起|开始|以后", rf"{_AT_WHEN}(?:自|从)?(?:{_WHEN}){_MD}?(?P<part>{_PART})?(?:起|开始|以后)"),
    (
        "deadline",
        "年 于|在",
        rf"(?:于|在)(?P<y>{YEAR})年(?!度|{_N}月)(?=[^,。;]{{0,12}}(?:实施|完成|实现|建成|发布|出台|开展))",
    ),
    ("deadline", "年 月 于|在", rf"(?:于|在)(?P<y>{YEAR})年(?P<m>{_N})月(?:(?P<d>{_N})日)?+(?P<told>){_WAS}"),
    (
        "deadline",
        "月 前",
        rf"{_AT_NUMBER}(?:请)?(?:到|至|于|在)?{_NO_YEAR}{_MD}(?P<part>{_PART})?{_CLOCK}(?:之?前|以前)",
    ),
    # 6月10日、9月10日和12月10日前: each but the last
    (
        "deadline",
        "月 前|底|末 、|和|及|与",
        rf"{_AT_NUMBER}(?:于|在)?{_NO_YEAR}(?P<m>{_N})月(?:(?P<d>{_N})[日号])?(?P<part>{_PART})?"
        rf"(?=(?:[、和及与]{_N}月(?:{_N}[日号])?{_PART}?){{1,4}}(?:之?前|以前)|(?:[、和及与]{_N}月){{1,4}}(?:底|末))",
    ),
    # 20241231前: the signs between were lost, or never written
    (
        "deadline",
        "前",
        r"(?=2)(?<![0-9])(?P<y>20[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-3][0-9])日?(?:之?前|以前)",
    ),
    # 于3月、6月和9月的20日前
    (
        "deadline",
        "月 的 日 前",
        rf"{_AT_NUMBER}(?:于|在)?{_NO_YEAR}(?P<m>{_N})月(?=(?:[、和及与]{_N}月){{0,5}}的(?P<d>{_N})日(?:之?前|以前))",
    ),
    # 到“十四五”末
    ("deadline", "五 末", r"(?:到|至|在)?[“”]?十(?P<plan>[一二三四五六七])五[“”]?(?:规划)?(?:时?期)?末"),
    # 2024.12.31前, 2024-12-31前, 2024/12/31前
    (
        "deadline",
        "前 .|/|-",
        r"(?=[于在2])(?:于|在)?(?P<y>20[0-9]{2})[./-](?P<m>[0-9]{1,2})[./-](?P<d>[0-9]{1,2})日?(?:之?前|以前)",
    ),
    (
        "deadline",
        "年|月|季度 底|末|内",
        r"(?=[于在本当年])(?:于|在)?(?:(?P<now>本月|当月|本季度|本年度|本年)(?:底|末)(?:之?前|以前)?|年(?:底|末)(?:之?前|以前)|(?<=[于在])年(?:底|末)(?!考核|绩效|效能)"
        r"|(?<![0-9〇零一二两三四五六七八九十今本当全半几多前该每])年内)",
    ),
    (
        "deadline",
        "月 份|旬|初|底|末",
        rf"{_AT_NUMBER}(?:于)?{_NO_YEAR}(?P<m>{_N})月(?:份(?=,|[^,。;]{{0,20}}(?:组织|开展|召开|进行|完成|集中))|(?P<part>上旬|中旬|下旬|初|底|末)(?!起|开始))",
    ),
    # 完成时限:2025年9月30日, 报送截止日期为6月30日
    (
        "deadline",
        "月 :|为",
        rf"(?<=时限:|时间:|期限:|期间:|日期:|时限为|时间为|期限为|日期为)(?:(?P<y>{YEAR})年)?{_MD}(?P<part>{_PART})?",
    ),
    (
        "from",
        "月 起|开始",
        rf"{_AT_NUMBER}(?:自|从)?{_NO_YEAR}{_MD}(?P<part>{_PART})?(?:起|开始)(?!诉|草|到|至)",
    ),
    # 三季度末, 一季度完成
    (
        "deadline",
        "季度",
        r"(?=[一二三四]季)(?<![前上每个年度各第0-9、])(?P<half>[一二三四]季度)(?=[底末前内,。;)]|完成|开展|组织|启动|召开|出台|$)(?:底|末)?(?:之?前|内)?",
    ),
    (
        "deadline",
        "半年|季度",
        r"(?=[于在上下第一二三四])(?:于|在)?(?<![0-9年度])(?P<half>上半年|下半年|(?:第[一二三四1-4]|(?<=[于在])[一二三四])季度)(?:底|末)?(?:之?前)?",
    ),
    # 2025年5月和10月分别组织
    ("period", "月 和|、|及|与", rf"(?<=月[和、及与]){_MD}"),
    (
        "period",
        "年 月",
        rf"{_AT_WHEN}(?P<y>{YEAR})年{_MD}(?P<part>{_PART})?(?P<bare>)(?!起|以来|后|前){_WAS}",
    ),
    # 动员部署阶段(5月)
    ("period", "月 (", rf"(?<=\(){_MD}(?P<part>{_PART})?(?=\))"),
    # 6月3日召开会议
    (
        "period",
        "月 日|号",
        rf"{_AT_NUMBER}{_NO_YEAR}(?<!含)(?P<m>{_N})月(?P<d>{_N})[日号](?P<bare>){_HOUR}?(?!起|以来|后|前|至|到|-|止|[、和及与][0-9]){_WAS}",
    ),
    (
        "frequency",
        "每",
        r"每(?:(?P<per>人)每|隔|个(?=季|半|学))?(?P<every>[两二三四五六2-6](?:年|个月|周)|半年|半月|季度|季|年|个?月|旬|学期)(?!\d)(?:度)?(?:月?[底末](?:之?前|以前)?)?",
    ),
    ("frequency", "每 日|天", rf"每(?P<every>日|天)(?:{_HOUR}(?:之?前|以前)?)?"),
    # 每周五下班前, 每周二12时前
    (
        "frequency",
        "每 周|星期",
        rf"每个?(?P<every>周|星期)(?:[一二三四五六日天](?![0-9]){_HOUR}?(?:之?前|以前)?)?",
    ),
    # 按月调度, 一周一报
    (
        "frequency",
        "按|逐",
        r"(?:按|逐)(?P<every>周|旬|月|季度?)(?!份)(?=[^末初底,。;]{0,6}(?:报|公[布开示]|通报|调度|汇总|统计|反馈|更新|分析|研判))",
    ),
    (
        "frequency",
        "一",
        r"(?<![0-9一二三四五六七八九十第])一(?P<every>日|天|周|旬|月|季度?|年)一(?=报|调度|通报|统计|总结|汇总|检查|研判|会商|分析|排名)",
    ),
]


class Rule(NamedTuple):
    """One way to write a date: which kind it is, and the pattern with its named parts."""

    kind: DateKind
    pattern: re.Pattern[str]


# Each rule with what a sentence must have for it: of each sign, the words that will do.
_RULES = [
    (tuple(tuple(sign.split("|")) for sign in needed.split()), Rule(kind, re.compile(pattern)))
    for kind, needed, pattern in _PATTERNS
]
_CHARACTERS = frozenset(c for signs, _ in _RULES for words in signs for word in words for c in word)
BEFORE_YEAR = next(rule.pattern for _, rule in _RULES if rule.pattern.pattern.endswith("年(?:之?前|以前)"))


def rules_for(sentence: str) -> Sequence[Rule]:
    """The rules that may fit the sentence, in their order: words are looked for first, which is much quicker."""
    rules, longer, open_ = _spelt(_CHARACTERS.intersection(sentence))
    missing = [words for words in open_ if not any(word in sentence for word in words)]
    if not missing:
        return rules
    return [rule for rule, needed in zip(rules, longer, strict=True) if not any(w in missing for w in needed)]


_Words = tuple[str, ...]


@lru_cache(maxsize=4096)
def _spelt(
    present: frozenset[str],
) -> tuple[tuple[Rule, ...], tuple[tuple[_Words, ...], ...], tuple[_Words, ...]]:
    """The rules whose signs these characters spell, for each what has to be looked for still (signs of words that are
    longer than one character), and all of that once."""
    rules, longer = [], []
    for signs, rule in _RULES:
        here = [tuple(filter(present.issuperset, words)) for words in signs]
        if all(here):
            rules.append(rule)
            longer.append(tuple(words for words in here if min(map(len, words)) > 1))
    return tuple(rules), tuple(longer), tuple(dict.fromkeys(w for needed in longer for w in needed))
