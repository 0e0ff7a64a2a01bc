"""Where the token goes and where it does not: addresses, environment, gh."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from wgtrack.cli import github, progress
from wgtrack.config import Config, GithubConfig
from wgtrack.errors import ConfigError, TrackerError, WgtrackError

VARIABLES = ("GITHUB_TOKEN", "GH_TOKEN", "GITHUB_API_URL")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No token, no gh."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


@pytest.fixture
def gh(tmp_path: Path) -> Path:
    """A gh that knows the hosts in a file: HOST TOKEN."""
    (tmp_path / "bin").mkdir()
    hosts = tmp_path / "hosts"
    program = tmp_path / "bin" / "gh"
    look = 'while read host token; do [ "$host" = "$4" ] && echo "$token" && exit 0; done'
    program.write_text(f"#!{os.path.realpath('/bin/sh')}\n{look} < {hosts}\nexit 1\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return hosts


def reach(api_url: str | None = None) -> tuple[str, str]:
    """The address and the token that go with it."""
    config = Config(root=Path(), file=Path("wgtrack.toml"), github=GithubConfig(api_url=api_url))
    url, host = github._address(config)
    return url, github._token(config, host)


def test_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch, gh: Path) -> None:
    gh.write_text("github.com from-gh\n")
    assert reach() == ("https://api.github.com", "from-gh")
    monkeypatch.setenv("GH_TOKEN", "second")
    assert reach() == ("https://api.github.com", "second")
    monkeypatch.setenv("GITHUB_TOKEN", "first")
    assert reach() == ("https://api.github.com", "first")


def test_without_a_token_the_sentence_says_how_to_get_one() -> None:
    with pytest.raises(TrackerError, match=r"no token.*GITHUB_TOKEN.*gh auth login"):
        reach()


def test_the_environment_may_name_an_enterprise_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "mine")
    monkeypatch.setenv("GITHUB_API_URL", "https://git.example.org/api/v3")
    assert reach() == ("https://git.example.org/api/v3", "mine")
    assert reach("https://git.example.org/api/v3") == ("https://git.example.org/api/v3", "mine")
    assert reach("https://other.example.org/api/v3") == ("https://git.example.org/api/v3", "mine")


def test_a_file_alone_sends_the_token_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "mine")
    with pytest.raises(ConfigError, match=r"wgtrack.toml: github.api_url names git.example.org.*GITHUB_API_URL"):
        reach("https://git.example.org/api/v3")


def test_a_server_that_gh_knows_gets_its_own_token(monkeypatch: pytest.MonkeyPatch, gh: Path) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "mine")
    gh.write_text("git.example.org theirs\n")
    assert reach("https://git.example.org/api/v3") == ("https://git.example.org/api/v3", "theirs")


@pytest.mark.parametrize(
    "url", ["http://git.example.org/api/v3", "ftp://x.example.org", "nonsense", "https://me@x.example.org"]
)
def test_an_address_that_will_not_do_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "mine")
    monkeypatch.setenv("GITHUB_API_URL", url)
    with pytest.raises(WgtrackError) as caught:
        reach()
    assert caught.value.exit_code == 3
    assert "mine" not in str(caught.value)


def test_what_is_no_token_is_said_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for token in ("geheim\u0142", "two words", "tok\ten"):
        monkeypatch.setenv("GITHUB_TOKEN", token)
        with pytest.raises(TrackerError, match="signs that no token has") as caught:
            reach()
        assert token not in str(caught.value)
    monkeypatch.setenv("GITHUB_TOKEN", "  ")
    monkeypatch.setenv("GH_TOKEN", " second\n")
    assert reach()[1] == "second"


def test_plain_http_is_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "mine")
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:4130")
    assert reach()[0] == "http://127.0.0.1:4130"


def test_a_wait_off_a_terminal_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    progress.wait(7, "GitHub limits how fast it is asked")
    progress.wait(0.1, "GitHub did not answer well")
    assert slept == [7, 0.1]
    assert capsys.readouterr().err == "GitHub limits how fast it is asked: waiting 7 s.\n"
