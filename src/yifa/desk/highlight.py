"""A text with the places that were read in it shown: what each place is stands in its class and in its title.

Everything of the text is escaped; the text itself is never changed, so that what stands between the tags, put together,
is what stood there before. The word beside each place comes from the stylesheet (`.mark-…::before`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

# What a place can be, in the words of the legend.
KINDS: Mapping[str, str] = {
    "task": "任务",
    "lead": "牵头单位",
    "cooperating": "配合单位",
    "responsible": "责任单位",
    "date": "期限",
    "target": "指标",
    "duty": "报送义务",
    "unknown": "未能理解",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text: `kind` is one of KINDS, `title` what is said of it; empty: what the kind is called."""

    start: int
    end: int
    kind: str
    title: str = ""


def marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> SafeString:
    """`text[start:end]` as HTML with the marks around their places.

    Marks may lie within one another, overlap, reach beyond the piece shown or be empty. One that another begins or ends
    within is taken apart; only its first part is labelled (the rest has the class `mark-on`).
    """
    start = max(0, start)
    end = max(start, min(len(text), end))
    shown = [m for m in marks if m.kind in KINDS and max(m.start, start) < min(m.end, end)]
    shown.sort(key=lambda m: (max(m.start, start), -m.end))
    # Text and titles are escaped, kinds are of KINDS.
    return mark_safe("".join(_pieces(text, start, end, shown)))  # nosec B308 B703


def _pieces(text: str, start: int, end: int, shown: Sequence[Mark]) -> Iterator[str]:
    places = sorted({start, end, *(max(m.start, start) for m in shown), *(min(m.end, end) for m in shown)})
    open_: list[Mark] = []
    coming = list(reversed(shown))
    for here, until in zip(places, places[1:], strict=False):
        # What ends here is closed, with what stands within it; that is opened again.
        ending = next((n for n, m in enumerate(open_) if m.end <= here), len(open_))
        again = [m for m in open_[ending:] if m.end > here]
        yield "</mark>" * (len(open_) - ending)
        del open_[ending:]
        for mark in again:
            open_.append(mark)
            yield _tag(mark, goes_on=True)
        while coming and max(coming[-1].start, start) == here:
            mark = coming.pop()
            open_.append(mark)
            yield _tag(mark, goes_on=mark.start < start)
        yield escape(text[here:until])
    yield "</mark>" * len(open_)


def _tag(mark: Mark, *, goes_on: bool) -> str:
    on = " mark-on" if goes_on else ""
    return f'<mark class="mark mark-{mark.kind}{on}" title="{escape(mark.title or KINDS[mark.kind])}">'
