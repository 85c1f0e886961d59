"""Legal review of a major decision before it is made (国办发〔2018〕118号第四部分)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import flag, last
from yifa.institutions.common.review import agreed, newest_review, not_agreed
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal

_OPENING = ("apply_measure", "open_enforcement", "open_court")


def major(view: MatterView) -> bool:
    """Whether the matter was opened as a major decision, or its review was asked for."""
    act = last(view, *_OPENING)
    return (act is not None and flag(act.payload, "major")) or last(view, "submit_legal_review") is not None


@gate("coercion_review_passed", title="重大执法决定经法制审核", cites="国办发〔2018〕118号第四部分")
def coercion_review_passed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A major decision is not made without review, nor against it."""
    if proposal is None or not major(view):
        return
    asked, review = newest_review(view)
    if asked is None:
        yield block("属于重大执法决定，没有送法制审核", "送法制审核")
    elif review is None:
        yield block("法制审核尚未作出结论", "等待审核意见")
    elif not agreed(review):
        yield not_agreed(review)


@gate("coercion_review_not_twice", title="送审一次办理一次", cites="国办发〔2018〕118号第四部分")
def coercion_review_not_twice(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No second review while one is under way."""
    asked, review = newest_review(view)
    if proposal is not None and asked is not None and review is None:
        yield warn("已有一次法制审核正在办理", "等待审核意见")
