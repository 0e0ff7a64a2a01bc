"""A real Chromium, that of the system: nothing is downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

from tests.cli.conftest import Project

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-default-apps", "--disable-sync", "--no-first-run", "--no-proxy-server"),
]


def chromium() -> str:
    """Where Chromium is; skips the test where there is none, or fails it where there has to be one."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        told = "no Chromium is on the PATH: install Debian's chromium, or what your system calls it"
        if os.environ.get("WGTRACK_REQUIRE_CHROMIUM"):
            pytest.fail(told)
        pytest.skip(told)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield made
        made.close()


@dataclass
class Window:
    """A window of the browser with a profile of its own, and what went on in it."""

    page: Page
    told: list[str] = field(default_factory=list)
    """Messages on the console, errors of scripts, and dialogs."""
    asked: list[str] = field(default_factory=list)
    """Addresses asked for that are neither files nor on this machine."""

    def open(self, address: str | Path) -> Page:
        self.page.goto(address.as_uri() if isinstance(address, Path) else address)
        return self.page

    def shown(self) -> list[str]:
        """The words of the items that can be seen, in their order."""
        return self.page.locator("li.item:visible .what").all_inner_texts()

    @property
    def is_quiet(self) -> bool:
        return (self.told, self.asked) == ([], [])


class Windows:
    """Opens windows, and looks after each."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def __call__(self, *, width: int = 1200, height: int = 900, **options: Any) -> Window:
        context = self._browser.new_context(viewport={"width": width, "height": height}, **options)
        self._contexts.append(context)
        return watched(context.new_page())

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def watched(page: Page) -> Window:
    window = Window(page)
    page.on("console", lambda message: window.told.append(message.text))
    page.on("pageerror", lambda error: window.told.append(str(error)))

    def dismissed(dialog: Dialog) -> None:
        window.told.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def asked(address: str) -> None:
        if not address.startswith(("file:", "data:", "http://127.0.0.1:")):
            window.asked.append(address)

    page.on("dialog", dismissed)
    page.on("request", lambda request: asked(request.url))
    return window


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    made = Windows(browser)
    yield made
    made.close()


@pytest.fixture
def window(windows: Windows) -> Window:
    return windows()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, today="2030-03-21")
