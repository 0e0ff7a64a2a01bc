"""Every form of owner, marker, heading, outcome and day in every place where groups put it: what is read is the same.

Each table is a list of habits; each case sets one of them into several notes. A habit that is read in one place and
not in another is what these tests are for.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from wgtrack.model import Statement
from wgtrack.reading.note import read_note
from wgtrack.reading.settings import ReadingSettings

THERE = "Participants: Dana Reyes (@dana), Lee Okafor, Mo Bly"
TASKS = ("mend the nets", "write to the harbour office about berth fees")
LISTS = ("- {x}", "1. {x}", "- [ ] {x}")
MARKS = ("- ACTION: {x}", "- **Action:** {x}", "- AI: {x}", "TODO: {x}")


def read(lines: str, *, there: bool = True, heading: str = "## Action items") -> tuple[int, dict[int, Statement]]:
    """The line on which `lines` begin in a note of Thursday 7 March 2030, and what it states, by line."""
    head = f"# Harbour call, 7 March 2030\n\n{THERE if there else ''}\n\n## Nets\n\nDana told of the nets.\n\n"
    head += f"{heading}\n\n" if heading else ""
    note = read_note(f"{head}{lines}\n", "notes/2030-03-07.md", "", ReadingSettings())
    return head.count("\n") + 1, {one.line: one for told in note.meetings for one in told.statements}


def one(lines: str, **around: object) -> Statement:
    line, found = read(lines, **around)  # type: ignore[arg-type]
    assert line in found, f"nothing was read in {lines!r}"
    assert len(found) == 1, f"more was read in {lines!r}: {found}"
    return found[line]


def set_out(form: str) -> Iterator[tuple[str, str]]:
    """The form with each task in it, as an item of a list of actions and behind a marker: text and heading."""
    for task in TASKS:
        said = form.format(v=task, V=task[0].upper() + task[1:])
        yield from ((item.format(x=said), "## Action items") for item in LISTS)
        yield from ((mark.format(x=said), "") for mark in MARKS)


DANA = (
    "Dana to {v}", "Dana will {v}", "Dana: {v}", "Dana - {v}", "Dana – {v}", "Dana -- {v}", "Dana — {v}",
    "**Dana**: {v}",
    "**Dana:** {v}", "**Dana** to {v}", "*Dana*: {v}", "__Dana__: {v}", "{V} (Dana)", "{V} - Dana", "{V} – Dana",
    "{V} [Dana]", "{V} -> Dana", "{V} → Dana", "{V} *(Dana)*", "{V} – **Dana**", "{V} (**Dana**)", "{V}. (Dana)",
    "{V} -- Dana", "[Dana] {v}", "(Dana) {v}", "[Dana]: {v}", "**[Dana]** {v}", "Dana -> {v}",
    "Dana => {v}", "Dana → {v}", "Dana- {v}", "Dana should {v}", "Dana needs to {v}", "Dana agreed to {v}",
    "Dana is going to {v}", "Dana can {v}", "Dana volunteered to {v}", "Dana has to {v}", "Dana'll {v}",
    "Dana must {v}",
    "Dana plans to {v}", "Dana offered to {v}", "Dana shall {v}", "Dana could {v}", "Dana please {v}",
    "Dana ought to {v}",
    "Dana has volunteered to {v}", "Dana intends to {v}", "Dana is asked to {v}", "Dana was tasked to {v}",
    "{V}. Owner: Dana", "{V} (owner: Dana)", "{V} (assigned to Dana)", "{V} - assigned to Dana", "{V} [assigned: Dana]",
    "{V} (assignee: Dana)", "{V} (lead: Dana)", "{V}. Responsible: Dana", "{V} (resp: Dana)", "{V} (resp. Dana)",
    "{V} (POC: Dana)", "{V} (volunteers: Dana)", "{V} (who: Dana)", "{V} (by Dana)",
    "{V} (Dana?)", "{V} (verantwortlich: Dana)", "{V} (responsable: Dana)", "Owner: Dana - {v}",
)  # fmt: skip
"""Forms that name somebody whom nothing else in the note shows to be one."""
DANA_KNOWN = (
    "{V} **Dana**",
    "{V}, Dana", "{V}; Dana", "{V} | Dana", "{V} // Dana", "{V}. Dana", "{V}: Dana", "Dana, {v}", "Dana; {v}",
    "Dana | {v}", "Dana—{v}", "{V} (Dana volunteered)", "{V} (Dana will do it)", "{V} (Dana to lead)",
    "Dana wants to {v}", "Dana gets to {v}", "{V} (Dana) - see the mail", "{V} (Dana), or ask again",
)  # fmt: skip
"""Forms that would do for a thing as well: they name somebody who was there."""
LOGINS = (
    "@dana {v}", "@dana: {v}", "[@dana](https://github.com/dana) {v}", "@dana to {v}", "@dana will {v}", "@dana - {v}",
    "`@dana` {v}", "**@dana** {v}", "{V} (@dana)", "{V} @dana", "{V} - @dana", "{V}: @dana", "{V} **@dana**",
)  # fmt: skip
SEVERAL = (
    "Dana & Lee to {v}", "Dana, Lee: {v}", "Dana and Lee: {v}", "Dana / Lee: {v}", "Dana/Lee: {v}", "Dana + Lee: {v}",
    "Dana and Lee to {v}", "{V} (Dana, Lee)", "{V} (Dana + Lee)", "{V} (Dana/Lee)", "{V} - Dana, Lee",
    "{V} - Dana and Lee", "{V} [Dana, Lee]", "{V} → Dana, Lee", "[Dana/Lee] {v}", "(Dana, Lee) {v}",
    "{V} (owners: Dana, Lee)",
)  # fmt: skip


@pytest.mark.parametrize("form", [*DANA, *DANA_KNOWN])
def test_somebody_who_was_there(form: str) -> None:
    for text, heading in set_out(form):
        assert one(text, heading=heading).owners == ("Dana",), text


@pytest.mark.parametrize("form", DANA)
def test_somebody_of_whom_nothing_is_known(form: str) -> None:
    for text, heading in set_out(form):
        assert one(text, heading=heading, there=False).owners == ("Dana",), text


@pytest.mark.parametrize("form", LOGINS)
def test_a_login(form: str) -> None:
    for text, heading in set_out(form):
        assert one(text, heading=heading, there=False).owners == ("dana",), text


@pytest.mark.parametrize("form", SEVERAL)
def test_two_people(form: str) -> None:
    for text, heading in set_out(form):
        assert one(text, heading=heading).owners == ("Dana", "Lee"), text


@pytest.mark.parametrize(
    "task",
    [
        "Ask Lee, Dana", "Meet Lee, Mo and Dana", "Ask the office with Dana", "Write to Dana",
        "Ping the office, then Dana",
        "Set up the rota for Mo, Dana", "Tell the office about Dana", "Print the list. Thank Dana",
    ],
)  # fmt: skip
def test_somebody_a_task_is_about(task: str) -> None:
    assert one(f"- {task}").owners == (), task


@pytest.mark.parametrize(
    "name", ["Dana", "Dana:", "**Dana**", "**Dana:**", "@dana", "*Dana*", "[Dana](https://e.org/d)"]
)
@pytest.mark.parametrize("there", [True, False])
def test_a_parent_that_is_only_a_name(name: str, *, there: bool) -> None:
    other = name.replace("Dana", "Lee").replace("dana", "lee")
    for bullet, indent in (("- ", "  "), ("* ", "    "), ("- ", "\t"), ("1. ", "   "), ("1. ", "  ")):
        lines = (
            f"{bullet}{name}\n{indent}- {TASKS[0]}\n{indent}- [x] {TASKS[1]}\n{bullet}{other}\n{indent}- book the hall"
        )
        line, found = read(lines, there=there)
        whose = {place - line: (said.owners[0].casefold(), str(said.status)) for place, said in found.items()}
        assert whose == {1: ("dana", "open"), 2: ("dana", "done"), 4: ("lee", "open")}, (bullet, indent)


MARKERS = (
    "- ACTION: {x}", "- Action: {x}", "- **Action:** {x}", "- **ACTION**: {x}", "- AI: {x}", "- TODO: {x}", "TODO: {x}",
    "- Action item: {x}", "ACTION ITEM: {x}", "- [ACTION] {x}", "- **[ACTION]** {x}", "- *Action*: {x}",
    "- ACTION - {x}",
    "- **AI**: {x}", "- [TODO] {x}", "* Action Item - {x}", "- => ACTION: {x}", "- → Action: {x}", "> ACTION: {x}",
    "- #action {x}", "- TO DO: {x}", "- To-do: {x}", "- (ACTION) {x}", "- ACTION {x}", "- TODO {x}", "- **TODO** {x}",
    "- 👉 ACTION: {x}", "- ACTION 12: {x}", "- ACTION-12: {x}", "- ACTION #12: {x}", "- Next step: {x}",
    "- Action point: {x}", "- AI3: {x}", "- [AI] {x}", "- New action: {x}", "- [ ] ACTION: {x}", "- [ ] AI: {x}",
    "**ACTION: {x}**", "- *ACTION: {x}*", "- :arrow_right: TODO: {x}", "- `TODO`: {x}",
)  # fmt: skip


@pytest.mark.parametrize("marker", MARKERS)
def test_a_marker(marker: str) -> None:
    for task in TASKS:
        for form, owners in (("Dana to {}", ("Dana",)), ("Dana: {}", ("Dana",)), ("{} (Dana)", ("Dana",)), ("{}", ())):
            text = marker.format(x=form.format(task))
            assert one(text, heading="").owners == owners, text


WITH_NAME = (
    "ACTION Dana: {v}", "ACTION on Dana to {v}", "ACTION (Dana): {v}", "ACTION - Dana - {v}", "ACTION(Dana) {v}",
    "AI(Dana): {v}", "AI[Dana] {v}", "AI Dana: {v}", "AI - Dana: {v}", "TODO(Dana): {v}", "TODO @dana {v}",
    "@dana TODO: {v}", "Dana ACTION: {v}", "[ACTION Dana] {v}", "[ACTION - Dana] {v}", "[AI: Dana] {v}",
    "(AI Dana) {v}",
    "{V} (ACTION Dana)", "{V} [ACTION: Dana]", "{V} - ACTION: Dana", "{V}. ACTION: Dana", "**ACTION Dana**: {v}",
    "**Action (Dana):** {v}", "Action item for Dana: {v}", "Action for Dana: {v}", "ACTION [Dana]: {v}",
    "[ACTION] [Dana] {v}", "ACTION: **Dana** to {v}", "Action by Dana: {v}", "AI: (Dana) {v}", "AI for Dana: {v}",
    "AI @dana: {v}", "Dana: AI: {v}", "Dana: TODO: {v}", "Dana (AI): {v}", "Dana AI: {v}", "Dana to {v} (AI)",
    "Dana will {v} [ACTION]", "Dana to {v} - ACTION", "@dana, TODO: {v}", "@dana - AI: {v}", "TODO -> Dana: {v}",
    "Action #1: Dana to {v}", "Follow-up: Dana to {v}", "Next action: Dana: {v}", "ACTION REQUIRED: Dana to {v}",
)  # fmt: skip


@pytest.mark.parametrize("form", WITH_NAME)
@pytest.mark.parametrize("bullet", ["- ", "", "* [ ] ", "1. "])
def test_a_marker_that_names_somebody(bullet: str, form: str) -> None:
    for task in TASKS:
        text = bullet + form.format(v=task, V=task[0].upper() + task[1:])
        assert [owner.casefold() for owner in one(text, heading="").owners] == ["dana"], text


BEHIND_TALK = (
    "ACTION: Dana to {v}", "TODO: Dana to {v}", "Action item: Dana to {v}", "Action item for Dana: {v}",
    "Action for Dana: {v}", "ACTION (Dana): {v}", "TODO(Dana): {v}", "Action #1: Dana to {v}", "Dana: TODO: {v}",
    "Dana TODO: {v}", "AI: Dana to {v}", "[ACTION - Dana] {v}",
)  # fmt: skip


@pytest.mark.parametrize("form", BEHIND_TALK)
def test_a_marker_behind_a_sentence(form: str) -> None:
    for task in TASKS:
        text = f"Talk about ropes went on for long. {form.format(v=task)}"
        assert one(text, heading="").owners == ("Dana",), text
        assert one(f"- Lee: that is fine. {form.format(v=task)}", heading="").owners == ("Dana",), text


@pytest.mark.parametrize("heading", ["### ACTION: Dana to mend the nets", "## TODO: @dana: mend the nets"])
def test_a_heading_that_says_who_is_to_do_what(heading: str) -> None:
    assert [owner.casefold() for owner in one(heading, heading="").owners] == ["dana"]


@pytest.mark.parametrize(
    "heading", ["### ACTION: nets", "## TODO: slides", "## AI: where we stand", "### Actions: nets"]
)
def test_a_heading_that_names_a_topic(heading: str) -> None:
    assert read(f"{heading}\n\nTalk.", heading="")[1] == {}


HEADINGS = (
    "## Action items", "**Action Items:**", "Action items:", "ACTION ITEMS", "# TODO", "## Next Actions",
    "### Action Items from this meeting", "Action items\n------------", "## ✅ Action items", "## 5. Action Items",
    "## Actions / Next steps", "## Tasks", "## To-do", "## Action points", "## Outstanding actions",
    "## Summary of Action Items", "## Actions arising", "## Action log", "## Post-meeting actions", "## Action-items",
    "## Carry-over actions", "## Items for action", "## Actions to be taken", "## To be done", "## Actionable items",
    "## APs", "## Action items {#actions}", "## Action items / follow ups", "## Wrap-up and action items",
    "## [Action items](#actions)", "<b>Action items</b>", "## Decisions & Action Items", "## Review of action items",
    "## ACTION ITEMS / TODO", "## :memo: Actions", "== Action items ==", "## Actions (recap)", "## Who does what",
)  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_of_actions(heading: str) -> None:
    for item in ("- {x}", "* {x}", "1. {x}", "- [ ] {x}"):
        for form in ("Dana to {}", "Dana: {}", "{} (Dana)", "{}"):
            texts = [item.format(x=form.format(task)) for task in TASKS]
            line, found = read("\n".join(texts), heading=heading)
            assert list(found) == [line, line + 1], (heading, item, form)


DONE = (
    "{x} -- done", "{x} (done)", "{x} *done*", "{x} _done_", "{x}. _Closed_ It is out.", "{x} DONE",
    "{x} - DONE", "{x} [DONE]", "{x} **DONE**", "{x} **Done**", "{x} Done",
    "{x} ✅", "{x} ✔", "~~{x}~~ done", "{x} (completed)", "{x} - completed", "{x}: done", "{x}. Done.", "{x} → done",
    "{x} => DONE", "{x} (done!)", "{x} :white_check_mark:", "{x} (closed)", "{x} CLOSED", "{x} [x]", "{x} (resolved)",
    "{x} (done on March 6)", "{x} - done, see the mail", "{x} Status: done", "{x} // done", "{x} | done", "{x}, done",
    "{x}; done", "{x} ... done", "{x} … done", "{x}\n  - done", "{x}\n  - Done.", "{x}\n  - Status: done",
    "{x}\n  - This is done", "{x}\n  - This has been done", "{x}\n    - [x] done", "{x}\n  - Dana did this",
    "{x}\n  - Update: done", "{x}\n  - ✅", "{x} -- done by Lee",
)  # fmt: skip
DROPPED = (
    "{x} (cancelled)", "{x} - canceled", "{x} (won't do)", "{x} - wontfix", "{x} (dropped)", "{x} (obsolete)",
    "{x} - no longer needed", "{x} (not needed)", "{x} [dropped]", "{x} - abandoned", "{x}\n  - no longer needed",
    "{x}\n  - cancelled", "{x}\n  - We won't do this", "{x} (withdrawn)", "~~{x}~~ (cancelled)", "{x} (superseded)",
)  # fmt: skip
OPEN = (
    "{x} (in progress)", "{x} - ongoing", "{x} - WIP", "{x} [WIP]", "{x} - pending", "{x} (not done)", "{x} - not done",
    "{x} (open)", "{x} (carried over)", "{x} - still open", "{x} 🚧", "{x} - no progress", "{x}\n  - not done yet",
    "{x}\n  - still in progress", "{x}\n  - half done", "{x}\n  - [ ] done", "{x} (almost done)", "{x} (50% done)",
    "{x} - to be done", "{x} (will be done next week)", "{x} until it is done", "{x} when the harbour is closed",
    "{x} (done?)", "{x} - Done?",
)  # fmt: skip
BEFORE = {
    "done": ("DONE: {x}", "[DONE] {x}", "(DONE) {x}", "✅ {x}", "**DONE** {x}", "**Done:** {x}", "Done - {x}",
             "COMPLETED: {x}", "COMPLETE - {x}", "[COMPLETE] {x}", "[CLOSED] {x}", "Closed: {x}"),
    "open": ("IN PROGRESS: {x}", "[IN PROGRESS] {x}", "[WIP] {x}", "OPEN: {x}", "[OPEN] {x}", "⏳ {x}"),
    "dropped": ("DROPPED: {x}", "[CANCELLED] {x}"),
}  # fmt: skip
WHOSE = ("- [ ] Dana to {v}", "- Dana to {v}", "- Dana: {v}", "- {V} (Dana)", "1. Dana will {v}", "- @dana {v}")


def stands(form: str, status: str, whose: str, heading: str) -> None:
    for task in TASKS:
        text = form.format(x=whose.format(v=task, V=task[0].upper() + task[1:]))
        line, found = read(f"{text}\n\nThat was all.", heading=heading)
        assert line in found, text
        assert found[line].status == status, text
        assert [owner.casefold() for owner in found[line].owners] == ["dana"], text


@pytest.mark.parametrize(
    ("form", "status"),
    [(form, status) for status, table in (("done", DONE), ("dropped", DROPPED), ("open", OPEN)) for form in table],
)
def test_how_it_stands(form: str, status: str) -> None:
    if form.startswith("~"):  # what is crossed out begins behind the bullet
        stands(f"- {form}", status, "Dana to {v}", "## Action items")
        return
    for whose in WHOSE:
        stands(form, status, whose, "## Action items")
    stands(form, status, "- ACTION: Dana to {v}", "")
    if "[x] done" not in form:  # a paragraph has no bullet to nest a box in
        stands(form, status, "TODO: Dana to {v}", "")


def test_what_is_wanted_is_not_yet_so() -> None:
    assert one("- Dana to see that it gets Done").status == "open"


@pytest.mark.parametrize(("form", "status"), [(form, status) for status, table in BEFORE.items() for form in table])
def test_how_it_stands_before_what_is_to_be_done(form: str, status: str) -> None:
    for whose in ("Dana to {v}", "Dana: {v}", "{V} (Dana)", "@dana {v}"):
        for bullet in ("- ", "* ", "- [ ] "):
            stands(bullet + form, status, whose, "## Action items")


DAYS = {
    "2030-03-08": ("by Friday", "(by Friday)", "until Friday", "tomorrow", "by COB Friday", "due Friday", "for Friday",
                   "(ETA Friday)", "by Friday 5pm", "by close of business Friday", "by noon tomorrow", "bis Freitag"),
    "2030-03-20": ("by 2030-03-20", "by March 20", "by 20 March", "before March 20th", "(due March 20)",
                   "due: 2030-03-20",
                   "[due 2030-03-20]", "by 3/20", "by 20.03.2030", "- ETA: March 20", "- deadline March 20",
                   "(March 20)",
                   "no later than March 20", "by the 20th", "by Wednesday, March 20", "by 20-Mar-2030", "- 2030-03-20",
                   "by 2030/03/20", "prior to March 20", "on March 20", "(target date: March 20)", ". Due: March 20",
                   "-- due March 20", "avant le 20 mars", "para el 20 de marzo", "voor 20 maart", "entro il 20 marzo"),
    "2030-03-21": ("in 2 weeks", "within 2 weeks", "in two weeks", "in 2-3 weeks", "two weeks from now"),
    "2030-03-14": ("next week", "for next week", "in 1 week", "within a week", "sometime next week"),
    "2030-03-07": ("today", "by EOD", "this afternoon", "after this call", "right after the meeting", "tonight"),
    "2030-03-31": ("by the end of the month", "by end of March", "by EOM", "by end of the quarter"),
    "2030-04-07": ("in a month", "in 1 month"),
    "": ("soon", "ASAP", "by next meeting", "before the release", "in late March", "in the coming weeks",
         "in a few days",
         "in April"),
}  # fmt: skip


@pytest.mark.parametrize(("phrase", "day"), [(phrase, day) for day, phrases in DAYS.items() for phrase in phrases])
def test_when(phrase: str, day: str) -> None:
    forms = ["- [ ] Dana to {v} {d}", "- Dana: {v} {d}", "- {V} {d} (Dana)", "- {V} (Dana) {d}", "- Dana will {v} {d}."]
    if phrase[0].isalpha():
        forms.append("- {D}, Dana to {v}")
    for form in forms:
        for task in TASKS:
            words = {"v": task, "V": task[0].upper() + task[1:], "d": phrase, "D": phrase[0].upper() + phrase[1:]}
            said = one(form.format(**words))
            assert (said.due.isoformat() if said.due else "") == day, form.format(**words)
            assert said.owners == ("Dana",), form.format(**words)


NOBODYS = (
    "**Fixed** width fonts for the site", "**Closed** captions for the video", "**Complete** the form",
    "Write the ADR. **Closed** source tools are out", "Write to Lee. *Sent* folder has the draft",
    "Call the printer: **Done** deal or not?", "Move the card to **Done**", "Set the status of it to **Closed**",
    "Write the definition of *done*", "Ask whether it's *fixed*", "Write why the project is *dropped*",
    "Ship **Jammy**", "Announce the release **Bookworm**", "Review the draft *Orchid*", "Celebrate **Lee**",
    "Test the form (on Safari)", "Print T-shirts (for Berlin)", "Book a flight (for Lee)",
    "Find a place that is open: Berlin", "Book a room for 20 people. Berlin", "Reach out to people: Mozilla",
    "Talk to the lead. Mo", "Complete – all the open reviews", "Fix the door. Closed", "Set the field status: closed",
    "Add labels: open, closed", "Write about what is Done", "Document the state - pending", "Rename the branch -> wip",
    "List the issues that are (still open)", "Move the card to Done", "Mark the tickets as Done", "Get things Done",
    "Ask Lee what he has Done", "Explain the difference between [ ] and [x]", "Complete: the form for the venue",
    "Complete - the move to the new host", "Closed - source drivers: write a page", "Write the page … done by Friday",
    "Welcome the new member, Lee", "Write to the new chair, Lee", "Thank our host | Lee", "Announce the winner. Dana",
    "Follow up on the talk (Lee) for the newsletter",
)  # fmt: skip
"""Tasks that nobody is named for and that are open, in words that look like an owner or an outcome."""


@pytest.mark.parametrize("task", NOBODYS)
def test_words_that_look_like_an_owner_or_an_outcome(task: str) -> None:
    said = one(f"- {task}")
    assert (said.owners, str(said.status)) == ((), "open")
    assert said.text.replace("*", "") == task.replace("*", "")


@pytest.mark.parametrize("task", ["thank our new host, Dana", "merge the patch (Dana) - see below", "ship it **Dana**"])
def test_a_speaker_and_a_parent_go_before_a_name_at_the_end(task: str) -> None:
    assert one(f"- Lee: TODO: {task}", heading="").owners == ("Lee",)
    line, found = read(f"- Lee:\n  - {task}")
    assert found[line + 1].owners == ("Lee",)


TALK = (
    "## Action: how do we want to deal with stale issues?", "## Follow-up: status of the survey from the last call",
    "## Next steps: roadmap for the second half of 2030", "## TODO: what is left of the hall for the fair",
    "## Action: the workflow that we use for the boats", "Action to mend a net fails on forks",
    "- Action to build boats is slow", "Actions to write to the office fail", "Action to take is unclear",
    "AI 2027 Paper was read by us", "Todo 1 Nets are old", "Follow-up 3 Lee was late",
    "- `TODO:` comments in the plan are to be gone", "- `Todo`: is a bad name for the class",
    "## Agenda\n\n1. Minutes\n2. Action items\n\n- nets are old\n- boats are fine",
    "## Action minutes\n\n- The chair opened the call",
)  # fmt: skip


@pytest.mark.parametrize("talk", TALK)
def test_talk_that_looks_like_an_action(talk: str) -> None:
    assert read(talk, heading="")[1] == {}


@pytest.mark.parametrize(
    ("cells", "task"),
    [
        ("Mend nets | They are old | Dana", "Mend nets"), ("Buy a boat | | Dana", "Buy a boat"),
        ("4.2 | Buy rope | Dana", "Buy rope"),
    ],
)  # fmt: skip
def test_an_item_or_its_number(cells: str, task: str) -> None:
    line, found = read(f"| Item | Description | Owner |\n|---|---|---|\n| {cells} |")
    assert (found[line + 2].text, found[line + 2].owners) == (task, ("Dana",))
