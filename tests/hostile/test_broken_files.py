"""Broken benchmarks, laws and regions on the command line: wrong lines named, the rest loaded, exit code 1."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

from support.published import BENCHMARK
from typer.testing import CliRunner, Result

from yifa.cli.load import app
from yifa.registers.models import Article, BenchmarkTable, Region, Statute

HAN = re.compile(r"[\u4e00-\u9fff]")
GARBAGE: dict[str, bytes] = {
    "empty": b"", "nul": b"\x00" * 1000, "binary": bytes(range(256)) * 20, "gbk": "第一条 中文".encode("gbk"),
    "utf16": "第一条 中文".encode("utf-16"), "half": '{"benchmark": {"title": "半'.encode()[:-1],
    "deep": b"[" * 100_000, "list": b"[1, 2, 3]", "number": b"5", "null": b"null", "text": "一段话".encode(),
    "nan": b'{"items": NaN, "benchmark": {"title": Infinity}}', "zip": b"PK\x03\x04" + b"\x00" * 200,
    "line": b"x" * 2_000_000, "twice": b'{"items": [], "items": {}}', "quotes": b'code,name\n"53,\xe4\xba\x91\n',
}  # fmt: skip


def run(*arguments: str | Path) -> Result:
    """`yifa load …`; fails on anything but a clean exit with Chinese words and no traceback."""
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output and HAN.search(result.output)
    return result


def test_garbage_is_refused_by_every_loader_with_its_name(fresh_db: str, tmp_path: Path) -> None:
    for kind, ending in (("benchmark", "json"), ("laws", "md"), ("regions", "csv")):
        for n, (name, content) in enumerate(GARBAGE.items()):
            if kind != "benchmark" and (n + len(kind)) % 2:
                continue
            file = tmp_path / f"{name}.{ending}"
            file.write_bytes(content)
            result = run(kind, file)
            assert result.exit_code == 1, (kind, name, result.output[-300:])
            assert f"{name}.{ending}" in result.output.replace("\n", ""), (kind, name, result.output[-300:])
    assert not BenchmarkTable.objects.exists() and not Region.objects.exists()


def test_paths_that_are_not_there_are_named(fresh_db: str, tmp_path: Path) -> None:
    (tmp_path / "没有内容").mkdir()
    for kind in ("benchmark", "laws", "regions"):
        for path in (tmp_path / "没有.json", tmp_path / "没有内容", Path("\x01")):
            assert run(kind, path).exit_code == 1, (kind, path)


def test_bad_region_lines_are_named_and_the_others_loaded(fresh_db: str, tmp_path: Path) -> None:
    lines = [
        "code,name",
        "53,云省",
        "xx,坏码",
        "99999999999999,太长",
        "11,",
        "54,乙省",
        "53,云省",
        ",空码",
        "5,短码",
    ]
    (tmp_path / "provinces.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = run("regions", tmp_path)
    assert result.exit_code == 1
    assert {r.name for r in Region.objects.all()} == {"云省", "乙省"}
    for number in (3, 4, 5, 8, 9):
        assert f"provinces.csv:{number}" in result.output, (number, result.output)
    assert not re.search(r"provinces\.csv:(2|6)\b", result.output)


def test_bad_benchmark_items_are_named_and_the_others_loaded(fresh_db: str, tmp_path: Path) -> None:
    data: dict[str, Any] = deepcopy(BENCHMARK)
    good = data["items"][0]
    bad = [
        {"no": 2, "code": "YZ-CG-002"},
        {**deepcopy(good), "no": 3, "code": "YZ-CG-003", "groups": [{"range": "看着办", "tiers": [
            {"tier": "一般", "condition": "有的。", "standard": "酌情处理。"}]}]},
        {**deepcopy(good), "no": 4, "code": "YZ-CG-004", "groups": [{"range": "处二千元以上二万元以下罚款", "tiers": [
            {"tier": "一般", "condition": "有的。", "standard": "处九十万元罚款。"}]}]},
        {**deepcopy(good), "no": "五", "code": 5},
        "一行字",
        None,
    ]  # fmt: skip
    other = {**deepcopy(good), "no": 9, "code": "YZ-CG-009"}
    data["items"] = [good, *bad, other]
    file = tmp_path / "坏基准.json"
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    result = run("benchmark", file, "--region", "990100")
    assert result.exit_code == 1
    text = file.read_text(encoding="utf-8").splitlines()
    named = {int(n) for n in re.findall(r"坏基准\.json:(\d+)", result.output)}
    for mark in ("YZ-CG-002", "看着办", "处九十万元罚款", "一行字"):
        line = next(n for n, row in enumerate(text, 1) if mark in row)
        assert any(abs(line - n) <= 6 for n in named), (mark, line, sorted(named), result.output)
    table = BenchmarkTable.objects.get()
    kept = json.dumps(table.data, ensure_ascii=False)
    assert "YZ-CG-001" in kept and "YZ-CG-009" in kept


def test_bad_laws_are_named_and_the_others_loaded(fresh_db: str, tmp_path: Path) -> None:
    good = "# 好省条例\n\n第一条 好。\n第二条 也好。\n"
    (tmp_path / "a好.md").write_text(good, encoding="utf-8")
    (tmp_path / "b坏.md").write_bytes("# 坏省条例\n\n第一条 好。\n".encode() + b"\xff\xfe\n")
    (tmp_path / "c跳.md").write_text("# 跳省条例\n\n第一条 好。\n第五条 跳号。\n", encoding="utf-8")
    (tmp_path / "d重.md").write_text("# 重省条例\n\n第一条 好。\n第一条 又一。\n", encoding="utf-8")
    hostile = "# <script>alert(1)</script>规定\n\n第一条 '; DROP TABLE registers_article; --\n第二条 [red]粗[/red]\n"
    (tmp_path / "e敌.md").write_text(hostile, encoding="utf-8")
    result = run("laws", tmp_path)
    assert result.exit_code == 1
    for mark in ("b坏.md:4", "c跳.md:4", "d重.md:4"):
        assert mark in result.output, (mark, result.output)
    assert not re.search(r"a好\.md:\d", result.output)
    assert Article.objects.filter(statute__title="好省条例").count() == 2
    kept = Statute.objects.filter(title__contains="script").first()
    assert kept is None or kept.articles.get(number=1).text.endswith("registers_article; --")
