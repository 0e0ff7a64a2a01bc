"""The server of the page: waitress, until it is interrupted."""

from __future__ import annotations

import errno
import ipaddress
import logging
import socket
from collections.abc import Callable

from waitress.server import create_server

from wgtrack.errors import UsageProblem
from wgtrack.web.app import make_app
from wgtrack.web.guard import Guard
from wgtrack.workflow.desk import Desk

THREADS = 4


def run(desk: Desk, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve the page of `desk` on `host` and `port`, any free one for 0, until Ctrl-C.

    `ready` is called with the whole address once requests are answered. UsageProblem where it can't be listened there.
    """
    # What comes in and goes wrong is an answer; a reader who hurries away is no news for a terminal.
    logging.getLogger("waitress").setLevel(logging.CRITICAL)
    with _listening(host, port) as listener:
        taken = int(listener.getsockname()[1])
        guard = Guard(host)
        server = create_server(make_app(desk, guard, taken), sockets=[listener], threads=THREADS, ident=None)
        ready(f"http://{_shown(host)}:{taken}/?token={guard.token}")
        try:
            server.run()
        finally:
            server.close()


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        in_use = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        why = "something else listens there" if in_use else getattr(error, "strerror", None) or "it is no address"
        told = "choose another --port" if in_use else "choose another --host or --port"
        raise UsageProblem(f"{host}:{port} cannot be listened on ({why}): {told}.") from None


def _shown(host: str) -> str:
    """`host` as it stands in an address that opens on this machine."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:
        return "127.0.0.1" if address.version == 4 else "[::1]"
    return f"[{address}]" if address.version == 6 else str(address)
