"""The template environments. Whatever a template prints is escaped for the place by construction."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from babel.messages.pofile import read_po
from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateError, UndefinedError
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.pages.catalogue import ConfigurationError
from generator.pages.escaping import attribute, escape
from generator.workspace import Workspace


class PageError(Exception):
    """A page or document could not be rendered; `file` and `line` name the template."""

    def __init__(self, message: str, file: str, line: int | None, client: str) -> None:
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {message} (client {client})")
        self.message, self.file, self.line, self.client = message, file, line, client


MOST_KNOWN = 4096
METHODS = frozenset({MethodType, BuiltinMethodType})
NEVER_PLAIN = ("unsafe_callable", "alters_data", "jinja_pass_arg")
"""What marks functions that a template must not call, or that want to know the template."""


class Importable(Template):
    """A template whose macros and their context hold each other, until somebody lets them go."""

    def make_module(
        self, vars: dict[str, Any] | None = None, shared: bool = False, locals: Mapping[str, Any] | None = None  # noqa: A002
    ) -> TemplateModule:  # fmt: skip
        """Its macros, for whoever imports it."""
        context = self.new_context(vars, shared, locals)
        _IMPORTED.append(context)
        return TemplateModule(self, context)


_IMPORTED: list[Context] = []


def let_go() -> None:
    """Nothing will be rendered with what was imported so far: its memory is freed at once, not by the collector."""
    for context in _IMPORTED:
        context.vars.clear()
        context.parent = {}
    _IMPORTED.clear()


class Sandbox(ImmutableSandboxedEnvironment):
    """Whether a template may have an attribute depends on its name and on what it is asked of, and is asked once."""

    def __init__(self, **options: Any) -> None:
        self.known: dict[tuple[type, str], bool] = {}
        self.template_class = Importable
        super().__init__(**options)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        kind = type(obj)
        if kind is not obj.__class__:
            return super().is_safe_attribute(obj, attr, value)
        safe = self.known.get((kind, attr))
        if safe is None:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            safe = self.known[kind, attr] = super().is_safe_attribute(obj, attr, value)
        return safe

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute that is known to be safe; methods are looked at closer, since some format texts."""
        if self.known.get((type(obj), attribute)) and type(obj) is obj.__class__:
            try:
                value = getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
            if type(value) not in METHODS:
                return value
        return super().getattr(obj, attribute)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as in Jinja
        """Call what a template calls: macros and plain functions, most of all, without further questions."""
        if type(__obj) is not Macro and not _is_plain(__obj):
            return super().call(__context, __obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        try:
            return __obj(*args, **kwargs)
        except StopIteration:
            return __self.undefined("value was undefined because a callable raised a StopIteration exception")


def _is_plain(called: Any) -> bool:
    return type(called) in (FunctionType, MethodType) and not any(hasattr(called, mark) for mark in NEVER_PLAIN)


@cache
def environment(templates: Path) -> Sandbox:
    """One environment for pages and documents: the escape is right in Markdown and in HTML (see escaping.py)."""
    made = Sandbox(
        loader=FileSystemLoader(templates),
        autoescape=True,
        finalize=_printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{# ",
        comment_end_string=" #}",
        keep_trailing_newline=False,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters["attribute"] = attribute
    return made


def _printed(value: Any) -> Any:
    """What `{{ value }}` puts out. None is a mistake of the template: StrictUndefined does not see it."""
    if value is None:
        raise UndefinedError("a value that is absent is printed; ask `{% if … %}` first")
    return escape(value)


@cache
def catalogue_words(path: Path) -> Mapping[str, str]:
    """The words of a gettext catalogue: msgid → translation."""
    try:
        with path.open("rb") as file:
            return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path}: {error}") from error


def render(workspace: Workspace, name: str, context: Mapping[str, Any], client: str) -> str:
    """Render a template of templates/; raises PageError naming template, line and client."""
    try:
        return environment(workspace.templates).get_template(name).render(context)
    except TemplateError as error:
        raise _page_error(error, name, client) from error
    except (AttributeError, TypeError, KeyError, ValueError, ArithmeticError) as error:
        raise _page_error(error, name, client) from error


def render_text(workspace: Workspace, text: str, file: str, context: Mapping[str, Any], client: str) -> str:
    """Render a text of the inventory as a template; raises PageError naming its file and the line in the text."""
    try:
        return environment(workspace.templates).from_string(text).render(context)
    except (TemplateError, AttributeError, TypeError, KeyError, ValueError, ArithmeticError) as error:
        line = getattr(error, "lineno", None)
        trace = error.__traceback__
        while trace is not None:
            line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == "<template>" else line
            trace = trace.tb_next
        where = f", line {line} below the front matter" if line else ""
        raise PageError(f"{str(error) or type(error).__name__}{where}", file, None, client) from error


def _page_error(error: Exception, name: str, client: str) -> PageError:
    """The innermost template line that the error passed through."""
    file, line = getattr(error, "filename", None) or name, getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path.endswith(".j2"):
            file, line = path, trace.tb_lineno
        trace = trace.tb_next
    short = file[file.index("templates/") :] if "templates/" in file else f"templates/{name}"
    return PageError(str(error) or type(error).__name__, short, line, client)
