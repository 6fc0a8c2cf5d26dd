"""The theme: its templates are compiled once in a process, and its 14,000 icons, no part of a website, listed once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.theme import Theme

from generator.build.accelerating.fragments import Fragment
from generator.outputs.web.finishing.pruning import is_unwanted

INSTALLED = "site-packages"


class Compiled(BytecodeCache):
    """The compiled templates of this process, by their name and text, wherever they lie."""

    def __init__(self) -> None:
        self.kept: dict[str, CodeType] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The place of a template; already filled when its text was compiled before."""
        checksum = self.get_source_checksum(source)
        bucket = Bucket(environment, f"{name}|{checksum}", checksum)
        bucket.code = self.kept.get(bucket.key)
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self.kept[bucket.key] = bucket.code

    def load_bucket(self, bucket: Bucket) -> None:
        """Done when it is made."""

    def dump_bucket(self, bucket: Bucket) -> None:
        """Done when it is set."""


def accelerate() -> None:
    plain, compiled = Theme.get_env, Compiled()

    def get_env(self: Theme) -> Environment:
        environment = plain(self)
        environment.bytecode_cache = compiled
        environment.template_class = Fragment
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
