"""The rows behind the leaves of the engine, for verification: read by stretches of the log, compared by column."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import lru_cache

from yifa.ledger.commit import lines_behind, part_behind
from yifa.ledger.store.chunks import read
from yifa.ledger.store.rows import Rows, strays
from yifa.ledger.store.sources import (
    CHANGED,
    COLUMNS,
    UNREADABLE,
    Checked,
    Loose,
    Source,
    Stray,
    register_check,
)
from yifa.ledger.store.sources import register as register_source
from yifa.matters import committed, erasure, files
from yifa.matters.models import (
    Act,
    Approval,
    Disclosure,
    Exhibit,
    Paper,
    Party,
    ProcedureVersion,
    ProtectedRead,
    Reading,
    Refusal,
    StoredFile,
)

SOON = timedelta(minutes=10)
FILE = "文件内容与登入日志时不同，或者读不出来"

ACTS = """
SELECT a.id::text, b.body, a.commitment, a.actors::text, a.findings::text,
    extract(epoch FROM a.recorded_at)::float8, b.agency_id = a.agency_id AND b.node = a.node, b.erased_by_id::text,
    b.head,
    '{"agency":"' || a.agency_id || '","corrects":"' || coalesce(a.corrects_id::text, '') || '","id":"' || a.id
    || '","kind":"' || a.kind || '","matter":"' || a.matter_id || '","mode":"' || a.mode || '","node":'
    || to_json(a.node) || ',"procedure":"' || v.procedure || '@' || v.version || '","procedure_sha256":"' || v.sha256
    || '","schema_version":' || a.schema_version || ',"secrecy":"' || a.secrecy || '","seq":' || a.seq
    || ',"stage_from":"' || a.stage_from || '","stage_to":"' || a.stage_to || '"}',
    '{"occurred_from":"' || to_char(a.occurred_from, F) || '","occurred_to":"' || to_char(a.occurred_to, F)
    || '","precision":"' || a.precision || '","recorded_at":"' || to_char(a.recorded_at, F)
    || '","source_recorded_at":"' || coalesce(to_char(a.source_recorded_at, F), '') || '"}'
FROM matters_act a JOIN matters_procedureversion v ON v.id = a.version_id
LEFT JOIN matters_actbody b ON b.act_id = a.id WHERE a.id = ANY (%s::uuid[])
""".replace(", F)", """ AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')""")


class Acts:
    """Acts and their bodies. What the lines of the envelope open must be what the columns say, erased or not."""

    kind = "act"
    patience = SOON

    def check(self, objects: Mapping[str, int], leaves: Mapping[int, bytes]) -> Iterator[Checked]:
        """Compare bodies with leaves, and columns with bodies. One statement."""
        for row in read(ACTS, [list(objects)]):
            object_id, body, digest, actors, findings, at, same, eraser, kept, head, times = row
            index = objects[object_id]
            leaf = leaves[index]
            by = erasure.erased_by(object_id) if body is None else None
            stands = kept if by else body  # of an erased act, the lines that open its columns
            if not stands:
                problem = UNREADABLE
            else:
                lines = part_behind(kept, leaf, committed.ENVELOPE) if by else lines_behind(body, leaf)
                problem = _act_problem(lines, leaf, digest, actors, findings, head, times)
            whole = same and (by is not None or (eraser is None and kept is None))
            yield Checked(index, problem or ("" if whole else COLUMNS), _erased(by) if by else "", at)

    def strays(self) -> Iterator[Stray]:
        """Acts that never came to the log."""
        return strays("act", "SELECT id FROM matters_act t")


def _act_problem(
    lines: list[bytes] | None,
    leaf: bytes,
    digest: bytes,
    actors: str,
    findings: str,
    head: str,
    times: str,
) -> str:
    if lines is None or hashlib.sha256(leaf).digest() != digest:
        return CHANGED
    if (
        lines[0][_after("act") : -1] != head.encode()
        or lines[-1][_after("time") : -1] != times.encode()
        or not _same_json(lines[1][_after("actors") : -1], actors)
        or not _same_json(lines[2][_after("findings") : -1], findings)
    ):
        return COLUMNS
    return ""


@lru_cache(maxsize=64)
def _after(name: str) -> int:
    """Where the value begins in the line that opens a field."""
    return len('["","",') + 32 + len(name)


@lru_cache(maxsize=8192)
def _same_json(line: bytes, stored: str) -> bool:
    try:
        return bool(json.loads(line) == json.loads(stored))
    except (RecursionError, ValueError):
        return False


def file_problem(stored: StoredFile, sha256: str) -> str:
    """Whether a file's bytes are still those whose digest was committed to."""
    key = getattr(stored, "key_row", None)
    if key is None or (key.node, key.agency_id) != (stored.node, stored.agency_id):
        return FILE
    if key.key is None and erasure.destroyed_by(stored.pk) is not None:
        return ""  # lawfully destroyed; its digest stays proved
    if key.destroyed_by_id is not None:
        return FILE
    try:
        content = files.opened(stored, None if key.key is None else bytes(key.key))
    except files.FileUnreadable:
        return FILE
    return "" if hashlib.sha256(content).hexdigest() == sha256 else FILE


