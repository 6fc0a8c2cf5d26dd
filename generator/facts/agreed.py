"""What holds for this client: its own word where it has one, the provider's otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from generator.facts.ordering import word_key
from generator.facts.selecting import one
from generator.inventory.records import Inventory, Record


@dataclass(frozen=True)
class Rules:
    """The rule for each kind of request, where there is one."""

    starter: Record | None = None
    leaver: Record | None = None
    mover: Record | None = None
    purchase: Record | None = None
    disposal: Record | None = None
    change: Record | None = None
    restore: Record | None = None
    data_access: Record | None = None


KINDS = frozenset(field.name for field in fields(Rules))


def laid_over(base: Sequence[Record], own: Sequence[Record]) -> tuple[Record, ...]:
    """`own` over `base`: an item with the same id takes its place, others follow."""
    mine = {item.id: item for item in own}
    kept = [mine.pop(item.id, item) for item in base]
    return (*kept, *mine.values())


def priorities(inventory: Inventory) -> tuple[Record, ...]:
    return _agreed(inventory, "priorities")


def questions(inventory: Inventory) -> tuple[Record, ...]:
    return _agreed(inventory, "questions")


def glossary(inventory: Inventory, language: str) -> tuple[Record, ...]:
    """The words of provider and client as one list, in the order in which a reader looks them up."""
    terms = _agreed(inventory, "glossary")
    return tuple(sorted(terms, key=lambda t: word_key(str(t.term), t.reading if language == "ja" else None)))


def _agreed(inventory: Inventory, field: str) -> tuple[Record, ...]:
    provider, client = one(inventory, "provider"), one(inventory, "client")
    return laid_over(getattr(provider, field) if provider else (), getattr(client, field) if client else ())


def coverage(inventory: Inventory) -> Record | None:
    holders = (one(inventory, "client"), one(inventory, "provider"))
    return next((h.coverage for h in holders if h is not None and h.coverage is not None), None)


def rules(inventory: Inventory) -> Rules:
    """The contact procedure's rules by kind of request; the first of a kind counts."""
    procedure = one(inventory, "procedure")
    first: dict[str, Record] = {}
    for rule in procedure.request_rules if procedure else ():
        if rule.request in KINDS:
            first.setdefault(rule.request, rule)
    return Rules(**first)
