"""Mending what the way to us damaged in a text: bytes read one off, pinyin in brackets, traditional characters,
the page around a document, and a body given twice. A text that has none of it comes back as it was."""

from __future__ import annotations

from yifa.policies.damage.edits import Patient
from yifa.policies.damage.lost import mend_lost
from yifa.policies.damage.script import strip_pinyin, to_simplified
from yifa.policies.damage.shifted import mend_shifted
from yifa.policies.damage.surroundings import strip_navigation, strip_repeated

__all__ = ["Patient", "mend"]


def mend(text: str) -> Patient:
    """The mended text, every place with what stood there, and what could not be mended, in Chinese."""
    patient = Patient(text)
    for step in (mend_lost, mend_shifted, strip_pinyin, to_simplified, strip_navigation, strip_repeated):
        step(patient)
    return patient
