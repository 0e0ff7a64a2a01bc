"""Following up as people type it: reassessments, reminders, the calendar, the group's numbers."""

from __future__ import annotations

import contextlib
import email
import email.policy
import mailbox
import re
import sqlite3

import pytest

from tests.cli.conftest import Answer, Project

NOTE = """\
# Call 2030-01-10

- TODO: Ada to repair the lamp of the north tower by 2030-02-01
- TODO: group to reassess in 3 weeks whether the ferry stops here
- TODO: Ben to revisit the harbour tariff
- TODO: Ada to count the buoys (done)
"""


@pytest.fixture
def read(project: Project) -> Project:
    project.write("notes/2030-01-10.md", NOTE)
    assert project.run("ingest", today="2030-01-10").code == 0
    return project


def key(project: Project, words: str) -> str:
    found = [item["key"] for text, item in project.items().items() if words in text]
    assert len(found) == 1, project.items()
    return str(found[0])


def facts(project: Project, words: str, *names: str) -> list[str | int | None]:
    (item,) = (item for text, item in project.items().items() if words in text)
    return [item[name] for name in names]


def section_of(project: Project, words: str, date: str) -> list[str]:
    wanted = key(project, words)
    sections = project.run("agenda", "--date", date, "--json", today=date).json["sections"]
    return [section["name"] for section in sections if wanted in section["items"]]


class TestReassess:
    def test_an_action_is_put_off_and_comes_back(self, read: Project) -> None:
        lamp = key(read, "lamp")
        told = read.run("reassess", lamp, "2 weeks", today="2030-01-20")
        assert told.out.startswith(f"{lamp} is to be looked at again on 2030-02-03: repair the lamp")
        assert facts(read, "lamp", "kind", "wake", "due") == ["reassess", "2030-02-03", None]
        assert section_of(read, "lamp", "2030-02-02") == ["asleep"]
        assert section_of(read, "lamp", "2030-02-03") == ["reassess"]
        assert section_of(read, "lamp", "2030-05-03") == ["reassess"]
        assert "is an action again" in read.run("reassess", lamp, "none", today="2030-02-04").out
        assert facts(read, "lamp", "kind", "wake", "due") == ["action", None, "2030-02-01"]
        assert section_of(read, "lamp", "2030-02-05") == ["overdue"]

    def test_what_is_kept_sleeps_as_long_again_as_the_note_first_said(self, read: Project) -> None:
        assert facts(read, "ferry", "wake") == ["2030-01-31"]
        told = read.run("reassess", key(read, "ferry"), "keep", today="2030-02-05")
        assert "is to be looked at again on 2030-02-26" in told.out
        told = read.run("reassess", key(read, "ferry"), "keep", today="2030-03-01")
        assert "is to be looked at again on 2030-03-22" in told.out

    def test_what_was_put_off_without_a_time_sleeps_by_the_setting(self, read: Project) -> None:
        assert facts(read, "tariff", "wake") == ["2030-02-21"]
        read.write("wgtrack.toml", 'reassess_after = "10 days"\n')
        told = read.run("reassess", key(read, "tariff"), "keep", today="2030-02-21")
        assert "is to be looked at again on 2030-03-03" in told.out

    def test_a_note_that_says_it_as_before_takes_nothing_back(self, read: Project) -> None:
        read.run("reassess", key(read, "ferry"), "none", today="2030-01-20")
        assert facts(read, "ferry", "kind", "wake", "due") == ["action", None, None]
        read.write("notes/2030-01-24.md", NOTE.replace("2030-01-10", "2030-01-24"))
        read.run("ingest", today="2030-01-24")
        assert facts(read, "ferry", "kind", "wake", "due", "times_stated") == ["action", None, None, 2]

    def test_it_is_an_event_and_is_undone(self, read: Project) -> None:
        lamp = key(read, "lamp")
        read.run("reassess", lamp, "2030-03-01", "-m", "no ladder", "--by", "Ada")
        log = read.run("log", lamp, "--json").json["events"]
        said = [(e["actor"], e["what"], e["before"], e["after"], e["note"]) for e in log if e["note"]]
        assert said == [
            ("Ada", "kind", "action", "reassess", "no ladder"),
            ("Ada", "wake", "", "2030-03-01", "no ladder"),
        ]
        read.run("undo")
        assert facts(read, "lamp", "kind", "due") == ["action", "2030-02-01"]

    @pytest.mark.parametrize(
        ("words", "when", "told"),
        [
            ("lamp", "keep", "was never put off"),
            ("buoys", "2 weeks", "is done: `wgtrack reopen"),
            ("lamp", "whenever", "is not a day"),
        ],
    )
    def test_what_cannot_be_put_off(self, read: Project, words: str, when: str, told: str) -> None:
        before = read.items()
        refused = read.run("reassess", key(read, words), when)
        assert (refused.code, refused.out) == (2, "")
        assert told in refused.err
        assert read.items() == before

    def test_nothing_to_change(self, read: Project) -> None:
        assert "is that already" in read.run("reassess", key(read, "lamp"), "none").out


