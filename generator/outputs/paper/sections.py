"""Composed pages as sections of a document: their HTML with anchors, links and headings that fit a book."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from html import unescape

from markupsafe import Markup

from generator.outputs.paper.documents import Document
from generator.pages.compose import Composition, Page
from generator.pages.escaping import escape
from generator.pages.markdown import page_html

PAGE_LINK = re.compile(
    r'([“「(（]?)<a class="page-link" href="([\w-]+)\.html(?:#([\w-]+))?">(.*?)</a>([”」)）]?)', re.DOTALL
)
"""A link to a page, with a quotation mark or bracket beside it."""
QUOTED, BRACKETED = ("“”", "「」"), ("()", "（）")
TAG = re.compile(r"<[A-Za-z][^<>]*>")
REFERENCE = re.compile(
    r'((?<=\s)(?:id|for|aria-labelledby|aria-describedby)="|(?<=\s)(?:xlink:)?href="#|url\(#)([^")]+)'
)
LAST = "poster"
"""The layout of what is taken out of a document, and therefore ends its part."""
TAGS = re.compile(r"<[^<>]*>")
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
    words = composition.edition.language.words
    if document.kind.parts:
        return list(_own_parts(composition, document))
    if document.kind.pages:
        sections = _listed(composition, document, document.kind.pages, document.kind.pages, False)
        return [Part(s.id, s.title, (s,), True) for s in sections]
    if document.kind.text is not None:
        return []
    members = [p for p in composition.pages if document.kind.name in p.documents]
    inside, online = {p.id for p in members}, _online(composition)
    return [
        Part(part.id, words(part.title), tuple(_sections(pages, inside, document, online)), len(pages) == 1)
        for part in composition.catalogue.parts
        if (pages := [p for p in members if p.part == part.id])
    ]


def _online(composition: Composition) -> dict[str, str]:
    """The pages of the catalogue that the website has, and a document may lack, with their titles."""
    words = composition.edition.language.words
    pages = (page for page in composition.catalogue.pages if page.website and page.per is None)
    return {page.id: str(escape(words(page.title))) for page in pages}


def _sections(
    pages: Sequence[Page], inside: Collection[str], document: Document, online: Mapping[str, str]
) -> Iterator[Section]:
    layouts = document.kind.layouts
    for page in sorted(pages, key=lambda p: layouts.get(p.id) == LAST):
        html = section_html(page, inside, len(pages) > 1, online)
        yield Section(page.id, page.title, html, layouts.get(page.id, "flow"))


def _own_parts(composition: Composition, document: Document) -> Iterator[Part]:
    """The parts that a document has of its own; a part with one page is that page."""
    every = document.kind.listed()
    for number, part in enumerate(document.kind.parts, 1):
        lone = len(list(_matching(composition, document, part.pages))) == 1
        if sections := tuple(_listed(composition, document, part.pages, every, not lone)):
            title = composition.edition.language.words(part.title)
            yield Part(str(number), sections[0].title if lone else title, sections, lone)


def _listed(
    composition: Composition, document: Document, names: Iterable[str], every: Iterable[str], deeper: bool
) -> Iterator[Section]:
    """The pages of a list as sections; what stands below one heading is a section with that heading as its title."""
    inside = {f"{page.id}#{anchor}" if anchor else page.id for page, anchor in _matching(composition, document, every)}
    for page, anchor in _matching(composition, document, names):
        layout = document.kind.layouts.get(page.id, "flow")
        if not anchor:
            yield Section(page.id, page.title, section_html(page, inside, deeper, _online(composition)), layout)
            continue
        html = section_html(page, inside, False, _online(composition))
        title, below = below_heading(html, f"{page.id}--{anchor}")
        named = bool(document.kind.parts)
        if below or not named:
            own = HEADING.sub(lambda m: f"<{m[1]}h{int(m[2]) + 1}", below) if deeper else below
            yield Section(
                f"{page.id}-{anchor}" if named else page.id, title if named else page.title, Markup(own), layout
            )


def _matching(composition: Composition, document: Document, names: Iterable[str]) -> Iterator[tuple[Page, str]]:
    """The pages that names stand for, each with the heading that is meant: `runbook-*`, `forms#starter`."""
    record = str(document.record.id) if document.record is not None else ""
    for name in names:
        wanted, _, anchor = name.replace("{id}", record).partition("#")
        yield from ((page, anchor) for page in composition.pages if fnmatchcase(page.id, wanted))


def below_heading(html: str, anchor: str) -> tuple[str, str]:
    """One of the highest headings of a page, and what stands below it; all before them is left out."""
    start = re.search(rf'<h2 id="{re.escape(anchor)}">(.*?)</h2>', html, re.DOTALL)
    if start is None:
        return "", ""
    end = html.find("<h2", start.end())
    below = html[start.end() : end if end >= 0 else None]
    return unescape(TAGS.sub("", start[1])), HEADING.sub(lambda m: f"<{m[1]}h{int(m[2]) - 1}", below)


def section_html(page: Page, inside: Collection[str], deeper: bool, online: Mapping[str, str] | None = None) -> Markup:
    """A page's HTML; anchors become unique in the document, and headings stand one level `deeper` below a part.

    Links to pages that are not `inside` are their words; where these are the title of a page `online`, they say so.
    """
    html = TAG.sub(lambda tag: REFERENCE.sub(rf"\1{page.id}--\2", tag[0]), page_html(page.markdown))
    html = PAGE_LINK.sub(lambda link: _link(link, inside, online or {}), html)
    if deeper:
        html = HEADING.sub(lambda m: f"<{m[1]}h{int(m[2]) + 1}", html)
    return Markup(html)


def _link(match: re.Match[str], inside: Collection[str], online: Mapping[str, str]) -> str:
    """The page's number follows quotation marks, and is not put into brackets within brackets."""
    opening, page, anchor, words, closing = match.groups()
    titled = online.get(page) == words
    if opening + closing in QUOTED:
        words, opening, closing = f"{opening}{words}{closing}", "", ""
    target = f"{page}--{anchor}" if anchor else page
    if page not in inside:
        if f"{page}#{anchor}" not in inside:
            return f'{opening}<span class="online">{words}</span>{closing}' if titled else f"{opening}{words}{closing}"
        target = f"{page}-{anchor}"
    style = "xref bracketed" if opening + closing in BRACKETED else "xref"
    return f'{opening}<a class="{style}" href="#{target}">{words}</a>{closing}'
