"""Published lists of violations that may go unpunished: 首违不罚 and 轻微免罚 (处罚法 33).

A list is `{"list": {title, document_no, authority, effective, effective_to, region, sector}, "items": [{code,
violation, kind, conditions, basis}]}`; `kind` is `first` (首违不罚) or `minor` (轻微免罚), `conditions` are sentences.
What files look like is in `exemption_files`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yifa.law.benchmarks import BenchmarkUnreadable, LintFinding
from yifa.law.circumstances import CIRCUMSTANCES
from yifa.law.same_violation import plain_words

FIRST, MINOR = "first_minor_corrected", "minor_corrected_no_harm"
KIND_WORDS = {FIRST: "首违不罚", MINOR: "轻微免罚"}
_KINDS = {
    "first": FIRST, "首违不罚": FIRST, "首违免罚": FIRST, "初次违法": FIRST, "首次违法不予处罚": FIRST,
    "minor": MINOR, "轻微免罚": MINOR, "轻微不罚": MINOR, "免罚": MINOR, "轻微违法不予处罚": MINOR,
}  # fmt: skip
MAX_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Exemption:
    """One listed violation; `circumstance` is the code of the ground in CIRCUMSTANCES, `source` the list."""

    code: str
    violation: str
    circumstance: str
    conditions: tuple[str, ...]
    source: str
    effective_from: date
    effective_to: date | None
    region: str = ""
    sector: str = ""
    number: int = 0
    basis: str = ""

    @property
    def kind(self) -> str:
        """首违不罚 or 轻微免罚."""
        return KIND_WORDS[self.circumstance]

    def in_force(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class ExemptionList:
    """A published list. `effective_to` is its last day, None while open. `problems` are the rows not read."""

    title: str
    document_no: str
    authority: str
    region: str
    sector: str
    effective_from: date
    effective_to: date | None
    entries: tuple[Exemption, ...]
    problems: tuple[LintFinding, ...] = ()

    @property
    def source(self) -> str:
        """《…清单》（文号）."""
        return _source(self.title, self.document_no)

    def in_force(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Exempted:
    """Whether the listed conditions are met, the code for `assess(circumstances=…)` ("" if not), and why."""

    circumstance: str
    sentence: str
    citation: str
    missing: tuple[str, ...] = ()


Places = Mapping[tuple[str | int, ...], tuple[str, int]]


def load_exemptions(data: Any, places: Places | None = None) -> ExemptionList:
    """A list from parsed JSON or TOML. Raises BenchmarkUnreadable for what is no list or has no dates.

    `places` gives (place, line) of a row or field by its path; a row that cannot be read is in `problems`.
    """
    if not isinstance(data, dict) or not isinstance(data.get("list"), dict) or not isinstance(
        data.get("items"), list
    ):  # fmt: skip
        raise BenchmarkUnreadable("不是免罚清单：缺少“list”或者“items”")
    head: dict[str, Any] = data["list"]
    first, last = _day(head, "effective", "施行日期"), _day(head, "effective_to", "失效日期")
    if first is None:
        raise BenchmarkUnreadable("免罚清单没有施行日期；补充“施行日期”后重新装载")
    if last is not None and last < first:
        raise BenchmarkUnreadable(f"失效日期{last}早于施行日期{first}；更正日期后重新装载")
    title = _text(head, "title").strip("《》")
    if not title:
        raise BenchmarkUnreadable("免罚清单没有名称；补充名称后重新装载")
    made = ExemptionList(
        title, _text(head, "document_no"), _text(head, "authority"), _text(head, "region"), _text(head, "sector"),
        first, last, (),
    )  # fmt: skip
    entries: list[Exemption] = []
    problems: list[LintFinding] = []
    seen: dict[tuple[str, str, str], int] = {}
    for at, row in enumerate(data["items"], 1):
        place, line = (places or {}).get(("items", at - 1), (f"第{at}项", 0))
        entry = _entry(row, at, made)
        if isinstance(entry, Exemption):
            key = (entry.code or "", plain_words(entry.violation), entry.circumstance)
            if key in seen:
                entry = f"与第{seen[key]}项重复；删去重复的一项"
            else:
                seen[key] = at
        if isinstance(entry, str):
            problems.append(LintFinding("row", "error", place, entry, no=at, line=line or None))
        else:
            entries.append(entry)
    return ExemptionList(
        made.title, made.document_no, made.authority, made.region, made.sector, first, last, tuple(entries),
        tuple(problems),
    )  # fmt: skip


def _entry(row: Any, at: int, made: ExemptionList) -> Exemption | str:
    """The entry of a row, or what is wrong with it and what would put it right."""
    if not isinstance(row, dict):
        return "不是一项清单内容；写成包含违法行为、类别和适用条件的一项"
    ground = _KINDS.get(_text(row, "kind").replace(" ", ""))
    conditions = row.get("conditions")
    violation = _text(row, "violation")
    if not violation:
        return "缺少违法行为；补充违法行为名称"
    if ground is None:
        return f"类别“{_text(row, 'kind')}”无法识别；应为“首违不罚”或者“轻微免罚”"
    if isinstance(conditions, str):
        conditions = [conditions]
    if not isinstance(conditions, list) or not conditions or not all(
        isinstance(c, str) and c.strip() for c in conditions
    ):  # fmt: skip
        return "缺少适用条件；逐条写明适用条件"
    kept = tuple(c.strip() for c in conditions)
    if max(map(len, (violation, *kept))) > MAX_TEXT:
        return f"文字超过{MAX_TEXT}字；核对是否把几项合成了一项"
    return Exemption(
        _text(row, "code"), violation, ground, kept, made.source, made.effective_from, made.effective_to, made.region,
        made.sector, at, _text(row, "basis"),
    )  # fmt: skip


def _day(head: Mapping[str, Any], key: str, name: str) -> date | None:
    value = head.get(key)
    if value in (None, ""):
        return None
    try:
        return value if type(value) is date else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BenchmarkUnreadable(f"{name}“{value}”不是日期；写成2026-01-31的形式后重新装载") from None


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def _source(title: str, number: str) -> str:
    return f"《{title}》（{number}）" if number else f"《{title}》"


@dataclass(frozen=True, slots=True)
class Listed:
    """What the lists in force say of one violation. `lists` are those looked into; `entries` narrowest region first."""

    entries: tuple[Exemption, ...]
    lists: tuple[ExemptionList, ...]


class ExemptionShelf:
    """An immutable collection of lists, looked into by violation, day, region and sector."""

    def __init__(self, lists: Iterable[ExemptionList] = ()) -> None:
        self.lists: tuple[ExemptionList, ...] = tuple(lists)
        # (place of the list, entry) by code and by words, so that a look-up does not read every list.
        self._known: dict[str, list[tuple[int, Exemption]]] = {}
        for at, one in enumerate(self.lists):
            for entry in one.entries:
                for key in {f"code {entry.code}" if entry.code else "", plain_words(entry.violation)} - {""}:
                    self._known.setdefault(key, []).append((at, entry))

    def __len__(self) -> int:
        return len(self.lists)

    def applicable(
        self, on: date, regions: Sequence[str] = (), sector: str = ""
    ) -> tuple[ExemptionList, ...]:
        """The lists in force on that day for the region chain (narrow → wide) and sector, narrowest first."""
        fits = [
            one
            for one in self.lists
            if one.in_force(on)
            and (not one.region or one.region in regions)
            and (not one.sector or not sector or one.sector == sector)
        ]

        def closeness(one: ExemptionList) -> tuple[int, int, int]:
            distance = list(regions).index(one.region) if one.region else len(regions)
            return distance, 0 if one.sector else 1, -one.effective_from.toordinal()

        return tuple(sorted(fits, key=closeness))

    def find(
        self, code: str, violation: str, on: date, regions: Sequence[str] = (), sector: str = ""
    ) -> Listed:
        """Entries for a violation: the same code, or the same words, since lists rarely have the benchmark's codes."""
        lists = self.applicable(on, regions, sector)
        places = {id(one): at for at, one in enumerate(lists)}
        keys = ((f"code {code}",) if code else ()) + ((words,) if (words := plain_words(violation)) else ())
        known = {(at, e.number): e for key in keys for at, e in self._known.get(key, ())}
        found = sorted(
            (
                (places[id(self.lists[at])], number, entry)
                for (at, number), entry in known.items()
                if id(self.lists[at]) in places
            ),
            key=lambda row: row[:2],
        )
        return Listed(tuple(entry for _, _, entry in found), lists)


