"""The formats of single values: what a field of each type may hold, and what it becomes.

Every parser takes what the reader gave and returns the value, or raises ValueError with words for a person.
"""

import ipaddress
import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

import phonenumbers
from dateutil.rrule import rrulestr

from generator.inventory.values import WEEKDAYS, Hours, Money, Range

LANGUAGES = ("en", "ja")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
HOST_LABEL = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)\Z")
EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}\Z")
MAC = re.compile(r"[0-9A-Fa-f]{2}([:-])[0-9A-Fa-f]{2}(?:\1[0-9A-Fa-f]{2}){4}\Z")
CURRENCY = re.compile(r"[A-Z]{3}\Z")
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]\Z")
Parsed = TypeVar("Parsed")


def _once(parse: Callable[[Any], Parsed]) -> Callable[[Any], Parsed]:
    """Parse a text once: dates, addresses and the like recur, and each is looked at by structure, records and rules."""
    kept = lru_cache(maxsize=16384)(parse)

    @wraps(parse)
    def parsed(value: Any) -> Parsed:
        return kept(value) if type(value) is str else parse(value)

    return parsed


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be text; put it in quotes")
    return value


def text(value: Any) -> Any:
    """A string, or one string per language; kept as it is until an edition chooses the language."""
    if isinstance(value, str):
        if not value.strip():
            raise ValueError("is blank; give it a text, or remove the line")
        return value
    if not isinstance(value, dict):
        raise ValueError("must be text, or one text per language: {en: …, ja: …}")
    for language, words in value.items():
        if language not in LANGUAGES:
            raise ValueError(f"`{language}` is not a language of this handbook (en, ja)")
        if not isinstance(words, str):
            raise ValueError(f"the text under `{language}` must be a string; put it in quotes")
        if not words.strip():
            raise ValueError(f"is blank under `{language}`; give it a text, or remove the language")
    if not value:
        raise ValueError("has no text in any language")
    return value


@_once
def day(value: Any) -> date:
    try:
        return date.fromisoformat(_text(value)) if len(_text(value)) == 10 else _bad_date()
    except ValueError:
        return _bad_date()


def _bad_date() -> date:
    raise ValueError("is not a date; write YYYY-MM-DD, e.g. 2026-10-01")


@_once
def clock(value: Any) -> time:
    if not isinstance(value, str) or not CLOCK.match(value):
        raise ValueError("is not a time; write HH:MM, e.g. 09:30")
    return time.fromisoformat(value)


@_once
def moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(_text(value))
    except ValueError:
        found = None
    if found is None or len(_text(value)) < 16 or found.tzinfo is not None:
        raise ValueError("is not a local date and time; write 2026-10-01T09:30")
    return found


@lru_cache(maxsize=16384)
def _phone(value: str) -> str:
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException as error:
        raise ValueError(
            "is not an international number; write it with + and country code, e.g. +81355500101"
        ) from error
    if not phonenumbers.is_valid_number(number):
        country = phonenumbers.region_code_for_country_code(number.country_code or 0)
        raise ValueError(f"is not a number that exists in its country's numbering plan ({country})")
    if phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) != value:
        raise ValueError("must be written without spaces and hyphens, e.g. +81355500101")
    return value


def phone(value: Any) -> str:
    return _phone(_text(value))


def email(value: Any) -> str:
    if not isinstance(value, str) or not EMAIL.match(value):
        raise ValueError("is not an e-mail address")
    return value


@_once
def url(value: Any) -> str:
    parts = urlsplit(_text(value))
    if parts.scheme not in ("http", "https") or not parts.hostname or any(c.isspace() or c in '<>"' for c in value):
        raise ValueError("is not a web address; it starts with https:// or http:// and holds no spaces")
    return str(value)


def slug(value: Any) -> str:
    if not isinstance(value, str) or not SLUG.match(value):
        raise ValueError("is not an id; use small letters, digits and hyphens, e.g. fw-01")
    return value


