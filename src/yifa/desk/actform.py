"""The form of one act: what was typed, what it becomes, what stands against it. HTTP is in views/acts.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from yifa.access import may
from yifa.desk import forms
from yifa.desk.forms.tree import Post, walk
from yifa.desk.forms.values import MOMENT_MESSAGE, read_moment
from yifa.desk.pickers import find_subjects, known_name, role_word, subject_label
from yifa.law.gates import Finding
from yifa.law.procedure import ActRule, Procedure
from yifa.law.view import MatterView
from yifa.matters.drafting import DraftInput
from yifa.matters.models import Draft, Matter
from yifa.matters.payloads import ActPayload
from yifa.matters.prefill import known_values
from yifa.matters.request import Ask
from yifa.registers import lawbook
from yifa.registers.ids import new_id
from yifa.registers.scope import Actor


@dataclass(slots=True)
class ActForm:
    """Everything about one form in one place; `errors` by path, the empty path for the whole form."""

    actor: Actor
    procedure: Procedure
    rule: ActRule
    model: type[ActPayload]
    agency_id: str
    sector: str
    matter: Matter | None = None
    view: MatterView | None = None
    draft: Draft | None = None
    draft_id: str = ""
    tree: forms.Tree = field(default_factory=dict)
    occurred: str = ""
    until: str = ""
    co_handlers: list[str] = field(default_factory=list)
    corrects: str = ""
    overrides: dict[str, str] = field(default_factory=dict)
    count: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    found: dict[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    queries: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[forms.FieldSpec, ...]:
        return forms.fields_of(self.model)

    @property
    def time_errors(self) -> tuple[str, str]:
        """Messages for the two time inputs."""
        return self.errors.get("_occurred", ""), self.errors.get("_until", "")

    @property
    def chain_words(self) -> list[str]:
        """The approval steps in words, as the procedure names them."""
        acts = self.procedure.acts
        return [
            acts[s.meeting].title
            if s.meeting and s.meeting in acts
            else "或".join(role_word(r) for r in s.roles)
            for s in self.rule.approve
        ]

    def start(self) -> None:
        """An empty form: defaults, what the matter already knows, now, and the other handlers."""
        self.draft_id = str(new_id())
        self.tree = forms.blank_tree(self.fields)
        self.occurred = now_text()
        known = known_values(
            self.procedure,
            self.rule,
            self.model,
            agency_id=self.agency_id,
            view=self.view,
            matter=self.matter,
        )
        target = next((a for a in self.view.acts if a.id == self.corrects), None) if self.view else None
        if target is not None and target.kind == self.rule.id:
            known = dict(target.payload)
        else:
            self.corrects = ""
        who = self.rule.project.get("handlers", "")
        if self.matter is None and who and may(self.actor, "matters.handle"):
            known.setdefault(who, [self.actor.officer_id])  # whoever opens a matter mostly keeps it
        filled = forms.tree_from_values(self.fields, known)
        self.tree |= {name: filled[name] for name in known}
        if self.matter is not None and self.view is not None:
            self.count = self.matter.act_count
            handlers = [str(h) for h in self.matter.handlers]
            if self.actor.officer_id in handlers:  # a reviewer or archivist does not act together with them
                self.co_handlers = [h for h in handlers if h != self.actor.officer_id]

    def from_draft(self, draft: Draft) -> None:
        """The form as it was last saved."""
        self.draft, self.draft_id = draft, str(draft.pk)
        self.tree = forms.tree_from_values(self.fields, draft.payload)
        self.occurred, self.until = local_text(draft.occurred_from), local_text(draft.occurred_to)
        if self.until == self.occurred:
            self.until = ""
        self.co_handlers = [str(c) for c in draft.co_handlers]
        self.corrects = str(draft.corrects or "")
        self.overrides = {str(o.get("gate", "")): str(o.get("reason", "")) for o in draft.overrides}
        self.count = draft.act_count

    def from_post(self, post: Post) -> None:
        """Everything that was sent, exactly as typed."""
        self.tree = forms.tree_from_post(self.fields, post)
        self.draft_id = _uuid(_last(post, "_draft")) or (str(self.draft.pk) if self.draft else str(new_id()))
        self.occurred, self.until = _last(post, "_occurred"), _last(post, "_until")
        self.co_handlers = [c for c in dict.fromkeys(post.get("_co", ())) if _uuid(c)][:20]
        self.corrects = _uuid(_last(post, "_corrects"))
        start = "_override."
        self.overrides = {k[len(start) :]: _last(post, k)[:2000] for k in post if k.startswith(start)}
        count = _last(post, "_count")
        self.count = int(count) if count.isascii() and count.isdigit() and len(count) < 9 else -1
        for path, spec, _ in walk(self.fields, self.tree):
            if spec.widget == "subject" and _last(post, f"_q.{path}"):
                self.queries[path] = _last(post, f"_q.{path}")

    def press(self, post: Post) -> bool:
        """Row buttons, subject searches and choices that fill fields; True when the POST was one of them."""
        if forms.press_row_button(self.fields, self.tree, post):
            return True
        if _last(post, "_fill"):
            self._fill(_last(post, "_fill"))
            return True
        path = _last(post, "_find")
        if not path:
            return False
        if forms.find_field(self.fields, self.tree, path):
            typed = _last(post, f"_q.{path}")
            rows = find_subjects(typed)
            self.found[path] = [(str(s.pk), subject_label(s, known_name(s, typed))) for s in rows]
        return True

    def _fill(self, path: str) -> None:
        """Fill the fields beside a choice with what the register has of it; nothing chosen leaves all as it is."""
        spec = forms.find_field(self.fields, self.tree, path)
        chosen = forms.value_at(self.tree, path)
        item = lawbook.current().permit_items.get(chosen) if spec and chosen else None
        if spec is None or not chosen:
            return
        if item is None:
            self.errors[path] = "没有找到所选的登记事项，请重新选择"
            return
        plain = ".".join(part for part in path.split(".") if not part.isdecimal())
        forms.fill(self.fields, self.tree, path, self.model.picked(plain, item))

    def values(self) -> dict[str, Any]:
        """JSON values of what was typed; unreadable texts stay texts, with messages in `errors`."""
        values, problems = forms.values_from_tree(self.fields, self.tree)
        self.errors.update(problems)
        return values

    def check(self) -> dict[str, Any]:
        """Validate everything; messages go to `errors`. Returns the JSON values."""
        values = self.values()
        self.errors = forms.validate(self.model, values, self.errors)
        self.times()
        return values

    def times(self) -> tuple[datetime | None, datetime | None]:
        """When it happened, from and to; a text that is no time is an error."""
        start = self._time("_occurred", self.occurred)
        end = self._time("_until", self.until) or start
        if start is None and "_occurred" not in self.errors:
            self.errors["_occurred"] = "请填写办理时间"
        if start and end and start > end:
            self.errors["_until"] = "结束时间不能早于开始时间"
        return start, end

    def _time(self, name: str, text: str) -> datetime | None:
        if not text.strip():
            return None
        moment = read_moment(text)
        if moment is None:
            self.errors[name] = MOMENT_MESSAGE
        return moment

    def unsafe(self) -> dict[str, str]:
        """Texts that cannot even be kept in a draft."""
        return forms.unsafe_paths(self.fields, self.tree)

    def draft_input(self, values: Mapping[str, Any]) -> DraftInput:
        """What the engine keeps of this form."""
        start, end = self._quiet_times()
        return DraftInput(
            id=self.draft_id,
            kind=self.rule.id,
            payload=values,
            matter_id=str(self.matter.pk) if self.matter else None,
            procedure=self.procedure.id,
            agency_id=self.agency_id,
            co_handlers=self.co_handlers,
            occurred_from=start,
            occurred_to=end,
            act_count=max(self.count, 0),
            corrects=self.corrects or None,
            overrides=self._override_rows(),
        )

    def ask(self, values: Mapping[str, Any]) -> Ask:
        """The form as a question to the engine (for a dry run)."""
        start, end = self._quiet_times()
        return Ask(
            actor=self.actor,
            kind=self.rule.id,
            payload=values,
            matter_id=str(self.matter.pk) if self.matter else None,
            procedure=self.procedure.id,
            agency_id=self.agency_id,
            draft_id=self.draft_id,
            occurred_from=start,
            occurred_to=end,
            co_handlers=self.co_handlers,
            corrects=self.corrects or None,
            overrides=self._override_rows(),
        )

    def _quiet_times(self) -> tuple[datetime | None, datetime | None]:
        start = read_moment(self.occurred)
        return start, read_moment(self.until) or start

    def _override_rows(self) -> list[dict[str, str]]:
        return [{"gate": g, "reason": r.strip()} for g, r in self.overrides.items() if r.strip()]


def now_text() -> str:
    """This minute in Shanghai, as a datetime-local input wants it."""
    return f"{timezone.localtime():%Y-%m-%dT%H:%M}"


def local_text(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}" if moment else ""


def _last(post: Post, name: str) -> str:
    values = post.get(name) or ("",)
    return str(values[-1])


def _uuid(text: str) -> str:
    try:
        return str(UUID(text)) if len(text) == 36 else ""
    except ValueError:
        return ""
