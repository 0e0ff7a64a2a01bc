"""Meetings: on which day, under which title, on which lines."""

from __future__ import annotations

import datetime as dt

import pytest

from wgtrack.reading.markdown import read_document
from wgtrack.reading.meeting import MeetingSection, find_meetings
from wgtrack.reading.settings import ReadingSettings


def meetings(text: str, path: str = "notes/garden.md") -> tuple[MeetingSection, ...]:
    return find_meetings(read_document(text), path, ReadingSettings())


def date_of(text: str, path: str = "notes/garden.md") -> str:
    (meeting,) = meetings(text, path)
    return str(meeting.date)


@pytest.mark.parametrize(
    "text",
    [
        "---\ndate: 2024-03-14\n---\nSeeds",
        "---\ntitle: 'Garden call 2024-03-14'\n---\nSeeds",
        "# Garden call 2024-03-14",
        "# Garden call, March 14th, 2024",
        "# 14 March 2024",
        "# 3/14/2024 garden call",
        "# Garden\n\nDate: Thursday, 14 March 2024, 4pm UTC",
        "# Garden\n\n- **Date & Time**: [March 14, 2024, 14:00 UTC](https://time.example)",
        "# Garden\n\n| Date | 14.3.2024 |\n|---|---|\n| Where | shop |",
        "# Garden\n\nThursday, Mar. 14 2024\n\nSeeds",
        "Garden call of the whole team, March 14, 2024",
        "# Garden\n\n## Agenda for the March 14th 2024 call",
        "# Gartentreffen\n\nDatum: 14. März 2024",
        "# 20240314 garden call",
        "# Réunion du 14 mars 2024",
        "# garden call, 14 march 2024",
        "# Garden\n\n- Thursday, 14 March 2024, 16:00 UTC\n- Present: Ann",
        "# Garden\n\n* Date of the meeting: 14 March 2024",
        "---\ndate: 2024-03-14T16:00:00Z\n---\nSeeds",
        "---\ndate: 2024-03-14 16:00:00 +0100\n---\nSeeds",
        "Garden call | Thu Mar 14, 2024\n===\n",
        "---\ndescription: March 14, 2024\n---\n# Garden call (3/4/24)",
        '# Garden club\n\nThe undersigned, all members of the board of the Garden Club (the "Club"), have resolved '
        'at a duly called meeting (the "Meeting") held by telephone on Thursday, March 14, 2024:',
        "# Garden\n\nMinutes of the meeting held on March 14, 2024.",
        "# Garden\n\nThese are the draft minutes of the general assembly of the club, held in Ulm on March 14, 2024",
        "# Garden\n\nThe monthly call was held by phone on Thursday, March 14, 2024. Ann opened it.",
        "# Garden\n\nGarden Club meeting held on March 14, 2024 in the shed",
        "# Garden\n\nDana took the chair. The meeting was held at the mill on March 14, 2024.",
    ],
)
def test_the_note_says_when(text: str) -> None:
    assert date_of(text) == "2024-03-14"


def test_the_name_of_the_file_says_which_of_two_days_is_meant() -> None:
    assert date_of("# Gartentreffen 07/03/2024", "notes/2024-03-07.md") == "2024-03-07"
    assert date_of("# Garden call 07/03/2024", "notes/2024-07-03.md") == "2024-07-03"
    assert date_of("# Garden call 07/05/2024", "notes/2024-03-07.md") == "2024-07-05"


def test_the_name_of_a_file_may_end_with_the_year_in_two_figures() -> None:
    assert date_of("# Garden call", "notes/03-14-24_sync.md") == "2024-03-14"
    assert date_of("# Garden call", "notes/24-03-14_sync.md") == "2024-03-14"
    assert date_of("# Garden call", "notes/version-1-2-24.md") == "None"


def test_the_day_of_the_next_call_is_not_that_of_this_one() -> None:
    text = "Garden minutes 3/14/24\n\n## Seeds\n\n## Next meeting - Thursday 3/28/2024 4pm\n"
    assert date_of(text, "notes/minutes-3-14-2024.md") == "2024-03-14"


def test_a_day_in_the_talk_is_not_that_of_the_call() -> None:
    assert date_of("TODO: Ann to dig (done 2024-03-14)\n", "notes/2024-03-07.md") == "2024-03-07"
    assert date_of("Seeds will be sown on 14 March 2024\n", "notes/2024-03-07.md") == "2024-03-07"
    assert date_of("Garden call, 14 March 2024\n", "notes/2024-03-07.md") == "2024-03-14"


def test_a_heading_over_actions_dates_another_call() -> None:
    text = "# Garden\n\n## Open action items from 2024-02-21\n\n- Ann: dig\n"
    assert date_of(text, "notes/2024-03-07.md") == "2024-03-07"


