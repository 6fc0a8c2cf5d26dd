"""Rules that make sense of the whole inventory: references, network, people, time, secrets, languages."""

from collections.abc import Iterator
from datetime import date

from generator.checks.references import check_references
from generator.diagnostics import Diagnostic
from generator.inventory.loading import Loaded


def check_all(loaded: Loaded, as_of: date) -> Iterator[Diagnostic]:
    """What the rules find in the clients that were read."""
    for slug in loaded.clients:
        yield from check_references(loaded.schema, loaded.raw(slug))
