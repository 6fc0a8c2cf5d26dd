"""The website of an edition: Markdown and a complete mkdocs.yml are written, then one function calls the builder.

A plain `mkdocs build` in the folder of sources gives the same pages.
"""

import json
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from generator.inventory.records import Record
from generator.pages.catalogue import ConfigurationError, load_yaml
from generator.pages.compose import Composition, Page
from generator.pages.markdown import EXTENSIONS
from generator.workspace import Workspace

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
HOME = "index"


class WebsiteError(Exception):
    """The builder found fault with the website; the message lists what."""


def write_sources(workspace: Workspace, composition: Composition, languages: Sequence[str], folder: Path, downloads: Sequence[tuple[str, str]] = ()) -> None:
    """Write Markdown, theme, styles and mkdocs.yml of an edition to `folder`, which must not exist yet."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    shutil.copytree(workspace.theme, folder / "theme")
    for page in composition.pages:
        if page.on_website:
            (docs / f"{page.id}.md").write_text(_page_text(page), "utf-8")
    config = _configuration(workspace, composition, languages)
    (folder / "mkdocs.yml").write_text(_HEADER + yaml.safe_dump(config, allow_unicode=True, sort_keys=False, width=120), "utf-8")


_HEADER = "# Written by handbook. A plain `mkdocs build` in this folder builds the website.\n"


def _page_text(page: Page) -> str:
    front = {"title": page.title, "hide": ["navigation"] if page.id == HOME else []}
    head = json.dumps({k: v for k, v in front.items() if v}, ensure_ascii=False)
    title = "" if page.id == HOME else f"# {page.title}\n\n"
    return f"---\n{head}\n---\n\n{title}{page.markdown}\n"


def _configuration(workspace: Workspace, composition: Composition, languages: Sequence[str]) -> dict[str, Any]:
    edition, language = composition.edition, composition.edition.language
    base = load_yaml(workspace.site_config / "mkdocs.base.yml")
    client: Record = edition.inventory.client
    names = load_yaml(workspace.site_config / "website.yml")["languages"]
    unknown = [code for code in languages if code not in names]
    if unknown:
        raise ConfigurationError(f"site_config/website.yml has no name for the language {unknown[0]}")
    alternate = [{"name": names[code], "link": f"../{code}/", "lang": code} for code in languages] if len(languages) > 1 else []
    extra = {**base.pop("extra", {}), **({"alternate": alternate} if alternate else {})}
    extra["handbook"] = {
        "client": str(client.name), "provider": str(edition.inventory.provider.name), "audience": edition.audience,
        "language": language.code,
    }  # fmt: skip
    theme = {**base.pop("theme"), "custom_dir": "theme", "language": language.code}
    shown = [p for p in composition.pages if p.on_website]
    return {
        "site_name": str(client.name), "site_dir": "site", "docs_dir": "docs", "use_directory_urls": False,
        **base, "theme": theme, "markdown_extensions": list(_extensions(composition)),
        "nav": list(_navigation(composition, shown)),
        "not_in_nav": "\n".join(f"/{p.id}.md" for p in shown if not p.in_navigation) + "\n",
        "extra": extra,
    }  # fmt: skip


def _extensions(composition: Composition) -> Iterator[Any]:
    for name in EXTENSIONS:
        yield {name: {"permalink": True, "permalink_title": composition.show.word("Link to this section")}} if name == "toc" else name


def _navigation(composition: Composition, shown: Sequence[Page]) -> Iterator[dict[str, Any]]:
    language = composition.edition.language
    for page in shown:
        if page.id == HOME:
            yield {page.title: f"{HOME}.md"}
    for section in composition.catalogue.sections:
        members = [{p.title: f"{p.id}.md"} for p in shown if p.section == section.id and p.in_navigation and p.id != HOME]
        if members:
            yield {language.words(section.title): members}


def build_website(folder: Path, site_dir: Path) -> None:
    """The seam to the builder: the sources in `folder` become a website in `site_dir`. Raises WebsiteError."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    with _complaints() as complaints:
        try:
            config = load_config(str(folder / "mkdocs.yml"), site_dir=str(site_dir.absolute()))
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
        except (MkDocsException, Abort) as error:
            raise WebsiteError(str(error)) from error
    if complaints:
        raise WebsiteError("; ".join(dict.fromkeys(complaints)))


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Strict mode: what the builder logs as a warning or worse."""
    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    logger, handler = logging.getLogger("mkdocs"), Collector(logging.WARNING)
    propagated = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagated
