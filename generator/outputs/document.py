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
from generator.outputs.paper.documents import (
    Document,
    documents_for,
    documents_of,
    documents_of_kind,
    pages_needed,
)
from generator.outputs.paper.keywords import to_keywords
from generator.outputs.paper.kinds import A4, DocumentKind, document_kinds, marks
from generator.outputs.paper.places import placed
from generator.outputs.paper.rendering import RenderingError
from generator.outputs.paper.rendering import write_pdf as render_pdf
from generator.outputs.paper.sections import PAGE_LINK, parts_of
from generator.pages.attachments import AttachmentError, source_of
from generator.pages.compose import Composition
from generator.pages.escaping import escape
from generator.pages.markdown import page_html
from generator.pages.templating import render
from generator.workspace import Workspace

__all__ = [
    "Document", "DocumentError", "DocumentKind", "document_html", "document_kinds", "documents_for", "documents_of",
    "documents_of_kind", "make_document", "pages_needed",
]  # fmt: skip

PICTURE = re.compile(r'(<img class="picture" src=")((?:provider-)?files/[^"]*)')
FILE_LINK = re.compile(r'<a class="file" href="[^"]*">(.*?)</a>', re.DOTALL)
NOT_RUNNING = "<head>.*?</head>|<(?P<not_text>svg|table|h[1-4]|title)\\b.*?</(?P=not_text)>|<[^<>]*>"
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
        "site": document.record,
        "visit": document.visit,
        "checklist": document.checklist(edition) if kind.per else None,
        "readers": edition.language.words(kind.readers) if kind.readers else None,
        "mark": _mark(workspace, kind, edition),
        "paper": None if kind.paper == A4 else kind.paper,
        "day": lambda d: escape(edition.language.date(d, weekday=False)),
        "brand": brand_of(edition.inventory.provider),
        **_logos(workspace, edition.slug, edition.inventory.client, edition.inventory.provider),
        **extra,
    }
    context["text"] = _text(workspace, kind, context, edition)
    html = _with_files(workspace, edition.slug, render(workspace, kind.template, context, edition.slug))
    html = _with_whole_names(html, composition)
    number = document_number(html)
    return html.replace(NUMBER_SLOT, number), number


def _with_whole_names(html: str, composition: Composition) -> str:
    """Japanese names of people in running text, in which no line is broken."""
    if composition.edition.language.code != "ja":
        return html
    people = (*composition.context["contacts"], *composition.context["team"])
    names = sorted({str(escape(p.name)) for p in people if " " in str(p.name)})
    found = re.compile(f"{NOT_RUNNING}|(?P<name>{'|'.join(map(re.escape, names))})", re.DOTALL) if names else None
    return found.sub(lambda m: f'<span class="phrase">{m[0]}</span>' if m["name"] else m[0], html) if found else html


def _with_files(workspace: Workspace, slug: str, html: str) -> str:
    """Pictures by their place in the workspace; of a link to another file its name is left: paper cannot open it.

    So are the places where websites may break an address: the layout engine would print them, and readers copy them.
    """
    try:
        html = PICTURE.sub(lambda m: m[1] + _relative(workspace, source_of(workspace, slug, unescape(m[2]))), html)
    except AttachmentError as error:
        raise DocumentError(str(error)) from error
    return FILE_LINK.sub(r"\1", html).replace("<wbr>", "")


def _relative(workspace: Workspace, path: Path) -> str:
    return quote(Path(os.path.relpath(path, workspace.site_config)).as_posix())


def _mark(workspace: Workspace, kind: DocumentKind, edition: Edition) -> str | None:
    """What the foot of each page says of who may read it."""
    said = kind.readers or marks(workspace.site_config / "documents.yml").get(kind.audience)
    return edition.language.words(said) if said else None


def _about(document: Document, edition: Edition) -> dict[str, str | None]:
    """What a form says of itself, for whoever reads its answers back."""
    record, visit, expanded = document.record, document.visit, document.checklist(edition)
    about = {"document": document.kind.name, "client": edition.slug, "site": record.id if record is not None else None}
    if expanded is None:
        return about
    about["checklist"] = expanded.checklist.id
    about["kind"] = "emergency" if expanded.checklist.kind == "emergency_visit" else "scheduled"
    if visit is not None:
        about["visit"] = visit.date.isoformat()
        about["plan"] = visit.plan.id if visit.plan is not None else None
    return about


def _text(workspace: Workspace, kind: DocumentKind, context: Mapping[str, Any], edition: Edition) -> Markup:
    """The prose that a document has of its own; its links to pages are their words, for it holds none."""
    if kind.text is None:
        return Markup("")
    name = f"documents/{edition.language.code}/{kind.text}.md.j2"
    html = page_html(render(workspace, name, context, edition.slug))
    return Markup(PAGE_LINK.sub(r"\1\4\5", html))  # noqa: S704 (escaped by its template)


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
