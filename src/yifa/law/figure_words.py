"""The words of figures: sectors, units, how conflicts between sources are settled, the mark of doubt."""

from __future__ import annotations

SECTORS = {
    "market": "市场监督管理",
    "urban": "城市管理",
    "agri": "农业",
    "eco": "生态环境",
    "transport": "交通运输",
    "culture": "文化旅游",
    "emergency": "应急管理",
    "housing": "住房城乡建设",
    "natural_resources": "自然资源",
    "public_security": "公安（治安管理）",
    "medical_insurance": "医疗保障",
}
TIME_UNITS = {"wd": "个工作日", "cd": "日", "h": "小时", "mo": "个月", "y": "年"}
UNITS = {
    **TIME_UNITS,
    "CNY": "元",
    "CNY/day": "元（每日）",
    "%": "%",
    "%/day": "%（每日）",
    "n": "",
    "rule": "",
    "date": "",
    "class hour": "学时",
    "min": "分钟",
    "score": "",
    "point": "分",
}
UNIT_NAMES = {
    "wd": "工作日",
    "cd": "自然日",
    "h": "小时",
    "mo": "月",
    "y": "年",
    "CNY": "元",
    "CNY/day": "元/日",
    "%": "百分比",
    "%/day": "百分比/日",
    "n": "数量",
    "rule": "规则",
    "date": "日期",
    "class hour": "学时",
    "min": "分钟",
    "score": "评分",
    "point": "考核分",
}
# How it is settled when sources do not say the same; docs/developers/clocks-and-figures.md explains each.
CONFLICT_RULES = {
    "higher": "效力高的规定优先",
    "special": "上位法许可另行规定的，特别规定优先",
    "numbered": "写明日数的规定优先于“及时”",
    "newer": "同一效力的，新的规定优先",
    "renumbered": "条号以现行文本为准",
    "silent_agency": "行政机关的期间没有写明工作日还是自然日的，按较严的自然日",
    "silent_party": "当事人的期间没有写明工作日还是自然日的，按有利于当事人的算法",
    "silent_like": "没有写明工作日还是自然日的，比照上位法的计期规则",
}
UNVERIFIED = "（未核实）"
