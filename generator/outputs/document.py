"""The PDF documents of an edition: composed pages through print templates and WeasyPrint, strictly."""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from generator.editions.edition import Edition
from generator.inventory.records import Record
from generator.outputs.paper.brand import brand_of
from generator.outputs.paper.keywords import to_keywords
from generator.outputs.paper.kinds import Document, DocumentKind, document_kinds, documents_for, documents_of
from generator.outputs.paper.places import placed
from generator.outputs.paper.rendering import RenderingError
from generator.outputs.paper.rendering import write_pdf as render_pdf
from generator.outputs.paper.sections import parts_of
from generator.pages.attachments import AttachmentError, source_of
from generator.pages.compose import Composition
from generator.pages.escaping import escape
from generator.pages.markdown import page_html
from generator.pages.templating import render
from generator.workspace import Workspace

__all__ = [
    "Document", "DocumentError", "DocumentKind", "document_html", "document_kinds", "documents_for", "documents_of",
    "make_document",
]  # fmt: skip

PICTURE = re.compile(r'(<img class="picture" src=")((?:provider-)?files/[^"]*)')
FILE_LINK = re.compile(r'<a class="file" href="[^"]*">(.*?)</a>', re.DOTALL)
NUMBER_SLOT = "\ue000number\ue000"
"""Stands in the HTML where the document's number goes, which is worked out from the rest of it."""


class DocumentError(Exception):
    """A document could not be made, or not without fault; the message says what."""


@dataclass(frozen=True)
class Made:
    """A PDF that was written: the HTML that it was made of, its pages, and the number printed on them."""

    html: str
    pages: int
    number: str


def make_document(workspace: Workspace, composition: Composition, document: Document, target: Path) -> Made:
    """Write a document's PDF. Raises PageError, or DocumentError that names each fault and where it stands."""
    edition = composition.edition
    html, number = _numbered(workspace, composition, document, {})
    roots = [workspace.client(edition.slug) / "files", workspace.provider / "files"]
    try:
        rendered = render_pdf(workspace, html, target, roots, document.kind.fillable)
    except RenderingError as error:
        parts = parts_of(composition, document)
        told = [placed(complaint, parts, edition.inventory) for complaint in error.complaints]
        raise DocumentError(f"{document.name} ({edition.language.code}): " + "; ".join(told)) from error
    return Made(html, rendered.pages, number)


def document_html(
    workspace: Workspace, composition: Composition, document: Document, extra: Mapping[str, Any] | None = None
) -> str:
    """The print HTML of a document; raises PageError."""
    return _numbered(workspace, composition, document, extra or {})[0]


def _numbered(
    workspace: Workspace, composition: Composition, document: Document, extra: Mapping[str, Any]
) -> tuple[str, str]:
    """The HTML with the document's number in it, and that number."""
    edition, kind = composition.edition, document.kind
    parts = parts_of(composition, document)
    if not parts and kind.text is None:
        raise DocumentError(
            f"{document.name}: this edition has none of its pages; site_config/documents.yml `needs` must say so"
        )
    context = {
        **composition.context,
        "document": document,
        "document_kind": edition.language.words(kind.title),
        "document_title": document.title(edition.language),
        "document_number": NUMBER_SLOT,
        "keywords": to_keywords(_about(document, edition)),
        "parts": parts,
        "site": document.record if kind.per == "site" else None,
        "day": lambda d: escape(edition.language.date(d, weekday=False)),
        "brand": brand_of(edition.inventory.provider),
        **_logos(workspace, edition.slug, edition.inventory.client, edition.inventory.provider),
        **extra,
    }
    context["text"] = _text(workspace, kind, context, edition)
    html = _with_files(workspace, edition.slug, render(workspace, kind.template, context, edition.slug))
    number = document_number(html)
    return html.replace(NUMBER_SLOT, number), number


def _with_files(workspace: Workspace, slug: str, html: str) -> str:
    """Pictures by their place in the workspace; of a link to another file its name is left: paper cannot open it."""
    try:
        html = PICTURE.sub(lambda m: m[1] + _relative(workspace, source_of(workspace, slug, unescape(m[2]))), html)
    except AttachmentError as error:
        raise DocumentError(str(error)) from error
    return FILE_LINK.sub(r"\1", html)


def _relative(workspace: Workspace, path: Path) -> str:
    return quote(Path(os.path.relpath(path, workspace.site_config)).as_posix())


def _about(document: Document, edition: Edition) -> dict[str, str | None]:
    """What a form says of itself, for whoever reads its answers back."""
    kind, record = document.kind, document.record
    about = {
        "document": kind.name,
        "client": edition.slug,
        kind.per or "record": record.id if record is not None else None,
    }
    if kind.checklist is not None and record is not None:
        expanded, visit = edition.facts.checklist_for(record, kind.checklist), edition.facts.next_visit_at(record)
        about["checklist"] = expanded.checklist.id if expanded is not None else None
        about["visit"] = visit.date.isoformat() if visit is not None else None
    return about


def _text(workspace: Workspace, kind: DocumentKind, context: Mapping[str, Any], edition: Edition) -> Markup:
    """The prose that a document has of its own."""
    if kind.text is None:
        return Markup("")
    name = f"documents/{edition.language.code}/{kind.text}.md.j2"
    return Markup(page_html(render(workspace, name, context, edition.slug)))  # noqa: S704 (escaped by its template)


def document_number(html: str) -> str:
    """A short name for exactly this content, printed on each page: two copies with the same number are the same."""
    digest = hashlib.sha256(html.encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def _logos(workspace: Workspace, slug: str, client: Record, provider: Record) -> dict[str, str | None]:
    """Addresses of the logos, relative to site_config/, so that the HTML is the same in every folder."""
    brand = provider.brand
    return {
        "client_logo": _address(workspace, workspace.client(slug), client.logo),
        "provider_logo": _address(workspace, workspace.provider, brand.logo if brand else None),
    }


def _address(workspace: Workspace, folder: Path, name: str | None) -> str | None:
    if not name:
        return None
    return quote(Path(os.path.relpath(folder / "files" / name, workspace.site_config)).as_posix())
