"""Whoever leaves hands their cases over: the case gets handlers who may handle it."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.people import uncertified
from yifa.institutions.common.reading import names, texts
from yifa.law.gates import Note, block, gate
from yifa.law.view import MatterView, Proposal

# Institutions whose law has two officers on every case, with its article.
_TWO = {"penalty": "行政处罚法第四十二条第一款", "coercion": "行政强制法第十八条第二项"}


@gate(
    "handed_over_to_officers",
    title="接手人员是本机关有执法资格的承办人",
    cites="行政执法监督条例第十七条第二款",
)
def handed_over_to_officers(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whoever takes over serves here, handles cases and has a certificate valid that day.

    What two handle, two go on with.
    """
    if proposal is None:
        return
    named = list(dict.fromkeys(texts(proposal.payload, "handlers")))
    if not view.handlers:
        yield block("该事项没有自己的承办人，由主案的承办人办理", "在主案办理变更")
        return
    if set(named) == set(view.handlers):
        yield block("承办人没有变化", "选择接手的人员", "handlers")
    for officer_id in named:
        if officer_id in view.handlers:
            continue
        officer = view.officer(officer_id)
        problem = uncertified(view, officer_id, proposal)
        if officer is not None and officer.agency_id != view.agency.id:
            problem = f"{officer.name}不是本机关人员"
        elif not problem and officer is not None and "handler" not in officer.roles:
            problem = f"{officer.name}没有承办人的岗位角色"
        if problem:
            yield block(problem, "选择本机关持有有效行政执法证的承办人", "handlers")
    two = _TWO.get(view.kind.partition(".")[0])
    if two and len(named) < 2 <= len(view.handlers):
        left = names(view, named)
        yield block(f"本案须由两名以上执法人员承办，只有{left}一人", "再选择一名承办人", "handlers", two)
