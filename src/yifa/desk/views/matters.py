"""The list of matters, and one matter's page with its tabs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from yifa.desk.pickers import officers_of, role_word
from yifa.desk.reading import Names, Shown, read
from yifa.desk.views.base import NotThere, desk, needs, show
from yifa.desk.views.facts import facts_of
from yifa.desk.views.home import no_party_words, stage_title, with_stages
from yifa.desk.views.names import names_in
from yifa.law.flow import flow_svg
from yifa.law.procedure import ActRule
from yifa.law.view import ActView
from yifa.matters import discovery, erasure, queries, served
from yifa.matters.checks import correctable
from yifa.matters.models import Matter, Paper
from yifa.matters.page import MatterPage, PossibleAct, load_page
from yifa.matters.queries import MatterFilters
from yifa.registers.models import Agency
from yifa.registers.scope import Actor

TABS = (
    ("overview", "概览"),
    ("evidence", "证据"),
    ("papers", "文书"),
    ("approvals", "审批"),
    ("service", "送达与执行"),
    ("file", "案卷"),
    ("timeline", "大事记"),
    ("looks", "查看记录"),
)
STATES = (
    ("open", "在办"),
    ("near", "七日内到期"),
    ("overdue", "已逾期"),
    ("suspended", "中止"),
    ("closed", "已结案未归档"),
    ("archived", "已归档"),
)
EVIDENCE_KINDS = {
    "document": "书证",
    "object": "物证",
    "audiovisual": "视听资料",
    "electronic": "电子数据",
    "witness": "证人证言",
    "statement": "当事人的陈述",
    "expert": "鉴定意见",
    "record": "勘验笔录、现场笔录",
}
SERVICE_GROUPS = ("送达", "执行", "公开")


@desk
@needs("matters.read")
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Matters newest first, narrowed by filters, one page at a time."""
    filters = _filters(request, actor)
    listing = queries.matter_list(filters, request.GET.get("at", "")[:200])
    query = request.GET.copy()
    query.pop("at", None)
    base = f"{query.urlencode()}&" if query else ""
    context = {
        "rows": with_stages(actor, listing.rows),
        "filters": filters,
        "next": f"?{base}at={listing.next}" if listing.next else "",
        "previous": f"?{base}at={listing.previous}" if listing.previous else "",
        "narrowed": any(
            getattr(filters, n) for n in ("text", "agency", "procedure", "stage", "handler", "state", "mine")
        ),
        "procedures": [(p.id, p.title) for p in discovery.procedures().values()],
        "stages": _stages(filters.procedure),
        "states": STATES,
        "officers": officers_of(actor.agency_id),
        "agencies": _agencies(actor),
    }
    return show(request, actor, "desk/matters.html", context, crumbs=[("案件", "")])


def _filters(request: HttpRequest, actor: Actor) -> MatterFilters:
    def text(name: str, limit: int = 80) -> str:
        value = request.GET.get(name, "").strip()[:limit]
        return "" if "\x00" in value else value

    mine = text("mine") == "1"
    return MatterFilters(
        text=text("q"),
        agency=text("agency", 36),
        procedure=text("procedure"),
        stage=text("stage"),
        handler=actor.officer_id if mine else text("handler", 36),
        state=text("state"),
        mine="1" if mine else "",
    )


def _stages(procedure_id: str) -> list[tuple[str, str]]:
    procedures = discovery.procedures()
    chosen = [procedures[procedure_id]] if procedure_id in procedures else list(procedures.values())
    return list({s.id: s.title for p in chosen for s in p.stages.values()}.items())


def _agencies(actor: Actor) -> list[tuple[str, str]]:
    if len(actor.agencies) < 2:
        return []
    return [
        (str(pk), name) for pk, name in Agency.objects.filter(pk__in=actor.agencies).values_list("pk", "name")
    ]


@desk
@needs("matters.read")
def matter(request: HttpRequest, actor: Actor, matter_id: str) -> HttpResponse:
    """One matter: head, flow, what may be done, clocks, papers, evidence, approvals, file, timeline."""
    tab = request.GET.get("tab", "overview")
    if tab not in dict(TABS):
        tab = "overview"
    page = load_page(actor, matter_id, tab)
    if page is None:
        raise NotThere(
            "没有找到这个案件，或者它不在您可以查看的范围内。",
            "核对案号后在“案件”中查找",
            "如属其他机关的案件，请联系该机关",
        )
    row = page.matter
    context = {
        "page": page,
        "matter": row,
        "stage": stage_title(row.procedure, row.stage),
        "nobody": no_party_words(row.procedure),
        "tab": tab,
        "tabs": _tabs(page),
        **CONTEXTS[tab](page),
    }
    crumbs = [("案件", reverse("desk:matters")), (row.number or row.title or "案件", "")]
    return show(request, actor, "desk/matter.html", context, crumbs=crumbs)


