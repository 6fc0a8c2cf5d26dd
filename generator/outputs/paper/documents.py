"""Which documents an edition has: one value for each PDF, those that are published and those made on demand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.editions.audience import rank
from generator.editions.edition import Edition
from generator.editions.language import Language
from generator.facts.checklists import ExpandedChecklist
from generator.facts.visits import Visit
from generator.inventory.records import Record
from generator.outputs.paper.kinds import VISIT, DocumentKind, document_kinds
from generator.pages.catalogue import CataloguePage, load_catalogue
from generator.pages.compose import Composition, given, is_shown
from generator.workspace import Workspace


@dataclass(frozen=True)
class Document:
    """One PDF to be made: a kind, and for a kind that is made `per` site or visit, which."""

    kind: DocumentKind
    record: Record | None = None
    """The site."""
    visit: Visit | None = None

    @property
    def name(self) -> str:
        """`visit-checklist-tokyo-2026-10-13`: the same in every language."""
        parts = [self.kind.name]
        if self.record is not None:
            parts.append(str(self.record.id))
        if self.visit is not None:
            parts.append(self.visit.date.isoformat())
        return "-".join(parts)

    def title(self, language: Language) -> str:
        """What the document is called, with the site that it is made for, and the day."""
        title = language.words(self.kind.title)
        if self.record is None:
            return title
        said = [str(self.record.name)]
        if self.visit is not None:
            said.append(language.date(self.visit.date, weekday=False))
        return title + language.aside(language.comma.join(said))

    def file_name(self, language: str) -> str:
        """`<document>[-<site>][-<date>].<language>.pdf`."""
        return f"{self.name}.{language}.pdf"

    def checklist(self, edition: Edition) -> ExpandedChecklist | None:
        """The lines to tick: those of the visit, else those of the kind that the document names."""
        return edition.facts.checklist_of_visit(self.record, self.visit, self.kind.checklist)


def documents_of(workspace: Workspace, composition: Composition) -> list[Document]:
    """The documents that are published of this edition, in the order of their declaration."""
    return list(documents_for(workspace, composition.edition, composition.context))


def documents_for(workspace: Workspace, edition: Edition, context: Mapping[str, Any]) -> Iterator[Document]:
    """The same before there are pages: their front page lists the documents."""
    for kind in document_kinds(workspace.site_config / "documents.yml"):
        if not kind.on_demand and _at_stage(kind, edition):
            yield from documents_of_kind(workspace, edition, context, kind)


def documents_of_kind(
    workspace: Workspace,
    edition: Edition,
    context: Mapping[str, Any],
    kind: DocumentKind,
    site: str | None = None,
    day: date | None = None,
) -> Iterator[Document]:
    """What this edition has of a kind: for one site or all, and for the next visit or the one of a day."""
    if rank(kind.audience) > rank(edition.audience) or not _has_something_to_say(workspace, edition, kind, context):
        return
    if kind.per is None:
        yield Document(kind)
        return
    for record in (s for s in context["sites"] if site in (None, s.id)):
        document = Document(kind, record, _visit(edition, kind, record, day))
        if kind.checklist is None or document.checklist(edition) is not None:
            yield document


def _visit(edition: Edition, kind: DocumentKind, site: Record, day: date | None) -> Visit | None:
    """The visit that a sheet is made for. One that is made per site is for a visit that nobody planned."""
    facts = edition.facts
    if day is not None:
        return facts.visit_on(site, day) if kind.per == VISIT else facts.unplanned_visit(site, day)
    return facts.next_visit_at(site) if kind.per == VISIT else None


def _at_stage(kind: DocumentKind, edition: Edition) -> bool:
    return not kind.stages or edition.inventory.client.stage in kind.stages


def _has_something_to_say(
    workspace: Workspace, edition: Edition, kind: DocumentKind, context: Mapping[str, Any]
) -> bool:
    if kind.text is None and not any(_holds(kind, page) for page in _shown(workspace, edition, context)):
        return False
    if not all(given(context, name) for name in kind.needs):
        return False
    return not kind.needs_any or any(given(context, name) for name in kind.needs_any)


def _shown(workspace: Workspace, edition: Edition, context: Mapping[str, Any]) -> Iterable[CataloguePage]:
    pages = load_catalogue(workspace.site_config / "pages.yml").pages
    return (page for page in pages if is_shown(page, edition, context))


def _holds(kind: DocumentKind, page: CataloguePage) -> bool:
    listed = {name.partition("#")[0].removesuffix("-*") for name in kind.listed()}
    return page.id in listed if listed else kind.name in page.documents


def pages_needed(workspace: Workspace, kind: DocumentKind) -> frozenset[str]:
    """The pages of the catalogue that a document is made of: no other needs to be rendered for it."""
    if kind.text is not None:
        return frozenset()
    pages = load_catalogue(workspace.site_config / "pages.yml").pages
    return frozenset(page.id for page in pages if _holds(kind, page))
