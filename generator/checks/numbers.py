"""Telephone numbers in running text, in national or international spelling."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import phonenumbers

SEPARATOR = r"[\s\-‐‑‒–—−ー－.．・()（）/]{0,3}"
LONGEST_START = 16
"""Characters before a national number that its trunk zero and country code may take."""


@lru_cache(maxsize=64)
def finder(numbers: tuple[str, ...]) -> "Finder":
    return Finder(numbers)


class Finder:
    """Finds given numbers (E.164) in texts: 090-1234-5678, +81 90 1234 5678, 0081-90…, full-width digits too."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self._by_digits = dict(_split(numbers))
        self._core = _core(self._by_digits)
        starts = {f"{_digits('0')}{SEPARATOR}"}
        for country in {country for country, _ in self._by_digits.values()}:
            code = rf"(?:[+＋]|{_digits('00')}|{_digits('010')})?{SEPARATOR}{_digits(country)}{SEPARATOR}"
            starts.add(rf"{code}(?:{_digits('0')}{SEPARATOR})?")
        self._start = re.compile(rf"(?<![0-9０-９])[(（]?(?:{'|'.join(sorted(starts))})?\Z")

    def found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, number) of every number in `text`."""
        for match in self._core.finditer(text) if self._core is not None else ():
            start = self._start.search(text, max(0, match.start() - LONGEST_START), match.start())
            following = text[match.end() : match.end() + 1]
            if start is not None and not following.isdigit():
                yield start.start(), match.end(), self._by_digits[plain(match[0])][1]


def _split(numbers: Iterable[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """National number → (country code, E.164)."""
    for number in numbers:
        try:
            parsed = phonenumbers.parse(number)
        except phonenumbers.NumberParseException:
            continue
        yield phonenumbers.national_significant_number(parsed), (str(parsed.country_code), number)


def _core(by_digits: Mapping[str, object]) -> re.Pattern[str] | None:
    """National numbers without trunk zero. The first digits stand first as one set: the engine skips to them fast."""
    if not by_digits:
        return None
    first = "".join(sorted({digits[0] + _wide(digits[0]) for digits in by_digits}))
    rest = "|".join(f"(?<={_digits(digits[0])}){SEPARATOR}{_digits(digits[1:])}" for digits in sorted(by_digits))
    return re.compile(f"[{first}](?:{rest})")


def _digits(digits: str) -> str:
    """A pattern for digits that may be wide and apart."""
    return SEPARATOR.join(f"[{d}{_wide(d)}]" for d in digits)


def _wide(digit: str) -> str:
    return chr(ord(digit) + 0xFEE0)


def plain(text: str) -> str:
    """The digits of a text, as ASCII."""
    return "".join(str(int(c)) for c in text if c.isdecimal())
