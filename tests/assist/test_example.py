"""The assistant that the operators' page shows how to write does what the page says."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest

from yifa.assist.asking import ask

from .papers import DOCUMENT, TEXT, span

PAGE = Path(__file__).parents[2] / "docs" / "operators" / "assistant.md"


def test_the_example_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = dict(re.findall(r"```\w+\n# (\S+)\n(.*?)```", PAGE.read_text("utf-8"), re.S))
    (made,) = tomllib.loads(blocks["pyproject.toml"])["project"]["entry-points"]["yifa.assist"].items()
    info = tmp_path / "yifa_assist_example-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: yifa-assist-example\nVersion: 1.0\n", "utf-8"
    )
    (info / "entry_points.txt").write_text("[yifa.assist]\n{} = {}\n".format(*made), "utf-8")
    (tmp_path / "yifa_assist_example.py").write_text(blocks["yifa_assist_example.py"], "utf-8")
    path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
    monkeypatch.setenv("PYTHONPATH", path)
    found = ask("example", TEXT, DOCUMENT)
    assert found.refused == ()
    (one,) = found.proposals
    assert (one.field, one.value, one.span) == ("cooperating", "市财政局", span("市财政局"))