class TestAgendaOfReassessments:
    """What a call decides on the agenda's own lines comes back with the next ingest."""

    @pytest.fixture
    def agenda(self, read: Project) -> Project:
        told = read.run("agenda", "--date", "2030-02-07", "-o", "notes/2030-02-07.md", today="2030-02-05")
        assert told.code == 0, told.err
        return read

    def answer(self, project: Project, old: str, new: str) -> None:
        file = project.folder / "notes/2030-02-07.md"
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, text
        file.write_text(text.replace(old, new), encoding="utf-8")
        assert project.run("ingest", today="2030-02-07").code == 0

    def test_it_asks_what_is_to_become_of_what_is_awake(self, agenda: Project) -> None:
        ferry = key(agenda, "ferry")
        text = (agenda.folder / "notes/2030-02-07.md").read_text(encoding="utf-8")
        assert (
            "## To reassess now\n\n"
            f"- [ ] group: reassess in 3 weeks whether the ferry stops here ({ferry})\n"
            "  - put off until 2030-01-31 · agreed on 2030-01-10\n"
            f"  - [ ] keep, asleep again until 2030-02-28 ({ferry})\n"
            f"  - [ ] drop ({ferry})\n"
        ) in text

    def test_an_agenda_in_which_nothing_was_ticked_changes_nothing(self, agenda: Project) -> None:
        before = agenda.items()
        assert agenda.run("ingest", today="2030-02-07").out.startswith("1 meeting read: nothing new")
        assert agenda.items() | {} == {
            text: {**item, "carried": item["carried"] + (item["status"] == "open")} for text, item in before.items()
        }

    def test_kept(self, agenda: Project) -> None:
        self.answer(agenda, "[ ] keep", "[x] keep")
        assert facts(agenda, "ferry", "status", "kind", "wake") == ["open", "reassess", "2030-02-28"]
        assert section_of(agenda, "ferry", "2030-02-27") == ["asleep"]
        assert section_of(agenda, "ferry", "2030-02-28") == ["reassess"]

    def test_kept_until_another_day(self, agenda: Project) -> None:
        self.answer(agenda, "[ ] keep, asleep again until 2030-02-28", "[x] keep, asleep again until 1 June")
        assert facts(agenda, "ferry", "status", "wake") == ["open", "2030-06-01"]

    def test_changed_by_a_day_on_its_line(self, agenda: Project) -> None:
        ferry = key(agenda, "ferry")
        self.answer(agenda, f"here ({ferry})", f"here ({ferry}) 2030-05-09")
        assert facts(agenda, "ferry", "wake", "due") == ["2030-05-09", None]
        assert key(agenda, "reassess in 3 weeks whether the ferry stops here") == ferry

    def test_dropped(self, agenda: Project) -> None:
        self.answer(agenda, f"[ ] drop ({key(agenda, 'ferry')}", f"[x] drop ({key(agenda, 'ferry')}")
        assert facts(agenda, "ferry", "status") == ["dropped"]

    def test_a_new_due_date(self, agenda: Project) -> None:
        lamp = key(agenda, "lamp")
        self.answer(agenda, f"2030-02-01 ({lamp})", f"2030-02-01 ({lamp}) → 2030-03-01")
        assert facts(agenda, "lamp", "due") == ["2030-03-01"]
        assert section_of(agenda, "lamp", "2030-02-21") == ["open"]

    def test_both_ticked(self, agenda: Project) -> None:
        ferry = key(agenda, "ferry")
        file = agenda.folder / "notes/2030-02-07.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("[ ] keep", "[x] keep").replace("[ ] drop", "[x] drop"), encoding="utf-8")
        told = agenda.run("ingest", today="2030-02-07")
        assert f"keep-and-drop {ferry} is to be kept and to be dropped" in told.err
        assert facts(agenda, "ferry", "status", "wake") == ["open", "2030-01-31"]


