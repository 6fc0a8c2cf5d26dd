"""Composed pages as sections of a document: their HTML with anchors, links and headings that fit a book."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.outputs.paper.kinds import Document
from generator.pages.compose import Composition, Page
from generator.pages.markdown import page_html

PAGE_LINK = re.compile(r'<a class="page-link" href="([\w-]+)\.html(?:#([\w-]+))?">(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[A-Za-z][^<>]*>")
REFERENCE = re.compile(
    r'((?<=\s)(?:id|for|aria-labelledby|aria-describedby)="|(?<=\s)(?:xlink:)?href="#|url\(#)([^")]+)'
)
LAST = "poster"
"""The layout of what is taken out of a document, and therefore ends its part."""
HEADING = re.compile(r"<(/?)h([2-5])\b")


@dataclass(frozen=True)
class Section:
    """A page as a section of a document."""

    id: str
    title: str
    html: Markup
    layout: str
    """`flow`, or a name of site_config/documents.yml `layouts`."""


@dataclass(frozen=True)
class Part:
    """A part of a document. `lone`: its only section is the part; the part has no title of its own then."""

    id: str
    title: str
    sections: tuple[Section, ...]
    lone: bool


def parts_of(composition: Composition, document: Document) -> list[Part]:
    """The parts and sections of a document, without empty parts: those of the catalogue, or its own list of pages."""
    if document.kind.pages:
        return _listed(composition, document)
    members = [p for p in composition.pages if document.kind.name in p.documents]
    words, inside = composition.edition.language.words, {p.id for p in members}
    return [
        Part(part.id, words(part.title), tuple(_sections(pages, inside, document)), len(pages) == 1)
        for part in composition.catalogue.parts
        if (pages := [p for p in members if p.part == part.id])
    ]


def _sections(pages: Sequence[Page], inside: Collection[str], document: Document) -> Iterator[Section]:
    layouts = document.kind.layouts
    for page in sorted(pages, key=lambda p: layouts.get(p.id) == LAST):
        html = section_html(page, inside, len(pages) > 1)
        yield Section(page.id, page.title, html, layouts.get(page.id, "flow"))


def _listed(composition: Composition, document: Document) -> list[Part]:
    """Every page of a document that lists its own is a part."""
    record = document.record.id if document.record is not None else ""
    wanted = [name.replace("{id}", record).partition("#") for name in document.kind.pages]
    pages = {page.id: page for page in composition.pages}
    made = []
    for name, _, anchor in wanted:
        if page := pages.get(name):
            html = section_html(page, {name for name, _, _ in wanted}, False)
            only = below_heading(html, f"{name}--{anchor}") if anchor else html
            section = Section(name, page.title, Markup(only), document.kind.layouts.get(name, "flow"))
            made.append(Part(name, page.title, (section,), True))
    return made


def below_heading(html: str, anchor: str) -> str:
    """What stands below one of the highest headings of a page, without the heading; all before them is left out."""
    start = re.search(rf'<h2 id="{re.escape(anchor)}">.*?</h2>', html, re.DOTALL)
    if start is None:
        return ""
    end = html.find("<h2", start.end())
    below = html[start.end() : end if end >= 0 else None]
    return HEADING.sub(lambda m: f"<{m[1]}h{int(m[2]) - 1}", below)


def section_html(page: Page, inside: Collection[str], deeper: bool) -> Markup:
    """A page's HTML; anchors become unique in the document, and headings stand one level `deeper` below a part."""
    html = TAG.sub(lambda tag: REFERENCE.sub(rf"\1{page.id}--\2", tag[0]), page_html(page.markdown))
    html = PAGE_LINK.sub(lambda link: _link(link, inside), html)
    if deeper:
        html = HEADING.sub(lambda m: f"<{m[1]}h{int(m[2]) + 1}", html)
    return Markup(html)


def _link(match: re.Match[str], inside: Collection[str]) -> str:
    page, anchor, words = match.groups()
    if page not in inside:
        return words
    return f'<a class="xref" href="#{page}{f"--{anchor}" if anchor else ""}">{words}</a>'
