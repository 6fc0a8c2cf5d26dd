"""Who is who: the client's contacts by role, and the provider's team for this client."""

from collections.abc import Iterator
from datetime import date

from generator.facts.selecting import key, many, one, retired
from generator.inventory.records import Inventory, Record


def current_contacts(inventory: Inventory, as_of: date) -> tuple[Record, ...]:
    """The client's people who work there today, in the order of the file."""
    return tuple(c for c in many(inventory, "contacts") if _works(c, as_of))


def _works(contact: Record, as_of: date) -> bool:
    begun = contact.start_date is None or contact.start_date <= as_of
    ended = contact.end_date is not None and contact.end_date < as_of
    return begun and not ended and not retired(contact)


def with_role(contacts: tuple[Record, ...], role: str) -> tuple[Record, ...]:
    return tuple(c for c in contacts if role in c.roles)


def who_may(contacts: tuple[Record, ...], request: str) -> tuple[Record, ...]:
    """The contacts who may ask for a kind of request, such as `starter`."""
    return tuple(c for c in contacts if request in c.may_request)


def first_with(contacts: tuple[Record, ...], role: str) -> Record | None:
    return next(iter(with_role(contacts, role)), None)


def coordinator(inventory: Inventory) -> Record | None:
    client = one(inventory, "client")
    found: Record | None = client.coordinator if client else None
    return found


def support_team(inventory: Inventory) -> tuple[Record, ...]:
    """Coordinator, deputy, engineers and technicians of this client, each once."""
    return tuple({key(member): member for member in _team(one(inventory, "client"))}.values())


def _team(client: Record | None) -> Iterator[Record]:
    if client is None:
        return
    for member in (client.coordinator, client.deputy_coordinator):
        if member is not None:
            yield member
    yield from client.engineers
    yield from client.technicians
