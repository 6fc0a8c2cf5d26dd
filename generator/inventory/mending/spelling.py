"""What a value can only mean, spelled as its field wants it: telephone numbers, dates, MAC addresses and the like.

What can be read in two ways, or in none, has no respelling: a guess is no mending.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from unicodedata import normalize

import phonenumbers

from generator.inventory import scalars
from generator.inventory.schema import Field

YES, NO = frozenset({"true", "yes", "y", "on"}), frozenset({"false", "no", "n", "off"})
HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−ーｰ", "-"))
PHONE = re.compile(r"\+?[0-9(][0-9() .-]{5,24}\Z")
DAY = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))\Z")
CLOCK = re.compile(r"(\d{1,2})(?::([0-5]\d)|時([0-5]?\d)分|時)\Z")
MAC = re.compile(r"[0-9a-f]{1,2}(?:([:-])[0-9a-f]{1,2})(?:\1[0-9a-f]{1,2}){4}\Z")
MAC_DIGITS = re.compile(r"[0-9a-f]{12}\Z|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}\Z|[0-9a-f]{6}-[0-9a-f]{6}\Z")
SIMPLE_WIDTH = frozenset({"email", "hostname", "ip", "cidr", "url"})


def respellings(f: Field, text: str, country: str | None) -> Iterator[Any]:
    """Values that `text` may have been meant as, most certain first; the caller takes those the field accepts."""
    narrow = normalize("NFKC", text).strip()
    if f.type == "phone":
        yield phone(narrow, country)
    elif f.type in BY_TYPE:
        yield BY_TYPE[f.type](narrow)
    elif f.type in ("slug", "language"):
        yield narrow.lower()
    elif pattern := f.rules.get("regex"):
        yield _only(c for c in {narrow.lower(), narrow.upper()} if re.fullmatch(pattern, c))
    elif f.rules.get("allowed"):
        yield allowed(f, narrow)
    elif f.type in SIMPLE_WIDTH:
        yield narrow
    yield text


def phone(text: str, country: str | None) -> str | None:
    """In E.164, as it would be dialled in `country`."""
    if not PHONE.match(text := text.translate(HYPHENS)):
        return None
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    national = phonenumbers.national_significant_number(number)
    if not phonenumbers.is_valid_number(number) or not re.sub(r"\D", "", text).endswith(national):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def day(text: str) -> str | None:
    """A date that starts with its year; 10/1/2026 is January or October, and nobody can tell."""
    if not (found := DAY.match(text)):
        return None
    year, month, of_month = (int(part) for i, part in enumerate(found.groups()) if part and i != 1)
    try:
        return date(year, month, of_month).isoformat()
    except ValueError:
        return None


def clock(text: str) -> str | None:
    if not (found := CLOCK.match(text)) or int(found[1]) > 23:
        return None
    return f"{int(found[1]):02}:{int(found[2] or found[3] or 0):02}"


def moment(text: str) -> str | None:
    parts = re.split(r"[T\s]+", text)
    if len(parts) != 2 or not (at := clock(parts[1])) or not (on := day(parts[0])):
        return None
    return f"{on}T{at}"


def mac(text: str) -> str | None:
    """Small letters and colons."""
    text = text.lower()
    if found := MAC.match(text):
        return ":".join(part.zfill(2) for part in text.split(found[1]))
    if not MAC_DIGITS.match(text):
        return None
    digits = re.sub(r"[^0-9a-f]", "", text)
    return ":".join(digits[i : i + 2] for i in range(0, 12, 2))


def boolean(text: str) -> bool | None:
    word = text.lower()
    return True if word in YES else False if word in NO else None


def number(text: str) -> int | float | None:
    """A number in quotes. One with a leading zero is an identifier, and stays."""
    value = scalars.resolve(text) if text and not scalars.LEADING_ZERO.match(text) else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


BY_TYPE: dict[str, Callable[[str], Any]] = {
    "date": day, "time": clock, "datetime": moment, "mac": mac, "boolean": boolean, "integer": number, "number": number,
}  # fmt: skip


def allowed(f: Field, text: str) -> Any:
    """The one allowed value of this name or label, whatever its case, spaces and hyphens."""
    wanted = _folded(text)
    names = {value: (str(value), *f.values.get(value, {}).values()) for value in f.rules["allowed"]}
    return _only(value for value, called in names.items() if wanted in map(_folded, called))


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", normalize("NFKC", text).casefold().strip())


def _only(candidates: Iterator[Any]) -> Any:
    found = list(candidates)
    return found[0] if len(found) == 1 else None
