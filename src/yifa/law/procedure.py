"""A procedure written down as data: stages, acts, who may do them, which gates, papers and clocks.

`load_procedure` reads and checks procedure TOML; every mistake is reported with file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yifa.law.gates import Condition, Gate, find_condition, find_gate

if TYPE_CHECKING:
    from yifa.law.figures import FigureBook


STAY = "stay"


@dataclass(frozen=True, slots=True)
class Stage:
    """`closed` stages set the matter's closed_at (结案, 终止…); `final` ones (archived) have no way out.

    A final stage may still lead to another final one, and acts that stay (更正) remain possible.
    """

    id: str
    title: str
    final: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class ApprovalStep:
    """One step of the approval chain: any holder of one of `roles`; skipped unless condition `when` holds.

    `meeting` names an act (e.g. deliberate) that must stand instead of a signature.
    """

    roles: tuple[str, ...] = ()
    when: str | None = None
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class ClockStart:
    """Start clock `clock` with figure `figure`; the start moment is the act's, or payload field `at`.

    `when` names a condition; `amount_field` takes a number entered in the payload (e.g. a period that a
    document sets for itself) instead of the figure's amount, in the figure's unit. Where another law sets the
    period, `unit_field` takes its unit (wd, cd, mo …) and `basis_field` the article that the clock then cites.
    `until` names a payload field with the day on which the period ends anyway (e.g. the term of a permit): then
    nothing is counted.
    """

    clock: str
    figure: str
    at: str | None = None
    when: str | None = None
    amount_field: str | None = None
    unit_field: str | None = None
    basis_field: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class ClockPause:
    """Stop counting clock `clock`: `reason` in the statute's word (鉴定, 听证, 公告…), `basis` the article.

    `by_figure`: only where the figure that the clock runs on leaves that time out, by the article the figure names;
    the rules of sectors and places differ in this. `reason_field`/`basis_field` are payload fields in which the act
    itself says why and by what. `when` names a condition. A pause written as a bare name has none of it and is told
    by the act's title.
    """

    clock: str
    reason: str = ""
    basis: str = ""
    reason_field: str | None = None
    basis_field: str | None = None
    by_figure: bool = False
    when: str | None = None


@dataclass(frozen=True, slots=True)
class ClockResume:
    """Count clock `clock` again: ends its open pauses, only those for `reason` where one is given."""

    clock: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ClockExtension:
    """Lengthen the running clock `clock` by payload field `amount_field`, in the clock's own unit."""

    clock: str
    amount_field: str


@dataclass(frozen=True, slots=True)
class Spawn:
    """Opens a child matter of `procedure` by its opening act `act`, done by the machine once this act stands.

    `carry` maps fields of the child's opening payload to fields of this act's payload, `set` gives fields a value of
    their own (which law the child follows). The child gets the parties and, where nothing is carried to it, the
    title of this matter. `when` names a condition.

    `each` names a repeated group: one child per row, and `carry` may take `<group>.<field>` from the row. `agency` is
    such a field too, with the name or code of the agency whose matter the child is (empty: this one's own); it must
    be of the same region, or with `reach` node of any on this node. `agency` may also be a fact (`@fact.<name>`) that
    says who is answered to. `@number`, `@title`, `@code`, `@agency`, `@fact.<name>`, `@due.<clock>` carry what the
    matter itself says.
    """

    procedure: str
    act: str
    carry: Mapping[str, str] = field(default_factory=dict)
    when: str | None = None
    set: Mapping[str, str] = field(default_factory=dict)
    each: str | None = None
    agency: str | None = None
    reach: str = "region"


ALL = "all"  # in `children` of a Report: every open child


