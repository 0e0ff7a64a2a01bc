"""References: which issues a text names, and what only looks like one."""

from __future__ import annotations

import time

import pytest

from wgtrack.reading.note import read_note
from wgtrack.reading.refs import find_refs
from wgtrack.reading.settings import ReadingSettings

PLAIN = ReadingSettings()
CONFIGURED = ReadingSettings(
    default_repo="club/garden",
    repos={"shed": "club/tool-shed"},
    hosts=frozenset({"github.com", "git.club.example"}),
)


def refs(text: str, *hrefs: str, settings: ReadingSettings = PLAIN) -> list[str]:
    return [str(ref) for ref in find_refs(text, hrefs, settings)]


@pytest.mark.parametrize(
    "text",
    [
        "see https://github.com/club/garden/issues/12",
        "see https://github.com/club/garden/pull/12.",
        "see https://github.com/club/garden/pulls/12",
        "see (https://github.com/club/garden/discussions/12)",
        "see https://github.com/club/garden/pull/12/files#diff-1",
        "see https://github.com/club/garden/issues/12#issuecomment-99",
        "see https://github.com/club/garden/issues/12?notification=1, please",
        "see **https://github.com/club/garden/issues/12**",
        "see http://www.GitHub.com/club/garden/issues/12",
        "see github.com/club/garden/issues/12",
        "see https://www.search.example/url?q=https://github.com/club/garden/issues/12&sa=D",
        "see https://www.search.example/url?q=https%3A%2F%2Fgithub.com%2Fclub%2Fgarden%2Fissues%2F12&sa=D",
        "see club/garden#12",
        r"see club/garden\#12 (seeds)",
        "see [the issue](https://github.com/club/garden/issues/12)",
        "see [#12](https://github.com/club/garden/issues/12), and club/garden#12 again",
        "see [https://github.com/club/garden/issues/12](https://github.com/club/garden/issues/12)",
    ],
)
def test_written_out(text: str) -> None:
    assert refs(text) == ["club/garden#12"]


def test_links_count_by_their_target() -> None:
    assert refs("see the issue", "https://github.com/club/garden/issues/12") == ["club/garden#12"]


def test_several_in_order_each_once() -> None:
    text = "club/shed#3, https://github.com/club/garden/pull/1, CLUB/shed#3 and a.b/c_d#2"
    assert refs(text, "https://github.com/club/garden/pull/1") == ["club/shed#3", "club/garden#1"]


@pytest.mark.parametrize(
    "text",
    [
        "pain point #2, option #3, Meeting #61, C#, #1 priority",
        "the colour #123456 and #12",
        "issue 12 and PR #7",
        "garden#12 and shed issue #4",
        "https://github.com/club/garden/issues",
        "https://github.com/club/garden/issues/new",
        "https://github.com/orgs/club/discussions/12",
        "https://forge.example/club/garden/issues/12",
        "https://github.com/club/garden/issues/12abc",
        "https://api.github.com/repos/club/garden/issues/12",
        "a/b/c#12 and club/garden#0",
    ],
)
def test_look_alikes_name_nothing_without_configuration(text: str) -> None:
    assert refs(text) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("fix #12", "club/garden#12"),
        ("fix (#12).", "club/garden#12"),
        ("fix GH-12", "club/garden#12"),
        ("fix issue #12", "club/garden#12"),
        ("fix shed#5", "club/tool-shed#5"),
        ("fix Shed issue #5", "club/tool-shed#5"),
        ("fix the shed issue 5", "club/tool-shed#5"),
        ("fix garden#12", "club/garden#12"),
        ("fix https://git.club.example/club/garden/pull/12", "club/garden#12"),
    ],
)
def test_the_configuration_gives_short_names_a_meaning(text: str, named: str) -> None:
    assert refs(text, settings=CONFIGURED) == [named]


@pytest.mark.parametrize(
    "text",
    [
        "pain point #2",
        "PAIN POINT \\#2",
        "Option #3",
        "Meeting #61",
        "C#7",
        "use #123456 for leaves",
        "#1 priority",
        "barn#5",
        "&#39;",
        "issue 12",
        "#12abc",
    ],
)
def test_look_alikes_name_nothing_with_a_default_repository_either(text: str) -> None:
    assert refs(text, settings=CONFIGURED) == []


def test_a_bare_number_beside_its_own_address_is_no_second_issue() -> None:
    text = "[#12](https://github.com/club/barn/issues/12) and #13"
    assert refs(text, settings=CONFIGURED) == ["club/barn#12", "club/garden#13"]


@pytest.mark.parametrize(
    "text", ["#1" * 40_000, "a/b#" * 100_000, "https://x.y/" * 40_000, "github.com/" * 40_000, "-." * 200_000]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    started = time.process_time()
    find_refs(text, (text,), CONFIGURED)
    assert time.process_time() - started < 5


def test_a_marker_on_a_line_of_its_own_leaves_out_what_the_lines_above_name() -> None:
    text = "The lamp is out, see acme/lamps#3\nand it is dark.\nTODO: order one, acme/shop#4\nor acme/shop#5\n"
    (told,) = read_note(text, "2024-03-07.md", "", ReadingSettings()).meetings
    assert [str(ref) for ref in told.statements[0].refs] == ["acme/shop#4", "acme/shop#5"]
