"""Free pages: Markdown written for one client. Formatting is kept; scripts, styles, frames and handlers are not."""

import re
from collections.abc import Iterator
from html import unescape

import nh3

from generator.inventory.records import Record
from generator.pages.catalogue import Catalogue
from generator.pages.escaping import escape
from generator.pages.markdown import FIELD_TAGS, page_html

HEADING = re.compile(r"<h([2-4])(?: id=\"([\w-]+)\")?>(.*?)</h\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
TAGS = FIELD_TAGS | {"h2", "div", "p", "img", "caption"}
ATTRIBUTES = {
    "a": {"href", "title"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "div": {"class"},
    "p": {"class"},
    "td": {"align"},
    "th": {"align", "scope"},
}
DEFAULT_PLACE = "reference"


def body(markdown: str) -> str:
    """The page's text for both builders: headings stay Markdown (they make the contents), the rest is clean HTML."""
    html = nh3.clean(
        page_html(markdown),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel="noopener",
    )
    return "\n\n".join(_blocks(html))


def _blocks(html: str) -> Iterator[str]:
    end = 0
    for found in HEADING.finditer(html):
        yield from _block(html[end : found.start()])
        anchor = f" {{#{found[2]}}}" if found[2] else ""
        yield f"{'#' * int(found[1])} {escape(_plain(found[3]))}{anchor}"
        end = found.end()
    yield from _block(html[end:])


def _block(html: str) -> Iterator[str]:
    if html.strip():
        yield f'<div class="free">\n{html.strip()}\n</div>'


def _plain(html: str) -> str:
    return unescape(TAG.sub("", html)).strip()


def place(record: Record, catalogue: Catalogue) -> tuple[str, str]:
    """(part, section) where the page stands: as its front matter says, where the catalogue knows them."""
    nav = record.nav
    parts, sections = {p.id for p in catalogue.parts}, {s.id for s in catalogue.sections}
    part = nav.part if nav is not None and nav.part in parts else DEFAULT_PLACE
    section = nav.section if nav is not None and nav.section in sections else DEFAULT_PLACE
    return part, section