def _overview(page: MatterPage) -> dict[str, Any]:
    locked = page.locked_stages()
    procedure = page.matter.procedure
    return {
        "flow": drawn(page, locked),
        "locked": [(stage_title(procedure, stage), why) for stage, why in locked.items()],
        "recent": [_act_entry(page, act) for act in page.view.acts[:-6:-1]],
        "possible": _possible(page),
        "clocks": {
            "running": [c for c in page.clocks if c.ended_at is None],
            "ended": [c for c in page.clocks if c.ended_at is not None],
        },
        "waiting": "、".join(dict.fromkeys(role_word(r) for d in page.drafts for r in d.waiting_roles)),
        "facts": facts_of(page, names_in(page.view, ())),
        "children": _children(page),
    }


def _children(page: MatterPage) -> list[tuple[str, str, str]]:
    """(id, title, stage) of each child. One at another agency is named only: no id to open it by, no stage."""
    children = page.view.children
    rules = discovery.for_matter(page.matter).acts.values()
    if not any(spawn.agency for rule in rules for spawn in rule.spawns):
        return [(c.id, discovery.procedure(c.kind).title, stage_title(c.kind, c.stage)) for c in children]
    own = {str(pk) for pk in Matter.objects.filter(parent_id=page.matter.pk).values_list("pk", flat=True)}
    return [
        (c.id, discovery.procedure(c.kind).title, stage_title(c.kind, c.stage))
        if c.id in own
        else ("", discovery.procedure(c.kind).title, "由其他机关办理")
        for c in children
    ]


def _evidence(page: MatterPage) -> dict[str, Any]:
    told = erasure.files_told(page.view)
    rows = [
        {"row": e, "kind": EVIDENCE_KINDS.get(e.kind, e.kind), "gone": told.get(str(e.pk), "")}
        for e in page.exhibits
    ]
    return {"exhibits": rows}


def _approvals(page: MatterPage) -> dict[str, Any]:
    return {"drafts": [draft_shown(page, d) for d in page.drafts if _needs_telling(d)]}


def _service(page: MatterPage) -> dict[str, Any]:
    return {"service": [e for e in _told(page) if e.group in SERVICE_GROUPS], "gone": _gone(page)}


def _gone(page: MatterPage) -> dict[UUID, str]:
    """Papers whose file was ordered destroyed, by id."""
    return {UUID(i): said for i, said in erasure.files_told(page.view).items()}


def _told(page: MatterPage) -> list[Entry]:
    return timeline(page, names_in(page.view, [a.payload for a in page.view.acts]))


CONTEXTS: Mapping[str, Callable[[MatterPage], dict[str, Any]]] = {
    "overview": _overview,
    "evidence": _evidence,
    "papers": lambda page: {"gone": _gone(page)},
    "approvals": _approvals,
    "service": _service,
    "file": lambda page: {"contents": contents(page)},
    "timeline": lambda page: {"entries": _told(page)},
    "looks": lambda page: {"looks": page.looks, "readings": page.readings},
}


def _possible(page: MatterPage) -> dict[str, list[PossibleAct]]:
    """Acts that move the matter to another stage, and the others."""
    groups = list(dict.fromkeys(r.group for r in page.procedure.acts.values()))
    other = sorted((p for p in page.possible if not p.moves), key=lambda p: groups.index(p.rule.group))
    return {
        "onward": [p for p in page.possible if p.moves],
        "other": [p for p in other if not p.findings],
        "locked": [p for p in other if p.findings],
    }


def _tabs(page: MatterPage) -> list[tuple[str, str, int]]:
    numbers = {
        "evidence": len(page.view.exhibits),
        "papers": len(page.view.papers),
        "timeline": len(page.view.acts),
    }
    return [(key, title, numbers.get(key, 0)) for key, title in TABS]


