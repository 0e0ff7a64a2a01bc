"""The inside of a block without its markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgtrack.reading.inline import Link, read_inline


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("plain", "plain"),
        (r"\[ \] \#1 \~6 weeks \-- it", "[ ] #1 ~6 weeks -- it"),
        ("**bold** __too__ *em* _em_ snake_case 2 * 3", "bold too em em snake_case 2 * 3"),
        ("nick_ and other_ (third_): _fourth", "nick_ and other_ (third_): _fourth"),
        ("_nick_: _em_, (_em_) and _two words_.", "nick: em, (em) and two words."),
        ("__TODO __: nick_", "TODO : nick_"),
        (r"\``", "``"),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("`code` ``a`b``", "code a`b"),
        ("a <!-- hidden --> b", "a  b"),
        ("a<br>b <b>c</b>", "a b c"),
        ("a  \nb\\\nc", "a\nb\nc"),
        ("![alt](i.png)", "alt"),
        ("[a [b] c", "[a [b] c"),
    ],
)
def test_text(content: str, text: str) -> None:
    assert read_inline(content).text == text


def test_styles_are_spans_of_the_text() -> None:
    inline = read_inline("**TODO **: ~~old~~ `code`")
    assert inline.text == "TODO : old code"
    assert (inline.bold, inline.struck, inline.code) == (((0, 5),), ((7, 10),), ((11, 15),))
    assert inline.text[slice(*inline.code[0])] == "code"


def test_links_show_their_text_and_keep_their_address() -> None:
    inline = read_inline("[Dana](https://a.example) at https://b.example/x_(y) (see https://c.example).")
    assert inline.text == "Dana at https://b.example/x_(y) (see https://c.example)."
    assert inline.links[0] == Link(0, 4, "https://a.example")
    assert inline.hrefs == ("https://a.example", "https://b.example/x_(y)", "https://c.example")


def test_link_references_are_looked_up() -> None:
    inline = read_inline("[one][A] and [b] and [c]", {"a": "https://a.example", "b": "https://b.example"})
    assert inline.text == "one and b and [c]"
    assert inline.hrefs == ("https://a.example", "https://b.example")


def test_a_span_behind_a_link_stands_where_it_is_shown() -> None:
    inline = read_inline("[x **y** z](https://a.example)")
    (start, end) = inline.bold[0]
    assert inline.text[start:end] == "y"


@given(st.text(alphabet="[]()*_~`<>!\\&;: \nab:/http.#-", max_size=80))
def test_spans_lie_inside_any_text(content: str) -> None:
    inline = read_inline(content)
    for start, end in (*inline.bold, *inline.struck, *inline.code, *((one.start, one.end) for one in inline.links)):
        assert 0 <= start <= end <= len(inline.text)
