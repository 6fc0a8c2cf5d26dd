"""Any field of any record as its reader writes it: the schema says what it is, the language says how it looks."""

import ipaddress
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from generator.editions.language import Language
from generator.inventory.records import Record
from generator.inventory.schema import Field, Schema
from generator.inventory.values import Hours, Markdown, Money
from generator.pages.attachments import Attachments
from generator.pages.escaping import attribute, breakable, escape
from generator.pages.markdown import field_html

EN_DASH = "\N{EN DASH}"
UNIT = re.compile(r"(.+?)(?: \((minutes|hours|days|months|years)\)|（(分|時間|日|日前|か月|年)）)")
NUMBER = re.compile(r"\d[\d,.]*")


class Show:
    """Formats values for one language. Every method returns trusted markup."""

    def __init__(self, schema: Schema, language: Language, words: Mapping[str, str], home: bool = True) -> None:
        self.schema, self.language, self.words, self.home = schema, language, words, home
        self.attachments = Attachments()

    def word(self, msgid: str, **values: Any) -> str:
        """A word of the catalogue, in the reader's language; English is its own catalogue."""
        text = self.words.get(msgid) or msgid
        return text.format(**values) if values else text

    def field(self, record: Record, name: str) -> Markup:
        """The value of a field; a dotted name goes into inline mappings and references."""
        holder, last = _walk(record, name)
        if holder is None:
            return Markup("")
        value, field = getattr(holder, last), holder.schema_of(last)
        if field.type == "file" and value is not None:
            return self.attachments.link(holder.record_type, value)
        return self.value(value, field)

    def label(self, record_type: str, name: str) -> str:
        """The field's label, from the schema."""
        fields: Mapping[str, Field] = self.schema.records[record_type].fields
        for step in name.split(".")[:-1]:
            field = fields[step]
            target = field.record or (field.refs[0] if field.refs else None)
            fields = self.schema.records[target].fields if target else field.fields
        return self.language.words(fields[name.split(".")[-1]].label)

    def measured(self, label: Any, value: Markup) -> tuple[Any, Markup]:
        """A label and its value beside it: `Kept for (days)`, `90` is `Kept for`, `90 days`; minutes as a duration."""
        named = UNIT.fullmatch(str(label))
        if named is None or not NUMBER.fullmatch(str(value)):
            return label, value
        name, unit = named[1], named[2] or named[3]
        if unit in ("minutes", "分") and str(value).isdigit():
            return name, escape(self.language.duration(int(value)))
        if named[3]:
            return name, value + unit
        return name, value + " " + (unit.removesuffix("s") if str(value) == "1" else unit)

    def record_label(self, record_type: str) -> str:
        return self.language.words(self.schema.records[record_type].label)

    def value(self, value: Any, field: Field | None = None) -> Markup:
        """A value as its type is written; nothing for None."""
        if value is None or value == ():
            return Markup("")
        if isinstance(value, tuple):
            item = field.item if field is not None else None
            parts = [self.value(v, item or field) for v in value]
            return self._joined(list(dict.fromkeys(p for p in parts if p)), item)
        if isinstance(value, Record):
            return self.name(value)
        if field is not None and field.values and str(value) in field.values:
            return escape(self.language.words(field.values[str(value)]))
        kind = field.type if field is not None else ""
        if kind == "phone":
            return self.phone(value)
        if kind == "email":
            return self.email(value)
        if kind == "url":
            return self.url(value)
        if kind == "language":
            return escape(self.language.language_name(value))
        if kind in ("hostname", "mac", "cidr", "ip"):
            return self.code(value)
        return self._scalar(value)

    def _joined(self, parts: list[Markup], item: Field | None) -> Markup:
        long, joint = 18 if self.language.code == "ja" else 40, self.language.comma
        prose = item is not None and item.type in ("text", "markdown")
        if prose and any(len(p) > long or joint in p for p in parts):
            return Markup("<br>").join(parts)
        return Markup(joint).join(parts)

    def _scalar(self, value: Any) -> Markup:
        if isinstance(value, Markdown):
            return field_html(value)
        if isinstance(value, bool):
            return escape(self.word("yes") if value else self.word("no"))
        if isinstance(value, datetime):
            return escape(self.language.date_time(value))
        if isinstance(value, date):
            iso = attribute(value.isoformat())
            return Markup(f'<time datetime="{iso}">') + escape(self.language.short_date(value)) + Markup("</time>")
        if isinstance(value, time):
            return escape(self.language.time(value))
        if isinstance(value, Money):
            return escape(self.language.money(value))
        if isinstance(value, Hours):
            return Markup("<br>").join(escape(run) for run in self._runs(value, short=True))
        if isinstance(value, int | float | Decimal):
            return escape(self.language.number(value))
        if isinstance(
            value, ipaddress.IPv4Address | ipaddress.IPv6Address | ipaddress.IPv4Network | ipaddress.IPv6Network
        ):
            return self.code(value)
        return escape(value)

    def name(self, record: Record) -> Markup:
        """What a record is called: its name or title, else its id."""
        for name in ("name", "title", "ssid", "label", "product", "what", "zone"):
            if name in record._fields and getattr(record, name):
                return escape(getattr(record, name))
        return escape(getattr(record, "id", None) or record.record_type)

    def phone(self, number: str) -> Markup:
        shown = escape(self.language.phone(number, self.home))
        return Markup(f'<a class="tel" href="tel:{attribute(number)}">{shown}</a>')

    def email(self, address: str) -> Markup:
        return Markup(f'<a class="email" href="mailto:{attribute(address)}">{breakable(address)}</a>')

    def url(self, address: str, text: Any = None) -> Markup:
        shown = escape(text) if text is not None else breakable(address)
        return Markup(f'<a class="url" href="{attribute(address)}" rel="noopener">{shown}</a>')

    def code(self, value: Any) -> Markup:
        return Markup(f"<code>{escape(value)}</code>")

    def hours(self, hours: Hours) -> str:
        """`Monday–Friday 09:00–18:00`: runs of days with the same hours, closed days left out."""
        return ("、" if self.language.code == "ja" else "; ").join(self._runs(hours))

    def _runs(self, hours: Hours, short: bool = False) -> list[str]:
        runs: list[tuple[int, int, str]] = []
        for day, ranges in enumerate(hours.days):
            said = self.ranges(ranges)
            if runs and runs[-1][2] == said and runs[-1][1] == day - 1:
                runs[-1] = (runs[-1][0], day, said)
            else:
                runs.append((day, day, said))
        open_runs = [run for run in runs if run[2]]
        return [f"{self._days(a, b, short)} {said}" for a, b, said in open_runs]

    def ranges(self, ranges: Any) -> str:
        joint = "〜" if self.language.code == "ja" else EN_DASH
        return self.language.comma.join(self.language.time(a) + joint + self.language.time(b) for a, b in ranges)

    def _days(self, first: int, last: int, short: bool) -> str:
        """`Monday–Friday`; `short` as in tables, `Mon–Fri`."""
        ends = [self.language.weekday(day, short) for day in dict.fromkeys((first, last))]
        return ("〜" if self.language.code == "ja" else EN_DASH).join(ends)


def _walk(record: Record, name: str) -> tuple[Record | None, str]:
    *steps, last = name.split(".")
    holder: Any = record
    for step in steps:
        holder = getattr(holder, step)
        if holder is None:
            return None, last
    return holder, last
