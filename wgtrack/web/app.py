"""The page as a WSGI application: reads as the static pages do, and writes what the commands write."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Request, Response, jsonify, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from wgtrack.errors import ConfigError, StoreError, UsageProblem, WgtrackError
from wgtrack.publish.site import SitePages
from wgtrack.web.guard import HEADERS, POLICY, Guard
from wgtrack.workflow.desk import ChangedMeanwhile, Desk, Said

LARGEST = 64 * 1024
"""Bytes that a form may have."""
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
NOT_LET_IN = "This page belongs to whoever started it: open the whole address that `wgtrack serve` printed."


def make_app(desk: Desk, guard: Guard, port: int) -> Flask:
    """The application for a server on `port`; a failure that is expected is a page with its sentence."""
    app = Flask("wgtrack.web", static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    site = _Site(desk, guard)

    @app.before_request
    def guarded() -> AnyResponse | None:
        host = request.headers.get("Host", "")
        if guard.refuses_host(host, port):
            return _plain("This is not an address of this page.", 421)
        if not guard.lets_in(request.args.get("token"), request.cookies.get(_cookie(port))):
            return _plain(NOT_LET_IN, 403)
        is_read = request.method in ("GET", "HEAD")
        origin, asking = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        if not is_read and not guard.lets_say(request.form.get("secret"), host, origin, asking):
            return _plain("Only this page itself may say something here: reload it, and try again.", 403)
        return None

    @app.after_request
    def closed(response: Response) -> Response:
        response.headers.update(HEADERS)
        if "token" in request.args and response.status_code < 400:
            response.set_cookie(_cookie(port), guard.cookie, httponly=True, samesite="Strict")
        return response

    app.add_url_rule("/", "index", lambda: site.page("index.html"))
    app.add_url_rule("/state", "state", lambda: _plain(desk.state(), 200))
    app.add_url_rule("/<name>", "page", site.page)
    app.add_url_rule("/say", "say", lambda: site.say(_said(desk, request)), methods=["POST"])
    app.add_url_rule("/add", "add", lambda: site.say(_added(desk, request)), methods=["POST"])
    app.add_url_rule("/agenda", "agenda", site.agenda, methods=["POST"])
    app.register_error_handler(WgtrackError, site.problem)
    app.register_error_handler(HTTPException, _no_such_thing)
    return app


def _cookie(port: int) -> str:
    # Cookies do not tell ports apart: two servers on one machine would take each other's.
    return f"wgtrack-{port}"


def _said(desk: Desk, asked: Request) -> Callable[[], Said]:
    form = asked.form
    key, seen, typed = form.get("key", ""), form.get("seen", ""), form.get("typed", "")
    match form.get("do", ""):
        case "done":
            return lambda: desk.done(key, seen)
        case "reopen":
            return lambda: desk.reopen(key, seen)
        case "assign":
            return lambda: desk.assign(key, seen, typed)
        case "due":
            return lambda: desk.due(key, seen, typed)
    raise UsageProblem("nothing is known to say that: reload the page")


def _added(desk: Desk, asked: Request) -> Callable[[], Said]:
    form = asked.form
    return lambda: desk.add(
        form.get("text", ""), form.get("owner", ""), form.get("due", ""), apart=form.get("apart") == "yes"
    )


class _Site:
    """What is answered."""

    def __init__(self, desk: Desk, guard: Guard) -> None:
        self._desk = desk
        self._guard = guard
        self._made: tuple[str, SitePages] | None = None

    def _pages(self) -> SitePages:
        """The pages as they are now, made anew where anything changed since they were made."""
        state = self._desk.state()
        made = self._made
        if made is None or made[0] != state:
            actions = {"secret": self._guard.secret, "state": state}
            made = self._made = (
                state,
                self._desk.pages(policy=POLICY, extra={"actions": actions, "referrer": "same-origin"}),
            )
        return made[1]

    def page(self, name: str) -> AnyResponse:
        kind = KINDS.get(name[name.rfind(".") :], "")
        pages = self._pages()
        if kind in ("text/css", "text/javascript"):
            found: str | bytes | None = dict(pages.assets(also=("serve.js",))).get(name)
        else:
            found = pages.named(name)
        if found is None:
            return self._problem_page("There is no such page: it may have been called otherwise before", 404)
        return Response(found, content_type=f"{kind}; charset=utf-8")

    def say(self, said: Callable[[], Said]) -> AnyResponse:
        """Do it; a script is told what was done, and a form without one is led back to the page."""
        told = said()
        return jsonify(said=told.words, version=told.version) if _by_script() else redirect("/", 303)

    def agenda(self) -> AnyResponse:
        begun = self._desk.agenda()
        values = {"date": begun.date.isoformat(), "text": begun.text, "file": begun.file}
        return _html(self._pages().page("agenda.html.j2", "agenda", values), 200)

    def problem(self, error: WgtrackError) -> AnyResponse:
        status = 409 if isinstance(error, ChangedMeanwhile) else 400 if isinstance(error, UsageProblem) else 500
        sentence = str(error).rstrip(".") + "."
        if _by_script():
            return _with_status(jsonify(problem=sentence), status)
        return self._problem_page(sentence, status)

    def _problem_page(self, sentence: str, status: int) -> AnyResponse:
        try:
            return _html(self._pages().page("problem.html.j2", "problem", {"problem": sentence}), status)
        except (ConfigError, StoreError):
            return _plain(sentence, status)


def _by_script() -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _with_status(response: Response, status: int) -> Response:
    response.status_code = status
    return response


def _html(text: str, status: int) -> Response:
    return Response(text, status, content_type="text/html; charset=utf-8")


def _plain(text: str, status: int) -> Response:
    return Response(f"{text}\n", status, content_type="text/plain; charset=utf-8")


def _no_such_thing(error: HTTPException) -> Response:
    return _plain(f"{error.description or 'This cannot be done.'}", error.code or 500)
