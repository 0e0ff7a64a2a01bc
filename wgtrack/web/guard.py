"""Who may look at the page, and who may say something on it: whoever was given its address, from it alone.

Another page in the same browser knows neither the token in the address nor the cookie that replaces it (SameSite),
may not read our pages, in which each form has a secret, and sends another Origin. A name of somebody's own that
leads to this machine (DNS rebinding) is another Host.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Of every answer."""


def _random() -> str:
    return secrets.token_urlsafe(24)


def is_loopback(host: str) -> bool:
    """True for a host that is this machine and nobody else's way to it."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Guard:
    """What a request has to bring, for a server that listens on `host`."""

    host: str
    token: str = field(default_factory=_random)
    """In the address that is printed."""
    cookie: str = field(default_factory=_random)
    secret: str = field(default_factory=_random)
    """In every form."""

    def refuses_host(self, host: str, port: int) -> bool:
        """True for a Host that is not this server: only an address itself, never a name of somebody's own."""
        try:
            parts = urlsplit(f"//{host}")
            name, given = parts.hostname or "", parts.port or 80
        except ValueError:
            return True
        if given != port or parts.username is not None or parts.path:
            return True
        if is_loopback(self.host):
            return not is_loopback(name)
        return not (is_loopback(name) or name == self.host.casefold() or _is_address(name))

    def lets_in(self, token: str | None, cookie: str | None) -> bool:
        """True for somebody who has the address that was printed, or has opened it before."""
        return _same(self.token, token) or _same(self.cookie, cookie)

    def lets_say(self, secret: str | None, host: str, origin: str | None, site: str | None) -> bool:
        """True for a form of ours, sent from a page of ours, as the headers Origin and Sec-Fetch-Site tell."""
        return _same(self.secret, secret) and origin == f"http://{host}" and site in (None, "same-origin")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _same(own: str, given: str | None) -> bool:
    return given is not None and secrets.compare_digest(own.encode(), given.encode("utf-8", "replace"))
