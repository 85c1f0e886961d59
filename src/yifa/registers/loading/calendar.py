"""A year's arrangement of holidays, from a TOML file, through the registers' write path."""

from __future__ import annotations

from yifa.law.calendar import WorkCalendar
from yifa.registers.change import change_many
from yifa.registers.loading.report import LoadReport
from yifa.registers.models import Holiday, PublishedYear
from yifa.registers.scope import Actor, scope


def store_calendar(actor: Actor, entered: WorkCalendar, source: str) -> LoadReport:
    """Store the days and the published years of a calendar file, all or none. `source` is the document."""
    report = LoadReport()
    days = [
        {"day": day, "working": working, "name": name, "source": source}
        for day, (working, name) in sorted(entered.days.items())
    ]
    years = [{"year": year, "source": source} for year in sorted(entered.entered_years)]
    with scope(actor):
        results = [
            change_many(actor, Holiday, days, source, key=["day"]),
            change_many(actor, PublishedYear, years, source, key=["year"]),
        ]
    report.created = sum(len(r.created) for r in results)
    report.updated = sum(len(r.updated) for r in results)
    report.unchanged = sum(r.unchanged for r in results)
    return report
