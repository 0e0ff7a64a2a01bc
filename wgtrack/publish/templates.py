"""Templates: the group's own first, then the ones that come with the program. Only this module knows Jinja2.

They run in Jinja2's immutable sandbox: a template sees the values that it is given and reaches nothing else.
A group's template may build on the one that it replaces: `{% extends "shipped/agenda.md.j2" %}`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType, TracebackType

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from wgtrack.errors import ConfigError
from wgtrack.publish.confined import Confined
from wgtrack.publish.plaintext import markdown_text, plain, web_addresses

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped() -> Iterator[tuple[str, str]]:
    """Name and text of each template that comes with the program, by name."""
    for file in sorted(_shipped_folder().glob("*.j2")):
        yield file.name, file.read_text(encoding="utf-8")


def _shipped_folder() -> Path:
    """In the package where that was installed, beside it where it was not."""
    inside = _PACKAGE / "templates"
    return inside if inside.is_dir() else _PACKAGE.parent / "templates"


def render(name: str, values: Mapping[str, object], *, project_templates: Path | None) -> str:
    """The template `name` with `values` filled in; `project_templates` is the group's folder, if it has one.

    ConfigError: one sentence that names the template's file, its line and the mistake. Where the group has templates,
    a process of its own fills them in, in bounded time and memory.
    """
    if project_templates and _are_in(project_templates):
        return _confined.fill(name, values, project_templates, html=False)
    return _shipped_texts().fill(name, values)


_confined = Confined()


@functools.cache
def _shipped_texts() -> Templates:
    """The shipped templates of texts: compiled once, as a plan may fill in one of them for each of many items."""
    return Templates(None, html=False)


def _are_in(folder: Path) -> bool:
    """True where a group has templates in its folder."""
    with contextlib.suppress(OSError):
        return any(folder.rglob("*.j2"))
    return False


class Templates:
    """The templates that a group sees, filled in by this very process; each is compiled once.

    `folder` is the group's own, if it has one; with `html` every value is escaped.
    """

    def __init__(self, folder: Path | None, *, html: bool) -> None:
        self._environment = _environment(folder, autoescape=html)
        self._compiled: dict[str, Template] = {}

    def fill(self, name: str, values: Mapping[str, object]) -> str:
        """The template `name` with `values` filled in. ConfigError as from `render`."""
        with _mistakes_told(name, self._environment):
            return self._template(name).render(values)

    def blocks(self, name: str, blocks: Sequence[str], values: dict[str, object]) -> list[str]:
        """The `blocks` of the template `name` alone, as they are where it is filled in with `values`.

        What stands outside of its blocks, such as a macro, is not there.
        """
        with _mistakes_told(name, self._environment):
            template = self._template(name)
            context = template.new_context(values)
            return ["".join(template.blocks[block](context)) for block in blocks]

    def around(self, name: str, blocks: Sequence[str], values: Mapping[str, object]) -> list[str]:
        """What the template `name` has before, between and behind its `blocks`, given in their order."""
        left_out = "".join(f"{{% block {block} %}}{_GAP}{{% endblock %}}" for block in blocks)
        with _mistakes_told(name, self._environment):
            template = self._environment.from_string(f'{{% extends "{name}" %}}{left_out}')
            return template.render(values).split(_GAP)

    def _template(self, name: str) -> Template:
        template = self._compiled.get(name)
        if template is None:
            template = self._compiled[name] = self._environment.get_template(name)
            # Each filling-in copies them, which takes as long as a small template where they are a chain of maps.
            template.globals = dict(template.globals)
        return template


_GAP = "\0"
"""Stands in no page: texts that are shown have no control characters."""


def running_in(frame: FrameType | None) -> str | None:
    """file:line of the template that is being filled in where a thread is at `frame`; None where there is none.

    The group's own rather than a shipped one that it calls.
    """
    found = None
    shipped_ones = _shipped_folder()
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            place = f"{template.filename}:{template.get_corresponding_lineno(frame.f_lineno)}"
            if not Path(str(template.filename)).is_relative_to(shipped_ones):
                return place
            found = found or place
        frame = frame.f_back
    return found


class Pages:
    """Templates of HTML: every value is escaped, and each template is compiled once, however often it is filled in.

    `project_templates` is the group's folder, if it has one.
    """

    def __init__(self, project_templates: Path | None) -> None:
        self._folder = project_templates
        self._own = project_templates if project_templates and _are_in(project_templates) else None
        self._templates = Templates(None, html=True)

    def render(self, name: str, values: Mapping[str, object]) -> str:
        """The page `name` with `values` filled in. ConfigError as from `render`."""
        if self._own:
            return _confined.fill(name, values, self._own, html=True)
        return self._templates.fill(name, values)

    def every(self, name: str, common: Mapping[str, object]) -> Callable[[Mapping[str, object]], str]:
        """What makes the page `name` of the values that are its own, where there are many with the values `common`.

        All that the layout has around such a page is the same, and is made once. ConfigError as from `render`.
        """
        if self._own:
            return lambda values: self.render(name, {**common, **values})
        before, between, behind = self._templates.around("layout.html.j2", ("title", "main"), common)

        def page(values: Mapping[str, object]) -> str:
            title, main = self._templates.blocks(name, ("title", "main"), {**common, **values})
            return "".join((before, title, between, main, behind))

        return page

    def part(self, name: str, values: Mapping[str, object]) -> Markup:
        """The same as a part of a page, which is not escaped again where it is a value of another template."""
        return Markup(self.render(name, values))

    def asset(self, name: str) -> bytes:
        """A file that pages need beside them, such as `site.css`; the group's own instead of the shipped one."""
        for folder in filter(None, (self._folder, _shipped_folder())):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                return (folder / name).read_bytes()
        raise ConfigError(f"templates/{name} is not there: install wgtrack anew.")


