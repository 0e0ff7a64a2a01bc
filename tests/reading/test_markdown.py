"""Blocks: what a note's text consists of, and on which lines."""

from __future__ import annotations

from wgtrack.reading.blocks import BlockKind
from wgtrack.reading.markdown import read_document


def outline(text: str) -> list[tuple[str, int, int, str]]:
    return [(block.kind.value, block.line, block.depth, block.content) for block in read_document(text).blocks]


def test_each_kind_of_block_has_its_line() -> None:
    text = "# One\n\nTwo\nthree\n\nFour\n====\n\n---\n\n> quoted\n"
    assert outline(text) == [
        ("heading", 1, 0, "One"),
        ("paragraph", 3, 0, "Two\nthree"),
        ("heading", 6, 0, "Four"),
        ("rule", 9, 0, ""),
        ("paragraph", 11, 0, "quoted"),
    ]


def test_an_items_own_text_is_apart_from_what_is_nested_in_it() -> None:
    document = read_document("- a\n  b\n\n  c\n    1. d\n- e\n")
    assert [(b.kind.value, b.line, b.content, b.parent) for b in document.blocks] == [
        ("item", 1, "a\nb", -1),
        ("paragraph", 4, "c", 0),
        ("item", 5, "d", 0),
        ("item", 6, "e", -1),
    ]
    assert document.children == {0: (1, 2)}
    assert document.blocks[2].ordered


def test_a_bullet_alone_keeps_its_line_and_that_of_its_text() -> None:
    (item,) = read_document("-\n  text\n").blocks
    assert (item.line, item.content_line, item.content) == (1, 2, "text")


def test_rows_carry_their_header() -> None:
    (row,) = read_document("| A | B |\n|---|---|\n| 1 | 2 |\n").blocks
    assert (row.kind, row.line, row.cells, row.header) == (BlockKind.ROW, 3, ("1", "2"), ("A", "B"))


def test_what_is_left_out_keeps_the_line_count() -> None:
    text = "---\ntitle: x\n---\n<!-- a\nb -->\n```\nc\n```\n:::{note}\nd\n:::\n::: info\ne\n:::\n"
    document = read_document(text)
    assert [(block.line, block.content) for block in document.blocks] == [(13, "e")]
    assert document.front_matter == ("title: x",)


def test_a_first_rule_is_no_front_matter() -> None:
    document = read_document("---\nDana spoke.\n\n---\n")
    assert document.front_matter == ()
    assert (2, "Dana spoke.") in [(block.line, block.content) for block in document.blocks]


def test_carriage_returns_count_as_one_line_end() -> None:
    assert outline("a\r\n\r\nb\r\rc") == [("paragraph", 1, 0, "a"), ("paragraph", 3, 0, "b"), ("paragraph", 5, 0, "c")]


def test_an_indented_note_reads_as_if_it_stood_at_the_margin() -> None:
    assert outline("    # One\n\n    - a\n        - b\n") == [
        ("heading", 1, 0, "One"),
        ("item", 3, 1, "a"),
        ("item", 4, 2, "b"),
    ]


def test_indented_code_in_a_note_at_the_margin_is_left_out() -> None:
    assert outline("One\n\nTwo\n\n    code\n\nThree\n") == [
        ("paragraph", 1, 0, "One"),
        ("paragraph", 3, 0, "Two"),
        ("paragraph", 7, 0, "Three"),
    ]


def test_text_between_html_tags_is_read() -> None:
    assert outline("<br>\nTODO: a\n\n<pre>\nb\n</pre>\n") == [("paragraph", 2, 0, "TODO: a")]


def test_a_heading_in_html_is_a_heading() -> None:
    assert outline("<h2 id='x'>One</h2>\n<ul>\n<li>a</li>\n</ul>\n") == [
        ("heading", 1, 0, "One"),
        ("paragraph", 3, 0, "a"),
    ]


def test_a_heading_may_be_glued_to_its_signs() -> None:
    assert outline("#Team\n##June 3\n\n##Tea##\n\n#Tag\n\n##room and #Tag\n\n#######Rope\n") == [
        ("heading", 1, 0, "Team"),
        ("heading", 2, 0, "June 3"),
        ("heading", 4, 0, "Tea"),
        ("paragraph", 6, 0, "#Tag"),
        ("paragraph", 8, 0, "##room and #Tag"),
        ("heading", 10, 0, "Rope"),
    ]
    assert outline("#TODO: mend the nets\n") == [("paragraph", 1, 0, "#TODO: mend the nets")]
    assert outline("#7 is open\n") == [("paragraph", 1, 0, "#7 is open")]


def test_an_indented_row_of_words_below_a_heading_is_no_code() -> None:
    assert outline("# One\n\n    a, b b, c (d)\n\nTwo\n\n    a, b, c\n") == [
        ("heading", 1, 0, "One"),
        ("paragraph", 3, 0, "a, b b, c (d)"),
        ("paragraph", 5, 0, "Two"),
    ]
    assert outline("# One\n\n    call(a, b, c)\n") == [("heading", 1, 0, "One")]


def test_lists_deeper_than_anybody_writes_lose_nothing() -> None:
    text = "\n".join("  " * depth + f"- item{depth}" for depth in range(1000))
    document = read_document(text)
    assert len(document.blocks) == 1000
    assert document.blocks[-1].line == 1000
    assert "item999" in document.blocks[-1].content


def test_lines_with_finds_words_whatever_their_case() -> None:
    document = read_document("TODO: a\n\nb\n\nc todo\n")
    assert document.lines_with(("todo",)) == {1, 5}
    assert [document.touches(block, document.lines_with(("todo",))) for block in document.blocks] == [True, False, True]
