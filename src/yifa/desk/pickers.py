"""What may be picked in a form: officers, the matter's acts, benchmark items, subjects, files, licensing items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, When
from django.utils import timezone

from yifa.access.masking import masked_number, masked_party
from yifa.desk.forms import FieldSpec, Pickers
from yifa.desk.words import moment_words
from yifa.institutions.common.erasure import kept_files
from yifa.law.benchmarks import BenchmarkItem
from yifa.law.procedure import ActRule
from yifa.law.view import ChildView, MatterView
from yifa.matters import discovery
from yifa.matters.models import StoredFile
from yifa.matters.queries import NIL
from yifa.matters.request import ids_in
from yifa.registers import lawbook
from yifa.registers.dates import in_force
from yifa.registers.models import Agency, Officer, Role, Subject

FOUND_LIMIT = 20
CHILDREN_LIMIT = 200


def pickers_for(
    agency_id: str,
    sector: str,
    values: Mapping[str, Any],
    view: MatterView | None = None,
    fields: Sequence[FieldSpec] = (),
    reach: str = "region",
) -> Pickers:
    """Pickers for a form with these values and `fields`. At most five statements: officers, subjects, files; and
    agencies of the region, or with `reach` node of the whole node, where the form asks for one.
    """
    ids = set(ids_in(values))
    wanted = widgets_of(fields)
    near = agencies_near(agency_id, reach) if wanted & {"agency", "region_permit_item"} else []
    on = application_day(values)
    parties = {p.subject_id: p.name for p in view.parties} if view else {}
    return Pickers(
        officers=officers_of(agency_id),
        acts=acts_of(view) if view else (),
        records=acts_of(view, corrected=True) if view else (),
        kept=kept_of(view) if view else (),
        violations=violations_of(sector, timezone.localdate()),
        permit_items=permit_items_of(agency_id, on) if "permit_item" in wanted else (),
        region_permit_items=permit_items_near(near, on) if "region_permit_item" in wanted else (),
        agencies=[(name, name) for _, name in near],
        children=children_of(view, ids) if view and "child" in wanted else (),
        subjects=parties | subject_names(ids - set(parties)),
        files=file_names(ids),
    )


def officers_of(agency_id: str) -> list[tuple[str, str]]:
    """Officers in service at an agency: name, unit, and the word for auxiliaries, who may not act."""
    rows = in_force(Officer, timezone.localdate()).filter(agency_id=agency_id or NIL)
    rows = rows.select_related("unit").order_by("auxiliary", "unit__name", "name")
    return [(str(o.pk), officer_label(o)) for o in rows]


def role_word(role: str) -> str:
    """承办人 for handler; 系统 for the machine."""
    return str(Role(role).label) if role in Role.values else "系统"


def officer_label(officer: Officer) -> str:
    """张三（执法大队）."""
    unit = f"（{officer.unit.name}）" if officer.unit else ""
    return f"{officer.name}{unit}" + ("（辅助人员）" if officer.auxiliary else "")


def acts_of(view: MatterView, *, corrected: bool = False) -> list[tuple[str, str]]:
    """Standing acts of the matter, newest first; `corrected` ones too, all with their number, when asked."""
    procedure = discovery.procedures().get(view.kind)
    titles = {a.id: a.title for a in procedure.acts.values()} if procedure else {}
    return [
        (
            a.id,
            f"{f'{a.seq}. ' if corrected else ''}{titles.get(a.kind, a.kind)}（{moment_words(a.occurred_to)}）",
        )
        for a in reversed(view.acts)
        if corrected or a.corrected_by is None
    ]


def children_of(view: MatterView, chosen: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Open matters that this one opened: whose, what, how far. Those chosen first; no more than can be read."""
    wanted = set(chosen)
    rows = [c for c in view.children if c.id in wanted or c.closed_at is None]
    rows = [c for c in rows if c.facts.get("task_title")]
    rows.sort(key=lambda c: (c.id not in wanted, str(c.facts.get("task_no") or ""), child_label(c)))
    return [(c.id, child_label(c)) for c in rows[: max(CHILDREN_LIMIT, len(wanted))]]


def child_label(child: ChildView) -> str:
    """云州市城管局：全员轮训（办理中）."""
    known = discovery.procedures().get(child.kind)
    stage = known.stages[child.stage].title if known and child.stage in known.stages else child.stage
    unit = f"{child.facts['charged']}：" if child.facts.get("charged") else ""
    return f"{unit}{child.facts.get('task_title', '')}（{stage}）"


def kept_of(view: MatterView) -> list[tuple[str, str]]:
    """The matter's files: evidence, papers, and what is attached to records. No statement."""
    return list(dict(kept_files(view)).items())


