"""`--requirements`: which requirement rows are shown by passing tests."""

from __future__ import annotations

from collections import defaultdict

import pytest

ROWS = tuple(f"RQ{number:03d}" for number in range(1, 200))


class RequirementReport:
    """Collects the outcome of every test that names a requirement row, also from xdist's workers."""

    def __init__(self) -> None:
        self.outcomes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        decisive = report.when == "call" or (report.when == "setup" and not report.passed)
        for name, value in report.user_properties if decisive else ():
            if name == "requirement":
                self.outcomes[str(value)][report.outcome].append(report.nodeid)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        shown = [row for row in ROWS if self._shown(row)]
        terminalreporter.section("requirement rows")
        for row in ROWS:
            by_outcome = self.outcomes.get(row)
            if by_outcome:
                counts = ", ".join(f"{len(tests)} {outcome}" for outcome, tests in sorted(by_outcome.items()))
                terminalreporter.line(f"{row} {'shown' if self._shown(row) else 'NOT SHOWN'}: {counts}")
        missing = [row for row in ROWS if row not in self.outcomes]
        terminalreporter.line(
            f"{len(shown)} of {len(ROWS)} rows shown; no test yet: {' '.join(missing) or 'none'}"
        )

    def _shown(self, row: str) -> bool:
        by_outcome = self.outcomes.get(row, {})
        return bool(by_outcome.get("passed")) and not by_outcome.get("failed")
