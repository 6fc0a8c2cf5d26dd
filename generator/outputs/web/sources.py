"""Markdown, theme, styles and a complete mkdocs.yml: a plain `mkdocs build` of them gives the same pages."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from generator.outputs.calendar import calendar_file
from generator.outputs.cards import support_card
from generator.outputs.web import opening
from generator.outputs.web.about import about
from generator.outputs.web.builder import WebsiteError
from generator.outputs.web.configuration import HOME, configuration
from generator.outputs.web.identity import identity_of
from generator.outputs.web.words import Words
from generator.pages.attachments import AttachmentError, source_of
from generator.pages.compose import Composition, Page
from generator.pages.escaping import escape, theme_text
from generator.workspace import Workspace

_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
HEADER = "# Written by handbook. A plain `mkdocs build` in this folder builds the website.\n"


def write_sources(workspace: Workspace, composition: Composition, languages: Sequence[str], folder: Path) -> None:
    """Write the sources of an edition's website to `folder`, which must not exist yet."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    shutil.copytree(workspace.theme, folder / "theme")
    identity = identity_of(workspace, composition.edition.inventory.provider)
    identity.write(docs)
    words = Words.of(workspace, composition.edition.language)
    (docs / opening.FILE).write_text(opening.script(composition, words.group("script")), "utf-8")
    (docs / "support.vcf").write_bytes(support_card(composition, words.group("card")))
    (docs / "calendar.ics").write_bytes(calendar_file(composition, words.group("calendar")))
    _copy_attachments(workspace, composition, docs)
    for page in composition.pages:
        if page.on_website:
            facts = about(composition, page, words.group("about"))
            boost = words.data.get("search_boost", {}).get(page.id)
            (docs / f"{page.id}.md").write_text(_page_text(page, facts, boost), "utf-8")
    config = configuration(workspace, composition, languages, identity)
    text = yaml.dump(config, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    (folder / "mkdocs.yml").write_text(HEADER + text, "utf-8")


def _copy_attachments(workspace: Workspace, composition: Composition, docs: Path) -> None:
    """The files that pages of this edition show or link to, and no other of the client's."""
    for address in composition.show.attachments.asked:
        target = docs / address
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(source_of(workspace, composition.edition.slug, address), target)
        except AttachmentError as error:
            raise WebsiteError(str(error)) from error


def _page_text(page: Page, facts: Mapping[str, Any], boost: float | None = None) -> str:
    """The page with its front matter. The front page brings a heading of its own and has no side columns."""
    front: dict[str, Any] = {"hide": ["navigation", "toc"]} if page.id == HOME else {"title": theme_text(page.title)}
    if facts and page.id != HOME:
        front["about"] = facts
    if boost is not None:
        front["search"] = {"boost": boost}
    heading = "" if page.markdown.startswith("# ") else f"# {escape(page.title)}\n\n"
    return f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n\n{heading}{page.markdown}\n"
