"""Composed pages as sections of a document: their HTML with anchors, links and headings that fit a book."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.pages.compose import Composition, Page
from generator.pages.markdown import page_html

PAGE_LINK = re.compile(r'<a class="page-link" href="([\w-]+)\.html(?:#([\w-]+))?">(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[A-Za-z][^<>]*>")
REFERENCE = re.compile(
    r'((?<=\s)(?:id|for|aria-labelledby|aria-describedby)="|(?<=\s)(?:xlink:)?href="#|url\(#)([^")]+)'
)
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


def parts_of(composition: Composition, document: str, layouts: Mapping[str, str]) -> list[Part]:
    """The parts and sections of a document, in the order of the catalogue, without empty parts."""
    members = [p for p in composition.pages if document in p.documents]
    words, inside = composition.edition.language.words, {p.id for p in members}
    return [
        Part(part.id, words(part.title), tuple(_sections(pages, inside, layouts)), len(pages) == 1)
        for part in composition.catalogue.parts
        if (pages := [p for p in members if p.part == part.id])
    ]


def _sections(pages: Sequence[Page], inside: Collection[str], layouts: Mapping[str, str]) -> Iterator[Section]:
    for page in pages:
        yield Section(page.id, page.title, section_html(page, inside, len(pages) > 1), layouts.get(page.id, "flow"))


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
