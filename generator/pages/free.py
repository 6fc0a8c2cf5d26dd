"""Free pages: Markdown written for one client. Formatting is kept; scripts, styles, frames and handlers are not."""

import re
from collections.abc import Iterator, Mapping, Set
from html import unescape
from typing import Any

import nh3

from generator.inventory.records import Record
from generator.pages.catalogue import Catalogue
from generator.pages.escaping import escape
from generator.pages.markdown import FIELD_TAGS, page_html
from generator.pages.templating import render_text
from generator.workspace import Workspace

HEADING = re.compile(r"<h([2-4])(?: id=\"([\w-]+)\")?>(.*?)</h\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
TAGS = FIELD_TAGS | {"h2", "div", "p", "caption"}
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
COMPONENT_TAGS = TAGS | {"col", "colgroup", "figcaption", "figure", "section", "span", "time"}
COMPONENT_ATTRIBUTES = {
    **ATTRIBUTES,
    "*": {"class", "id", "lang", "role", "aria-label", "tabindex", "data-label", "data-weekday"},
    "a": {"href", "title"},
    "th": {"scope"},
    "time": {"datetime"},
}
"""What components put out besides: an override may call them, a free page is plain Markdown."""
DEFAULT_PLACE = "reference"


def body(markdown: str) -> str:
    """The page's text for both builders: headings stay Markdown (they make the contents), the rest is clean HTML."""
    return _clean(markdown, TAGS, ATTRIBUTES)


def overridden(standard: str, record: Record, workspace: Workspace, context: Mapping[str, Any], client: str) -> str:
    """A standard page with the client's text after it or in its place. Raises PageError that names the client's file.

    The text runs in the sandbox that all templates run in, and is handed nothing but the edition.
    """
    text = render_text(workspace, str(record.body), f"inventory/clients/{client}/pages/{record.id}.md", context, client)
    made = _clean(text, COMPONENT_TAGS, COMPONENT_ATTRIBUTES)
    return made if record.mode == "replace" else f"{standard}\n\n{made}"


def _clean(markdown: str, tags: Set[str], attributes: Mapping[str, set[str]]) -> str:
    html = nh3.clean(
        page_html(markdown),
        tags=set(tags),
        attributes=dict(attributes),
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
