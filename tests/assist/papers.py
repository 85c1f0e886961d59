"""A document with what a parser read in it, written by hand: little, so that there is something to propose."""

from __future__ import annotations

from datetime import date

from yifa.policies.document import DateMention, PolicyDocument, Span, Task, UnitMention

TEXT = """前一份文件：市教育局于2026年1月底前报告。
云州市规范执法方案
执法要更加规范，组织案卷评查。
1.全员轮训。依托市财政局办班，2026年12月底前完成，每人不少于60学时，结果报市司法局备案，6月31日前总结。（牵头单位：市司法局）
2.完善制度。长期坚持。
"""


def span(words: str, part: str = "") -> Span:
    """Where the words stand; with `part`, where that stands within them."""
    start = TEXT.index(words) + (words.index(part) if part else 0)
    return start, start + len(part or words)


FIRST = TEXT.splitlines()[3]
SECOND = TEXT.splitlines()[4]
TRAINING = Task(
    no="1",
    title="全员轮训",
    text=FIRST,
    span=span(FIRST),
    units=(UnitMention("市司法局", "lead", span("：市司法局", "市司法局")),),
    dates=(DateMention("6月31日前", "deadline", span("6月31日前"), impossible=True),),
)
RULES = Task(no="2", title="完善制度", text=SECOND, span=span(SECOND))
DOCUMENT = PolicyDocument(
    title="云州市规范执法方案",
    number=None,
    issuer=None,
    issued=date(2026, 3, 1),
    span=(TEXT.index("云州市规范执法方案"), len(TEXT)),
    tasks=(TRAINING, RULES),
)


def said(field: str, value: str, at: Span, why: str = "这样写的") -> dict[str, object]:
    """A proposal as it comes from the process of a provider."""
    return {"field": field, "value": value, "span": list(at), "why": why}
