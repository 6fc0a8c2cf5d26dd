"""Inventories for tests of facts: records given as plain data, assembled with the project's own schema."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from builders import CLIENT, CONTACTS, PROVIDER, TEAM

from generator.editions.edition import make_edition
from generator.facts import Facts
from generator.inventory.assembly import assemble
from generator.inventory.raw import RawInventory, RawRecord
from generator.inventory.schema import load_schema

SCHEMA = load_schema()
AS_OF = date(2026, 10, 1)
BASE: dict[str, Any] = {"provider": PROVIDER, "client": CLIENT, **TEAM, **CONTACTS}


def raw(**collections: Any) -> RawInventory:
    """The small provider and client with these collections; a single record is laid over the small one."""
    given = {**BASE, **collections}
    types = {name: record.name for name, record in SCHEMA.collections().items()}
    single: dict[str, RawRecord] = {}
    many: dict[str, tuple[RawRecord, ...]] = {}
    for name, data in given.items():
        if isinstance(data, Mapping):
            single[name] = RawRecord(types[name], {**BASE.get(name, {}), **data})
        else:
            many[name] = tuple(RawRecord(types[name], d) for d in data)
    return RawInventory("acme", single, many)


def facts(as_of: date = AS_OF, **collections: Any) -> Facts:
    """The facts of a whole inventory."""
    return Facts(assemble(SCHEMA, raw(**collections)), as_of)


def edition_facts(audience: str, language: str = "en", as_of: date = AS_OF, **collections: Any) -> Facts:
    """The facts of what one audience may read of it."""
    return make_edition(SCHEMA, raw(**collections), audience, language, as_of).facts


def ids(records: Any) -> list[Any]:
    return [record.id for record in records]
