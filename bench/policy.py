"""Reading policy documents: documents of 60 kB, whole and damaged, plans and tables, through two processes."""

from __future__ import annotations

import multiprocessing
import os
import random
import time

from bench.report import Row

DOCUMENTS, SIZE, PROCESSES, ROUNDS = 1000, 60_000, 2, 3
TARGET = 60.0  # seconds for 1,000 documents
_VERBS = ("健全", "完善", "规范", "落实", "推进", "建立", "清理", "公布", "强化", "优化")
_THINGS = (
    "行政执法公示制度", "行政裁量权基准", "执法全过程记录", "重大执法决定法制审核", "涉企行政检查", "执法人员培训",
    "执法案卷评查", "执法监督平台", "轻微违法不予处罚清单", "跨部门联合执法机制",
)  # fmt: skip
_UNITS = (
    "市司法局",
    "市市场监管局",
    "市生态环境局",
    "市交通运输局",
    "市应急管理局",
    "各县（市、区）人民政府",
)
_SENTENCES = (
    "各行政执法机关要按照职责分工抓好{0}，做到权责清晰、程序规范、监督有力。",
    "{1}年{2}月底前，完成{0}的制定和公布，并报市司法局备案。",
    "对{0}实行动态管理，自作出决定之日起{2}个工作日内向社会公布。",
    "每人每年接受培训不少于{3}学时，考核合格率达到{4}%以上。",
    "充分运用信息化手段，加强{0}与相关制度的衔接，及时研究解决工作中的共性问题。",
)
_NUMERALS = "一二三四五六七八九十"


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    seeds = list(range(DOCUMENTS))
    walls, processor = [], []
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        pool.map(
            _read, seeds[:20]
        )  # modules and dictionaries are loaded once in a process, not once in a document
        for _ in range(ROUNDS):
            start = time.perf_counter()
            processor += pool.map(_read, seeds, chunksize=10)
            walls.append(time.perf_counter() - start)
    cores = f"{os.cpu_count()} cores"
    kinds = ("plan", "table", "glued", "narrowed and traditional with pinyin", "damaged")
    rows = [
        Row(
            "policy",
            f"{DOCUMENTS} documents of 60 kB, {PROCESSES} processes",
            "s",
            tuple(walls),
            TARGET,
            note=cores,
        )
    ]
    for n, kind in enumerate(kinds):
        mine = tuple(seconds * 1e3 for at, seconds in enumerate(processor) if at % len(kinds) == n)
        rows.append(Row("policy", f"one document: {kind}", "ms", mine))
    return rows


def _read(seed: int) -> float:
    from yifa.policies.parse import parse_text

    text = document(seed)
    start = time.process_time()
    reading = parse_text(text)
    spent = time.process_time() - start
    tasks = sum(len(d.tasks) for d in reading.documents)
    if tasks < 20:
        raise AssertionError(f"document {seed}: {tasks} tasks read")
    return spent


def document(seed: int) -> str:
    """A document of 60 kB; its kind goes round with the seed."""
    dice = random.Random(seed)
    kind = seed % 5
    if kind == 1:
        return _table(dice)
    if kind == 2:
        return "\n".join(_plan(dice, SIZE // 3, f"市{n}") for n in _NUMERALS[:3])
    text = _plan(dice, SIZE, "市")
    if kind == 3:
        return _traditional(text)
    if kind == 4:
        return _shifted(_traditional(text), dice)
    return text


def _plan(dice: random.Random, size: int, place: str) -> str:
    title = f"{place}行政执法质量提升三年行动方案"
    lines = [
        f"{place}人民政府办公室关于印发{title}的通知",
        f"某政办发〔2024〕{dice.randint(1, 99)}号",
        "各县（市、区）人民政府：",
        f"《{title}》已经市人民政府同意，现印发给你们，请认真贯彻执行。",
        f"{place}人民政府办公室",
        "2024年3月8日",
        title,
        "为贯彻落实《提升行政执法质量三年行动计划（2023—2025年）》，制定本方案。",
        "一、总体要求",
        "坚持依法行政，全面提升质量。",
    ]
    written, part, number = sum(len(line) * 3 for line in lines), 2, 0
    while written < size:
        begin = len(lines)
        lines.append(f"{_numeral(part)}、{dice.choice(_VERBS)}{dice.choice(_THINGS)}")
        for second in range(1, dice.randint(3, 6)):
            lines.append(f"（{_numeral(second)}）{dice.choice(_VERBS)}{dice.choice(_THINGS)}")
            for _ in range(dice.randint(2, 5)):
                number += 1
                units = f"（牵头单位：{dice.choice(_UNITS)}；责任单位：{'、'.join(dice.sample(_UNITS, 3))}）"
                lines.append(f"{number}.{_task(dice)}{units}")
        part += 1
        written += sum(len(line) * 3 for line in lines[begin:])
    return "\n".join(lines)


def _task(dice: random.Random) -> str:
    said = [f"{dice.choice(_VERBS)}{dice.choice(_THINGS)}。"]
    for _ in range(dice.randint(2, 6)):
        sentence = dice.choice(_SENTENCES)
        said.append(
            sentence.format(dice.choice(_THINGS), dice.randint(2024, 2026), dice.randint(1, 12), 60, 95)
        )
    return "".join(said)


def _table(dice: random.Random) -> str:
    lines = ["某市重点任务分解表", "序号\t工作任务\t牵头单位\t责任单位\t完成时限"]
    written = number = 0
    while written < SIZE:
        number += 1
        row = [
            str(number),
            _task(dice),
            dice.choice(_UNITS),
            "、".join(dice.sample(_UNITS, 2)),
            "2024年12月底前",
        ]
        lines.append("\t".join(row))
        written += len(lines[-1]) * 3
    return "\n".join(lines)


def _numeral(number: int) -> str:
    from yifa.law.chinese_numbers import write_integer

    return write_integer(number)


def _traditional(text: str) -> str:
    from opencc import OpenCC

    told = {"執": "zhí", "務": "wù", "區": "qū", "關": "guān", "責": "zé"}
    wide = str(OpenCC("s2t").convert(text))
    return "".join(c + f"({told[c]})" if c in told else c for c in wide)


def _shifted(text: str, dice: random.Random) -> str:
    """Some item marks as they are when one byte of them was read alone."""
    lines = text.split("\n")
    marked = [n for n, line in enumerate(lines) if line.startswith("（")]
    for n in dice.sample(marked, min(8, len(marked))):
        lines[n] = "?" + _one_off(("　" + lines[n]).encode("gbk", "ignore"))
    return "\n".join(lines)


def _one_off(raw: bytes) -> str:
    """The bytes read from the second one on: pairs that are no character are dropped, a swallowed bracket is a ?."""
    said, at = "", 1
    while at < len(raw):
        width = 1 if raw[at] < 0x80 else 2
        pair = raw[at : at + width]
        said += pair.decode("gbk", "ignore") if width == 1 or pair[1:] >= b"@" else "?"
        at += width
    return said
