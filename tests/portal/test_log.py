"""The public log over HTTP, as C2SP tlog-tiles has it, read by a monitor that shares no code with the log."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from ledger.store.leaves import add

from yifa.ledger.keys import Cosigner
from yifa.ledger.store import keeping, sequencer

ENTRIES = 613


@pytest.fixture
def client(fresh_db) -> Client:
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def log(client):
    """A log of 613 entries, grown in three steps, each with a checkpoint of its own."""
    for count in (200, 300, ENTRIES - 500):
        add(count)
        sequencer.catch_up()


class Monitor:
    """Knows the URLs and the hashing of the standards, and nothing else."""

    def __init__(self, client: Client) -> None:
        self.client = client
        text, _, self.signatures = self.get("checkpoint").decode().partition("\n\n")
        self.origin, size, root = text.split("\n")
        self.text, self.size, self.root = f"{text}\n", int(size), base64.b64decode(root)

    def get(self, path: str) -> bytes:
        response = self.client.get(f"/ledger/{path}")
        assert response.status_code == 200, path
        return response.content

    @staticmethod
    def name(index: int, width: int) -> str:
        parts = [f"{index % 1000:03d}"]
        while index >= 1000:
            index //= 1000
            parts.insert(0, f"x{index % 1000:03d}")
        return "/".join(parts) + ("" if width == 256 else f".p/{width}")

    def resources(self, size: int):
        """(level, index, width) of all tiles of a tree of this size."""
        level = 0
        while count := size >> 8 * level:
            for index in range((count + 255) // 256):
                yield level, index, min(256, count - 256 * index)
            level += 1

    def tile(self, level: int, index: int, width: int) -> list[bytes]:
        data = self.get(f"tile/{level}/{self.name(index, width)}")
        assert len(data) == 32 * width
        return [data[i : i + 32] for i in range(0, len(data), 32)]

    def entries(self, index: int, width: int) -> list[bytes]:
        data, found = self.get(f"tile/entries/{self.name(index, width)}"), []
        while data:
            length = int.from_bytes(data[:2], "big")
            found.append(data[2 : 2 + length])
            data = data[2 + length :]
        return found


def tree(hashes: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, over leaf hashes, as it is defined there."""
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while 2 * k < len(hashes):
        k *= 2
    return hashlib.sha256(b"\x01" + tree(hashes[:k]) + tree(hashes[k:])).digest()


def test_a_monitor_recomputes_the_root_from_tiles_and_bundles(client, log):
    monitor = Monitor(client)
    assert monitor.size == ENTRIES and monitor.origin == keeping.origin()
    leaves = []
    for level, index, width in monitor.resources(ENTRIES):
        hashes = monitor.tile(level, index, width)
        if level == 0:
            entries = monitor.entries(index, width)
            assert hashes == [hashlib.sha256(b"\x00" + entry).digest() for entry in entries]
            leaves += hashes
        else:
            below = [monitor.tile(level - 1, 256 * index + i, 256) for i in range(width)]
            assert hashes == [tree(row) for row in below]
    assert len(leaves) == ENTRIES and tree(leaves) == monitor.root


def test_partial_tiles_of_earlier_checkpoints_are_still_served(client, log):
    monitor = Monitor(client)
    full = {(0, i): monitor.tile(0, i, 256) for i in range(2)}
    for level, index, width in [*monitor.resources(200), *monitor.resources(500)]:
        hashes = monitor.tile(level, index, width)
        if (level, index) in full:
            assert hashes == full[level, index][:width]
            assert len(monitor.entries(index, width)) == width


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/002", "tile/0/002.p/102", "tile/0/003.p/1", "tile/1/000", "tile/1/000.p/3", "tile/2/000.p/1",
        "tile/63/000.p/1", "tile/64/000", "tile/00/000", "tile/-1/000", "tile/x/000", "tile/0/0", "tile/0/0000",
        "tile/0/x000/001", "tile/0/000/001", "tile/0/x1/000", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p/1/", "tile/0/000.p/1.p/1", "tile/0/", "tile/0/000/",
        "tile/0/٠٠٠", "tile/٠/000", "tile/0/000.p/١", "tile/0/" + "x999/" * 12 + "999", "tile/0/%00",
        "tile/0/000%0A", "tile/0/000.p/5%0A", "tile/0%0A/000", "tile/entries/002", "tile/entries/002.p/102",
        "tile/entries/x001/000", "tile/entries/../key", "tile/0/" + "x999/" * 6 + "999", "tile/", "nothing",
        "tile/entries/", "tile/entries/000.p/-1", "tile/1/001", "tile/0/999" + "9" * 5000,
    ],
)  # fmt: skip
def test_what_the_checkpoint_does_not_cover_is_not_there(client, log, path):
    response = client.get(f"/ledger/{path}")
    assert response.status_code == 404
    assert b"Traceback" not in response.content


def test_what_is_signed_but_not_published_is_not_served(client, log):
    class Killed(Exception):
        pass

    def die(step: str) -> None:
        if step == "committed":
            raise Killed

    add(100)
    with pytest.raises(Killed):
        sequencer.integrate(step=die)
    assert Monitor(client).size == ENTRIES
    assert client.get(f"/ledger/tile/0/002.p/{ENTRIES - 512 + 1}").status_code == 404
    assert client.get(f"/ledger/tile/entries/002.p/{ENTRIES - 512 + 1}").status_code == 404
    assert client.get("/ledger/tile/0/002.p/100").status_code == 200


