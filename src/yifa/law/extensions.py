"""What a figure says on extending its period: by how much, how often, who grants it. Pure.

The text is the figure's row (`extension…`); an institution may ask for more in a gate of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from yifa.law.figure_words import TIME_UNITS

if TYPE_CHECKING:
    from yifa.law.figures import Figure

# How a step that tells an extension begins.
TOLD = "延长："


def ruled(figure: Figure) -> bool:
    """Whether the row has a rule on extending; words alone (`extension`) may speak of other things, as 暂缓."""
    return figure.extension_number is not None or bool(figure.extension_by)


def refused(figure: Figure, extra: int, earlier: Sequence[int] = ()) -> str:
    """Why the figure does not allow a further extension by `extra` of its unit; empty where it does.

    `earlier` are the extensions granted before, oldest first. A row that names who grants it but no number sets no
    limit.
    """
    name = f"{figure.subject}（{figure.citation}）"
    if extra < 1:
        return "延长的期限应为不小于1的整数"
    if not ruled(figure):
        return f"{name}没有登记可以延长的规定"
    if figure.extension_number is None:
        return ""
    if figure.extension_unit != figure.unit:
        unit = TIME_UNITS[figure.extension_unit or figure.unit]
        return f"{name}的延长以{unit}计，与期限本身的单位不同，不能直接相加"
    unit = TIME_UNITS[figure.unit]
    if len(earlier) < figure.extension_times:
        limit: int | None = figure.extension_number
    elif figure.extension_again_by and len(earlier) == figure.extension_times:
        limit = figure.extension_again_number
    elif figure.extension_again_by and figure.extension_again_number is None:
        limit = None
    else:
        return f"{name}已延长{len(earlier)}次，规定是：{figure.extension}"
    if limit is not None and extra > limit:
        return f"{name}本次最多延长{limit}{unit}，规定是：{figure.extension}"
    return ""


def granted_by(figure: Figure, earlier: int = 0) -> str:
    """Who grants the next extension after `earlier` ones, in Chinese; empty where the row does not say."""
    if earlier >= figure.extension_times and figure.extension_again_by:
        return figure.extension_again_by
    return figure.extension_by


def extension_steps(figure: Figure, extended: Sequence[int]) -> tuple[str, ...]:
    """One step for each extension. Raises ValueError (Chinese) for one that the figure does not allow."""
    steps = []
    for index, extra in enumerate(extended):
        if reason := refused(figure, extra, extended[:index]):
            raise ValueError(reason)
        steps.append(told_extension(figure, extra, index))
    return tuple(steps)


def granted(steps: Sequence[str]) -> list[str]:
    """The steps of a stored clock that tell its extensions: they are kept when the rest is computed again."""
    return [step for step in steps if step.startswith(TOLD)]


def told_extension(figure: Figure, extra: int, earlier: int) -> str:
    """延长：经市场监督管理部门负责人批准延长30日，《…》第64条规定“…”。"""
    by = granted_by(figure, earlier)
    allowed = f"经{by}批准" if by else ""
    rule = f"（{figure.citation}：{figure.extension}）" if figure.extension else ""
    return f"{TOLD}{allowed}延长{extra}{TIME_UNITS.get(figure.unit, '')}{rule}。"