def _erased(by: Act) -> str:
    """As the pages say it, with the id of the erasing act, which is verified like any other."""
    return f"{erasure.sentence(by)}（办理记录 {by.pk}）"


def _bodies(number: int) -> Callable[[Disclosure], bytes | None]:
    """The body of a disclosure (0) or of its withdrawal (1)."""

    def body(row: Disclosure) -> bytes | None:
        kept = row.bodies if isinstance(row.bodies, list) else []
        return str(kept[number]).encode() if len(kept) > number else None

    return body


class Disclosures(Rows):
    """What was published. Once it is withdrawn the columns show the withdrawal, and only the body the content."""

    def erased(self, row: Disclosure) -> str:
        """Removed together with the act whose content it showed."""
        gone = not (row.bodies or row.content or row.title or row.party_name) and row.state != "published"
        by = erasure.erased_by(row.act_id) if gone else None
        return _erased(by) if by else ""

    def columns_agree(self, row: Disclosure, body: bytes) -> bool:
        """As any row, while it is public. No body stands beside those that are proved."""
        if len(row.bodies) != (2 if row.withdrawn_at else 1):
            return False
        superseded = self.kind == "disclosure" and row.withdrawn_at is not None
        return superseded or super().columns_agree(row, body)


def register() -> None:
    """Make the engine's rows known to verification."""
    found: list[Source] = [
        Acts(),
        Rows(
            "approval", Approval, committed.approval_fields, lambda row: bytes(row.body),
            "SELECT id FROM matters_approval t", recorded="recorded_at",
        ),
        Rows(
            "exhibit", Exhibit, lambda row: committed.exhibit_fields(row, row.file), lambda row: bytes(row.body),
            "SELECT id FROM matters_exhibit t", recorded="act__recorded_at", related=("act", "file"),
            further=_same_file,
        ),
        Rows(
            "paper", Paper, lambda row: committed.paper_fields(row, row.file), lambda row: bytes(row.body or b""),
            "SELECT id FROM matters_paper t WHERE state = 'ready'", recorded="made_at",
            related=("file",), further=_same_file,
        ),
        Rows(
            "file", StoredFile, committed.stored_fields, lambda row: bytes(row.body),
            "SELECT id FROM matters_storedfile t", recorded="uploaded_at", related=("key_row",),
            further=lambda row: file_problem(row, row.sha256),
        ),
        Rows(
            "party", Party, committed.party_fields, lambda row: bytes(row.body),
            "SELECT id FROM matters_party t",
        ),
        Rows(
            "reading", Reading, committed.reading_fields, lambda row: bytes(row.body),
            "SELECT id FROM matters_reading t", recorded="recorded_at",
        ),
        Rows(
            "look", ProtectedRead, committed.look_fields, lambda row: bytes(row.body),
            "SELECT id FROM matters_protectedread t", recorded="recorded_at",
        ),
        Rows(
            "refusal", Refusal, committed.refusal_fields, lambda row: bytes(row.body),
            "SELECT id FROM matters_refusal t", recorded="recorded_at",
        ),
        Disclosures(
            "disclosure", Disclosure, committed.disclosure_fields, _bodies(0),
            "SELECT id FROM matters_disclosure t WHERE published_at IS NOT NULL",
        ),
        Disclosures(
            "withdrawal", Disclosure, committed.withdrawal_fields, _bodies(1),
            "SELECT id FROM matters_disclosure t WHERE withdrawn_at IS NOT NULL", recorded="withdrawn_at",
        ),
    ]  # fmt: skip
    for source in found:
        register_source(source)
    register_check(matters_follow_from_acts)
    register_check(procedure_texts)


def matters_follow_from_acts() -> Iterator[Loose]:
    """Each matter has the acts it counts, in unbroken order, and stands where the last of them left it."""
    rows = read(
        "SELECT m.id::text FROM matters_matter m LEFT JOIN ("
        "  SELECT matter_id, count(*) AS n, max(seq) AS last, min(seq) AS first,"
        "    (array_agg((stage_to, secrecy, agency_id, version_id)::text ORDER BY seq DESC))[1] AS head"
        "  FROM matters_act GROUP BY matter_id) a ON a.matter_id = m.id"
        " WHERE (m.act_count, m.act_count, 1, (m.stage, m.secrecy, m.agency_id, m.version_id)::text)"
        "  IS DISTINCT FROM (a.n, a.last, a.first, a.head)"
        " OR EXISTS (SELECT 1 FROM matters_disclosure d WHERE d.matter_id = m.id AND d.code <> m.code) LIMIT 1000",
        [],
    )
    return (
        Loose("matter", matter_id, "案件的办理记录不连续，或者所处环节与最后一项记录不符")
        for (matter_id,) in rows
    )


def procedure_texts() -> Iterator[Loose]:
    """Each stored procedure is the text whose hash its acts were committed with."""
    for row in ProcedureVersion.objects.all():
        if hashlib.sha256(row.text.encode()).hexdigest() != row.sha256:
            yield Loose("procedure", f"{row.procedure}@{row.version}", "程序文本与它的校验值不符")


def _same_file(row: Exhibit | Paper) -> str:
    """The file that is referred to has the digest it had; its bytes are looked at where the file itself is."""
    return "" if row.sha256 == (row.file.sha256 if row.file else "") else FILE
