"""`wrapup`: the one command after a call, asked in a terminal and run without one."""

from __future__ import annotations

import re

import pytest

from tests import terminal
from tests.cli.conftest import Project
from tests.terminal import END, STOP

pytestmark = pytest.mark.slow

CONFIG = """\
group = "Harbour WG"
agenda_file = "notes/{date}.md"
calls = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"

[people.ada]
name = "Ada Møller"

[people.ben]
"""
FIRST = """\
# Call 2030-02-07

Participants: Ada, Ben

- TODO: Ben to write a proposal for the new harbour tariff
- TODO: Ada to count the buoys (done)
"""
SECOND = """\
# Call 2030-02-21

Participants: Ada, Ben

- TODO: Ben to draft the proposal for the harbour tariff and send it round
- TODO: Ada to count the buoys
- TODO: find a second lantern
- TODO: Ada to paint the door by the end of the sprint
- TODO: Zora to bring the tide tables
"""
NOTE = "notes/2030-02-21.md"
NEXT = "notes/2030-03-07.md"
DAY = "2030-02-21"


@pytest.fixture
def group(project: Project) -> Project:
    project.today = DAY
    project.write("wgtrack.toml", CONFIG)
    project.write("notes/2030-02-07.md", FIRST)
    assert project.run("ingest", today="2030-02-07").code == 0
    project.write(NOTE, SECOND)
    return project


def wrap_up(project: Project, *answers: str, words: tuple[str, ...] = ("wrapup", NOTE)) -> tuple[int, str]:
    return terminal.answer(project.folder, project.environment(), words, answers)


def item(project: Project, words: str) -> dict[str, object]:
    (found,) = (each for text, each in project.items().items() if words in text)
    return dict(found)


def asked(shown: str) -> list[str]:
    """The questions in what was shown, without keys."""
    return re.findall(r"^\[\d+ of \d+\] \S+\n(.*)", re.sub(r"\b[a-z0-9]{7} \(", "(", shown), re.MULTILINE)


SAME = (
    "Is (draft the proposal for the harbour tariff and send it round) the same as "
    "(write a proposal for the new harbour tariff)?"
)
AGAIN = "(count the buoys) was done on 2030-02-07 and is stated again. What is it now?"
OWNER = "Nobody is named for (find a second lantern). Who is to do it?"
SPRINT = (
    "“by the end of the sprint” names no day for (paint the door by the end of the sprint). By when is it to be done?"
)
WHO = "Zora is neither of the call nor in [people], and is to do: (bring the tide tables). Who is that?"


