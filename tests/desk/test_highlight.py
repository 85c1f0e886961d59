"""The places read in a text are shown without touching the text."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from yifa.desk.highlight import KINDS, Mark, marked


class _Read(HTMLParser):
    """The text between the tags, and at each character which marks stand around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.around: list[list[str]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        assert tag == "mark"
        self.open.append(dict(attrs)["title"])

    def handle_endtag(self, tag):
        assert tag == "mark"
        self.open.pop()

    def handle_data(self, data):
        self.text += data
        self.around += [sorted(self.open)] * len(data)


def _read(html: str) -> _Read:
    found = _Read()
    found.feed(html)
    found.close()
    assert found.open == []
    return found


def test_places_are_shown_in_their_kind() -> None:
    shown = marked("市司法局牵头", 0, 6, [Mark(0, 4, "lead", "云州市司法局")])
    assert shown == '<mark class="mark mark-lead" title="云州市司法局">市司法局</mark>牵头'


def test_a_place_without_a_title_is_called_by_its_kind() -> None:
    assert 'title="期限"' in marked("6月底前", 0, 4, [Mark(0, 4, "date")])


def test_text_and_titles_are_escaped() -> None:
    shown = marked('<script>"&', 0, 10, [Mark(0, 8, "unknown", '"><img src=x>')])
    assert "<script>" not in shown and "<img" not in shown
    assert _read(shown).text == '<script>"&'


def test_a_place_within_another_stands_within_it() -> None:
    shown = marked("abcdef", 0, 6, [Mark(2, 4, "date", "d"), Mark(0, 6, "task", "t")])
    assert shown == (
        '<mark class="mark mark-task" title="t">ab<mark class="mark mark-date" title="d">cd</mark>ef</mark>'
    )


def test_overlapping_places_are_taken_apart_and_labelled_once() -> None:
    shown = marked("abcdef", 0, 6, [Mark(0, 4, "date", "d"), Mark(2, 6, "target", "t")])
    assert shown == (
        '<mark class="mark mark-date" title="d">ab<mark class="mark mark-target" title="t">cd</mark></mark>'
        '<mark class="mark mark-target mark-on" title="t">ef</mark>'
    )


def test_a_piece_is_cut_out_and_what_began_before_it_goes_on() -> None:
    shown = marked("abcdef", 2, 4, [Mark(0, 3, "duty", "x"), Mark(9, 12, "date", "no")])
    assert shown == '<mark class="mark mark-duty mark-on" title="x">c</mark>d'


def test_empty_backward_and_unknown_kinds_show_nothing() -> None:
    assert marked("abc", 0, 3, [Mark(1, 1, "date"), Mark(3, 1, "date"), Mark(0, 3, "<b>")]) == "abc"
    assert marked("abc", 2, 1, [Mark(0, 3, "date")]) == ""


_TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\0"), max_size=30)
_PLACE = st.integers(0, 32)


@given(_TEXT, _PLACE, _PLACE, st.lists(st.tuples(_PLACE, _PLACE, st.sampled_from(sorted(KINDS))), max_size=8))
def test_the_text_is_unchanged_and_each_character_has_its_marks(text, start, end, places) -> None:
    marks = [Mark(a, b, kind, f"{n}") for n, (a, b, kind) in enumerate(places)]
    found = _read(marked(text, start, end, marks))
    assert found.text == text[start:end]
    for n, titles in enumerate(found.around):
        assert titles == sorted(m.title for m in marks if m.start <= start + n < m.end)
