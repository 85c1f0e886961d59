"""An agency with published, withdrawn, ended and unpublished decisions, as the engine writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from yifa.law.codes import check_uscc
from yifa.matters.dbclock import database_now
from yifa.matters.models import Act, Disclosure, Matter, ProcedureVersion
from yifa.registers.change import change
from yifa.registers.ids import new_id
from yifa.registers.models import Agency, BenchmarkTable, Region
from yifa.registers.scope import IMPORTER, scope

BENCHMARK = {
    "benchmark": {
        "title": "云州市城市管理裁量基准", "document_no": "云城规〔2025〕1号", "authority": "云州市城市管理局",
        "effective": "2025-01-01", "sector": "urban",
    },
    "items": [
        {
            "no": 1, "code": "YZ-CG-001", "law": "云州市市容条例", "violation": "擅自占道经营",
            "basis": [{"law": "云州市市容条例", "article": "13", "paragraph": "2", "item": None}],
            "groups": [
                {
                    "range": "处二千元以上二万元以下罚款",
                    "tiers": [
                        {"tier": "情节较轻", "condition": "第一次被处罚的。", "standard": "处二千元罚款。"},
                        {"tier": "情节严重", "condition": "第二次及以上被处罚的。", "standard": "处二万元罚款。"},
                    ],
                }
            ],
        }
    ],
}  # fmt: skip


@dataclass
class City:
    """What the tests look for."""

    agency: Agency
    table: BenchmarkTable
    publish: Callable[..., Disclosure]
    matter: Callable[..., Matter]


def _uscc() -> str:
    """A made-up code whose two check digits are right."""
    digits = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    codes = (f"11530100MB000001{a}{b}" for a in digits for b in digits)
    return next(c for c in codes if check_uscc(c) is None)


@pytest.fixture
def city(fresh_db: str, connect_as: Any) -> City:
    """Rows as the engine and the importer leave them; committed, on a database of this test's own."""
    with scope(IMPORTER):
        region = change(IMPORTER, Region, None, {"code": "530100", "name": "云州市", "level": 2}, "测试")
        agency = change(
            IMPORTER,
            Agency,
            None,
            {
                "name": "云州市城市管理局", "code": _uscc(), "region": region, "sector": "urban",
                "valid_from": date(2020, 1, 1),
            },
            "测试",
        )  # fmt: skip
        table = change(
            IMPORTER,
            BenchmarkTable,
            None,
            {
                "title": "云州市城市管理裁量基准", "document_no": "云城规〔2025〕1号", "region": "530100",
                "authority": "云州市城市管理局", "effective_from": date(2025, 1, 1), "data": BENCHMARK,
                "sector": "urban", "sha256": "0" * 64,
            },
            "测试",
        )  # fmt: skip
    version = _version(connect_as)
    count = iter(range(1, 1000))

    def matter(**values: Any) -> Matter:
        n = next(count)
        opened = timezone.now() - timedelta(days=60)
        row = Matter(
            agency=agency, procedure="penalty.ordinary", version=version, stage="decided", opened_at=opened,
            code=f"Test{n:04d}-abcdefghij", number=f"云城案〔2026〕{n}号", title="擅自占道经营",
        )  # fmt: skip
        for name, value in values.items():
            setattr(row, name, value)
        with scope(IMPORTER):
            row.save(force_insert=True)
            for seq, (kind, start, end) in enumerate(
                (
                    ("register_clue", "none", "clue"),
                    ("file", "clue", "filed"),
                    ("decide", "filed", row.stage),
                ),
                1,
            ):
                _act(row, seq, kind, start, end, opened + timedelta(days=seq))
        return row

    def publish(days_ago: float = 1, **values: Any) -> Disclosure:
        row_matter = values.pop("matter", None) or matter()
        with scope(IMPORTER):
            act = Act.objects.get(matter=row_matter, seq=3)
            row = Disclosure(
                agency=agency, matter=row_matter, act=act, paper_kind="penalty_decision", code=row_matter.code,
                number="云城罚决〔2026〕1号", title="擅自占道经营", agency_name=agency.name, party_name="张某某",
                content={"violation_code": "YZ-CG-001", "tier": "情节较轻", "fine_fen": 200000,
                         "conduct": "在人行道摆卖", "kinds": ["fine"], "kinds_label": ["罚款"]},
                decided_on=date(2026, 11, 2), state="published",
                published_at=timezone.now() - timedelta(days=days_ago),
            )  # fmt: skip
            for name, value in values.items():
                setattr(row, name, value)
            if "search" not in values:
                row.search = f"{row.number} {row.title} {row.agency_name} {row.party_name} 在人行道摆卖"
            row.save(force_insert=True)
        return row

    return City(agency, table, publish, matter)


def _version(connect_as: Any) -> ProcedureVersion:
    """Procedure versions are written by the owner only, when migrating."""
    found = ProcedureVersion.objects.filter(procedure="penalty.ordinary").first()
    if found is None:
        key = new_id()
        connect_as("owner").execute(
            "INSERT INTO matters_procedureversion (id, procedure, version, text, sha256, created_at)"
            " VALUES (%s, 'penalty.ordinary', 'test', '', 'x', now())",
            [key],
        )
        found = ProcedureVersion.objects.get(pk=key)
    return found


def _act(matter: Matter, seq: int, kind: str, start: str, end: str, at: datetime) -> None:
    Act(
        agency_id=matter.agency_id, matter=matter, seq=seq, kind=kind, version=matter.version, stage_from=start,
        stage_to=end, occurred_from=at, occurred_to=at, recorded_at=database_now(), commitment=b"0" * 32,
    ).save(force_insert=True)  # fmt: skip
