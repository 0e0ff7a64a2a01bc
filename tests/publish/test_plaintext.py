from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from wgtrack.publish.plaintext import markdown_text, plain
from wgtrack.reading.inline import read_inline

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown(markdown: str) -> tuple[list[str], str]:
    """The block types of `markdown` and the words that its one inline block shows."""
    tokens = MARKDOWN.parse(markdown)
    inline = [child for token in tokens if token.type == "inline" for child in token.children or []]
    return [token.type for token in tokens], "".join(map(_words, inline))


def _words(token: Token) -> str:
    return token.content if token.type in ("text", "code_inline") else f"<{token.tag}>" * bool(token.tag != "a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wipe the lens", "wipe the lens"),
        ("ask (again) about 50% - why?", "ask (again) about 50% - why?"),
        ("rename lamp_height to lampHeight", "rename lamp_height to lampHeight"),
        ("about __init__", r"about \_\_init\_\_"),
        ("run `make`", r"run \`make\`"),
        ("2 * 3 and *now*", r"2 \* 3 and \*now\*"),
        ("see [x] and [a](b)", r"see \[x\] and \[a\](b)"),
        ("a | b", r"a \| b"),
        ("it's ''so'' and not", r"it's '\'so'\' and not"),
        ("in ~6 weeks", "in ~6 weeks"),
        ("not ~~this~~", r"not \~\~this\~\~"),
        ("x < 3 & y", "x < 3 & y"),
        ("a <http://example.org> b", r"a \<http://example.org> b"),
        ("a <b> tag", r"a \<b> tag"),
        ("&copy; and R&D;", r"\&copy; and R\&D;"),
        ("<!-- wgtrack:agenda -->", "&lt;!-- wgtrack:agenda -->"),
        (r"C:\temp", r"C:\temp"),
        (r"a \* b", r"a \\\* b"),
        ("ends with \\", "ends with \\\\"),
        ("# no heading", r"\# no heading"),
        ("issue #12", "issue #12"),
        ("- no list", r"\- no list"),
        ("> no quote", r"\> no quote"),
        ("1. no list", r"1\. no list"),
        ("2020 was fine", "2020 was fine"),
        ("see https://example.org/a_b/c?d=1&e=2.", "see https://example.org/a_b/c?d=1&e=2."),
        ("see https://example.org/_a_", r"see <https://example.org/_a>\_"),
        ("(https://example.org/__a)", "(<https://example.org/__a>)"),
    ],
)
def test_only_what_markdown_would_obey_is_escaped(text: str, expected: str) -> None:
    assert markdown_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\r\n\tthree  four ", "one two three four"),
        ("a\x1b[31mred\x1b[0m b", "ared b"),
        ("a\x1b]0;title\x07b\x1b]8;;x\x1b\\c", "abc"),
        ("bell\x07 and back\x08space\x7f \x9b31m", "bell and backspace 31m"),
        ("abc\u202edef\u2066g", "abcdefg"),
        ("lone \ud800 half", "lone ? half"),
        ("zwj 👩\u200d🚀 stays", "zwj 👩\u200d🚀 stays"),
        ("a\u2028b\u0085c", "a b c"),
    ],
)
def test_plain_text_is_one_line_that_no_terminal_obeys(text: str, expected: str) -> None:
    assert plain(text) == expected


SIGNS = [*"ab1 \\`*_~[]()<>#|&;!-+.=:/'\"{}", "http://x", "<!--", "-->"]
MARKUP = st.lists(st.sampled_from(SIGNS)).map("".join)


@given(st.one_of(st.text(), MARKUP))
def test_markdown_shows_the_same_words_in_one_paragraph(text: str) -> None:
    blocks, words = shown(markdown_text(text))
    expected = plain(text)
    assert words == expected
    assert blocks == (["paragraph_open", "inline", "paragraph_close"] if expected else [])


@given(st.one_of(st.text(), MARKUP))
def test_a_task_line_shows_the_same_words_in_one_list_item(text: str) -> None:
    blocks, words = shown(f"- [ ] Mira: {markdown_text(text)} (k3f9abc)")
    assert words.split() == f"[ ] Mira: {plain(text)} (k3f9abc)".split()
    assert blocks.count("inline") == 1


@given(MARKUP.filter(lambda text: "http" not in text))
def test_our_own_reader_reads_the_same_words_back(text: str) -> None:
    assert read_inline(f"x {markdown_text(text)} y").text.split() == f"x {plain(text)} y".split()


def test_hostile_text_is_escaped_in_linear_time() -> None:
    for sign in ("[", "\x1b]", "\x1b[", "_", "<!--", "https://", "&a", "\\", "~ "):
        assert markdown_text(sign * 200_000) is not None