class TestAsked:
    def test_every_question_in_order_and_then_the_agenda(self, group: Project) -> None:
        code, shown = wrap_up(group, "y", "o", "Ben, Ada", "2030-03-01", "ok")
        assert code == 0
        assert shown.startswith("1 meeting read: ")
        assert asked(shown) == [SAME, AGAIN, OWNER, SPRINT, WHO]
        assert "GitHub is left out: neither `tracker` nor `comment_on` is set" in shown
        assert f"{NEXT}: the agenda of 2030-03-07." in shown
        assert item(group, "tariff")["times_stated"] == 2
        assert item(group, "buoys")["status"] == "open"
        assert item(group, "lantern")["owners"] == ["Ben", "Ada"]
        assert item(group, "paint")["due"] == "2030-03-01"
        agenda = (group.folder / NEXT).read_text(encoding="utf-8")
        assert "# Harbour WG: agenda for 2030-03-07" in agenda
        assert "- [ ] Ben, Ada: find a second lantern" in agenda

    def test_answered_once_is_never_asked_again(self, group: Project) -> None:
        wrap_up(group, "n", "d", "none", "none", "ok")
        before = group.items()
        code, shown = wrap_up(group)
        assert (code, asked(shown)) == (0, [])
        assert group.items() == before
        assert [item(group, w)["status"] for w in ("buoys", "lantern")] == ["done", "open"]
        assert (item(group, "paint")["due"], item(group, "tide")["owners"]) == (None, ["Zora"])
        assert f"{NEXT} is the agenda of 2030-03-07 already." in shown

    def test_another_task_or_another_name(self, group: Project) -> None:
        wrap_up(group, "", "a", "", "", "Ben")
        found = [each["status"] for text, each in group.items().items() if "buoys" in text]
        listed = group.run("list", "--all", "--json").json["items"]
        assert sorted(each["status"] for each in listed if "buoys" in each["text"]) == ["done", "open"], found
        assert item(group, "tide")["owners"] == ["Ben"]

    def test_what_was_put_off_is_asked_again(self, group: Project) -> None:
        code, shown = wrap_up(group, "", "", "", "", "")
        assert (code, len(asked(shown))) == (0, 5)
        assert asked(wrap_up(group, "y", "", "", "", "")[1]) == [SAME, AGAIN, OWNER, SPRINT, WHO]
        assert asked(wrap_up(group, "", "", "", "")[1]) == [AGAIN, OWNER, SPRINT, WHO]

    def test_an_answer_that_cannot_be_meant_is_asked_for_again(self, group: Project) -> None:
        code, shown = wrap_up(group, "perhaps", "", "x", "", ",", "", "1/2/2030", "soon", "in two weeks", "")
        assert (code, len(asked(shown))) == (0, 5)
        assert "Error: 'perhaps' is none of the answers: y, n, or Enter for later." in shown
        assert "Error: 'soon' is not a day" in shown
        assert "Traceback" not in shown
        assert item(group, "paint")["due"] == "2030-03-07"

    @pytest.mark.slow
    @pytest.mark.parametrize("key", [STOP, END])
    def test_it_stops_anywhere_and_goes_on(self, group: Project, key: str) -> None:
        answers = ["y", "o", "Ben", "2030-03-01", "ok"]
        for number, done in enumerate(answers):
            code, shown = wrap_up(group, key)
            assert code == 130
            assert "Stopped: what was done so far is remembered, and `wgtrack wrapup notes/2030-02-21.md` goes" in shown
            assert len(asked(shown)) == 1
            assert not (group.folder / NEXT).exists()
            code, shown = wrap_up(group, done, *([key] if number < 4 else []))
            assert code == (130 if number < 4 else 0)
        assert item(group, "lantern")["owners"] == ["Ben"]
        assert (group.folder / NEXT).exists()

    def test_each_answer_is_a_command_that_can_be_taken_back(self, group: Project) -> None:
        group.run("ingest")
        before = group.items()
        wrap_up(group, "y", "d", "Ben", "2030-03-01", "ok")
        log = group.run("log", "--json").json["events"]
        commands = list(dict.fromkeys(re.sub(r"\b(?=[a-z]*\d)[a-z0-9]{7}\b", "K", e["command"]) for e in log))[1:-1]
        assert commands == [
            "wgtrack merge K K",
            "wgtrack done K",
            "wgtrack assign K Ben",
            "wgtrack due K 2030-03-01",
            "wgtrack assign K Zora",
        ]
        refused = group.run("undo")
        assert refused.code == 2
        assert f"since it wrote the file {NEXT}; `wgtrack undo " in refused.err
        *answers, _ = sorted({event["batch"] for event in log})[-1 - len(commands) :]
        for number in reversed(answers):
            assert group.run("undo", str(number)).code == 0
        assert group.items() == before
        assert len(asked(wrap_up(group, "", "", "", "", "")[1])) == 5

    def test_a_question_that_a_merge_settles_is_not_asked(self, group: Project) -> None:
        group.write(NOTE, SECOND.partition("- TODO")[0] + "- TODO: draft the proposal for the harbour tariff\n")
        code, shown = wrap_up(group, "y")
        assert code == 0
        # Its owner is Ben, as the first note says.
        assert "[1 of 2]" in shown
        assert item(group, "tariff")["owners"] == ["Ben"]

    def test_who_looks_at_something_again_is_not_asked(self, group: Project) -> None:
        group.write(NOTE, SECOND.partition("- TODO")[0] + "- TODO: reassess the ferry in three weeks\n")
        code, shown = wrap_up(group)
        assert (code, asked(shown)) == (0, [])
        assert item(group, "ferry")["wake"] == "2030-03-14"

    def test_both_boxes_of_a_reassessment(self, group: Project) -> None:
        group.write("notes/2030-02-07.md", FIRST + "- TODO: group to reassess in 1 week whether the ferry stops\n")
        group.run("ingest", today="2030-02-07")
        group.run("agenda", "--date", DAY, "-o", "notes/call.md", today="2030-02-20")
        text = (group.folder / "notes/call.md").read_text(encoding="utf-8")
        group.write("notes/call.md", re.sub(r"\[ \] (keep|drop)", r"[x] \1", text))
        code, shown = wrap_up(group, "k", words=("wrapup", "notes/call.md"))
        assert code == 0
        assert asked(shown) == [
            "(reassess in 1 week whether the ferry stops) is ticked to be kept and to be dropped. Which of the two?"
        ]
        assert item(group, "ferry")["wake"] == "2030-02-28"
        assert asked(wrap_up(group, words=("wrapup", "notes/call.md"))[1]) == []


