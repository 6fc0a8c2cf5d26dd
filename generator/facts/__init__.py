"""What is derived from records and never typed: pure functions, the same for an inventory and for an edition."""

from generator.facts.facts import Facts

__all__ = ["Facts"]