class TestAgendaOverAnOldOne:
    FILE = "notes/2030-02-07.md"

    @pytest.fixture
    def agenda(self, read: Project) -> Project:
        assert self.write(read).code == 0
        return read

    def write(self, project: Project, date: str = "2030-02-07", today: str = "2030-02-05") -> Answer:
        return project.run("agenda", "--date", date, "-o", self.FILE, today=today)

    def text(self, project: Project) -> str:
        return (project.folder / self.FILE).read_text(encoding="utf-8")

    def test_what_people_wrote_stays_and_what_changed_since_is_new(self, agenda: Project) -> None:
        lamp = key(agenda, "lamp")
        text = self.text(agenda).replace("- [ ] Ada", "- [x] Ada").replace("## Notes\n", "## Notes\n\nBo is late.\n")
        agenda.write(self.FILE, text)
        agenda.run("add", "buy rope", "--owner", "Ben")
        told = self.write(agenda)
        assert (told.code, told.out) == (0, "")
        assert told.err == f"{self.FILE}: the agenda of 2030-02-07, with all that people wrote in it.\n"
        after = self.text(agenda)
        assert f"- [x] Ada: repair the lamp of the north tower by 2030-02-01 ({lamp})\n" in after
        assert "## Notes\n\nBo is late.\n" in after
        assert "- [ ] Ben: buy rope" in after
        assert self.write(agenda).err == f"{self.FILE} is the agenda of 2030-02-07 already.\n"
        assert agenda.run("ingest", today="2030-02-07").code == 0
        assert facts(agenda, "lamp", "status") == ["done"]
        assert self.write(agenda, today="2030-02-07").code == 0
        assert f"- [x] Ada: repair the lamp of the north tower by 2030-02-01 ({lamp})\n" in self.text(agenda)
        assert agenda.run("ingest", today="2030-02-07").code == 0
        assert facts(agenda, "lamp", "status") == ["done"]

    def test_a_task_written_into_the_agenda_keeps_its_key_when_the_agenda_lists_it(self, agenda: Project) -> None:
        agenda.write(self.FILE, self.text(agenda).replace("## Notes\n", "## Notes\n\nTODO: Ben to buy rope\n"))
        agenda.run("ingest", today="2030-02-07")
        rope = key(agenda, "rope")
        self.write(agenda, today="2030-02-07")
        assert f"- [ ] Ben: buy rope ({rope})\n" in self.text(agenda)
        assert agenda.run("ingest", today="2030-02-07").out == "1 meeting read: nothing new.\n"
        assert key(agenda, "rope") == rope
        assert facts(agenda, "rope", "times_stated") == [1]

    def test_what_could_not_be_placed_is_said(self, agenda: Project) -> None:
        lamp = key(agenda, "lamp")
        agenda.write(self.FILE, self.text(agenda).replace(f"({lamp})\n", f"({lamp})\n  - Ada has no ladder\n"))
        agenda.run("done", lamp, "--on", "2030-01-09", today="2030-02-05")
        told = self.write(agenda)
        assert "stand at its end now" in told.err
        assert "\n    - Ada has no ladder\n" in told.err
        assert "  - Ada has no ladder\n" in self.text(agenda)

    def test_the_agenda_of_another_call_is_not_written_over_once_people_wrote_in_it(self, agenda: Project) -> None:
        assert self.write(agenda, date="2030-02-08").code == 0
        assert "# Agenda for 2030-02-08" in self.text(agenda)
        agenda.write(self.FILE, self.text(agenda).replace("## Notes\n", "## Notes\n\nBo is late.\n"))
        before = self.text(agenda)
        refused = self.write(agenda, date="2030-02-21")
        assert (refused.code, self.text(agenda)) == (2, before)
        assert "is the agenda of 2030-02-08 and people wrote in it" in refused.err

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            ("# Call\n\nnotes\n", "is no agenda that wgtrack wrote"),
            ("# Call\n\n<!-- wgtrack:agenda:9 2030-02-07 -->\n", "was written by a newer wgtrack"),
            (b"\xff\xfe", "is not UTF-8"),
        ],
    )
    def test_other_files_are_left_alone(self, read: Project, content: str | bytes, told: str) -> None:
        file = read.write(self.FILE, content)
        before = file.read_bytes()
        refused = self.write(read)
        assert (refused.code, refused.out, file.read_bytes()) == (2, "", before)
        assert told in refused.err
        assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


