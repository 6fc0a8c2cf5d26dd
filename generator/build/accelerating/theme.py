"""The theme: its templates are compiled once in a process, and its 14,000 icons, no part of a website, listed once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme

from generator.build.accelerating.compiled import Compiled
from generator.build.accelerating.fragments import Fragment
from generator.outputs.web.finishing.pruning import is_unwanted

INSTALLED = "site-packages"


def accelerate() -> None:
    plain, compiled = Theme.get_env, Compiled()

    def get_env(self: Theme) -> Environment:
        environment = plain(self)
        environment.bytecode_cache = compiled
        environment.template_class = Fragment
        environment.cache = {}
        setattr(environment, "list_templates", _lister(environment))  # noqa: B010 - a method, on purpose
        return environment

    setattr(Theme, "get_env", get_env)  # noqa: B010


def _lister(environment: Environment) -> Callable[..., list[str]]:
    """`list_templates` with site-packages listed once, less what is taken out of every website in the end.

    Hidden folders are what MkDocs leaves out anyway.
    """
    loader, original = environment.loader, environment.list_templates
    folders = list(loader.searchpath) if isinstance(loader, FileSystemLoader) else []

    def listed(extensions: Any = None, filter_func: Callable[[str], bool] | None = None) -> list[str]:
        if extensions is not None or not folders:
            return original(extensions, filter_func)
        names = {name for folder in folders for name in _names(folder)}
        return sorted(name for name in names if filter_func is None or filter_func(name))

    return listed


def _names(folder: str) -> tuple[str, ...]:
    return _installed(folder) if INSTALLED in Path(folder).parts else _walked(folder)


@cache
def _installed(folder: str) -> tuple[str, ...]:
    return tuple(name for name in _walked(folder) if not is_unwanted(name))


def _walked(folder: str) -> tuple[str, ...]:
    found = (p for p in Path(folder).rglob("*") if p.is_file())
    return tuple(name for p in found if not (name := p.relative_to(folder).as_posix()).startswith("."))
