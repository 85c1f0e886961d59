"""Every template of the folder: made from real payloads and read back, made from nothing, made from hostile text."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest

import yifa.institutions.coercion
from institutions.coercion.specimens import SPECIMENS, Specimen
from yifa.matters import discovery
from yifa.papers import render, template_path

FOLDER = Path(yifa.institutions.coercion.__file__).parent / "papers"
HOSTILE = (
    '#eval("1+1") #panic("x") *粗* _斜_ $x^2$ @ref <label> \\ `code` #read("/data.json") \u202e反写 藏文བོད'
)


def text_of(pdf: bytes) -> str:
    """All text of a PDF without white space."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"[\s\u200b]+", "", "".join(p.extract_text() for p in pages))


def made(specimen: Specimen, data: dict[str, Any]) -> bytes:
    return render(template_path("coercion", specimen.template), data)


def filled(value: Any) -> Any:
    if isinstance(value, str):
        return value if re.fullmatch(r"[\dT:.Z+-]+", value) else HOSTILE
    if isinstance(value, dict):
        return {k: filled(v) for k, v in value.items()}
    return [filled(v) for v in value] if isinstance(value, list) else value


def test_every_template_of_the_folder_is_shown_and_used() -> None:
    own = {p.stem for p in FOLDER.glob("[a-z]*.typ")}
    assert own == {s.template for s in SPECIMENS}
    used = {
        p.template
        for name, procedure in discovery.procedures().items()
        if name.startswith("coercion.")
        for p in procedure.papers.values()
    }
    assert own <= used


@pytest.mark.requirement("RQ088")
@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda s: s.template)
def test_content(specimen: Specimen) -> None:
    text = text_of(made(specimen, specimen.data()))
    for expected in (specimen.title, *specimen.expected):
        assert re.sub(r"\s+", "", expected) in text, expected
    assert "none" not in text
    assert "〓" not in text
    assert "。。" not in text


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda s: s.template)
def test_empty_input(specimen: Specimen) -> None:
    for data in (
        {},
        {"paper": {}, "act": {}, "acts": {}, "parties": []},
        {"paper": None, "act": [], "parties": "x"},
    ):
        assert made(specimen, data).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda s: s.template)
def test_hostile_text_is_printed_not_run(specimen: Specimen) -> None:
    text = text_of(made(specimen, filled(specimen.data())))
    assert '#eval("1+1")#panic("x")*粗*_斜_$x^2$@ref<label>' in text
