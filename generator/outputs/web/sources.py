"""Markdown, theme, styles and a complete mkdocs.yml: a plain `mkdocs build` of them gives the same pages."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import yaml

from generator.outputs.web.configuration import HOME, configuration
from generator.outputs.web.identity import identity_of
from generator.pages.compose import Composition, Page
from generator.workspace import Workspace

HEADER = "# Written by handbook. A plain `mkdocs build` in this folder builds the website.\n"


def write_sources(workspace: Workspace, composition: Composition, languages: Sequence[str], folder: Path) -> None:
    """Write the sources of an edition's website to `folder`, which must not exist yet."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    shutil.copytree(workspace.theme, folder / "theme")
    identity = identity_of(workspace, composition.edition.inventory.provider)
    identity.write(docs)
    for page in composition.pages:
        if page.on_website:
            (docs / f"{page.id}.md").write_text(_page_text(page), "utf-8")
    config = configuration(workspace, composition, languages, identity)
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False, width=120)
    (folder / "mkdocs.yml").write_text(HEADER + text, "utf-8")


def _page_text(page: Page) -> str:
    """The page with its front matter; the front page has the client's name for a title and no side columns."""
    front = {"title": page.title} | ({"hide": ["navigation", "toc"]} if page.id == HOME else {})
    return f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n\n# {page.title}\n\n{page.markdown}\n"