PEOPLE = """\
group = "Harbour WG"
notes_url = "https://example.org/{stem}"
carried_limit = 0

[people.ada]
name = "Ada Møller"
github = "ada-m"
email = "ada@example.org"

[people.ben]
aliases = ["BB"]
"""


class TestRemind:
    @pytest.fixture
    def group(self, project: Project) -> Project:
        project.write("wgtrack.toml", PEOPLE)
        project.write("notes/2030-01-10.md", NOTE)
        assert project.run("ingest", today="2030-01-10").code == 0
        return project

    def test_nothing_is_said_where_there_is_nothing(self, group: Project) -> None:
        for words in ((), ("--markdown",), ("--mbox", "out.mbox"), ("--owner", "Zoe")):
            told = group.run("remind", *words, today="2030-01-11")
            assert (told.code, told.out, told.err) == (0, "", "")
        assert not (group.folder / "out.mbox").exists()
        assert group.run("remind", "--json", today="2030-01-11").json == {"reminders": []}

    def test_a_table_for_the_terminal(self, group: Project) -> None:
        told = group.run("remind", today="2030-02-21")
        rows = [re.split(r"\s{2,}", line) for line in told.out.splitlines()]
        assert rows == [
            ["OWNER", "KEY", "WHAT", "WHY"],
            ["Ada", key(group, "lamp"), "repair the lamp of the north tower by 2030-02-01", "overdue since 2030-02-01"],
            ["Ben", key(group, "tariff"), "revisit the harbour tariff", "to be reassessed since 2030-02-21"],
            [
                "group",
                key(group, "ferry"),
                "reassess in 3 weeks whether the ferry stops here",
                "to be reassessed since 2030-01-31",
            ],
        ]
        soon = group.run("remind", "--owner", "ADA-M", today="2030-01-25")
        assert [line.split()[0] for line in soon.out.splitlines()] == ["OWNER", "Ada"]
        assert "due 2030-02-01" in soon.out

    def test_what_is_carried_often_is_proposed_for_reassessment(self, project: Project) -> None:
        project.write("wgtrack.toml", "carried_limit = 1\n")
        for date in ("2030-01-10", "2030-01-24", "2030-02-07"):
            project.write(f"notes/{date}.md", f"# Call {date}\n\n- TODO: Ada to wipe the lens\n")
        project.run("ingest", today="2030-01-24")
        assert project.run("remind", today="2030-01-24").out == ""
        project.run("ingest", today="2030-02-07")
        assert "carried 2 times, reassess it?" in project.run("remind", today="2030-02-07").out

    def test_markdown_for_a_chat(self, group: Project) -> None:
        told = group.run("remind", "--markdown", "--owner", "ada", today="2030-02-21")
        assert told.out == (
            "Ada (Harbour WG):\n\n"
            f"- repair the lamp of the north tower by 2030-02-01 ({key(group, 'lamp')}): overdue since 2030-02-01,"
            " see <https://example.org/2030-01-10>\n"
        )

    def test_messages_that_another_library_reads(self, group: Project) -> None:
        group.email = "chair@example.org"
        told = group.run("remind", "--mbox", "out/mail.mbox", today="2030-02-21")
        assert told.err.splitlines() == [
            "out/mail.mbox: 1 message; nothing is sent from here.",
            "No address is known for Ben, group: set `email` in [people].",
        ]
        with contextlib.closing(mailbox.mbox(group.folder / "out/mail.mbox", create=False)) as box:
            (message,) = box
        parsed = email.message_from_bytes(message.as_bytes(), policy=email.policy.default)
        assert (str(parsed["From"]), str(parsed["To"])) == (
            "Robin Example <chair@example.org>",
            "Ada Møller <ada@example.org>",
        )
        assert (parsed["Subject"], parsed["Date"]) == (
            "Harbour WG: 1 action item waits",
            "Thu, 21 Feb 2030 00:00:00 +0000",
        )
        assert parsed.get_content() == group.run("remind", "--markdown", "--owner", "ada", today="2030-02-21").out
        assert (group.folder / "out/mail.mbox").read_bytes().isascii()
        refused = group.run("remind", "--mbox", "out/mail.mbox", today="2030-02-21")
        assert (refused.code, refused.out) == (2, "")
        assert "is there already" in refused.err

    def test_no_line_of_a_message_begins_another_one(self, group: Project) -> None:
        group.email = "chair@example.org"
        form = "From Ada to Ærø\n>From here\n\nFrom = there\n"
        group.write("templates/reminder.md.j2", form)
        group.write("wgtrack.toml", PEOPLE + 'email = "ben@example.org"\n')
        assert group.run("remind", "--mbox", "mail.mbox", today="2030-02-21").code == 0
        with contextlib.closing(mailbox.mbox(group.folder / "mail.mbox", create=False)) as box:
            messages = [email.message_from_bytes(each.as_bytes(), policy=email.policy.default) for each in box]
        assert [each["To"].addresses[0].addr_spec for each in messages] == ["ada@example.org", "ben@example.org"]
        assert [each.get_content() for each in messages] == [form, form]

    def test_a_message_needs_a_sender(self, group: Project) -> None:
        refused = group.run("remind", "--mbox", "mail.mbox", today="2030-02-21")
        assert (refused.code, (group.folder / "mail.mbox").exists()) == (2, False)
        assert "messages need a sender" in refused.err
        group.write("wgtrack.toml", 'chairs = ["ada"]\n' + PEOPLE)
        assert group.run("remind", "--mbox", "mail.mbox", today="2030-02-21").code == 0
        assert "<ada@example.org>" in (group.folder / "mail.mbox").read_text().split("\nTo:")[0]

    def test_me_is_who_git_says(self, group: Project) -> None:
        group.email = "ADA@example.org"
        assert "lamp" in group.run("remind", "--owner", "me", today="2030-02-21").out
        group.email, group.git = "", "BB"
        told = group.run("remind", "--owner", "me", today="2030-02-21").out
        assert ("tariff" in told, "lamp" in told) == (True, False)
        group.email, group.git = "zoe@example.org", "Zoe"
        refused = group.run("remind", "--owner", "me")
        assert (refused.code, refused.out) == (2, "")
        assert "[people] does not say who you are: add yourself, with your e-mail zoe@example.org" in refused.err

    def test_one_form_at_a_time(self, group: Project) -> None:
        assert group.run("remind", "--json", "--markdown").code == 2

    def test_an_own_template(self, group: Project) -> None:
        group.write(
            "templates/reminder.md.j2",
            '{% extends "shipped/reminder.md.j2" %}{% block greeting %}\nHi!\n\n{% endblock %}',
        )
        assert group.run("remind", "--markdown", "--owner", "ada", today="2030-02-21").out.startswith("Hi!\n\n- repair")


