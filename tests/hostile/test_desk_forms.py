"""Garbage typed into the form of every act: said beside the field, kept on the page, nothing written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from support.walk import day

from yifa.matters import discovery
from yifa.matters import models as m

from .bad import CODE, UNKEEPABLE
from .town import Town, nothing_written
from .valid import Leaf, cases, leaves

HIDDEN = re.compile(r'<input type="hidden" name="(_draft|_count|_corrects|_version)" value="([^"]*)"')
MARK = "<script>alert('雪')</script>"
GARBAGE = {
    "text": [f"{text}{MARK}" for text in CODE.values()],
    "integer": ["很多", "-1", "1e400", "９９９９９９９９９９９９９９９９９９９９", "1.23456", "0x10", MARK],
    "date": ["昨天", "0001-01-01", "9999-12-31", "2026-02-30", "26/11/2026", "1700000000", MARK],
    "moment": ["昨天", "9999-12-31T23:59", "2026-11-20T25:00", "2026-11-20", "1700000000", MARK],
    "uuid": ["../../etc/passwd", "张伟", "' OR 1=1", "0" * 36, MARK],
    "flag": ["可能", "1", MARK],
    "choice": ["__nothing__", "DROP TABLE", MARK],
}


def typed(places: list[Leaf], turn: int, values: dict[str, list[str]]) -> dict[str, str]:
    """What somebody types into every input of a form."""
    given = {}
    for n, leaf in enumerate(places):
        if leaf.kind in values:
            options = values[leaf.kind]
            ticked = isinstance(leaf.path[-1], int) and leaf.kind in ("uuid", "choice")
            name = leaf.key.rpartition(".")[0] if ticked else leaf.key
            given[name] = options[(n + turn) % len(options)]
    return given


def forms(town: Town) -> Iterator[tuple[str, list[Leaf]]]:
    """The address of every act's form and the inputs it has."""
    known = {str(c): c for c in cases()}
    for procedure in discovery.procedures().values():
        for rule in procedure.acts.values():
            case = known[f"{procedure.id}:{rule.id}"]
            places = list(leaves(case.model, case.payload))
            if rule in procedure.opening_acts():
                if rule.by == ("system",):  # nobody has its form
                    continue
                yield f"/desk/new/{procedure.id}/{rule.id}/", places
            elif procedure.id == "penalty.ordinary":
                yield f"/desk/matters/{town.matter('filed')}/act/{rule.id}/", places


def texts(page: str) -> str:
    """The page with entities resolved once, as a browser reads values."""
    return unescape(page)


def test_garbage_in_every_field_of_every_form_is_kept_and_answered(town: Town) -> None:
    client = town.client("handler")
    everything = list(forms(town))
    with nothing_written():
        for turn, (address, places) in enumerate(everything):
            given = typed(places, turn, GARBAGE)
            response = client.post(
                address, given | {"_occurred": "2026-11-20T10:00", "_count": "0", "_do": "submit"}
            )
            page = response.content.decode()
            only_text = {leaf.kind for leaf in places} <= {"text"}
            assert response.status_code == (409 if only_text else 422), address  # text alone is only too late
            assert only_text or 'class="error"' in page, address
            assert "都在" in page, address
            assert MARK not in page and "<script>alert" not in page, address
            for key, value in given.items():
                assert value in texts(page) or value.replace("\r\n", "\n") in texts(page), (
                    address,
                    key,
                    value,
                )
    assert len(everything) > 60


def test_what_cannot_even_be_kept_is_refused_for_save_and_submit(town: Town) -> None:
    client = town.client("handler")
    sent = [v for v in UNKEEPABLE.values() if not any(0xD800 <= ord(c) < 0xE000 for c in v)]
    values = {kind: [*sent, "甲" * 30_000] for kind in GARBAGE}
    with nothing_written():
        for turn, (address, places) in enumerate(list(forms(town))[::6]):
            given = typed(places, turn, values)
            for button in ("save", "submit"):
                response = client.post(
                    address, given | {"_occurred": "2026-11-20T10:00", "_count": "3", "_do": button}
                )
                assert response.status_code == 422, (address, button)
                assert 'class="error"' in response.content.decode()


NEW = "/desk/new/penalty.ordinary/register_clue/"


