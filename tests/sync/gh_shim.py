"""The few words of GitHub's own `gh` that the action says, told to the server of `GITHUB_API_URL`."""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from typing import Any


def ask(method: str, path: str, body: dict[str, str] | None = None) -> Any:
    """The answer of the server about the repository's pull requests."""
    request = urllib.request.Request(
        f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GH_REPO']}/pulls{path}",
        data=json.dumps(body).encode() if body else None,
        headers={"Authorization": f"Bearer {os.environ['GH_TOKEN']}"},
        method=method,
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
        return json.load(answer)


def main() -> None:
    """Do what one command line of `gh pr` does."""
    assert sys.argv[1] == "pr", sys.argv
    command, *words = sys.argv[2:]
    number = words.pop(0) if command == "edit" else ""
    assert all(name.startswith("--") for name in words[::2]), words
    given = {name[2:]: value for name, value in zip(words[::2], words[1::2], strict=True)}
    if command == "list":
        found = ask("GET", f"?head={given['head']}&state={given['state']}")
        match given["jq"]:
            case ".[].number" | ".[].title" as path:
                lines = [str(each[path.rpartition(".")[2]]) for each in found]
            case '.[] | select(.state == "CLOSED") | .title':
                lines = [each["title"] for each in found if not each["merged_at"]]
            case other:
                raise AssertionError(other)
        print(*lines, sep="\n", end="\n" if lines else "")
    elif command == "create":
        print(ask("POST", "", {name: given[name] for name in ("head", "base", "title", "body")})["number"])
    else:
        assert command == "edit", command
        ask("PATCH", f"/{number}", {"title": given["title"]})


if __name__ == "__main__":
    main()
