"""The reader behind `parse_measures`: clauses, the words before a penalty, and the penalties themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from yifa.law.measure_fines import read_fine
from yifa.law.measure_kinds import read_other
from yifa.law.measure_ranges import PERMILLE, read_value
from yifa.law.measures import Measure, MeasureParty, ParsedMeasures, with_context

_START = (
    r"(?:并处|单处|处(?!置|理|分)|没收|吊销|暂扣|责令|给予|予以|降低|撤销|警告|通报批评|不予|免予"
    r"|可以|可(?=处|并处)|并)"
)
_CONDITION_PREFIX = re.compile(rf"(?P<when>[^，]{{1,100}}?的)(?=对|{_START})")
_CONDITION = re.compile(r"[^，]{1,150}(?:的|情形之一|行为之一|情节)[:：]?")
_MONEY_PENALTY = re.compile(r"^处|(?:罚款|拘留)(?:的)?$|处以?[^，]*元[^，]*罚款")
_GAINS = re.compile(r"^(?:有|存在|取得|获得|获取|牟取|谋取)[^，]{0,6}(?:所得|利益|收益|收入)的$")
_TARGET = re.compile(rf"(?:并|还应当)?(?:对)(?P<who>[^，]{{1,40}}?)(?={_START})")
_BARE_TARGET = re.compile(
    r"(?:属于|系|是)?(?P<who>违法单位|单位|个人|公民|企业|自然人)(?:的)?(?=(?:可以)?(?:并)?处(?!置|理|分))"
)
_TARGET_ONLY = re.compile(r"(?:对|违法主体|当事人|属于|为|是|系)*(?P<who>单位|企业|法人|个人|公民|自然人)的")
_AUTHORITY = re.compile(
    r"(?:并|可以)?由[^，]{2,80}?(?:部门|机关|机构|政府|单位|组织|局)"
    rf"(?:(?:按照|依照|依据|根据)[^，]{{0,8}}?(?:职责|职权)(?:分工)?)?(?=对|{_START})"
)
_FILLERS = re.compile(
    r"^(?:报经[^，]{2,20}?批准|并且|同时|以及|仍|另|还应当|应当|依法|一律|按照规定|同步|一并|并)(?!处置|处理)"
)
_OPTIONAL = re.compile(r"^(?:可以|可|直至)(?=.)")
_AREA_FIRST = re.compile(
    r"(按照[^，。；]{2,30}(?:面积|长度|数量|重量))，(?=(?:可以)?(?:并)?(?:对[^，]{1,20})?处(?!置|理))"
)
_EITHER = re.compile(r"(?:可以)?(?:单处或者并处|并处或者单处|单处或并处|并处或单处|处或者并处)")
_SPLIT = re.compile(
    rf"(?:、|，)(?=对|{_START}|罚款|行政拘留)|(?:或者|或|和|及|以及)(?={_START})"
    r"|(?<!单处)(?=(?:可以|可|同时|一并)?并处(?!置|理|分))|(?=并(?:给予|吊销|没收|责令|暂扣|可以?处|对))"
)


@dataclass(slots=True)
class _Context:
    when: str = ""
    party: MeasureParty = "any"
    pending: bool = False  # a condition was read and nothing has used it yet


def read_measures(text: str) -> ParsedMeasures:
    """All measures of a text; what could not be read is joined with ； in `unread`."""
    cleaned = re.sub(r"[\s\u3000\u00a0\u200b]+", "", text)
    cleaned = re.sub(r",(?!\d{3}(?!\d))", "，", cleaned).replace(";", "；")
    measures: list[Measure] = []
    unread: list[str] = []
    cleaned = re.sub(r"(报经[^，。；]{2,20}批准)，(?=责令)", r"\1", cleaned)
    cleaned = _AREA_FIRST.sub(r"\1", cleaned)
    for sentence in re.split(r"[。；]", cleaned):
        context = _Context()
        for clause in (c for c in re.split(r"，", sentence) if c):
            if _floor(clause, context, measures):
                continue
            measures.extend(_clause(clause, context, unread))
        if context.pending:
            unread.append(context.when)
    return ParsedMeasures(tuple(measures), "；".join(unread))


def _floor(clause: str, context: _Context, measures: list[Measure]) -> bool:
    """`处置费用不足十万元的，按十万元计算`: the least base of the multiple read just before."""
    calculated = re.fullmatch(r"(?:按照?|以)(?P<least>[^，]+元)计算", clause)
    named = re.search(r"(?:不足|不满|低于)(?P<least>[^，]+元)的$", context.when)
    if calculated is None or named is None or not context.pending or not measures:
        return False
    last, least = measures[-1], read_value(calculated["least"])
    if last.unit != PERMILLE or last.basis not in context.when or least is None:
        return False
    if read_value(named["least"]) != least:
        return False
    measures[-1] = replace(last, base_floor=least[0])
    context.when, context.pending = last.when, False
    return True


def _clause(clause: str, context: _Context, unread: list[str]) -> list[Measure]:
    clause = _EITHER.sub("可以并处", clause)
    clause = re.sub(r"暂扣(或者|、|并)吊销(.+)$", r"暂扣\2或者吊销\2", clause)
    if only := _TARGET_ONLY.fullmatch(clause):
        context.party = classify(only["who"])
        return []
    read = _whole(clause, context)
    if read is not None:
        return read
    if _CONDITION.fullmatch(clause) and not _MONEY_PENALTY.search(clause):
        context.when = f"{context.when}，{clause}" if context.pending else clause
        context.pending = True
        return []
    return _in_parts(clause, context, unread)


def _in_parts(clause: str, context: _Context, unread: list[str]) -> list[Measure]:
    """Two penalties in one clause (`没收违法所得并处五千元罚款`), or the reading of a part failed."""
    parts = list(_pieces(clause))
    if len(parts) < 2:
        both = _either_or(clause, context)
        if both is not None:
            return both
        unread.append(clause)
        return []
    found: list[Measure] = []
    for part, alternative in parts:
        read = _whole(part, context)
        if read is None:
            read = _either_or(part, context)
        if read is None:
            unread.append(part)
            continue
        found.extend(replace(m, optional=True) if alternative else m for m in read)
    return found


def _pieces(clause: str) -> Iterator[tuple[str, bool]]:
    """The parts of a clause, each with True when it is one of several alternatives (或者)."""
    cuts = [(m.start(), m.end()) for m in _SPLIT.finditer(clause) if m.start() > 0]
    edges = [(0, 0), *cuts, (len(clause), len(clause))]
    joins = [clause[a:b] in ("或者", "或") for a, b in edges]
    for index in range(len(edges) - 1):
        part = clause[edges[index][1] : edges[index + 1][0]]
        if part:
            yield part, joins[index] or joins[index + 1]


def _either_or(clause: str, context: _Context) -> list[Measure] | None:
    """`处警告或者五十元以下罚款`: the verb before the first applies to the second."""
    match = re.fullmatch(
        r"(?P<head>.*?)(?P<verb>处以?|给予|予以)(?P<one>[^，]+?)(?P<or>或者|或|和|、)(?P<two>[^，]+)", clause
    )
    if match is None:
        return None
    first = _whole(match["head"] + match["verb"] + match["one"], context)
    verb = "" if match["two"].startswith(("警告", "通报批评")) else "处"
    second = _whole(match["head"] + verb + match["two"], context)
    if first is None or second is None:
        return None
    optional = match["or"] in ("或者", "或")
    return [replace(m, optional=m.optional or optional) for m in (*first, *second)]


def _whole(clause: str, context: _Context) -> list[Measure] | None:
    """Read one penalty after taking off the words before it; None when anything is left over."""
    rest, party, optional, when, target = clause, context.party, False, context.when, ""
    for _ in range(8):
        found = read_fine(rest) or read_other(rest)
        if found:
            gains_only = bool(_GAINS.match(when)) and found[0].kind == "confiscate_gains"
            context.pending = False
            if when != context.when and not gains_only and not _GAINS.match(when):
                context.when = when
            if gains_only and when == context.when:
                context.when = ""
            return [with_context(m, party=party, optional=optional, when=_join(when, target)) for m in found]
        if match := _OPTIONAL.match(rest):
            optional = True
        elif (match := _AUTHORITY.match(rest)) or (match := _FILLERS.match(rest)):
            pass
        elif (match := _TARGET.match(rest)) or (match := _BARE_TARGET.match(rest)):
            party = classify(match["who"])
            target = "" if party != "any" else f"对{match['who']}"
        elif match := _CONDITION_PREFIX.match(rest):
            when = match["when"]
        else:
            return None
        rest = rest[match.end() :]
    return None


def _join(when: str, target: str) -> str:
    return "，".join(part for part in (when, target) if part)


def classify(who: str) -> MeasureParty:
    """Whom a measure is aimed at. Words that name neither a unit nor a person stay `any`."""
    if re.search(r"直接负责|责任人员|责任人|负责人|法定代表人|主管人员", who):
        return "responsible"
    if re.search(r"个人|公民|自然人|居民|村民", who):
        return "person"
    if re.search(r"单位|企业|法人|其他组织|公司|机构", who):
        return "unit"
    return "any"
