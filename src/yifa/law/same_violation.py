"""When two documents name one violation: compared without punctuation, spaces and a closing 的."""

from __future__ import annotations

import re


def plain_words(text: str) -> str:
    """The words of a violation's name as they are compared between documents."""
    return re.sub(r"[^\w]", "", text).removesuffix("的")