class TestCalendar:
    @pytest.fixture
    def group(self, project: Project) -> Project:
        calls = 'calls = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"\ncall_time = "16:00"\ntimezone = "Europe/Berlin"\n'
        project.write("wgtrack.toml", calls + PEOPLE)
        project.write("notes/2030-01-10.md", NOTE)
        assert project.run("ingest", today="2030-01-10").code == 0
        return project

    def test_a_file_that_is_written_anew_each_time(self, group: Project) -> None:
        told = group.run("calendar", "-o", "out/calls.ics", today="2030-01-11")
        assert (told.code, told.out) == (0, "")
        before = (group.folder / "out/calls.ics").read_bytes().decode()
        assert f"UID:{key(group, 'lamp')}.due@wgtrack.invalid\r\n" in before
        assert "DTSTART;TZID=Europe/Berlin:20300124T160000\r\n" in before
        assert "DTSTART;TZID=Europe/Berlin:20300404T160000\r\n" in before
        group.run("done", key(group, "lamp"))
        assert group.run("calendar", "-o", "out/calls.ics", today="2030-01-11").code == 0
        after = (group.folder / "out/calls.ics").read_bytes().decode()
        assert re.findall("UID:.*", after) == re.findall("UID:.*", before)
        assert ("STATUS:COMPLETED" in before, "STATUS:COMPLETED" in after) == (False, True)

    def test_one_owner_s(self, group: Project) -> None:
        group.email = "ada@example.org"
        text = group.run("calendar", "--owner", "me", today="2030-01-11").out
        assert (key(group, "lamp") in text, key(group, "ferry") in text) == (True, False)

    def test_what_is_no_calendar_of_ours_stays(self, group: Project) -> None:
        file = group.write("calls.ics", "BEGIN:VCALENDAR\r\nPRODID:-//Else//Else//EN\r\nEND:VCALENDAR\r\n")
        before = file.read_bytes()
        refused = group.run("calendar", "-o", "calls.ics")
        assert (refused.code, file.read_bytes()) == (2, before)
        assert "is no calendar that wgtrack wrote" in refused.err


