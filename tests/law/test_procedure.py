"""Procedures load from TOML; every mistake is named with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.law.flow import edges
from yifa.law.gates import Condition, Gate
from yifa.law.overlay import apply_overlay
from yifa.law.procedure import STAY, ClockPause, ClockResume, Outcome, ProcedureErrors, load_procedure

GOOD = (Path(__file__).parent / "data" / "sample.toml").read_text(encoding="utf-8")

FIELDS = {
    "receive": frozenset({"found_on", "source"}),
    "file": frozenset({"outcome", "opinion"}),
    "close": frozenset(),
    "archive": frozenset(),
    "correct": frozenset(),
}
GATES = {
    "sound": Gate("sound", "健全", "行政处罚法 42", lambda v, p: ()),
    "other": Gate("other", "其他", "行政处罚法 54", lambda v, p: ()),
    "bare": Gate("bare", "没有依据", " ", lambda v, p: ()),
}
CONDITIONS = {"large": Condition("large", "数额较大", "行政处罚法 57", lambda v, p: True)}


def load(text: str):
    return load_procedure(
        text,
        "sample.toml",
        payload_fields=FIELDS,
        figures={"P05"},
        known_gate=GATES.get,
        known_condition=CONDITIONS.get,
        templates={"filing.typ"},
    )


def mistakes(text: str) -> tuple[str, ...]:
    with pytest.raises(ProcedureErrors) as caught:
        load(text)
    return caught.value.errors


def line_of(text: str, needle: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if needle in line)


@pytest.mark.requirement("RQ070")
def test_a_sound_procedure_loads():
    procedure = load(GOOD)
    assert list(procedure.stages) == ["clue", "filed", "closed", "archived"]
    assert [a.id for a in procedure.opening_acts()] == ["receive"]
    assert [a.id for a in procedure.acts_from("clue")] == ["file", "correct"]
    assert procedure.acts["file"].to == Outcome("outcome", {"file": "filed", "refuse": "closed"})
    assert procedure.acts["file"].approve[1].when == "large"
    assert procedure.acts["file"].gates == ("sound", "other")
    assert procedure.acts["receive"].start[0].at == "found_on"
    assert procedure.facts["outcome"].sources == (("file", "outcome"),)
    assert procedure.watch == ("sound",)
    assert (procedure.open_matters, procedure.open_matters_basis) == ("migrate", "程序从新")
    assert len(procedure.sha256) == 64


# What is replaced, by what, a piece of the message, and text on the line that must be named.
BROKEN = [
    ("unknown role", '["archivist"]', '["archivst"]', "角色“archivst”，是否应为“archivist”", "archivst"),
    ("unknown gate", '    "other",', '    "nowhere",', "规则“nowhere”", '"nowhere"'),
    ("gate without citation", '    "other",', '    "bare",', "没有引用法条", '"bare"'),
    ("unknown paper", 'papers = ["filing"]', 'papers = ["decree"]', "文书“decree”", "decree"),
    ("unknown figure", 'figure = "P05"', 'figure = "P99"', "期限“P99”", "P99"),
    ("unknown condition", 'when = "large"', 'when = "huge"', "条件“huge”", '"huge"'),
    ("unknown stage", 'from = ["filed"]', 'from = ["filled"]', "阶段“filled”，是否应为“filed”", "filled"),
    ("outcome to nowhere", 'refuse = "closed"', 'refuse = "shut"', "阶段“shut”", '"shut"'),
    ("no one may act", 'by   = ["archivist"]', "by   = []", "没有人可以办理", "by   = []"),
    ("clock nobody starts", 'stop   = ["check"]', 'stop   = ["chek"]', "“chek”，是否应为“check”", "chek"),
    ("pause of nothing", 'stop   = ["check"]', 'pause  = ["never"]', "没有行为启动它", "pause"),
    ("pause without reason", 'stop   = ["check"]', 'pause  = [{ clock = "check", basis = "许可法第四十五条" }]',
     "缺少“reason”", "pause"),
    ("pause without article", 'stop   = ["check"]', 'pause  = [{ clock = "check", reason = "鉴定" }]',
     "缺少“basis”", "pause"),
    ("pause by half a citation", 'stop   = ["check"]',
     'pause  = [{ clock = "check", reason = "鉴定", basis = "许可法" }]',
     "须写明法规和条号", "许可法"),
    ("pause by unknown condition", 'stop   = ["check"]',
     'pause  = [{ clock = "check", reason = "鉴定", by_figure = true, when = "huge" }]', "条件“huge”", "huge"),
    ("pause from unknown field", 'stop   = ["check"]',
     'pause  = [{ clock = "check", reason_field = "cause", by_figure = true }]', "“cause”", "cause"),
    ("pause with unknown key", 'stop   = ["check"]', 'pause  = [{ clock = "check", why = "鉴定" }]', "“why”", "why"),
    ("pause of a number", 'stop   = ["check"]', 'pause  = [3]', "须是文字或者表的列表", "pause"),
    ("pause twice", 'stop   = ["check"]', 'pause  = ["check", "check"]', "重复", "pause"),
    ("resume of nothing", 'stop   = ["check"]', 'resume = [{ clock = "never", reason = "鉴定" }]',
     "没有行为启动它", "never"),
    ("fact of unknown act", 'act = "file", field', 'act = "fill", field', "行为“fill”", '"fill"'),
    ("fact of unknown field", 'field = "outcome" }]', 'field = "result" }]', "“result”", "result"),
    ("outcome field", '{ field = "outcome", cases', '{ field = "outcom", cases', "“outcom”", "outcom\""),
    ("clock moment field", 'at = "found_on"', 'at = "found"', "“found”", 'at = "found"'),
    ("unknown key", 'papers = ["filing"]', 'paper = ["filing"]', "“paper”，是否应为“papers”", "paper = "),
    ("unknown template", '"filing.typ"', '"filling.typ"', "模板“filling.typ”", "filling.typ"),
    ("unknown approver", '["agency_head"], when', '["boss"], when', "角色“boss”", "boss"),
    ("duplicate act", 'id   = "close"\n', 'id   = "file"\n', "重复", 'id   = "file"'),
    ("no model", 'id   = "close"\n', 'id   = "finish"\n', "没有对应的表单模型", '"finish"'),
    ("wrong migration rule", 'rule = "migrate"', 'rule = "maybe"', "migrate 或 keep", "maybe"),
    ("fact type", 'type = "text"', 'type = "float"', "“type”只能是", "float"),
    ("wrong type", 'version = "2026-02"', "version = 2026", "“version”须是文字", "version"),
    ("end of a clock", 'figure = "P05"',
     'figure = "P05", until = "fond_on"', "“fond_on”，是否应为“found_on”", "fond_on"),
    ("rows of nothing", 'stop   = ["check"]',
     'spawns = [{ procedure = "x", act = "y", each = "rows" }]', "“rows”", "each"),
    ("agency apart from the rows", 'stop   = ["check"]',
     'spawns = [{ procedure = "x", act = "y", each = "outcome", agency = "opinion" }]', "须是“each”所列", "agency ="),
    ("reach beyond the node", 'stop   = ["check"]',
     'spawns = [{ procedure = "x", act = "y", reach = "world" }]', "“reach”只能是", "reach ="),
    ("answered to an unknown fact", 'stop   = ["check"]',
     'spawns = [{ procedure = "x", act = "y", agency = "@fact.fine" }]', "事实“fine”", "@fact"),
    ("unknown saying", 'stop   = ["check"]', 'reports = [{ act = "y", carry = { a = "@name" } }]', "“@name”", "@name"),
    ("fact to carry", 'stop   = ["check"]',
     'reports = [{ act = "y", carry = { a = "@fact.fine" } }]', "事实“fine”", "@fact"),
    ("lapse by a person", 'stop   = ["check"]', 'on_lapse = "check"', "“by”须有 system", "on_lapse"),
    ("lapse that does not stop", 'stop   = ["check"]', 'on_lapse = "check"', "须由该行为停止", "on_lapse"),
    ("lapse of nothing", 'stop   = ["check"]', 'on_lapse = "chek"', "“chek”，是否应为“check”", "on_lapse"),
    ("opening without a stage", 'to    = "clue"\n', "", "须写明进入的阶段", "from  = \"none\""),
]  # fmt: skip


@pytest.mark.requirement("RQ070")
@pytest.mark.parametrize(
    ("old", "new", "message", "needle"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN]
)
def test_each_mistake_names_file_and_line(old, new, message, needle):
    assert GOOD.count(old) == 1
    text = GOOD.replace(old, new)
    found = mistakes(text)
    expected = f"sample.toml:{line_of(text, needle)}: "
    assert any(f.startswith(expected) and message in f for f in found), found


def test_a_pause_is_a_bare_name_or_says_why_and_by_which_article():
    text = GOOD.replace('stop   = ["check"]', 'pause  = ["check"]\nresume = ["check"]')
    assert load(text).acts["file"].pause == (ClockPause("check"),)
    assert load(text).acts["file"].resume == (ClockResume("check"),)
    full = '{ clock = "check", reason = "鉴定", basis = "市监程序规定第六十四条第二款", when = "large" }'
    text = GOOD.replace(
        'stop   = ["check"]', f'pause = [{full}]\nresume = [{{ clock = "check", reason = "鉴定" }}]'
    )
    act = load(text).acts["file"]
    assert act.pause == (ClockPause("check", "鉴定", "市监程序规定第六十四条第二款", when="large"),)
    assert act.resume == (ClockResume("check", "鉴定"),)
    by_field = '{ clock = "check", reason_field = "outcome", basis_field = "opinion" }'
    assert load(GOOD.replace('stop   = ["check"]', f"pause = {by_field}")).acts["file"].pause == (
        ClockPause("check", reason_field="outcome", basis_field="opinion"),
    )


def test_all_mistakes_are_reported_at_once():
    text = GOOD.replace('["archivist"]', '["nobody"]').replace('"P05"', '"P99"').replace('"large"', '"huge"')
    text = text.replace('template = "filing.typ"', 'template = "none.typ"\ncolour = "red"')
    found = mistakes(text)
    assert len(found) == 5
    assert list(found) == sorted(found, key=lambda f: int(f.split(":")[1]))


def test_unreachable_stage_and_dead_end():
    text = GOOD + '\n[[stage]]\nid = "island"\ntitle = "孤岛"\n'
    assert [f for f in mistakes(text) if "没有行为能够到达" in f and f":{line_of(text, 'island')}:" in f]
    text = GOOD.replace('from = ["filed"]', 'from = ["clue"]')
    assert any("“filed”：没有行为能够离开" in f for f in mistakes(text))


def test_a_final_stage_has_no_way_out_except_to_another_final_stage():
    again = '\n[[act]]\nid = "{}"\ntitle = "重开"\nfrom = ["archived"]\nto = "{}"\nby = ["handler"]\n'
    fields = FIELDS | {"reopen": frozenset()}
    with pytest.raises(ProcedureErrors, match="终局阶段“archived”不能再进入“filed”"):
        load_procedure(
            GOOD + again.format("reopen", "filed"), "s", payload_fields=fields, known_gate=GATES.get,
            known_condition=CONDITIONS.get,
        )  # fmt: skip


REOPEN = (
    '\n[[act]]\nid = "reopen"\ntitle = "重新打开"\nfrom = ["archived"]\nby = ["system"]\nreopens = true\n'
    'to = { field = "standing", cases = { untouched = "stay", revoked = "filed" } }\n'
)


def reopening(text, **extra):
    return load_procedure(
        GOOD + text, "s", payload_fields=FIELDS | {"reopen": frozenset({"standing"})}, known_gate=GATES.get,
        known_condition=CONDITIONS.get, **extra,
    )  # fmt: skip


def test_the_machine_may_reopen_a_final_stage_and_may_leave_it_as_it_is():
    procedure = reopening(REOPEN)
    assert procedure.acts["reopen"].reopens
    assert ("archived", "filed") in {(e.source, e.target) for e in edges(procedure)}
    assert not [e for e in edges(procedure) if STAY in (e.source, e.target)]


def test_nobody_but_the_machine_reopens_a_final_stage():
    with pytest.raises(ProcedureErrors, match="只能由系统"):
        reopening(REOPEN.replace('by = ["system"]', 'by = ["handler"]'))


def test_a_report_to_a_named_matter_names_a_fact():
    told = 'reports = [{ act = "told", matter = "nothing", carry = { body = "@fact.nobody" } }]\n'
    with pytest.raises(ProcedureErrors) as caught:
        reopening(REOPEN + told)
    found = [e for e in caught.value.errors if "事实" in e]
    assert any("nothing" in e for e in found) and any("nobody" in e for e in found)


def test_no_opening_act():
    found = mistakes(GOOD.replace('from  = "none"', 'from  = ["filed"]'))
    assert any("没有启动案件的行为" in f for f in found)


def test_broken_toml_names_the_line():
    text = GOOD.replace('title = "立案"', 'title = "立案')
    (only,) = mistakes(text)
    line = line_of(text, 'title = "立案')
    assert only.startswith(f"sample.toml:{line}: TOML")


@given(st.text(max_size=200))
def test_any_text_loads_or_is_refused_with_lines(text):
    with pytest.raises(ProcedureErrors) as caught:
        load(text)
    assert caught.value.errors
    assert all(e.startswith("sample.toml:") and int(e.split(":")[1]) >= 1 for e in caught.value.errors)


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 30))
def test_a_damaged_file_never_breaks_the_loader(start, length):
    text = GOOD[:start] + GOOD[start + length :]
    try:
        load(text)
    except ProcedureErrors as error:
        last = text.count("\n") + 1
        assert all(1 <= int(e.split(":")[1]) <= last for e in error.errors)


def test_comments_strings_and_long_lists_do_not_mislead_the_locator():
    text = '''\
# [[act]] id = "receive"
[procedure]
title = "含 [[act]] 的标题 # 不是注释"
id = """a
[[act]]
"""
[[act]]
by = [
  # "ghost" is only a comment ]
  "handler",
  "ghost",
]
id = "x"
'''
    found = mistakes(text)
    assert any(f.startswith("sample.toml:11: ") for f in found if "ghost" in f), found


OVERLAY = """\
[overlay]
procedure = "sample.one"
version = "YZ1"
basis = ["云州市规定 3"]

