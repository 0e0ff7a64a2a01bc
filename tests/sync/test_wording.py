"""Words of the notes reach a tracker as words: they ping nobody, mention no issue, and are no markup."""

from __future__ import annotations

import re
import time
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from wgtrack.sync.wording import (
    BREAK,
    CLOSING,
    block_in,
    box_lines,
    boxes_in,
    cut,
    defuse,
    digest,
    marker_in,
    plain,
    replace_block,
    with_boxes,
    without_ticks,
    wrap,
)
from wgtrack.tracking import Marker

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MENTION = re.compile(r"@\w|#\d|\bgh-\d", re.IGNORECASE)

KEYS = st.from_regex(r"[a-hj-km-np-z][a-hj-km-np-z2-9]{6}", fullmatch=True)
MARKERS = st.builds(
    Marker,
    meeting=st.text(max_size=20),
    items=st.dictionaries(KEYS, st.lists(KEYS, max_size=3).map(tuple), min_size=1, max_size=4),
    said=st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=4),
)
PIECES = """@dana #12 GH-7 o/r#3 &#64;dana &commat;lee `@lee` <b> --> <!-- [a](b) * \\ 1. - + === ~~~ | word
https://a.example/x_y https://github.com/o/r/issues/5""".split()
SPITEFUL = st.lists(st.sampled_from([*PIECES, " ", "\n"]), max_size=12).map("".join)


def shown(markdown: str) -> str:
    """The text that a reader sees, once markup is resolved."""
    return unescape(re.sub(r"<[^>]*>", "", MARKDOWN.render(markdown))).strip()


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("ask @dana about #12", f"ask @{BREAK}dana about #{BREAK}12"),
        ("see GH-7, gh-8 and weigh-9", f"see GH-{BREAK}7, gh-{BREAK}8 and weigh-9"),
        ("&#64;dana and &commat;lee", f"&#{BREAK}64;dana and &commat;lee"),
        ("run `@dana` in <b>bold</b>", f"run `@{BREAK}dana` in <b>bold</b>"),
        ("1. first", "1. first"),
        ("- dash", "- dash"),
        ("see https://github.com/boats/map/issues/5#issuecomment-9 now", f"see boats/map#{BREAK}5 now"),
        ("see https://git.example.org/boats/map/pull/5 now", "see git.example.org/boats/map/pull/5 now"),
        ("see https://boats.example/a_b_c?x=1 now", "see https://boats.example/a_b_c?x=1 now"),
        ("mail lee@boats.example", f"mail lee@{BREAK}boats.example"),
        ("visit www.boats.example", f"visit www{BREAK}.boats.example"),
    ],
)
def test_words_are_shown_and_do_nothing(text: str, rendered: str) -> None:
    assert shown(defuse(text)) == rendered


@example("https://a.example/x_y1.GH-7")
@given(SPITEFUL | st.text())
def test_no_text_pings_refers_or_is_markup(text: str) -> None:
    html = MARKDOWN.render(defuse(text))
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "a"}
    # Inside of a link GitHub looks for neither.
    assert not MENTION.search(unescape(re.sub(r"<[^>]*>", "", re.sub(r"<a .*?</a>", " ", html))))
    assert "<!--" not in defuse(text)
    assert "\n" not in defuse(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60).filter(lambda t: "http" not in t))
def test_every_word_is_shown(text: str) -> None:
    assert shown(defuse(text)).replace(BREAK, "") == plain(text).replace(BREAK, "").strip()


@given(st.text(max_size=600))
def test_a_title_fits_and_begins_with_the_words(text: str) -> None:
    title = cut(text)
    assert len(title) <= 256
    assert title == plain(text) or (title.endswith("…") and plain(text).startswith(title[:-1]))


def test_a_title_is_cut_behind_a_word() -> None:
    assert cut("alpha beta gamma", 12) == "alpha beta…"
    assert cut("alpha beta gamma", 11) == "alpha beta…"
    assert cut("alphabetagamma", 6) == "alpha…"
    assert cut("alpha beta", 10) == "alpha beta"


