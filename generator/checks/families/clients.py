"""Clients side by side: nothing that names one of them may name another."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from generator.checks.rule import Problem, Scene, rule, rule_over_all

Named = dict[str, tuple[Scene, str]]


@rule("E310")
def slug_that_is_not_the_folder(scene: Scene) -> Iterator[Problem]:
    client = scene.raw.single.get("client")
    slug = client.data.get("slug") if client else None
    if client is not None and isinstance(slug, str) and slug != scene.folder.path.name:
        message = f"the slug is `{slug}`, but the folder is called {scene.folder.path.name}"
        yield Problem(client, "slug", message, "Let them be the same: commands, addresses and files go by it.")


@rule_over_all("E311")
def code_of_two_clients(scenes: Sequence[Scene]) -> Iterator[tuple[Scene, Problem]]:
    seen: Named = {}
    for scene in scenes:
        client = scene.raw.single.get("client")
        code = client.data.get("client_code") if client else None
        if not isinstance(code, str):
            continue
        other, _ = seen.setdefault(code, (scene, ""))
        if other is not scene:
            message = f"the client code `{code}` is that of {other.raw.slug} already"
            hint = "Give one of the two another: callers name their company by it."
            yield scene, Problem(client, "client_code", message, hint)


@rule_over_all("E312")
def address_of_two_websites(scenes: Sequence[Scene]) -> Iterator[tuple[Scene, Problem]]:
    seen: Named = {}
    for scene in scenes:
        client = scene.raw.single.get("client")
        urls = client.data.get("base_urls") if client else None
        for audience, url in urls.items() if isinstance(urls, dict) else ():
            if (host := _host(url)) is None:
                continue
            other, whose = seen.setdefault(host, (scene, audience))
            if (other, whose) != (scene, audience):
                owner = "this client" if other is scene else other.raw.slug
                message = f"the host {host} already serves the {whose} website of {owner}"
                hint = "Give each client and audience a host name of its own, so that no browser mixes them up."
                yield scene, Problem(client, ("base_urls", audience), message, hint)


def _host(url: Any) -> str | None:
    try:
        return urlsplit(url).hostname if isinstance(url, str) else None
    except ValueError:
        return None