class TestStats:
    def test_the_group_s_numbers(self, read: Project) -> None:
        read.run("done", key(read, "lamp"), "--on", "2030-01-20", today="2030-01-20")
        lines = read.run("stats", today="2030-01-21").out.splitlines()
        assert lines[:2] == [
            "2 open; 2 done, in the median after 5 days; 0 dropped.",
            "Open items, by how many calls they were carried over: 2 × 0.",
        ]
        assert [line.split() for line in lines[3:6]] == [
            ["CALL", "OPENED", "CLOSED", "OPEN", "THEN"],
            ["2030-01-10", "4", "1", "3"],
            ["since", "0", "1", "2"],
        ]
        assert [line.split() for line in lines[7:]] == [
            ["OWNER", "OPEN", "OVERDUE", "DONE", "DROPPED", "MEDIAN"],
            ["Ben", "1", "0", "0", "0", "no", "time", "yet"],
            ["group", "1", "0", "0", "0", "no", "time", "yet"],
            ["Ada", "0", "0", "2", "0", "5", "days"],
        ]
        assert read.run("stats", "--json", today="2030-01-21").json["median_days"] == 5.0

    def test_before_any_note(self, project: Project) -> None:
        told = project.run("stats")
        assert (told.code, told.out) == (0, "")
        assert "run `wgtrack ingest` first" in told.err


