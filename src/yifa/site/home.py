"""The state folder (`YIFA_HOME`): database, secret key, media, collected static files."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from yifa.site.postgres.place import make_folder

CHECKOUT = Path(__file__).resolve().parents[3]


def home() -> Path:
    """YIFA_HOME; else `.yifa` in a checkout that we may write; else the user's data folder."""
    given = os.environ.get("YIFA_HOME")
    if given:
        return Path(given).expanduser().absolute()
    beside = CHECKOUT / ".yifa"
    is_checkout = (CHECKOUT / "pyproject.toml").exists()
    if is_checkout and os.access(beside if beside.exists() else CHECKOUT, os.W_OK):
        return beside
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path("~/.local/share").expanduser()) / "yifa"


def secret_key(folder: Path) -> str:
    """YIFA_SECRET_KEY, else a key made on first use and kept readable by the owner only."""
    given = os.environ.get("YIFA_SECRET_KEY")
    if given:
        return given
    path = folder / "secret-key"
    with contextlib.suppress(FileNotFoundError):
        return path.read_text().strip()
    make_folder(folder)
    part = path.with_name(f"secret-key.{os.getpid()}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(50))
    with contextlib.suppress(FileExistsError):
        os.link(part, path)  # the first of two processes wins, the other reads its key
    part.unlink()
    return path.read_text().strip()
