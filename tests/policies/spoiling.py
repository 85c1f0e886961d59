"""What copying, saving and serving does to a whole file, done on purpose to clean papers. Bytes in, bytes out."""

from __future__ import annotations

from html import escape

from opencc import OpenCC

_SOUNDS = {
    "执": "zhí",
    "监": "jiān",
    "责": "zé",
    "单": "dān",
    "规": "guī",
    "实": "shí",
    "现": "xiàn",
    "检": "jiǎn",
    "录": "lù",
    "开": "kāi",
    "关": "guān",
    "组": "zǔ",
    "织": "zhī",
    "证": "zhèng",
    "权": "quán",
    "设": "shè",
    "电": "diàn",
    "训": "xùn",
    "门": "mén",
    "县": "xiàn",
    "区": "qū",
    "协": "xié",
    "调": "tiáo",
    "阶": "jiē",
    "处": "chǔ",
    "罚": "fá",
    "进": "jìn",
    "报": "bào",
    "备": "bèi",
}


def read_as_latin(text: str) -> bytes:
    """UTF-8 taken for Western bytes and saved again: ä¸­."""
    return text.encode().decode("latin-1").encode()


def read_as_windows(text: str) -> bytes:
    """The same by the code page of Windows, that has no sign for five bytes: they stay control characters."""
    return "".join(_western(byte) for byte in text.encode()).encode()


def _western(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def twice_latin(text: str) -> bytes:
    """Taken for Western bytes twice."""
    return read_as_latin(read_as_latin(text).decode())


def gbk_as_latin(text: str) -> bytes:
    """GBK taken for Western bytes: ÖÐ."""
    return text.encode("gb18030").decode("latin-1").encode()


def utf8_as_gbk(text: str) -> bytes:
    """UTF-8 taken for GBK: 锘挎斁銆. A byte that makes no pair is lost, as editors lose it."""
    return text.encode().decode("gb18030", "replace").encode()


def entities(text: str) -> bytes:
    """Every character that is not ASCII as a numeric entity, line breaks as they are."""
    return escape(text).encode("ascii", "xmlcharrefreplace")


def in_a_site(text: str) -> bytes:
    """The text twice, with the words of the page around and between."""
    head = "首页 > 政务公开 > 政策文件 > 正文\n"
    head += "来源：办公室　发布时间：2025-01-02 10:11　浏览次数：23　字号：[大 中 小]\n"
    tail = "\n打印本页 关闭窗口\n上一篇：通知\n下一篇：没有了\n版权所有：某某市人民政府　某ICP备12345678号\n"
    return (head + text + tail + "正文\n" + text + tail).encode()


def with_pinyin(text: str) -> bytes:
    """Traditional characters, some of those that changed with their sound in brackets."""
    traditional, out = OpenCC("s2t").convert(text), []
    for n, (old, new) in enumerate(zip(text, traditional, strict=True)):
        out.append(new)
        if old != new and old in _SOUNDS and n % 3 == 0:
            out.append(f"({_SOUNDS[old]})")
    return "".join(out).encode()


def byte_lost(text: str, every: int = 400) -> bytes:
    """GBK that lost one byte here and there: up to the next ASCII sign all characters are read one off."""
    raw = bytearray(text.encode("gb18030"))
    at = every
    while at < len(raw):
        while at < len(raw) and raw[at] < 0x80:
            at += 1
        del raw[at : at + 1]
        at += every
    return raw.decode("gb18030", "replace").encode()