@pytest.mark.parametrize(
    "path",
    [
        "notes/2024-03-14.md",
        "notes/2024-03-14-garden.md",
        "notes/garden_20240314.md",
        "notes/2024_03_14.md",
        "notes/240314-garden.md",
        "notes/2024/03-14.md",
        "notes/2024/03/14.md",
        "notes/2024/garden-03-14-seeds.md",
        "notes/2024/14-Mar.md",
        "notes/garden-march-14-2024.md",
        "notes/garden-14-march-2024.md",
        "notes/03-14-2024.md",
        "notes/Garden 2024-3-14.md",
        "notes/Garden_2024x03x14.md",
        "notes/2024-03-14/README.md",
        "notes/2024/March/14.md",
        "notes/2024/03-14/README.md",
    ],
)
def test_the_file_name_says_when(path: str) -> None:
    assert date_of("# Garden\n\nSeeds", path) == "2024-03-14"


def test_digits_run_together_are_in_one_order_only() -> None:
    assert date_of("# Garden\n\nSeeds", "notes/202409_garden.md") == "None"


def test_the_note_goes_before_its_file_name() -> None:
    assert date_of("# Garden\n\nMonday, March 11 2024", "notes/2024-03-14.md") == "2024-03-11"


def test_where_the_note_names_the_file_names_day_too_it_is_that_one() -> None:
    text = "# Garden\n\nAgenda of March 7, 2024\n\nHeld on March 14, 2024"
    assert date_of(text, "notes/2024-03-14.md") == "2024-03-14"


def test_a_title_left_from_the_previous_meeting_is_not_this_one() -> None:
    text = "# Garden call 2024-03-07\n\n* Previous meeting: https://notes.example/2024-03-07.md\n"
    assert date_of(text, "notes/2024-03-14.md") == "2024-03-14"


def test_a_day_written_out_is_not_turned_round_by_the_file_name() -> None:
    assert date_of("# Garden call 2024-11-06", "notes/2024-06-11.md") == "2024-11-06"
    assert date_of("# Garden call 11/6/2024", "notes/2024-06-11.md") == "2024-06-11"


def test_a_day_below_next_meeting_is_not_this_ones() -> None:
    text = "# Garden call\n\n## Present\n\n- Odo\n\n## Next Meeting\n\n- Date: March 28, 2024 at 8 PM"
    assert date_of(text, "notes/2024-03-14.md") == "2024-03-14"
    assert date_of(text, "notes/garden.md") == "None"
    assert date_of("# Next meeting\n\nDate: March 28, 2024", "notes/garden.md") == "2024-03-28"


def test_last_years_number_in_january_is_a_slip() -> None:
    assert date_of("# Garden call, January 4, 2023", "notes/2024-01-04.md") == "2024-01-04"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("# Garden\n\nThursday, March 14th", "notes/2024-garden.md"),
        ("# Garden\n\nThursday, March 14th", "notes/2024/garden.md"),
        ("# Garden 2024\n\nThursday, March 14th", "notes/garden.md"),
        ("# Garden\n\nThursday, March 14th", "notes/2024-03-12.md"),
    ],
)
def test_a_day_without_a_year_takes_it_from_around(text: str, path: str) -> None:
    assert date_of(text, path) == "2024-03-14"


def test_a_year_turns_between_file_name_and_note() -> None:
    assert date_of("# Garden\n\nTuesday, December 31", "notes/2024-01-02.md") == "2023-12-31"


@pytest.mark.parametrize(
    "text",
    [
        "# Garden\n\nSeeds",
        "# Garden\n\nThis page was edited on March 14, 2024",
        "# Garden\n\nNext meeting: March 14, 2024",
        "# Garden\n\n- sowed on 2024-03-14",
        "# Garden\n\nThursday, March 14th",
        "# Garden\n\nAnn moves to approve what was said at the previous meeting, which was held on March 14, 2024.",
        "# Garden\n\nDana told that the session held in Rome on March 14, 2024 was good.",
        "# Garden\n\nWe agreed that the general assembly be held on March 14, 2024.",
        "# Garden\n\nThe general assembly of all the clubs of the town will be held on March 14, 2024.",
        "# Garden\n\nThe session of two years ago that was held in Rome on March 14, 2024 was good.",
        "# Garden\n\nMinutes of the meeting held on March 14, 2024 were approved.",
        "# Garden\n\nMinutes of the last meeting held on March 14, 2024.",
        "# Garden\n\nMinutes of the meeting held on March 14, 2024: no changes",
        "",
    ],
)
def test_no_date_is_guessed(text: str) -> None:
    assert date_of(text) == "None"


@pytest.mark.parametrize(
    "path", ["notes/2023/Feb 29.md", "notes/2023-02-29.md", "2023/02-29.md", "99999999.md", ".md", ""]
)
def test_a_file_name_that_names_no_day_of_the_calendar(path: str) -> None:
    assert date_of("# Garden", path) == "None"


