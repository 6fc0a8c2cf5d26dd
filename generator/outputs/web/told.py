"""What the finishing steps are told through the configuration: they work on sources and a built website alone."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.inventory.records import Record
from generator.outputs.web.words import Words
from generator.pages.catalogue import ConfigurationError, load_yaml
from generator.pages.compose import Composition
from generator.workspace import Workspace

REDIRECTS = "redirects.yml"
MOVED_FROM = re.compile(r"[a-z0-9][a-z0-9-]*")
MOVED_TO = re.compile(rf"{MOVED_FROM.pattern}(?:#[\w-]+)?")
LINKED = re.compile(r"\+\d{7,}|[^@\s]+@[^@\s]+|https?://\S+|\S+\.(?:pdf|png|svg|jpe?g)")


def told(workspace: Workspace, composition: Composition, words: Words) -> dict[str, Any]:
    """Where pages moved, which documents will lie beside the pages, and where each page and value is written."""
    documents = [download.href for download in composition.context["downloads"]]
    return {
        "redirects": _redirects(workspace),
        "moved": words.group("missing")["moved"],
        "documents": documents,
        "origins": _origins(composition),
        "values": dict(_values(composition.edition.inventory.collections.values())),
    }


def _redirects(workspace: Workspace) -> Mapping[str, str]:
    path = workspace.site_config / REDIRECTS
    data = (load_yaml(path) if path.is_file() else None) or {}
    if not isinstance(data, dict) or not all(isinstance(v, str) for pair in data.items() for v in pair):
        raise ConfigurationError(f"{path}: each line must be `old-page: new-page`")
    for old, new in data.items():
        if not MOVED_FROM.fullmatch(old):
            raise ConfigurationError(f"{path}: `{old}` is not the id of a page, as `sites` of sites.html")
        if not MOVED_TO.fullmatch(new):
            raise ConfigurationError(
                f"{path}: {old} leads to `{new}`; write the id of a page, `systems`, or of a part, `systems#sites`"
            )
    return data


def _origins(composition: Composition) -> dict[str, str]:
    """Page → its template, and the record where it is made of one."""
    code, found = composition.edition.language.code, {}
    for entry in composition.catalogue.pages:
        template = f"templates/pages/{code}/{entry.id}.md.j2"
        if entry.per is None:
            found[entry.id] = template
        else:
            records = composition.context[entry.per]
            found |= {f"{entry.id}-{r.id}": f"{template}, {r.record_type} {r.id}" for r in records}
    own = {r.id: f"the client's page {r.id}" for r in composition.edition.inventory.pages}
    shown = {page.id for page in composition.pages}
    return {page: origin for page, origin in (found | own).items() if page in shown}


def _values(found: Iterable[Any], within: str = "") -> Iterator[tuple[str, str]]:
    """What links are made of, telephone numbers above all, with the record that says so."""
    for value in found:
        if isinstance(value, Record):
            given = [name for name in value.given() if not value.unresolved(name)]
            kind = f"{value.record_type} {value.id}" if "id" in given else within or value.record_type
            yield from _values((getattr(value, name) for name in given if name != "id"), kind)
        elif isinstance(value, list | tuple):
            yield from _values(value, within)
        elif isinstance(value, str) and LINKED.fullmatch(value):
            yield str(value), within
