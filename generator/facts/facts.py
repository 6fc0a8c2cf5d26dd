"""The facts of one inventory, by name, each worked out when it is first asked for."""

from datetime import date

from generator.inventory.records import Inventory


class Facts:
    """The derived facts that pages and checks may ask for."""

    def __init__(self, inventory: Inventory, as_of: date) -> None:
        self.inventory = inventory
        self.as_of = as_of
