"""The kinds of documents that there are: data in site_config/documents.yml."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from generator.inventory.schema.fragments import AUDIENCES
from generator.pages.catalogue import ConfigurationError, load_yaml

SITE, VISIT = "site", "visit"
PER = (SITE, VISIT)
NEEDED = ("title", "audience", "template")
LISTS = ("needs", "needs_any", "pages", "stages")
A4 = "A4"


@dataclass(frozen=True)
class DocumentPart:
    """A part of a document that says itself what it is made of."""

    title: Mapping[str, str]
    pages: tuple[str, ...]


@dataclass(frozen=True)
class DocumentKind:
    """A document that site_config/documents.yml declares."""

    name: str
    title: Mapping[str, str]
    audience: str
    template: str
    paper: str = A4
    """A sheet of paper that has a style sheet: site_config/styles/paper-<name>.css (A4 needs none)."""
    per: str | None = None
    """`site`: made once for each of them; `visit`: for the next visit to each, and for any other that is asked for."""
    needs: tuple[str, ...] = ()
    needs_any: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    """Its pages in order, where pages.yml does not say: `assessment`, `runbook-*`, or one heading of a page,
    `forms#starter`; `{id}` stands for the record's id."""
    parts: tuple[DocumentPart, ...] = ()
    """The same, gathered in parts with titles of their own."""
    text: str | None = None
    """A Markdown template below templates/documents/<language>/ that is written for this document alone."""
    checklist: str | None = None
    """Made only where there is a checklist of this kind."""
    fillable: bool = False
    """Boxes and lines become fields that are filled in on the screen."""
    layouts: Mapping[str, str] = field(default_factory=dict)
    """Page id → how it is laid out: `card`, `poster` and `sheet` stand on one page of their own."""
    on_demand: bool = False
    """Made by `handbook build --document` alone."""
    stages: tuple[str, ...] = ()
    """Published only for clients at one of these stages; on demand for all."""
    readers: Mapping[str, str] | None = None
    """Who it is written for, where that is not who reads the edition."""

    def listed(self) -> tuple[str, ...]:
        """The pages that it names itself, in order."""
        return self.pages + tuple(name for part in self.parts for name in part.pages)


@cache
def document_kinds(path: Path) -> tuple[DocumentKind, ...]:
    """The documents declared in `path` (site_config/documents.yml); raises ConfigurationError."""
    data = load_yaml(path)
    declared = data.get("documents") if isinstance(data, dict) else None
    if not isinstance(declared, dict):
        raise ConfigurationError(f"{path}: `documents` must be a list of names, each with what the document is")
    return tuple(_kind(path, str(name), given) for name, given in declared.items())


@cache
def marks(path: Path) -> Mapping[str, Mapping[str, str]]:
    """What the foot of a page says of who may read it: audience → words per language; nothing where it is not said."""
    data = load_yaml(path)
    found = data.get("marks") if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _kind(path: Path, name: str, data: Any) -> DocumentKind:
    if not isinstance(data, dict):
        raise ConfigurationError(f"{path}: the document {name} says nothing of itself")
    for missing in (key for key in NEEDED if not data.get(key)):
        raise ConfigurationError(f"{path}: the document {name} lacks `{missing}`")
    known = [f.name for f in fields(DocumentKind) if f.name != "name"]
    for key in data:
        _known(path, name, "key", str(key), known)
    _known(path, name, "audience", data["audience"], AUDIENCES)
    _known(path, name, "per", data.get("per", SITE), PER)
    _known(path, name, "paper", data.get("paper", A4), [A4, *_papers(path.parent / "styles")])
    given = {**data, **{key: tuple(data[key]) for key in LISTS if data.get(key)}}
    if "parts" in data:
        given["parts"] = tuple(_part(path, name, part) for part in data["parts"])
    return DocumentKind(name, **given)


def _part(path: Path, name: str, data: Any) -> DocumentPart:
    try:
        return DocumentPart(data["title"], tuple(data["pages"]))
    except (KeyError, TypeError) as error:
        raise ConfigurationError(f"{path}: a part of the document {name} lacks {error}") from error


def _known(path: Path, name: str, what: str, given: str, known: "list[str] | tuple[str, ...]") -> None:
    if given in known:
        return
    near = difflib.get_close_matches(str(given), known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(known)}"
    raise ConfigurationError(f"{path}: the document {name} has the unknown {what} `{given}`; {hint}")


def _papers(styles: Path) -> list[str]:
    """Sheets of paper with a style sheet of their own."""
    return sorted(p.stem.removeprefix("paper-") for p in styles.glob("paper-*.css"))
