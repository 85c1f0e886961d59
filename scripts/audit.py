"""Known vulnerabilities in the locked packages, by pip-audit. Exit code 1 when there are any.

The vulnerability service is not reachable from every machine: there this says that nothing was audited, and passes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
AUDIT = [
    sys.executable,
    "-m",
    "pip_audit",
    "--no-deps",
    "--disable-pip",
    "--format",
    "json",
    "--timeout",
    "10",
    "-r",
]
UNREACHABLE = re.compile(
    r"(?i)connection|timed? ?out|resolve|unreachable|ssl|proxy|service error|HTTPError|50\d"
)
NO_DATA = "not audited here: no vulnerability data"


def verdict(code: int, out: str, said: str) -> tuple[int, str]:
    """(exit code, what to print) from what pip-audit answered."""
    try:
        rows = json.loads(out)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (said.strip().splitlines() or [f"pip-audit ended with {code}"])[-1][:160]
        return (0, f"{NO_DATA} ({last})") if UNREACHABLE.search(said) else (1, f"pip-audit failed: {last}")
    bad = [
        f"{row['name']} {row.get('version', '')}: {found['id']}, fixed in {', '.join(found['fix_versions']) or 'none'}"
        for row in rows
        for found in row.get("vulns", ())
    ]
    if bad:
        return 1, "\n".join(bad)
    return 0, f"{len(rows)} packages, no known vulnerability"


def main() -> int:
    """Ask once."""
    try:
        run = subprocess.run([*AUDIT, str(LOCK)], capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        print(f"{NO_DATA} (no answer in two minutes)")
        return 0
    code, text = verdict(run.returncode, run.stdout, run.stderr)
    print(text)
    return code


if __name__ == "__main__":
    sys.exit(main())
