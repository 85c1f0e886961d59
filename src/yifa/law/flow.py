"""The flow diagram of a procedure, drawn from the procedure: pure layout, SVG text and the equal table.

One column of stages, top to bottom, so that it reads on a phone. An act that leads to the next row is a
straight arrow; any other leaves to the right and joins the lane of its target. No style attributes: the
stylesheet colours by class, and plain attributes keep the drawing readable without it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from html import escape

from yifa.law.gates import Gate, find_gate
from yifa.law.procedure import STAY, ActRule, Outcome, Procedure

START, ANY = "none", "any"
ROLE_TITLES: Mapping[str, str] = {
    "handler": "承办人", "unit_head": "承办机构负责人", "agency_head": "机关负责人",
    "legal_reviewer": "法制审核人员",
    "hearing_officer": "听证主持人", "archivist": "档案管理员", "supervisor": "监督人员",
    "system_admin": "系统管理员", "security_admin": "安全管理员",
    "audit_admin": "审计管理员", "system": "系统",
}  # fmt: skip

_NODE_X, _NODE_W, _NODE_H = 8, 176, 40
_LABEL_W, _LANE, _PORT, _GAP = 150, 14, 20, 34


@dataclass(frozen=True, slots=True)
class Edge:
    """Acts (their titles) that lead from one stage to another; `source` may be START or ANY."""

    source: str
    target: str
    titles: tuple[str, ...]

    @property
    def label(self) -> str:
        """At most two titles, then how many more."""
        more = f" 等{len(self.titles)}项" if len(self.titles) > 2 else ""
        return shorten("、".join(self.titles[:2]), 12 - len(more)) + more


@dataclass(frozen=True, slots=True)
class FlowRow:
    """One act as a line of the table that says the same as the drawing."""

    act: str
    group: str
    title: str
    origin: str
    target: str
    who: str
    gates: tuple[tuple[str, str], ...]
    basis: str


def shorten(text: str, limit: int) -> str:
    """The text, cut to `limit` characters with an ellipsis."""
    return text if len(text) <= limit else text[: max(limit - 1, 1)] + "…"


def edges(procedure: Procedure, reopening: bool = True) -> tuple[Edge, ...]:
    """Every movement between stages, acts of the same movement together, in the order of the file.

    Without `reopening`, those acts of the machine that only take up again what was finished are left out.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for act in procedure.acts.values():
        if act.reopens and not reopening:
            continue
        for target, _ in _targets(act):
            for source in act.from_:
                if source != target:
                    found.setdefault((source, target), []).append(act.title)
    return tuple(Edge(s, t, tuple(dict.fromkeys(titles))) for (s, t), titles in found.items())


def order(procedure: Procedure) -> tuple[str, ...]:
    """Stages from top to bottom: the longest way from the start that never turns back, then the side ends.

    A stage that only a remedy leads to is a side end: what it reopens went the usual way before.
    """
    forward = _forward(edges(procedure, reopening=False))
    rank, before = {START: 0}, {}
    for stage in _topological(forward):
        for target in forward.get(stage, ()):
            if rank[stage] + 1 > rank.get(target, 0):
                rank[target], before[target] = rank[stage] + 1, stage
    position = {s: i for i, s in enumerate(procedure.stages)}
    step: str | None = max(rank, key=lambda s: rank[s])
    main: set[str] = set()
    while step:
        main.add(step)
        step = before.get(step)
    last = len(procedure.stages) + 1
    return tuple(sorted(procedure.stages, key=lambda s: (s not in main, rank.get(s, last), position[s])))


def _forward(all_edges: Collection[Edge]) -> dict[str, list[str]]:
    """Movements without those that turn back to a stage still on the way."""
    after: dict[str, list[str]] = {}
    for edge in all_edges:
        after.setdefault(edge.source, []).append(edge.target)
    forward: dict[str, list[str]] = {}
    open_: set[str] = set()
    done: set[str] = set()

    def walk(stage: str) -> None:
        open_.add(stage)
        for target in after.get(stage, ()):
            if target in open_:
                continue
            forward.setdefault(stage, []).append(target)
            if target not in done:
                walk(target)
        open_.discard(stage)
        done.add(stage)

    walk(START)
    return forward


def _topological(forward: Mapping[str, list[str]]) -> list[str]:
    out: list[str] = []
    seen: set[str] = set()

    def visit(stage: str) -> None:
        if stage not in seen:
            seen.add(stage)
            # Turned round again below: of two ways as long, the one that the file tells first comes first.
            for target in reversed(forward.get(stage, ())):
                visit(target)
            out.append(stage)

    visit(START)
    return out[::-1]


