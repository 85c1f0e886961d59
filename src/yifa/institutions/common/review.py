"""Reading the legal review in the file of the matter that decides: what was asked and what it says."""

from __future__ import annotations

from yifa.institutions.common.reading import after, last, text
from yifa.institutions.common.review_acts import Opinion
from yifa.law.gates import Note, block
from yifa.law.view import ActView, MatterView


def newest_review(view: MatterView) -> tuple[ActView | None, ActView | None]:
    """The newest submission to review and the opinion that answers it, each None where there is none."""
    asked = last(view, "submit_legal_review")
    answers = after(view, asked, "legal_review") if asked else ()
    return asked, (answers[-1] if answers else None)


def agreed(review: ActView) -> bool:
    """Whether the opinion is 同意: with any other the decision may not be made."""
    return text(review.payload, "opinion") == Opinion.AGREE


def not_agreed(review: ActView, citation: str | None = None) -> Note:
    """The finding for an opinion that is not 同意."""
    words = {str(o): o.label for o in Opinion}
    said = words.get(text(review.payload, "opinion"), "未通过")
    return block(f"法制审核意见为“{said}”，审核未通过不得作出决定", "按意见处理后重新送审", citation=citation)
