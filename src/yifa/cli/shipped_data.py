"""Checks of shipped data that lie above the law core: procedures of every institution, benchmark tables."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import yifa
from yifa.law.figure_files import Problem
from yifa.law.procedure import Procedure
from yifa.law.proving import Texts


def check_procedures() -> tuple[int, list[Problem], list[Problem]]:
    """(procedure files read, every mistake in them, pauses that name no article). Needs no database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yifa.site.settings")
    django.setup()  # the payload models need it; nothing is read from a database
    from yifa.law.procedure import ProcedureErrors
    from yifa.matters import discovery

    count = 0
    problems: list[Problem] = []
    unfounded: list[Problem] = []
    for institution in discovery.institutions():
        import_module(f"yifa.institutions.{institution}.gates")
        for path in sorted(discovery.folder(institution).glob("procedure*.toml")):
            count += 1
            try:
                procedure = discovery.parse(path.read_text(encoding="utf-8"), str(path), institution)
                unfounded.extend(_pauses_without_article(procedure, str(path)))
            except ProcedureErrors as error:
                problems.extend(_located(str(path), message) for message in error.errors)
    if not problems:  # laid over a procedure that is wrong itself, every overlay would be
        try:
            count += sum(1 for _ in discovery.overlaid())
        except ProcedureErrors as error:
            problems.extend(_overlay_problem(message) for message in error.errors)
    return count, problems, unfounded


def _overlay_problem(text: str) -> Problem:
    found = re.match(r"(.*?\.toml):(\d+)[:：]\s*(.*)", text, re.DOTALL)
    return Problem(found[1], int(found[2]), found[3]) if found else Problem("overlays", 1, text)


def _pauses_without_article(procedure: Procedure, file: str) -> Iterator[Problem]:
    """A pause in the old form, a bare name: why the time does not count, and by which article, is not written."""
    for act in procedure.acts.values():
        for pause in act.pause:
            if not (pause.basis or pause.basis_field or pause.by_figure):
                yield Problem(file, act.line, f"{act.title}：期限“{pause.clock}”的中止没有写明事由和条文")


def _located(file: str, text: str) -> Problem:
    """A "file:line: message" taken apart; a message without a place belongs to the first line."""
    found = re.match(rf"{re.escape(file)}:(\d+)[:：]\s*(.*)", text, re.DOTALL)
    return Problem(file, int(found[1]), found[2]) if found else Problem(file, 1, text)


def benchmark_files() -> Iterator[Path]:
    """Benchmark tables that ship with the package: benchmark*.json, or any *.json in a folder called benchmarks."""
    for path in sorted(Path(yifa.__file__).parent.rglob("*.json")):
        if path.parent.name == "benchmarks" or path.name.startswith("benchmark"):
            yield path


def check_benchmarks() -> tuple[int, list[Problem]]:
    """(tables read, their errors); warnings belong to `yifa benchmark lint`."""
    from yifa.law.benchmark_lint import lint_benchmark
    from yifa.law.benchmark_loading import read_benchmark_file
    from yifa.law.benchmarks import BenchmarkUnreadable

    count = 0
    problems: list[Problem] = []
    for path in benchmark_files():
        count += 1
        try:
            table = read_benchmark_file(path)
        except BenchmarkUnreadable as error:
            problems.append(Problem(str(path), 1, str(error)))
            continue
        for finding in lint_benchmark(table):
            if finding.level == "error":
                problems.append(Problem(str(path), finding.line or 1, f"{finding.place}：{finding.message}"))
    return count, problems


def law_texts(folder: Path) -> Texts:
    """The statutes of a folder, by title and article. Needs no database."""
    from yifa.registers.statutes.folder import read_texts

    return read_texts(folder)
