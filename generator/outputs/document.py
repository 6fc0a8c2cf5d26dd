"""The PDF documents of an edition: composed pages through print templates and WeasyPrint, strictly."""

import logging
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.editions.audience import rank
from generator.pages.catalogue import ConfigurationError, load_yaml
from generator.pages.compose import Composition, Page, given
from generator.pages.markdown import page_html
from generator.pages.templating import render
from generator.workspace import Workspace
from markupsafe import Markup

PAGE_LINK = re.compile(r'(<a class="page-link" href=")([\w-]+)\.html(?:#([\w-]+))?"')
OWN_ANCHOR = re.compile(r'(<h[2-6] id=")([\w-]+)"')
HEADING = re.compile(r"<(/?)h([2-5])\b")


class DocumentError(Exception):
    """A document could not be made, or not without fault; the message says what."""


@dataclass(frozen=True)
class DocumentKind:
    """A document that site_config/documents.yml declares."""

    name: str
    title: Mapping[str, str]
    audience: str
    template: str
    paper: str
    per: str | None
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A page as a section of a document: its HTML, with anchors that are unique in the document."""

    id: str
    title: str
    html: Markup


@cache
def document_kinds(path: Path) -> tuple[DocumentKind, ...]:
    """The documents declared in `path` (site_config/documents.yml); raises ConfigurationError."""
    data = load_yaml(path)
    try:
        return tuple(
            DocumentKind(name, d["title"], d["audience"], d["template"], d.get("paper", "A4"), d.get("per"), tuple(d.get("needs", ())))
            for name, d in data["documents"].items()
        )
    except (KeyError, TypeError) as error:
        raise ConfigurationError(f"{path}: a document lacks {error}") from error


def documents_of(workspace: Workspace, composition: Composition) -> list[DocumentKind]:
    """The documents that this edition has."""
    edition = composition.edition
    return [
        kind
        for kind in document_kinds(workspace.site_config / "documents.yml")
        if rank(kind.audience) <= rank(edition.audience) and all(given(composition.context, n) for n in kind.needs)
    ]


def document_html(workspace: Workspace, composition: Composition, kind: DocumentKind, extra: Mapping[str, Any] | None = None) -> str:
    """The print HTML of a document; raises PageError."""
    edition = composition.edition
    members = [p for p in composition.pages if kind.name in p.documents]
    context = {
        **composition.context, "document": kind, "document_title": edition.language.words(kind.title),
        "parts": _parts(composition, members), **(extra or {}),
    }  # fmt: skip
    return render(workspace, kind.template, context, edition.slug)


def _parts(composition: Composition, pages: Sequence[Page]) -> list[dict[str, Any]]:
    words, inside = composition.edition.language.words, {p.id for p in pages}
    made = []
    for part in composition.catalogue.parts:
        sections = [_section(p, inside) for p in pages if p.part == part.id]
        if sections:
            made.append({"id": part.id, "title": words(part.title), "sections": sections})
    return made


def _section(page: Page, inside: set[str]) -> Section:
    html = OWN_ANCHOR.sub(lambda m: f'{m[1]}{page.id}--{m[2]}"', page_html(page.markdown))
    html = PAGE_LINK.sub(lambda m: _link(m, inside), html)
    html = HEADING.sub(lambda m: f"<{m[1]}h{int(m[2]) + 1}", html)
    return Section(page.id, page.title, Markup(html))


def _link(match: re.Match[str], inside: set[str]) -> str:
    page, anchor = match[2], match[3]
    if page not in inside:
        return '<a class="elsewhere"'
    return f'<a class="xref" href="#{page}--{anchor}"' if anchor else f'<a class="xref" href="#{page}"'


def prepare_fonts(workspace: Workspace) -> None:
    """Let fontconfig see our fonts only: a fallback to a system font would be silent. Before WeasyPrint is imported."""
    os.environ["FONTCONFIG_FILE"] = str(workspace.fonts / "fonts.conf")


def write_pdf(workspace: Workspace, html: str, target: Path, extra_roots: Sequence[Path] = ()) -> int:
    """Lay `html` out and write the PDF; its number of pages. Raises DocumentError for whatever WeasyPrint complains of."""
    prepare_fonts(workspace)
    import weasyprint

    from generator.outputs.fetching import WorkspaceFetcher

    fetcher = WorkspaceFetcher([workspace.site_config, *extra_roots])
    with _complaints() as complaints:
        document = weasyprint.HTML(string=html, base_url=f"{workspace.site_config.as_uri()}/", url_fetcher=fetcher)
        rendered = document.render(pdf_forms=True, dpi=150)
        if not complaints:
            rendered.write_pdf(target, pdf_variant="pdf/ua-1", pdf_forms=True, dpi=150)
    if complaints:
        raise DocumentError("; ".join(dict.fromkeys(complaints)))
    return len(rendered.pages)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    logger, handler = logging.getLogger("weasyprint"), Collector(logging.WARNING)
    propagated = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagated
