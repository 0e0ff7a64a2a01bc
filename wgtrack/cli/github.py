"""How the command line reaches GitHub: the address, the token, and waits that can be seen."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wgtrack.errors import ConfigError, TrackerError

if TYPE_CHECKING:
    from wgtrack.config import Config
    from wgtrack.sync.tracker import Tracker

API = "https://api.github.com"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class NoToken(TrackerError):
    """GitHub cannot be asked at all, since nobody has given a token."""


def tracker_of(config: Config) -> Callable[[Callable[[str], bool]], Tracker]:
    """What gives the tracker that the configuration and the environment name.

    That raises ConfigError for an address that the token may not go to, TrackerError where there is no token.
    """

    def connect(may_write: Callable[[str], bool]) -> Tracker:
        from wgtrack.cli.progress import wait
        from wgtrack.sync.github import Connection
        from wgtrack.sync.issues import GitHub

        url, host = _address(config)
        token = _token(config, host)
        connection = Connection(token, url, may_write=may_write, wait=wait)
        return GitHub(connection, config.github.tracker)

    return connect


def _address(config: Config) -> tuple[str, str]:
    """The API's address and its host."""
    url = os.environ.get("GITHUB_API_URL") or config.github.api_url or API
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in ("http", "https") or parts.username:
        raise ConfigError("GITHUB_API_URL is not an address: write https://HOST/api/v3.")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise ConfigError(f"the token is not sent over plain http to {parts.hostname}: write https://.")
    return url, parts.hostname


def _token(config: Config, host: str) -> str:
    """The token for `host`: the environment's where it names that host or it is GitHub's own, else that of gh."""
    in_environment = os.environ.get("GITHUB_TOKEN", "").strip() or os.environ.get("GH_TOKEN", "").strip()
    named = os.environ.get("GITHUB_API_URL") or API
    is_trusted = urlsplit(named).hostname == host
    if in_environment and (is_trusted or urlsplit(API).hostname == host):
        if not in_environment.isascii() or not in_environment.isprintable() or " " in in_environment:
            raise TrackerError("the token holds signs that no token has: copy it anew, and set GITHUB_TOKEN.")
        return in_environment
    from_gh = _token_of_gh("github.com" if urlsplit(API).hostname == host else host)
    if from_gh:
        return from_gh
    if is_trusted or urlsplit(API).hostname == host:
        raise NoToken("there is no token for GitHub: set GITHUB_TOKEN, or run `gh auth login`.")
    raise ConfigError(
        f"{config.file}: github.api_url names {host}, and a file alone does not decide where the token goes: set "
        f"GITHUB_API_URL to it too, or run `gh auth login --hostname {host}`."
    )


def _token_of_gh(host: str) -> str:
    command = ["gh", "auth", "token", "--hostname", host]
    try:
        asked = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""