@given(MARKERS, st.text(max_size=200))
def test_a_marker_is_read_as_it_was_written(marker: Marker, words: str) -> None:
    written = wrap(defuse(words), marker)
    assert marker_in(written) == marker
    head = written.partition("\n")[0]
    assert head.count("-->") == 1
    assert "--" not in head.removeprefix("<!-- ").removesuffix(" -->")


@given(MARKERS, SPITEFUL, SPITEFUL, SPITEFUL)
def test_what_people_write_around_our_text_stays(marker: Marker, before: str, ours: str, behind: str) -> None:
    before, behind = before.replace("<!--", ""), behind.replace("<!--", "")
    body = f"{before}\n{wrap(defuse(ours), marker)}\n{behind}"
    new = replace_block(body, wrap("other words", marker))
    assert new == f"{before}\n{wrap('other words', marker)}\n{behind}"
    assert block_in(new) == "other words"


def test_our_text_that_people_took_away_is_not_put_back() -> None:
    assert replace_block("their words", wrap("ours", Marker("", {"k3f9abc": ()}))) == "their words"
    assert block_in("<!-- wgtrack 1 {} --> no end") is None


@pytest.mark.parametrize(
    "body",
    ["", "<!-- wgtrack 1 {} -->", "<!-- wgtrack 1 [1] -->", "<!-- wgtrack 1 {\"items\":{\"a\":1}} -->",
     "<!-- wgtrack 1 nonsense -->", "<!-- wgtrack 99999 {} -->", "<!-- wgtrack 1 " + "[" * 5000 + " -->"],
)  # fmt: skip
def test_what_is_no_marker_is_none(body: str) -> None:
    assert marker_in(body) is None


def test_a_marker_behind_a_broken_one_is_found() -> None:
    marker = Marker("m2eeting", {"k3f9abc": ("k3f9abc",)}, {"state": "open"})
    assert marker_in("<!-- wgtrack 1 broken --> and " + wrap("x", marker)) == marker


def test_a_marker_of_a_later_version_is_read_as_far_as_it_is_known() -> None:
    body = '<!-- wgtrack 7 {"items":{"k3f9abc":["k3f9abc"]},"colour":"red"} -->\nx\n' + CLOSING
    assert marker_in(body) == Marker("", {"k3f9abc": ("k3f9abc",)})


def test_boxes_are_those_of_our_text_with_a_key() -> None:
    ours = "- [ ] one (k3f9abc)\n- [x] two (m4g8def)\n* [X] three (n5h7ghj)\n- [x] no key\n- plain (p6j6klm)"
    body = wrap(ours, Marker("", {"k3f9abc": ()})) + "\n- [x] theirs (q7k5npr)"
    assert boxes_in(body) == {"k3f9abc": False, "m4g8def": True, "n5h7ghj": True}
    assert boxes_in(body.replace("\n", "\r\n")) == boxes_in(body)


def test_boxes_are_set_and_nothing_else_changes() -> None:
    text = "- [ ] one (k3f9abc)\n  - a remark [ ]\n* [X] two (m4g8def)\n- [x] no key"
    assert with_boxes(text, {"k3f9abc": True, "m4g8def": False}) == text.replace("[ ] one", "[x] one").replace(
        "[X]", "[ ]"
    )
    assert with_boxes(text, {"k3f9abc": False, "m4g8def": True}) == text
    assert without_ticks(text) == text.replace("[X] two", "[ ] two")
    assert box_lines(text) == {"k3f9abc": "- [ ] one (k3f9abc)", "m4g8def": "* [X] two (m4g8def)"}


def test_a_digest_does_not_mind_line_ends() -> None:
    assert digest("a \r\nb\r\n") == digest("a\nb")
    assert digest("a\nb") != digest("a\nc")


@pytest.mark.parametrize("sign", ["@", "[", "<!-- wgtrack 1 ", "https://a/", "- [", "1", "`", "(k3f9abc)", "- [ ] ("])
def test_long_texts_take_no_long_time(sign: str) -> None:
    text = sign * (500_000 // len(sign))
    begun = time.perf_counter()
    defuse(text)
    marker_in(text)
    block_in(text)
    boxes_in(wrap(text, Marker("", {"k3f9abc": ()})))
    assert time.perf_counter() - begun < 10