class TestList:
    def test_my_own_by_what_to_do_first(self, project: Project) -> None:
        project.write("wgtrack.toml", PEOPLE)
        project.write("notes/2030-01-10.md", "# Call 2030-01-10\n\n- TODO: Ada to oil the hinge\n- TODO: Ben to sing\n")
        project.write("notes/2030-01-24.md", NOTE.replace("2030-01-10", "2030-01-24"))
        project.run("ingest", today="2030-01-24")
        project.email = "ada@example.org"
        shown = project.run("list", "--owner", "me", "--all", today="2030-01-24").out.splitlines()
        wanted = [key(project, words) for words in ("lamp", "hinge", "buoys")]
        assert [line.split()[0] for line in shown] == ["KEY", *wanted]
        assert shown[2].endswith("once since 2030-01-10, carried 1×")

    def test_whom_nobody_knows(self, project: Project) -> None:
        project.git = "Zoe"
        refused = project.run("list", "--owner", "me")
        assert (refused.code, refused.out) == (2, "")
        assert "[people] does not say who you are" in refused.err


class TestReview:
    @pytest.fixture
    def group(self, project: Project) -> Project:
        project.write("wgtrack.toml", 'confirm = true\nchairs = ["ada"]\n' + PEOPLE)
        project.write("notes/2030-01-10.md", NOTE)
        assert project.run("ingest", today="2030-01-10").code == 0
        return project

    def test_an_owner_s_done_waits_for_a_chair_s(self, group: Project) -> None:
        lamp = key(group, "lamp")
        group.git = "BB"
        told = group.run("done", lamp, today="2030-01-15")
        assert told.out.startswith(f"For review: repair the lamp of the north tower by 2030-02-01 ({lamp}).")
        assert f"A chair (ada) confirms it: `wgtrack done {lamp}`" in told.err
        assert facts(group, "lamp", "status") == ["review"]
        assert section_of(group, "lamp", "2030-01-24") == ["review"]
        assert group.run("done", lamp, today="2030-01-15").out.startswith("For review already: ")
        group.email = "ada@example.org"
        assert group.run("done", lamp, today="2030-01-16").out.startswith("Done: repair the lamp")
        assert facts(group, "lamp", "status") == ["done"]
        group.email = ""
        assert group.run("done", lamp, today="2030-01-17").out.startswith("Done already: ")
        assert facts(group, "lamp", "status") == ["done"]

    def test_who_is_nobody_known_is_no_chair(self, group: Project) -> None:
        group.git = "Zoe"
        group.run("done", key(group, "lamp"))
        assert facts(group, "lamp", "status") == ["review"]

    def test_what_a_chair_says_for_an_owner_is_the_owner_s_word(self, group: Project) -> None:
        group.email = "ada@example.org"
        group.run("done", key(group, "lamp"), "--by", "Ben")
        assert facts(group, "lamp", "status") == ["review"]
        group.run("done", key(group, "lamp"), "--by", "Ada-M")
        assert facts(group, "lamp", "status") == ["done"]

    def test_a_tick_in_the_call_confirms_and_a_restatement_does_not(self, group: Project) -> None:
        lamp = key(group, "lamp")
        group.git = "BB"
        group.run("done", lamp, today="2030-01-15")
        group.write("notes/2030-01-17.md", "# Call 2030-01-17\n\n- TODO: Ada to repair the lamp of the north tower\n")
        group.run("ingest", today="2030-01-17")
        assert facts(group, "lamp", "status", "times_stated") == ["review", 2]
        group.run("agenda", "--date", "2030-01-24", "-o", "notes/2030-01-24.md", today="2030-01-20")
        text = (group.folder / "notes/2030-01-24.md").read_text(encoding="utf-8")
        assert f"({lamp})\n  - said to be done: a chair’s tick confirms it · due 2030-02-01 · " in text
        group.write("notes/2030-01-24.md", text.replace("- [ ] Ada", "- [x] Ada"))
        group.run("ingest", today="2030-01-24")
        assert facts(group, "lamp", "status") == ["done"]

    def test_a_chair_may_open_it_again(self, group: Project) -> None:
        group.git = "BB"
        group.run("done", key(group, "lamp"))
        assert group.run("reopen", key(group, "lamp")).code == 0
        assert facts(group, "lamp", "status") == ["open"]

    def test_without_confirm_done_closes(self, group: Project) -> None:
        group.write("wgtrack.toml", 'chairs = ["ada"]\n' + PEOPLE)
        group.git = "BB"
        assert group.run("done", key(group, "lamp")).out.startswith("Done: ")
        assert facts(group, "lamp", "status") == ["done"]


