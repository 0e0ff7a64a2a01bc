from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from unittest import mock

import pytest

import wgtrack.reading
from wgtrack.reading.later import Later, later


def test_a_pattern_is_compiled_with_its_first_use_and_only_then() -> None:
    with mock.patch("re.compile", wraps=re.compile) as compiled:
        pattern = later(r"(?P<day>\d+)\. may", re.IGNORECASE)
        assert pattern.pattern == r"(?P<day>\d+)\. may"
        assert compiled.call_count == 0
        found = pattern.search("on 3. May")
        assert found is not None
        assert found["day"] == "3"
        assert pattern.sub("then", "on 3. May") == "on then"
        assert pattern.search("on 3. June") is None
        assert pattern.fullmatch("3. MAY")
        assert (pattern.flags & re.IGNORECASE, pattern.groups) == (re.IGNORECASE, 1)
        assert compiled.call_count == 1


def test_what_is_no_attribute_of_a_pattern_is_none_of_its() -> None:
    with pytest.raises(AttributeError):
        getattr(later("x"), "found")  # noqa: B009 -- mypy knows that too


def test_every_pattern_that_is_compiled_later_is_one() -> None:
    modules = [import_module(f"wgtrack.reading.{each.name}") for each in pkgutil.iter_modules(wgtrack.reading.__path__)]
    patterns = [value for module in modules for value in vars(module).values() if isinstance(value, Later)]
    assert len(patterns) > 50
    for pattern in patterns:
        assert pattern.flags & re.UNICODE, pattern.pattern


def test_to_load_what_reads_notes_compiles_no_long_table() -> None:
    program = (
        "import re\n"
        "long, compiling = [], re.compile\n"
        "def noting(pattern, flags=0):\n"
        "    if isinstance(pattern, str) and len(pattern) > 3000: long.append(pattern[:60])\n"
        "    return compiling(pattern, flags)\n"
        "re.compile = noting\n"
        "import wgtrack.reading.note\n"
        "print(len(long), long)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "0 []\n"
