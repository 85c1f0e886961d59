"""An overlay for the sector of the tests' agencies. Nothing of it is law; it shows what an overlay does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from yifa.matters import overlays

TITLE = "登记线索（附举报信息）"
URBAN = f"""[overlay]
procedure = "penalty.ordinary"
version = "U1"
basis = ["某规定第三条"]

[[act]]
id = "register_clue"
title = "{TITLE}"
approve = [{{ roles = ["legal_reviewer"] }}]
"""


@pytest.fixture
def urban_overlay(tmp_path: Path, settings: Any) -> Iterator[None]:
    """penalty.ordinary says more where the agency's sector is `urban`."""
    settings.YIFA_OVERLAYS = str(tmp_path)
    (tmp_path / "urban").mkdir()
    (tmp_path / "urban" / "penalty.ordinary.toml").write_text(URBAN, encoding="utf-8")
    overlays.forget()
    yield
    overlays.forget()