@dataclass(frozen=True, slots=True)
class Report:
    """Tells another matter: the machine records act `act` there, in that matter's agency.

    Told is the parent, if there is one and its procedure knows the act; or, with `matter`, the matter of the same
    agency whose number stands in that fact of this one; or, with `children`, the open children whose procedure knows
    the act: those whose ids stand in that field of this act's payload, or with `all` every one. `carry` maps fields of
    the other payload to fields of this act's payload, or to what this matter itself says (`@number` and the like, see
    Spawn); `set` gives fields a value of their own. `when` names a condition.
    """

    act: str
    carry: Mapping[str, str] = field(default_factory=dict)
    when: str | None = None
    set: Mapping[str, str] = field(default_factory=dict)
    matter: str | None = None
    children: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The next stage depends on a payload field. A case that leads to `STAY` leaves the matter where it is."""

    field: str
    cases: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ActRule:
    """What the procedure says about one act kind.

    `from_` is a tuple of stage ids, ("any",) or ("none",) for an act that opens a matter; `to` None = stay.
    `discloses` names the paper whose decision is prepared for the public (only when condition `discloses_when`
    holds); `publishes` makes what was prepared public; `withdraws` takes it back.
    `spawns` opens child matters, `reports` tells the parent, a named matter or children. `on_lapse` names a clock: the
    machine records the act once that clock is over, unless something stands against it (silence that the law gives a
    meaning).
    `reopens`: only the machine does it; it may leave a final stage, and when it moves the matter, what may be done
    `once` may be done once again.
    `project` maps engine projections to payload fields: parties, handlers, title, exhibits, sets_number.
    `agencies` names payload fields that hold the name of one registered agency, with how far off it may be: `region`
    or `node` (see Spawn).
    """

    id: str
    title: str
    from_: tuple[str, ...]
    to: str | Outcome | None
    by: tuple[str, ...]
    group: str = ""
    approve: tuple[ApprovalStep, ...] = ()
    gates: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    start: tuple[ClockStart, ...] = ()
    stop: tuple[str, ...] = ()
    pause: tuple[ClockPause, ...] = ()
    resume: tuple[ClockResume, ...] = ()
    extend: tuple[ClockExtension, ...] = ()
    discloses: str | None = None
    discloses_when: str | None = None
    publishes: bool = False
    withdraws: bool = False
    suspends: bool = False
    resumes: bool = False
    while_suspended: bool = False
    once: bool = False
    reopens: bool = False
    when: str | None = None
    override: tuple[str, ...] = ()
    number: str | None = None
    project: Mapping[str, str] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)
    notify: tuple[str, ...] = ()
    spawns: tuple[Spawn, ...] = ()
    reports: tuple[Report, ...] = ()
    on_lapse: str | None = None
    basis: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class FactRule:
    """A typed fact to search or count by: `type` text|integer|date|moment|flag, taken from payload fields.

    `sources` is ((act kind, payload field), …); the newest act that has the field wins. `group.field` takes the field
    of every row of a repeated group into one text.
    """

    name: str
    title: str
    type: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperRule:
    """A legal document: template, title, number kind (文号 kind, None = unnumbered), served to the party?"""

    kind: str
    title: str
    template: str
    number: str | None = None
    served: bool = False
    file: str = "main"
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    id: str
    title: str
    basis: tuple[str, ...]
    version: str
    open_matters: str
    open_matters_basis: str
    stages: Mapping[str, Stage]
    acts: Mapping[str, ActRule]
    facts: Mapping[str, FactRule]
    papers: Mapping[str, PaperRule]
    watch: tuple[str, ...] = ()
    text: str = ""
    sha256: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def act_title(self, kind: str) -> str:
        """What an act kind is called: also one of an earlier version, named under [extra.former_acts]."""
        rule = self.acts.get(kind)
        return rule.title if rule else str(self.extra.get("former_acts", {}).get(kind, kind))

    def opening_acts(self) -> tuple[ActRule, ...]:
        """Acts that open a matter of this procedure."""
        return tuple(a for a in self.acts.values() if a.from_ == ("none",))

    def acts_from(self, stage: str) -> tuple[ActRule, ...]:
        """Acts whose `from` allows that stage, in the order of the file."""
        return tuple(a for a in self.acts.values() if stage in a.from_ or a.from_ == ("any",))


# The posts that procedural law speaks of, and the machine itself (a child's outcome, a lapsed clock).
ROLES = frozenset(
    {
        "handler", "unit_head", "agency_head", "legal_reviewer", "hearing_officer", "archivist", "supervisor",
        "system_admin", "security_admin", "audit_admin", "system",
    }
)  # fmt: skip


class ProcedureErrors(ValueError):
    """Every mistake of a procedure file: `errors` is a tuple of "file:line: message" in Chinese."""

    def __init__(self, errors: Sequence[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))


def load_procedure(
    text: str,
    source: str,
    *,
    payload_fields: Mapping[str, frozenset[str]] | None = None,
    roles: Collection[str] = ROLES,
    figures: FigureBook | Collection[str] | None = None,
    known_gate: Callable[[str], Gate | None] = find_gate,
    known_condition: Callable[[str], Condition | None] = find_condition,
    templates: Collection[str] | None = None,
) -> Procedure:
    """Read and check a procedure; `source` is the file name used in messages.

    `payload_fields` maps act ids to the field names of their payload model; `figures` is the figure book
    (or ids) and `templates` the paper templates that exist. What is None is not checked.
    Raises ProcedureErrors with all mistakes at once.
    """
    # Imported here because the loader needs the classes above.
    from yifa.law import procedure_checks, procedure_loader

    procedure, report = procedure_loader.read(text, source)
    if procedure is not None:
        figure = procedure_checks.figure_lookup(figures)
        known = procedure_checks.Known(payload_fields, roles, figure, known_gate, known_condition, templates)
        procedure_checks.check(procedure, report, known)
    if report.found or procedure is None:
        raise ProcedureErrors(report.messages())
    return procedure
