"""Closed lists of the forms for plans and tasks."""

from __future__ import annotations

from yifa.matters.payloads import Choice


class Recurs(Choice):
    ONCE = "once", "一次"
    YEARLY = "yearly", "每年"
    HALF = "half", "每半年"
    QUARTERLY = "quarterly", "每季度"
    MONTHLY = "monthly", "每月"
    EVENT = "event", "自事件发生起"
    NONE = "none", "未定期限"


class PeriodUnit(Choice):
    WORKING = "wd", "个工作日"
    CALENDAR = "cd", "日"
    HOURS = "h", "小时"
    MONTHS = "mo", "个月"
    YEARS = "y", "年"


class DayUnit(Choice):
    WORKING = "wd", "个工作日"
    CALENDAR = "cd", "日"


class Part(Choice):
    LEAD = "lead", "牵头"
    COOPERATING = "cooperating", "配合"
    RESPONSIBLE = "responsible", "责任"


class EvaluationKind(Choice):
    MID = "mid", "中期评估"
    FINAL = "final", "终期评估"


class CancelGround(Choice):
    """Why a task, or a part of one, is taken back."""

    SUPERIOR = "superior", "上级调整"
    MERGED = "merged", "任务合并"
    REPEALED = "repealed", "依据废止"
    OTHER = "other", "其他"


class WithdrawGround(Choice):
    """The same for who adopted the plan, who may also give the task to another unit."""

    SUPERIOR = "superior", "上级调整"
    MERGED = "merged", "任务合并"
    REPEALED = "repealed", "依据废止"
    REASSIGNED = "reassigned", "改派其他单位"
    OTHER = "other", "其他"


class PartsThen(Choice):
    """What becomes of the parts that a unit passed on."""

    CANCEL = "cancel", "一并取消"
    KEEP = "keep", "保留，由承担机关照常办理"


class Answer(Choice):
    GRANTED = "granted", "同意延期"
    REFUSED = "refused", "不同意延期"
