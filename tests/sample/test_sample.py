"""The sample inventory and the page templates: the one suite that looks at them. It goes when the sample goes."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from builders import ROOT

from generator.checks.run import check_all
from generator.checks.settings import load_settings
from generator.diagnostics import Severity
from generator.editions.edition import make_edition
from generator.inventory.loading import Loaded, load
from generator.inventory.schema import load_schema
from generator.inventory.schema.fragments import AUDIENCES
from generator.pages.catalogue import load_yaml
from generator.pages.compose import Page, compose
from generator.workspace import Workspace

WORKSPACE, SCHEMA = Workspace.at(ROOT), load_schema()
AS_OF = date.fromisoformat(str(load_yaml(WORKSPACE.site_config / "sample.yml")["as_of"]))
SLUGS = WORKSPACE.slugs()
HEADING = re.compile(r"^(#{2,6}) .*?\{#([\w-]+)\}\s*$", re.MULTILINE)
ANY_HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
VALUES = re.compile(r'href="((?:tel|mailto):[^"?]+|https?://[^"]+)|<time datetime="([^"]+)"|<code>(.*?)</code>')


@cache
def loaded() -> Loaded:
    return load(WORKSPACE, SCHEMA, SLUGS)


@cache
def pages(slug: str, audience: str, language: str) -> dict[str, Page]:
    edition = make_edition(SCHEMA, loaded().raw(slug), audience, language, AS_OF)
    return {page.id: page for page in compose(WORKSPACE, SCHEMA, edition).pages}


def bilingual() -> Iterator[str]:
    for slug in SLUGS:
        client = loaded().raw(slug).single["client"].data
        if {"en", "ja"} <= set(client["languages"]):
            yield slug


def test_there_are_six_clients_of_different_kinds() -> None:
    clients = [loaded().raw(slug).single["client"].data for slug in SLUGS]
    assert len(clients) >= 6
    assert {"planned", "live", "leaving"} <= {c["stage"] for c in clients}
    for client in clients:
        assert client.get("base_urls"), client["slug"]
        assert client.get("releases"), client["slug"]
        assert client.get("client_code"), client["slug"]


def test_the_sample_has_no_errors() -> None:
    found = check_all(loaded(), AS_OF, load_settings(WORKSPACE.site_config / "rules.yml"))
    assert not [f"{d.location.file}:{d.location.line} {d.message}" for d in found if d.severity is Severity.error]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_languages_have_the_same_pages_headings_and_values(slug: str, audience: str) -> None:
    if slug not in set(bilingual()):
        assert pages(slug, audience, loaded().raw(slug).single["client"].data["languages"][0])
        return
    english, japanese = pages(slug, audience, "en"), pages(slug, audience, "ja")
    assert list(english) == list(japanese)
    for page_id, page in english.items():
        other = japanese[page_id]
        assert HEADING.findall(page.markdown) == HEADING.findall(other.markdown), page_id
        if page_id not in {record.data["id"] for record in loaded().raw(slug).many["pages"]}:
            assert values(page) == values(other), page_id


def values(page: Page) -> set[str]:
    """Telephone numbers, addresses, days and names of machines: the same in every language."""
    return {next(filter(None, found), "") for found in VALUES.findall(page.markdown)}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_heading_has_a_stable_anchor_and_nothing_is_empty(slug: str) -> None:
    client = loaded().raw(slug).single["client"].data
    for language in client["languages"]:
        for page in pages(slug, "engineer", language).values():
            own = {record.data["id"] for record in loaded().raw(slug).many["pages"]}
            if page.id not in own:
                for heading in ANY_HEADING.findall(page.markdown):
                    assert re.search(r"\{#[\w-]+\}\s*$", heading), f"{page.id}: {heading}"
            anchors = [anchor for _, anchor in HEADING.findall(page.markdown)]
            assert len(anchors) == len(set(anchors)), page.id
            assert not re.search(r"<tbody></tbody>|<(?:ul|ol|dl)[^>]*></|\bundefined\b|\[\]", page.markdown), page.id
            assert language == "en" or not re.search(r"\bNone\b", page.markdown), page.id
            for first, second in re.findall(r"^(#{2,6} .+)\n+(#{2,6} .+)$", page.markdown, re.MULTILINE):
                deeper = len(second) - len(second.lstrip("#")) > len(first) - len(first.lstrip("#"))
                assert deeper, f"{page.id}: nothing stands under {first}"
