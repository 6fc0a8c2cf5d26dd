"""The mkdocs.yml of an edition: site_config's base with the client's name, navigation, language and colours."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import escape

from generator.inventory.records import Record
from generator.outputs.web.identity import Identity
from generator.outputs.web.reach import reach
from generator.outputs.web.told import told
from generator.outputs.web.words import Words
from generator.pages.catalogue import ConfigurationError, load_mapping
from generator.pages.compose import Composition, Page
from generator.pages.escaping import theme_text
from generator.pages.markdown import EXTENSIONS
from generator.workspace import Workspace

HOME = "index"


def configuration(
    workspace: Workspace, composition: Composition, languages: Sequence[str], identity: Identity
) -> dict[str, Any]:
    """The whole configuration as data; raises ConfigurationError."""
    edition = composition.edition
    base = base_of(workspace)
    words = Words.of(workspace, edition.language)
    client, provider = edition.inventory.client, edition.inventory.provider
    shown = [p for p in composition.pages if p.on_website]
    theme = {**base.pop("theme"), "custom_dir": "theme", "language": edition.language.code, **identity.theme()}
    theme["palette"] = [_toggle(p, words) for p in theme["palette"]]
    handbook = {**_texts(composition, words), **told(workspace, composition, words)}
    extra = {**base.pop("extra", {}), **_alternates(words, languages), "handbook": handbook}
    made = {
        "site_name": theme_text(client.name),
        **_address(composition),
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": False,
        "copyright": str(escape(f"{client.name} · {provider.name}")),
        **base,
        "theme": theme,
        "markdown_extensions": list(_extensions(composition)),
        "nav": list(_navigation(composition, shown)),
        "extra": extra,
    }
    if hidden := [f"/{p.id}.md" for p in shown if not p.in_navigation]:
        made["not_in_nav"] = "\n".join(hidden) + "\n"
    return made


def base_of(workspace: Workspace) -> dict[str, Any]:
    """What all websites share; raises ConfigurationError."""
    path = workspace.site_config / "mkdocs.base.yml"
    base = load_mapping(path)
    theme = base.get("theme")
    palette = theme.get("palette") if isinstance(theme, dict) else None
    if not isinstance(palette, list) or not all(
        isinstance(p, dict) and isinstance(p.get("toggle"), dict) for p in palette
    ):
        raise ConfigurationError(
            f"{path}: `theme` must be a mapping with a `palette`, a list of schemes with a `toggle`"
        )
    return base


def _address(composition: Composition) -> dict[str, str]:
    """Where the website will be published, when the client's data says it: the 404 page needs to know."""
    edition = composition.edition
    bases = edition.inventory.client.base_urls
    base = getattr(bases, edition.audience) if bases is not None else None
    return {"site_url": f"{base.rstrip('/')}/{edition.language.code}/"} if base else {}


def _toggle(palette: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """A colour scheme whose switch says in the reader's language what it does."""
    switch = dict(palette["toggle"])
    switch["name"] = words.group("schemes")[palette["scheme"]]
    return {**palette, "toggle": switch}


def _alternates(words: Words, languages: Sequence[str]) -> dict[str, Any]:
    if unknown := [code for code in languages if code not in words.languages]:
        raise ConfigurationError(f"site_config/website.yml has no name for the language {unknown[0]}")
    if len(languages) < 2:
        return {}
    return {"alternate": [{"name": words.languages[c], "link": f"../{c}/", "lang": c} for c in languages]}


def _texts(composition: Composition, words: Words) -> dict[str, Any]:
    """What the theme's overrides print."""
    edition = composition.edition
    client: Record = edition.inventory.client
    banner = client.alert_banner
    shown = banner is not None and not (banner.until and banner.until < edition.as_of)
    return {
        "client": str(client.name),
        "provider": str(edition.inventory.provider.name),
        "audience": edition.audience,
        "banner": str(banner.text) if shown and banner.text else "",
        "reach": reach(composition, words.group("reach")),
        "missing": dict(words.group("missing")),
    }


def _extensions(composition: Composition) -> Iterator[Any]:
    title = composition.show.word("Link to this section")
    for name in EXTENSIONS:
        yield {name: {"permalink": True, "permalink_title": title}} if name == "toc" else name


def _navigation(composition: Composition, shown: Sequence[Page]) -> Iterator[dict[str, Any]]:
    for page in shown:
        if page.id == HOME:
            yield {theme_text(page.title): f"{HOME}.md"}
    for section in composition.catalogue.sections:
        members = [
            {theme_text(p.title): f"{p.id}.md"}
            for p in shown
            if p.section == section.id and p.in_navigation and p.id != HOME
        ]
        if members:
            yield {composition.edition.language.words(section.title): members}
