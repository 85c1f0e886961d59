"""Who and what the law knows. Every row changes only through `yifa.registers.change`."""

from yifa.registers.models.accounts import Account
from yifa.registers.models.advisers import Adviser, AdviserTask, Contact, ContactTask
from yifa.registers.models.agencies import Agency, Power, Region, Unit
from yifa.registers.models.base import Dated, Standing
from yifa.registers.models.certificate_steps import (
    CertificateApplication,
    CertificateReview,
    ExamResult,
    QualificationCheck,
)
from yifa.registers.models.credit import SubjectCredit
from yifa.registers.models.equipment import Equipment, EquipmentIssue
from yifa.registers.models.exams import (
    ExamAttempt,
    ExamBank,
    ExamPaper,
    ExamPart,
    ExamScheme,
    Question,
    QuestionKind,
)
from yifa.registers.models.history import RegisterChange, Stamp
from yifa.registers.models.imports import ImportJob, ImportRow
from yifa.registers.models.intermediary import IntermediaryService, ServiceCleanup
from yifa.registers.models.judicial_offices import JudicialOffice, JudicialOfficeMember
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
from yifa.registers.models.photos import OfficerPhoto, PhotoData
from yifa.registers.models.plan_details import PlanTaskDate, PlanTaskDuty, PlanTaskTarget
from yifa.registers.models.plan_drafts import PlanDraft
from yifa.registers.models.plan_readings import PlanReading
from yifa.registers.models.plan_supervision import (
    Deduction,
    EvaluationItem,
    EvaluationUnit,
    PlanEvaluation,
    PlanInspection,
    PlanLiaison,
    PlanMeeting,
    SelfScore,
)
from yifa.registers.models.plans import (
    CollectiveUnit,
    PlanHeading,
    PlanSource,
    PlanTask,
    PlanTaskUnit,
    PolicyPlan,
)
from yifa.registers.models.posts import Post, PostHolding, RoleHeld
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
from yifa.registers.models.staff import OfficerAssessment, OfficerExit, StaffDetail
from yifa.registers.models.subjects import Subject
from yifa.registers.models.trainings import DecisionFiling, Training, TrainingAttendance
from yifa.registers.models.verifications import AgencyVerification
from yifa.registers.models.welfare import Counselling, Counsellor, Injury, Insurance

__all__ = [
    "Counselling",
    "Counsellor",
    "ExamAttempt",
    "ExamBank",
    "ExamPaper",
    "ExamPart",
    "ExamScheme",
    "Injury",
    "Insurance",
    "IntermediaryService",
    "JudicialOffice",
    "JudicialOfficeMember",
    "OfficerPhoto",
    "PhotoData",
    "Question",
    "QuestionKind",
    "ServiceCleanup",
    "ADMINISTRATORS",
    "APART",
    "Account",
    "Adviser",
    "AdviserTask",
    "Activation",
    "Agency",
    "AgencyVerification",
    "Article",
    "BenchmarkTable",
    "Certificate",
    "CertificateApplication",
    "CertificateReview",
    "CertificateState",
    "CollectiveUnit",
    "Contact",
    "ContactTask",
    "Dated",
    "DecisionFiling",
    "Deduction",
    "Equipment",
    "EvaluationItem",
    "EvaluationUnit",
    "EquipmentIssue",
    "ExamResult",
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
    "OfficerAssessment",
    "OfficerExit",
    "PlanEvaluation",
    "PlanHeading",
    "PlanInspection",
    "PlanLiaison",
    "PlanMeeting",
    "PlanDraft",
    "PlanReading",
    "PlanSource",
    "PlanTask",
    "PlanTaskDate",
    "PlanTaskDuty",
    "PlanTaskTarget",
    "PlanTaskUnit",
    "PolicyPlan",
    "Post",
    "PostHolding",
    "PermitItem",
    "PasswordRecord",
    "Power",
    "PowerState",
    "Problem",
    "PublishedYear",
    "QualificationCheck",
    "RecordingItem",
    "Region",
    "RegisterChange",
    "ReviewItem",
    "Role",
    "RoleGrant",
    "RoleHeld",
    "Secrecy",
    "SelfScore",
    "StaffDetail",
    "SecurityEvent",
    "SecurityPolicy",
    "Stamp",
    "Standing",
    "Statute",
    "Subject",
    "SubjectCredit",
    "SupportingRule",
    "Training",
    "TrainingAttendance",
    "Unit",
]
