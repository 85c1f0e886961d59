"""Procedure versions in the database: every effective text is kept; the same version with other bytes is refused."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from yifa.law.procedure import Procedure
from yifa.matters import discovery
from yifa.matters.models import ProcedureVersion


class ChangedVersion(RuntimeError):
    """A procedure file was changed without a new version."""


def sync() -> int:
    """Store today's procedures, with every overlay that can apply; returns how many were new. Runs as owner, after
    migrations.

    Raises ChangedVersion when a stored version has other bytes.
    """
    new = 0
    for procedure in (*discovery.procedures().values(), *discovery.overlaid()):
        row, created = ProcedureVersion.objects.get_or_create(
            procedure=procedure.id,
            version=procedure.version,
            defaults={"text": procedure.text, "sha256": procedure.sha256},
        )
        if row.sha256 != procedure.sha256:
            raise ChangedVersion(
                f"程序“{procedure.title}”的版本 {procedure.version} 已经使用过,但文件内容不同。"
                "请给改动后的程序一个新的 version,再启动"
            )
        new += created
    return new


def version_row(procedure: Procedure) -> ProcedureVersion:
    """The stored row of a procedure version. Raises ChangedVersion when the database holds other bytes or none."""
    return _version_row(procedure.id, procedure.version, procedure.sha256)


@lru_cache(maxsize=64)
def _version_row(procedure_id: str, version: str, sha256: str) -> ProcedureVersion:
    row = ProcedureVersion.objects.filter(procedure=procedure_id, version=version, sha256=sha256).first()
    if row is None:
        raise ChangedVersion(f"数据库中没有程序 {procedure_id} 的版本 {version}。请先运行 yifa migrate")
    return row


@lru_cache(maxsize=256)
def stored(version_id: UUID) -> ProcedureVersion:
    """The row with this id, read once in a process: these rows never change."""
    return ProcedureVersion.objects.get(pk=version_id)
