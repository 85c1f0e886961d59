"""Documents of a large file on their own text, and no more of a document than a person can go through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from yifa.policies.apart import apart, within
from yifa.policies.parse import Progress, parse_text

ONE = """云州市人民政府办公室关于印发云州市规范执法行动方案的通知
云政办〔2026〕12号
各县（市、区）人民政府，市政府各部门：
《云州市规范执法行动方案》已经市政府同意，现印发给你们，请认真组织实施。
云州市人民政府办公室
2026年3月8日
云州市规范执法行动方案
一、重点任务
（一）提升执法能力
1.加强业务培训。每人每年接受不少于60学时的培训，于2026年9月底前完成首轮轮训。（牵头单位：市城市管理局）
2.规范案卷归档。于2026年12月15日前将情况报云州市司法局备案。（责任单位：市市场监管局）
3.整治突出问题。于2026年6月31日前完成整治。（责任单位：市城市管理局）
"""
TWO = ONE.replace("规范执法", "案卷评查").replace("12号", "13号").replace("6月31日", "6月30日")


def test_each_document_stands_on_its_own_text_and_every_place_with_it() -> None:
    whole = parse_text(ONE + TWO)
    assert len(whole.documents) == 2
    first, second = apart(whole)
    assert "规范执法" in first.text and "案卷评查" not in first.text
    assert "案卷评查" in second.text and "规范执法" not in second.text
    (document,) = second.documents
    assert document.span == (0, len(second.text))
    assert [t.text for t in document.tasks] == [second.text[slice(*t.span)] for t in document.tasks]
    assert len(document.tasks) == 3
    deadline = document.tasks[0].dates[-1]
    assert second.text[slice(*deadline.span)] == deadline.text == "2026年9月底前"
    heading = document.outline[0].children[0]
    assert "提升执法能力" in second.text[slice(*heading.span)]


def test_what_is_said_of_one_document_is_not_said_of_another() -> None:
    first, second = apart(parse_text(ONE + TWO))
    assert any("6月31日" in said for said in first.problems)
    assert not any("6月31日" in said for said in second.problems)


def test_tasks_beyond_the_most_are_named_with_their_place() -> None:
    reading = parse_text(ONE)
    (document,) = reading.documents
    assert within(document, 3) == document
    kept = within(document, 2)
    assert [t.no for t in kept.tasks] == [t.no for t in document.tasks[:2]]
    beyond = kept.not_understood[0]
    assert "有3项任务" in beyond.why and "最多读入2项" in beyond.why
    assert reading.text[slice(*beyond.span)].startswith("3.整治突出问题")


def test_how_far_a_reading_is_is_told_and_only_grows() -> None:
    told: list[Progress] = []
    reading = parse_text(ONE + TWO, told.append)
    assert told[0] == Progress()
    done = [p.done for p in told]
    assert done == sorted(done)
    assert {p.documents for p in told} == {0, 2}
    assert (told[-1].document, told[-1].tasks, told[-1].of) == (2, 6, len(reading.text))


def test_who_is_told_may_end_the_reading() -> None:
    def stop(progress: Progress) -> None:
        if progress.tasks == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        parse_text(ONE, stop)


def test_values_beyond_the_most_of_one_task_are_named_with_their_place() -> None:
    (document,) = parse_text(ONE).documents
    dates = tuple(replace(document.tasks[0].dates[0]) for _ in range(5))
    crowded = replace(document, tasks=(replace(document.tasks[0], dates=dates), *document.tasks[1:]))
    kept = within(crowded, 4)
    assert len(kept.tasks[0].dates) == 4 and kept.tasks[1:] == document.tasks[1:]
    said = next(n for n in kept.not_understood if n.span == document.tasks[0].span)
    assert "每类只读入前4处" in said.why
