"""What a form says of itself in its keywords, so that its answers find their place again: `site=tokyo, visit=…`."""

from collections.abc import Mapping


def to_keywords(about: Mapping[str, str | None]) -> str:
    """`document=visit-checklist, site=tokyo`: slugs and dates, which need no quoting."""
    return ", ".join(f"{name}={value}" for name, value in about.items() if value)


def from_keywords(text: str) -> dict[str, str]:
    """The same again; what is not of that shape is left out."""
    pairs = (part.partition("=") for part in text.split(","))
    return {name.strip(): value.strip() for name, equals, value in pairs if equals}
