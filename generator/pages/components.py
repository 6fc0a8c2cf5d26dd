"""What page templates may call: formatted values, links and the block components of templates/components/."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import segno
from markupsafe import Markup
from segno.helpers import make_vcard_data

from generator.inventory.records import Inventory, Record
from generator.inventory.values import Hours
from generator.pages.escaping import attribute, escape, one_line
from generator.pages.markdown import field_html
from generator.pages.pictures import Pictures
from generator.pages.planner import Planner
from generator.pages.prose import Prose
from generator.pages.show import Show
from generator.pages.ticks import runs

Column = str | Mapping[str, Any]
PEOPLE = ("team_member", "contact")
VCARD_SIGNS = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})
"""What has a meaning in the parts of a vCard's name."""
NUMERIC = frozenset({"integer", "number", "money"})
WIDE, NARROW = (
    frozenset({"text", "markdown", "list", "url", "email"}),
    frozenset({"integer", "number", "boolean", "date", "time"}),
)


class Components:
    """The functions of a template's context, for one edition. `blocks` is the module of component macros."""

    def __init__(self, show: Show, blocks: Any, pages: Mapping[str, str], inventory: Inventory) -> None:
        self.show_, self.blocks, self.pages, self.inventory = show, blocks, pages, inventory
        self.prose = Prose(show, blocks)
        self._columns: dict[tuple[str, str], dict[str, Any]] = {}

    def context(self) -> dict[str, Callable[..., Any]]:
        """Name → function, as the page templates call them."""
        language, show = self.show_.language, self.show_
        return {
            "_": show.word,
            "show": show.field,
            "label": show.label,
            "record_label": show.record_label,
            "name": show.name,
            "field": self.field,
            "table": self.table,
            "details": self.details,
            "card": self.card,
            "cards": self.cards,
            "phone": show.phone,
            "email": show.email,
            "url": show.url,
            "code": show.code,
            "date": lambda d: escape(language.date(d)),
            "short_date": lambda d, weekday=False: escape(language.short_date(d, weekday)),
            "month": lambda d: escape(language.month(d)),
            "date_time": lambda d: escape(language.date_time(d)),
            "time": lambda t: escape(language.time(t)),
            "weekday": lambda d: escape(language.weekday(d if isinstance(d, int) else d.weekday())),
            "money": lambda m: escape(language.money(m)),
            "number": lambda n: escape(language.number(n)),
            "decimal": lambda n: escape(language.decimal(n)),
            "percent": lambda n: escape(language.percent(n)),
            "hours": lambda h: escape(show.hours(h)),
            "hours_table": self.hours_table,
            "listing": self.listing,
            "comma": lambda: Markup(language.comma),
            "colon": lambda: Markup(language.colon),
            "apart": lambda: Markup(language.apart),
            "aside": lambda text: Markup(language.aside(escape(text))),
            "page": self.page,
            "has_page": lambda p: p in self.pages,
            "badge": self.badge,
            "qr": self.qr,
            "contact_qr": self.contact_qr,
            "markdown": lambda text: field_html(text) if text else Markup(""),
            "signature": self.signature,
            "needs_reading": needs_reading,
            "tick_list": self.tick_list,
            "attribute": attribute,
            "figure": self.figure,
            **self.prose.context(),
            **Planner(show, self.blocks, self.page).context(),
            **Pictures(show, self.blocks, self.inventory).context(),
        }

    def field(self, record: Record, name: str) -> Markup:
        """`Label: value`, or nothing when there is no value."""
        value = self.show_.field(record, name)
        label = escape(self.show_.label(record.record_type, name))
        return label + self.show_.language.colon + value if value else Markup("")

    def table(
        self,
        records: Iterable[Record],
        columns: Sequence[Column],
        caption: str,
        key: str | None = None,
        style: str = "",
        numbered: bool = False,
    ) -> Markup:
        """A table of records; columns without any value are left out, and with no records there is no table.

        Where one of several columns is left there is a list instead. A column of one's own may have a `note`.

        `numbered` puts the lines' numbers before them, where their order is what the table says.
        """
        rows = list(records)
        if not rows:
            return Markup("")
        made = [self._column(rows[0], c) for c in columns]
        cells = [[c["value"](r) for c in made] for r in rows]
        if numbered:
            made = [{"label": self.show_.word("No."), "note": "", "numeric": True, "weight": 1}, *made]
            cells = [[escape(i), *line] for i, line in enumerate(cells, 1)]
        kept = [i for i in range(len(made)) if i == 0 or any(line[i] for line in cells)]
        if kept == [0] and len(columns) > 1:
            return one_line(self.blocks.points([{"text": line[0], "why": None, "stop": ""} for line in cells], False))
        lines = [
            {"id": self._key(r, key), "cells": [line[i] for i in kept]} for r, line in zip(rows, cells, strict=True)
        ]
        return one_line(self.blocks.table([made[i] for i in kept], lines, caption, style))

    def _key(self, record: Record, key: str | None) -> str | None:
        return f"{key}-{record.id}" if key and record.id else None

    def _column(self, sample: Any, column: Column) -> dict[str, Any]:
        if isinstance(column, str):
            known = self._columns.get((sample.record_type, column))
            if known is None:
                known = self._columns[sample.record_type, column] = self._field_column(sample, column)
            return known
        value = column["value"]
        return {
            "label": column["label"],
            "note": column.get("note", ""),
            "numeric": column.get("numeric", False),
            "weight": column.get("weight", 3),
            "value": lambda r: _cell(self.show_, value(r) if callable(value) else getattr(r, value)),
        }

    def _field_column(self, sample: Record, name: str) -> dict[str, Any]:
        field = self._schema(sample, name)
        kind = field.type if field is not None else "text"
        return {
            "label": self.show_.label(sample.record_type, name),
            "note": "",
            "numeric": kind in NUMERIC,
            "weight": 2 if kind in NARROW else 4 if kind in WIDE else 3,
            "value": lambda r: self.show_.field(r, name),
        }

    def _schema(self, record: Record, name: str) -> Any:
        fields = self.show_.schema.records[record.record_type].fields
        field = None
        for step in name.split("."):
            field = fields.get(step)
            if field is None:
                raise AttributeError(f"{record.record_type} has no field `{name}`")
            target = field.record or (field.refs[0] if field.refs else None)
            fields = self.show_.schema.records[target].fields if target else field.fields
        return field

    def details(self, record: Record, fields: Sequence[Column], style: str = "") -> Markup:
        """A list of the fields that have a value, each with its label; `paired` stands short ones side by side."""
        columns = [self._column(record, f) for f in fields]
        pairs = [self.show_.measured(c["label"], value) for c in columns if (value := c["value"](record))]
        return one_line(self.blocks.details(pairs, style)) if pairs else Markup("")

    def card(self, person: Record, fields: Sequence[str], part: Any = None) -> Markup:
        return self.cards([person], fields, part)

    def cards(self, people: Iterable[Record], fields: Sequence[str], part: Any = None) -> Markup:
        """Cards of people: name with reading, `part` (one for all, or a list; else role or title), then the fields.

        A field counts for those whose record has it.
        """
        shown = list(people)
        known = [self.show_.schema.records[kind].fields for kind in PEOPLE]
        unknown = [f for f in fields if not any(f in names for names in known)]
        if unknown:
            raise AttributeError(f"neither {' nor '.join(PEOPLE)} has a field `{unknown[0]}`")
        parts = part if isinstance(part, list) else [part] * len(shown)
        made = [self._card(p, [f for f in fields if f in p._fields], own) for p, own in zip(shown, parts, strict=True)]
        return one_line(self.blocks.cards(made)) if made else Markup("")

    def _card(self, person: Record, fields: Sequence[str], part: Any) -> dict[str, Any]:
        heading = None if part else next((f for f in ("role", "title") if f in fields), None)
        rest = [(self.show_.label(person.record_type, f), self.show_.field(person, f)) for f in fields if f != heading]
        reading = getattr(person, "reading", None) if "reading" in person._fields else None
        return {
            "name": self.show_.name(person),
            "reading": reading if self.show_.language.code == "ja" else None,
            "role": part or (self.show_.field(person, heading) if heading else None),
            "pairs": [p for p in rest if p[1]],
        }

    def hours_table(self, hours: Hours) -> Markup:
        days = [(self.show_.language.weekday(i), self.show_.ranges(ranges)) for i, ranges in enumerate(hours.days)]
        return one_line(self.blocks.hours(days))

    def listing(self, values: Iterable[Any]) -> Markup:
        """`a, b and c` of names, values or records."""
        shown = [self.show_.name(v) if isinstance(v, Record) else escape(v) for v in values]
        return Markup(self.show_.language.listing(shown))

    def page(self, page: str, anchor: str | None = None, text: Any = None) -> Markup:
        """A link to another page of this edition; only its words where the edition does not hold it."""
        words = escape(text if text is not None else self.pages.get(page, ""))
        if page not in self.pages:
            return words
        target = f"{page}.html" + (f"#{anchor}" if anchor else "")
        return Markup(f'<a class="page-link" href="{attribute(target)}">{words}</a>')

    def badge(self, text: Any, tone: str) -> Markup:
        return one_line(self.blocks.badge(text, tone))

    def qr(self, data: str, caption: Any) -> Markup:
        """A QR code of `data` (ISO/IEC 18004, error correction M) as SVG, with a caption that says what it holds."""
        svg = qr_code(data).svg_inline(
            scale=1, border=2, omitsize=True, svgclass="qr", lineclass=None, title=str(caption)
        )
        return one_line(self.blocks.figure(Markup(svg), caption, "qr-figure"))

    def contact_qr(self, company: Record, phone: str | None, caption: Any) -> Markup:
        """A QR code that saves a company as a contact (vCard 3.0): name, telephone, mailbox and form."""
        name = str(company.name)
        parts = f"{name.translate(VCARD_SIGNS)};;;;"
        url = company.request_form_url or company.website
        return self.qr(make_vcard_data(parts, name, company.support_mailbox, phone, url=url, org=name), caption)

    def figure(self, svg: Markup, caption: Any, style: str = "diagram") -> Markup:
        return one_line(self.blocks.figure(svg, caption, style))

    def signature(self, lines: Sequence[str]) -> Markup:
        return one_line(self.blocks.signature(lines))

    def tick_list(self, items: Iterable[Any]) -> Markup:
        """Lines to tick; an item is text, or has text, why, expected, critical, an asset and a value to write down."""
        return one_line(self.blocks.tick_list(runs(items, self._device)))

    def _device(self, line: Any) -> Markup | None:
        """The device that a line is about, or the kind of device where none in particular is meant."""
        if getattr(line, "asset", None) is not None:
            return self.show_.name(line.asset)
        return self.prose.choice("asset", "kind", line.kind) if getattr(line, "kind", None) else None


def needs_reading(term: str) -> bool:
    """Whether a Japanese term says not itself how it is read: kana do, other characters do not."""
    return any(c.isalpha() and not ("\u3041" <= c <= "\u30ff") for c in term)


@lru_cache(maxsize=128)
def qr_code(data: str) -> segno.QRCode:
    """The code of some data, which is the same on every page and in every language."""
    return segno.make(data, error="m", micro=False)


def _cell(show: Show, value: Any) -> Markup:
    return show.value(value)


TICK = ("text", "why", "expected", "write_down", "critical", "asset")
