"""The renderer itself: fonts, inert data, determinism, threads, errors."""

from __future__ import annotations

import io
import shutil
import struct
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pylopdf_fonts_zh_cn
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import yifa.institutions.penalty
from papers.specimens import SPECIMENS
from papers.test_templates import text_of
from yifa.matters.payloads import Choice, OfficerRef
from yifa.papers import PaperError, Person, describe, missing_glyphs, render, template_path
from yifa.papers.render import qr_svg

ECHO = '#import "/lib.typ": *\n#show: base\n#prose(pick(act, "text"))\n'


@pytest.fixture
def echo(tmp_path: Path) -> Path:
    path = tmp_path / "echo.typ"
    path.write_text(ECHO, encoding="utf-8")
    return path


def test_missing_glyphs_named_once_in_order() -> None:
    assert missing_glyphs("云州市,王㼆,Ａ1,①、〔2026〕12号 ℃\n\t　") == ()
    assert missing_glyphs("བ王བ\u0001") == ("བ", "\u0001")
    assert missing_glyphs("") == ()


def test_every_character_said_to_be_shown_is_shown(echo: Path) -> None:
    common = "".join(chr(c) for c in range(0x4E00, 0x9FA6))
    assert missing_glyphs(common) == ()
    assert len(text_of(render(echo, {"act": {"text": common}}))) >= len(common)


def test_missing_characters_are_marked_and_listed(echo: Path) -> None:
    text = text_of(render(echo, {"act": {"text": "姓名:扎西བ"}}))
    assert "扎西〓" in text
    assert "U+0F56" in text


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_any_text_makes_a_paper(text: str) -> None:
    made = render(
        "penalty/correction",
        {"act": {"reasons": text, "corrections": [{"field": text, "old": text, "new": ""}]}},
    )
    assert made.startswith(b"%PDF-1.7")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["kinds", "fine_fen", "conduct", "name", "title", "decided_on", "x"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
@settings(max_examples=60)
def test_any_json_makes_a_paper(value: object) -> None:
    data = {
        "paper": value,
        "agency": value,
        "matter": value,
        "parties": value,
        "act": value,
        "acts": {"notify": value},
    }
    for template in ("penalty_decision", "closing_approval", "deliberation_record"):
        assert render(f"penalty/{template}", data).startswith(b"%PDF-1.7")


def test_floats_are_refused() -> None:
    with pytest.raises(PaperError, match="整数分"):
        render("penalty/demand", {"act": {"amount_fen": 1.5}})


def test_a_template_cannot_read_files_or_be_addressed_outside(tmp_path: Path) -> None:
    spy = tmp_path / "spy.typ"
    spy.write_text('#read("/etc/passwd")', encoding="utf-8")
    with pytest.raises(PaperError, match=r"spy\.typ"):
        render(spy, {})
    for name in ("../penalty", "penalty/../../x", "Penalty"):
        with pytest.raises(PaperError):
            template_path(name, "notice")
        with pytest.raises(PaperError):
            template_path("penalty", name)
    with pytest.raises(PaperError, match="没有"):
        template_path("penalty", "no_such_paper")
    with pytest.raises(PaperError, match="没有"):
        render(tmp_path / "absent.typ", {})


def test_works_wherever_templates_lie(tmp_path: Path) -> None:
    home = Path(yifa.institutions.penalty.__file__).parent / "papers"
    away = tmp_path / "空 格" / "papers"
    shutil.copytree(home, away)
    data = {"paper": {"title": "公告", "date": "2026-11-22"}, "act": {"document": "决定书"}}
    assert render(away / "public_notice.typ", data) == render("penalty/public_notice", data)


def test_creation_time_comes_from_the_input(echo: Path) -> None:
    def created(pdf: bytes) -> datetime | None:
        info = pypdf.PdfReader(io.BytesIO(pdf)).metadata
        return info.creation_date if info else None

    assert created(render(echo, {"paper": {"date": "2026-11-22"}})) == datetime(2026, 11, 21, 16, tzinfo=UTC)
    moment = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)
    assert created(render(echo, {}, created=moment)) == moment
    assert render(echo, {}) == render(echo, {})


