"""The table of rights: what each one allows, in Chinese, and which roles hold it. Nothing else says who may do what.

A right speaks of a kind of work. Whether one particular case may be seen is decided in `things`, from the
case's agency, its secrecy class and who works on it; which step of a case a role may take is said by the
procedure (`by`, `approve`) and judged by `decide.acting_roles`.

The three administrators (GB/T 22239-2019 第三级 安全管理中心) hold no right over cases, parties or files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CASEWORK = ("handler", "unit_head", "agency_head", "legal_reviewer", "hearing_officer", "archivist")
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")
SEES_CASES = (*CASEWORK, "supervisor")
STAFF = (*SEES_CASES, *ADMINISTRATORS)
LEADS = ("agency_head", "unit_head")
# Who may read what is kept of colleagues as persons: how they were assessed, when they were born.
SEES_STAFF = (*LEADS, "supervisor", "system_admin")
KEEPS_EXAMS = ("supervisor", "system_admin")


@dataclass(frozen=True, slots=True)
class Right:
    """One kind of work: `title` completes “您没有……的权限”, `ask` says whom to turn to."""

    id: str
    title: str
    roles: frozenset[str]
    ask: str


def _right(id: str, title: str, roles: tuple[str, ...], ask: str) -> Right:
    return Right(id, title, frozenset(roles), ask)


# What is registered, with its title and who keeps it. Everybody at work may read a register that holds no personal
# data; subjects and accounts have rows of their own below.
_REGISTERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("agencies", "执法主体", ("system_admin",)),
    ("verifications", "执法主体年度认定", ("supervisor", "system_admin")),
    ("units", "内设机构", ("system_admin",)),
    ("regions", "行政区划", ("system_admin",)),
    ("posts", "岗位职责", ("system_admin",)),
    # Whoever holds a post holds its roles: putting people there is granting.
    ("holdings", "任岗", ("security_admin",)),
    ("officers", "执法人员", ("system_admin",)),
    ("certificates", "行政执法证", ("system_admin",)),
    ("qualifications", "资格审核、考试和审验", ("supervisor", "system_admin")),
    ("auxiliaries", "执法辅助人员", ("system_admin",)),
    ("powers", "权责清单和执法事项", ("legal_reviewer",)),
    ("mandates", "委托和赋权", ("legal_reviewer",)),
    ("lists", "执法清单", ("legal_reviewer",)),
    ("statutes", "法律法规", ("legal_reviewer",)),
    ("figures", "期限和数额", ("legal_reviewer",)),
    ("calendar", "节假日安排", ("legal_reviewer", "system_admin")),
    ("benchmarks", "裁量基准", ("legal_reviewer",)),
    ("exemptions", "免罚清单", ("legal_reviewer",)),
    ("equipment", "执法装备", ("system_admin", "archivist")),
    ("judicial_offices", "司法所", ("supervisor", "system_admin")),
    # Whoever is named reads what colleagues confide: naming is granting.
    ("counsellors", "心理咨询人员", ("security_admin",)),
    ("advisers", "法律顾问和公职律师", ("legal_reviewer",)),
    ("contacts", "特邀监督员和联系点", ("legal_reviewer", "supervisor")),
    (
        "plans",
        "联络员、会商、督查和集合称谓规则",
        ("handler", "legal_reviewer", "unit_head", "agency_head", "supervisor"),
    ),
    ("trainings", "培训记录", ("system_admin", "legal_reviewer", "unit_head")),
    ("filings", "重大处罚备案", ("legal_reviewer", "archivist")),
)

_ROWS: tuple[Right, ...] = (
    # Cases
    _right("matters.read", "查看案件", SEES_CASES, "请由承办机关的办案人员查看"),
    _right(
        "matters.see_agency",
        "查看本机关全部预警和待办",
        ("unit_head", "agency_head", "legal_reviewer", "supervisor", "archivist"),
        "请联系机关负责人",
    ),
    _right("matters.handle", "作为承办人办理案件", ("handler",), "请由承办人办理"),
    _right("matters.attest", "补记既成事实", ("importer", "field_sync"), "由数据导入和外勤同步补记"),
    _right("files.read", "查看证据、文书和案卷", SEES_CASES, "请由承办机关的办案人员查看"),
    _right("exports.make", "导出案件资料", SEES_CASES, "请联系本机关负责人"),
    _right("subjects.read", "查看当事人", SEES_CASES, "请由办案人员查看"),
    _right(
        "subjects.write",
        "登记和更正当事人",
        ("handler", "unit_head", "legal_reviewer", "archivist"),
        "请承办人登记",
    ),
    _right("statistics.see", "查看执法统计", ("supervisor", *LEADS), "需要查看的，请联系本机关负责人"),
    _right(
        "benchmarks.beyond.see",
        "查看超出上级基准的裁量基准",
        ("agency_head", "supervisor"),
        "请联系本机关负责人",
    ),
    _right("reads.see", "查看调阅记录", SEES_CASES, "请由本案承办人查看"),
    # Policy plans and their tasks
    _right("plans.read", "查看政策方案和任务台账", SEES_CASES, "请联系本机关负责人"),
    _right(
        "plans.accept",
        "采纳政策方案",
        ("handler", "legal_reviewer", *LEADS, "importer"),
        "请本机关承办人、法制审核人员或者负责人办理",
    ),
    _right(
        "plans.manage",
        "公开、报备、督办和评估方案",
        ("handler", "legal_reviewer", *LEADS),
        "请采纳方案的机关办理",
    ),
    _right(
        "plans.self_assess",
        "填报本单位的自评",
        ("handler", "legal_reviewer", *LEADS),
        "请本单位承办人或者负责人填报",
    ),
    _right(
        "plans.check",
        "核查自评和扣分",
        ("legal_reviewer", "supervisor", *LEADS),
        "请采纳方案的机关的审核人员或者负责人核查",
    ),
    # Whoever leaves
    _right("cases.hand_over", "移交他人承办的案件", LEADS, "请由承办机构负责人或者机关负责人办理"),
    _right("officers.leave", "办理人员退出", ("system_admin",), "请联系系统管理员"),
    # The law as it is in force
    _right("law.read", "查询法律法规、期限数额和裁量基准", STAFF, "请联系本机关系统管理员"),
    # Accounts and what they may do
    _right(
        "accounts.read", "查看账号", ("system_admin", "security_admin", "audit_admin"), "请联系系统管理员"
    ),
    _right("accounts.create", "开立和停用账号", ("system_admin",), "请联系系统管理员"),
    _right("accounts.reset", "重置账号的密码和动态验证", ("system_admin",), "请联系系统管理员"),
    _right("accounts.unlock", "解除账号锁定", ("security_admin",), "请联系安全管理员"),
    _right("security_policy.set", "调整安全策略", ("security_admin",), "请联系安全管理员"),
    _right("roles.grant", "授予和收回岗位角色", ("security_admin",), "请联系安全管理员"),
    _right("clearance.grant", "确定人员可接触的密级", ("security_admin",), "请联系安全管理员"),
    _right("security_events.read", "查看安全事件", ("security_admin",), "请联系安全管理员"),
    _right("audit.read", "查看审计记录", ("audit_admin",), "请联系审计管理员"),
    # Bulk work on registers
    _right("imports.run", "批量导入登记簿", ("system_admin", "legal_reviewer"), "请联系系统管理员"),
    _right("imports.undo", "撤销批量导入", ("system_admin", "legal_reviewer"), "请联系系统管理员"),
    _right("registers.history.read", "查看登记簿变更记录", STAFF, "请联系系统管理员"),
    _right("registers.accounts.read", "查看账号", ADMINISTRATORS, "请联系系统管理员"),
    _right("registers.accounts.write", "开立和停用账号", ("system_admin",), "请联系系统管理员"),
    _right("registers.grants.read", "查看岗位角色", STAFF, "请联系安全管理员"),
    _right("registers.grants.write", "授予和收回岗位角色", ("security_admin",), "请联系安全管理员"),
    _right(
        "registers.assessments.read",
        "查看人员年度考核",
        SEES_STAFF,
        "本人的在自己的人员页面查看，其他请联系负责人",
    ),
    _right("registers.assessments.write", "维护人员年度考核", ("system_admin",), "请联系系统管理员"),
    _right("registers.staff.read", "查看人员基本情况", SEES_STAFF, "请联系本机关负责人"),
    _right("registers.staff.write", "维护人员基本情况", ("system_admin",), "请联系系统管理员"),
    # The bank holds the answers: only those who keep it read it.
    _right("registers.questions.read", "查看考试题库和试卷", KEEPS_EXAMS, "请联系组织考试的司法行政机关"),
    _right(
        "registers.questions.write", "维护考试题库和组卷方案", KEEPS_EXAMS, "请联系组织考试的司法行政机关"
    ),
    _right(
        "registers.welfare.read",
        "查看人员保险和工伤",
        ("agency_head", "system_admin"),
        "本人的在“权益保障”中查看",
    ),
    _right("registers.welfare.write", "维护人员保险和工伤", ("system_admin",), "请联系系统管理员"),
    _right("photos.keep", "登记执法证照片", ("system_admin",), "请联系系统管理员"),
    _right("registers.subjects.read", "查看当事人", SEES_CASES, "请由办案人员查看"),
    _right(
        "registers.subjects.write",
        "登记和更正当事人",
        ("handler", "unit_head", "legal_reviewer", "archivist"),
        "请承办人登记",
    ),
)


def _kept(name: str, title: str, keepers: tuple[str, ...]) -> tuple[Right, Right]:
    return (
        _right(f"registers.{name}.read", f"查看{title}", STAFF, "请联系本机关系统管理员"),
        _right(f"registers.{name}.write", f"维护{title}", keepers, "请联系负责维护的人员"),
    )


RIGHTS: Mapping[str, Right] = MappingProxyType(
    {row.id: row for row in (*_ROWS, *(right for kept in _REGISTERS for right in _kept(*kept)))}
)
