"""A trouble of the log that a person must decide about: what is wrong, what to do, and the same in English."""

from __future__ import annotations


class LedgerTrouble(RuntimeError):
    """`problem` and `remedy` in Chinese, `english` for the log file. Nothing was changed."""

    def __init__(self, problem: str, remedy: str, english: str) -> None:
        super().__init__(f"{problem}{remedy} ({english})")
        self.problem, self.remedy, self.english = problem, remedy, english
