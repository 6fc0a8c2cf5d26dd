"""What holds for this client: its own word where it has one, the provider's otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

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


def laid_over(base: Sequence[Record], own: Sequence[Record]) -> tuple[Record, ...]:
    """`own` over `base`: an item with the same id takes its place, others follow."""
    mine = {item.id: item for item in own}
    kept = [mine.pop(item.id, item) for item in base]
    return (*kept, *mine.values())


def priorities(inventory: Inventory) -> tuple[Record, ...]:
    return laid_over(inventory.provider.priorities, inventory.client.priorities)


def questions(inventory: Inventory) -> tuple[Record, ...]:
    return laid_over(inventory.provider.questions, inventory.client.questions)


def glossary(inventory: Inventory) -> tuple[Record, ...]:
    return laid_over(inventory.provider.glossary, inventory.client.glossary)


def coverage(inventory: Inventory) -> Record | None:
    found: Record | None = inventory.client.coverage or inventory.provider.coverage
    return found


def rules(inventory: Inventory) -> Rules:
    """The contact procedure's rules by kind of request; the first of a kind counts."""
    listed = inventory.procedure.request_rules if inventory.procedure else ()
    first: dict[str, Record] = {}
    for rule in listed:
        first.setdefault(rule.request, rule)
    return Rules(**first)
