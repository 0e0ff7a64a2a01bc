"""The GitHub Action: its steps run in a shell as a runner runs them, against the stand-in for GitHub and a bare git."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.sync.world import SEED, World
from wgtrack.model import Diagnostic
from wgtrack.reading.check import ERRORS

PROJECT = Path(__file__).resolve().parent.parent.parent
ACTION: dict[str, Any] = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
CONFIG = """\
group = "Lamps"
calls = "RRULE:FREQ=WEEKLY;BYDAY=TH"
agenda_file = "notes/{date}.md"

[github]
tracker = "boats/actions"
comment_on = ["boats/map"]

[people.ada]
github = "ada"
"""
NOTE = """\
# Call 2030-03-07

- TODO: Ada to oil the hinges of the gate by 2030-03-08
- TODO: Lee to answer in https://github.com/boats/map/issues/4
"""
AGENDA = "notes/2030-03-14.md"
BRANCH = "wgtrack/agenda"
TITLE = "Agenda: 2030-03-14"


def git(folder: Path, *words: str) -> str:
    who = {"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@boats.example"}
    who |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in who.items()}
    ran = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, f"git {words}: {ran.stderr}"
    return ran.stdout


@dataclass
class Run:
    """What one run of the workflow left behind."""

    code: int = 0
    log: str = ""
    summary: str = ""
    steps: list[str] = field(default_factory=list)

    @property
    def commands(self) -> list[str]:
        """The lines that the runner obeys: those that begin with `::`, outside of stop-commands."""
        found, ends = [], None
        for line in self.log.splitlines():
            if ends is None and line.startswith("::stop-commands::"):
                ends = line.removeprefix("::stop-commands::")
            elif ends is not None:
                ends = None if line == f"::{ends}::" else ends
            elif line.lstrip().startswith("::"):
                found.append(line)
        return found


@dataclass
class Forge:
    """A repository on GitHub with notes, and the runner that works on it."""

    place: Path
    world: World
    today: str = "2030-03-08"

    @classmethod
    def make(cls, place: Path, world: World) -> Forge:
        forge = cls(place, world)
        git(place, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
        git(place, "clone", "--quiet", "origin.git", "ours")
        git(forge.ours, "checkout", "--quiet", "-B", "main")
        forge.push({"wgtrack.toml": CONFIG, "notes/2030-03-07.md": NOTE})
        programs = place / "bin"
        programs.mkdir()
        shim = programs / "gh"
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{PROJECT}/tests/sync/gh_shim.py" "$@"\n')
        shim.chmod(0o755)
        # What the first step installs is tried elsewhere; here this checkout's program stands in its place.
        installed = place / "temp" / "wgtrack" / "bin"
        installed.mkdir(parents=True)
        (installed / "wgtrack").symlink_to(Path(sys.executable).parent / "wgtrack")
        return forge

    @property
    def ours(self) -> Path:
        """A person's clone."""
        return self.place / "ours"

    def push(self, files: dict[str, str], branch: str = "main") -> None:
        """A person commits files and pushes them."""
        if branch != git(self.ours, "branch", "--show-current").strip():
            git(self.ours, "fetch", "--quiet", "origin")
            git(self.ours, "checkout", "--quiet", "-B", branch, f"origin/{branch}")
        for name, text in files.items():
            file = self.ours / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        git(self.ours, "add", "-A")
        git(self.ours, "commit", "--quiet", "-m", "Notes")
        git(self.ours, "push", "--quiet", "origin", f"HEAD:{branch}")

    def shown(self, name: str, branch: str = BRANCH) -> str:
        """A file as the forge has it on a branch."""
        return git(self.place / "origin.git", "show", f"{branch}:{name}")

    def branches(self) -> set[str]:
        return set(git(self.place / "origin.git", "for-each-ref", "--format=%(refname:short)", "refs/heads").split())

    @property
    def pulls(self) -> list[tuple[str, str]]:
        """The open proposals: their branch is always the same, so title and number tell them."""
        found = self.world.act("GET", f"/repos/boats/actions/pulls?head=boats:{BRANCH}&state=open")
        return [(str(each["number"]), each["title"]) for each in found]

    def run(self, folder: str = ".", keep: Path | None = None, **inputs: str) -> Run:
        """Check the repository out as actions/checkout does, and run the action's steps."""
        work = self.place / "work"
        shutil.rmtree(work, ignore_errors=True)
        git(self.place, "clone", "--quiet", "--depth=1", f"file://{self.place}/origin.git", "work")
        if keep and keep.exists():
            shutil.copytree(keep, work / folder / ".wgtrack")
        given = {name: str(each.get("default", "")) for name, each in ACTION["inputs"].items()}
        given |= {"folder": folder, **{name.replace("_", "-"): value for name, value in inputs.items()}}
        run = Run()
        for step in STEPS:
            if not _holds(step.get("if", ""), given):
                continue
            run.steps.append(step["name"])
            if "run" in step:
                self._step(step, given, work, run)
            if run.code:
                break
        if keep:
            shutil.rmtree(keep, ignore_errors=True)
            shutil.copytree(work / folder / ".wgtrack", keep)
        return run

    def _step(self, step: dict[str, Any], given: dict[str, str], work: Path, run: Run) -> None:
        files = {name: self.place / f"{name}.txt" for name in ("GITHUB_PATH", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
        for file in files.values():
            file.write_text("")
        path = [self.place / "temp/wgtrack/bin", self.place / "bin", Path(os.defpath)]
        environment = {
            **{name: str(file) for name, file in files.items()},
            "PATH": os.pathsep.join([*map(str, path), *os.environ["PATH"].split(os.pathsep)]),
            "HOME": str(self.place),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(PROJECT),
            "GITHUB_API_URL": self.world.url,
            "GITHUB_REPOSITORY": "boats/actions",
            "GITHUB_REF_NAME": "main",
            "GITHUB_WORKSPACE": str(work),
            "RUNNER_TEMP": str(self.place / "temp"),
            "NO_PROXY": "127.0.0.1",
            "WGTRACK_TODAY": self.today,
            "LC_ALL": "C.UTF-8",
            **{name: _filled(str(text), given) for name, text in step.get("env", {}).items()},
        }
        assert step["shell"] == "bash"
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=work / _filled(step.get("working-directory", "."), given),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )
        run.log += ran.stdout
        run.code = ran.returncode
        run.summary += files["GITHUB_STEP_SUMMARY"].read_text()


def _filled(text: str, given: dict[str, str]) -> str:
    """`text` with the few forms of expressions that the action uses worked out."""

    def value(found: re.Match[str]) -> str:
        match found[1].split():
            case ["github.token"]:
                return "tok-bot"
            case ["github.repository"]:
                return "boats/actions"
            case [name, "&&", then, "||", "''"]:
                return then.strip("'") if value_of(name) else ""
            case [name]:
                return value_of(name)
            case other:
                raise AssertionError(other)

    def value_of(name: str) -> str:
        # A default may be an expression itself.
        return _filled(given[name.removeprefix("inputs.")], given)

    return re.sub(r"\$\{\{ (.*?) \}\}", value, text)


def _holds(condition: str, given: dict[str, str]) -> bool:
    """Whether a step's `if`, comparisons of inputs joined by `||`, holds."""
    if not condition:
        return True
    parts = [re.fullmatch(r"inputs\.([\w-]+) (==|!=) '(\w*)'", part.strip()) for part in condition.split("||")]
    assert all(parts), condition
    return any((given[part[1]] == part[3]) is (part[2] == "==") for part in parts if part)


@pytest.fixture
def forge(tmp_path: Path, stand_in: str) -> Forge:
    """GitHub as the stand-in plays it: the full one knows no branches."""
    world = World(stand_in)
    world.reset(SEED)
    return Forge.make(tmp_path, world)


@pytest.mark.slow
def test_on_a_push_the_notes_are_checked_read_told_and_the_next_agenda_is_proposed(forge: Forge) -> None:
    ran = forge.run()
    assert (ran.code, ran.steps) == (
        0,
        ["Install", "Check the notes", "Read the notes", "Tell GitHub", "Propose the next agenda"],
    ), ran.log
    assert [issue["title"] for issue in forge.world.issues()] == ["oil the hinges of the gate by 2030-03-08"]
    assert forge.pulls == [("1000", TITLE)]
    assert "- [ ] Ada: oil the hinges of the gate" in forge.shown(AGENDA)
    assert git(forge.place / "origin.git", "log", "--format=%an %s", "-1", BRANCH) == f"github-actions[bot] {TITLE}\n"
    assert git(forge.place / "work", "branch", "--show-current") == "main\n"


@pytest.mark.slow
def test_without_a_secret_comments_elsewhere_wait_and_nothing_is_red(forge: Forge) -> None:
    ran = forge.run()
    assert ran.code == 0
    assert forge.world.comments() == []
    assert "1 item is to be told in repositories outside --only" in ran.log
    assert forge.run(comments_token="tok-bot").code == 0
    assert len(forge.world.comments()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("kept", [False, True], ids=["no database", "a database in a cache"])
def test_the_same_notes_again_change_nothing(forge: Forge, kept: bool, tmp_path: Path) -> None:
    keep = tmp_path / "cache" if kept else None
    forge.run(keep=keep, cache=str(kept).lower(), comments_token="tok-bot")
    before = (forge.world.issues(), forge.world.comments(), forge.shown(AGENDA), forge.pulls)
    commit = git(forge.place / "origin.git", "rev-parse", BRANCH)
    written = len(forge.world.journal)
    ran = forge.run(keep=keep, cache=str(kept).lower(), comments_token="tok-bot")
    assert ran.code == 0, ran.log
    assert (forge.world.issues(), forge.world.comments(), forge.shown(AGENDA), forge.pulls) == before
    assert forge.world.writes(written) == []
    assert git(forge.place / "origin.git", "rev-parse", BRANCH) == commit


@pytest.mark.slow
def test_what_is_closed_on_github_is_off_the_agenda_also_where_no_database_is_kept(forge: Forge) -> None:
    forge.run()
    forge.world.close(1)
    forge.run()
    assert "- [ ] Ada: oil the hinges" not in forge.shown(AGENDA)
    assert [issue["state"] for issue in forge.world.issues()] == ["closed"]


@pytest.mark.slow
def test_the_proposal_is_updated_in_place_and_keeps_what_people_wrote_on_its_branch(forge: Forge) -> None:
    forge.run()
    text = forge.shown(AGENDA).replace("## Notes", "## Notes\n\nLee: the gate squeaks again.")
    forge.push({AGENDA: text.replace("- [ ] Lee:", "- [x] Lee:"), "notes/hello.txt": "mine\n"}, BRANCH)
    forge.push({"notes/2030-03-07.md": f"{NOTE}- TODO: Bo to buy rope\n"})
    ran = forge.run()
    assert ran.code == 0, ran.log
    shown = forge.shown(AGENDA)
    assert "Lee: the gate squeaks again." in shown
    assert "- [x] Lee: answer" in shown
    assert "- [ ] Bo: buy rope" in shown
    assert forge.shown("notes/hello.txt") == "mine\n"
    assert "buy rope" in forge.shown("notes/2030-03-07.md")
    assert forge.pulls == [("1000", TITLE)]


@pytest.mark.slow
def test_the_agenda_of_the_call_after_it_takes_the_same_place(forge: Forge) -> None:
    forge.run()
    held = forge.shown(AGENDA).replace("- [ ] Ada:", "- [x] Ada:").replace("## Notes", "## Notes\n\nHeld.")
    forge.push({AGENDA: held})
    forge.today = "2030-03-15"
    ran = forge.run()
    assert ran.code == 0, ran.log
    assert forge.pulls == [("1000", "Agenda: 2030-03-21")]
    assert forge.shown(AGENDA) == held
    assert "- [ ] Lee: answer" in forge.shown("notes/2030-03-21.md")


@pytest.mark.slow
def test_once_merged_the_next_change_is_a_proposal_of_its_own(forge: Forge) -> None:
    forge.run()
    forge.push({AGENDA: forge.shown(AGENDA)})
    forge.world.act("PATCH", "/repos/boats/actions/pulls/1000", {"state": "closed"})
    forge.world.act("PATCH", "/repos/boats/actions/pulls/1000", {"state": "closed", "merged_at": "2030-03-08"})
    ran = forge.run()
    assert "::notice::The next agenda is up to date." in ran.commands
    assert forge.pulls == []
    forge.push({"notes/2030-03-07.md": f"{NOTE}- TODO: Bo to buy rope\n"})
    assert forge.run().code == 0
    assert forge.pulls == [("1001", TITLE)]
    assert "- [ ] Bo: buy rope" in forge.shown(AGENDA)


@pytest.mark.slow
def test_a_proposal_that_somebody_closed_is_not_made_again(forge: Forge) -> None:
    forge.run()
    forge.world.act("PATCH", "/repos/boats/actions/pulls/1000", {"state": "closed"})
    forge.push({"notes/2030-03-07.md": f"{NOTE}- TODO: Bo to buy rope\n"})
    ran = forge.run()
    assert (ran.code, forge.pulls) == (0, [])
    assert "::notice::Somebody closed the proposal of this agenda, so it is not made again." in ran.commands


@pytest.mark.slow
def test_where_no_agenda_is_configured_nothing_is_proposed(forge: Forge) -> None:
    forge.push({"wgtrack.toml": CONFIG.replace("agenda_file", "# agenda_file")})
    ran = forge.run()
    assert ran.code == 0
    assert "No agenda is written, since `agenda_file` is not set" in ran.log
    assert forge.branches() == {"main"}


@pytest.mark.slow
def test_reminders_go_into_the_summary(forge: Forge) -> None:
    forge.today = "2030-03-11"
    ran = forge.run(check="false", agenda="false", remind="true")
    assert ran.code == 0, ran.log
    assert ran.steps == ["Install", "Read the notes", "Tell GitHub", "Remind"]
    assert "oil the hinges of the gate" in ran.summary
    forge.push({"notes/2030-03-07.md": "# Call 2030-03-07\n\nNothing.\n"})
    assert forge.run(sync="false", remind="true").summary == "Nobody is to be reminded of anything.\n"


@pytest.mark.slow
def test_findings_are_lines_that_the_matcher_knows_and_words_of_notes_are_no_commands(forge: Forge) -> None:
    words = ("Bo to x by blursday", "::error::pwned", "$(touch pwned) `touch pwned`")
    evil = "# Call 2030-03-07\n" + "".join(f"\n- TODO: {each}" for each in words)
    forge.push({"notes/2030-03-07.md": evil, "notes/::warning::.md": "# Call 2030-03-06\n\n- TODO: Bo: by Q9\n"})
    ran = forge.run()
    assert ran.code == 0, ran.log
    assert re.search(r"^notes/2030-03-07\.md:3: unknown-date ", ran.log, re.MULTILINE)
    assert [line for line in ran.commands if "pwned" in line or line.startswith("::warning::.md")] == []
    assert not list(forge.place.rglob("pwned"))
    strict = forge.run(check="strict")
    assert (strict.code, strict.steps[-1]) == (1, "Check the notes")


@pytest.mark.slow
def test_a_project_in_a_folder(forge: Forge) -> None:
    git(forge.ours, "rm", "--quiet", "-r", "wgtrack.toml", "notes")
    note = NOTE.replace("by 2030-03-08", "by blursday")
    forge.push({"our group/wgtrack.toml": CONFIG, "our group/notes/2030-03-07.md": note})
    ran = forge.run(folder="our group")
    assert ran.code == 0, ran.log
    assert re.search(r"^our group/notes/2030-03-07\.md:3: unknown-date ", ran.log, re.MULTILINE)
    assert "- [ ] Lee: answer" in forge.shown(f"our group/{AGENDA}")
    assert forge.run(folder="our group").code == 0


def test_whatever_prints_words_of_people_does_so_while_the_runner_obeys_nothing() -> None:
    printing = re.compile(r"^\s*(?:\w+=\S+ )*(?:\w+=\$\()?wgtrack (?!remind)\w+", re.MULTILINE)
    found = {step["name"]: [m.start() for m in printing.finditer(step.get("run", ""))] for step in STEPS}
    assert [name for name, places in found.items() if places] == [
        "Check the notes",
        "Read the notes",
        "Tell GitHub",
        "Propose the next agenda",
    ]
    for step in STEPS:
        for place in found[step["name"]]:
            assert step["run"].index('echo "::stop-commands::$stop"') < place < step["run"].rindex('echo "::$stop::"')


@pytest.mark.slow
def test_trouble_is_red(forge: Forge) -> None:
    forge.world.fault("status", status=502, times=-1)
    ran = forge.run()
    assert ran.code == 6
    assert ran.steps[-1] == "Tell GitHub"
    assert "Error: " in ran.log


def workflows() -> list[dict[str, Any]]:
    """The example workflows of the README."""
    blocks = re.findall(r"^```yaml\n(.*?)^```$", (PROJECT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [found for block in blocks if "jobs" in (found := yaml.safe_load(block))]


def test_the_examples_give_inputs_that_there_are_and_ask_for_no_more_than_is_needed() -> None:
    everything, looking = workflows()
    for workflow in (everything, looking):
        assert workflow["concurrency"]["group"]
        (job,) = workflow["jobs"].values()
        assert job["steps"][0]["uses"].startswith("actions/checkout@")
        assert job["steps"][1].get("with", {}).keys() <= ACTION["inputs"].keys()
    assert everything["permissions"] == {"contents": "write", "pull-requests": "write", "issues": "write"}
    assert looking["permissions"] == {"contents": "read"}


def test_every_input_is_used_and_described() -> None:
    used = set(re.findall(r"inputs\.([\w-]+)", (PROJECT / "action.yml").read_text(encoding="utf-8")))
    assert used == ACTION["inputs"].keys()
    assert all(each["description"] for each in ACTION["inputs"].values())


def test_no_input_is_written_into_a_script() -> None:
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []
    assert {step["uses"].partition("@")[0] for step in STEPS if "uses" in step} == {"actions/cache"}


@pytest.mark.parametrize("step", [step for step in STEPS if "run" in step], ids=lambda step: step["name"])
def test_scripts_have_nothing_that_shellcheck_warns_of(step: dict[str, Any]) -> None:
    if shutil.which("shellcheck") is None:
        assert not os.environ.get("WGTRACK_REQUIRE_SHELLS"), "shellcheck is not installed"
        pytest.skip("shellcheck is not installed")
    command = ["shellcheck", "--shell=bash", "--severity=style", "-"]
    ran = subprocess.run(command, input=step["run"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_the_matcher_reads_each_finding_of_check() -> None:
    (errors, hints) = yaml.safe_load((PROJECT / ".github/wgtrack-matcher.json").read_text())["problemMatcher"]
    assert (errors["severity"], hints["severity"]) == ("error", "warning")
    told = re.search(r"Errors are ([^;]*); hints are\s([^.]*)\.", (PROJECT / "README.md").read_text(encoding="utf-8"))
    assert told is not None
    hinted = re.findall(r"`([\w-]+)`", told[2])
    assert set(re.findall(r"`([\w-]+)`", told[1])) == ERRORS
    for code in [*ERRORS, *hinted]:
        for line in (0, 12):
            said = str(Diagnostic("notes/a b.md", line, code, "'by blursday': names no day"))
            found = {each["owner"]: re.search(each["pattern"][0]["regexp"], said) for each in (errors, hints)}
            owner = errors if code in ERRORS else hints
            match = found.pop(owner["owner"])
            assert list(found.values()) == [None]
            assert match is not None
            groups = [match[owner["pattern"][0][name]] for name in ("file", "line", "code", "message")]
            assert groups == ["notes/a b.md", str(line) if line else None, code, "'by blursday': names no day"]