def clue(**changed: Any) -> dict[str, Any]:
    given = {"source": "inspection", "received_on": day(-1), "cause": "占道经营", "summary": "巡查发现",
             "_occurred": "2026-11-20T10:00", "_count": "0", "_do": "submit"}  # fmt: skip
    return given | changed


STRANGE: list[dict[str, Any]] = [
    {"_occurred": "\x00"}, {"_occurred": "昨天"}, {"_occurred": "9" * 1000}, {"_until": "<b>"},
    {"_count": "-1"}, {"_count": "x" * 1000}, {"_draft": "../../x"}, {"_draft": "\x00"},
    {"_corrects": "nothing"}, {"_co": ["x", "\x00", "' OR 1=1"]}, {"_add": "a.b.c.d"}, {"_add": "__class__"},
    {"_remove": "parties:99999999999999999"}, {"_remove": ":"}, {"_remove": "parties:-1"},
    {"_find": "nothing"}, {"_find": "parties.0.subject", "_q.parties.0.subject": "\x00'%_\\", "parties.0._": "1"},
    {"_override.x": "y" * 100_000}, {"_override.": "y"}, {"_override.\x00": "y"},
    {"parties.99999.subject": "x"}, {"parties.-1.subject": "x"}, {"parties.0.0.0.0": "x"},
    {"parties.0.subject.x": "y"}, {"__proto__": "x"}, {"": "x"}, {"summary.0": "x"}, {"_do": "\x00"},
    {f"parties.{n}.subject": "x" for n in range(300)},
    {"cause": ["一", "二" * 5000]},
    {"_do": "drop", "_draft": "01890000-1111-7000-8000-000000000002"},
]  # fmt: skip


def test_hidden_fields_and_strange_names_never_break_the_form(town: Town) -> None:
    client = town.client("handler", raise_request_exception=False)
    with nothing_written():
        for changed in STRANGE:
            response = client.post(NEW, clue(**{"source": "nonsense"} | changed))
            assert response.status_code < 500, changed


def test_ten_thousand_fields_and_a_thousand_rows(town: Town) -> None:
    client = town.client("handler", raise_request_exception=False)
    with nothing_written():
        response = client.post(NEW, clue() | {f"x{n}": "1" for n in range(10_000)})
        assert response.status_code == 400
        firm = str(town.walk().subject.pk)
        rows = {f"parties.{n}.subject": firm for n in range(1000)} | {
            f"parties.{n}.role": "party" for n in range(1000)
        }
        for button in ("submit", "save"):
            response = client.post(NEW, clue(_do=button) | rows)
            assert response.status_code == 422 and "最多填写" in response.content.decode()
    huge = client.post(NEW, clue(summary="甲" * 12_000_000))
    assert huge.status_code in (400, 413)


def test_forms_need_their_token(town: Town) -> None:
    client = town.client("handler", enforce_csrf_checks=True, raise_request_exception=False)
    with nothing_written():
        for address in (
            NEW,
            f"/desk/approvals/{town.draft('submitted')}/",
            "/desk/subjects/new/",
            "/desk/logout/",
        ):
            assert client.post(address, clue()).status_code == 403
        assert client.post("/api/v1/acts", {}, content_type="application/json").status_code == 403


def uploads() -> dict[str, SimpleUploadedFile]:
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
        archive.writestr("../../evil", b"\x00" * 20_000_000)
    return {
        "empty": SimpleUploadedFile("空.pdf", b"", "application/pdf"),
        "program": SimpleUploadedFile("a.EXE", b"MZ", "application/octet-stream"),
        "page": SimpleUploadedFile("a.html", b"<script>alert(1)</script>", "text/html"),
        "drawing": SimpleUploadedFile("a.svg", b"<svg onload=alert(1)>", "image/svg+xml"),
        "bomb": SimpleUploadedFile("a.zip", bomb.getvalue(), "application/zip"),
        "traversal": SimpleUploadedFile("../../../etc/passwd.txt", b"x", "text/plain"),
        "windows": SimpleUploadedFile("..\\..\\boot.txt", b"x", "text/plain"),
        "no ending": SimpleUploadedFile("../../../etc/passwd", b"x", "text/plain"),
        "control": SimpleUploadedFile("a\x00b\r\nSet-Cookie: x.pdf", b"%PDF-1.7", "application/pdf"),
        "long": SimpleUploadedFile("长" * 500 + ".pdf", b"%PDF-1.7", "application/pdf"),
        "lying": SimpleUploadedFile("照片.png", b"<script>alert(1)</script>", "image/png"),
        "strange": SimpleUploadedFile("a.pdf", b"%PDF-1.7", "text/html; charset=\x00"),
    }


