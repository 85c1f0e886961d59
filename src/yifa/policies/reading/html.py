"""Text of a web page: its navigation left out, its tables kept as rows."""

from __future__ import annotations

import re
from typing import Any

from yifa.policies.reading.errors import PolicyUnreadable
from yifa.policies.reading.tables import as_lines

_OUT = frozenset(
    {
        "script",
        "style",
        "noscript",
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "iframe",
        "svg",
        "template",
        "head",
    }
)
_BLOCK = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "table",
        "section",
        "article",
        "blockquote",
        "pre",
        "dd",
        "dt",
        "dl",
        "main",
        "center",
        "hr",
    }
)
_SURROUNDING = re.compile(
    r"(?:^|[-_ ])(?:nav|menu|breadcrumb|crumb|footer|foot|sidebar|share|copyright|toolbar|related|pager|"
    r"position|location|topbar|banner|links?)(?:$|[-_ \d])",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:^|[-_ ])(?:content|article|TRS_Editor|zoom|UCAP-CONTENT|main-?text|detail|pages_content|text)", re.I
)
_MAX_DEPTH = 200
_TABLE_WIDTH = 3


def read_html(text: str) -> str:
    """The words of a page. The part that holds most of its text is taken where there is one; else the whole body."""
    from lxml import html
    from lxml.etree import ParserError

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (ParserError, ValueError) as error:
        raise PolicyUnreadable("网页文件无法读取，请打开网页后复制文字粘贴") from error
    body = root.find("body")
    body = root if body is None else body
    whole = _words(body)
    main = _main(body)
    if main is not None:
        words = _words(main)
        if len(words) > 0.6 * len(whole):
            whole = _with_heading(words, root)
    return re.sub(r"\n{3,}", "\n\n", whole).strip("\n")


def _with_heading(words: str, root: Any) -> str:
    """The title of the page stands before its text where it is not in it."""
    for path in (".//h1", ".//title"):
        found = root.find(path)
        title = "" if found is None else " ".join("".join(found.itertext()).split())
        title = re.split(r"[_|]|\s[-－—]\s", title)[0].strip()
        if len(title) > 8 and title not in words[:400].replace("\n", ""):
            return f"{title}\n{words}"
    return words


def _main(body: Any) -> Any:
    """The innermost element named as content that holds most of the text."""
    best, most = None, 0
    for element in body.iter("div", "article", "td", "main", "section"):
        name = f"{element.get('id', '')} {element.get('class', '')}"
        if _BODY.search(name) or element.tag in ("article", "main"):
            size = sum(len(p) for p in element.itertext())
            if size > most * 1.05 or (
                best is not None and size >= most * 0.95 and best in element.iterancestors()
            ):
                best, most = element, size
    return best


def _words(element: Any) -> str:
    out: list[str] = []
    _walk(element, out, 0)
    lines = "".join(out).split("\n")
    return "\n".join(
        line.strip(" \t") if "\t" not in line.strip(" \t") else line.strip(" ") for line in lines
    )


def _walk(element: Any, out: list[str], depth: int) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _OUT or _hidden(element) or depth > _MAX_DEPTH:
        return
    if tag == "table" and (rows := _table(element, depth)):
        out.append("\n" + as_lines(rows) + "\n")
        return
    block = tag in _BLOCK
    if block:
        out.append("\n")
    if element.text:
        out.append(_inline(element.text, tag))
    for child in element:
        _walk(child, out, depth + 1)
        if child.tail:
            out.append(_inline(child.tail, tag))
    if block and tag != "br":
        out.append("\n")


def _hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "")
    name = f"{element.get('id') or ''} {element.get('class') or ''}".strip()
    return "display:none" in style or bool(name and _SURROUNDING.search(name))


def _inline(text: str, tag: str) -> str:
    return (
        text
        if tag == "pre"
        else re.sub(r"[ \t\r\n]+", " ", text)
        if text.strip()
        else " "
        if "\xa0" in text
        else ""
    )


def _table(element: Any, depth: int) -> list[list[str]]:
    """The rows of a table of data; nothing for a table that only places text on the page."""
    rows = []
    spans: dict[int, tuple[int, str]] = {}
    for tr in element.iter("tr"):
        if next(tr.iterancestors("table"), None) is not element:
            continue
        cells: list[str] = []
        for cell in tr.iterchildren("td", "th"):
            _fill(cells, spans)
            words: list[str] = []
            for part in (cell.text, *(p for child in cell for p in (child, child.tail))):
                if isinstance(part, str):
                    words.append(_inline(part, ""))
                elif part is not None:
                    _walk(part, words, depth + 1)
            said = "".join(words).strip()
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for n in range(width):
                if height > 1:
                    spans[len(cells)] = (height - 1, said)
                cells.append(said if n == 0 else "")
        _fill(cells, spans)
        rows.append(cells)
    wide = [row for row in rows if sum(bool(c) for c in row) >= _TABLE_WIDTH]
    longest = max((len(c) for row in rows for c in row), default=0)
    return rows if len(wide) >= 2 and longest < 4000 else []


def _fill(cells: list[str], spans: dict[int, tuple[int, str]]) -> None:
    """Cells that reach down from a row above stand in this row too."""
    while len(cells) in spans:
        left, said = spans[len(cells)]
        if left <= 1:
            del spans[len(cells)]
        else:
            spans[len(cells)] = (left - 1, said)
        cells.append(said)


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(50, int(value)) if value.isdigit() and value != "0" else 1
