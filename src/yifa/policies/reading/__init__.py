"""From a file or pasted text to plain text: TXT, HTML, DOCX and PDF that has text. What it is, its content tells."""

from __future__ import annotations

from yifa.policies.reading.kinds import PolicyUnreadable, read_bytes

__all__ = ["PolicyUnreadable", "read_bytes"]
