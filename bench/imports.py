"""Subjects loaded from one file: read, judged, written with their history, beside a bare COPY of the same file.

The bare COPY is what PostgreSQL itself needs for these bytes: into a table of text columns without index. Both run in
the same minute on the same server. The same rows are also read from a workbook, and the whole import is taken back.

`BENCH_IMPORT_ROWS=1000000 python -m bench imports` loads a city's register once, telling its progress.
"""

from __future__ import annotations

import csv
import io
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import place
from bench.acts import server_seconds
from bench.report import Row

BOOK_ROWS = 10_000
ROWS = int(os.environ.get("BENCH_IMPORT_ROWS", "100000"))
ROUNDS = 3 if ROWS <= 100_000 else 1
TARGET = 20_000
_PLACES = ("中山路", "解放路", "人民路", "建设街", "和平里", "云山大道")
_KINDS = ("商贸有限公司", "餐饮管理有限公司", "建筑工程有限公司", "食品（云州）有限公司")


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    lines = _lines(ROWS)
    raw, few = _csv(lines), lines[: BOOK_ROWS + 1]
    del lines
    both, judged, written, undone, ratio, work = [], [], [], [], [], []
    for n in range(ROUNDS):
        with place.database(f"bench_imports_{n}", populated):
            bare = _bare_copy(raw)
            before, held = _processor(), _held(afresh=True)
            first = _read(raw, f"{n}.csv")
            second = _write(first[1])
            work.append((_processor() - before) * 1e6 / ROWS)
            held = _held() - held
            back = _undo(first[1])
        judged.append(ROWS / first[0])
        written.append(ROWS / second)
        both.append(ROWS / (first[0] + second))
        undone.append(ROWS / back)
        ratio.append((first[0] + second) / bare)
    with place.database("bench_imports_book", populated):
        book = _book(few)
        seconds, job = _read(book, "b.xlsx")
        streamed = BOOK_ROWS / seconds
    note = f"{ROWS} firms and people, {len(raw) / ROWS:.0f} bytes each, every row new, with history"
    return [
        Row("imports", "subjects: read, judged and written", "rows/s", tuple(both), TARGET, True, note),
        Row("imports", "  of this: read and judged (dry run)", "rows/s", tuple(judged), more=True),
        Row("imports", "  of this: written with history", "rows/s", tuple(written), more=True),
        Row("imports", "  processor time, process and server", "µs/row", tuple(work)),
        Row("imports", "  times a bare COPY of the same file", "×", tuple(ratio)),
        Row("imports", "  memory it took at its most", "MiB", (held,),
            note=f"beside the file of {len(raw) >> 20} MiB"),
        Row("imports", "the whole import taken back", "rows/s", tuple(undone), more=True),
        Row("imports", "the same from XLSX: read and judged", "rows/s", (streamed,), more=True,
            note=f"{BOOK_ROWS} rows, streamed"),
    ]  # fmt: skip


def _held(*, afresh: bool = False) -> float:
    """MiB that this process has held at its most, or holds now, counting `afresh`; 0 where /proc does not tell."""
    try:
        if afresh:
            Path("/proc/self/clear_refs").write_text("5")
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def _processor() -> float:
    """Processor seconds of this process and of the server's behind its connection."""
    return time.process_time() + server_seconds()


def _lines(count: int) -> list[list[str]]:
    """Titles, then firms and people with right check digits; the same ones each time."""
    from yifa.law.codes import identity_check_digit, organisation_check_digit, uscc_check_digit

    dice = random.Random(5)
    rows = [
        ["类别", "名称或姓名", "证件类型", "证件号码", "法定代表人或负责人", "住址或住所", "电话", "登记日期"]
    ]
    for n in range(count):
        at = f"云州市云山区{dice.choice(_PLACES)}{dice.randrange(1, 999)}号"
        phone, day = (
            f"139{dice.randrange(10**8):08d}",
            f"20{dice.randrange(10, 26)}-{dice.randrange(1, 13):02d}-15",
        )
        if n % 4:
            eight = f"{40_000_000 + n:08d}"
            body = "91530102" + eight + organisation_check_digit(eight)
            name = f"云州市第{n}{dice.choice(_KINDS)}"
            rows.append(
                ["法人", name, "统一社会信用代码", body + uscc_check_digit(body), "周建国", at, phone, day]
            )
        else:
            body = f"530102{dice.randrange(1950, 2005)}{dice.randrange(1, 13):02d}15{n // 4 % 1000:03d}"
            body = f"53{n // 4000 + 1000:04d}"[:6] + body[6:]
            rows.append(
                ["自然人", f"孙{n}", "居民身份证", body + identity_check_digit(body), "", at, phone, day]
            )
    return rows


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _book(rows: list[list[str]]) -> bytes:
    from openpyxl import Workbook

    made = Workbook(write_only=True)
    page = made.create_sheet("行政相对人")
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _bare_copy(raw: bytes) -> float:
    """Seconds of COPY of the file as it is into text columns, committed."""
    from django.db import connection, transaction

    columns = ", ".join(f"c{n} text" for n in range(8))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bare ({columns})")
    start = time.perf_counter()
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        cursor.copy("COPY bare FROM STDIN (FORMAT csv, HEADER)") as sent,
    ):
        for at in range(0, len(raw), 1 << 16):
            sent.write(raw[at : at + (1 << 16)])
    return time.perf_counter() - start


def _progress(word: str) -> Callable[[int, int], None] | None:
    """Tells how far a large import is, each hundred thousand rows."""
    if ROWS <= 100_000:
        return None

    def told(done: int, _total: int) -> None:
        if done % 100_000 == 0:
            print(f"bench: {done} {word}", file=sys.stderr, flush=True)

    return told


def _read(raw: bytes, name: str) -> tuple[float, Any]:
    """Seconds from the bytes to judged rows."""
    from yifa.registers.imports import jobs
    from yifa.registers.scope import IMPORTER, scope
    from yifa.registers.sheets import sheet_named

    sheet = sheet_named("subjects")
    assert sheet is not None
    with scope(IMPORTER):
        job = jobs.begin(IMPORTER, sheet, name, raw, "bench", agencies=None, queued=False)
    start = time.perf_counter()
    jobs.run_reading(job.pk, _progress("read"))
    seconds = time.perf_counter() - start
    job.refresh_from_db()
    assert job.state == "judged" and not job.refused and job.new == job.rows, (
        job.state,
        job.notes,
        job.refused,
    )
    return seconds, job


def _write(job: Any) -> float:
    from yifa.registers.imports import jobs
    from yifa.registers.scope import IMPORTER, scope

    with scope(IMPORTER):
        jobs.confirm(job.pk)
    start = time.perf_counter()
    jobs.run_writing(job.pk, _progress("written"))
    seconds = time.perf_counter() - start
    job.refresh_from_db()
    assert (job.state, job.written, job.failed) == ("written", job.rows, 0)
    return seconds


def _undo(job: Any) -> float:
    from yifa.registers.imports import jobs
    from yifa.registers.scope import IMPORTER, scope

    with scope(IMPORTER):
        back = jobs.undo(IMPORTER, job.pk, "bench")
    start = time.perf_counter()
    jobs.run_writing(back.pk, _progress("taken back"))
    seconds = time.perf_counter() - start
    back.refresh_from_db()
    assert (back.written, back.failed) == (job.rows, 0)
    return seconds
