"""The page that checks a proof, in Chromium: the offline tool's verdicts, and nothing that leaves the machine."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import random
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from ledger.proofs import ACT, CLOCK, LOG, STRANGER, WITNESSES, decision, decision_file
from ledger.spoiling import GOOD_FILE, HOSTILE, LINKED, SPOILED, STAMPED, signed_leaf, spoiled
from ledger.store.leaves import add
from tools.test_verify_proof import BAD_POINTS, RFC_8032, tool

from yifa.ledger.bundle import encode
from yifa.ledger.commit import commit
from yifa.ledger.store import sequencer

pytestmark = pytest.mark.browser
KEY = str(LOG.verifier)
FITS = "e => e.scrollWidth <= window.innerWidth"
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
NO_CRYPTO = "Object.defineProperty(crypto, 'subtle', { value: undefined })"
NO_ED25519 = """
    const real = crypto.subtle.importKey.bind(crypto.subtle);
    crypto.subtle.importKey = (form, key, how, ...rest) => how?.name === 'Ed25519'
        ? Promise.reject(new DOMException('not here', 'NotSupportedError')) : real(form, key, how, ...rest);
"""
# What each of the broken-down browsers lacks.
BROWSERS = {"whole": "", "without Ed25519": NO_ED25519, "on plain HTTP": NO_CRYPTO}

CHECK = """async ({ rows, key }) => {
    const { check } = await import('/static/portal/verify/bundle.js');
    const { isPdf, proofInPdf } = await import('/static/portal/verify/pdf.js');
    const { readKey } = await import('/static/portal/verify/note.js');
    const given = key ? [await readKey(key)] : [];
    const found = [];
    for (const row of rows) {
        const data = Uint8Array.from(atob(row), (c) => c.charCodeAt(0));
        try {
            const report = await check(isPdf(data) ? await proofInPdf(data) : data, given);
            found.push([report.verdict, report.code]);
        } catch (error) {
            found.push(['thrown', error.code ?? String(error)]);
        }
    }
    return found;
}"""


@pytest.fixture
def opened(live_server, new_browser_page, kept_page):
    """`opened(lacking="", **options)`: the page, ready; console errors and requests after loading are its `noise`."""
    listening = []

    def listen(page, event, listener):
        page.on(event, listener)
        listening.append((page, event, listener))

    def open_page(lacking: str = "", **options: Any):
        page = new_browser_page(**options) if lacking or options else kept_page()
        if lacking:
            page.add_init_script(lacking)
        page.noise = noise = []
        listen(page, "console", lambda m: noise.append(m.text) if m.type in ("error", "warning") else None)
        listen(page, "pageerror", lambda error: noise.append(str(error)))
        page.goto(live_server.url + "/verify/")
        page.get_by_label("证明文件").wait_for()
        page.wait_for_load_state("networkidle")
        listen(page, "request", lambda r: noise.append(r.url))
        return page

    yield open_page
    for page, event, listener in listening:
        page.remove_listener(event, listener)


def choose(page, data: bytes, name: str = "proof.json") -> str:
    """The verdict after choosing a file."""
    before = page.locator("#result").get_attribute("data-done")
    page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    return done(page, before)


def done(page, before: str | None = None) -> str:
    page.wait_for_function("(was) => { const now = document.getElementById('result').dataset.done;"
                           " return now && now !== was; }", arg=before)  # fmt: skip
    return str(page.locator("#result .verdict").get_attribute("data-verdict"))


def judged(page, rows: list[bytes], key: str = "") -> list[list[str]]:
    return page.evaluate(CHECK, {"rows": [base64.b64encode(row).decode() for row in rows], "key": key})


def in_pdf(*attached: bytes, **how: Any) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for at, data in enumerate(attached):
        pdf.attachments[f"{at}.json"] = pikepdf.AttachedFileSpec(pdf, data, mime_type="application/json")
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def shoot(page, name: str) -> None:
    """Keep a picture when YIFA_SHOTS names a folder."""
    folder = os.environ.get("YIFA_SHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_with_the_key_a_proof_is_valid_and_shows_what_it_opens(opened):
    page = opened()
    page.get_by_label("登记簿的公钥").fill(f"# 公报 2026 年第 3 号\n{KEY}\n")
    assert choose(page, decision_file(*WITNESSES)) == "valid"
    for more in page.get_by_text("没有展示").and_(page.locator("summary")).all():
        more.click()
    text = page.locator("#result").inner_text()
    parts = [
        "结论：有效",
        "云州市城市管理局",
        "云城罚〔2026〕12号",
        "200.00 元",
        "当事人应当十五日内缴纳",
        "擅自占道经营",
    ]
    for part in [*parts, "没有展示：办理人员、办理内容 · id_number", "witness.example/1", "真实、合法"]:
        assert part in text
    shoot(page, "verify-valid")
    assert page.noise == []


def test_without_a_key_the_issuer_is_not_verified(opened):
    page = opened()
    assert choose(page, GOOD_FILE) == "self-consistent"
    assert "自洽，但签发者未经核实" in page.locator("#result").inner_text()
    page.get_by_label("登记簿的公钥").fill(str(STRANGER.verifier))
    page.get_by_role("button", name="核对").click()
    assert done(page, "1") == "invalid"
    assert "不是由您给定的密钥签发的" in page.locator("#result").inner_text()
    assert page.noise == []


def test_a_pasted_proof_is_checked_too(opened):
    page = opened()
    page.get_by_text("或者粘贴证明的内容").click()
    page.get_by_label("证明的内容", exact=True).fill(GOOD_FILE.decode())
    page.get_by_role("button", name="核对").click()
    assert done(page) == "self-consistent"
    page.get_by_role("button", name="清空").click()
    assert page.locator("#result").inner_text() == ""
    page.get_by_role("button", name="核对").click()
    page.get_by_text("请选择证明文件").wait_for()
    assert page.noise == []


def test_a_key_that_is_none_is_said_at_the_key(opened):
    page = opened()
    for wrong in ("公钥", KEY[:-4], str(WITNESSES[0].verifier), KEY.replace("+", "+0", 1)):
        page.get_by_label("登记簿的公钥").fill(wrong)
        page.get_by_role("button", name="核对").click()
        page.get_by_text("请先改正公钥").wait_for()
        assert page.locator("#key-error").is_visible() and not page.locator(".verdict").count()
    assert page.noise == []


@pytest.mark.parametrize("lacking", BROWSERS.values(), ids=BROWSERS)
def test_every_browser_gives_the_verdicts_of_the_offline_tool(opened, lacking):
    page = opened(lacking)
    assert judged(page, [GOOD_FILE]) == [["self-consistent", ""]]
    assert judged(page, [GOOD_FILE, decision_file(*WITNESSES)], KEY) == [["valid", ""]] * 2
    names = list(SPOILED) if not lacking else list(SPOILED)[::4]
    for key in ("", KEY):
        verdicts = judged(page, [spoiled(name) for name in names], key)
        assert dict(zip(names, verdicts, strict=True)) == {n: ["invalid", SPOILED[n][1]] for n in names}


def test_what_is_of_the_act_beside_it_or_of_its_matter_may_stand_there(opened):
    verdicts = judged(opened(), [encode(bundle) for bundle in LINKED.values()], KEY)
    assert dict(zip(LINKED, verdicts, strict=True)) == {name: ["valid", ""] for name in LINKED}


def test_the_logs_own_statement_of_when_it_signed_is_told_and_is_no_witness(opened):
    page = opened()
    page.get_by_label("登记簿的公钥").fill(KEY)
    bundle = {**STAMPED, "witnesses": [str(CLOCK.verifier)]}
    assert choose(page, encode(bundle)) == "valid"
    text = page.locator("#result").inner_text()
    assert "签署时间：北京时间 2026-11-18 19:06:40，UTC 2026-11-18 11:06:40（登记簿自己写明的）" in text
    assert "没有见证机关的签名" in text and "不认识" not in text
    assert page.noise == []


def test_hostile_bytes_get_the_verdicts_of_the_offline_tool(opened):
    page = opened()
    for name, (raw, code) in HOSTILE.items():
        assert judged(page, [raw], KEY) == [["invalid", code]], name


SHOWN = ["a changed amount", "a changed name", "another index", "a step left out", "a changed leaf", "a changed size",
         "a checkpoint signed by others", "another key", "a fork", "a consistency path cut", "a line twice",
         "a publication of another act", "proofs of nothing", "a wrong signature beside the right one"]  # fmt: skip


def test_a_spoiled_proof_is_shown_as_invalid_with_its_reason(opened):
    page = opened()
    page.get_by_label("登记簿的公钥").fill(KEY)
    for name in SHOWN:
        assert choose(page, spoiled(name)) == "invalid", name
        box = page.locator("#result .verdict")
        assert box.get_attribute("data-code") == SPOILED[name][1], name
        assert "结论：无效" in box.inner_text() and "原因：" in box.inner_text()
        assert "云州市" not in page.locator("#result").inner_text()
    shoot(page, "verify-invalid")
    assert page.noise == []


def test_junk_is_a_verdict_and_no_error(opened):
    page = opened()
    pieces = [b"\x00" * 10, b"%PDF-1.7", b"{", b'{"format":"yifa-proof/1"}', b"\xff" * 3000, bytes(range(256)) * 9,
              GOOD_FILE[:-40], GOOD_FILE[::-1], b'{"__proto__":1}', b"[" * 90, "“”".encode() * 9]  # fmt: skip
    for junk in pieces:
        assert choose(page, junk) == "invalid"
    assert page.noise == []


PACKED: list[dict[str, Any]] = [
    {},
    {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
    {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    {"linearize": True},
]


def test_the_proof_attached_to_a_paper_is_found(opened):
    page = opened()
    page.get_by_label("登记簿的公钥").fill(KEY)
    for how in PACKED:
        assert choose(page, in_pdf(GOOD_FILE, b"{}", b"not ours", **how), "决定书.pdf") == "valid"
    assert "PDF 版面上的文字" in page.locator("#result").inner_text()
    loose = b"%PDF-1.7\n1 0 obj<</Type/EmbeddedFile/Filter/FlateDecode/Length 9 0 R>>stream\r\n"
    loose += zlib.compress(GOOD_FILE) + b"\r\nendstream"
    assert choose(page, loose, "决定书.pdf") == "valid"
    assert choose(page, in_pdf(spoiled("a changed amount")), "决定书.pdf") == "invalid"
    assert page.noise == []


def test_a_pdf_without_exactly_one_proof_is_no_proof(opened):
    page = opened()
    bomb = zlib.compress(b'{"yifa-proof/1"' + bytes(100_000_000), 9)
    head = b"1 0 obj<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>stream\n" % len(bomb)
    rows = {
        in_pdf(): "pdf",
        in_pdf(b"{}"): "pdf",
        in_pdf(GOOD_FILE, decision_file()): "pdf",
        in_pdf(GOOD_FILE, encryption=pikepdf.Encryption(owner="o", user="u")): "pdf",
        b"%PDF-1.7\n1 0 obj<</Type/EmbeddedFile/Filter/FlateDecode/Length 4>>stream\nabcd\nendstream": "pdf",
        b"%PDF-1.7\n1 0 obj<</Type/EmbeddedFile/Length 99999999>>stream\n{": "pdf",
        b"%PDF-1.7\n1 0 obj<</Type/EmbeddedFile>>stream\n": "pdf",
        b"%PDF-1.7\n" + (head + bomb + b"\nendstream endobj\n") * 20: "limits",
        b"%PDF-1.7\n" + b"/EmbeddedFile " * 2000: "limits",
    }
    for raw, code in rows.items():
        assert judged(page, [raw], KEY) == [["thrown", code]]
        assert choose(page, raw, "x.pdf") == "invalid"
    assert page.noise == []


def test_contents_cannot_draw_on_the_page_or_pass_for_a_verdict(opened):
    page = opened()
    act = {
        **ACT,
        "act": {**ACT["act"], "kind": "<img src=x onerror=alert(1)>\x1b[2J\u202egnp", "__proto__": "甲"},
    }
    assert choose(page, encode(decision(act=act))) == "self-consistent"
    text = page.locator("#result").inner_text()
    assert "<img src=x onerror=alert(1)>\\u001b[2J\\u202egnp" in text and "甲" in text
    assert not page.locator("#result img").count() and page.noise == []


def test_without_a_browser_that_can_the_page_explains_the_offline_tool(live_server, browser):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(live_server.url + "/verify/")
    assert page.get_by_text("python3 verify_proof.py 决定书.pdf").is_visible()
    assert page.get_by_role("link", name="离线核对工具").is_visible()
    assert not page.locator("#file").is_visible()
    shoot(page, "verify-plain")
    context.close()


def test_the_pages_fit_a_phone(opened, live_server, settings):
    page = opened(**PHONE)
    shoot(page, "phone-verify")
    page.get_by_label("登记簿的公钥").fill(KEY)
    assert choose(page, decision_file(*WITNESSES)) == "valid"
    shoot(page, "phone-verify-valid")
    assert page.locator("html").evaluate(FITS)
    add(700)
    sequencer.catch_up()
    settings.YIFA_LEDGER_WITNESSES = [f"https://w.example/ {w.verifier}" for w in WITNESSES]
    page.goto(live_server.url + "/ledger/")
    shoot(page, "phone-ledger")
    assert page.locator("html").evaluate(FITS)
    page.set_viewport_size({"width": 1280, "height": 900})
    shoot(page, "ledger")
    assert page.get_by_role("link", name="下载离线核对工具").is_visible()


MUTATIONS = 300


def test_a_byte_changed_anywhere_gets_the_verdict_of_the_offline_tool(opened):
    draw = random.Random(6962)
    rows = []
    for _ in range(MUTATIONS):
        at, how = draw.randrange(len(GOOD_FILE)), draw.choice(["turn", "drop", "double"])
        one = GOOD_FILE[at : at + 1]
        middle = {"turn": bytes([one[0] ^ draw.randrange(1, 256)]), "drop": b"", "double": one * 2}[how]
        rows.append(GOOD_FILE[:at] + middle + GOOD_FILE[at + 1 :])
    expected = [tool.verdict_on(row, [tool.Key(KEY)], [], None) for row in rows]
    assert judged(opened(), rows, KEY) == [[report.verdict, report.code] for report in expected]


@pytest.mark.parametrize(
    "line",
    [
        '{"a":1,"a":2}',
        "1.5",
        "[1, 2]",
        "9007199254740992",
        '"\\u0041"',
        '{"b":1,"a":2}',
        "-0",
        "1e2",
        " 1",
        '"\t"',
    ],
)
def test_a_line_that_two_readers_could_read_differently_is_refused(opened, line):
    signed = f'["{"0" * 32}","act",{line}]'.encode()
    leaf = f'[["act","{hashlib.sha256(signed).hexdigest()}"]]'.encode()
    assert judged(opened(), [encode(signed_leaf("act", leaf, [signed]))], KEY) == [["invalid", "opening"]]


@pytest.mark.parametrize(
    "value", [{"😀": 1, "\ue000": 2, "a": [None, True, {}]}, '\u2028\x7f\\ " / é', -(2**53) + 1]
)
def test_a_value_that_is_written_the_one_right_way_is_accepted(opened, value):
    sealed = commit({"act": {"x": value}})
    assert judged(opened(), [encode(signed_leaf("act", sealed.leaf, [sealed.body]))], KEY) == [["valid", ""]]


SIGNATURES = """async (rows) => {
    const { usablePoint, verifies, verifiesPlain } = await import('/static/portal/verify/ed25519.js');
    const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (b) => parseInt(b, 16));
    return Promise.all(rows.map(async ([key, text, value]) => [usablePoint(bytes(key)),
        verifiesPlain(bytes(key), bytes(text), bytes(value)), await verifies(bytes(key), bytes(text), bytes(value))]));
}"""


def test_signatures_are_judged_alike_with_and_without_the_browsers_help(opened):
    rows = []
    for public, text, value in RFC_8032:
        scalar = int.from_bytes(bytes.fromhex(value[64:]), "little") + tool.ORDER
        wrong = [value[:64] + scalar.to_bytes(32, "little").hex(), value[:-2], value + "00", "00" + value[2:]]
        rows += [(public, text, value), (public, text + "00", value), *((public, text, w) for w in wrong)]
    expected = [[True, at % 6 == 0, at % 6 == 0] for at in range(len(rows))]
    page = opened()
    assert page.evaluate(SIGNATURES, rows) == expected
    points = page.evaluate(SIGNATURES, [(public, "", "") for public in BAD_POINTS])
    assert points == [[False, False, False]] * len(BAD_POINTS)


def test_hashes_are_those_of_the_standard_without_the_browsers_help(opened):
    texts = [
        bytes(n % 251 for n in range(size)) for size in (0, 1, 55, 56, 63, 64, 111, 112, 119, 120, 128, 1000)
    ]
    script = """async (rows) => {
        const { sha256Plain, sha512 } = await import('/static/portal/verify/sha.js');
        const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
        return rows.map((row) => Uint8Array.from(row)).map((row) => [hex(sha256Plain(row)), hex(sha512(row))]);
    }"""
    expected = [[hashlib.sha256(text).hexdigest(), hashlib.sha512(text).hexdigest()] for text in texts]
    assert opened().evaluate(script, [list(text) for text in texts]) == expected
