"""Which documents there are: data in site_config/documents.yml, one value for each PDF of an edition."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from generator.editions.audience import rank
from generator.editions.edition import Edition
from generator.editions.language import Language
from generator.inventory.records import Record
from generator.pages.catalogue import CataloguePage, ConfigurationError, load_catalogue, load_yaml
from generator.pages.compose import Composition, given, is_shown
from generator.workspace import Workspace


@dataclass(frozen=True)
class DocumentKind:
    """A document that site_config/documents.yml declares."""

    name: str
    title: Mapping[str, str]
    audience: str
    template: str
    paper: str = "A4"
    per: str | None = None
    """A record (`site`): the document is made once for each of them."""
    needs: tuple[str, ...] = ()
    needs_any: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    """Its pages in order, where pages.yml does not say: `assessment`, or one heading of a page, `forms#starter`;
    `{id}` stands for the record's id."""
    text: str | None = None
    """A Markdown template below templates/documents/<language>/ that is written for this document alone."""
    checklist: str | None = None
    """Made only for the records that have a checklist of this kind."""
    fillable: bool = False
    """Boxes and lines become fields that are filled in on the screen."""
    layouts: Mapping[str, str] = field(default_factory=dict)
    """Page id → how it is laid out: `card`, `poster` and `sheet` stand on one page of their own."""


@dataclass(frozen=True)
class Document:
    """One PDF to be made: a kind, and for a kind that is made `per` record, which."""

    kind: DocumentKind
    record: Record | None = None

    @property
    def name(self) -> str:
        """`visit-checklist-tokyo`: the same in every language, stable from release to release."""
        return self.kind.name if self.record is None else f"{self.kind.name}-{self.record.id}"

    def title(self, language: Language) -> str:
        """What the document is called, with the name of the record it is made for."""
        title = language.words(self.kind.title)
        return title if self.record is None else f"{title} ({self.record.name})"

    def file_name(self, language: str, day: date | None = None) -> str:
        """`<document>[-<site>][-<date>].<language>.pdf`."""
        return f"{self.name}{f'-{day.isoformat()}' if day else ''}.{language}.pdf"


@cache
def document_kinds(path: Path) -> tuple[DocumentKind, ...]:
    """The documents declared in `path` (site_config/documents.yml); raises ConfigurationError."""
    data = load_yaml(path)
    try:
        return tuple(_kind(name, declared) for name, declared in data["documents"].items())
    except (KeyError, TypeError) as error:
        raise ConfigurationError(f"{path}: a document lacks {error}") from error


def _kind(name: str, data: Mapping[str, Any]) -> DocumentKind:
    return DocumentKind(
        name,
        data["title"],
        data["audience"],
        data["template"],
        data.get("paper", "A4"),
        data.get("per"),
        tuple(data.get("needs", ())),
        tuple(data.get("needs_any", ())),
        tuple(data.get("pages", ())),
        data.get("text"),
        data.get("checklist"),
        data.get("fillable", False),
        data.get("layouts", {}),
    )


def documents_of(workspace: Workspace, composition: Composition) -> list[Document]:
    """The documents that this edition has, in the order of their declaration."""
    return list(documents_for(workspace, composition.edition, composition.context))


def documents_for(workspace: Workspace, edition: Edition, context: Mapping[str, Any]) -> Iterator[Document]:
    """The same before there are pages: their front page lists the documents."""
    catalogue = load_catalogue(workspace.site_config / "pages.yml")
    shown = [page for page in catalogue.pages if is_shown(page, edition, context)]
    for kind in document_kinds(workspace.site_config / "documents.yml"):
        if rank(kind.audience) > rank(edition.audience) or not _has_something_to_say(kind, shown, context):
            continue
        records = context[f"{kind.per}s"] if kind.per else (None,)
        for record in records:
            if kind.checklist is None or context["facts"].checklist_for(record, kind.checklist) is not None:
                yield Document(kind, record)


def _has_something_to_say(kind: DocumentKind, shown: Iterable[CataloguePage], context: Mapping[str, Any]) -> bool:
    listed = {name.partition("#")[0] for name in kind.pages}
    if kind.text is None and not any(p.id in listed or (not listed and kind.name in p.documents) for p in shown):
        return False
    if not all(given(context, name) for name in kind.needs):
        return False
    return not kind.needs_any or any(given(context, name) for name in kind.needs_any)