def _targets(act: ActRule) -> list[tuple[str, str]]:
    """(stage, outcome value or "") for each way the act may end."""
    if isinstance(act.to, Outcome):
        return [(stage, case) for case, stage in act.to.cases.items() if stage != STAY]
    return [(act.to, "")] if act.to else []


def flow_rows(
    procedure: Procedure,
    *,
    gate: Callable[[str], Gate | None] = find_gate,
    role_titles: Mapping[str, str] = ROLE_TITLES,
) -> tuple[FlowRow, ...]:
    """The table equal to the drawing: each act, from, to, who (and who approves), rules, articles."""
    return tuple(_row(procedure, act, gate, role_titles) for act in procedure.acts.values())


def _row(
    procedure: Procedure, act: ActRule, gate: Callable[[str], Gate | None], roles: Mapping[str, str]
) -> FlowRow:
    def names(codes: Collection[str]) -> str:
        return "或".join(roles.get(c, c) for c in codes)

    meetings = {a.id: a.title for a in procedure.acts.values()}
    steps = [meetings.get(s.meeting or "") or names(s.roles) for s in act.approve]
    rules = [(g, gate(g)) for g in act.gates]
    targets = dict.fromkeys(_title(procedure, t) for t, _ in _targets(act))
    return FlowRow(
        act=act.id,
        group=act.group,
        title=act.title,
        origin="、".join(_title(procedure, s) for s in act.from_),
        target="、".join(targets) or "（不变）",
        who=names(act.by) + (f"；审批：{' → '.join(steps)}" if steps else ""),
        gates=tuple((rule.title if rule else name, rule.citation if rule else "") for name, rule in rules),
        basis="、".join(act.basis),
    )


def _title(procedure: Procedure, stage: str) -> str:
    if stage == START:
        return "开始"
    if stage == ANY:
        return "任一阶段"
    return procedure.stages[stage].title if stage in procedure.stages else stage