def test_headers_let_the_checkpoint_age_and_tiles_stay(client, log):
    head = client.get("/ledger/checkpoint")
    assert head["Content-Type"] == "text/plain; charset=utf-8"
    assert int(re.search(r"max-age=(\d+)", head["Cache-Control"])[1]) <= 5
    for path in ("tile/0/000", "tile/0/002.p/101", "tile/1/000.p/2", "tile/entries/000"):
        response = client.get(f"/ledger/{path}")
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Cookie" not in response.get("Vary", "")
    assert client.get("/ledger/tile/0/003")["Cache-Control"] == "no-store"


def test_bundles_are_compressed_when_the_reader_can(client, log):
    plain = client.get("/ledger/tile/entries/000")
    packed = client.get("/ledger/tile/entries/000", HTTP_ACCEPT_ENCODING="gzip")
    assert "Content-Encoding" not in plain and packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < 0.7 * len(plain.content)


def test_queries_do_not_grow_with_the_log(client):
    add(3)
    sequencer.catch_up()
    paths = ["checkpoint", "tile/0/000.p/3", "tile/entries/000.p/3", ""]
    before = [_queries(client, p) for p in paths]
    add(700)
    sequencer.catch_up()
    assert all(_queries(client, p) <= n for p, n in zip(paths, before, strict=True))
    assert _queries(client, "tile/0/000") <= max(before) <= 6


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/ledger/{path}").status_code == 200
    return len(captured)


def test_only_reading_is_possible(client, log):
    for path in ("checkpoint", "tile/0/000", "tile/entries/000", "key", ""):
        assert client.post(f"/ledger/{path}").status_code == 405
        assert client.head(f"/ledger/{path}").status_code == 200


def test_the_key_file_is_one_that_the_offline_tool_reads(client, log, settings):
    witness = str(Cosigner("witness.example.test/w", b"\x07" * 32).verifier)
    settings.YIFA_LEDGER_WITNESSES = [f"https://witness.example.test/ {witness}", "nonsense", ""]
    lines = client.get("/ledger/key").content.decode().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [str(keeping.verifier())]
    assert any(witness in line for line in lines)
    assert "PRIVATE" not in "".join(lines)


def test_looking_for_a_key_never_makes_one(client, ledger_folder):
    assert client.get("/ledger/key").status_code == 404
    page = client.get("/ledger/").content.decode()
    assert "登记簿还没有发布" in page and client.get("/ledger/checkpoint").status_code == 404
    assert not any(ledger_folder.iterdir())


def test_the_page_says_how_the_log_stands(client, log, settings):
    monitor = Monitor(client)
    page = client.get("/ledger/").content.decode()
    digest = hashlib.sha256(monitor.text.encode()).hexdigest()
    assert " ".join(digest[i : i + 4] for i in range(0, 64, 4)) in page
    assert f"<strong>{ENTRIES}</strong>" in page
    assert str(keeping.verifier()).replace("+", "&#x2B;") in page or str(keeping.verifier()) in page
    assert "政府公报" in page and "没有经过商用密码产品认证" in page and "目前没有设置见证机关" in page


def test_the_page_names_witnesses_and_when_they_signed(client, log, settings):
    cosigners = [Cosigner(f"w{n}.example.test", bytes([n]) * 32) for n in (1, 2)]
    settings.YIFA_LEDGER_WITNESSES = [f"https://{c.name}/ {c.verifier}" for c in cosigners]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_cosignature (checkpoint_id, witness, line, received_at)"
            " VALUES (%s, 'w1.example.test', %s, '2026-11-22T01:02:03Z')",
            [ENTRIES, "— w1.example.test AAAAAAAA\n"],
        )
    page = client.get("/ledger/").content.decode()
    assert "w1.example.test" in page and "2026年11月22日 09:02:03" in page
    assert "w2.example.test" in page and "近期没有" in page
    assert client.get("/ledger/checkpoint").content.decode().endswith("— w1.example.test AAAAAAAA\n")


def test_the_offline_tool_can_be_saved(client, monkeypatch, tmp_path):
    response = client.get("/ledger/verify_proof.py")
    source = response.content
    assert response["Content-Disposition"] == 'attachment; filename="verify_proof.py"'
    compile(source, "verify_proof.py", "exec")
    monkeypatch.setattr("yifa.portal.status.CHECKOUT", tmp_path)
    missing = client.get("/ledger/verify_proof.py")
    assert missing.status_code == 404 and "没有离线核对工具" in missing.content.decode()
    assert "ledger/verify_proof.py" not in client.get("/ledger/").content.decode()


@pytest.mark.parametrize("path", ["/ledger/", "/verify/"])
def test_pages_are_well_formed_and_free_of_inline_code(client, log, path):
    page = client.get(path).content.decode()
    assert '<html lang="zh-CN">' in page and "<h1>" in page
    assert " style=" not in page and "<style" not in page and "onclick" not in page
    assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", page))
    labels = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
    inputs = set(re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', page))
    assert inputs == labels
    assert 'href="/ledger/"' in client.get("/").content.decode()
