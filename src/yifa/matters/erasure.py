"""Lawful removal of content, done by the queue after the act that orders it (`erase_body`, `destroy_file`) stands.

What goes and what stays is decided in docs/decisions/0010. Nothing goes before the log has its leaf: then the digest
of what is gone stays provable, and so does every other record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from yifa.law.view import MatterView
from yifa.ledger.commit import lines_behind, lines_of, open_body
from yifa.ledger.store.reading import entry_of
from yifa.matters import disclosure, discovery
from yifa.matters.clocks import SHANGHAI
from yifa.matters.committed import ENVELOPE
from yifa.matters.models import (
    Act,
    ActBody,
    Disclosure,
    Draft,
    DraftVersion,
    Effect,
    Exhibit,
    FileKey,
    Paper,
    StoredFile,
)

ERASING, DESTROYING = "erase_body", "destroy_file"
DAMAGED = "存证原文与存证日志不符，请先运行 yifa ledger verify 查明原因；查明之前没有删除"
WAITING = "等待存证日志登入原内容的摘要，登入后删除"
UNFINISHED = "该记录的文书或者公开尚未办完，办完后删除"
SHARED = "该文件同时是另一案件的证据或者文书，没有销毁"
TRIES = 8  # effects the queue gave up on hold nothing back any more


def erase(act: Act, effect: Effect) -> str:
    """Remove the body of one act and the copies of it. Idempotent; returns what still stands against it, or "".

    The copies: the saved versions of the draft it was, and what the public was shown of it. The lines that open what
    the act's columns say anyway are kept as `head`, so that the columns stay proved.
    """
    target = str(effect.target)
    body = ActBody.objects.select_for_update().get(act_id=target)
    if body.body is not None:
        pending = Effect.objects.filter(act_id=target, state="queued", attempts__lt=TRIES)
        if pending.exists():
            return UNFINISHED
        entry = entry_of("act", target)
        if entry is None:
            return WAITING
        if lines_behind(bytes(body.body), entry[1]) is None:
            return DAMAGED
    if problem := _take_down(act, target):
        return problem
    if body.body is not None:
        body.head = b"\n".join(lines_of(bytes(body.body), ENVELOPE))
        body.body, body.erased_by = None, act
        body.save(update_fields=["body", "erased_by", "head"])
    Draft.objects.filter(pk=target).update(payload={})
    DraftVersion.objects.filter(draft_id=target).update(payload={})
    return ""


def _take_down(act: Act, target: str) -> str:
    """Withdraw what the public was shown of an act, then remove it; both leaves must be in the log before."""
    row = Disclosure.objects.filter(act_id=target).first()
    if row is None:
        return ""
    if row.state in ("published", "pending"):
        disclosure.withdraw(act.matter, sentence(act), row.pk)
        row.refresh_from_db()
    shown = ["disclosure"] * bool(row.published_at) + ["withdrawal"] * bool(row.withdrawn_at)
    if row.bodies and any(entry_of(kind, row.pk) is None for kind in shown):
        return WAITING
    row.content, row.bodies, row.party_name, row.title = {}, [], "", ""
    row.search = " ".join([row.number, row.agency_name])
    row.save(update_fields=["content", "bodies", "party_name", "title", "search"])
    return ""


def destroy(act: Act, effect: Effect) -> str:
    """Destroy the key of one file, then delete its encrypted bytes. Idempotent; returns what stands against it, or "".

    The target is an exhibit, a paper, or a file attached to a record.
    """
    kind, row = _held(str(effect.target))
    file = row if isinstance(row, StoredFile) else row.file if row is not None else None
    if file is None or file.agency_id != act.agency_id:
        return "" if file is None and kind == "exhibit" else "没有找到这份文件，或者文书尚未生成"
    others = [m.objects.filter(file=file).exclude(matter_id=act.matter_id).exists() for m in (Exhibit, Paper)]
    if any(others):
        return SHARED
    if kind and row is not None and entry_of(kind, row.pk) is None:
        return WAITING
    key = FileKey.objects.select_for_update().get(file=file)
    if key.key is not None:
        key.key, key.destroyed_by = None, act
        key.save(update_fields=["key", "destroyed_by"])
    path = file.storage_key
    transaction.on_commit(lambda: default_storage.delete(path))
    return ""


def _held(target: str) -> tuple[str, Exhibit | Paper | StoredFile | None]:
    """What a destruction names, and the kind of its own leaf ("" for an attachment, proved by its act)."""
    if exhibit := Exhibit.objects.select_related("file").filter(pk=target).first():
        return "exhibit", exhibit
    if paper := Paper.objects.select_related("file").filter(pk=target).first():
        return "paper", paper
    return "", StoredFile.objects.filter(pk=target).first()


def erased_by(act_id: UUID | str) -> Act | None:
    """The act by which this act's content was removed; None when it was not, or not by an act that orders it.

    The erasing act must be of its kind and of the same matter and must name the erased one; whether it is genuine
    itself is for the caller to verify like any act.
    """
    rows = ActBody.objects.select_related("act", "erased_by__body_row", "erased_by__matter")
    row = rows.filter(act_id=act_id, body=None).first()
    by = row.erased_by if row else None
    if row is None or by is None or not _orders(by, ERASING) or by.matter_id != row.act.matter_id:
        return None
    return by if str(act_id) in _named(by, "acts") else None


def destroyed_by(file_id: UUID | str) -> Act | None:
    """The act by which a stored file's key was destroyed; None when it was not, or not by an act that names it."""
    rows = FileKey.objects.select_related("destroyed_by__body_row", "destroyed_by__matter")
    row = rows.filter(file__pk=file_id, key=None).first()
    by = row.destroyed_by if row else None
    if by is None or not _orders(by, DESTROYING):
        return None
    ids = {str(file_id)}
    for model in (Exhibit, Paper):
        held = model.objects.filter(file__pk=file_id, matter_id=by.matter_id)
        ids |= {str(pk) for pk in held.values_list("pk", flat=True)}
    return by if ids.intersection(_named(by, "files")) else None


