"""How a plan begins that tests write themselves: its notice, title and first parts, with a number `n`."""

from __future__ import annotations

HEAD = """云州市人民政府办公室关于印发云州市第{n}号行动方案的通知
云政办〔2026〕{n}号
各县（市、区）人民政府，市政府各部门：
《云州市第{n}号行动方案》已经市政府同意，现印发给你们，请认真组织实施。
云州市人民政府办公室
2026年3月8日
云州市第{n}号行动方案
一、重点任务
（一）提升执法能力
"""
