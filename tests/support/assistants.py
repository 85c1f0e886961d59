"""Assistants for tests: small distributions, installed where the child process finds them as it finds any other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

HEAD = """
from yifa.assist.proposal import Proposal

def at(text, words):
    start = text.index(words)
    return start, start + len(words)

class Helper:
    def propose(self, text, document):
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str, name: str = "helper") -> str:
    """Install an assistant of that name whose `propose(self, text, document)` is `body`; the name."""
    site = folder / f"site-{name}"
    info = site / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    lines = "".join(f"        {line}\n" for line in body.strip().splitlines())
    (site / f"{name}_of_tests.py").write_text(HEAD + lines, "utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[yifa.assist]\n{name} = {name}_of_tests:Helper\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH")])))
    return name
