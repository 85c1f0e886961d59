"""What a fresh installation is set to, seen from a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from support.homes import yifa_environment

SHOW = """
import json
from yifa.site import settings as s
print(json.dumps({
    "debug": s.DEBUG, "secure": s.SESSION_COOKIE_SECURE, "key": s.SECRET_KEY, "language": s.LANGUAGE_CODE,
    "zone": s.TIME_ZONE, "hsts": s.SECURE_HSTS_SECONDS, "media": str(s.MEDIA_ROOT),
    "storage": s.STORAGES["default"]["BACKEND"], "database": s.DATABASES["default"],
}, default=str))
"""


def shown(home: Path, **environment: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", SHOW],
        env=yifa_environment(home) | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def test_safe_by_default(new_home: Path) -> None:
    seen = shown(new_home)
    assert seen["debug"] is False
    assert seen["secure"] is True
    assert seen["hsts"] > 0
    assert (seen["language"], seen["zone"]) == ("zh-hans", "Asia/Shanghai")


def test_the_secret_key_is_made_once_and_kept_private(new_home: Path) -> None:
    first = shown(new_home)["key"]
    assert len(first) >= 50
    assert shown(new_home)["key"] == first
    assert (new_home / "secret-key").stat().st_mode & 0o777 == 0o600


def test_two_processes_make_one_key(new_home: Path) -> None:
    command = [sys.executable, "-c", SHOW]
    processes = [
        subprocess.Popen(command, env=yifa_environment(new_home), stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    keys = {json.loads(process.communicate()[0])["key"] for process in processes}
    assert len(keys) == 1


def test_files_go_to_s3_when_a_bucket_is_named(new_home: Path) -> None:
    assert shown(new_home)["storage"].endswith("FileSystemStorage")
    assert shown(new_home, YIFA_S3_BUCKET="cases")["storage"].endswith("S3Storage")


def test_database_url_takes_on_the_role_of_the_process(new_home: Path) -> None:
    url = "postgresql://site:p%40ss@db.example:5433/yifa?sslmode=require"
    seen = shown(new_home, DATABASE_URL=url, YIFA_DB_ROLE="worker")["database"]
    assert (seen["HOST"], seen["PORT"], seen["NAME"]) == ("db.example", "5433", "yifa")
    assert (seen["USER"], seen["PASSWORD"]) == ("site", "p@ss")
    assert seen["OPTIONS"] == {"sslmode": "require", "options": "-c role=yifa_worker"}


def test_a_url_that_is_the_role_needs_no_change_of_role(new_home: Path) -> None:
    seen = shown(new_home, DATABASE_URL="postgresql://yifa_app:x@db.example/yifa")["database"]
    assert seen["OPTIONS"] == {}
