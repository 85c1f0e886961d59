"""A figure file whose brackets never end is named, as any other mistake is."""

from yifa.law.figure_overlays import OverlayText, read_overlays
from yifa.law.figures import DEFAULT_FIGURES


def test_a_file_nested_too_deep_is_a_named_problem() -> None:
    rows, problems = read_overlays(DEFAULT_FIGURES, [OverlayText("a.toml", "x = " + "[" * 5000)])
    assert not list(rows)
    assert [(p.file, p.line, p.message[:4]) for p in problems] == [("a.toml", 1, "嵌套过深")]
