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


class Answer(Choice):
    GRANTED = "granted", "同意延期"
    REFUSED = "refused", "不同意延期"
