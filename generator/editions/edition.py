"""What a website or a PDF is built for: one client, one audience, one language."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.editions.audience import redact
from generator.editions.language import Language, localise
from generator.facts import Facts
from generator.inventory.assembly import assemble
from generator.inventory.raw import RawInventory
from generator.inventory.records import Inventory
from generator.inventory.schema import Schema


@dataclass(frozen=True)
class Edition:
    """A client's inventory as one audience may read it, in one language, as of one day."""

    slug: str
    audience: str
    language: Language
    inventory: Inventory
    as_of: date

    @cached_property
    def facts(self) -> Facts:
        """What is derived from this edition's records, and from nothing that it does not hold."""
        return Facts(self.inventory, self.as_of, self.language.code)


def make_edition(schema: Schema, raw: RawInventory, audience: str, language: str, as_of: date) -> Edition:
    """The edition of `raw` for an audience and a language; nothing of `raw` above the audience is reachable from it."""
    visible = localise(schema, redact(schema, raw, audience), language)
    return Edition(raw.slug, audience, Language(language), assemble(schema, visible), as_of)
