"""Who serves in an agency, with what certificate, and what has to be done about certificates (RQ003, RQ009, RQ012)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Prefetch

from yifa.registers.dates import in_force
from yifa.registers.models import (
    Agency,
    Certificate,
    CertificateApplication,
    CertificateReview,
    Officer,
    OfficerAssessment,
    Post,
    PostHolding,
    RegisterChange,
    Role,
    RoleGrant,
    RoleHeld,
    StaffDetail,
)
from yifa.registers.models.certificate_steps import STEPS

# How long before its last day a certificate is reminded of. Ours, not the law's: a renewal takes a check and an exam.
SOON, VERY_SOON = 60, 30
LAST_QUARTER = 10  # from this month on a missing review of the running year is shown
STATES = {
    "valid": "有效",
    "suspended": "暂扣",
    "withdrawn": "收回",
    "cancelled": "注销",
    "expired": "已过有效期",
    "not_yet": "尚未生效",
}
DONE = frozenset({"issued", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something about one officer that waits: `level` over | near, `day` by when or since when.

    `personal`: it rests on an assessment, which not everybody may read.
    """

    officer: Officer
    text: str
    level: str
    day: date | None = None
    number: str = ""
    personal: bool = False


def people(agencies: Sequence[Agency], on: date) -> list[Officer]:
    """Officers in service with certificates, states, reviews, roles and details read. Six statements, however many."""
    certificates = Certificate.objects.prefetch_related(
        "states", Prefetch("reviews", CertificateReview.objects.order_by("year"))
    )
    rows = in_force(Officer, on).filter(agency__in=agencies).select_related("agency", "unit", "detail")
    return list(
        rows.prefetch_related(
            Prefetch("certificates", certificates),
            Prefetch("roles_held", in_force(RoleHeld, on), to_attr="held"),
            Prefetch("assessments", OfficerAssessment.objects.order_by("-year")),
        ).order_by("agency__name", "unit__name", "name")
    )


def reminders(officers: Iterable[Officer], on: date) -> list[Reminder]:
    """What waits about certificates, the most urgent first. Reads what `people` has prefetched; no statement."""
    officers = [o for o in officers if not o.auxiliary]
    reviewed = [r.year for o in officers for c in o.certificates.all() for r in c.reviews.all()]
    first = min(reviewed, default=None)
    found = [r for o in officers for r in _of_officer(o, on, first)]
    return sorted(found, key=lambda r: (r.level != "over", r.day or date.max, r.officer.name))


def own_reminder(officer_id: str, number: str, handles: bool, on: date) -> str:
    """What an officer is told on the first page about the certificate they act under; empty when nothing is due.

    `number` is that of the certificate valid today ("" for none), `handles` whether cases are handled. One statement.
    """
    if not number:
        return "您没有有效的行政执法证，不能办理案件。" if handles else ""
    ends = Certificate.objects.filter(officer_id=officer_id, valid_to__gte=on).order_by("-valid_to")
    last = ends.values_list("valid_to", flat=True).first()
    if last is None or (last - on).days > SOON:
        return ""
    return f"您的行政执法证还有{(last - on).days}天到期（{last.isoformat()}），请申领换发。"


def _of_officer(officer: Officer, on: date, first: int | None) -> Iterable[Reminder]:
    own = [c for c in officer.certificates.all() if c.agency_id == officer.agency_id]
    valid = [c for c in own if c.state_on(on) == "valid"]
    if not valid:
        yield from _without(officer, own, on)
    for certificate in valid:
        left = (certificate.valid_to - on).days
        others = any(c.valid_to > certificate.valid_to for c in valid)
        if left <= SOON and not others:
            text = f"执法证还有{left}天到期，请申领换发"
            yield Reminder(
                officer,
                text,
                "over" if left <= VERY_SOON else "near",
                certificate.valid_to,
                certificate.number,
            )
        yield from _reviews(officer, certificate, on, first)
    newest = next(iter(officer.assessments.all()), None)
    if newest is not None and newest.grade == OfficerAssessment.Grade.FAILED:
        text = f"{newest.year}年度考核不称职，仍在岗：研究停权、收证或者退出"
        yield Reminder(officer, text, "over", newest.on, personal=True)


def _without(officer: Officer, own: Sequence[Certificate], on: date) -> Iterable[Reminder]:
    """A handler without a valid certificate may not act; others are named only when they had one."""
    handles = any(g.role == "handler" for g in officer.held)  # type: ignore[attr-defined]
    if own:
        newest = max(own, key=lambda c: c.valid_to)
        state = newest.state_on(on)
        day = newest.valid_to if state == "expired" else None
        yield Reminder(officer, f"执法证{STATES[state]}，不能办案", "over", day, newest.number)
    elif handles:
        yield Reminder(officer, "担任承办人，没有本机关的执法证，不能办案", "over")


