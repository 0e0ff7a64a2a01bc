"""An agenda written anew over one that people have edited."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from wgtrack.followup.agenda import build_agenda
from wgtrack.model import Item, Kind, Statement, Status
from wgtrack.publish.agenda import agenda_text
from wgtrack.publish.merge import Merged, first_version, is_ours, merge
from wgtrack.reading.agendas import AgendaMarker, find_marker, lines_written
from wgtrack.reading.choices import CHOICE
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings

CALL = dt.date(2030, 3, 21)
LAMP = Item("aaaaaa2", "send the tide tables", ("Mira",), due=dt.date(2030, 3, 1))
HALL = Item("aaaaaa3", "book the hall", ("Oskar",))
ROOF = Item("aaaaaa4", "mend the roof", ("Oskar",), carried=2)
HORN = Item("aaaaaa5", "look at the fog horn again", ("group",), kind=Kind.REASSESS, wake=CALL)
DOOR = Item("aaaaaa6", "paint the door")
ITEMS = (LAMP, HALL, ROOF, HORN, DOOR)


def read(text: str) -> list[Statement]:
    return [s for told in read_note(text, "", "", ReadingSettings()).meetings for s in told.statements]


def made(*items: Item) -> tuple[str, AgendaMarker]:
    agenda = build_agenda(
        items, date=CALL, today=CALL, last_call=None, group="", wake_after=lambda day: day + dt.timedelta(weeks=6)
    )
    body = agenda_text(agenda, project_templates=None)
    return body, AgendaMarker(CALL, lines_written(read(CHOICE.sub("", body))))


def new(*items: Item) -> str:
    return first_version(*made(*items))


def over(there: str, *items: Item) -> Merged:
    return merge(there, *made(*items))


def shown(text: str) -> str:
    """A text without its markers."""
    return text.partition("\n<!-- wgtrack:")[0]


def done(item: Item) -> Item:
    return replace(item, status=Status.DONE, closed_on=CALL)


def edited(text: str, *changes: tuple[str, str]) -> str:
    for old, changed in changes:
        assert text.count(old) == 1, (old, text)
        text = text.replace(old, changed)
    return text


def test_what_nobody_touched_is_written_anew() -> None:
    assert over(new(*ITEMS), *ITEMS) == Merged(new(*ITEMS))
    assert over(new(*ITEMS), done(LAMP), HALL) == Merged(new(done(LAMP), HALL))
    assert over(new(*ITEMS).replace("\n", "\r\n"), HALL).text == new(HALL).replace("\n", "\r\n")


def test_blanks_at_the_ends_of_lines_are_nobody_s() -> None:
    assert over(new(*ITEMS).replace("\n- [", "  \n- ["), *ITEMS) == Merged(new(*ITEMS))


def test_a_ticked_item_stays_ticked_and_moves_to_what_is_done() -> None:
    ticked = edited(new(LAMP, HALL), ("- [ ] Mira", "- [x] Mira"))
    assert shown(over(ticked, LAMP, HALL).text) == shown(ticked)
    after = over(ticked, done(LAMP), HALL)
    assert after.has_own
    assert "## Overdue" not in after.text
    assert "## Done since the last call\n\n- [x] Mira: send the tide tables (aaaaaa2)\n" in after.text
    assert [(s.item_key, s.status) for s in read(after.text)] == [("aaaaaa2", Status.DONE)]


def test_names_and_notes_stay_where_they_are() -> None:
    text = edited(
        new(LAMP, HALL),
        ("Participants:\n", "Participants: Mira, Oskar\n"),
        ("# Agenda for 2030-03-21", "# Harbour call, 2030-03-21"),
        ("## Notes\n", "## Notes\n\nMira: the lamp is out.\n\n### Money\n\n- TODO: Bo to count it\n"),
    )
    after = over(text, HALL, DOOR)
    assert shown(after.text) == (
        "# Harbour call, 2030-03-21\n\nParticipants: Mira, Oskar\n\n"
        "## Open\n\n### Oskar\n\n- [ ] Oskar: book the hall (aaaaaa3)\n\n"
        "## Without an owner\n\n- [ ] paint the door (aaaaaa6)\n\n"
        "## Notes\n\nMira: the lamp is out.\n\n### Money\n\n- TODO: Bo to count it\n"
    )
    assert over(after.text, HALL, DOOR).text == after.text


def test_what_stands_below_an_item_goes_with_it() -> None:
    text = edited(new(LAMP, HALL), ("(aaaaaa2)\n", "(aaaaaa2)\n  - Mira asked the port for them\n"))
    after = over(text, done(LAMP), HALL)
    assert "- Mira: send the tide tables (aaaaaa2): done 2030-03-21\n  - Mira asked the port for them\n" in after.text
    assert after.unplaced == ()


def test_what_has_no_place_any_more_stands_at_the_end_and_is_said() -> None:
    text = edited(new(LAMP, HALL), ("(aaaaaa2)\n", "(aaaaaa2)\n  - Mira asked the port\n  - and the museum\n"))
    after = over(text, HALL)
    assert after.unplaced == ("  - Mira asked the port", "  - and the museum")
    assert shown(after.text).endswith("## Notes\n\n  - Mira asked the port\n  - and the museum\n")
    assert over(after.text, HALL) == Merged(after.text, (), has_own=True)


def test_a_part_with_a_heading_of_its_own_stays_between_the_sections() -> None:
    text = edited(new(LAMP, HALL, DOOR), ("\n## Without", "\n## Guests\n\nTwo from the museum.\n\n## Without"))
    for items in ((LAMP, HALL, DOOR), (HALL, ROOF, DOOR), (done(LAMP), done(HALL), DOOR)):
        after = over(text, *items)
        assert "\n\n## Guests\n\nTwo from the museum.\n\n## Without an owner\n" in after.text
        assert over(after.text, *items).text == after.text


def test_a_changed_line_stands_for_its_item() -> None:
    text = edited(new(HALL, ROOF), ("Oskar: book the hall (aaaaaa3)", "Bo: book the big hall (aaaaaa3) by May 2"))
    answers = read(text)
    assert [(s.owners, s.text, s.from_agenda) for s in answers] == [(("Bo",), "book the big hall", True)]
    taken_over = replace(HALL, owners=("Bo",), text="book the big hall", due=dt.date(2030, 5, 2))
    after = over(text, taken_over, ROOF)
    assert after.text.count("(aaaaaa3)") == 1
    # Read again, the file still says what people changed: their answer is not taken back.
    assert [replace(s, line=0, context="") for s in read(after.text)] == [replace(answers[0], line=0, context="")]
    assert over(after.text, taken_over, ROOF).text == after.text


def test_a_change_that_the_new_agenda_repeats_word_for_word_stays_an_answer() -> None:
    text = edited(new(HALL), ("Oskar: book", "Bo: book"))
    for _ in range(3):
        text = over(text, replace(HALL, owners=("Bo",))).text
        assert [(s.item_key, s.owners) for s in read(text)] == [("aaaaaa3", ("Bo",))]


def test_a_decision_on_a_reassessment_stays() -> None:
    text = edited(new(HORN, HALL), ("[ ] keep", "[x] keep"))
    (answer,) = read(text)
    assert answer.wake == dt.date(2030, 5, 2)
    after = over(text, replace(HORN, wake=answer.wake), HALL)
    assert (
        "## Asleep\n\n- group: look at the fog horn again (aaaaaa5): asleep until 2030-05-02\n"
        "  - [x] keep, asleep again until 2030-05-02 (aaaaaa5)\n"
    ) in after.text
    assert "drop" not in after.text
    assert [(s.item_key, s.wake) for s in read(after.text)] == [("aaaaaa5", answer.wake)]


def test_what_was_reopened_has_a_box_again_and_its_remark() -> None:
    text = edited(new(done(HALL)), ("done 2030-03-21", "done 2030-03-21 -- reopened"))
    assert [(s.item_key, s.reopened) for s in read(text)] == [("aaaaaa3", True)]
    after = over(text, HALL)
    assert (
        "- [ ] Oskar: book the hall (aaaaaa3)\n\n- Oskar: book the hall (aaaaaa3): done 2030-03-21 -- reopened\n"
        in after.text
    )
    assert [(s.item_key, s.reopened) for s in read(after.text)] == [("aaaaaa3", True)]


def test_an_item_that_people_moved_into_their_own_part_stays_there() -> None:
    line = "- [ ] Oskar: book the hall (aaaaaa3)\n"
    text = edited(
        new(HALL, ROOF), (line, ""), ("## Notes\n", f"## Notes\n\n### Halls\n\n{line.replace('[ ]', '[x]')}\nTwo.\n")
    )
    after = over(text, HALL, ROOF)
    assert after.text.count("(aaaaaa3)") == 1
    assert shown(after.text).endswith("### Halls\n\n- [x] Oskar: book the hall (aaaaaa3)\n\nTwo.\n")


def test_code_of_people_is_one_piece() -> None:
    code = "```\n# no heading\n- [x] Oskar: book the hall (aaaaaa3)\n```\n"
    text = edited(new(HALL), ("## Notes\n", f"## Notes\n\n{code}"))
    after = over(text, HALL, DOOR)
    assert code in after.text
    assert "- [ ] Oskar: book the hall (aaaaaa3)\n" in after.text


def test_an_item_that_is_only_spoken_of_keeps_its_box() -> None:
    text = edited(new(HALL), ("## Notes\n", "## Notes\n\n- TODO: Bo to help with the hall (aaaaaa3)\n"))
    after = over(text, replace(HALL, carried=1))
    assert "- [ ] Oskar: book the hall (aaaaaa3)\n  - carried once\n" in after.text
    assert "- TODO: Bo to help with the hall (aaaaaa3)\n" in after.text


@pytest.mark.parametrize("text", ["", "# Call\n", "# Call\n\n<!-- wgtrack:agenda:1 2030-03-21 -->\n"])
def test_what_does_not_say_which_lines_are_ours_is_not_ours(text: str) -> None:
    assert not is_ours(text)


@pytest.mark.parametrize("digests", ["A", "****", "QUJD", "QUJD" * 100_000])
def test_a_damaged_marker_loses_nothing(digests: str) -> None:
    text = re.sub(r"(wgtrack:lines:1 )\S+", rf"\g<1>{digests}", new(*ITEMS))
    after = over(text, *ITEMS).text if is_ours(text) else text
    assert {line for line in shown(text).splitlines() if line} <= set(after.splitlines())


@pytest.mark.parametrize(
    "own", ["x " * 2_000_000, "\n" * 500_000, "# a\n" * 100_000, "- [x] b (aaaaaa2)\n" * 100_000, "```\n" * 100_001]
)
def test_hostile_text_takes_no_time(own: str) -> None:
    text = edited(new(*ITEMS), ("## Notes\n", f"## Notes\n\n{own}\n"))
    after = over(text, *ITEMS)
    lines = [line for line in own.splitlines() if line.strip()]
    assert Counter(after.text.splitlines())[lines[0] if lines else "## Notes"] >= max(len(lines), 1)


# ---- people's lines and ticks survive, whatever is done in whatever order

OWN_FORMS = (
    *("{}", "- {}", "  - {}", "- [ ] Bo: {}", "### {}", "\n{}\n", "\n## {}\n\nand {} more\n"),
    *("    - {}\n      and {}", "\t{}", "> {}\n> {}", "* {}", "1. {}\n2. {}", "- [x] Bo: {}", "<!-- {} -->"),
    *(
        "```\n# {}\n- [ ] {} (aaaaaa2)\n\n{}\n```",
        "~~~~\n{}\n```\n{}\n~~~~",
        "| {} | {} |\n|---|---|\n| {} | (aaaaaa3) {} |",
    ),
    *("---{}", "{}\n===={}", "\n\n\n{}\n\n\n", "<details>\n{}\n</details>", "- [ ] keep {}", "{} \\", "# {}  "),
)
"""What people write, each word of it new."""


@dataclass
class Call:
    """An agenda in a file, what people wrote into it, and the items as they stand."""

    rng: random.Random
    items: list[Item]
    text: str = ""
    own: list[str] = field(default_factory=list)
    count: int = 0

    def word(self) -> str:
        self.count += 1
        return f"own{self.count}"

    def lines(self) -> list[str]:
        return shown(self.text.replace("\r\n", "\n")).split("\n")

    def put(self, lines: list[str]) -> None:
        text = self.text.replace("\r\n", "\n")
        markers = text[len(shown(text)) :]
        ends = "\r\n" if "\r\n" in self.text else "\n"
        self.text = ("\n".join(lines) + markers).replace("\n", ends)

    def place(self, lines: list[str]) -> int:
        """Somewhere between the lines, and not within code."""
        code = in_code("\n".join(lines))
        return self.rng.choice([at for at in range(len(lines) + 1) if not {at - 1, at} <= code])

    def change(self, at: int, line: str) -> None:
        lines = self.lines()
        if lines[at] in self.own:
            self.own.remove(lines[at])
        lines[at] = line
        self.own.append(line)
        self.put(lines)

    def insert(self) -> None:
        form = self.rng.choice(OWN_FORMS)
        new_lines = re.sub(r"\{\}", lambda _: self.word(), form).split("\n")
        lines = self.lines()
        at = self.place(lines)
        self.put([*lines[:at], *new_lines, *lines[at:]])
        self.own += [line for line in new_lines if line.strip()]

    def tick(self) -> None:
        boxes = [i for i, line in enumerate(self.lines()) if "- [ ]" in line]
        if boxes:
            at = self.rng.choice(boxes)
            self.change(at, self.lines()[at].replace("- [ ]", "- [x]"))

    def write_on(self) -> None:
        keyed = [i for i, line in enumerate(self.lines()) if re.search(r"\([a-z0-9]{7}\)", line)]
        if keyed:
            at = self.rng.choice(keyed)
            self.change(at, f"{self.lines()[at]} {self.word()}")

    def rename(self) -> None:
        texts = [i for i, line in enumerate(self.lines()) if line.startswith(("#", "Participants"))]
        at = self.rng.choice(texts)
        self.change(at, f"{self.lines()[at]} {self.word()}")

    def reword(self) -> None:
        """Other words, and mostly another owner, on an item's line; its key stays."""
        boxes = re.compile(r"- \[.\] .*\([a-z0-9]{7}\)$")
        keyed = [i for i, line in enumerate(self.lines()) if boxes.search(line) and not CHOICE.match(line)]
        if keyed:
            at = self.rng.choice(keyed)
            head, _, tail = self.lines()[at].partition("] ")
            self.change(at, f"{head}] Bo: {self.word()} {tail[tail.rindex('(') :]}")

    def move(self) -> None:
        """A line, or a few that stand together, go elsewhere; a line of ours that is moved is a person's."""
        lines = self.lines()
        first = self.place(lines)
        taken = lines[first : first + self.rng.choice([1, 1, 2, 5])]
        rest = lines[:first] + lines[first + len(taken) :]
        if in_code("\n".join(lines)).isdisjoint(range(first, first + len(taken))):
            at = self.place(rest)
            self.put([*rest[:at], *taken, *rest[at:]])

    def nest(self) -> None:
        """A remark below an item, as deep as people write it."""
        keyed = [i for i, line in enumerate(self.lines()) if re.search(r"\([a-z0-9]{7}\)$", line)]
        if keyed:
            at = self.rng.choice(keyed) + 1
            lines = self.lines()
            mine = [
                f"{self.rng.choice(['  ', '    ', chr(9)])}- {self.word()}" for _ in range(self.rng.randrange(1, 3))
            ]
            self.put([*lines[:at], *mine, *lines[at:]])
            self.own += mine

    def change_ends(self) -> None:
        """Another editor ends lines otherwise."""
        text = self.text.replace("\r\n", "\n")
        self.text = text if "\r\n" in self.text else text.replace("\n", "\r\n")

    def strike(self) -> None:
        lines = self.lines()
        ours = [i for i, line in enumerate(lines) if line not in self.own]
        at = self.rng.choice(ours)
        self.put([*lines[:at], *lines[at + 1 :]])

    def carry_on(self) -> None:
        at = self.rng.randrange(len(self.items))
        changes: list[Callable[[Item], Item]] = [
            done,
            lambda item: replace(item, status=Status.OPEN, closed_on=None),
            lambda item: replace(item, status=Status.DONE, closed_on=None),
            lambda item: replace(item, due=self.rng.choice([None, CALL, CALL - dt.timedelta(9)])),
            lambda item: replace(item, owners=self.rng.choice([(), ("Mira",), ("Bo", "Oskar")])),
            lambda item: replace(item, kind=Kind.REASSESS, wake=CALL + dt.timedelta(self.rng.choice([-1, 9]))),
            lambda item: replace(item, carried=item.carried + 1),
        ]
        self.items[at] = self.rng.choice(changes)(self.items[at])

    def regenerate(self) -> None:
        # What was closed before the last call is on no agenda.
        wanted = [item for item in self.items if not item.status.closed or item.closed_on]
        merged = merge(self.text, *made(*wanted))
        self.text = merged.text
        assert merge(self.text, *made(*wanted)).text == self.text
        self.check(wanted)

    def check(self, items: list[Item]) -> None:
        lines = self.lines()
        counted = Counter(lines)
        assert {line: counted[line] for line in self.own} == dict(Counter(self.own))
        code = in_code(self.text)
        fences = in_code(self.text, "fence", "code_block")
        own_in_code = [i for i, line in enumerate(lines) if line in self.own and i in fences]
        for item in items:
            boxes = [
                line
                for i, line in enumerate(lines)
                if f"({item.key})" in line and "- [" in line and not CHOICE.match(line) and i not in own_in_code
            ]
            if not item.status.closed and not item.asleep(CALL):
                assert len(boxes) == 1, (item, self.text)
            elif item.status.closed:
                assert [line for line in boxes if line not in self.own] == []
        assert find_marker(self.text) is not None
        ticked = {s.item_key for s in read(self.text) if s.status is Status.DONE}
        mine = {
            re.findall(r"\(([a-z0-9]{7})\)", line)[-1]
            for i, line in enumerate(lines)
            if line in self.own and i not in code
            if line.startswith("- [x]") and not CHOICE.match(line) and "(" in line
        }
        assert mine <= ticked


