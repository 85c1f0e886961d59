"""From the name of a unit as printed to registered agencies: by name, by the rule for a collective name, or not at all.

The rules are rows of the register 集合称谓规则; what they give is a proposal that the person sees and changes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources

from yifa.registers.change import change_many
from yifa.registers.dates import in_force
from yifa.registers.models import Agency, CollectiveUnit, Region
from yifa.registers.node import current_node
from yifa.registers.scope import Actor

SINCE = date(2000, 1, 1)
_SPLIT = re.compile(r"[、，,;；\s]+")
# 市司法局 in a plan of 云州市 is 云州市司法局; 区 and 县 likewise.
_OWN = re.compile(r"^(本?[省市县区]|自治区|州|盟|旗)")


@dataclass(frozen=True, slots=True)
class Known:
    """An agency in force, as names are matched with: `level` of its region, `up` the regions around it, own first."""

    id: str
    name: str
    short: str
    kind: str
    sector: str
    level: int
    region_name: str
    up: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a name stands for: ids of agencies (none: not known here), the rule used, and how it was found."""

    agencies: tuple[str, ...] = ()
    rule: str | None = None
    why: str = ""


class Units:
    """The agencies of the node and its rules, read once (three statements) and asked for each name."""

    def __init__(self, region: str, on: date) -> None:
        self.region = region
        self.rules = list(in_force(CollectiveUnit, on).filter(node=current_node()).order_by("place", "title"))
        regions = {r.code: r for r in Region.objects.all()}
        self.agencies = [_known(a, regions) for a in in_force(Agency, on).filter(node=current_node())]

    def find(self, name: str, collective: bool) -> Found:
        """A registered agency of that name first; else what the first rule that matches says."""
        named = self._named(name)
        if named.agencies:
            return named
        for rule in self.rules:
            if re.fullmatch(rule.pattern, name):
                ids = tuple(a.id for a in self.agencies if self._meant(rule, a))
                return Found(ids, str(rule.pk), f"按规则“{rule.title}”展开为{len(ids)}个机关")
        return Found(
            why="没有适用的展开规则，请指明机关" if collective else "没有登记这个机关，按原文名称保留"
        )

    def _named(self, name: str) -> Found:
        exact = [a for a in self.agencies if name in (a.name, a.short)]
        if len(exact) == 1:
            return Found((exact[0].id,), None, "名称相同")
        here = [a for a in self.agencies if a.up and a.up[0] == self.region]
        bare = _OWN.sub("", name)
        if len(bare) < 3:
            return Found()
        own = [a for a in here if a.name == a.region_name + bare or bare in (a.short, _OWN.sub("", a.short))]
        if len(own) == 1:
            return Found((own[0].id,), None, f"本级机关：{own[0].name}")
        return Found()

    def _meant(self, rule: CollectiveUnit, agency: Known) -> bool:
        if rule.names.strip():
            return agency.name in _SPLIT.split(rule.names.strip())
        own, below = bool(agency.up) and agency.up[0] == self.region, self.region in agency.up[1:]
        near = {"own": own, "below": below, "both": own or below}[rule.reach]
        kinds, sectors = (set(filter(None, _SPLIT.split(t))) for t in (rule.kinds, rule.sectors))
        labels = {str(v): str(label) for v, label in [*Agency.Kind.choices, *Agency.Sector.choices]}
        return (
            near
            and (rule.region_level is None or agency.level == rule.region_level)
            and (not kinds or not kinds.isdisjoint({agency.kind, labels.get(agency.kind, "")}))
            and (not sectors or not sectors.isdisjoint({agency.sector, labels.get(agency.sector, "")}))
        )


def _known(agency: Agency, regions: dict[str, Region]) -> Known:
    up: list[str] = []
    code: str | None = agency.region_id
    while code and code not in up:
        up.append(code)
        code = regions[code].parent_id if code in regions else None
    own = regions[agency.region_id]
    return Known(
        str(agency.pk),
        agency.name,
        agency.short_name,
        agency.kind,
        agency.sector,
        own.level,
        own.name,
        tuple(up),
    )


def ensure_rules(actor: Actor) -> int:
    """Enter the initial rules where this node has none; returns how many. What people changed stays."""
    if CollectiveUnit.objects.filter(node=current_node()).exists():
        return 0
    rows = [{**row, "valid_from": SINCE} for row in default_rules()]
    return len(change_many(actor, CollectiveUnit, rows, "系统初始的集合称谓规则").created)


def default_rules() -> Sequence[dict[str, object]]:
    """The rules that ship with the project."""
    text = (resources.files("yifa.supervision.plans") / "collective_rules.toml").read_text(encoding="utf-8")
    rows: list[dict[str, object]] = tomllib.loads(text)["rule"]
    return rows