def test_a_file_of_several_meetings_is_cut_at_their_dates() -> None:
    text = (
        "# Garden calls\n\nWe meet on Thursdays.\n\n"
        "## March 14, 2024 ([recording](https://video.example))\n\nPresent: Ann, Bob\n\n"
        "### Seeds\n\n## 2024-02-29 weekly call\n\nPresent: Bob, Carl\n"
    )
    first, second = meetings(text)
    assert (first.date, first.first_line, first.last_line) == (dt.date(2024, 3, 14), 1, 10)
    assert (second.date, second.first_line, second.last_line) == (dt.date(2024, 2, 29), 11, 14)
    assert first.participants == ("Ann", "Bob")
    assert second.participants == ("Bob", "Carl")
    assert second.title == "2024-02-29 weekly call"


def test_the_years_of_a_long_file_stand_above_its_days() -> None:
    text = "# 2024\n\n## January 4\n\nSeeds\n\n# 2023\n\n## December 21\n\nBulbs\n"
    assert [str(meeting.date) for meeting in meetings(text)] == ["2024-01-04", "2023-12-21"]


def test_days_spoken_of_do_not_cut_a_note_that_has_its_own() -> None:
    text = "# Garden call 2024-03-14\n\n## From 2024-02-01\n\n- x\n\n## From 2024-02-15\n\n- y\n"
    (meeting,) = meetings(text)
    assert meeting.date == dt.date(2024, 3, 14)
    (meeting,) = meetings(text.replace(" call 2024-03-14", ""), "notes/2024-03-14.md")
    assert meeting.date == dt.date(2024, 3, 14)


def test_plans_for_days_are_no_meetings() -> None:
    text = "# Garden call\n\n## Sow beans in bed four on 2024-04-01\n\n## Sow peas in bed two on 2024-04-08\n"
    (meeting,) = meetings(text)
    assert (meeting.first_line, meeting.last_line) == (1, 6)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Garden call\n---\n# Seeds", "Garden call"),
        ("# Garden *call*\n\n## Seeds", "Garden call"),
        ("Garden call\n\n## Seeds", "Seeds"),
        ("Garden call\n\nSeeds", "Garden call"),
        ("Garden call\n\n##### Seeds", "Garden call"),
        ("##### Garden call\n\nSeeds", "Garden call"),
        ("", "garden"),
    ],
)
def test_title(text: str, title: str) -> None:
    (meeting,) = meetings(text)
    assert meeting.title == title


TITLES = (
    "# Garden {day}", "# Garden - {day}", "# {day}", "# Garden ({day})", "# {day} - Garden", "# Garden\n\n## {day}",
    "# Garden\n\n{day}", "# Garden\n\n**{day}**", "# Garden\n\nDate: {day}", "# Garden\n\n* **Date**: {day}",
    "# Garden\n\n| Date | {day} |\n|---|---|\n| Chair | Dana |",
    "---\ndate: {day}\n---\n\n# Garden", "# Garden\n\n*{day}*",
    "# Garden\n\nThe call was held on {day} at the office.", "# Minutes of the call of {day}", "### Garden notes {day}",
    "Garden {day}\n=====", "Garden {day}\n\nTalk", "# Garden\n\nMeeting date: {day}", "# [{day}] Garden",
    "# Garden #12 - {day}", "<h1>Garden {day}</h1>", "# 📅 {day}", "# Garden | {day}",
)  # fmt: skip


@pytest.mark.parametrize(
    "day",
    [
        "2024-03-14", "March 14, 2024", "14 March 2024", "14th March 2024", "Thursday, March 14, 2024", "14/03/2024",
        "3/14/2024", "3/14/24", "2024/03/14", "14.3.2024", "Mar 14 2024", "14-Mar-2024", "2024-03-14 10:00 UTC",
        "March 14, 2024, 10:00-11:00 ET", "2024-03-14T10:00", "14 mars 2024", "14 de marzo de 2024",
    ],
)  # fmt: skip
def test_a_day_wherever_a_note_tells_it(day: str) -> None:
    talk = "## Notes\n\n- The beds of 2023 were dug on March 1\n- next call on March 28, 2024\n"
    for title in TITLES:
        assert date_of(f"{title.format(day=day)}\n\n{talk}", "notes/garden.md") == "2024-03-14", title


def test_minutes_of_another_call_do_not_date_this_one() -> None:
    assert (
        date_of("# Garden, March 14, 2024\n\n## Minutes of March 7, 2024\n\nApproved.", "notes/garden.md")
        == "2024-03-14"
    )
    assert date_of("# Minutes of the last call, March 7, 2024", "notes/2024-03-14.md") == "2024-03-14"
