"""Notes of invented groups, as many as wanted and always the same ones: what the measurements read.

Each team meets every twentieth day. A call goes through what was left open, talks, and sums up, so that a task is
stated about three times before it is done, and a call of some sixty lines states about ten.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

GROUP = "Harbour Watch"
CONFIG = f"""group = "{GROUP}"

[github]
tracker = "example-harbour/tasks"
comment_on = ["example-harbour/*"]
since = 1990-01-01
max_writes = 2000
"""
FIRST_DAY = dt.date(1999, 1, 4)
TEAMS = 20

NAMES = (
    "Mira Oskar Tamsin Bo Lotte Juno Pavel Ines Farid Greta Hugo Ayla Nils Odile Rasmus Vera Yusuf Zofia Amos Birte "
    "Cato Dunja Emil Fenna Gustav Hedda Ivar Jonna Kasper Liv Malte Nora Otis Petra Quentin Rosa Sven Thea Urban Wilma"
).split()
_VERBS = (
    "check paint order mend count measure describe photograph replace test label move collect clean draw map price "
    "translate archive rewrite publish weigh inspect insure book print scan compare announce"
).split()
_HOW = (
    "old new red green northern southern spare broken rusty missing tall small heavy annual monthly second last "
    "wooden borrowed upper lower cracked shared public"
).split()
_THINGS = (
    "lamp buoy chart form ladder mast pump rope crane bell railing mooring winch poster budget leaflet register "
    "timetable barrel lantern gauge anchor permit signpost bollard toolbox website newsletter mailing-list invoice "
    "contract survey handbook radio battery inventory photograph schedule password backup"
).split()
_PLACES = (
    "on the east mole|at the old shed|for the harbour office|behind the fish hall|on pier 4|in the boat yard|"
    "for the summer fair|at the slipway|for the new volunteers|near the lock|in the archive|for the insurers|"
    "at the north gate|for the school visit|on the breakwater|in the reading room|for the town council|at the ferry"
).split("|")
_SYLLABLES = "ta ro vel min ka sor du ne li bra po gen wa fi mo rus te han jo dal".split()
_TALK = (
    "{a}: the {thing} {place} has been like that since the storm, and nobody knows who is in charge of it.",
    "{a}: I asked {b} about the {name}; the answer was friendly and said nothing.",
    "{b} explains how the {how} {thing} came to be {place}. Some of us remember it otherwise.",
    "- {a}: we could share the {thing} with the neighbours, as we did in the year of the flood",
    "- the offer for the {name} is too high, see https://example.org/offers/{number}",
    "- {b} has a photograph; **nobody** else does",
    "There were {number} visitors in the season, about as many as before. The list is in [the register](r/{number}).",
    "{a}, {b} and the harbour office have met twice. It is not clear yet whether the {name} is ours at all.",
    "{b}: we have until the end of the season, but I would rather not wait for the rain.",
    "- agreed: the {how} {thing} stays where it is",
    "{a}: who wrote #{number}? It says the opposite of what we found, and `{name}.csv` is empty.",
)
_TITLES = ("The {thing} {place}", "{name}", "What the council wants", "Money", "The {how} {thing}", "Open questions")
_LIMITS = ("", "", "", " by Friday", " by the end of the month", " before the next call", " in two weeks")


@dataclass
class _Task:
    owner: str
    words: str
    stated: int = 0


@dataclass
class _Team:
    number: int
    members: list[str]
    open: list[_Task] = field(default_factory=list)

    @property
    def folder(self) -> str:
        return f"{_SYLLABLES[self.number % 20]}{_SYLLABLES[(self.number * 7 + 3) % 20]}-team"


def write_project(folder: Path, calls: int) -> None:
    """A project in `folder` with the notes of so many calls in `notes`, and that of one more in `later`."""
    folder.mkdir(parents=True)
    (folder / "wgtrack.toml").write_text(CONFIG, encoding="utf-8")
    for number, (path, text) in enumerate(make_notes(calls + 1)):
        file = folder / ("later" if number == calls else "notes") / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def day_after(calls: int) -> dt.date:
    """The day on which the program looks at the notes of so many calls and of one more."""
    return FIRST_DAY + dt.timedelta(days=calls + 1)


def make_notes(calls: int) -> Iterator[tuple[str, str]]:
    """Path and text of the notes of so many calls, one a day."""
    dice = random.Random(20)
    teams = [_Team(number, dice.sample(NAMES, 6)) for number in range(TEAMS)]
    for number in range(calls):
        team = teams[number % TEAMS]
        day = FIRST_DAY + dt.timedelta(days=number)
        yield f"{team.folder}/{day}.md", "\n".join(_single_blanks(_call(team, day, dice))) + "\n"


def _single_blanks(lines: Iterator[str]) -> Iterator[str]:
    last = ""
    for line in lines:
        if line or last:
            yield line
        last = line


def unlike_words(dice: random.Random) -> str:
    """Something to do that nobody takes for anything else."""
    names = " and ".join("".join(dice.choices(_SYLLABLES, k=5)).capitalize() for _ in range(3))
    return f"{dice.choice(_VERBS)} the {dice.choice(_THINGS)} of {names}"


def new_words(dice: random.Random) -> str:
    """Something to do, often like another, and often until when."""
    parts = [dice.choice(_VERBS), "the", dice.choice(_HOW), dice.choice(_THINGS)]
    if dice.random() < 0.7:
        parts += ["of", _name(dice)]
    parts.append(dice.choice(_PLACES))
    if dice.random() < 0.1:
        parts += ["re", f"example-harbour/map#{dice.randrange(1, 900)}"]
    return " ".join(parts) + dice.choice(_LIMITS)


def _name(dice: random.Random) -> str:
    return "".join(dice.choices(_SYLLABLES, k=3)).capitalize()


def _call(team: _Team, day: dt.date, dice: random.Random) -> Iterator[str]:
    there = dice.sample(team.members, dice.randint(3, len(team.members)))
    written = f"{day:%Y-%m-%d}" if team.number % 3 else f"{day.day} {day:%B %Y}"
    yield f"# {team.folder.capitalize()} call, {written}"
    yield ""
    yield from _attendance(team.number, there)
    done = [task for task in team.open if task.stated > 1 and dice.random() < 0.6]
    team.open = [task for task in team.open if task not in done and (task.stated < 4 or dice.random() < 0.5)]
    yield from ("", "## Left from last time", "")
    for task in [*done, *dice.sample(team.open, min(2, len(team.open)))]:
        mark = " (done)" if task in done else ""
        task.stated += 1
        yield (
            f"- [{'x' if mark else ' '}] {task.owner}: {task.words}"
            if team.number % 4
            else (f"- {task.owner} to {task.words}{mark}")
        )
    new: list[_Task] = []
    for _ in range(dice.randint(3, 5)):
        yield from ("", f"## {_said(dice.choice(_TITLES), there, dice).capitalize()}", "")
        for _ in range(dice.randint(3, 7)):
            line = _said(dice.choice(_TALK), there, dice)
            yield from (line,) if line.startswith("-") else ("", line, "")
        if len(new) < 4:
            new.append(_Task(dice.choice(there), new_words(dice)))
            yield from ("", _in_talk(team.number, new[-1], dice))
    team.open += new
    yield from ("", "## Action items", "")
    listed = [*new, *dice.sample(team.open, min(1, len(team.open)))]
    yield from _summary(team.number, list({id(task): task for task in listed}.values()))
    yield from ("", f"Next call on {day + dt.timedelta(days=TEAMS)}.")


def _said(pattern: str, there: list[str], dice: random.Random) -> str:
    a, b = dice.sample(there, 2)
    return pattern.format(
        a=a,
        b=b,
        thing=dice.choice(_THINGS),
        how=dice.choice(_HOW),
        place=dice.choice(_PLACES),
        name=_name(dice),
        number=dice.randrange(10, 990),
    )


def _attendance(style: int, there: list[str]) -> Iterator[str]:
    if style % 3 == 0:
        yield f"Participants: {', '.join(there)}"
    elif style % 3 == 1:
        yield from ("## Present", "", *(f"- {name}" for name in there))
    else:
        yield f"**Attendees:** {', '.join(there[:-1])} and {there[-1]}"


def _in_talk(style: int, task: _Task, dice: random.Random) -> str:
    task.stated += 1
    marker = ("TODO: ", "- TODO: ", "**ACTION**: ", "- [ ] ", "Action item: ")[style % 5]
    return marker + (f"{task.owner} to {task.words}" if dice.random() < 0.7 else f"{task.owner}: {task.words}")


def _summary(style: int, tasks: list[_Task]) -> Iterator[str]:
    for task in tasks:
        task.stated += 1
    if style % 5 == 2:
        yield from ("| Who | What |", "|---|---|", *(f"| {task.owner} | {task.words} |" for task in tasks))
    elif style % 5 == 3:
        yield from (f"- [ ] {task.owner}: {task.words}" for task in tasks)
    elif style % 5 == 4:
        yield from (f"* {task.words} ({task.owner})" for task in tasks)
    else:
        yield from (f"- {task.owner} to {task.words}" for task in tasks)
