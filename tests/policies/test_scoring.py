"""The measure itself, on readings made by hand: what counts as found, missed and extra."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from policies import facts, scoring
from yifa.policies.document import (
    Cited,
    Comparison,
    DateKind,
    DateMention,
    Duty,
    DutyKind,
    Heading,
    PolicyDocument,
    Reading,
    Target,
    Task,
    UnitMention,
)

EXPECTATION = {
    "same_units": {"各镇、街": ["各镇", "街"]},
    "document": [
        {
            "title": "某区工作方案(2023—2025年)",
            "number": "某府办〔2024〕1号",
            "issuer": "某区人民政府办公室",
            "date": date(2024, 3, 8),
            "cites": [{"title": "上级计划", "number": "国办发〔2023〕27号"}],
            "named": ["某条例"],
            "outline": ["一、 任务", "  (一) 培训", "二、 保障"],
            "dates": [
                {"text": "于2024年9月底前", "kind": "deadline", "end": date(2024, 9, 30), "or_in": "1."}
            ],
            "task": [
                {
                    "no": "1.",
                    "path": ["一、", "(一)"],
                    "title": "加强培训",
                    "lead": ["区司法局"],
                    "responsible": ["各镇", "街"],
                    "optional_lead": ["区编办"],
                    "dates": [
                        {"text": "每年", "kind": "frequency|yearly", "every": "年"},
                        {"text": "2024年", "kind": "period", "optional": True},
                    ],
                    "targets": [{"text": "不少于60学时", "comparison": ">=", "value": 60, "unit": "学时"}],
                    "duties": [{"kind": "report", "to": ["区政府", "区委"], "by": "每年", "text": "总结"}],
                },
                {"no": "(一)", "path": ["二、"], "title": "加强领导", "lead": ["区司法局"]},
            ],
        }
    ],
}

CHOICES = {"dates": DateKind, "targets": Comparison, "duties": DutyKind}
S = (0, 1)
TRAINING = Task(
    no="1.",
    title="加强培训。",
    text="1.加强培训。……",
    span=S,
    path=("一、任务", "(一)培训"),
    units=(UnitMention("区司法局", "lead", S), UnitMention("各镇、街", "responsible", S)),
    dates=(DateMention("每年参加", "frequency", (10, 12), every="年"),),
    targets=(Target("不少于60学时", ">=", Decimal(60), "学时", S),),
    duties=(Duty("report", "总结", ("区委", "区政府"), "每年", S),),
)
LEADING = Task(
    no="(一)",
    title="加强领导",
    text="(一)加强领导。",
    span=S,
    path=("二、",),
    units=(UnitMention("区司法局", "lead", S),),
)
DOCUMENT = PolicyDocument(
    title="某区工作方案(2023—2025年)",
    number="某府办(2024)1号",
    issuer="某区人民政府办公室",
    issued=date(2024, 3, 8),
    span=S,
    cites=(Cited("上级计划", "国办发〔2023〕27号", S), Cited("某条例", None, S)),
    outline=(
        Heading(1, "一、", "任务", S, (Heading(2, "(一)", "培训", S, (Heading(3, "1.", "加强培训", S),)),)),
        Heading(1, "二、", "保障", S),
    ),
    tasks=(TRAINING, LEADING),
    dates=(DateMention("2024年9月底前", "deadline", (30, 38), end=date(2024, 9, 30)),),
)


def reading(**changes):
    return Reading("", (replace(DOCUMENT, **changes),))


def training(**changes):
    return reading(tasks=(replace(TRAINING, **changes), LEADING))


def of(kind, read):
    found = scoring.score(EXPECTATION, read)[kind]
    return found.hits, len(found.missed), len(found.extra)


def test_a_right_reading_misses_nothing_and_adds_nothing():
    for kind, found in scoring.score(EXPECTATION, reading()).items():
        assert (found.missed, found.extra) == ([], []), kind
        assert found.hits > 0, kind


@pytest.mark.parametrize(
    ("kind", "read", "counts"),
    [
        ("tasks", reading(tasks=(TRAINING,)), (1, 1, 0)),
        ("tasks", training(no="2."), (1, 1, 1)),
        ("tasks", training(title="另一件事", text="1.另一件事"), (1, 1, 1)),
        ("paths", training(path=("二、保障", "(一)培训")), (1, 1, 0)),
        ("paths", training(path=()), (1, 1, 0)),
        ("units", training(units=(UnitMention("区司法局", "cooperating", S),)), (1, 3, 1)),
        ("units", training(units=(*TRAINING.units, UnitMention("区编办", "lead", S))), (4, 0, 0)),
        ("units", training(units=(*TRAINING.units, UnitMention("区财政局", "lead", S))), (4, 0, 1)),
        ("units", training(units=(UnitMention("区司法局、各镇、街", "lead", S),)), (1, 3, 1)),
        ("dates", training(dates=()), (1, 1, 0)),
        ("dates", training(dates=(replace(TRAINING.dates[0], kind="relative"),)), (1, 1, 1)),
        ("dates", training(dates=(*TRAINING.dates, DateMention("2024年", "period", (40, 45)))), (2, 0, 0)),
        (
            "dates",
            training(dates=(*TRAINING.dates, DateMention("2025年底", "deadline", (40, 45)))),
            (2, 0, 1),
        ),
        ("dates", reading(dates=(replace(DOCUMENT.dates[0], text="2024年8月底前"),)), (1, 1, 1)),
        ("dates", reading(dates=(*DOCUMENT.dates, *TRAINING.dates)), (2, 0, 0)),
        ("values", reading(dates=(replace(DOCUMENT.dates[0], end=date(2024, 9, 29)),)), (1, 1, 0)),
        ("targets", training(targets=(replace(TRAINING.targets[0], comparison=">"),)), (0, 1, 1)),
        ("targets", training(targets=(replace(TRAINING.targets[0], value=Decimal(6)),)), (0, 1, 1)),
        ("targets", training(targets=(replace(TRAINING.targets[0], unit="次"),)), (0, 1, 1)),
        ("duties", training(duties=(replace(TRAINING.duties[0], to=("区委",)),)), (1, 1, 0)),
        ("duties", training(duties=(replace(TRAINING.duties[0], kind="file"),)), (0, 2, 2)),
        ("duties", training(duties=(replace(TRAINING.duties[0], by=""),)), (0, 2, 2)),
        ("heads", reading(number=None), (3, 1, 0)),
        ("heads", reading(issued=date(2024, 3, 9)), (3, 1, 1)),
        ("cites", reading(cites=(Cited("上级计划", None, S),)), (0, 1, 0)),
        ("cites", reading(cites=(*DOCUMENT.cites, Cited("方案附件", None, S))), (1, 0, 1)),
        ("outline", reading(outline=DOCUMENT.outline[:1]), (2, 1, 0)),
    ],
)
def test_what_is_wrong_is_counted(kind, read, counts):
    assert of(kind, read) == counts


def test_a_date_between_items_may_be_read_with_the_item_before():
    moved = (*TRAINING.dates, *DOCUMENT.dates)
    read = reading(dates=(), tasks=(replace(TRAINING, dates=moved), LEADING))
    assert of("dates", read) == (2, 0, 0)


def test_no_document_misses_everything_and_a_document_too_many_is_extra():
    assert of("tasks", Reading("", ())) == (0, 2, 0)
    assert of("units", Reading("", ())) == (0, 4, 0)
    twice = Reading("", (DOCUMENT, replace(DOCUMENT, number="另〔2024〕2号", title="另一件")))
    assert of("tasks", twice) == (2, 0, 2)


def test_precision_and_recall():
    found = scoring.Count(hits=3, missed=["甲"], extra=["乙", "丙", "丁"])
    assert (found.recall, found.precision) == (0.75, 0.5)
    assert (scoring.Count().recall, scoring.Count().precision) == (1.0, 1.0)
    assert scoring.Count(extra=["甲"]).precision == 0.0
    assert scoring.Count(missed=["甲"]).recall == 0.0


def test_the_table_names_what_is_missed_and_extra():
    shown = scoring.table({"one": scoring.score(EXPECTATION, training(no="2."))})
    assert "one tasks - 某区工作方案(2023—2025年)"[:20] in shown
    assert "+ " in shown
    assert shown.splitlines()[1].split() == ["one", "tasks", "2", "1", "1", "1", "0.500", "0.500"]


@pytest.mark.parametrize("name", facts.names())
def test_the_files_use_the_words_of_the_measure(name):
    """A misspelt key would silently expect nothing."""
    file = facts.load(name)
    top = {
        "title",
        "title_or",
        "notice_title",
        "number",
        "issuer",
        "issuer_or",
        "date",
        "cites",
        "named",
        "outline",
    }
    lists = {"dates", "targets", "duties"}
    roles = {"lead", "cooperating", "responsible"}
    task = {"no", "title", "path", *lists, *roles, *(f"optional_{role}" for role in roles)}
    rows = {
        "dates": {"text", "kind", "event", "optional", "or_in", *scoring._DATE_FIELDS},
        "targets": {"text", "comparison", "value", "unit", "optional", "or_in"},
        "duties": {"kind", "to", "by", "text", "optional", "or_in"},
    }
    assert set(file) <= {"source", "document", "same_units"}
    for document in file["document"]:
        assert set(document) <= top | lists | {"task"}
        keys = [facts.task_key(one) for one in document["task"]]
        assert len(keys) == len(set(keys))
        for one in [document, *document["task"]]:
            assert one is document or set(one) <= task
            for kind, words in rows.items():
                for row in one.get(kind, []):
                    assert set(row) <= words
                    choice = row["comparison" if kind == "targets" else "kind"]
                    assert set(choice.split("|")) <= set(get_args(CHOICES[kind])), row
        for kind in rows:
            nearby = [row["or_in"] for row in document.get(kind, []) if "or_in" in row]
            assert len(nearby) == sum(bool(fact.also) for fact in facts.expected_facts(document, kind))
