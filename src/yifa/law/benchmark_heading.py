"""Title, document number, agency and dates of a table from the words above and below it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from yifa.law.chinese_numbers import half_width_digits, read_integer

_NUMBER = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,14}[〔\[［(（【]\d{4}[〕\]］)）】]第?\d+号")
_FEW = r"([\d一二三四五六七八九十]{1,3})"
_DAY = rf"(\d{{4}}|[〇零○一二三四五六七八九]{{4}})\s*[年./-]\s*{_FEW}\s*[月./-]\s*{_FEW}日?"
_LABELS = {
    "title": "名称|标题|基准名称", "document_no": "文号|发文字号|文件编号",
    "authority": "制定机关|发布机关|制定单位|发文机关|编制单位", "issued": "发布日期|印发日期|制定日期|公布日期",
    "effective": "施行日期|生效日期|实施日期|执行日期", "effective_to": "失效日期|有效期至|废止日期",
    "region": "适用区划|区划代码", "sector": "适用领域|领域",
}  # fmt: skip
_ZEROS = str.maketrans("○零〇", "000")


def read_heading(lines: Iterable[str]) -> dict[str, Any]:
    """The `benchmark` part of a table, as far as the words name it; nothing is made up for what they do not."""
    head: dict[str, Any] = {}
    texts = [half_width_digits(part).strip() for line in lines for part in line.split("\n") if part.strip()]
    for text in texts:
        for key, names in _LABELS.items():
            for found in re.finditer(rf"(?:^|[\s，,；;（(])(?:{names})\s*[:：]\s*([^\s；;，,]+)", text):
                value = found[1].strip("）)")
                day = read_day(value) if key in ("issued", "effective", "effective_to") else value
                head.setdefault(key, day or value)
        if found_no := _NUMBER.search(text):
            head.setdefault("document_no", found_no[0])
        if found_from := re.search(rf"自\s*{_DAY}\s*起(?:施行|实施|执行)", text):
            head.setdefault("effective", read_day(found_from[0]) or found_from[0])
        found_to = re.search(rf"(?:有效期至|至)\s*({_DAY})\s*(?:止|失效)?", text)
        if found_to and ("有效期" in text or "失效" in text):
            head.setdefault("effective_to", read_day(found_to[1]) or found_to[1])
        years = re.search(r"有效期(?:为|限为|限)?([\d一二三四五六七八九十]+)年", text)
        if years and (number := read_integer(years[1])):
            head.setdefault("valid_years", number)
        if _is_lookback(text):
            head.setdefault("lookback_note", text)
        if "拒不改正" in text and "是指" in text:
            head.setdefault("refuse_to_correct_note", text)
    title = next((t for t in texts if _is_title(t)), "")
    if title:
        head.setdefault("title", re.sub(r"^附(?:件|表)\s*\d*\s*[:：]?\s*", "", title))
    return head


def _is_title(text: str) -> bool:
    return "裁量" in text and len(text) <= 60 and not re.search(r"[。；;]|[:：]|是指", text)


def _is_lookback(text: str) -> bool:
    return bool(re.search(r"次数|第[一二]次", text) and re.search(r"追溯|[年月]内|周年", text))


def read_day(text: str) -> str:
    """`2023年12月15日`, `2023/12/15` or `二〇二三年十二月十五日` as 2023-12-15; "" when it is no real day."""
    found = re.search(_DAY, text)
    if found is None:
        return ""
    year = found[1]
    if not year.isdigit():
        plain = year.translate(_ZEROS)
        year = "".join(c if c.isdigit() else str(read_integer(c)) for c in plain)
    month, day = read_integer(found[2]), read_integer(found[3])
    try:
        return date(int(year), month or 0, day or 0).isoformat()
    except ValueError:
        return ""
