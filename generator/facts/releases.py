"""The issues of a client's documents."""

from datetime import date

from generator.facts.selecting import natural, one
from generator.inventory.records import Inventory, Record


def releases(inventory: Inventory, as_of: date) -> tuple[Record, ...]:
    """Those issued up to today, newest first."""
    client = one(inventory, "client")
    issued = [r for r in (client.releases if client else ()) if r.date is not None and r.date <= as_of]
    return tuple(sorted(issued, key=lambda r: (r.date, natural(r.number)), reverse=True))