def linked(text: str) -> Markup:
    """`text` as HTML in which addresses of the web, and nothing else, are links."""
    if "://" not in text:
        return escape(text)
    parts = []
    end = 0
    for address in web_addresses(text):
        parts += [escape(text[end : address.start()]), _LINK.format(address[0])]
        end = address.end()
    return Markup("").join([*parts, escape(text[end:])])


_LINK = Markup('<a href="{0}" rel="noreferrer">{0}</a>')


@contextlib.contextmanager
def _mistakes_told(name: str, environment: ImmutableSandboxedEnvironment) -> Iterator[None]:
    """ConfigError for whatever goes wrong in a template."""
    try:
        yield
    except TemplateNotFound as error:
        where = _place(error, environment) or "templates"
        raise ConfigError(f"{where}: there is no template {plain(str(error.name))}.") from error
    except TemplateSyntaxError as error:
        where = f"{error.filename or error.name or name}:{error.lineno}"
        raise ConfigError(f"{where}: {_sentence(error.message or 'cannot be read')}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"template {name} is not UTF-8; save the file as UTF-8 text.") from error
    except RecursionError as error:
        where = _place(error, environment) or f"template {name}"
        told = "it builds on itself without end; where it extends the one that it replaces, name that"
        raise ConfigError(f"{where}: {told} shipped/{name}.") from error
    except MemoryError as error:
        where = _place(error, environment) or f"template {name}"
        raise ConfigError(f"{where}: it needs more memory than a template may have: make it do less.") from error
    except Exception as error:  # a template may do anything that an expression can do
        where = _place(error, environment) or f"template {name}"
        raise ConfigError(f"{where}: {_sentence(str(error) or type(error).__name__)}") from error


def _environment(project_templates: Path | None, *, autoescape: bool = False) -> ImmutableSandboxedEnvironment:
    ours = FileSystemLoader(_shipped_folder())
    own: list[BaseLoader] = [FileSystemLoader(project_templates)] if project_templates else []
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*own, ours, PrefixLoader({"shipped": ours})]),
        undefined=StrictUndefined,
        autoescape=autoescape,  # not where the result is markdown: the filter md escapes for that
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update({"md": markdown_text, "date": _date, "owners": _owners})
    return environment


def _date(day: dt.date | None) -> str:
    """A day as 2020-03-05; nothing where there is none."""
    return day.isoformat() if day else ""


def _owners(owners: Sequence[str]) -> str:
    """Owners as they stand before a task: their names, safe in markdown, with commas between them."""
    return ", ".join(markdown_text(owner) for owner in owners)


def _place(error: BaseException, environment: ImmutableSandboxedEnvironment) -> str | None:
    """file:line of the innermost template that `error` came through; Jinja2 puts them in the traceback."""
    loader = environment.loader
    folders = [Path(folder) for each in _loaders(loader) for folder in each.searchpath]
    found = None
    for file, line in _frames(error.__traceback__):
        if any(Path(file).is_relative_to(folder) for folder in folders):
            found = f"{file}:{line}"
    return found


def _loaders(loader: BaseLoader | None) -> Iterator[FileSystemLoader]:
    for each in loader.loaders if isinstance(loader, ChoiceLoader) else ():
        if isinstance(each, FileSystemLoader):
            yield each


def _frames(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next


def _sentence(message: str) -> str:
    return f"{plain(message)[:300].rstrip('.')}."
