"""How long ago records were verified, measured by how often that should be done."""

from collections.abc import Iterator, Mapping
from datetime import date

from generator.facts.selecting import natural, nested, one, retired
from generator.inventory.records import Inventory, Record


def intervals(inventory: Inventory) -> Mapping[str, int]:
    """Record type → days between two verifications, as the provider's standards have it."""
    provider = one(inventory, "provider")
    stated = provider.standards.review_intervals if provider is not None and provider.standards is not None else ()
    return {i.record: i.days for i in stated if i.record is not None and i.days is not None}


def freshness(record: Record, standard: Mapping[str, int], as_of: date) -> str:
    """fresh within the interval, due after it, stale after twice of it.

    unknown where the record was never verified, or where nothing says how often it should be (as in an edition that is
    not told so): two readers of a record never see two judgements.
    """
    given = set(record.given())
    verified: date | None = record.last_verified if "last_verified" in given else None
    interval = record.review_every_days if "review_every_days" in given else standard.get(record.record_type)
    if verified is None or interval is None:
        return "unknown"
    days = (as_of - verified).days
    return "fresh" if days <= interval else "due" if days <= 2 * interval else "stale"


def with_freshness(inventory: Inventory, standard: Mapping[str, int], as_of: date, wanted: str) -> tuple[Record, ...]:
    """The records of one freshness, the longest unverified first; nested ones too, retired ones not."""
    found = [r for r in _all(inventory) if freshness(r, standard, as_of) == wanted]
    return tuple(sorted(found, key=lambda r: (r.last_verified, r.record_type, natural(r.id))))


def _all(inventory: Inventory) -> Iterator[Record]:
    for record in inventory.every():
        for found in (record, *nested(record)):
            if "status" not in found.given() or not retired(found):
                yield found
