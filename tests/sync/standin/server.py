"""The HTTP server: a journal of every request, faults on demand, and the handles for tests below `/__lab/`."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.sync.standin import graphql, rest
from tests.sync.standin.hub import Hub

__all__ = ["StandIn", "graphql", "rest"]

_PAGE = b"<html><body>a page, not an answer</body></html>"
_APPLIED = ("drop_after", "reset_after", "truncate", "delay")


@dataclass
class Fault:
    """What to do to requests that match: `skip` pass, then `times` are struck (-1: for ever)."""

    kind: str
    method: str = "*"
    path: str = ".*"
    times: int = 1
    skip: int = 0
    status: int = 0
    seconds: float = 0
    retry_after: int | None = None
    applied: bool = False
    hits: int = 0
    seen: int = 0

    def takes(self, method: str, target: str) -> bool:
        if self.method not in ("*", method) or not re.search(self.path, target):
            return False
        self.seen += 1
        if self.seen <= self.skip or self.hits == self.times:
            return False
        self.hits += 1
        return True

    def answer(self) -> tuple[int, Any, dict[str, str]] | None:
        """The answer in place of the true one, if any."""
        match self.kind:
            case "status":
                return self.status, _PAGE, {}
            case "garbage":
                return 200, _PAGE, {}
            case "secondary":
                headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
                return self.status or 403, {"message": "You have exceeded a secondary rate limit"}, headers
            case "primary":
                reset = str(int(time.time()) + (self.retry_after or 0))
                headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
                return self.status or 403, {"message": "API rate limit exceeded"}, headers
        return None


class StandIn:
    """`with StandIn() as server:` listens at `server.url`."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.faults: list[Fault] = []
        self.journal: list[dict[str, Any]] = []
        self._lock = threading.RLock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> StandIn:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def serve(
        self, method: str, target: str, body: Any, token: str, base: str
    ) -> tuple[tuple[int, Any, dict[str, str]] | None, Fault | None]:
        """The answer, None for none, and the fault that shaped it."""
        with self._lock:
            fault = next((each for each in self.faults if each.takes(method, target)), None)
            applied = fault is None or fault.kind in _APPLIED or fault.applied
            true = self.hub.answer(method, target, body, token, base) if applied else None
            answer = (fault.answer() if fault else None) or true
            if fault and fault.kind in ("drop_before", "drop_after", "reset_after"):
                answer = None
            entry = {"method": method, "target": target, "body": body, "applied": applied, "violations": []}
            self.journal.append({**entry, "status": answer[0] if answer else None})
        if fault and fault.seconds:
            time.sleep(fault.seconds)
        return answer, fault

    def control(self, method: str, path: str, value: Any) -> Any:
        """The handles: reset, faults, journal."""
        with self._lock:
            if path == "reset":
                self.hub.reset(value or {})
                self.faults.clear()
                self.journal.clear()
            elif path == "faults" and method == "DELETE":
                self.faults.clear()
            elif path == "faults":
                self.faults += [Fault(**each) for each in (value if isinstance(value, list) else [value])]
            elif path == "convert":
                (repo,) = (each for each in self.hub.repos if each.name == value["repo"])
                self.hub.convert(repo.issues[value["number"]])
            elif path == "journal":
                return list(self.journal)
            return {"ok": True}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no error."""


def _handler(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _serve(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = json.loads(raw) if raw else None
            target, base = self.path, f"http://{self.headers['Host']}"
            if target.startswith("/__lab/"):
                self._send(200, stand_in.control(self.command, target.removeprefix("/__lab/"), body), {})
                return
            if urlsplit(target).path.startswith("/api/"):
                target, base = target.removeprefix("/api").removeprefix("/v3"), f"{base}/api/v3"
            token = self.headers.get("Authorization", "").rpartition(" ")[2]
            answer, fault = stand_in.serve(self.command, target, body, token, base)
            if answer is None:
                self._hang_up(reset=fault is not None and fault.kind == "reset_after")
            else:
                self._send(*answer, cut=fault is not None and fault.kind == "truncate")

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve  # noqa: N815

        def _hang_up(self, reset: bool) -> None:
            self.close_connection = True
            if reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            else:
                self.connection.shutdown(socket.SHUT_RDWR)

        def _send(self, status: int, value: Any, headers: dict[str, str], cut: bool = False) -> None:
            body = value if isinstance(value, bytes) else json.dumps(value).encode() if status != 204 else b""
            self.send_response(status)
            for name, text in headers.items():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if cut else body)
            self.wfile.flush()
            if cut:
                self._hang_up(reset=False)

        def log_message(self, *args: Any) -> None:
            """Nothing is printed."""

    return Handler
