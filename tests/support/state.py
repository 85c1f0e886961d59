"""Where tests keep their server: in memory where there is plenty, else on the disk.

A test that writes to its database gets a copy of one, six hundred files; on a disk they cost two to five times as much.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

from yifa.site.home import CHECKOUT

MEMORY = Path("/dev/shm")
GIB = 1024**3
ROOM, AVAILABLE = (
    4 * GIB,
    8 * GIB,
)  # a whole run fills one to two; Chromium and the test processes need theirs


def folder(on_disk: Path) -> Path:
    """The state folder for this checkout's tests: one of our own in memory, or `on_disk`.

    Databases that a later run can use again stay until the machine is restarted.
    """
    name = f"yifa-test-{os.getuid()}-{hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:12]}"
    wanted = MEMORY / name
    with contextlib.suppress(OSError):  # no such place on this system: the disk
        if shutil.disk_usage(MEMORY).free < ROOM or _available() < AVAILABLE:
            return on_disk
        wanted.mkdir(mode=0o755, exist_ok=True)
        found = wanted.lstat()
        if wanted.is_dir() and not wanted.is_symlink() and found.st_uid == os.getuid():
            return wanted
    return on_disk


def _available() -> int:
    """Bytes of memory that programs could still get. Raises OSError where the system does not say."""
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 0
