"""What all facts start from."""

from datetime import date

from generator.inventory.records import Inventory, Record

Records = tuple[Record, ...]


class OfInventory:
    """Facts of one inventory as of one day; `language` is that of names which stand in no record, such as holidays."""

    def __init__(self, inventory: Inventory, as_of: date, language: str = "en") -> None:
        self.inventory = inventory
        self.as_of = as_of
        self.language = language
