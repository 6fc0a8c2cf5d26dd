"""A built website in memory: its pages are read once, changed by the steps, and written once."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from generator.outputs.web.handing import Parts

Found = TypeVar("Found")

if TYPE_CHECKING:
    from yaml import SafeLoader
else:  # libyaml's, where it is there
    SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class SiteError(Exception):
    """The website is not fit to be published; the message says what is wrong with which page."""


class _Loader(SafeLoader):
    """Reads a configuration and lets be what only the builder understands."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)


class Pages(MutableMapping[str, str]):
    """Pages by their address. Each is kept in pieces; those that pages share are worked on once for all of them."""

    def __init__(self, parts: Mapping[str, Parts]) -> None:
        self.parts = dict(parts)

    def __getitem__(self, address: str) -> str:
        return "".join(self.parts[address])

    def __setitem__(self, address: str, text: str) -> None:
        self.parts[address] = (text,)

    def __delitem__(self, address: str) -> None:
        del self.parts[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    def change(self, change: Callable[[str], str]) -> None:
        """Change every page by its pieces, in which a change must have the effect that it has on the whole page."""
        asked = each(change)
        for address, parts in self.parts.items():
            self.parts[address] = tuple(map(asked, parts))


def each(ask: Callable[[str], Found]) -> Callable[[str], Found]:
    """What is to be said of a piece, said once; for as long as the pages of one website are looked at."""
    said: dict[str, Found] = {}

    def asked(part: str) -> Found:
        if part not in said:
            said[part] = ask(part)
        return said[part]

    return asked


def changed_first(parts: Parts, old: str, new: str) -> Parts:
    """A page with `new` where `old` stands in it first."""
    for number, part in enumerate(parts):
        if old in part:
            return (*parts[:number], part.replace(old, new, 1), *parts[number + 1 :])
    return parts


@dataclass
class Site:
    """`pages` holds the text of every page by its address, in order of address; `settings` is the whole mkdocs.yml."""

    sources: Path
    folder: Path
    settings: Mapping[str, Any]
    pages: Pages
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


def read_site(sources: Path, folder: Path, handed: Mapping[str, Parts] | None = None) -> Site:
    """The website in `folder`, with the pages that were handed over and those that lie there."""
    read = {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*.html")}
    parts = {**{address: (text,) for address, text in read.items()}, **(handed or {})}
    ordered = sorted(parts, key=lambda address: PurePosixPath(address))
    return Site(sources, folder, read_settings(sources), Pages({a: parts[a] for a in ordered}), read)


def read_settings(sources: Path) -> Mapping[str, Any]:
    """The configuration that was written for the builder."""
    settings: Mapping[str, Any] = yaml.load((sources / "mkdocs.yml").read_text("utf-8"), _Loader)  # noqa: S506 - is safe
    return settings


def write_site(site: Site) -> None:
    """Write what was changed, or never written."""
    for address, text in site.pages.items():
        if site.as_read.get(address) != text:
            with open(f"{site.folder}/{address}", "wb") as file:  # noqa: PTH123 - hundreds of them
                file.write(text.encode())
