"""Which indicator of the platform a task asks for, by its words. A proposal: the person decides.

Each entry: words of which one must stand in the sentence of a target (or in the task, where no target is needed), and
the unit of that target.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from yifa.policies.document import Task


@dataclass(frozen=True, slots=True)
class Entry:
    """`words` is a regular expression for the task's text, `units` of a target (empty: no target is needed)."""

    indicator: str
    words: str
    units: tuple[str, ...] = ()


ENTRIES = (
    Entry("training_hours", r"培训|学习|学时", ("学时",)),
    Entry("trainings_after_grant", r"(下放|赋权|承接|委托).*培训|培训.*(下放|赋权|承接)", ("次",)),
    Entry("reviewer_share", r"法制审核人员", ("%",)),
    Entry("disclosed_in_time", r"(执法决定|处罚决定|执法结果|执法信息).{0,30}(公开|公示)"),
    Entry("archived_in_time", r"(案卷|卷宗|执法档案|执法记录).{0,30}归档|归档.{0,20}(案卷|卷宗)"),
    Entry("recordings_in_time", r"(音像|视听|声像|执法记录仪).{0,40}(存储|上传|储存|归集)"),
    Entry("major_filed_in_time", r"重大(行政)?处罚(决定)?.{0,20}备案"),
)


def propose(task: Task) -> str:
    """The id of the first indicator whose words and target the task has; empty when none fits."""
    for entry in ENTRIES:
        if not re.search(entry.words, task.text):
            continue
        if not entry.units or any(target.unit in entry.units for target in task.targets):
            return entry.indicator
    return ""
