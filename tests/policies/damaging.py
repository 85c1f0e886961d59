"""What the way through the web does to a text, done on purpose: characters made traditional, pinyin put in brackets,
bytes read one off. Written from how such pages look, not from how they are mended."""

from __future__ import annotations

from opencc import OpenCC

PINYIN = {
    "執": "zhí",
    "導": "dǎo",
    "務": "wù",
    "區": "qū",
    "關": "guān",
    "責": "zé",
    "構": "gòu",
    "習": "xí",
    "發": "fā",
}
_NARROW = {c + 0xFEE0: c for c in range(0x21, 0x7F)}


def traditional(text: str) -> str:
    """The text in traditional characters."""
    return str(OpenCC("s2t").convert(text))


def with_pinyin(text: str) -> str:
    """Some characters with their pinyin in brackets behind them."""
    return "".join(c + f"({PINYIN[c]})" if c in PINYIN else c for c in text)


def shifted(text: str, at: int) -> str:
    """The text as read when the first byte of the character at `at` is read alone."""
    head, raw = text[:at], text[at:].encode("gbk")
    out = ["?"]
    position = 1
    while position < len(raw):
        first = raw[position]
        if first < 0x80:
            out.append(chr(first))
            position += 1
            continue
        pair = raw[position : position + 2]
        position += 2
        try:
            out.append(pair.decode("gbk"))
        except UnicodeDecodeError:
            if len(pair) == 2 and pair[1] < 0x40:  # an ASCII sign was swallowed
                out.append("?")
    return head + "".join(out)


def narrowed(text: str) -> str:
    """Full-width signs made half-width, as many sites do."""
    return text.translate(_NARROW)