@_once
def hostname(value: Any) -> str:
    name = _text(value)
    if not name or len(name) > 253 or not all(HOST_LABEL.match(label) for label in name.rstrip(".").split(".")):
        raise ValueError("is not a valid host name (RFC 1123: letters, digits, hyphens, dots)")
    return name


@_once
def address(value: Any) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        return ipaddress.ip_address(_text(value))
    except ValueError:
        raise ValueError("is not an IP address, e.g. 192.168.10.20") from None


@_once
def cidr(value: Any) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    """A subnet; host bits are cleared here and reported by the network rules."""
    try:
        if "/" not in _text(value):
            raise ValueError
        return ipaddress.ip_network(value, strict=False)
    except ValueError:
        raise ValueError("is not a subnet in CIDR form, e.g. 192.168.10.0/24") from None


@_once
def mac(value: Any) -> str:
    if not isinstance(value, str) or not MAC.match(value):
        raise ValueError("is not a MAC address, e.g. 00:11:32:aa:bb:cc")
    return value.replace("-", ":").lower()


def money(value: Any) -> Money:
    if not isinstance(value, dict) or set(value) != {"amount", "currency"}:
        raise ValueError("must be an amount and a currency: {amount: 120000, currency: JPY}")
    amount, currency = value["amount"], value["currency"]
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        raise ValueError("has an amount that is not a number")
    if not isinstance(currency, str) or not CURRENCY.match(currency):
        raise ValueError("has a currency that is not an ISO 4217 code such as JPY")
    return Money(Decimal(str(amount)), currency)


def _range(value: Any) -> Range:
    parts = value.split("-") if isinstance(value, str) else []
    if len(parts) != 2 or not all(CLOCK.match(p.strip()) or p.strip() == "24:00" for p in parts):
        raise ValueError(f"has hours that are not a range such as 09:00-18:00: {value!r}")
    start, end = (time.max if p.strip() == "24:00" else time.fromisoformat(p.strip()) for p in parts)
    if start >= end:
        raise ValueError(f"has hours that end before they start: {value}")
    return start, end


def hours(value: Any) -> Hours:
    if not isinstance(value, dict) or not value:
        raise ValueError("must give hours per weekday: {mon: 09:00-18:00, …, sun: closed}")
    for name in value:
        if name not in WEEKDAYS:
            raise ValueError(f"has an unknown weekday `{name}`; use {', '.join(WEEKDAYS)}")
    days: list[tuple[Range, ...]] = []
    for name in WEEKDAYS:
        given = value.get(name, "closed")
        ranges = given if isinstance(given, list) else [] if given in ("closed", None) else [given]
        days.append(tuple(sorted(_range(r) for r in ranges)))
    return Hours(tuple(days))


@_once
def rrule(value: Any) -> str:
    try:
        rrulestr(_text(value))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ValueError("is not a recurrence rule (RFC 5545), e.g. FREQ=MONTHLY;BYDAY=2TU") from None
    return str(value)


def language(value: Any) -> str:
    if value not in LANGUAGES:
        raise ValueError("is not a language of this handbook (en, ja)")
    return str(value)


def file(value: Any) -> str:
    name = _text(value)
    if not name or name.startswith(("/", "~")) or "\\" in name or ".." in name.split("/"):
        raise ValueError("is not a path below the folder files/, e.g. logo.svg")
    return name


def reference(value: Any) -> str | int:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError("is not an id")
    return value


PARSERS: dict[str, Callable[[Any], Any]] = {
    "text": text, "markdown": text, "date": day, "time": clock, "datetime": moment, "phone": phone, "email": email,
    "url": url, "slug": slug, "hostname": hostname, "ip": address, "cidr": cidr, "mac": mac, "money": money,
    "hours": hours, "rrule": rrule, "language": language, "file": file, "ref": reference,
}  # fmt: skip
