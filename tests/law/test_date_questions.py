"""Real-life questions on dates, each with the answer worked out by hand from the statute and the wall calendar.

`data/date_questions.csv` has the question, what is asked (figure, start, sector, region, pauses, extension), the day
or moment due, the article, and the reasoning: which days were counted, which were off, why the last one moves. The
holidays and made-up days are those of the State Council's notices for 2024, 2025 and 2026; 2027 is not published.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from yifa.law.asking import Answer, ask_due, read_regions
from yifa.law.calendar import DEFAULT_CALENDAR
from yifa.law.clocks import SHANGHAI
from yifa.law.figures import DEFAULT_FIGURES

FILE = Path(__file__).parent / "data" / "date_questions.csv"
NOW = datetime(2026, 11, 28, 9, tzinfo=SHANGHAI)

Row = dict[str, str]


def read() -> list[Row]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = read()
each_row = pytest.mark.parametrize(
    "row", [pytest.param(r, id=f"{n}-{r['figure']}-{r['start']}") for n, r in enumerate(ROWS, 2)]
)


def answer(row: Row) -> Answer:
    return ask_due(
        DEFAULT_FIGURES,
        row["figure"],
        row["start"],
        regions=read_regions([row["region"]]) if row["region"] else (),
        sector=row["sector"],
        pauses=row["pauses"].split(";") if row["pauses"] else (),
        extended=[int(row["extended"])] if row["extended"] else (),
        now=NOW,
    )


@each_row
def test_the_answer_is_the_one_worked_out_by_hand(row: Row) -> None:
    given = answer(row)
    due = given.result.due
    if "T" in row["due"]:
        assert due == datetime.fromisoformat(row["due"]).replace(tzinfo=SHANGHAI), row["question"]
    else:
        assert due.date().isoformat() == row["due"], (row["question"], row["reasoning"])
        assert due.strftime("%H:%M:%S") == "23:59:59"
    assert given.result.provisional == (row["provisional"] == "是"), row["question"]
    assert given.figure.citation == row["article"], row["question"]


@each_row
def test_every_answer_explains_itself(row: Row) -> None:
    """The article first; each reason for a pause and each extension by name; a doubt or a provisional year said."""
    given = answer(row)
    steps = "".join(given.result.steps)
    assert row["article"] in given.result.steps[0]
    for pause in filter(None, row["pauses"].split(";")):
        if "，扣除0日" not in row["reasoning"] and "工作日0个" not in row["reasoning"]:
            assert pause.partition(":")[2] in steps, steps
    assert any(s.startswith("延长：") for s in given.result.steps) == bool(row["extended"])
    assert ("暂定" in steps) == (row["provisional"] == "是")
    assert ("存疑" in steps) == (not given.figure.verified)


def test_the_table_covers_what_goes_wrong_in_practice() -> None:
    topics = Counter(r["topic"] for r in ROWS)
    assert len(ROWS) >= 200 and len({r["question"] for r in ROWS}) == len(ROWS)
    wanted = {
        "春节": 20,
        "国庆": 20,
        "事前": 10,
        "月末": 10,
        "闰年": 8,
        "年": 5,
        "小时": 10,
        "起算": 5,
        "末日": 20,
    }
    wanted |= {"领域": 20, "地区": 10, "中止": 20, "延长": 10, "暂定": 5}
    assert {t: n for t, n in wanted.items() if topics[t] < n} == {}
    assert all(r["question"] and r["reasoning"].endswith("。") for r in ROWS)


# (first day off, last day off) of each holiday, and the made-up days, as the notices of the State Council state them.
OFF = {
    2024: "0101 0210-0217 0404-0406 0501-0505 0608-0610 0915-0917 1001-1007",
    2025: "0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008",
    2026: "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
}
MADE_UP = {
    2024: "0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}


def days(year: int, text: str) -> set[date]:
    found: set[date] = set()
    for part in text.split():
        first, _, last = part.partition("-")
        begin, end = (date(year, int(d[:2]), int(d[2:])) for d in (first, last or first))
        found |= {date.fromordinal(n) for n in range(begin.toordinal(), end.toordinal() + 1)}
    return found


@pytest.mark.parametrize("year", sorted(OFF))
def test_the_calendar_is_that_of_the_notices(year: int) -> None:
    off, made_up = days(year, OFF[year]), days(year, MADE_UP[year])
    for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        works = day in made_up or (day.weekday() < 5 and day not in off)
        assert DEFAULT_CALENDAR.is_working_day(day) == works, day
