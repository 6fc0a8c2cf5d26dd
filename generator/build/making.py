"""What a part of an edition consists of: for each output its fingerprint, known before it is made, and how to make it.

Composing takes a hundredth of the time of building. So the fingerprint is that of the composed result: the sources of a
website, the HTML of a document, and what turns them into what is published.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from generator.build.fingerprint import of_file, of_named, of_text, of_tree
from generator.build.inputs import PAPER, WEB, libraries, of_code, versions
from generator.editions.edition import Edition
from generator.inventory.schema import Schema
from generator.outputs.document import Document, document_html, documents_for, make_document
from generator.outputs.web import build_website, write_sources
from generator.pages.compose import Composition, Download, base_context, compose
from generator.workspace import Workspace

WEB_CODE = ("outputs/web", "outputs/strict.py", "pages/markdown.py")
PAPER_CODE = ("outputs/paper", "outputs/strict.py", "outputs/fetching.py", "outputs/document.py")
NOT_OF_PAPER = ("theme", "schema")
ADDRESS = re.compile(r"""(?:src|href|data)=["']([^"'#:]+)["']|url\(["']?([^"')#:]+)["']?\)""")
Stage = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True)
class Recipe:
    """An output before it is made. `path` is where it goes, below `folder`; `make` returns what is known of it."""

    kind: str
    path: str
    fingerprint: str
    folder: Path
    make: Callable[[], dict[str, Any]]

    def files(self) -> dict[str, Path]:
        """The files that were made, by name; for a website all of its folder, and its sources."""
        path = self.folder / self.path
        if self.kind != "website":
            return {self.path: path}
        folders = (path.parent, self.folder / "sources" / path.parent.relative_to(self.folder / "websites"))
        found = (p for folder in folders for p in sorted(folder.rglob("*")) if p.is_file())
        return {p.relative_to(self.folder).as_posix(): p for p in found}


def recipes(
    workspace: Workspace, schema: Schema, edition: Edition, languages: tuple[str, ...], staging: Path,
    part: str, pdf: bool, stage: Stage,
) -> Iterator[Recipe]:  # fmt: skip
    """The outputs of a part of an edition, composed. The sources of a website are written below `staging`."""
    with stage("composing"):
        documents = list(documents_for(workspace, edition, base_context(edition))) if pdf else []
        composition = compose(workspace, schema, edition, [_download(d, edition) for d in documents])
    if part == "website":
        with stage("composing"):
            recipe = _website(workspace, composition, languages, staging)
        yield recipe
        return
    for document in documents:
        if is_book(document) == (part == "book"):
            with stage("composing"):
                recipe = document_recipe(workspace, composition, document, staging)
            yield recipe


def is_book(document: Document) -> bool:
    """Whether a document is the large one, which is made of what pages.yml says."""
    return not document.kind.pages and document.kind.text is None


def _download(document: Document, edition: Edition) -> Download:
    name = document.file_name(edition.language.code)
    return Download(document.name, document.title(edition.language), f"documents/{name}")


def _website(workspace: Workspace, composition: Composition, languages: tuple[str, ...], staging: Path) -> Recipe:
    edition = composition.edition
    name = f"{edition.slug}/{edition.audience}/{edition.language.code}"
    sources, site = staging / "sources" / name, staging / "websites" / name
    write_sources(workspace, composition, languages, sources)
    key = of_text("website", name, of_named(of_tree(sources)), of_code(*WEB_CODE), of_named(versions(WEB)))

    def make() -> dict[str, Any]:
        build_website(sources, site)
        return {}

    return Recipe("website", f"websites/{name}/index.html", key, staging, make)


def document_recipe(workspace: Workspace, composition: Composition, document: Document, staging: Path) -> Recipe:
    """A document before it is made; its HTML tells whether it must be."""
    edition = composition.edition
    name = f"documents/{edition.slug}/{edition.audience}/{document.file_name(edition.language.code)}"
    html = document_html(workspace, composition, document)
    key = of_text(
        "document", name, html, repr(document.kind), of_named(_pictures(workspace, html)), _paper(workspace.site_config)
    )

    def make() -> dict[str, Any]:
        target = staging / name
        target.parent.mkdir(parents=True, exist_ok=True)
        made = make_document(workspace, composition, document, target)
        return {"pages": made.pages, "number": made.number}

    return Recipe(document.name, name, key, staging, make)


def _pictures(workspace: Workspace, html: str) -> dict[str, str]:
    """The files that a document's HTML names; addresses are relative to site_config/."""
    names = {unquote(a or b) for a, b in ADDRESS.findall(html)}
    return {name: of_file(workspace.site_config / name) for name in names if "\0" not in name}


def _paper(site_config: Path) -> str:
    """Styles, fonts and whatever else lies beside them, our code for paper, and the versions that lay it out."""
    folders = [p for p in sorted(site_config.iterdir()) if p.is_dir() and p.name not in NOT_OF_PAPER]
    files = sorted(f for folder in folders for f in folder.rglob("*") if f.is_file())
    seen = tuple((f.relative_to(site_config).as_posix(), f.stat().st_size, f.stat().st_mtime_ns) for f in files)
    return of_text(_styles(site_config, seen), of_code(*PAPER_CODE), of_named(versions(PAPER)), libraries())


@lru_cache(maxsize=4)
def _styles(site_config: Path, seen: tuple[tuple[str, int, int], ...]) -> str:
    """The content of files, read once for as long as they look the same: fonts are large."""
    return of_named({name: of_file(site_config / name) for name, _, _ in seen})
