"""The day's export of the log, by the queue."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from procrastinate.contrib.django import app

from yifa.ledger.store import exporting, reading


@app.periodic(cron="5 16 * * *")  # five past midnight in Shanghai
@app.task(name="yifa.ledger.export_daily", queue="effects", queueing_lock="export_daily")
def export_daily(timestamp: int) -> None:
    """Write the day's checkpoint and its digest; with YIFA_LEDGER_EXPORT set, all files of the log into that folder."""
    day = datetime.fromtimestamp(timestamp, UTC).astimezone(ZoneInfo("Asia/Shanghai")).date()
    head = reading.newest(published=True)
    if not head.size:
        return
    if settings.YIFA_LEDGER_EXPORT:
        exporting.export(Path(settings.YIFA_LEDGER_EXPORT), day)
    else:
        exporting.write_note(Path(settings.YIFA_LEDGER_DIR), head, day)
