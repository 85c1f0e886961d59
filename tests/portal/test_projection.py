"""What the public page of a decision shows of it."""

from __future__ import annotations

from datetime import date

import pytest

from yifa.matters.models import Disclosure
from yifa.portal.projection import shown


@pytest.mark.parametrize(("titles", "weighed"), [
    ({"content": "决定内容", "basis": "法律依据"}, False),
    ({"violation_code": "违法行为", "content": "决定内容"}, True),
])  # fmt: skip
def test_benchmarks_are_spoken_of_where_they_may_apply(titles: dict[str, str], weighed: bool) -> None:
    row = Disclosure(content={"_titles": titles, "content": "准予。"}, decided_on=date(2026, 11, 2))
    face = shown(row)
    assert face.weighed is weighed
    assert ("决定内容", "准予。") in face.rows
