"""OpenID providers of this installation: a JSON file that the operator writes. Read before Django is set up."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class SignOnTrouble(ValueError):
    """The file of providers cannot be used; the message says what to correct, in Chinese."""


@dataclass(frozen=True, slots=True)
class Provider:
    """One OpenID provider, as the operator describes it."""

    id: str
    name: str
    server_url: str
    client_id: str
    secret: str = field(repr=False)

    def app(self) -> dict[str, Any]:
        """As allauth's settings want it."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {"server_url": self.server_url, "oauth_pkce_enabled": True},
        }


def read_providers(path: Path, environment: Mapping[str, str]) -> list[Provider]:
    """The providers of a JSON file, none when there is no file. Secrets may stand in the environment instead:
    YIFA_OIDC_SECRET_<ID>. Raises SignOnTrouble.
    """
    try:
        rows = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise SignOnTrouble(f"{path} 读不出来，应为 JSON 列表：{error}") from None
    if not isinstance(rows, list):
        raise SignOnTrouble(f"{path} 应为 JSON 列表，每个统一身份认证服务一项")
    found = [_provider(path, n, row, environment) for n, row in enumerate(rows, 1)]
    if len({one.id for one in found}) != len(found):
        raise SignOnTrouble(f"{path}：id 有重复")
    return found


def _provider(path: Path, n: int, row: Any, environment: Mapping[str, str]) -> Provider:
    if not isinstance(row, dict):
        raise SignOnTrouble(f"{path} 第 {n} 项：应为 JSON 对象")
    values = {key: str(row.get(key, "")).strip() for key in ("id", "name", "server_url", "client_id")}
    for key, value in values.items():
        if not value:
            raise SignOnTrouble(f"{path} 第 {n} 项：缺少 {key}")
    if not values["id"].isascii() or not values["id"].replace("-", "").isalnum():
        raise SignOnTrouble(f"{path} 第 {n} 项：id 只能用字母、数字和连字符")
    address = urlsplit(values["server_url"])
    local = address.hostname in ("localhost", "127.0.0.1", "::1")
    if address.scheme != "https" and not (address.scheme == "http" and local):
        raise SignOnTrouble(f"{path} 第 {n} 项：server_url 须以 https:// 开头")
    variable = "YIFA_OIDC_SECRET_" + values["id"].upper().replace("-", "_")
    secret = str(environment.get(variable) or row.get("secret", ""))
    if not secret:
        raise SignOnTrouble(f"{path} 第 {n} 项：缺少 secret（或者环境变量 {variable}）")
    return Provider(secret=secret, **values)


def providers_of_settings(home: Path) -> list[Provider]:
    """What this installation uses: the file YIFA_OIDC_FILE, else oidc.json in the state folder."""
    return read_providers(Path(os.environ.get("YIFA_OIDC_FILE") or home / "oidc.json"), os.environ)
