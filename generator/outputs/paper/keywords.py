"""What a form says of itself in its keywords, so that its answers find their place again: `site=tokyo, visit=…`."""

import re
from collections.abc import Mapping
from datetime import date

SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")


def to_keywords(about: Mapping[str, str | None]) -> str:
    """`document=visit-checklist, site=tokyo`: slugs and dates, which need no quoting."""
    return ", ".join(f"{name}={value}" for name, value in about.items() if value)


def from_keywords(text: str) -> dict[str, str]:
    """The same again; what is not of that shape is left out: it came with a file that anybody may have written."""
    pairs = ((name.strip(), value.strip()) for name, _, value in (part.partition("=") for part in text.split(",")))
    return {name: value for name, value in pairs if _is_sound(name, value)}


def _is_sound(name: str, value: str) -> bool:
    if not (SLUG.fullmatch(name) and SLUG.fullmatch(value)):
        return False
    if name != "visit":
        return True
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
