"""Who is charged with a task: the units named in its brackets and lines, each with its role."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.policies.document import UnitMention, UnitRole
from yifa.policies.words import plain, without_space

_ROLES: dict[UnitRole, tuple[str, ...]] = {
    "lead": ("牵头责任", "牵头落实", "牵头", "主要责任", "主责", "主办", "组织实施"),
    "cooperating": ("协同配合", "配合", "协办", "协助", "参加", "参与", "协同", "协作", "会同", "支持"),
    "responsible": ("共同责任", "各负其责", "落实", "责任", "承办", "承担", "实施", "负责", "完成"),
}
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words}
_WORDS = "|".join(sorted(_ROLE_OF, key=len, reverse=True))
# 牵头单位: / 责任部门(单位): / 责任人:
_LABEL = re.compile(
    rf"({_WORDS})(?:责任)?(?:单位|部门|机关|处室|科室|主体)(?:\((?:单位|部门)\))?\s*(?::\s*|为(?=[\u4e00-\u9fff]))"
)
# A line can also say what is no unit: 指导单位, 完成时限, 工作目标. What follows is no name of the label before.
_OTHER = re.compile(
    r"(?:完成|办结|推进|落实|整改|工作|主要|实施|办理|任务|预期|计划|联系)?(?:(?:牵头|责任|分管|包抓|指导|督导|监督|考核|联系|督办|报送|评估|验收|主管)(?:单位|部门|机关|领导|人)"
    r"|时限|时间|期限|目标|成果|标准|要求|方式|节点|进度|备注|电话)(?:要求|安排|节点)?\s*:"
)
# 区司法局、区财政局按职责分工负责 / 省政务办牵头
_TAIL = re.compile(
    r"(?:分别|(?:按照?|根据|依据?|结合)(?:各自|部门|单位|工作|法定)*的?(?:职责|职能|职权)+(?:权限|分工|范围)*|共同|具体|总)*"
    rf"(?:组织|抓好|做好)?({_WORDS})(?:组织|抓好)?(?:实施|落实|推进|负责)?\s*$"
)
# What a stretch ends with that has such a tail.
_TAIL_ENDS = (*_ROLE_OF, "组织", "推进")
# 由市数据局牵头,市司法局、市财政局配合: who helps stands in the clause behind.
_HELPS = re.compile(r",(?P<units>[^,。;:()]{3,60}?)(?:协同配合|共同配合|配合|协助|参与|参加)(?=[,。;\n)]|$)")
_BY = re.compile(r"由([^,。;:由()]{2,40}?)(?:负责)?(牵头|主办)(?!单位|部门)")
# 由发展改革委会同农业部等部门研究提出意见
_JOINTLY = re.compile(
    r"由([^,。;:由()]{2,30}?)会同([^,。;:()]{2,120}?)(?:等[^,。;、]{0,6}(?:部门|单位))?"
    r"(?=另行|研究|负责|制定|提出|组织|落实|办理|开展|实施|推进|拟|编制|抓)"
)
_BY_WITH_HELP = re.compile(r"由([^,。;:由()]{2,40}?)(承办|负责)(?=,[^,。;:()]{3,60}(?:配合|协助|参与|参加))")
# 由…牵头…的工作体制 tells of a system and charges nobody.
_SYSTEM = re.compile(r"[^,。;\n]*的[^,。;\n]{0,14}(?:体制|机制|制度|体系|格局|模式)")
# 区司法局牵头负责… · …办公室要切实发挥牵头作用: one office, at the head of a sentence.
_LEADS = re.compile(
    r"(?:^|(?<=[。;\n.]))(?P<unit>[^,。;、:由()各\n]{3,30}?)(?:要|应当?)?(?:切实|充分)?"
    r"(?:牵头负责|负责牵头|牵头组织|发挥牵头作用)"
)
# What the name of an organ ends with. Without one a piece joins the next: 各市、县(市、区)人民政府 is one name.
_ORGAN = re.compile(
    r"(?:局|委|委员会|办|办公室|厅|部|院|府|政府|部门|单位|机关|中心|处|科|室|队|所|站|会|组|公司|集团|行|校|学院|大学|社|团|"
    r"机构|组织|企业|协会|联|妇联|残联|海关|署|军分区|人武部|馆|台|报社|监狱|基地|园区|开发区|新区|示范区|高新区|管委|"
    r"法制办|街道|乡镇|镇街|支队|大队|分局|税务|消防|银保监|人行|气象|党组|党委|主体)(?:\([^()]*\))?$"
)
# What ends as the name of an office does and as nothing else: what stands in a bracket without a label.
_OFFICE = re.compile(
    r"(?:局|委|委员会|办|办公室|厅|政府|部门|单位|机关|街道|乡镇|管委会|法院|检察院|支队|大队|总队|联|组织部|宣传部|统战部|人民银行|税务局)"
    r"(?:\([^()]*\))?$"
)
_LOCAL = re.compile(r"[省市州县区旗镇]|各|国家|司法部|全[省市县区]")
_AREA = re.compile(
    r"^(?:各|全|有关|相关|所有|其他)*(?:级|省|自治区|直辖市|自治[州县旗]|特区|设区市|市|地|州|盟|县|区|旗|乡|镇|街|街道|村|社区|直|及|和|、|\(|\))+$"
)
_COLLECTIVE = re.compile(
    r"^(?:各|所有|全部|全市|全省|全区|全县|其他|有关|相关)|(?:各|有关|相关|所有)[^、]*(?:部门|单位|机关|镇|街|政府|主体)|成员单位"
)
_NOT_UNITS = re.compile(
    r"[。!?《]|以下(?:简称|称)|见附件|详见|附件\d|^\s*(?:一|二|三|四|五|六|七|八|九|十|\d)+\s*$"
)
_EACH = re.compile(r"[^、,;和与及]{0,12}各")
# 6月底 and 长期坚持 say when, in the place of a name.
_NO_NAME = re.compile(
    r"时限|完成|底前|月前|[\d月]日|月[底初末份]|年[底末内]|月[上中下]旬|20\d\d年|^\(|^(?:以下|不再|下同|[列排]在?(?:第一位|首位))|^(?:长期|持续|全年|常年|每年|每月|每季度|立即|适时|即时|贯穿)"
    r"|^(?:[上下]半年|第?[一二三四]季度|(?:全面|全程|常态化|同步)?推进|常态化.{0,6})$"
)
_HARD = frozenset(",;。")
_AND = frozenset({"和", "与", "及", "以及"})
# 区工信局等部门 names one office; who the others are is not said.
_AND_OTHERS = re.compile(
    r"(?:等(?:有关|相关|[省市区县州地][直级属])*(?:各?(?:部门|单位|机关|机构))?)?[ \n\t.等]*$"
)
# 市直有关部门、单位 is one name: what stands behind the mark names no office by itself.
_NO_OFFICE = re.compile(r"(?:单位|部门|机构|机关|企业|企事业单位)(?=[、,;)]|$)")
# 各县党委和人民政府 is one name: 人民政府 alone is nobody's.
_NO_PLACE = re.compile(r"(?:人民政府|政府|管委会|办事处|党工委|党委)(?=[、,;)和及与]|$)")
# 各镇、开发区: a zone is beside the areas, and not the end of their name.
_ZONE = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:开发区|高新区|经开区|新区|园区|示范区|度假区|功能区|工业区|集聚区|管委会)(?=[、,;)]|$)"
)
_EXPLAINED = re.compile(r"\([^()]*(?:下同|第一位|以下|为牵头|[,。;])[^()]*\)$")
_ITS_ROLE = re.compile(rf"\(({_WORDS})(?:单位|部门)?\)$")
_MAY_END_OTHERS = frozenset(" \n\t.等门位关构")
_OPEN, _CLOSE = _BRACKETS = "(", ")"
_BRACKET, _HARD_OR_BRACKET = re.compile(r"[()\n]"), re.compile(r"[(),;。]")
_SPLIT_OR_BRACKET = re.compile(r"[(),;。、和与及]|以及|\s{1,4}")
_MARKED = re.compile(
    r"(?:(?<=[\n。;])|^)[ \t]*\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[).、]$"
)  # (二)责任单位:
_LINE_END = re.compile(r"[。\n]")
_LONGEST = 400


def units_of(text: str, start: int = 0) -> tuple[UnitMention, ...]:
    """The units charged in one task's text, in its order; `start` is where `text` begins in the whole text.

    Read are lists in brackets — `(牵头单位:A、B,配合单位:C)`, `(A、B按职责分工负责)`, `(A牵头,B配合)` —, lines
    that begin with such a label, and 由…牵头 within a sentence. A name is cut out as printed.
    """
    flat = plain(text)
    found: list[UnitMention] = []
    taken: list[tuple[int, int]] = []
    for begin, end in _brackets(flat):
        mentions = [*_of_list(flat, begin, end, text, start)] or [*_bare(flat, begin, end, text, start)]
        if mentions:
            taken.append((begin, end))
            found += mentions
    for begin, at in _labelled(flat):
        if not any(a <= at < b for a, b in taken):
            line_end = _LINE_END.search(flat, at)
            stop = line_end.start() if line_end else len(flat)
            taken.append((begin, stop))
            found += _of_list(flat, at, stop, text, start)
    with_help = _BY_WITH_HELP.finditer(flat) if "由" in flat else ()
    for by in (*_BY.finditer(flat), *with_help):
        outside = not any(a <= by.start() < b for a, b in taken)
        if outside and not _SYSTEM.match(flat, by.end()):
            found += _names(flat, by.start(1), by.end(1), _ROLE_OF[by[2]], text, start)
            helps = _HELPS.match(flat, by.end())
            if helps and _ORGAN.search(helps["units"]):
                found += _names(flat, helps.start("units"), helps.end("units"), "cooperating", text, start)
    if not found and "会同" in flat:
        for jointly in _JOINTLY.finditer(flat):
            if _ORGAN.search(jointly[1]) and _ORGAN.search(jointly[2]):
                found += _names(flat, *jointly.span(1), "lead", text, start)
                found += _names(flat, *jointly.span(2), "cooperating", text, start)
    if not found:
        for leads in _LEADS.finditer(flat):
            if _ORGAN.search(leads["unit"]):
                found += _names(flat, leads.start("unit"), leads.end("unit"), "lead", text, start)
    return tuple(sorted(found, key=lambda unit: unit.span))


def unit_brackets(text: str) -> list[tuple[int, int]]:
    """Where brackets stand (in `text`) that hold units, outer marks included: what a reader strikes from a title."""
    flat = plain(text)
    return [(a - 1, b + 1) for a, b in _brackets(flat) if any(True for _ in _of_list(flat, a, b, text, 0))]


def _brackets(flat: str) -> Iterator[tuple[int, int]]:
    """The inside of every outermost pair of brackets; one that is not closed ends with its line."""
    depth, opened = 0, 0
    for mark in _BRACKET.finditer(flat):
        position, char = mark.start(), mark.group()
        if char == _OPEN:
            depth += 1
            if depth == 1:
                opened = position + 1
        elif char == _CLOSE and depth:
            depth -= 1
            if not depth:
                yield opened, position
        elif char == "\n" and depth:
            if position - opened < _LONGEST:
                yield opened, position
            depth = 0
    if depth and len(flat) - opened < _LONGEST:
        yield opened, len(flat)


def _labelled(flat: str) -> Iterator[tuple[int, int]]:
    """Where a line or a sentence begins whose first word is a label, and where the label stands."""
    for label in _LABEL.finditer(flat) if ":" in flat or "单位为" in flat or "部门为" in flat else ():
        begin = label.start()
        while begin and flat[begin - 1] in " \t":
            begin -= 1
        if begin and flat[begin - 1] in ").、" and (mark := _MARKED.search(flat, max(0, begin - 8), begin)):
            begin = mark.start()
        if not begin or flat[begin - 1] in "。;\n":
            yield begin, label.start()


def _of_list(flat: str, begin: int, end: int, text: str, start: int) -> Iterator[UnitMention]:
    """The units of the inside of one bracket or line, or nothing when it is no list of units."""
    inside = flat[begin:end]
    labels = [label for label in _LABEL.finditer(inside) if not _explains(inside, label.start())]
    if "。" in inside:
        cut = _sentence_of_units(inside, labels)
        if cut < 0:
            return
        end, inside = begin + cut, inside[:cut]
    if len(inside) > _LONGEST * 4 or _NOT_UNITS.search(inside.replace("。", ";")):
        return
    if labels:
        stops = [*(label.start() for label in labels), len(inside)]
        if inside.count(":") > len(labels):
            stops = sorted([*stops, *(other.start() for other in _OTHER.finditer(inside))])
        for label in labels:
            stop = next(at for at in stops if at >= label.end())
            role = _ROLE_OF[label.group(1)]
            yield from _with_tails(flat, begin + label.end(), begin + stop, role, text, start)
    elif _tail(inside):
        yield from _with_tails(flat, begin, end, "responsible", text, start)
    elif _charges(inside):
        yield from (
            u
            for u in _with_tails(flat, begin, end, "responsible", text, start)
            if _ORGAN.search(plain(u.name))
        )


def _explains(inside: str, at: int) -> bool:
    """True for what is no label: (第一责任单位为牵头单位) explains the name before it."""
    if inside.startswith("第一", max(0, at - 2)) and at > 1:
        return True
    return _OPEN in inside and inside.count(_OPEN, 0, at) > inside.count(_CLOSE, 0, at)


def _sentence_of_units(inside: str, labels: list[re.Match[str]]) -> int:
    """Where the list ends in a bracket of several sentences; -1 where its first sentence is no list."""
    stop = inside.find("。", labels[-1].end()) if labels else inside.index("。")
    if stop < 0:
        return len(inside)
    return stop if labels or _tail(inside[:stop]) else -1


def _charges(inside: str) -> bool:
    """True where a clause before the last one names an office and what it has to do: 市司法局牵头,6月底前见效."""
    clauses = (
        [inside[a:b] for a, b in _top_level(inside, 0, len(inside))] if "," in inside or ";" in inside else ()
    )
    return any((tail := _tail(said)) and _ORGAN.search(said[: tail.start()]) for said in clauses)


def _bare(flat: str, begin: int, end: int, text: str, start: int) -> Iterator[UnitMention]:
    """The names of a bracket that holds nothing else, behind the last sentence of a paragraph: (市司法局、市财政局)."""
    if begin < 2 or flat[begin - 2] not in "。;\n" or flat[end + 1 : end + 2] not in ("", "\n", "。"):
        return
    other = _OTHER.search(flat, begin, end)  # (市司法局,完成时限:6月底)
    end = other.start() if other else end
    wrong = _NOT_UNITS.search(flat, begin, end) or flat.find(":", begin, end) >= 0
    if wrong or not 3 < end - begin <= _LONGEST:
        return
    found = list(_with_tails(flat, begin, end, "responsible", text, start))
    names = [plain(unit.name) for unit in found]
    if all(map(_OFFICE.search, names)) and (len(names) > 1 or any(map(_LOCAL.match, names))):
        yield from found


def _with_tails(
    flat: str, begin: int, end: int, role: UnitRole, text: str, start: int
) -> Iterator[UnitMention]:
    """Names up to each 牵头, 配合 or 负责 of a list have that role; names followed by no such word have `role`."""
    waiting: list[tuple[int, int]] = []
    for a, b in _top_level(flat, begin, end):
        tail = _tail(flat[a:b])
        if tail:
            said = _ROLE_OF[tail.group(1)]
            mine = said if role == "responsible" else role
            with_others = flat.find("会同", a, a + tail.start())
            if with_others > a and mine != "cooperating":  # 市司法局会同市财政局负责
                yield from _names(flat, a, with_others, "lead", text, start)
                yield from _names(flat, with_others + 2, a + tail.start(), "cooperating", text, start)
                continue
            for x, y in [*waiting, (a, a + tail.start())]:
                yield from _names(flat, x, y, mine, text, start)
            waiting = []
        else:
            waiting.append((a, b))
    for x, y in waiting:
        yield from _names(flat, x, y, role, text, start)


def _tail(words: str) -> re.Match[str] | None:
    return _TAIL.search(words) if words.rstrip().endswith(_TAIL_ENDS) else None


def _top_level(flat: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The stretch cut at commas and semicolons outside brackets."""
    pieces, depth, last = [], 0, begin
    for mark in _HARD_OR_BRACKET.finditer(flat, begin, end):
        char = mark.group()
        depth += (char == _OPEN) - (char == _CLOSE)
        if char in _HARD and depth <= 0:
            pieces.append((last, mark.start()))
            last = mark.end()
    pieces.append((last, end))
    return pieces


