"""An edition to its pages: which pages it has, and the Markdown of each."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from generator.editions.audience import rank
from generator.editions.edition import Edition
from generator.inventory.records import Record
from generator.inventory.schema import Schema
from generator.pages import free
from generator.pages.catalogue import Catalogue, CataloguePage, load_catalogue
from generator.pages.components import Components
from generator.pages.escaping import attribute
from generator.pages.show import Show
from generator.pages.templating import PageError, catalogue_words, environment, render
from generator.workspace import Workspace

OVERRIDES = ("extend", "replace")
MISPLACED_BLOCK = re.compile(r"^ +<(?:table|div|dl|ul|figure|section)\b", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """A composed page: Markdown without its title line. `id` is its address and the prefix of its anchors."""

    id: str
    title: str
    part: str
    section: str
    documents: tuple[str, ...]
    in_navigation: bool
    on_website: bool
    markdown: str


@dataclass(frozen=True)
class Composition:
    """All pages of an edition and the template context that they, and documents, were rendered with."""

    edition: Edition
    catalogue: Catalogue
    pages: tuple[Page, ...]
    context: Mapping[str, Any]
    show: Show


@dataclass(frozen=True)
class Download:
    """A document that the website carries: `href` is relative to its pages."""

    name: str
    title: str
    href: str
    pages: int | None = None


def compose(
    workspace: Workspace,
    schema: Schema,
    edition: Edition,
    downloads: Sequence[Download] = (),
    only: Collection[str] | None = None,
) -> Composition:
    """Render all pages that the catalogue has for this edition; raises PageError or ConfigurationError.

    `only` names pages of the catalogue: the others exist, and links may lead to them, but nobody will read them now.
    """
    catalogue = load_catalogue(workspace.site_config / "pages.yml")
    words = catalogue_words(workspace.catalogue(edition.language.code))
    show = Show(schema, edition.language, words)
    base = {**base_context(edition), "downloads": tuple(downloads)}
    wanted = list(_wanted(catalogue, edition, base))
    own = tuple(_free_pages(edition, catalogue))
    titles = {page_id: title for page_id, title, _, _ in wanted} | {p.id: p.title for p in own}
    blocks = environment(workspace.templates).get_template("components/blocks.html.j2")
    module = blocks.make_module({"_": show.word, "attribute": attribute, "colon": lambda: Markup(show.language.colon)})
    components = Components(show, module, titles, edition.inventory)
    context = {**base, **components.context(), "pages_shown": tuple(titles)}
    overrides = {r.id: r for r in _current(edition) if r.mode in OVERRIDES}
    pages = tuple(
        replace(page, markdown=free.overridden(page.markdown, record, workspace, context, edition.slug))
        if (record := overrides.get(page.id))
        else page
        for page in (_page(workspace, edition, context, *w) for w in wanted if only is None or w[2].id in only)
    )
    return Composition(edition, catalogue, (*pages, *own), context, show)


def base_context(edition: Edition) -> dict[str, Any]:
    """What of a template's context is data, before there are pages to link to."""
    return {
        **edition.inventory.collections,
        "facts": edition.facts,
        "as_of": edition.as_of,
        "language": edition.language.code,
        "edition": edition,
        "audience_name": edition.audience,
    }


def _wanted(
    catalogue: Catalogue, edition: Edition, context: Mapping[str, Any]
) -> Iterator[tuple[str, str, CataloguePage, Record | None]]:
    for page in catalogue.pages:
        if not is_shown(page, edition, context):
            continue
        title = edition.language.words(page.title)
        if page.per is None:
            yield page.id, title, page, None
            continue
        for record in context[page.per]:
            yield f"{page.id}-{record.id}", _called(record), page, record


def is_shown(page: CataloguePage, edition: Edition, context: Mapping[str, Any]) -> bool:
    """Whether an edition has a page of the catalogue: its audience may read it, and it has something to say."""
    if rank(page.audience) > rank(edition.audience) or not all(given(context, n) for n in page.needs):
        return False
    return not page.needs_any or any(given(context, n) for n in page.needs_any)


def _called(record: Record) -> str:
    """The title of a record's own page."""
    return str(getattr(record, "name", None) or getattr(record, "title", None) or record.id)


def given(context: Mapping[str, Any], name: str) -> bool:
    """Whether the dotted `name` has something to say in a context."""
    first, *rest = name.split(".")
    value = context[first]
    for step in rest:
        if value is None:
            return False
        value = getattr(value, step)
    return bool(value)


def _page(
    workspace: Workspace,
    edition: Edition,
    context: Mapping[str, Any],
    page_id: str,
    title: str,
    page: CataloguePage,
    record: Record | None,
) -> Page:
    name = f"pages/{edition.language.code}/{page.id}.md.j2"
    own = {**context, "record": record} if record is not None else context
    text = render(workspace, name, own, edition.slug).strip()
    if not text:
        raise PageError(
            "the page came out empty; its `needs` in site_config/pages.yml must leave it out",
            f"templates/{name}",
            None,
            edition.slug,
        )
    if misplaced := MISPLACED_BLOCK.search(text):
        raise PageError(
            f"a block component stands indented: {misplaced[0].strip()}; put it at the left margin",
            f"templates/{name}",
            None,
            edition.slug,
        )
    return Page(page_id, title, page.part, page.section, page.documents, record is None, page.website, text)


def _current(edition: Edition) -> Iterator[Record]:
    """The client's own pages that have something to say and are not past their day."""
    for record in edition.inventory.pages:
        if record.body and (record.valid_until is None or record.valid_until >= edition.as_of):
            yield record


def _free_pages(edition: Edition, catalogue: Catalogue) -> Iterator[Page]:
    """The client's own pages, which stand after those of the catalogue in their section."""
    for record in _current(edition):
        if record.mode not in OVERRIDES:
            part, section = free.place(record, catalogue)
            yield Page(
                record.id, str(record.title), part, section, record.documents, True, True, free.body(record.body)
            )
