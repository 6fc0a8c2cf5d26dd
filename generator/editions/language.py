"""The reader's language: which text is chosen, and how dates, numbers, money and phone numbers are written."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Literal

import phonenumbers
from babel import Locale
from babel.dates import format_date, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from generator.inventory.raw import RawInventory, RawRecord
from generator.inventory.schema import Field, Schema
from generator.inventory.values import Markdown, Money, Text

TEXTS = frozenset({"text", "markdown"})
HOME_COUNTRY = {81: "JP"}
"""Country codes whose numbers are shown in national form to readers in that country."""


def localise(schema: Schema, raw: RawInventory, language: str) -> RawInventory:
    """A copy in which every text is the one of `language`, or where that is missing another's with its `lang` set."""
    reader = _Localiser(schema, language)
    return RawInventory(
        raw.slug,
        {n: reader.record(r) for n, r in raw.single.items()},
        {n: tuple(reader.record(r) for r in records) for n, records in raw.many.items()},
    )


class _Localiser:
    def __init__(self, schema: Schema, language: str) -> None:
        self.schema, self.language = schema, language

    def record(self, raw: RawRecord) -> RawRecord:
        return replace(raw, data=self._mapping(self.schema.records[raw.record_type].fields, raw.data))

    def _mapping(self, fields: Mapping[str, Field], data: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._value(fields[name], value) for name, value in data.items() if name in fields}

    def _value(self, field: Field, value: Any) -> Any:
        if field.type in TEXTS:
            return self._text(field, value)
        if field.type == "record" and isinstance(value, dict):
            return self._mapping(self.schema.records[field.record or ""].fields, value)
        if field.type == "dict" and field.fields and isinstance(value, dict):
            return self._mapping(field.fields, value)
        if field.type == "list" and field.item is not None and isinstance(value, list):
            return [self._value(field.item, item) for item in value]
        return value

    def _text(self, field: Field, value: Any) -> Any:
        made = Markdown if field.type == "markdown" else Text
        if isinstance(value, str):
            return made(value)
        if not isinstance(value, dict) or not value:
            return value
        if self.language in value:
            return made(str(value[self.language]))
        other, words = next(iter(value.items()))
        return made(str(words), str(other))


@lru_cache(maxsize=8192)
def _parsed(number: str) -> phonenumbers.PhoneNumber:
    return phonenumbers.parse(number)


@dataclass(frozen=True)
class Language:
    """How readers of a language write things. `code` is ISO 639-1."""

    code: str

    @cached_property
    def locale(self) -> Locale:
        return Locale.parse({"en": "en_GB", "ja": "ja_JP"}.get(self.code, self.code))

    def words(self, texts: Mapping[str, str]) -> str:
        """The text of this language, else the first there is."""
        return texts.get(self.code) or next(iter(texts.values()), "")

    def date(self, day: dt.date, weekday: bool = True) -> str:
        """`Thursday 1 October 2026`, `2026年10月1日（木）`."""
        if self.code == "ja":
            return format_date(day, "y年M月d日（E）" if weekday else "y年M月d日", locale=self.locale)
        return format_date(day, "EEEE d MMMM y" if weekday else "d MMMM y", locale=self.locale)

    def short_date(self, day: dt.date, weekday: bool = False) -> str:
        """For tables: `1 Oct 2026`, `2026/10/01`; with the `weekday` `Thu 1 Oct 2026`, `2026/10/01（木）`."""
        if self.code == "ja":
            return format_date(day, "yyyy/MM/dd（E）" if weekday else "yyyy/MM/dd", locale=self.locale)
        return format_date(day, "EEE d MMM y" if weekday else "d MMM y", locale=self.locale)

    def month(self, day: dt.date) -> str:
        return format_date(day, "y年M月" if self.code == "ja" else "MMMM y", locale=self.locale)

    def weekday(self, index: int, short: bool = False) -> str:
        """0 is Monday."""
        names = self.locale.days["format"]["abbreviated" if short else "wide"]
        return str(names[index])

    def time(self, moment: time | datetime) -> str:
        return format_time(moment, "HH:mm", locale=self.locale)

    def date_time(self, moment: datetime) -> str:
        joint = "" if self.code == "ja" else ", "
        return self.date(moment.date()) + joint + self.time(moment)

    def number(self, value: float | Decimal) -> str:
        return format_decimal(value, locale=self.locale)

    def decimal(self, value: float | Decimal) -> str:
        """With one decimal place, also where it is none: `4.0`."""
        return format_decimal(value, format="#,##0.0", locale=self.locale)

    def percent(self, value: float) -> str:
        """A percentage given as 85, not as 0.85."""
        return format_percent(Decimal(str(value)) / 100, locale=self.locale)

    def money(self, value: Money) -> str:
        """`¥120,000`; in Japanese `120,000円`."""
        if self.code == "ja" and value.currency == "JPY":
            return f"{self.number(value.amount)}円"
        return format_currency(value.amount, value.currency, locale="en" if self.code == "en" else self.locale)

    def language_name(self, code: str) -> str:
        """`Japanese`, `日本語`."""
        return str(Locale.parse(code).get_display_name(self.locale))

    def phone(self, number: str, home: bool = True) -> str:
        """National form for readers in the number's own country (`home`), international form otherwise."""
        parsed = _parsed(number)
        style = phonenumbers.PhoneNumberFormat
        national = home and (parsed.country_code or 0) in HOME_COUNTRY
        return phonenumbers.format_number(parsed, style.NATIONAL if national else style.INTERNATIONAL)

    @property
    def comma(self) -> str:
        """Between the items of a list."""
        return "、" if self.code == "ja" else ", "

    @property
    def colon(self) -> str:
        """Between a label and what it is of."""
        return "：" if self.code == "ja" else ": "

    @property
    def apart(self) -> str:
        """Between facts that stand on one line."""
        return "　" if self.code == "ja" else " · "

    def aside(self, text: str) -> str:
        """What is said behind something, in its brackets: ` (text)`, `（text）`."""
        return f"（{text}）" if self.code == "ja" else f" ({text})"

    def listing(self, values: Iterable[str]) -> str:
        """`a, b and c`; `a、b、c`."""
        given = [str(v) for v in values]
        if self.code == "ja":
            return "、".join(given)
        return format_list(given, locale=self.locale)

    def duration(self, minutes: int) -> str:
        """`1 hour 30 minutes`, `1時間30分`."""
        hours, rest = divmod(minutes, 60)
        said = [self._amount(hours, "hour")] if hours else []
        if rest or not hours:
            said.append(self._amount(rest, "minute"))
        return "".join(said).replace(" ", "") if self.code == "ja" else " ".join(said)

    def _amount(self, count: int, unit: Literal["hour", "minute"]) -> str:
        delta = timedelta(hours=count) if unit == "hour" else timedelta(minutes=count)
        return format_timedelta(delta, granularity=unit, threshold=math.inf, locale=self.locale)
