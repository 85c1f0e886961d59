"""What a web page put around a document, and a body that it gave twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yifa.policies.damage.edits import Edit, Patient

_SP = r"[\s\u3000\xa0|｜·>»]*"
_NAVIGATION = re.compile(
    rf"""^{_SP}(?:
      查询间隔\d+秒
    | (?:继续访问|返回(?:顶部|首页|列表)?|打印(?:此文|本页|正文)?|关闭(?:窗口|本页|此页)?
        |收藏(?:本页)?|分享(?:到|至)?[:：]?.{{0,20}}
        |打印此文{_SP}关闭窗口|【?(?:打印|关闭|纠错|收藏)】?(?:{_SP}【?(?:打印|关闭|纠错|收藏|返回|窗口|本页)】?)+)
    | 来源[:：].{{0,40}}(?:作者|编辑|时间|日期|\d{{4}}-\d\d?-\d\d?).{{0,80}}
    | (?:信息|文章|稿件)来源[:：].{{0,40}}
    | (?:责任)?编辑[:：].{{0,20}} | 作者[:：]\s*\S{{0,12}}
    | (?:发布|更新|添加)(?:时间|日期)[:：]?\s*\d{{4}}.{{0,60}}
    | (?:日期|时间)[:：]\s*\d{{4}}[-/.年].{{0,20}}(?:浏览|点击|来源|编辑).{{0,80}}
    | (?:浏览|点击|阅读|访问)(?:次数|量|数)[:：]?.{{0,20}}
    | [【\[［]?字[体号][:：]?{_SP}(?:特?大|中|小|默认).{{0,30}}
    | (?:上|下)一[篇条页][:：]?.{{0,80}}
    | (?:当前|您(?:现在|当前)?的?|所在)(?:位置|所在位置)[:：是在].{{0,120}}
    | 首页\s*[>＞»/].{{0,120}}
    | 本文(?:链接|关键词|地址|网址|来源)[:：].{{0,200}}
    | (?:相关|推荐|热门)(?:链接|阅读|文章|新闻|稿件)[:：]?.{{0,60}}
    | 扫一扫.{{0,30}} | 手机(?:版|扫码).{{0,30}} | 网站地图.{{0,60}}
    | .{{0,30}}版权所有.{{0,60}} | Copyright.{{0,120}} | Power(?:ed)?\s*[Bb]y.{{0,60}}
    | .{{0,20}}(?:ICP备|公网安备).{{0,60}}
    | .{{0,20}}违法和不良信息举报.{{0,100}}
    | (?:[^|｜。]{{1,12}}[|｜]){{3,}}[^|｜。]{{0,12}}
    )\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
# A row of a table of bars stays, and so does its head.
_ROW = re.compile(r"\|$|(?:任务|措施|要求|责任|牵头).*\||\|.*(?:任务|措施|责任|牵头)")
_TEASER = re.compile(r"(?:查看|阅读|更多|点击)(?:详细|全文|更多|详情)\s*[>»]*$")
_MARK = re.compile(
    r"^[\s\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]{1,2}|第[一二三四五六七八九十\d]+[条章项])\s*"
)
_UNIT_BRACKET = re.compile(
    r"[（(〔\[【](?:牵头|责任|配合|主办|协办|完成)[^（()）]{0,400}(?:[（(][^（()）]*[)）][^（()）]*)*[)）〕\]】]"
)
_BLANKS = re.compile(r"[\s\u3000，,.:：、“”\"]")
_LONGEST = 700
_STOPS = re.compile(r"[。；;]")
_LEAST, _LEAST_LINES, _LEAST_SHARE = 24, 3, 0.3
_PIECE, _TAIL = 16, 8


class _Copy(NamedTuple):
    """A paragraph that stood before: the number of its line, its place, and the line it repeats."""

    number: int
    start: int
    end: int
    original: int


def strip_navigation(patient: Patient) -> None:
    """Take out lines that belong to the page: breadcrumbs, print and close, sources, neighbours, footers."""
    edits = []
    for start, end, line in _lines(patient.text):
        body = line.strip()
        if not body or len(body) > _LONGEST or _ROW.search(body):
            continue
        if _NAVIGATION.match(body) or (len(body) > 20 and _TEASER.search(body)):
            edits.append(Edit(start, end, "", "navigation"))
    patient.apply(edits)


def strip_repeated(patient: Patient) -> None:
    """Of a body that is given twice, keep the first: paragraphs each of which stood before.

    A paragraph is the same without its number and its unit bracket; the second copy may leave out the short sentence
    at its beginning. Single paragraphs that recur are no repetition: together they must make a good part of the text.
    """
    known: dict[tuple[str, str], int] = {}
    runs: list[list[_Copy]] = []
    for number, (start, end, line) in enumerate(_lines(patient.text)):
        said = _sentences(line)
        if sum(map(len, said)) < _LEAST:
            continue
        tail = said[-1][-_TAIL:]
        original = known.get((said[0][:_PIECE], tail))
        if original is None:
            for sentence in said:
                known.setdefault((sentence[:_PIECE], tail), number)
        elif runs and original > runs[-1][-1].original:
            runs[-1].append(_Copy(number, start, end, original))
        else:
            runs.append([_Copy(number, start, end, original)])
    copies = [copy for run in runs if len(run) >= _LEAST_LINES for copy in run]
    size = sum(copy.end - copy.start for copy in copies)
    if copies and size >= _LEAST_SHARE * (len(patient.text) - size):
        patient.apply(Edit(start, end, "", "repeated") for start, end in _together(copies))


def _together(copies: list[_Copy]) -> Iterator[tuple[int, int]]:
    """Neighbours as one place, with the blank lines and short headings between them."""
    number, start, end = copies[0].number, copies[0].start, copies[0].end
    for copy in copies[1:]:
        if copy.number - number > 3:
            yield start, end
            start = copy.start
        number, end = copy.number, copy.end
    yield start, end


def _sentences(line: str) -> list[str]:
    body = _UNIT_BRACKET.sub("", _MARK.sub("", line))
    said = [_BLANKS.sub("", part) for part in _STOPS.split(body)]
    return [part for part in said if part] or [""]


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Each line with where it begins and where it ends with its line break."""
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, at + len(line), line
        at += len(line)
