"""Where a complaint of the layout engine comes from: the page, and the record whose words it is about."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from generator.inventory.records import Inventory, Record
from generator.outputs.paper.sections import Part

NEEDLE = re.compile(r'[“"\'#]([^“”"\']{1,80})[”"\']|#([\w:-]+)')


def placed(complaint: str, parts: Iterable[Part], inventory: Inventory) -> str:
    """The complaint, with the pages and records that hold what it quotes."""
    needles = [found.rstrip("…") for match in NEEDLE.finditer(complaint) if (found := match[1] or match[2])]
    where = [*_pages(needles, parts), *_records(needles, inventory)]
    return f"{complaint} ({', '.join(where[:4])})" if where else complaint


def _pages(needles: list[str], parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        for section in part.sections:
            if any(needle in section.html for needle in needles):
                yield f"page {section.id}"


def _records(needles: list[str], inventory: Inventory) -> Iterator[str]:
    for collection in inventory.collections.values():
        for record in collection if isinstance(collection, tuple) else (collection,):
            if isinstance(record, Record):
                yield from (f"{_name(record)}, field `{path}`" for path in _fields(record, needles))


def _name(record: Record) -> str:
    return f"{record.record_type} {record._values.get('id', '')}".strip()


def _fields(record: Record, needles: list[str], before: str = "") -> Iterator[str]:
    for name in record.given():
        for value in _single(record._values[name]):
            if isinstance(value, Record):
                yield from _fields(value, needles, f"{before}{name}.")
            elif isinstance(value, str) and any(needle in value for needle in needles):
                yield before + name


def _single(value: Any) -> Iterable[Any]:
    return value if isinstance(value, tuple) else (value,)
