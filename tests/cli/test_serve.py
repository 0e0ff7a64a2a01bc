"""Starting and ending the page of the call; what is done on it is tested in `tests/web` and `tests/browser`."""

from __future__ import annotations

import re
import socket
import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.browser.serving import serving
from tests.cli.conftest import Project


def test_without_its_libraries_it_says_how_to_get_them(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("wgtrack.web.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "flask", None)
    answer = project.run("serve", "--no-open")
    assert (answer.code, answer.err) == (
        2,
        "Error: serve needs flask, which is not installed: pip install 'wgtrack[web]'.\n",
    )


def test_a_port_that_is_taken_is_told(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = project.run("serve", "--no-open", "--port", str(port))
    assert (answer.code, answer.err) == (
        2,
        f"Error: 127.0.0.1:{port} cannot be listened on (something else listens there): choose another --port.\n",
    )


def test_a_host_that_is_none_and_a_port_that_cannot_be_are_told(project: Project) -> None:
    answer = project.run("serve", "--no-open", "--host", "nowhere.invalid")
    assert answer.code == 2
    assert answer.err.splitlines()[-1].startswith("Error: nowhere.invalid:0 cannot be listened on (")
    assert project.run("serve", "--no-open", "--port", "70000").code == 2


def test_settings_that_are_wrong_are_told_before_anything_is_served(project: Project) -> None:
    project.write("wgtrack.toml", "nonsense = 1\n")
    assert project.run("serve", "--no-open").code == 3


@pytest.mark.slow
def test_it_is_there_for_its_address_alone_and_ends_by_ctrl_c(project: Project) -> None:
    with serving(project) as address:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{32,}", address)
        assert b"No action item is known yet." in urlopen(address, timeout=20).read()
        with pytest.raises(HTTPError, match="403") as refused:
            urlopen(address.partition("?")[0], timeout=20)
        refused.value.close()
        port = int(address.split(":")[2].split("/")[0])
        with socket.socket() as elsewhere:
            elsewhere.settimeout(5)
            # Loopback only: the same port of another address of this machine is not listened on.
            assert elsewhere.connect_ex(("127.0.0.2", port)) != 0
    assert not (project.folder / ".wgtrack").exists()


@pytest.mark.slow
def test_a_host_that_others_reach_is_warned_of(project: Project) -> None:
    told: list[str] = []
    with serving(project, "--host", "0.0.0.0", told=told) as address:
        assert b"No action item" in urlopen(address, timeout=20).read()
    assert re.match(r"Warning: 0\.0\.0\.0 is no address of this machine alone", told[0])