def in_code(text: str, *kinds: str) -> set[int]:
    """The lines of a text that are code, or HTML, as markdown has it."""
    blocks = MarkdownIt("commonmark").parse(text)
    wanted = kinds or ("fence", "code_block", "html_block")
    return {i for b in blocks if b.type in wanted and b.map for i in range(*b.map)}


def carried_through(seed: int) -> None:
    rng = random.Random(seed)
    call = Call(rng, list(ITEMS))
    call.text = new(*call.items)
    edits = [
        *(
            call.insert,
            call.insert,
            call.insert,
            call.tick,
            call.write_on,
            call.rename,
            call.reword,
            call.nest,
            call.move,
        ),
        *(call.strike, call.change_ends, call.carry_on, call.carry_on),
    ]
    for _ in range(10):
        for _ in range(rng.randrange(5)):
            rng.choice(edits)()
        call.regenerate()


@pytest.mark.parametrize("seed", [16, 17, 7882106])
def test_people_s_lines_survive_edits_that_once_were_hard(seed: int) -> None:
    carried_through(seed)


@pytest.mark.slow
@settings(max_examples=40, phases=(Phase.generate,))
@given(seed=st.integers(0, 10**9))
def test_people_s_lines_and_ticks_survive_ten_regenerations_in_any_order_of_edits(seed: int) -> None:
    carried_through(seed)
