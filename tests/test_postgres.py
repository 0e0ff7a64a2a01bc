"""The server that the tests start, where it can't be had and where its files are not for all to read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests import postgres


def test_without_a_server_its_tests_are_skipped_and_in_ci_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PACKAGE", "no_such_package")
    monkeypatch.delenv(postgres.REQUIRED, raising=False)
    with pytest.raises(pytest.skip.Exception, match="no PostgreSQL for this platform"), postgres.running():
        raise AssertionError("it runs")
    monkeypatch.setenv(postgres.REQUIRED, "1")
    with pytest.raises(pytest.fail.Exception, match=f"{postgres.REQUIRED} is set"), postgres.running():
        raise AssertionError("it runs")


def test_a_copy_of_the_programs_is_for_all_to_read(tmp_path: Path) -> None:
    private = tmp_path / "site" / "package" / "pginstall" / "bin"
    private.mkdir(parents=True)
    for name, mode in (("postgres", 0o700), ("initdb", 0o755)):
        (private / name).write_text("#!/bin/sh\n")
        (private / name).chmod(mode)
    private.chmod(0o700)
    copied = postgres._copy(private, tmp_path / "copy")
    assert copied == tmp_path / "copy" / "package" / "pginstall" / "bin"
    for path in (copied, copied.parent, copied / "postgres", copied / "initdb"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o755
    assert stat.S_IMODE((private / "postgres").stat().st_mode) == 0o700
    assert os.path.samefile(private / "initdb", copied / "initdb")
