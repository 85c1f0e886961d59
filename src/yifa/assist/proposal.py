"""What a provider is asked and what it answers. A provider is installed by an operator; Yifa has none of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from yifa.policies.document import PolicyDocument, Span

Field = Literal["title", "lead", "cooperating", "responsible", "date", "target", "duty"]
FIELDS: Mapping[str, str] = {
    "title": "任务名称",
    "lead": "牵头单位",
    "cooperating": "配合单位",
    "responsible": "责任单位",
    "date": "期限",
    "target": "指标",
    "duty": "报送义务",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be added to a reading: `value` as it is printed at `span` of the text, and `why`, in Chinese.

    A value belongs to the task that `span` lies in. A title outside of every task proposes a new one, with the words
    at `span` as its text.
    """

    field: Field
    value: str
    span: Span
    why: str


class Provider(Protocol):
    """What an entry point of the group `yifa.assist` makes when it is called without arguments."""

    def propose(self, text: str, document: PolicyDocument) -> Iterable[Proposal]:
        """Proposals for `document`, which stands at `document.span` of `text`.

        It holds what was read in it (`tasks`, with spans) and what was not understood (`not_understood`).
        """
        ...
