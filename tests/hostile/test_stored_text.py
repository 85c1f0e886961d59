"""Hostile text that was rightly kept does nothing wherever it is shown: pages, lists, the public site, papers."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

from django.test import Client
from pypdf import PdfReader

from yifa.matters import files
from yifa.matters import models as m
from yifa.registers.scope import IMPORTER, scope

from .town import HTML, Town


class Obeyed(HTMLParser):
    """What a browser would do with a page: handlers, script text, script addresses, images."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        for name, value in attrs:
            wild = (value or "").strip().lower().startswith(("javascript:", "data:text"))
            if name.startswith("on") or wild or (name == "src" and value == "x"):
                self.found.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "script" and "alert" in data:
            self.found.append(data)


def live(page: str) -> list[str]:
    """Markup that a browser would obey and that only our hostile text could have brought."""
    parser = Obeyed()
    parser.feed(page)
    return parser.found


def test_the_finder_finds() -> None:
    assert (
        live(f"<p>{HTML}</p>") and live('<a href="javascript:x">') and not live("<p>&lt;script&gt;alert</p>")
    )


def test_pages_show_it_as_text(town: Town) -> None:
    served = town.walk("served")
    client = town.client("handler")
    matter = f"/desk/matters/{served.matter_id}/"
    tabs = ("overview", "evidence", "papers", "approvals", "service", "file", "timeline")
    addresses = [f"{matter}?tab={tab}" for tab in tabs]
    addresses += [
        "/desk/",
        "/desk/matters/",
        "/desk/inbox/",
        "/desk/handled/",
        "/desk/news/",
        "/desk/alerts/",
    ]
    addresses += [f"/desk/subjects/{served.subject.pk}/", "/desk/subjects/?q=云州", f"{matter}act/add_party/"]
    shown = 0
    for address in addresses:
        response = client.get(address)
        page = response.content.decode()
        assert response.status_code == 200, address
        assert not live(page), (address, live(page))
        shown += "&lt;script&gt;alert(" in page
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert shown >= 5  # it is there, as text
    for path in ("acts", "papers", "clocks", ""):
        response = client.get(f"/api/v1/matters/{served.matter_id}/{path}".rstrip("/"))
        assert response["Content-Type"].startswith("application/json")
        assert response["X-Content-Type-Options"] == "nosniff"


def test_the_public_sees_it_as_text(town: Town) -> None:
    served = town.walk("served")
    served.run_effects()
    row = town.one(m.Disclosure, matter_id=served.matter_id)
    assert row is not None and row.published_at is not None
    public = Client()
    with scope(IMPORTER):
        code = m.Matter.objects.get(pk=served.matter_id).code
    for address in (f"/decisions/{row.pk}/", "/decisions/", f"/c/{code}", "/decisions/?q=script", "/"):
        response = public.get(address)
        page = response.content.decode()
        assert response.status_code == 200 and not live(page), address
        assert "SECRET_KEY }}" in page or "{{" not in page
    echoed = public.get("/decisions/", {"q": HTML, "number": HTML, "violation": HTML}).content.decode()
    assert not live(echoed)
    assert not live(public.get("/c/", {"code": HTML}).content.decode())


def test_papers_print_it_and_do_nothing(town: Town) -> None:
    served = town.walk("served")
    """Typst reads no file, evaluates nothing; the PDF has no script, no link elsewhere, and only its act's proof."""
    served.run_effects()
    with scope(IMPORTER):
        papers = list(m.Paper.objects.filter(matter_id=served.matter_id).select_related("file"))
        assert papers and all(p.state == "ready" and p.file for p in papers), [p.problem for p in papers]
        pdfs = {p.kind: files.read(p.file) for p in papers}
    for kind, pdf in pdfs.items():
        reader = PdfReader(io.BytesIO(pdf))
        text = re.sub(r"[\s\u200b]", "", "".join(page.extract_text() for page in reader.pages))
        assert "root:x:0" not in text and "崩" not in re.sub(r'#panic\("崩', "", text), kind
        catalogue = reader.trailer["/Root"]
        names = catalogue.get("/Names", {})
        assert "/OpenAction" not in catalogue and "/JavaScript" not in names and "/AA" not in catalogue, kind
        for page in reader.pages:
            for one in page.get("/Annots", []) or []:
                action = one.get_object().get("/A", {})
                assert action.get("/S") not in ("/JavaScript", "/Launch", "/SubmitForm"), kind
    decision = re.sub(
        r"[\s\u200b]", "",
        "".join(p.extract_text() for p in PdfReader(io.BytesIO(pdfs["penalty_decision"])).pages),
    )  # fmt: skip
    assert '<script>alert("雪")</script>' in decision  # the words are printed as they were typed
    client = town.client("handler")
    answer = client.get(f"/desk/matters/{served.matter_id}/file.pdf")
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