def exempted(
    entry: Exemption, *, met: Collection[str], on: date, regions: Collection[str] = (), sector: str = "",
    repeat_count: int = 1,
) -> Exempted:  # fmt: skip
    """Whether a listed violation meets the list: `met` are the conditions established with evidence, word for word.

    A first violation may go unpunished (可以), a slight one without harm is not punished (处罚法 33 第一款).
    """
    ground = CIRCUMSTANCES[entry.circumstance]
    citation = f"{ground.citation}；{entry.source}"
    outside = (entry.region and entry.region not in regions) or (
        entry.sector and sector and entry.sector != sector
    )
    if outside or not entry.in_force(on):
        return Exempted("", f"{entry.source}不适用于本案的时间、区域或者领域", citation)
    if entry.circumstance == FIRST and repeat_count > 1:
        return Exempted("", "追溯期内已有处罚记录，不属于初次违法", citation)
    missing = tuple(c for c in entry.conditions if c not in met)
    if missing:
        return Exempted(
            "", f"“{entry.violation}”列入{entry.source}，尚未认定：{'；'.join(missing)}", citation, missing
        )
    effect = "可以不予行政处罚" if ground.effect == "may_none" else "不予行政处罚"
    sentence = f"“{entry.violation}”列入{entry.source}，符合所列条件，{effect}（{ground.citation}）"
    return Exempted(entry.circumstance, sentence, citation)