def widgets_of(fields: Sequence[FieldSpec]) -> set[str]:
    """The kinds of fields in a form, those of its rows too."""
    named = {f.item.widget for f in fields if f.item is not None}
    return named | {w for f in fields for w in (f.widget, *widgets_of(f.fields))}


def application_day(values: Mapping[str, Any]) -> date:
    """The day on which the application was received, as far as it is typed; else today."""
    try:
        return date.fromisoformat(str(values.get("received_on") or ""))
    except ValueError:
        return timezone.localdate()


def reach_of(rule: ActRule) -> str:
    """How far off the agencies may be that an act names: `node` where a task goes to other levels, else `region`."""
    reaches = {*rule.agencies.values(), *(s.reach for s in rule.spawns if s.each)}
    return "node" if "node" in reaches else "region"


def agencies_near(agency_id: str, reach: str = "region") -> list[tuple[str, str]]:
    """(id, name) of the agencies in force in the region of this one, itself among them; entrusted ones too.

    With `reach` node those of its whole node: its own region's first.
    """
    own = Agency.objects.filter(pk=agency_id or NIL)
    near = Q(region_id__in=own.values("region_id"))
    rows = in_force(Agency, timezone.localdate())
    rows = rows.filter(node__in=own.values("node")) if reach == "node" else rows.filter(near)
    rows = rows.annotate(near=Case(When(near, then=0), default=1)).order_by("near", "name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def permit_items_of(agency_id: str, on: date) -> list[tuple[str, str]]:
    """The agency's registered licensing items in force on the day. No statement."""
    return [(i.id, f"{i.title}（{i.code}）") for i in lawbook.current().permit_items.of_agency(agency_id, on)]


def permit_items_near(near: Sequence[tuple[str, str]], on: date) -> list[tuple[str, str]]:
    """The same of several agencies, each item with its agency. No statement."""
    shelf = lawbook.current().permit_items
    items = [i for agency_id, _ in near for i in shelf.of_agency(agency_id, on)]
    return [(i.id, f"{i.agency}：{i.title}（{i.code}）") for i in items]


def permit_item_names() -> dict[str, str]:
    """Every registered item by its id, also those no longer in force. No statement."""
    return {
        i.id: f"{i.title}（{i.code}，{i.valid_from.isoformat()}起）"
        for i in lawbook.current().permit_items.items
    }


def violations_of(sector: str, on: date) -> list[tuple[str, str]]:
    """Benchmark items in force on the day, those of the agency's sector first."""
    items = [i for i in benchmark_items() if in_force_on(i, on)]
    items.sort(key=lambda i: (i.sector != sector, i.table, i.no or 0))
    return [(i.code, f"{i.code} {i.violation[:60]}") for i in items]


def benchmark_items() -> Iterable[BenchmarkItem]:
    """Every item of every table known."""
    return tuple(item for table in lawbook.current().benchmarks for item in table.items)


def in_force_on(item: BenchmarkItem, on: date) -> bool:
    """Whether the table the item is in applies on that day."""
    started = item.effective_from is None or item.effective_from <= on
    return started and (item.effective_to is None or on <= item.effective_to)


def subject_names(ids: Iterable[str]) -> dict[str, str]:
    """Labels of subjects by id; unknown ids are left out."""
    wanted = [UUID(i) for i in ids]
    return {str(s.pk): subject_label(s) for s in Subject.objects.filter(pk__in=wanted)} if wanted else {}


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """Names of stored files by id."""
    wanted = [UUID(i) for i in ids]
    if not wanted:
        return {}
    return {str(pk): name for pk, name in StoredFile.objects.filter(pk__in=wanted).values_list("pk", "name")}


def subject_label(subject: Subject, name: str = "") -> str:
    """Name, kind, and the identifier with its middle hidden: enough to tell two people of one name apart."""
    code = masked_number(subject.identifier_kind, subject.identifier)
    return f"{name or subject.name}（{subject.get_kind_display()}{'，' + code if code else ''}）"


def known_name(subject: Subject, typed: str) -> str:
    """A person's name is shown to whoever typed it, or the whole number; to others only the surname."""
    typed = typed.strip()
    if typed and typed.upper() in (subject.name.upper(), subject.identifier.upper()):
        return subject.name
    return masked_party(subject.name, subject.kind)


def find_subjects(text: str, limit: int = FOUND_LIMIT) -> list[Subject]:
    """Subjects by part of the name or by the whole identifier, each once. One statement; hostile text finds nothing."""
    text = text.strip()[:200]
    if not text or "\x00" in text or not _encodable(text):
        return []
    rows = Subject.objects.filter(Q(name__contains=text) | Q(identifier=text.upper()), merged_into=None)
    return list(rows.order_by("name", "id")[:limit])


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
