"""Legal review of a major decision of a shorter procedure before it is made (国办发〔2018〕118号（十二）、（十三）).

Whether a decision is major is said by those who decide: the triggers of （十二） and the agency's own list.
"""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import last
from yifa.institutions.common.review import agreed, newest_review, not_agreed
from yifa.law.gates import Note, block, gate
from yifa.law.view import ActView, MatterView, Proposal

_RANGE, _CONTENT = "国办发〔2018〕118号（十二）", "国办发〔2018〕118号（十三）"


@gate("major_decision_reviewed", title="重大执法决定经法制审核", cites=_RANGE)
def major_decision_reviewed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A decision said to be major, or submitted to review, is not made without the review, nor against it.

    A decision made anew after a remedy is another one, and reviewed anew.
    """
    if proposal is None:
        return
    asked, opinion = _review_of_this_decision(view)
    if asked is None:
        if proposal.payload.get("review_triggers"):
            yield block("属于重大执法决定，没有送法制审核，不得作出决定", "先送法制审核", "review_triggers")
    elif opinion is None:
        yield block("法制审核尚未作出结论，不得作出决定", "等待审核意见")
    elif not agreed(opinion):
        yield not_agreed(opinion, _CONTENT)


@gate("one_review_at_a_time", title="送审一次办理一次", cites=_CONTENT)
def one_review_at_a_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What was submitted is answered before anything is submitted again (（十三）: 作出相应处理后再次报送)."""
    asked, opinion = newest_review(view)
    if proposal is not None and asked is not None and opinion is None:
        yield block("已有一次法制审核正在办理", "等待审核意见")


def _review_of_this_decision(view: MatterView) -> tuple[ActView | None, ActView | None]:
    asked, opinion = newest_review(view)
    upset = last(view, "remedy_result")
    if asked is not None and upset is not None and asked.seq < upset.seq:
        return None, None
    return asked, opinion
