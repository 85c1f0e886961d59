"""Who may do what: one table of rights, one place that decides, one place that masks."""

from yifa.access.decide import Denied, acting_roles, may, require
from yifa.access.things import (
    Case,
    Verdict,
    access_counselling,
    access_draft,
    access_exam_paper,
    access_export,
    access_file,
    access_matter,
    access_paper,
    access_proposing,
    access_register,
    access_subject,
)

__all__ = [
    "Case",
    "Denied",
    "Verdict",
    "access_counselling",
    "access_draft",
    "access_exam_paper",
    "access_export",
    "access_file",
    "access_matter",
    "access_paper",
    "access_proposing",
    "access_register",
    "access_subject",
    "acting_roles",
    "may",
    "require",
]
