"""What a plain scalar means: the YAML 1.2 core schema, not YAML 1.1.

Source of the rules: YAML 1.2.2, section 10.3.2 "Tag Resolution". A MAC address, `no`, `12:30` and `2026-01-31`
stay text; only `true`/`false`, `null`, decimal, 0o and 0x integers and floats are anything else.
"""

import re
from functools import lru_cache
from typing import Any

NULL = frozenset({"", "~", "null", "Null", "NULL"})
BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
INTEGER = re.compile(r"[-+]?[0-9]+\Z")
OCTAL = re.compile(r"0o[0-7]+\Z")
HEX = re.compile(r"0x[0-9a-fA-F]+\Z")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
INFINITE = re.compile(r"([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\Z")
LONGEST_NUMBER = 40
"""Digits beyond which a number stays text: nothing in an inventory is that large, and int() of a huge text is slow."""

LEADING_ZERO = re.compile(r"[-+]?0[0-9]+\Z")
TRAILING_ZERO = re.compile(r"[0-9]+\.[0-9]*0\Z")
YAML_11_BOOL = frozenset(word for w in ("y", "yes", "n", "no", "on", "off") for word in (w, w.capitalize(), w.upper()))
SEXAGESIMAL = re.compile(r"[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?\Z")


@lru_cache(maxsize=65536)
def resolve(text: str) -> Any:
    """The value of a plain scalar. A number with a leading zero (012) stays text: it is an identifier."""
    if text in NULL:
        return None
    if text in BOOL:
        return BOOL[text]
    first = text[0]
    if first not in "0123456789+-." or len(text) > LONGEST_NUMBER:
        return text
    if LEADING_ZERO.match(text):
        return text
    if INTEGER.match(text):
        return int(text)
    if FLOAT.match(text):
        return float(text)
    if OCTAL.match(text):
        return int(text, 0)
    if HEX.match(text):
        return int(text, 0)
    if INFINITE.match(text):
        return text
    return text


@lru_cache(maxsize=65536)
def ambiguity(text: str) -> str | None:
    """Why a plain scalar may not be what its writer meant, or None."""
    if not text or text[0] not in "0123456789+-.yYnNoO":
        return None
    if TRAILING_ZERO.match(text):
        return f"{text} is read as the number {float(text):g}: the last zero is lost"
    if LEADING_ZERO.match(text):
        return f"other YAML readers take {text} for another number"
    if text in YAML_11_BOOL:
        return f"other YAML readers take {text} for true or false"
    if SEXAGESIMAL.match(text) and len(text) > 5:
        return f"other YAML readers take {text} for a number in base 60"
    return None
