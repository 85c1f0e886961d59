"""What the engine keeps: matters, drafts and approvals, acts, clocks, exhibits, papers, and what follows from them."""

from yifa.matters.models.acts import Act, ActBody, Refusal
from yifa.matters.models.clocks import Clock, ClockEvent
from yifa.matters.models.drafts import Approval, Draft, DraftVersion
from yifa.matters.models.effects import Alert, Disclosure, Effect
from yifa.matters.models.files import Exhibit, FileKey, StoredFile
from yifa.matters.models.matter import Matter, MatterFact, MatterText, Party, ProcedureVersion
from yifa.matters.models.papers import NumberCounter, NumberVoid, Paper
from yifa.matters.models.readings import ProtectedRead, Reading, ReadReason

__all__ = [
    "Act",
    "ActBody",
    "Alert",
    "Approval",
    "Clock",
    "ClockEvent",
    "Disclosure",
    "Draft",
    "DraftVersion",
    "Effect",
    "Exhibit",
    "FileKey",
    "Matter",
    "MatterFact",
    "MatterText",
    "NumberCounter",
    "NumberVoid",
    "Paper",
    "Party",
    "ProcedureVersion",
    "ProtectedRead",
    "ReadReason",
    "Reading",
    "Refusal",
    "StoredFile",
]
