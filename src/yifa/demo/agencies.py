"""The five agencies of 云州市 and who works there, as data. `people.py` puts them into the registers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Post:
    """One job: `key` names it inside its agency, `roles` are what it may do.

    `reviewing` is the year in which who holds it first took up legal review, 0 for nobody who did.
    """

    key: str
    unit: str
    title: str
    roles: tuple[str, ...]
    certified: bool = True
    legal: bool = False
    auxiliary: bool = False
    reviewing: int = 0


@dataclass(frozen=True, slots=True)
class AgencyPlan:
    """One agency. `account` is the prefix of its login names ("" for the agency that the guide walks through)."""

    key: str
    name: str
    short: str
    sector: str
    prefix: str
    account: str
    posts: tuple[Post, ...]


def _enforcers(first: str, second: str) -> tuple[Post, ...]:
    """Posts that every enforcing agency has: two teams, three heads, review, hearings, archives."""
    return (
        Post("handler1", first, "一级行政执法员", ("handler",)),
        Post("handler2", first, "二级行政执法员", ("handler",)),
        Post("handler3", first, "二级行政执法员", ("handler",)),
        Post("handler4", second, "一级行政执法员", ("handler",)),
        Post("handler5", second, "二级行政执法员", ("handler",)),
        Post("handler6", second, "三级行政执法员", ("handler",)),
        Post("unit_head1", first, "大队长", ("unit_head",)),
        Post("unit_head2", second, "大队长", ("unit_head",)),
        Post("agency_head1", "局领导", "局长", ("agency_head",)),
        Post("agency_head2", "局领导", "副局长", ("agency_head",)),
        Post("agency_head3", "局领导", "副局长", ("agency_head",)),
        Post("reviewer1", "法制科", "法制科科长", ("legal_reviewer",), legal=True, reviewing=2019),
        Post("hearing1", "法制科", "公职律师", ("hearing_officer",), legal=True),
        Post("archivist1", "办公室", "档案管理员", ("archivist",), certified=False),
        Post("auxiliary1", first, "执法辅助人员", (), certified=False, auxiliary=True),
    )


# Took up review when the law already asked for the qualification (行政处罚法 58): may not review a penalty.
UNQUALIFIED = Post("reviewer2", "法制科", "法制科科员", ("legal_reviewer",), reviewing=2022)

AGENCIES: tuple[AgencyPlan, ...] = (
    AgencyPlan(
        "urban", "云州市城市管理综合执法局", "市城管执法局", "urban", "云城执", "",
        (*_enforcers("执法一大队", "执法二大队"), UNQUALIFIED),
    ),
    AgencyPlan(
        "market", "云州市市场监督管理局", "市市场监管局", "market", "云市监", "market-",
        _enforcers("食品执法大队", "综合执法大队"),
    ),
    AgencyPlan(
        "eco", "云州市生态环境局", "市生态环境局", "eco", "云环", "eco-",
        _enforcers("环境执法一大队", "环境执法二大队"),
    ),
    AgencyPlan(
        "transport", "云州市交通运输局", "市交通运输局", "transport", "云交", "transport-",
        _enforcers("路政执法大队", "运政执法大队"),
    ),
    AgencyPlan(
        "justice", "云州市司法局", "市司法局", "justice", "云司", "",
        (
            Post("supervisor1", "行政执法协调监督科", "科长", ("supervisor",), legal=True),
            Post("supervisor2", "行政执法协调监督科", "副科长", ("supervisor",)),
            Post("supervisor3", "行政执法协调监督科", "科员", ("supervisor",)),
            Post("system_admin", "信息中心", "系统管理员", ("system_admin",), certified=False),
            Post("security_admin", "信息中心", "安全管理员", ("security_admin",), certified=False),
            Post("audit_admin", "信息中心", "审计管理员", ("audit_admin",), certified=False),
        ),
    ),
)  # fmt: skip

# Certificates that are not simply valid: (agency, post) → what happened, in days before today.
TROUBLED = {
    ("urban", "handler6"): ("expired", 120),
    ("market", "handler6"): ("suspended", 60),
    ("eco", "handler6"): ("withdrawn", 200),
    ("transport", "handler6"): ("restored", 300),
}

# Login names by post: every role in the first agency, whoever can take a case through in the second, and one
# handler in each of the others.
LOGINS = {
    "handler1": "handler", "handler2": "handler2", "unit_head1": "unithead", "agency_head1": "agencyhead",
    "reviewer1": "reviewer", "hearing1": "hearing", "archivist1": "archivist", "supervisor1": "supervisor",
    "system_admin": "sysadmin", "security_admin": "secadmin", "audit_admin": "auditadmin",
}  # fmt: skip
IN_SECOND = frozenset({"handler1", "unit_head1", "agency_head1", "reviewer1"})
