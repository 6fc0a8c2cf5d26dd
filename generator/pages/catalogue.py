"""The catalogue: which pages there are, where they stand and when they are shown. Data in site_config/."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.inventory.reading import read


class ConfigurationError(Exception):
    """A file of site_config/ or templates/ is not right; the message names it."""


def load_yaml(path: Path) -> Any:
    """A file of site_config/ as data; raises ConfigurationError."""
    source = read(path, path.name)
    if source.diagnostics:
        first = source.diagnostics[0]
        hint = "Fill it in." if first.rule == "E115" else first.hint
        raise ConfigurationError(f"{path}:{first.location.line}: {first.message}. {hint}")
    return source.data


def load_mapping(path: Path) -> dict[str, Any]:
    """A file of site_config/ that is a mapping; raises ConfigurationError."""
    data = load_yaml(path)
    if not isinstance(data, dict):
        raise ConfigurationError(f"{path}: it must be a mapping, lines such as `key: value`")
    return data


@dataclass(frozen=True)
class Part:
    """A part of the handbook, or a section of the website's navigation."""

    id: str
    title: Mapping[str, str]


@dataclass(frozen=True)
class CataloguePage:
    """A page of every client: `needs` names what must not be empty for it to be shown, all of them."""

    id: str
    title: Mapping[str, str]
    audience: str
    part: str
    section: str
    documents: tuple[str, ...]
    needs: tuple[str, ...] = ()
    needs_any: tuple[str, ...] = ()
    per: str | None = None
    """A collection: the page is made once for each of its records (`asset-fw-01`)."""
    website: bool = True


@dataclass(frozen=True)
class Catalogue:
    parts: tuple[Part, ...]
    sections: tuple[Part, ...]
    pages: tuple[CataloguePage, ...]

    def part(self, name: str) -> Part:
        return next(p for p in self.parts if p.id == name)


@cache
def load_catalogue(path: Path) -> Catalogue:
    """The page catalogue in `path` (site_config/pages.yml); raises ConfigurationError."""
    data = load_mapping(path)
    try:
        parts = tuple(Part(p["id"], p["title"]) for p in data["parts"])
        sections = tuple(Part(p["id"], p["title"]) for p in data["sections"])
        pages = tuple(_page(p) for p in data["pages"])
    except KeyError as error:
        raise ConfigurationError(f"{path}: a part, section or page lacks {error}") from error
    except (TypeError, AttributeError) as error:
        raise ConfigurationError(
            f"{path}: `parts`, `sections` and `pages` must be lists, each entry with what it is (`id: …`)"
        ) from error
    for page in pages:
        if page.part not in {p.id for p in parts} or page.section not in {s.id for s in sections}:
            raise ConfigurationError(f"{path}: page {page.id} stands in an unknown part or section")
    return Catalogue(parts, sections, pages)


def _page(data: Mapping[str, Any]) -> CataloguePage:
    return CataloguePage(
        data["id"],
        data["title"],
        data["audience"],
        data["part"],
        data["section"],
        tuple(data.get("documents", ())),
        tuple(data.get("needs", ())),
        tuple(data.get("needs_any", ())),
        data.get("per"),
        data.get("website", True),
    )