class _Drawing:
    """Rows of nodes with their ports, lanes on the right, and the SVG pieces in drawing order."""

    def __init__(self, procedure: Procedure) -> None:
        self.p = procedure
        all_edges = edges(procedure)
        self.rows: list[str] = [START, *order(procedure)]
        if any(e.source == ANY for e in all_edges):
            self.rows.append(ANY)
        place = {s: i for i, s in enumerate(self.rows)}
        self.edges = [e for e in all_edges if e.source in place and e.target in place]
        self.straight = [e for e in self.edges if place[e.target] == place[e.source] + 1]
        self.bent = [e for e in self.edges if e not in self.straight]
        self.lanes = {t: i for i, t in enumerate(dict.fromkeys(e.target for e in self.bent))}
        self.top: dict[str, int] = {}
        y = 8
        for row in self.rows:
            self.top[row] = y
            y += self.height(row) + _GAP
        self.total_height = y - _GAP + 8
        self.total_width = _NODE_X + _NODE_W + _LABEL_W + _LANE * (len(self.lanes) + 1)

    def out(self, row: str) -> list[Edge]:
        return [e for e in self.bent if e.source == row]

    def height(self, row: str) -> int:
        ports = len(self.out(row)) + (row in self.lanes)
        return max(_NODE_H if row != START else 26, ports * _PORT + 8)

    def lane_x(self, target: str) -> int:
        return _NODE_X + _NODE_W + _LABEL_W + _LANE * self.lanes[target]

    def arrow_y(self, target: str) -> int:
        return self.top[target] + 4 + _PORT // 2

    def port_y(self, edge: Edge) -> int:
        before = self.out(edge.source).index(edge) + (edge.source in self.lanes)
        return self.top[edge.source] + 4 + before * _PORT + _PORT // 2

    def lines(self) -> list[str]:
        """Arrows and labels, before the nodes."""
        parts: list[str] = []
        middle = _NODE_X + _NODE_W // 2
        for edge in self.straight:
            y1, y2 = self.top[edge.source] + self.height(edge.source), self.top[edge.target]
            parts += [_line(f"M{middle} {y1}V{y2 - 6}"), _head(middle, y2, "down")]
            parts.append(_label(middle + 8, (y1 + y2) // 2 + 4, edge))
        right = _NODE_X + _NODE_W
        for edge in self.bent:
            y, x = self.port_y(edge), self.lane_x(edge.target)
            parts += [_line(f"M{right} {y}H{x}"), _label(right + 6, y - 4, edge)]
        for target, x in ((t, self.lane_x(t)) for t in self.lanes):
            ys = [self.port_y(e) for e in self.bent if e.target == target] + [self.arrow_y(target)]
            parts.append(_line(f"M{x} {min(ys)}V{max(ys)}"))
            parts.append(_line(f"M{x} {self.arrow_y(target)}H{right + 6}"))
            parts.append(_head(right, self.arrow_y(target), "left"))
        return parts


def _line(path: str) -> str:
    return f'<path class="flow-line" d="{path}" fill="none" stroke="#5b6770" stroke-width="1.5"/>'


def _head(x: int, y: int, way: str) -> str:
    down = f"{x},{y} {x - 5},{y - 8} {x + 5},{y - 8}"
    points = down if way == "down" else f"{x},{y} {x + 8},{y - 5} {x + 8},{y + 5}"
    return f'<polygon class="flow-head" points="{points}" fill="#5b6770"/>'


def _label(x: int, y: int, edge: Edge) -> str:
    whole = escape("、".join(edge.titles))
    return (
        f'<text class="flow-label" x="{x}" y="{y}" font-size="12" fill="#33414b">'
        f"<title>{whole}</title>{escape(edge.label)}</text>"
    )


def _node(drawing: _Drawing, row: str, state: str, note: str) -> str:
    y, height = drawing.top[row], drawing.height(row)
    plain = row in (START, ANY)
    title = _title(drawing.p, row)
    marks = {"done": "✓ 已完成", "current": "▶ 当前", "locked": "✕ 条件未满足", "": ""}
    fill = {"done": "#e3f1e6", "current": "#dbe9fb", "locked": "#f5ecec", "": "#ffffff"}[state]
    words = f"{title}，{marks[state][2:]}{'：' + note if note else ''}" if state else title
    dash = ' stroke-dasharray="4 3"' if plain else ""
    middle = y + height // 2
    text = [
        f'<text class="flow-title" x="{_NODE_X + _NODE_W // 2}" y="{middle - 3 if state else middle + 5}" '
        f'text-anchor="middle" font-size="14" fill="#14212b">{escape(shorten(title, 12))}</text>'
    ]
    if state:
        said = shorten(marks[state] + ("：" + note if note else ""), 15)
        text.append(
            f'<text class="flow-state" x="{_NODE_X + _NODE_W // 2}" y="{middle + 13}" text-anchor="middle" '
            f'font-size="11" fill="#33414b">{escape(said)}</text>'
        )
    kind = "flow-node" + (f" is-{state}" if state else "") + (" is-plain" if plain else "")
    return (
        f'<g class="{kind}"><title>{escape(words)}</title><rect x="{_NODE_X}" y="{y}" width="{_NODE_W}" '
        f'height="{height}" rx="{13 if plain else 6}" fill="{fill}" stroke="#5b6770"{dash}/>'
        f"{''.join(text)}</g>"
    )


def flow_svg(
    procedure: Procedure,
    *,
    current: str | None = None,
    done: Collection[str] = (),
    locked: Mapping[str, str] | None = None,
    title: str | None = None,
) -> str:
    """The diagram as an SVG element.

    `current` is the stage the matter is in, `done` the stages passed, `locked` stage → what is missing
    (Chinese, with its article). States are written in words as well as coloured. Text is escaped.
    """
    drawing = _Drawing(procedure)
    locked = locked or {}
    key = "flow-" + "".join(c if c.isalnum() else "-" for c in procedure.id)
    parts = drawing.lines()
    for row in drawing.rows:
        state = "current" if row == current else "done" if row in done else "locked" if row in locked else ""
        parts.append(_node(drawing, row, state, locked.get(row, "") if state == "locked" else ""))
    heading = escape(title or f"{procedure.title}流程图")
    steps = "；".join(
        f"{_title(procedure, e.source)}经“{'、'.join(e.titles)}”到{_title(procedure, e.target)}"
        for e in drawing.edges
    )
    where = f"当前阶段：{_title(procedure, current)}。" if current and current in procedure.stages else ""
    return (
        f'<svg class="flow" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}-t {key}-d" '
        f'viewBox="0 0 {drawing.total_width} {drawing.total_height}" width="{drawing.total_width}" '
        f'height="{drawing.total_height}"><title id="{key}-t">{heading}</title>'
        f'<desc id="{key}-d">{escape(where + steps)}。</desc>{"".join(parts)}</svg>'
    )
