"""handbook: from YAML inventories to the documentation that a support provider's clients receive."""

__version__ = "0.1.0"
