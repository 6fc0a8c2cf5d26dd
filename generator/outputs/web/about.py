"""What the end of a page says of it: who keeps it up to date, when it was last verified, and where it is written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.inventory.records import Record
from generator.pages.compose import Composition, Page


def about(composition: Composition, page: Page, words: Mapping[str, str]) -> dict[str, Any]:
    """The page's facts for its front matter; a fact that is not known, or not this reader's to know, is left out."""
    records = list(dict.fromkeys(_records(composition, page)))
    owners = {o for r in records if "owner" in r._fields and (o := r.owner) is not None}
    owner = owners.pop() if len(owners) == 1 else composition.edition.inventory.client.coordinator
    dates = [d for r in records if "last_verified" in r._fields and (d := r.last_verified) is not None]
    made: dict[str, Any] = {}
    if owner is not None:
        made["owner"] = words["owner"].format(name=composition.show.name(owner))
    if dates:
        saying = words["verified"] if len(dates) == 1 else words["oldest"]
        made["verified"] = saying.format(date=composition.edition.language.short_date(min(dates)))
    if sources := _sources(records):
        made |= {"source": words["source"], "sources": sources}
    return made


def _records(composition: Composition, page: Page) -> Iterator[Record]:
    """The records a page is about: its own, or those that the catalogue names as what it cannot be without."""
    context = composition.context
    for entry in composition.catalogue.pages:
        if entry.per is not None:
            yield from (r for r in context[entry.per] if f"{entry.id}-{r.id}" == page.id)
        elif entry.id == page.id:
            for name in (*entry.needs, *entry.needs_any):
                yield from _held(context, name)
    yield from (r for r in composition.edition.inventory.pages if r.id == page.id)


def _held(context: Mapping[str, Any], name: str) -> Iterator[Record]:
    """The inventory's records behind a dotted name of a template's context."""
    first, *rest = name.split(".")
    value = context[first]
    for step in rest:
        if value is None:
            return
        value = getattr(value, step)
    for found in value if isinstance(value, tuple | list) else (value,):
        if isinstance(found, Record):
            yield found


MOST_SOURCES = 4
"""More files than these are not a source but a search."""


def _sources(records: Sequence[Record]) -> list[str]:
    """`file:line` of the records in the edition that may see it; of many records only the files."""
    places = [r.source for r in records if r.source is not None]
    if len(places) == 1:
        return [f"{places[0].file}:{places[0].line}"]
    return sorted({place.file for place in places})[:MOST_SOURCES]