def _reviews(officer: Officer, certificate: Certificate, on: date, first: int | None) -> Iterable[Reminder]:
    """Years without a review, from the first year that was reviewed here at all."""
    if first is None:
        return
    passed = {r.year: r for r in certificate.reviews.all()}
    for year in range(max(first, certificate.valid_from.year + 1), on.year + 1):
        review = passed.get(year)
        if review is not None and review.result == CertificateReview.Result.FAILED:
            yield Reminder(officer, f"{year}年度审验不合格", "over", review.on, certificate.number)
        elif review is None and year < on.year:
            text = f"{year}年度没有审验"
            yield Reminder(officer, text, "over", date(year, 12, 31), certificate.number)
        elif review is None and on.month >= LAST_QUARTER:
            text = f"{year}年度还没有审验"
            yield Reminder(officer, text, "near", date(year, 12, 31), certificate.number)


def waiting(agencies: Sequence[Agency], on: date) -> list[tuple[CertificateApplication, str]]:
    """Applications that are not settled, with the step each has reached, oldest first. Four statements."""
    rows = (
        CertificateApplication.objects.filter(agency__in=agencies, withdrawn_on=None)
        .filter(applied_on__gt=on - timedelta(days=3 * 366))
        .select_related("officer", "agency")
        .prefetch_related("checks", "exams", "certificates")
        .order_by("applied_on")
    )
    steps = [(row, row.step_on(on)) for row in rows]
    return [(row, STEPS[step]) for row, step in steps if step not in DONE]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: `width` of 100."""

    title: str
    number: int
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """Figures of one agency on one day."""

    agency: Agency
    places: int
    serving: int
    auxiliaries: int
    certified: int
    legal: int

    @property
    def legal_share(self) -> str:
        """Officers with the legal professional qualification in a hundred; empty without officers."""
        return percent(self.legal, self.serving)

    @property
    def share(self) -> str:
        """Officers with a valid certificate in a hundred, one decimal, rounded down; empty without officers."""
        return percent(self.certified, self.serving)


@dataclass(frozen=True, slots=True)
class Figures:
    """Staff figures: a line for each agency, their sum, and how ages, professions and kinds of employment spread."""

    lines: Sequence[Line]
    places: int
    serving: int
    auxiliaries: int
    certified: int
    legal: int
    ages: Sequence[Bar] = field(default_factory=tuple)
    professions: Sequence[Bar] = field(default_factory=tuple)
    employments: Sequence[Bar] = field(default_factory=tuple)

    @property
    def legal_share(self) -> str:
        return percent(self.legal, self.serving)

    @property
    def share(self) -> str:
        return percent(self.certified, self.serving)


_AGES = (("35岁及以下", 0, 35), ("36至45岁", 36, 45), ("46至55岁", 46, 55), ("56岁及以上", 56, 200))


def figures(agencies: Sequence[Agency], officers: Sequence[Officer], on: date) -> Figures:
    """The figures of these agencies; one statement beside what `people` has read.

    Places are those of the posts in force (编制数); serving are officers without auxiliaries; age is by year of birth.
    """
    places: dict[object, int] = {}
    for agency, number in in_force(Post, on).filter(agency__in=agencies).values_list("agency", "places"):
        places[agency] = places.get(agency, 0) + number
    lines = [
        _line(a, [o for o in officers if o.agency_id == a.pk], places.get(a.pk, 0), on) for a in agencies
    ]
    staff = [o for o in officers if not o.auxiliary]
    details = [o.detail for o in staff if hasattr(o, "detail")]
    return Figures(
        lines,
        sum(x.places for x in lines),
        sum(x.serving for x in lines),
        sum(x.auxiliaries for x in lines),
        sum(x.certified for x in lines),
        sum(x.legal for x in lines),
        _ages(details, len(staff), on),
        _spread([d.profession for d in details], StaffDetail.Field.choices, len(staff)),
        _spread([d.employment for d in details], StaffDetail.Employment.choices, len(staff)),
    )


def _line(agency: Agency, officers: Sequence[Officer], places: int, on: date) -> Line:
    serving = [o for o in officers if not o.auxiliary]
    certified = [
        o
        for o in serving
        if any(c.agency_id == agency.pk and c.state_on(on) == "valid" for c in o.certificates.all())
    ]
    legal = sum(o.legal_qualified for o in serving)
    return Line(agency, places, len(serving), len(officers) - len(serving), len(certified), legal)


def _ages(details: Sequence[StaffDetail], total: int, on: date) -> Sequence[Bar]:
    ages = [on.year - d.birth_year for d in details if d.birth_year]
    counted = [(title, sum(low <= a <= high for a in ages)) for title, low, high in _AGES]
    return _bars([*counted, ("未登记", total - len(ages))])


def _spread(found: Sequence[str], choices: Iterable[tuple[str, str]], total: int) -> Sequence[Bar]:
    counted = [(str(title), found.count(code)) for code, title in choices]
    known = sum(number for _, number in counted)
    return _bars([*(c for c in counted if c[1]), ("未登记", total - known)])


def _bars(counted: Sequence[tuple[str, int]]) -> Sequence[Bar]:
    most = max((number for _, number in counted), default=0)
    return tuple(Bar(t, n, n * 100 // most if most else 0) for t, n in counted if n or t != "未登记")


def percent(part: int, whole: int) -> str:
    """e.g. 92.3%, rounded down; empty when there is no whole."""
    if not whole:
        return ""
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}%"


@dataclass(frozen=True, slots=True)
class ByHand:
    """A role given to a person by hand, and why."""

    role: str
    since: date
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    """An officer in a post, whose roles come with it; `by_hand` are roles given beside those of any post."""

    officer: Officer
    since: date
    by_hand: Sequence[ByHand]


@dataclass(frozen=True, slots=True)
class Duty:
    """A post of the list of duties (岗位职责清单) with those who hold it and the number of free places."""

    post: Post
    held: Sequence[Held]
    roles: tuple[str, ...]

    @property
    def free(self) -> int:
        return max(self.post.places - len(self.held), 0)


def duty_list(agencies: Sequence[Agency], on: date) -> list[Duty]:
    """部门—机构—岗位—人员 of these agencies, with the roles that come with each post (国办发〔2005〕37号 二).

    Four statements, however many agencies, and one more for the reasons of what was given by hand.
    """
    holdings = in_force(PostHolding, on).select_related("officer").order_by("valid_from")
    rows = list(
        in_force(Post, on)
        .filter(agency__in=agencies)
        .select_related("agency", "unit")
        .prefetch_related(
            Prefetch("holdings", holdings, to_attr="now"),
            Prefetch("now__officer__grants", in_force(RoleGrant, on), to_attr="by_hand"),
        )
        .order_by("agency__name", "unit__name", "title")
    )
    grants = [g for post in rows for h in post.now for g in h.officer.by_hand]  # type: ignore[attr-defined]
    why = _reasons(grants)
    return [_duty(post, why) for post in rows]


def _reasons(grants: Sequence[RoleGrant]) -> dict[str, str]:
    """The reason with which each grant was made."""
    made = RegisterChange.objects.filter(
        model=RoleGrant._meta.label, row_id__in={str(g.pk) for g in grants}, before__isnull=True
    )
    return dict(made.values_list("row_id", "reason")) if grants else {}


def _duty(post: Post, why: Mapping[str, str]) -> Duty:
    given = [
        Held(
            h.officer,
            h.valid_from,
            [
                ByHand(str(Role(g.role).label), g.valid_from, g.valid_to, why.get(str(g.pk), ""))
                for g in h.officer.by_hand
                if g.agency_id == post.agency_id
            ],
        )
        for h in post.now  # type: ignore[attr-defined]
    ]
    return Duty(post, given, tuple(str(Role(r).label) for r in post.roles()))


DUTY_TITLES = (
    "部门", "机构", "岗位", "岗位职责", "依据", "编制数", "人员", "任岗日期", "随岗位取得的角色",
    "单独授予的角色及理由",
)  # fmt: skip


def duty_rows(duties: Iterable[Duty]) -> Iterator[list[str]]:
    """The list down to the person as texts, one line for each person and one for each post that nobody holds."""
    for d in duties:
        post = d.post
        head = [post.agency.name, post.unit.name if post.unit else "", post.title, post.duties, post.basis]
        roles = "、".join(d.roles)
        for h in d.held or [None]:  # type: ignore[list-item]
            if h is None:
                yield [*head, str(post.places), "", "", roles, ""]
                continue
            extra = "；".join(f"{x.role}（{x.since.isoformat()}起：{x.reason}）" for x in h.by_hand)
            yield [*head, str(post.places), h.officer.name, h.since.isoformat(), roles, extra]