def _orders(by: Act, kind: str) -> bool:
    """Whether an act erases at all: of that kind, and not imported as having happened elsewhere."""
    return by.kind == kind and by.mode == "propose"


def sentence(by: Act) -> str:
    """内容已由“销毁办案内容”（某批〔2026〕3号，2026年11月22日）依法删除. For a destroyed file: 文件已由…依法销毁."""
    return _words(by.kind, by.matter.procedure, _values(by), by.occurred_to)


def told(view: MatterView) -> dict[str, str]:
    """Id → sentence for everything that the erasing acts of a matter name: records, evidence, papers, attachments.

    No statement. What was ordered but not yet done by the queue is named too: for records callers show the sentence
    where the content is missing; of files `files_told` knows more.
    """
    return told_of(((a.kind, a.payload, a.occurred_to) for a in view.acts), view.kind)


def files_told(view: MatterView) -> dict[str, str]:
    """Id → sentence for the files that a matter's acts ordered destroyed; for those not gone yet, what is in the way.

    No statement when nothing was ordered, else one.
    """
    ordered = {a.id for a in view.acts if a.kind == DESTROYING}
    if not ordered:
        return {}
    by_act = told(view)
    found: dict[str, str] = {}
    for effect in Effect.objects.filter(act_id__in=ordered, name="destroy").order_by("act__seq"):
        why = f"：{effect.problem}" if effect.problem else ""
        done = effect.state == "done"
        found[str(effect.target)] = (
            by_act.get(str(effect.target), "") if done else f"已决定销毁，尚未完成{why}"
        )
    return found


def told_of(acts: Iterable[tuple[str, Mapping[str, Any], datetime]], procedure: str) -> dict[str, str]:
    """As `told`, from (kind, payload, time) of a matter's acts."""
    found: dict[str, str] = {}
    for kind, values, at in acts:
        if kind in (ERASING, DESTROYING):
            text = _words(kind, procedure, values, at)
            found |= {str(i): text for i in values.get("acts" if kind == ERASING else "files") or ()}
    return found


def _words(kind: str, procedure: str, values: Mapping[str, Any], at: datetime) -> str:
    known = discovery.procedures().get(procedure)
    day: date = at.astimezone(SHANGHAI).date()
    number = str(values.get("document_number", ""))
    by = f"“{known.act_title(kind) if known else kind}”（{number}，{day.year}年{day.month}月{day.day}日）"
    return f"文件已由{by}依法销毁，只保留校验值" if kind == DESTROYING else f"内容已由{by}依法删除"


def _values(act: Act) -> dict[str, Any]:
    body = act.body_row.body
    fields = open_body(bytes(body)) if body is not None else {}
    return {name.removeprefix("payload."): v for name, v in fields.items() if name.startswith("payload.")}


def _named(act: Act, field: str) -> list[str]:
    try:
        return [str(i) for i in _values(act).get(field) or ()]
    except ValueError:
        return []
