"""GBK that lost one byte: from there to the next ASCII sign all characters are made of the wrong halves, and the last
half stands alone as �. Where the loss was is told by what reads well before it and, one byte on, behind it."""

from __future__ import annotations

import re
from itertools import accumulate

from yifa.policies.damage.edits import Edit, Patient
from yifa.policies.reading.misread import is_frequent

_LOST = "\ufffd"
_RUN = re.compile(r"[^\x00-\x7f\ufffd]{2,}\ufffd")
_GAIN = 2
_LONE = {0xA1: "。", 0xA3: "；"}


def mend_lost(patient: Patient) -> None:
    """Read the characters behind a lost byte one byte on; the character that lost it is left as �."""
    if _LOST not in patient.text:
        return
    edits = []
    for run in _RUN.finditer(patient.text):
        mended = _mended(run.group()[:-1])
        if mended is not None:
            at, new = mended
            edits.append(Edit(run.start() + at, run.end(), new, "shifted_bytes"))
    patient.apply(edits)


def _mended(run: str) -> tuple[int, str] | None:
    """Where in the run the byte was lost and what stands from there on, or None where nothing reads better."""
    raw = run.encode("gb18030", "replace")
    if len(raw) != 2 * len(run):
        return None
    pairs = [raw[n : n + 2].decode("gbk", "replace") for n in range(1, len(raw) - 1, 2)]
    # Good characters before each place as it is printed, and from it on one byte further.
    before = [0, *accumulate(map(is_frequent, run))]
    behind = [*reversed(list(accumulate(map(is_frequent, reversed(pairs)), initial=0)))]
    best = max(range(len(run)), key=lambda n: (before[n] + behind[n], n))
    if before[best] + behind[best] < before[-1] + _GAIN:
        return None
    words = "".join(pairs[best:])
    inside = (run[:best] + words).count("（") > (run[:best] + words).count("）")
    last = "）" if inside and raw[-1] == 0xA3 else _LONE.get(raw[-1], _LOST)
    return best, _LOST + words + last