class TestOwnTemplates:
    @pytest.mark.parametrize(
        ("form", "told"),
        [
            ("\n{{ chair }}", "templates/agenda.md.j2:2: 'chair' is undefined."),
            ("{{ group.__class__.__mro__ }}", "templates/agenda.md.j2:1: access to attribute '__class__'"),
            ("\n\n{% include '../wgtrack.toml' %}", "templates/agenda.md.j2:3: there is no template ../wgtrack.toml."),
            ("{{ 'x' * 10 ** 11 }}", "templates/agenda.md.j2:1: it needs more memory than a template may have"),
        ],
    )
    def test_a_mistake_ends_the_command_with_its_place(self, read: Project, form: str, told: str) -> None:
        read.write("templates/agenda.md.j2", form)
        refused = read.run("agenda", "--date", "2030-02-07", "-o", "next.md")
        assert (refused.code, refused.out) == (3, "")
        assert told in refused.err
        assert not (read.folder / "next.md").exists()

    def test_what_init_copies_gives_the_same_agenda(self, read: Project) -> None:
        read.write("wgtrack.toml", 'group = "Harbour WG"\n')
        before = read.run("agenda", "--date", "2030-02-07").out
        assert read.run("init", "--templates").code == 0
        assert (read.folder / "templates/agenda.md.j2").exists()
        assert read.run("agenda", "--date", "2030-02-07").out == before


class TestWrittenFiles:
    """What was written into files is not taken back, and `undo` says so."""

    def test_undo_names_the_file_and_what_it_can_take_back(self, read: Project) -> None:
        read.run("done", key(read, "lamp"))
        for words in (
            ("agenda", "--date", "2030-03-14", "-o", "next.md"),
            ("calendar", "-o", "calls.ics"),
        ):
            assert read.run(*words).code == 0
            refused = read.run("undo")
            assert (refused.code, refused.out) == (2, "")
            assert f"since it wrote the file {words[-1]}; `wgtrack undo 2` takes back `wgtrack" in refused.err
        assert [e["after"] for e in read.run("log", "--json").json["events"] if e["what"] == "wrote"] == [
            "next.md",
            "calls.ics",
        ]
        assert read.run("undo", "2").out.startswith("Taken back: batch 2")
        assert facts(read, "lamp", "status") == ["open"]
        read.run("agenda", "--date", "2030-03-14", "-o", "other.md")
        assert read.run("redo").out.startswith("Said again: batch 2")
        assert facts(read, "lamp", "status") == ["done"]

    def test_what_is_written_every_morning_is_recorded_once(self, read: Project) -> None:
        for _ in range(3):
            read.run("calendar", "-o", "calls.ics")
        assert [e["what"] for e in read.run("log", "--json").json["events"]].count("wrote") == 1

    def test_who_may_only_read_gets_the_file_all_the_same(self, read: Project) -> None:
        database = read.folder / ".wgtrack/wgtrack.db"
        with contextlib.closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("BEGIN EXCLUSIVE")
            told = read.run("--db", f"sqlite:///{database}?timeout=0.1", "agenda", "-o", "next.md")
        assert (told.code, (read.folder / "next.md").exists()) == (0, True)

    def test_a_printed_agenda_is_no_command_to_take_back(self, read: Project) -> None:
        read.run("done", key(read, "lamp"))
        read.run("agenda", "--date", "2030-03-14")
        assert read.run("undo").code == 0
