"""What every fact asks of records: collections that may be missing, status, identity, and orders that never vary."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from generator.inventory.records import Inventory, Record

Day = date
"""The type, where a field is called `date`."""
Key = tuple[str, Any]
"""Record type and id: the same record, wherever it is reached from."""
FAR = date.max
"""Sorts after every date, for records that have none."""


def many(inventory: Inventory, name: str) -> tuple[Record, ...]:
    """A collection, empty where this inventory has none."""
    found = inventory.collections.get(name)
    return found if isinstance(found, tuple) else ()


def one(inventory: Inventory, name: str) -> Record | None:
    """A record that stands alone in its file, such as the client."""
    found = inventory.collections.get(name)
    return found if isinstance(found, Record) else None


def key(record: Record) -> Key:
    return record.record_type, record.id


def same(left: Record | None, right: Record | None) -> bool:
    """Whether both are the same record of the inventory; two that are absent are not."""
    return left is not None and right is not None and key(left) == key(right)


def in_use(record: Record) -> bool:
    """Neither planned nor spare nor retired; without a status it is taken to be in use."""
    return record.status in (None, "active")


def retired(record: Record) -> bool:
    return bool(record.status == "retired")


def plain(text: Any) -> str:
    """Text as one string for sorting; in a whole inventory it may still have one per language."""
    if isinstance(text, dict):
        return str(text.get("en") or next(iter(text.values()), ""))
    return "" if text is None else str(text)


def natural(text: Any) -> tuple[str | int, ...]:
    """A sort key in which `F-2` comes before `F-10`."""
    pieces = re.split(r"([0-9]+)", plain(text))
    return tuple(int(p) if i % 2 else p for i, p in enumerate(pieces))


def called(record: Record) -> Any:
    """What a record is called: its name, title or product, else its id."""
    fields = ("name", "title", "product", "what", "zone", "ssid")
    given = set(record.given())
    return next((getattr(record, f) for f in fields if f in given), record.id if "id" in given else None)


def nested(record: Record) -> Iterator[Record]:
    """The records inside a record that have an id of their own, and those inside them."""
    for name in record.given():
        if record.unresolved(name):
            continue
        value = getattr(record, name)
        for member in value if isinstance(value, tuple) else (value,):
            if isinstance(member, Record):
                if "id" in set(member.given()):
                    yield member
                yield from nested(member)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    return FAR
