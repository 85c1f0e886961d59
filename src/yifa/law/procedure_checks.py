"""Checks of meaning on a procedure: every name refers to something, every stage can be reached and left."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from yifa.law.gates import Condition, Gate
from yifa.law.procedure import ALL, STAY, ActRule, FactRule, Outcome, Procedure
from yifa.law.procedure_loader import Findings

# Who may be told besides the holders of a role.
NOTIFIED = frozenset({"handlers", "party"})
# What a matter says of itself to another one.
SAID = frozenset({"@number", "@title", "@code", "@agency"})


@dataclass(frozen=True, slots=True)
class Known:
    """What exists outside the file. None means: not known here, so not checked."""

    payload_fields: Mapping[str, frozenset[str]] | None
    roles: Collection[str]
    figure: Callable[[str], bool] | None
    gate: Callable[[str], Gate | None]
    condition: Callable[[str], Condition | None]
    templates: Collection[str] | None


def targets(act: ActRule) -> tuple[str, ...]:
    """The stages an act may lead to; empty when the matter stays where it is."""
    if act.to is None:
        return ()
    found = act.to.cases.values() if isinstance(act.to, Outcome) else (act.to,)
    return tuple(dict.fromkeys(t for t in found if t != STAY))


def _near(name: str, names: Collection[str]) -> str:
    close = difflib.get_close_matches(name, list(names), 1)
    return f"，是否应为“{close[0]}”" if close else ""


class _Checker:
    def __init__(self, procedure: Procedure, report: Findings, known: Known) -> None:
        self.p, self.report, self.known = procedure, report, known
        # A clock that an earlier version started still runs in matters that began under it, and must be stopped.
        former = procedure.extra.get("former_clocks", ())
        self.clocks = {*former, *(s.clock for a in procedure.acts.values() for s in a.start)}

    def run(self) -> None:
        where = self.report.where
        for act in self.p.acts.values():
            self.act(act, where[("act", act.id)])
        for fact in self.p.facts.values():
            self.fact(fact, where[("fact", fact.name)])
        for paper in self.p.papers.values():
            if self.known.templates is not None:
                at = where[("paper", paper.kind)]
                self.one(f"文书“{paper.kind}”", "模板", paper.template, self.known.templates, at, "template")
        for name in self.p.watch:
            self.gate("watch", name, ("procedure", 0), "watch")
        self.stages()

    def fact(self, fact: FactRule, at: tuple[str, int]) -> None:
        for kind, name in fact.sources:
            if self.one(f"事实“{fact.name}”", "行为", kind, self.p.acts, at, "from"):
                self.field(f"事实“{fact.name}”", kind, name, at, "from")

    def one(
        self, who: str, what: str, name: str, names: Collection[str], at: tuple[str, int], key: str
    ) -> bool:
        if name in names:
            return True
        self.report.add(f"{who}：不存在的{what}“{name}”{_near(name, names)}", at, key, name)
        return False

    def field(self, who: str, act_id: str, name: str | None, at: tuple[str, int], key: str) -> None:
        fields = self.known.payload_fields
        if name and fields is not None and act_id in fields:
            self.one(who, f"字段（{act_id}）", name.split(".")[0], fields[act_id], at, key)

    def gate(self, who: str, name: str, at: tuple[str, int], key: str) -> None:
        found = self.known.gate(name)
        if found is None:
            self.report.add(f"{who}：不存在的规则“{name}”", at, key, name)
        elif not found.citation.strip():
            self.report.add(f"{who}：规则“{name}”没有引用法条", at, key, name)

    def condition(self, who: str, name: str | None, at: tuple[str, int], key: str) -> None:
        if name and self.known.condition(name) is None:
            self.report.add(f"{who}：不存在的条件“{name}”", at, key, name)

    def act(self, act: ActRule, at: tuple[str, int]) -> None:
        who = f"行为“{act.id}”"
        fields = self.known.payload_fields
        if fields is not None and act.id not in fields:
            self.report.add(f"{who}：没有对应的表单模型（acts.py）", at, "id", act.id)
        if not act.by:
            self.report.add(f"{who}：没有人可以办理（缺少“by”）", at, "by")
        for key, names in (("by", act.by), ("override", act.override)):
            for role in names:
                self.one(who, "角色", role, self.known.roles, at, key)
        for post in act.notify:
            self.one(who, "角色", post, {*self.known.roles, *NOTIFIED}, at, "notify")
        for name in act.gates:
            self.gate(who, name, at, "gates")
        for kind in act.papers:
            self.one(who, "文书", kind, self.p.papers, at, "papers")
        self.condition(who, act.when, at, "when")
        self.condition(who, act.discloses_when, at, "discloses_when")
        for projection, name in act.project.items():
            if projection != "sets_number":
                self.field(who, act.id, name, at, "project")
        for name, reach in act.agencies.items():
            self.field(who, act.id, name, at, "agencies")
            self.reach(who, reach, at, "agencies")
        for key, rows in (("spawns", act.spawns), ("reports", act.reports)):
            for row in rows:
                self.condition(who, row.when, at, key)
                for name in row.carry.values():
                    self.carried(who, act.id, name, at, key)
        for told in act.reports:
            if told.matter:
                self.one(who, "事实", told.matter, self.p.facts, at, "reports")
            if told.children and told.children != ALL:
                self.field(who, act.id, told.children, at, "reports")
            if told.children and told.matter:
                self.report.add(f"{who}：“children”和“matter”只能写一个", at, "reports", told.children)
        for child in act.spawns:
            self.field(who, act.id, child.each, at, "spawns")
            if child.agency and child.agency.startswith("@fact."):
                self.carried(who, act.id, child.agency, at, "spawns")
            else:
                self.field(who, act.id, child.agency, at, "spawns")
                if child.agency and not (child.each and child.agency.startswith(f"{child.each}.")):
                    self.report.add(f"{who}：“agency”须是“each”所列各行的字段", at, "spawns", child.agency)
            self.reach(who, child.reach, at, "spawns")
        self.approval(who, act, at)
        self.clock_rules(who, act, at)
        self.movement(who, act, at)

    def carried(self, who: str, act_id: str, name: str, at: tuple[str, int], key: str) -> None:
        """A field of the act, or with @ what the matter itself says."""
        if name.startswith("@fact."):
            self.one(who, "事实", name.removeprefix("@fact."), self.p.facts, at, key)
        elif name.startswith("@due."):
            self.one(who, "期限", name.removeprefix("@due."), self.clocks, at, key)
        elif name.startswith("@"):
            self.one(who, "取值", name, SAID, at, key)
        else:
            self.field(who, act_id, name, at, key)

    def reach(self, who: str, reach: str, at: tuple[str, int], key: str) -> None:
        if reach not in ("region", "node"):
            self.report.add(f"{who}：“reach”只能是 region 或者 node", at, key, reach)

    def approval(self, who: str, act: ActRule, at: tuple[str, int]) -> None:
        for step in act.approve:
            if not step.roles and not step.meeting:
                self.report.add(f"{who}：审批步骤既无角色也无会议", at, "approve")
            for role in step.roles:
                self.one(who, "角色", role, self.known.roles, at, "approve")
            if step.meeting:
                self.one(who, "行为", step.meeting, self.p.acts, at, "approve")
            self.condition(who, step.when, at, "approve")

    def clock_rules(self, who: str, act: ActRule, at: tuple[str, int]) -> None:
        if act.on_lapse is not None:
            self.one(who, "计时（没有行为启动它）", act.on_lapse, self.clocks, at, "on_lapse")
            if "system" not in act.by:
                self.report.add(f"{who}：“on_lapse”由系统登记，“by”须有 system", at, "on_lapse", act.on_lapse)
            if act.on_lapse not in act.stop:
                self.report.add(f"{who}：“on_lapse”的计时须由该行为停止", at, "on_lapse", act.on_lapse)
        for start in act.start:
            if self.known.figure and start.figure and not self.known.figure(start.figure):
                self.report.add(f"{who}：不存在的期限“{start.figure}”", at, "start", start.figure)
            self.condition(who, start.when, at, "start")
            self.field(who, act.id, start.at, at, "start")
            for name in (start.amount_field, start.unit_field, start.basis_field):
                self.field(who, act.id, name, at, "start")
            self.field(who, act.id, start.until, at, "start")
        for clock in act.stop:
            self.one(who, "计时（没有行为启动它）", clock, self.clocks, at, "stop")
        for resume in act.resume:
            self.one(who, "计时（没有行为启动它）", resume.clock, self.clocks, at, "resume")
        for pause in act.pause:
            self.one(who, "计时（没有行为启动它）", pause.clock, self.clocks, at, "pause")
            self.condition(who, pause.when, at, "pause")
            self.field(who, act.id, pause.reason_field, at, "pause")
            self.field(who, act.id, pause.basis_field, at, "pause")
        for extension in act.extend:
            self.one(who, "计时（没有行为启动它）", extension.clock, self.clocks, at, "extend")
            self.field(who, act.id, extension.amount_field, at, "extend")

    def movement(self, who: str, act: ActRule, at: tuple[str, int]) -> None:
        special = [s for s in act.from_ if s in ("any", "none")]
        if special and len(act.from_) > 1:
            self.report.add(f"{who}：“from”为“{special[0]}”时不能再列其他阶段", at, "from", special[0])
        for stage in act.from_:
            if stage not in ("any", "none"):
                self.one(who, "阶段", stage, self.p.stages, at, "from")
        for stage in targets(act):
            self.one(who, "阶段", stage, self.p.stages, at, "to")
        if isinstance(act.to, Outcome):
            self.field(who, act.id, act.to.field, at, "to")
        if act.from_ == ("none",) and act.to is None:
            self.report.add(f"{who}：启动案件的行为须写明进入的阶段（“to”）", at, "from")
        self.leaving_final(who, act, at)

    def leaving_final(self, who: str, act: ActRule, at: tuple[str, int]) -> None:
        """A final stage may be left only for another final one (archiving), or when the machine reopens the file."""
        if act.reopens:
            if act.by != ("system",):
                self.report.add(f"{who}：重新打开案卷（reopens）只能由系统（system）登记", at, "by")
            return
        final = {s.id for s in self.p.stages.values() if s.final}
        onward = [t for t in targets(act) if t in self.p.stages and t not in final]
        left = final if act.from_ == ("any",) else final.intersection(act.from_)
        if onward and left:
            message = f"{who}：终局阶段“{'、'.join(sorted(left))}”不能再进入“{'、'.join(onward)}”"
            self.report.add(message, at, "from", min(left))

    def stages(self) -> None:
        if not self.p.opening_acts():
            self.report.add('没有启动案件的行为（from = "none"）', ("procedure", 0))
        reached = reachable(self.p)
        for stage in self.p.stages.values():
            at = self.report.where[("stage", stage.id)]
            if stage.id not in reached:
                self.report.add(f"阶段“{stage.id}”：没有行为能够到达", at, "id", stage.id)
            elif not (stage.final or stage.closed) and not self.has_exit(stage.id):
                self.report.add(
                    f"阶段“{stage.id}”：没有行为能够离开，却不是终局（final）也不是办结（closed）",
                    at, "id", stage.id,
                )  # fmt: skip

    def has_exit(self, stage: str) -> bool:
        return any(t != stage for a in self.p.acts_from(stage) for t in targets(a))


def reachable(procedure: Procedure) -> set[str]:
    """Stages that some sequence of acts leads to, starting from the opening acts."""
    reached: set[str] = set()
    edge = [t for a in procedure.opening_acts() for t in targets(a)]
    while edge:
        stage = edge.pop()
        if stage not in reached:
            reached.add(stage)
            edge += [t for a in procedure.acts_from(stage) for t in targets(a)]
    return reached


def figure_lookup(figures: Any) -> Callable[[str], bool] | None:
    """Whether a figure book (or a collection of ids) has an id at any date; None when there is no book."""
    if figures is None:
        return None
    return lambda figure_id: figure_id in figures


def check(procedure: Procedure, report: Findings, known: Known) -> None:
    """Add every mistake of meaning to the report."""
    _Checker(procedure, report, known).run()
