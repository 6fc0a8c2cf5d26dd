"""The PDF documents of an edition: composed pages through print templates and WeasyPrint, strictly."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from generator.inventory.records import Record
from generator.outputs.paper.brand import brand_of
from generator.outputs.paper.kinds import Document, DocumentKind, document_kinds, documents_for, documents_of
from generator.outputs.paper.rendering import RenderingError
from generator.outputs.paper.rendering import write_pdf as _write_pdf
from generator.outputs.paper.sections import Part, Section, parts_of
from generator.pages.compose import Composition
from generator.pages.escaping import escape
from generator.pages.templating import render
from generator.workspace import Workspace

__all__ = [
    "Document", "DocumentError", "DocumentKind", "Part", "Section", "document_html", "document_kinds", "documents_for",
    "documents_of", "write_pdf",
]  # fmt: skip

NUMBER_SLOT = "\ue000number\ue000"
"""Stands in the HTML where the document's number goes, which is worked out from the rest of it."""


class DocumentError(Exception):
    """A document could not be made, or not without fault; the message says what."""


def document_html(
    workspace: Workspace, composition: Composition, document: Document, extra: Mapping[str, Any] | None = None
) -> str:
    """The print HTML of a document; raises PageError."""
    edition, kind = composition.edition, document.kind
    parts = parts_of(composition, kind.name, kind.layouts or {})
    context = {
        **composition.context,
        "document": document,
        "document_title": edition.language.words(kind.title),
        "document_number": NUMBER_SLOT,
        "parts": parts,
        "site": document.record if kind.per == "site" else None,
        "day": lambda d: escape(edition.language.date(d, weekday=False)),
        "brand": brand_of(edition.inventory.provider),
        **_logos(workspace, edition.slug, edition.inventory.client, edition.inventory.provider),
        **(extra or {}),
    }
    html = render(workspace, kind.template, context, edition.slug)
    return html.replace(NUMBER_SLOT, document_number(html))


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


def write_pdf(workspace: Workspace, html: str, target: Path, extra_roots: Sequence[Path] = ()) -> int:
    """Lay `html` out and write the PDF; its number of pages. Raises DocumentError for whatever is not right with it."""
    try:
        return _write_pdf(workspace, html, target, extra_roots).pages
    except RenderingError as error:
        raise DocumentError(f"{target.name}: {error}") from error