class TestUnattended:
    def test_it_asks_nothing_and_lists_what_is_open(self, group: Project) -> None:
        told = group.run("wrapup", NOTE, "--yes")
        assert told.code == 0, told.err
        assert "5 decisions are open:\n" in told.out
        keys = {words: item(group, words)["key"] for words in ("write a", "draft", "buoys", "lantern", "paint", "tide")}
        for command in (
            f"`wgtrack merge {keys['write a']} {keys['draft']}`, or the same with `--never`",
            f"`wgtrack reopen {keys['buoys']}`, `wgtrack done {keys['buoys']}`",
            f"`wgtrack assign {keys['lantern']} WHO`",
            f"`wgtrack due {keys['paint']} WHEN`",
            f"`wgtrack assign {keys['tide']} WHO`, or Zora in [people]",
        ):
            assert command in told.out
        assert (group.folder / NEXT).exists()
        assert group.run("wrapup", NOTE, "--yes").out.startswith("Nothing new.\n5 decisions are open:\n")

    def test_the_commands_of_the_list_settle_it(self, group: Project) -> None:
        group.run("wrapup", NOTE, "--yes")
        group.run("merge", "--never", str(item(group, "write a")["key"]), str(item(group, "draft")["key"]))
        group.run("done", str(item(group, "buoys")["key"]))
        group.run("assign", str(item(group, "lantern")["key"]), "Ben")
        group.run("due", str(item(group, "paint")["key"]), "2030-03-01")
        group.run("assign", str(item(group, "tide")["key"]), "Ada")
        assert "open" not in group.run("wrapup", NOTE, "--yes").out

    def test_without_a_terminal_it_needs_to_be_told(self, group: Project) -> None:
        refused = group.run("wrapup", NOTE)
        assert (refused.code, refused.out) == (2, "")
        assert "nobody is there to answer: run it in a terminal, or with --yes" in refused.err
        assert "count the buoys" in group.items()
        assert len(group.items()) == 2

    @pytest.mark.parametrize(
        ("named", "code", "told"),
        [
            ("notes/none.md", 4, "there is no such note"),
            ("notes", 2, "notes is a folder: name the note of the call"),
            ("", 2, "NOTE is empty"),
            ("notes/bad.md", 4, "notes/bad.md"),
            ("notes/draft.md", 2, "is the agenda of 2030-03-07, a call to come"),
        ],
    )
    def test_what_is_no_note_of_a_call(self, group: Project, named: str, code: int, told: str) -> None:
        group.write("notes/bad.md", b"# Call\n\xff\xfe")
        group.run("agenda", "--date", "2030-03-07", "-o", "notes/draft.md")
        before = group.run("list", "--all", "--json").out
        refused = group.run("wrapup", "--yes", named)
        assert (refused.code, refused.out) == (code, "")
        assert told in refused.err
        assert group.run("list", "--all", "--json").out == before

    def test_where_no_agenda_is_to_be_written_it_says_why(self, group: Project) -> None:
        for setting, told in (
            ("calls", "`calls` is not set"),
            ("agenda_file", "`agenda_file` is not set"),
            ("agenda_file|calls", "`calls` and `agenda_file` are not set"),
        ):
            group.write("wgtrack.toml", re.sub(rf"(?m)^(?:{setting}) = .*\n", "", CONFIG))
            answer = group.run("wrapup", NOTE, "--yes")
            assert answer.code == 0
            assert f"No agenda is written, since {told}: `wgtrack agenda --date D -o FILE` makes one." in answer.err
        group.write("wgtrack.toml", CONFIG.replace("BYDAY=TH", "BYDAY=TH;UNTIL=20300301"))
        assert "since `calls` has come to its end" in group.run("wrapup", NOTE, "--yes").err
        assert not (group.folder / NEXT).exists()

    def test_a_late_wrapup_is_of_the_call_after_the_note_s_and_not_before_today(self, group: Project) -> None:
        assert f"{NEXT}: the agenda of" in group.run("wrapup", NOTE, "--yes", today="2030-02-25").err
        (group.folder / NEXT).unlink()
        assert f"{NEXT}: the agenda of" in group.run("wrapup", NOTE, "--yes", today="2030-03-07").err
        assert "notes/2030-03-21.md: the" in group.run("wrapup", NOTE, "--yes", today="2030-03-08").err

    def test_what_stands_where_the_agenda_goes_stays(self, group: Project) -> None:
        group.write(NEXT, "# My own\n")
        told = group.run("wrapup", NOTE, "--yes")
        assert told.code == 2
        assert f"{NEXT} is there already and is no agenda that wgtrack wrote" in told.err
        assert (group.folder / NEXT).read_text() == "# My own\n"
        assert f"{NEXT}: never read" in told.err

    def test_the_next_call_s_notes_go_into_that_agenda(self, group: Project) -> None:
        group.run("wrapup", NOTE, "--yes")
        text = (group.folder / NEXT).read_text(encoding="utf-8")
        group.write(NEXT, text.replace("- [ ] Ben: write a", "- [x] Ben: write a"))
        told = group.run("wrapup", NEXT, "--yes", today="2030-03-07")
        assert told.code == 0, told.err
        assert item(group, "write a")["status"] == "done"
        assert "notes/2030-03-21.md: the agenda of 2030-03-21." in told.err
        assert "open:" not in told.out
