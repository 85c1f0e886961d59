"""Whether one thing may be seen, and why: pure functions of plain data, one verdict each.

The database applies the same rules by row-level security (`matters/sql`), so that lists never show what a page
would refuse. What these add is the reason in words, and whether looking needs one of its own (`ask_why`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from yifa.access.decide import may
from yifa.access.rights import ADMINISTRATORS, RIGHTS
from yifa.registers.scope import Actor

# Classes of secrecy from open to closed: whoever is cleared for one is cleared for those before it.
SECRECY = ("ordinary", "personal", "business", "state")
_RANK = {name: rank for rank, name in enumerate(SECRECY)}


@dataclass(frozen=True, slots=True)
class Case:
    """What must be known of a case to decide who may see it. Ids as text.

    `involved` are the officers who work on it: handlers, drafters, approvers, reviewers and whoever recorded an
    act. `waiting` are the roles that a draft of it waits for.
    """

    agency_id: str
    secrecy: str = "ordinary"
    involved: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` says what the answer rests on, in Chinese. `ask_why`: looking is recorded with a reason."""

    allowed: bool
    why: str
    ask_why: bool = False

    def __bool__(self) -> bool:
        return self.allowed


def _no(why: str) -> Verdict:
    return Verdict(False, why)


_MACHINE = Verdict(True, "系统作业")
_WORKS_ON_IT = Verdict(True, "参与本案办理")


def involved_in(actor: Actor, case: Case) -> bool:
    """Whether the actor works on the case, or is being asked to decide a draft of it."""
    if not actor.officer_id:
        return False
    if actor.officer_id in case.involved:
        return True
    return actor.agency_id == case.agency_id and not actor.roles.isdisjoint(case.waiting)


def cleared_for(actor: Actor, secrecy: str) -> bool:
    """Whether the actor's clearance reaches a class of secrecy. An unknown class is reached by nobody."""
    return _RANK.get(actor.clearance, 0) >= _RANK.get(secrecy, len(SECRECY))


def access_matter(actor: Actor, case: Case, right: str = "matters.read") -> Verdict:
    """May the actor see the case: agency and region (`agencies`) × role (`right`) × secrecy × involvement."""
    if actor.scope in ("worker", "import"):
        return _MACHINE
    if actor.scope not in ("agency", "supervision"):
        return _no("没有登录办案账号")
    if not actor.roles.isdisjoint(ADMINISTRATORS):
        return _no("系统、安全、审计管理员不接触案件内容")
    if not may(actor, right):
        return _no(f"您没有{RIGHTS[right].title}的权限")
    if case.agency_id not in actor.reach:
        return _no("属于其他机关，不在您的管辖范围内")
    if involved_in(actor, case):
        return _WORKS_ON_IT
    if case.secrecy != "ordinary" and not cleared_for(actor, case.secrecy):
        return _no("已定密级，您没有参与办理，也没有相应的接触权限")
    if actor.scope == "supervision":
        return Verdict(True, "依监督职责查看", ask_why=True)
    return Verdict(True, "本机关案件，您没有参与办理", ask_why=True)


def access_proposing(actor: Actor) -> Verdict:
    """May the actor ask for an act at all? Whether this act is theirs the procedure says, and a refusal is kept."""
    if actor.scope == "administration" or not actor.roles.isdisjoint(ADMINISTRATORS):
        return _no("系统、安全、审计管理员不办理案件")
    return Verdict(True, "由办案程序判断")


def access_file(actor: Actor, case: Case) -> Verdict:
    """May the actor open evidence, recordings and other files of the case?"""
    return access_matter(actor, case, "files.read")


def access_paper(actor: Actor, case: Case) -> Verdict:
    """May the actor open a paper (文书) of the case?"""
    return access_matter(actor, case, "files.read")


def access_export(actor: Actor, case: Case) -> Verdict:
    """May the actor take the case file or its proofs out of the system?"""
    return access_matter(actor, case, "exports.make")


def access_draft(actor: Actor, case: Case) -> Verdict:
    """May the actor read a draft of the case? A draft of no case yet is its agency's."""
    return access_matter(actor, case)


def access_subject(actor: Actor, cases: Sequence[Case]) -> Verdict:
    """May the actor see a party whole (number, telephone)? `cases` are those of the party that the actor may see."""
    if actor.scope in ("worker", "import"):
        return _MACHINE
    if actor.scope not in ("agency", "supervision") or not may(actor, "subjects.read"):
        return _no("您没有查看当事人的权限")
    if any(involved_in(actor, case) for case in cases):
        return _WORKS_ON_IT
    return Verdict(True, "您没有办理该当事人的案件", ask_why=True)


def access_register(actor: Actor, name: str, *, write: bool = False) -> Verdict:
    """May the actor read or keep a register (`registers.<name>.read` and `.write`)?"""
    right = f"registers.{name}.{'write' if write else 'read'}"
    if may(actor, right):
        return Verdict(True, RIGHTS[right].title)
    return _no(f"您没有{RIGHTS[right].title}的权限")


def access_counselling(actor: Actor, officer_id: str, counsellors: Collection[str]) -> Verdict:
    """May the actor read what somebody confided to the counsellors named for the agency? No role opens it."""
    if not actor.officer_id:
        return _no("心理咨询预约只有本人和指定的心理咨询人员可以查看")
    if actor.officer_id == officer_id:
        return Verdict(True, "本人的预约")
    if actor.officer_id in counsellors:
        return Verdict(True, "指定的心理咨询人员")
    return _no("心理咨询预约只有本人和指定的心理咨询人员可以查看")


def access_exam_paper(actor: Actor, officer_id: str, agency_id: str, *, over: bool) -> Verdict:
    """May the actor read a paper with its answers? Keepers of the bank; never a candidate before handing in."""
    if not may(actor, "registers.questions.read"):
        return _no(f"您没有{RIGHTS['registers.questions.read'].title}的权限")
    if actor.officer_id == officer_id and not over:
        return _no("本人正在进行的考试，交卷前不能查看答案")
    if actor.scope != "administration" and agency_id not in actor.reach:
        return _no("属于其他机关，不在您可以查看的范围内")
    return Verdict(True, RIGHTS["registers.questions.read"].title)