def drawn(page: MatterPage, locked: Mapping[str, str]) -> SafeString:
    """The procedure's diagram with where this matter is. The drawing escapes every text itself."""
    svg = flow_svg(page.procedure, current=page.matter.stage, done=page.done_stages, locked=locked)
    return mark_safe(svg)  # nosec B308 B703


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline."""

    title: str
    at: datetime
    who: str
    what: str = ""
    group: str = ""
    css: str = ""
    recorded: datetime | None = None
    act: ActView | None = None
    shown: tuple[Shown, ...] = ()
    papers: Sequence[Paper] = ()
    findings: Sequence[Mapping[str, Any]] = ()
    late: bool = False
    imported: bool = False
    mend: str = ""
    erased: str = ""


def timeline(page: MatterPage, names: Names) -> list[Entry]:
    """Everything that happened, newest first: acts, corrections, refusals."""
    entries = [_act_entry(page, act, names) for act in page.view.acts]
    for refusal in page.refusals:
        entries.append(
            Entry(
                title=f"未准予办理：{page.procedure.act_title(refusal.kind)}",
                at=refusal.recorded_at,
                who=refusal.officer.name if refusal.officer else "系统",
                css="refused",
                recorded=refusal.recorded_at,
                findings=[f for f in refusal.findings if f.get("level") == "block"],
            )
        )
    return sorted(entries, key=lambda e: (e.at, e.recorded or e.at), reverse=True)


def _act_entry(page: MatterPage, act: ActView, names: Names | None = None) -> Entry:
    rule = page.procedure.acts.get(act.kind)
    model = discovery.payload_model(page.procedure.id, act.kind)
    row = page.act_rows.get(act.id, {})
    recorded = row.get("source_recorded_at") or act.recorded_at
    return Entry(
        title=page.procedure.act_title(act.kind),
        at=act.occurred_to,
        who="、".join(f"{a.name}（{role_word(a.role)}）" for a in act.actors),
        group=rule.group if rule else "",
        css="corrected" if act.corrected_by else "",
        recorded=recorded,
        act=act,
        shown=read(model, act.payload, names) if model and names else (),
        papers=[p for p in page.papers if str(p.act_id) == act.id],
        findings=[f for f in row.get("findings", ()) if f.get("level") in ("block", "warn")],
        late=(recorded - act.occurred_to).days >= 2,
        imported=row.get("source_recorded_at") is not None,
        mend=_mend_url(page, act, rule),
        erased="" if act.payload else erasure.told(page.view).get(act.id, "内容不在记录中"),
    )


def _mend_url(page: MatterPage, act: ActView, rule: ActRule | None) -> str:
    """Where this record can be put right by doing it again; "" when it cannot."""
    if (
        rule is None
        or act.corrected_by
        or not act.payload
        or page.matter.archived_at
        or not correctable(rule)
    ):
        return ""
    return f"{reverse('desk:act', args=[page.matter.pk, rule.id])}?corrects={act.id}"


def _needs_telling(draft: Any) -> bool:
    """Drafts that became acts without anybody's approval are in the timeline anyway."""
    return draft.state != "done" or any(a.action != "submit" for a in draft.approvals.all())


def draft_shown(page: MatterPage, draft: Any) -> dict[str, Any]:
    """A draft with its chain: who is next, what was said."""
    words = {"submit": "送审", "approve": "同意", "return": "退回", "delegate": "转交", "void": "失效"}
    return {
        "draft": draft,
        "title": page.procedure.act_title(draft.kind),
        "state": draft.get_state_display(),
        "waits": "、".join(role_word(r) for r in draft.waiting_roles),
        "steps": [
            {"row": a, "word": words.get(a.action, a.action), "role": role_word(a.role)}
            for a in draft.approvals.all()
        ],
        "url": reverse("desk:approval", args=[draft.pk]),
    }


def contents(page: MatterPage) -> list[dict[str, Any]]:
    """The contents list as it stands: every act, with its papers or, when it made none, by itself.

    What was done apart for the case stands where it was opened.
    """
    own = [_listed(page, a.id, page.procedure.act_title(a.kind), a.occurred_to) for a in page.view.acts]
    blocks = [(a, _listed_apart(page, a)) for a in page.apart]
    merged = served.among(own, [a.id for a in page.view.acts], blocks)
    return [line for lines in merged for line in lines]


def _listed_apart(page: MatterPage, apart: served.Apart) -> list[list[dict[str, Any]]]:
    procedure = discovery.for_matter(apart.matter)
    return [
        _listed(
            page,
            row["id"],
            f"{procedure.title}：{procedure.act_title(row['kind'])}",
            datetime.fromisoformat(row["to"]),
        )
        for row in apart.rows
    ]


def _listed(page: MatterPage, act_id: str, title: str, at: datetime) -> list[dict[str, Any]]:
    papers = [p for p in page.papers if str(p.act_id) == act_id]
    return [
        {"title": p.title, "number": p.number, "day": p.day, "paper": p, "part": p.part} for p in papers
    ] or [{"title": title, "number": "", "day": at, "part": "main"}]
