"""The flow diagram: complete, readable by a screen reader, without style attributes, equal to its table."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from yifa.law.flow import edges, flow_rows, flow_svg, order
from yifa.law.gates import Condition, Gate
from yifa.law.procedure import load_procedure

GOOD = (Path(__file__).parent / "data" / "sample.toml").read_text(encoding="utf-8")
GATES = {
    "sound": Gate("sound", "健全", "行政处罚法 42", lambda v, p: ()),
    "other": Gate("other", "其他", "行政处罚法 54", lambda v, p: ()),
}
LARGE = Condition("large", "数额较大", "行政处罚法 57", lambda v, p: True)
SVG = "{http://www.w3.org/2000/svg}"


def load(text):
    return load_procedure(text, "sample.toml", known_gate=GATES.get, known_condition=lambda name: LARGE)


@pytest.fixture
def procedure():
    return load(GOOD)


def test_stages_follow_the_way_of_the_case_not_the_file():
    shuffled = GOOD.replace('id = "clue"\ntitle = "线索"', "TMP").replace(
        'id = "archived"\ntitle = "已归档"\nfinal = true', 'id = "clue"\ntitle = "线索"'
    ).replace("TMP", 'id = "archived"\ntitle = "已归档"\nfinal = true')  # fmt: skip
    assert list(load(shuffled).stages)[0] == "archived"
    assert order(load(shuffled)) == ("clue", "filed", "closed", "archived")


def with_acts(acts, stage):
    """The sample with one more stage, which stands first in the file, and more acts at the end."""
    more = "".join(
        f'[[act]]\nid = "{i}"\ntitle = "{i}"\nfrom = ["{f}"]\nto = "{t}"\nby = ["system"]\n{x}\n\n'
        for i, f, t, x in acts
    )
    text = GOOD.replace("[[stage]]", f'[[stage]]\nid = "{stage}"\ntitle = "{stage}"\n\n[[stage]]', 1)
    return load(text.replace("[[fact]]", f"{more}[[fact]]", 1))


def test_what_a_remedy_reopens_stands_below_the_usual_way():
    found = with_acts(
        [("result", "archived", "again", "reopens = true"), ("finish", "again", "closed", "")], "again"
    )
    assert order(found) == ("clue", "filed", "closed", "archived", "again")
    assert ("archived", "again") in {(e.source, e.target) for e in edges(found)}


def test_of_two_ways_as_long_the_one_told_first_is_the_usual_one():
    found = with_acts([("enter", "none", "other", ""), ("join", "other", "filed", "")], "other")
    assert order(found) == ("clue", "filed", "closed", "archived", "other")


def test_every_movement_is_an_edge(procedure):
    assert {(e.source, e.target) for e in edges(procedure)} == {
        ("none", "clue"), ("clue", "filed"), ("clue", "closed"), ("filed", "closed"), ("closed", "archived"),
    }  # fmt: skip


@pytest.mark.requirement("RQ070")
def test_the_drawing_is_accessible_and_says_states_in_words(procedure):
    locked = {"closed": "未告知<权利>（行政处罚法 44）"}
    text = flow_svg(procedure, current="filed", done=("clue",), locked=locked)
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    ids = root.get("aria-labelledby").split()
    named = {e.get("id"): e.text for e in root.iter() if e.get("id")}
    assert "示例程序流程图" in named[ids[0]]
    assert "当前阶段：已立案" in named[ids[1]] and "线索经“立案”到已结案" in named[ids[1]]
    assert not any("style" in e.attrib for e in root.iter()) and not list(root.iter(f"{SVG}style"))
    classes = {e.get("class"): e.find(f"{SVG}title").text for e in root.iter(f"{SVG}g")}
    assert "已完成" in classes["flow-node is-done"]
    assert "未告知<权利>（行政处罚法 44）" in classes["flow-node is-locked"]
    assert "当前" in classes["flow-node is-current"]


def test_it_fits_a_phone_and_nothing_lies_outside(procedure):
    root = ElementTree.fromstring(flow_svg(procedure))
    width, height = (int(v) for v in root.get("viewBox").split()[2:])
    assert width <= 480
    boxes = [{k: int(r.get(k)) for k in ("x", "y", "width", "height")} for r in root.iter(f"{SVG}rect")]
    assert all(b["x"] + b["width"] <= width and b["y"] + b["height"] <= height for b in boxes)
    tops = sorted((b["y"], b["y"] + b["height"]) for b in boxes)
    assert all(a[1] < b[0] for a, b in zip(tops, tops[1:], strict=False)), "stages must not overlap"


def test_the_table_says_the_same(procedure):
    rows = {r.act: r for r in flow_rows(procedure, gate=GATES.get)}
    assert list(rows) == ["receive", "file", "close", "archive", "correct"]
    file = rows["file"]
    assert (file.origin, file.target) == ("线索", "已立案、已结案")
    assert file.who == "承办人；审批：承办机构负责人 → 机关负责人"
    assert file.gates == (("健全", "行政处罚法 42"), ("其他", "行政处罚法 54"))
    assert (rows["correct"].origin, rows["correct"].target) == ("任一阶段", "（不变）")


def test_a_way_from_any_stage_and_a_way_back_are_drawn():
    text = GOOD.replace('title = "更正"\nfrom = "any"\n', 'title = "退回"\nfrom = "filed"\nto = "clue"\n')
    root = ElementTree.fromstring(flow_svg(load(text)))
    assert any(t.text == "退回" for t in root.iter(f"{SVG}text") for t in t.iter(f"{SVG}title"))
    stop = GOOD.replace('title = "更正"\nfrom = "any"\n', 'title = "终止"\nfrom = "any"\nto = "archived"\n')
    assert "任一阶段" in flow_svg(load(stop))