def _names(flat: str, begin: int, end: int, role: UnitRole, text: str, start: int) -> Iterator[UnitMention]:
    """The names in a stretch of text, each once where it stands."""
    for a, b in _pieces(flat, begin, end):
        while a < b and flat[a] in " \n\t由.:":
            a += 1
        said_role = role
        if b > a and flat[b - 1] == _CLOSE and (told := _EXPLAINED.search(flat, a, b)):
            b = told.start()  # 市司法局(列第一位者牵头,下同)
        elif b > a and flat[b - 1] == _CLOSE and (told := _ITS_ROLE.search(flat, a, b)):
            b, said_role = told.start(), _ROLE_OF[told[1]]  # 市司法局(牵头)
        if b > a and flat[b - 1] in _MAY_END_OTHERS:
            b = a + len(_AND_OTHERS.sub("", flat[a:b]))
        name, said = text[a:b], flat[a:b]
        if 1 < b - a <= 60 and not name.isdigit() and not _NO_NAME.search(said):
            collective = bool(_COLLECTIVE.search(said))
            yield UnitMention(without_space(name), said_role, (start + a, start + b), collective)


def _pieces(flat: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut between names; a piece that is no organ's name by itself stays with what follows."""
    depth, last, position = 0, begin, begin
    while mark := _SPLIT_OR_BRACKET.search(flat, position, end):
        position, said = mark.end(), mark.group()
        if said in _BRACKETS:
            depth += 1 if said == _OPEN else -1
        elif depth > 0:
            position = mark.start() + 1
        elif _may_cut(flat[last : mark.start()].strip(), said, flat[position:end]):
            yield last, mark.start()
            last = position
    yield last, end


def _may_cut(left: str, mark: str, right: str) -> bool:
    if not left:
        return True
    if _NO_PLACE.match(right) or (mark == "、" and _NO_OFFICE.match(right)):
        return False
    if _ZONE.match(right) and left.startswith("各"):
        return True
    if mark in _HARD or (left.startswith("各") and _EACH.match(right)):
        return True
    if _ORGAN.search(left) and not _AREA.match(left):
        return not (mark in _AND and re.match(r"(?:其|所属|下属)", right))
    if mark in _AND or mark.isspace():
        return False
    return not _AREA.match(left)
