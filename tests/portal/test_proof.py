"""The proof of a published decision, from a real case: offered, saved, checked by the page that nobody has to trust."""

from __future__ import annotations

import base64
import copy
import json
import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from support import world
from support.published import city  # noqa: F401  (a fixture)
from support.walk import Walk, day

from portal.test_verify_page import shoot
from yifa.ledger.checking import check
from yifa.ledger.store import keeping, reading, sequencer
from yifa.matters import files
from yifa.matters.models import Disclosure, Paper
from yifa.registers.scope import PUBLIC, WORKER, scope


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def walk(fresh_db) -> Walk:
    """A case whose decision was served and published, and has not entered the log yet."""
    world.benchmarks()
    case = Walk(world.office(), world.firm())
    case.until("serve_decision")
    case.run_effects()
    return case


def shown() -> Disclosure:
    with scope(PUBLIC):
        return Disclosure.objects.get()


def get(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def test_the_proof_can_be_saved_once_the_log_has_it(client, walk):
    row = shown()
    paths = [f"/decisions/{row.pk}/", f"/c/{row.code}"]
    for path in paths:
        page = get(client, path)
        assert "核验这份公开内容" in page and "稍后即可下载" in page and "proof.json" not in page
    assert "稍后即可下载" in get(client, f"/decisions/{row.pk}/proof.json", 404)
    sequencer.catch_up()
    for path in paths:
        page = get(client, path)
        assert f'href="/decisions/{row.pk}/proof.json"' in page and "稍后" not in page
    response = client.get(f"/decisions/{row.pk}/proof.json")
    assert response["Content-Type"] == "application/json" and response["Cache-Control"] == "no-store"
    assert f"证明-{row.number}.json" in unquote(response["Content-Disposition"])
    verdict = check(response.content, [keeping.verifier()])
    assert verdict.result == "valid" and {p.kind for p in verdict.proofs} == {"act", "disclosure"}
    with CaptureQueriesContext(connection) as captured:
        get(client, f"/decisions/{row.pk}/proof.json")
    assert len(captured) <= 30


def test_where_the_logs_key_is_not_there_is_no_proof_and_the_pages_go_on(client, walk, ledger_folder):
    row = shown()
    sequencer.catch_up()
    for name in (keeping.LOG_KEY, keeping.LOG_PUBLIC):
        (ledger_folder / name).unlink()
    for path in (f"/decisions/{row.pk}/", f"/c/{row.code}", "/ledger/", "/verify/"):
        get(client, path)
    assert "稍后" in get(client, f"/decisions/{row.pk}/proof.json", 404)


def test_the_proof_of_a_withdrawn_decision_opens_no_content(client, walk):
    sequencer.catch_up()
    walk.do(
        "revoke",
        {"category": "revoked", "decided_by": "reconsideration", "authority": "云州市人民政府", "effective_on": day(),
         "reasons": "事实不清。", "public_reason": "决定已撤销。"},
    )  # fmt: skip
    walk.run_effects()
    row = shown()
    assert "稍后即可下载" in get(client, f"/decisions/{row.pk}/")
    sequencer.catch_up()
    proof = get(client, f"/decisions/{row.pk}/proof.json")
    assert "决定已撤销" in proof and walk.subject.name not in proof


def test_what_is_not_public_has_no_proof_to_save(client, city):  # noqa: F811
    waiting = city.publish(published_at=None, state="pending")
    ended = city.publish(until=timezone.localdate() - timedelta(days=1))
    for key in (waiting.pk, ended.pk, city.agency.pk):
        get(client, f"/decisions/{key}/proof.json", 404)


def test_what_was_shown_before_there_was_a_log_says_so(client, city):  # noqa: F811
    row = city.publish()
    assert "还没有启用防篡改登记" in get(client, f"/decisions/{row.pk}/")
    assert "还没有启用防篡改登记" in get(client, f"/decisions/{row.pk}/proof.json", 404)


@pytest.mark.browser
def test_a_citizen_saves_the_proof_and_checks_it_in_the_browser(walk, live_server, browser_page, tmp_path):
    sequencer.catch_up()
    page, row = browser_page, shown()
    page.goto(f"{live_server.url}/c/{row.code}")
    with page.expect_download() as saved:
        page.get_by_role("link", name="下载证明文件").click()
    path = tmp_path / "proof.json"
    saved.value.save_as(path)
    page.get_by_role("link", name="在浏览器里核对").click()
    page.get_by_label("登记簿的公钥").fill(str(keeping.verifier()))
    page.wait_for_load_state("networkidle")
    left: list[str] = []
    page.on("request", lambda request: left.append(request.url))
    page.set_input_files("#file", path)
    page.locator("[data-verdict=valid]").wait_for()
    text = page.locator("#result").inner_text()
    assert row.number in text and row.party_name in text and left == []
    assert "签署时间：北京时间" in text and "不认识" not in text
    shoot(page, "proof-real")
    changed = json.loads(path.read_text())
    changed["proofs"][1]["opened"] = [
        re.sub("市", "县", line, count=1) for line in changed["proofs"][1]["opened"]
    ]
    path.with_name("changed.json").write_text(json.dumps(changed))
    page.set_input_files("#file", path.with_name("changed.json"))
    page.locator("[data-verdict=invalid]").wait_for()


@pytest.mark.browser
def test_the_decision_that_a_party_was_served_is_checked_as_the_file_it_is(walk, live_server, browser_page):
    with scope(WORKER):
        paper = files.read(Paper.objects.select_related("file").get(kind="penalty_decision").file)
    page = browser_page
    page.goto(live_server.url + "/verify/")
    page.get_by_label("登记簿的公钥").fill(str(keeping.verifier()))
    page.set_input_files("#file", {"name": "决定书.pdf", "mimeType": "application/pdf", "buffer": paper})
    page.locator("[data-verdict=valid]").wait_for()
    text = page.locator("#result").inner_text()
    assert walk.subject.name in text and "PDF 版面上的文字" in text
    shoot(page, "verify-paper")


@pytest.mark.browser
def test_the_publication_of_one_case_does_not_pass_for_that_of_another(
    walk, live_server, browser_page, client
):
    other = Walk(walk.office, world.firm("云州市远达商贸有限公司", "20000002"))
    other.until("serve_decision")
    other.run_effects()
    sequencer.catch_up()
    with scope(PUBLIC):
        one, two = (
            json.loads(get(client, f"/decisions/{row.pk}/proof.json"))
            for row in Disclosure.objects.order_by("id")
        )
    mixed = copy.deepcopy(two)  # the later case's checkpoint holds both
    (act,) = [proof for proof in one["proofs"] if proof["kind"] == "act"]
    path = reading.inclusion(act["index"], int(two["checkpoint"].split("\n")[1]))
    act["path"] = [base64.b64encode(step).decode() for step in path]
    mixed["proofs"] = [act, *(proof for proof in two["proofs"] if proof["kind"] == "disclosure")]
    browser_page.goto(live_server.url + "/verify/")
    data = {"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(mixed).encode()}
    browser_page.set_input_files("#file", data)
    browser_page.locator("[data-verdict=invalid][data-code=link]").wait_for()
