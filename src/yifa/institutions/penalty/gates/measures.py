"""Measures of coercion taken for the case, as they told it (行政强制法第二十五条至第二十八条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import acts, day, local_day, text
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import ActView, MatterView, Proposal


def lasting(view: MatterView) -> tuple[ActView, ...]:
    """The newest word of each measure that was taken for this case and has not ended, in the order they began."""
    standing: dict[str, ActView] = {}
    for act in acts(view, "measure_taken", "measure_ended"):
        number = text(act.payload, "measure")
        if act.kind == "measure_taken":
            standing[number] = act
        else:
            standing.pop(number, None)
    return tuple(standing.values())


@gate(
    "measures_settled",
    title="强制措施已经处理",
    cites="行政强制法第二十七条、第二十八条第一款、第三十三条第一款",
)
def measures_settled(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What was sealed, seized or frozen is confiscated, destroyed or given back before the case is closed.

    At rest: a measure whose period is over has to be lifted (第二十八条第一款第四项, 第三十三条第一款第四项).
    """
    for act in lasting(view):
        named = f"{text(act.payload, 'what')}（{text(act.payload, 'measure')}）"
        if proposal is not None:
            yield block(
                f"{named}尚未处理，不能办结",
                "依法没收、销毁的作出处理决定；不再需要的及时解除",
            )
            continue
        until = day(act.payload, "until")
        if until is not None and local_day(view.as_at) > until:
            yield warn(
                f"{named}的期限至{until.isoformat()}届满，没有解除或者处理的记录",
                "及时作出解除决定",
                citation="行政强制法第二十八条第一款第四项、第三十三条第一款第四项",
            )