def test_threads_share_fonts_not_compilers(echo: Path) -> None:
    texts = [f"第{n}份文书" for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda t: text_of(render(echo, {"act": {"text": t}})), texts))
    assert made == [t + "—1—" for t in texts]


def test_operator_fonts_are_preferred(echo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fonts_used() -> set[str]:
        with pikepdf.open(io.BytesIO(render(echo, {"act": {"text": "仿宋"}}))) as pdf:
            fonts = [
                o
                for o in pdf.objects
                if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
            ]
            return {str(f["/FontName"]).split("+")[-1] for f in fonts}

    assert all("NotoSerif" in name for name in fonts_used())
    folder = tmp_path / "fonts"
    folder.mkdir()
    renamed(Path(pylopdf_fonts_zh_cn.sans_path()), folder / "fangsong.otf")
    monkeypatch.setenv("YIFA_FONT_DIR", str(folder))
    assert any("FangSong" in name or "NotoSans" in name for name in fonts_used())
    monkeypatch.setenv("YIFA_FONT_DIR", str(tmp_path / "absent"))
    assert all("NotoSerif" in name for name in fonts_used())


def renamed(source: Path, target: Path) -> None:
    """A copy of a font that calls itself FangSong: family names are overwritten and shortened in place."""
    raw = bytearray(source.read_bytes())
    tables = struct.unpack_from(">H", raw, 4)[0]
    entries = [struct.unpack_from(">4sIII", raw, 12 + 16 * n) for n in range(tables)]
    start = next(offset for tag, _, offset, _ in entries if tag == b"name")
    _, count, strings = struct.unpack_from(">HHH", raw, start)
    for n in range(count):
        at = start + 6 + 12 * n
        platform, _, _, name, _, offset = struct.unpack_from(">6H", raw, at)
        if name in (1, 16):
            new = "FangSong".encode("ascii" if platform == 1 else "utf-16-be")
            struct.pack_into(">H", raw, at + 8, len(new))
            raw[start + strings + offset : start + strings + offset + len(new)] = new
    target.write_bytes(raw)


def test_qr_code_is_drawn_and_a_text_too_long_leaves_it_out() -> None:
    assert qr_svg("https://yunzhou.example/c/ABC").startswith("<svg")
    assert qr_svg("x" * 5000) == ""


def test_every_paper_of_the_procedures_has_its_template() -> None:
    shown = {s.template for s in SPECIMENS}
    served = {s.template for s in SPECIMENS if s.served}
    files = sorted(Path(yifa.institutions.penalty.__file__).parent.glob("procedure*.toml"))
    assert files
    for file in files:
        for paper in tomllib.loads(file.read_text(encoding="utf-8"))["paper"]:
            assert template_path("penalty", paper["template"]).is_file()
            assert paper["template"] in shown
            assert not paper.get("served") or paper["template"] in served


class Colour(Choice):
    RED = "red", "红,(正)"


class Inner(BaseModel):
    who: OfficerRef
    colours: tuple[Colour, ...] = ()


class Outer(BaseModel):
    colour: Colour | None = None
    rows: tuple[Inner, ...] = ()
    who: OfficerRef | None = None
    people: tuple[OfficerRef, ...] = ()


def test_describe_adds_labels_and_names_beside_codes() -> None:
    one, two = "0192f0c0-0000-7000-8000-000000000001", "0192f0c0-0000-7000-8000-000000000002"
    payload = {
        "colour": "red",
        "rows": [{"who": one, "colours": ["red", "??"]}],
        "who": one,
        "people": [one, two],
        "extra": 1,
    }
    got = describe(Outer, payload, {one: Person("王强", "YZ01", "队员")})
    assert got["colour"] == "red"
    assert got["colour_label"] == "红，（正）"
    assert got["rows"][0]["who_name"] == "王强"
    assert got["rows"][0]["colours_label"] == ["红，（正）", "??"]
    assert (got["who_certificate"], got["who_post"]) == ("YZ01", "队员")
    assert got["people_name"] == ["王强", ""]
    assert got["extra"] == 1
    assert "colour_label" not in payload
    assert "colour_label" not in describe(Outer, {"colour": None})