[[act]]
id = "close"
title = "结案审批"
gates = ["other"]
approve = [{ roles = ["unit_head"] }]

[[paper]]
kind = "closing"
title = "结案报告"
template = "filing.typ"
"""


def test_an_overlay_adds_and_renames():
    procedure = load(apply_overlay(GOOD, OVERLAY))
    assert procedure.version == "2026-02+YZ1"
    close = procedure.acts["close"]
    assert (close.title, close.gates, close.approve[0].roles) == ("结案审批", ("other",), ("unit_head",))
    assert procedure.papers["closing"].title == "结案报告"
    assert procedure.acts["file"].gates == ("sound", "other")
    assert apply_overlay(GOOD) == GOOD


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('gates = ["other"]', 'remove_gates = ["sound"]', 9),
        ('gates = ["other"]', "by = []", 9),
        ('id = "close"', 'id = "unheard"', 7),
        ('procedure = "sample.one"', 'procedure = "sample.two"', 2),
        ('version = "YZ1"', 'open_matters = "keep"', 3),
    ],
)
def test_an_overlay_cannot_take_away(old, new, line):
    with pytest.raises(ProcedureErrors) as caught:
        apply_overlay(GOOD, OVERLAY.replace(old, new), sources=("overlays/yz.toml",))
    assert any(e.startswith(f"overlays/yz.toml:{line}: ") for e in caught.value.errors), caught.value.errors
