"""Drafts stay small enough to be gone through, whatever a file holds, and are listed page by page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from yifa.policies.document import Mended, Reading
from yifa.policies.parse import parse_text
from yifa.registers.models import PlanDraft
from yifa.registers.scope import scope
from yifa.supervision.plans import drafting

if TYPE_CHECKING:
    from .conftest import Place

from .paper import ISSUED, reading
from .test_readings import document

pytestmark = pytest.mark.django_db


def begun(place: Place, found: Reading) -> list[PlanDraft]:
    actor = place.justice.actor("unit_head")
    with scope(actor):
        return drafting.begin(actor, found, found.text.encode(), "方案.txt", ISSUED)[0]


def kept(place: Place, draft: PlanDraft) -> Any:
    actor = place.justice.actor("unit_head")
    with scope(actor):
        found = drafting.find(actor, str(draft.pk))
        assert found is not None
        return drafting.edited_of(found), found.edited


def test_a_task_longer_than_its_form_is_cut_and_the_rest_is_named(place: Place) -> None:
    more = "由第{n}局于2027年3月5日前完成不少于{n}件，"
    long = "1.完成各项工作，" + "".join(more.format(n=n) for n in range(1, 2001)) + "按期报送。\n"
    text = document(1, 0) + long
    found = parse_text(text)
    (draft,) = begun(place, found)
    edited, _ = kept(place, draft)
    (choice,) = edited.tasks
    whole = found.documents[0].tasks[0]
    assert len(whole.text) > 40_000
    assert choice.task.text == whole.text[:20_000]
    assert edited.text[slice(*choice.task.span)] == choice.task.text
    values = [*choice.task.dates, *choice.task.targets]
    assert len(values) > 1000 and all(v.span[0] < choice.task.span[1] for v in values)
    first = edited.document.not_understood[0]
    assert f"写了{len(whole.text)}字，一项任务最多读入20000字" in first.why
    assert first.span == (choice.task.span[1], whole.span[1])
    assert first.text == whole.text[20_000:20_060]


def test_the_tasks_of_a_draft_are_kept_once(place: Place) -> None:
    (draft,) = begun(place, reading())
    edited, stored = kept(place, draft)
    assert stored["document"]["tasks"] == []
    assert [c.task for c in edited.tasks] == list(reading().documents[0].tasks) == list(edited.document.tasks)


def test_what_stood_at_a_mended_place_is_told_by_its_first_words(place: Place) -> None:
    """A text that came twice is one place, and would be kept whole in every draft and plan."""
    twice = Mended((3, 3), "重复" * 5000, "repeated")
    many = [Mended((n, n + 1), "ä", "shifted_bytes") for n in range(1200)]
    (draft,) = begun(place, replace(reading(), mended=(twice, *many)))
    edited, _ = kept(place, draft)
    assert edited.mended[0].was == "重复" * 250 + "…"
    assert len(edited.mended) == 1000
    assert "修补了1201处，只列出前1000处" in edited.problems


@pytest.mark.parametrize("count", [7, 120])
def test_drafts_are_listed_each_once_whatever_their_number(
    place: Place, count: int, django_assert_num_queries: Any
) -> None:
    begun(place, parse_text("".join(document(n, 1) for n in range(1, count + 1))))
    actor = place.justice.actor("unit_head")
    titles: list[str] = []
    cursor = ""
    with scope(actor):
        while True:
            with django_assert_num_queries(2):
                page = drafting.drafts_of(actor, cursor)
            assert page.count == count
            titles += [draft.title for draft in page.rows]
            cursor = page.next
            if not cursor:
                break
    assert titles == [f"云州市第{n}号行动方案" for n in range(1, count + 1)]


@pytest.mark.parametrize(
    "cursor", ["x", ",,", "2026-11-28,1,1", "2026-11-28T00:00:00+08:00,99999999999,x", "𝟙,1,1"]
)
def test_a_cursor_that_is_none_gives_the_first_page(place: Place, cursor: str) -> None:
    begun(place, parse_text(document(1) + document(2)))
    actor = place.justice.actor("unit_head")
    with scope(actor):
        assert len(drafting.drafts_of(actor, cursor).rows) == 2


def test_a_draft_with_its_text_in_the_json_keeps_it_when_it_is_changed(place: Place) -> None:
    """As drafts were kept before the text had a column of its own."""
    from yifa.supervision.plans.edited import as_json

    (draft,) = begun(place, reading())
    edited, _ = kept(place, draft)
    actor = place.justice.actor("unit_head")
    with scope(actor):
        PlanDraft.objects.filter(pk=draft.pk).update(edited=as_json(edited), text="")
        old = drafting.find(actor, str(draft.pk))
        assert old is not None and drafting.edited_of(old) == edited
        drafting.save(old, edited.with_task(0, dropped=True), old.version)
    after, stored = kept(place, draft)
    assert after.text == edited.text and stored["text"] == ""
    assert after.tasks[0].dropped


def test_what_a_register_refuses_is_told_with_the_name_of_the_field(place: Place) -> None:
    from yifa.supervision.plans.accepting import NotAccepted, accept

    actor = place.justice.actor("unit_head")
    with scope(actor), pytest.raises(NotAccepted) as refused:
        accept(actor, replace(place.edited(), text=""))
    assert refused.value.errors == {"": "原文：此字段不能为空。"}
