"""Who and what the law knows. Every row changes only through `yifa.registers.change`."""

from yifa.registers.models.accounts import Account
from yifa.registers.models.agencies import Agency, Power, Region, Unit
from yifa.registers.models.base import Dated
from yifa.registers.models.credit import SubjectCredit
from yifa.registers.models.history import RegisterChange, Stamp
from yifa.registers.models.imports import ImportJob, ImportRow
from yifa.registers.models.law import Article, BenchmarkTable, ExemptionTable, Holiday, PublishedYear, Statute
from yifa.registers.models.mandates import Mandate
from yifa.registers.models.overlays import FigureOverlay
from yifa.registers.models.people import (
    ADMINISTRATORS,
    APART,
    Certificate,
    CertificateState,
    Officer,
    Role,
    RoleGrant,
    Secrecy,
)
from yifa.registers.models.permit_items import PermitItem
from yifa.registers.models.power_lists import (
    InspectionItem,
    MandateEvaluation,
    PowerState,
    Problem,
    RecordingItem,
    ReviewItem,
    SupportingRule,
)
from yifa.registers.models.security import (
    Activation,
    EventKind,
    LoginSession,
    LoginTry,
    PasswordRecord,
    SecurityEvent,
    SecurityPolicy,
)
from yifa.registers.models.subjects import Subject

__all__ = [
    "ADMINISTRATORS",
    "APART",
    "Account",
    "Activation",
    "Agency",
    "Article",
    "BenchmarkTable",
    "Certificate",
    "CertificateState",
    "Dated",
    "EventKind",
    "ExemptionTable",
    "FigureOverlay",
    "Holiday",
    "ImportJob",
    "ImportRow",
    "InspectionItem",
    "LoginSession",
    "LoginTry",
    "Mandate",
    "MandateEvaluation",
    "Officer",
    "PermitItem",
    "PasswordRecord",
    "Power",
    "PowerState",
    "Problem",
    "PublishedYear",
    "RecordingItem",
    "Region",
    "RegisterChange",
    "ReviewItem",
    "Role",
    "RoleGrant",
    "Secrecy",
    "SecurityEvent",
    "SecurityPolicy",
    "Stamp",
    "Statute",
    "Subject",
    "SubjectCredit",
    "SupportingRule",
    "Unit",
]
