from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres

# How long an example takes says more about the machine than about the program; what has to be quick is measured
# by tests of its own. In CI the examples are the same for the same code, so that a red run can be run again;
# everywhere else new ones are looked for each time.
settings.register_profile(
    "any machine",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("any machine")

# Whoever starts the tests in the background of a script has them ignore Ctrl-C, and so the processes they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """The server that the tests of this process share."""
    with postgres.running() as server:
        yield server


@pytest.fixture
def postgresql(postgres_server: postgres.Server) -> Iterator[postgres.Server]:
    """A PostgreSQL with an empty database."""
    yield postgres_server
    postgres_server.clear()
