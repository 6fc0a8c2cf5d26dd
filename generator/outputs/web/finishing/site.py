"""A built website in memory: its pages are read once, changed by the steps, and written once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class SiteError(Exception):
    """The website is not fit to be published; the message says what is wrong with which page."""


class _Loader(_SafeLoader):  # type: ignore[misc, valid-type]
    """Reads a configuration and lets be what only the builder understands."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)


@dataclass
class Site:
    """`pages` holds the text of every page by its address, in order of address; `settings` is the whole mkdocs.yml."""

    sources: Path
    folder: Path
    settings: Mapping[str, Any]
    pages: dict[str, str]
    as_read: dict[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        code: str = self.settings["theme"]["language"]
        return code

    @property
    def handbook(self) -> Mapping[str, Any]:
        """What we tell the theme and these steps."""
        told: Mapping[str, Any] = self.settings.get("extra", {}).get("handbook") or {}
        return told


def read_site(sources: Path, folder: Path) -> Site:
    pages = {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in sorted(folder.rglob("*.html"))}
    return Site(sources, folder, read_settings(sources), pages, dict(pages))


def read_settings(sources: Path) -> Mapping[str, Any]:
    """The configuration that was written for the builder."""
    settings: Mapping[str, Any] = yaml.load((sources / "mkdocs.yml").read_text("utf-8"), _Loader)  # noqa: S506 - is safe
    return settings


def write_site(site: Site) -> None:
    """Write what was changed."""
    for address, text in site.pages.items():
        if site.as_read.get(address) != text:
            (site.folder / address).write_text(text, "utf-8")