# A line break ends the header: what is left of "control" is a name without an ending.
REFUSED_UPLOADS = ("empty", "program", "page", "drawing", "no ending", "control", "lying", "strange", "large")


def test_uploads_are_refused_or_kept_as_dead_bytes(town: Town, settings: Any) -> None:
    settings.YIFA_UPLOAD_LIMIT = 1_000_000
    client = town.client("handler", raise_request_exception=False)
    address = f"/desk/matters/{town.matter('filed')}/act/check_correction/"
    files = uploads() | {"large": SimpleUploadedFile("大.pdf", b"x" * 1_100_000, "application/pdf")}
    for name, file in files.items():
        response = client.post(address, {"photo": file, "_count": "3", "_do": "check"})
        assert response.status_code < 500, name
        if name in REFUSED_UPLOADS:
            assert 'class="error"' in response.content.decode(), name
    stored = [row for row in _stored(town) if "绝密" not in row.name]
    assert len(stored) == len(files) - len(REFUSED_UPLOADS)
    for row in stored:
        assert not set(row.name) & set("/\\\x00\r\n") and row.name not in ("", ".", ".."), row.name
        answer = client.get(f"/desk/files/{row.pk}/")
        if answer.status_code == 200:
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Content-Security-Policy"].startswith("default-src 'none'; ")
            saved = answer["Content-Disposition"].startswith("attachment")
            assert saved == answer["Content-Security-Policy"].endswith("sandbox")
            shown = answer["Content-Type"].split(";")[0]
            assert shown in ("application/octet-stream", "image/png", "application/pdf"), (row.name, shown)
            assert not set(" ;\r\n").intersection(answer["Content-Disposition"].split("''")[1])


def _stored(town: Town) -> list[Any]:
    from yifa.registers.scope import IMPORTER, scope

    with scope(IMPORTER):
        return list(m.StoredFile.objects.filter(uploaded_by=town.ours.people["handler"]))


def test_approvals_and_subjects_answer_garbage(town: Town) -> None:
    client = town.client("unit_head", raise_request_exception=False)
    address = f"/desk/approvals/{town.draft('submitted')}/"
    version = dict(HIDDEN.findall(client.get(address).content.decode()))
    with nothing_written():
        for opinion in ("处\x00罚", "甲" * 100_000, ""):
            for button in ("return", "", "delegate", "\x00", "drop"):
                response = client.post(address, version | {"opinion": opinion, "_do": button})
                assert 400 <= response.status_code < 500, (opinion[:5], button)
        for wrong in ("0", "-1", "x", "9" * 500):
            assert (
                client.post(address, {"opinion": "好", "_do": "approve", "_version": wrong}).status_code
                == 422
            )
    handler = town.client("handler", raise_request_exception=False)
    for kind in ("natural", "nothing"):
        for text in (*list(UNKEEPABLE.values())[::3], "甲" * 5000, "", "<script>alert(1)</script>"):
            if any(0xD800 <= ord(c) < 0xE000 for c in text):
                continue
            given = dict.fromkeys(("name", "identifier", "legal_rep", "address", "phone", "birth_date"), text)
            response = handler.post("/desk/subjects/new/", given | {"kind": kind, "identifier_kind": "uscc"})
            assert response.status_code == 422, (kind, text[:10])
            assert "<script>alert" not in response.content.decode()


def test_login_answers_garbage(town: Town) -> None:
    client = Client(raise_request_exception=False)
    for name in ("\x00", "' OR 1=1 --", "甲" * 100_000, "", "admin\r\nX: y", "<script>alert(1)</script>"):
        response = client.post("/desk/login/", {"username": name, "password": name, "next": "//evil.example"})
        assert 400 <= response.status_code < 500
        assert "<script>alert" not in response.content.decode() and "Location" not in response
