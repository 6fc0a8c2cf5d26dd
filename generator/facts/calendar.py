"""When support is open: the provider's working days, public holidays, and closing days of provider and client."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from generator.facts.holiday_names import public_holidays
from generator.facts.selecting import months_later, one
from generator.inventory.records import Inventory, Record
from generator.inventory.values import Hours

LONGEST_CLOSING = 366
"""Days after which the search for an open day gives up."""
KINDS = ("holiday", "provider_closing", "client_closing")


@dataclass(frozen=True)
class ClosedDay:
    """A day on which provider or client is closed; weekends are not among them.

    `name` is in the reader's language, empty where the inventory gives no reason; `names` has it by language. `kind` is
    holiday (the provider's), provider_closing or client_closing (own days and the holidays of the client's country).
    """

    date: date
    kind: str
    name: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class CalendarDay:
    """A day of the support calendar: `open` when the provider works."""

    date: date
    open: bool
    closed_day: ClosedDay | None


@dataclass(frozen=True)
class CalendarMonth:
    """A month by weeks, Monday first; days of the months beside it are None."""

    first: date
    weeks: tuple[tuple[CalendarDay | None, ...], ...]


@dataclass(frozen=True)
class Holidays:
    """One side's public holidays, those on which it works, and its own closing days."""

    country: str | None = None
    subdivision: str | None = None
    open_days: frozenset[date] = frozenset()
    closing: Mapping[date, Mapping[str, str]] = field(default_factory=dict)

    def holiday(self, day: date) -> Mapping[str, str] | None:
        if self.country is None or day in self.open_days:
            return None
        return public_holidays(self.country, self.subdivision, day.year).get(day)


@dataclass(frozen=True)
class SupportCalendar:
    """The days of one client with its provider. Hours that are None are not known."""

    provider: Holidays
    client: Holidays
    provider_hours: Hours | None
    client_hours: Hours | None
    language: str = "en"

    @classmethod
    def of(cls, inventory: Inventory, language: str = "en") -> "SupportCalendar":
        provider, client = one(inventory, "provider"), one(inventory, "client")
        return cls(
            _holidays(provider),
            _holidays(client),
            provider.working_hours if provider else None,
            client.working_hours if client else None,
            language,
        )

    def closed_day(self, day: date) -> ClosedDay | None:
        """Why a day is closed; a holiday before the provider's own closing, that before the client's."""
        reasons = (self.provider.holiday(day), self.provider.closing.get(day), self._client_closing(day))
        known = ((kind, names) for kind, names in zip(KINDS, reasons, strict=True) if names is not None)
        return next((ClosedDay(day, kind, names.get(self.language, ""), names) for kind, names in known), None)

    def _client_closing(self, day: date) -> Mapping[str, str] | None:
        own = self.client.closing.get(day)
        return own if own is not None else self.client.holiday(day)

    def open_on(self, day: date) -> bool:
        """Whether the provider works on a day; never promised where its working hours are not known."""
        if self.provider_hours is None or not self.provider_hours.on(day.weekday()):
            return False
        closed = self.closed_day(day)
        return closed is None or closed.kind == "client_closing"

    def open_to_visit(self, day: date) -> bool:
        """Whether provider and client both work on a day."""
        hours = (self.provider_hours, self.client_hours)
        return self.closed_day(day) is None and all(h is None or h.on(day.weekday()) for h in hours)

    def closed_days(self, first: date, last: date) -> tuple[ClosedDay, ...]:
        """In order of date, both days included."""
        return tuple(closed for day in days(first, last) if (closed := self.closed_day(day)) is not None)

    def working_day_before(self, day: date) -> date | None:
        """The last day before `day` on which the provider works."""
        before = (day - timedelta(days=n) for n in range(1, LONGEST_CLOSING))
        return next((d for d in before if self.open_on(d)), None)

    def months(self, first: date, number: int = 12) -> tuple[CalendarMonth, ...]:
        return tuple(self._month(months_later(first.replace(day=1), n)) for n in range(number))

    def _month(self, first: date) -> CalendarMonth:
        last = months_later(first, 1) - timedelta(days=1)
        shown: list[CalendarDay | None] = [None] * first.weekday()
        shown += [CalendarDay(d, self.open_on(d), self.closed_day(d)) for d in days(first, last)]
        shown += [None] * (-len(shown) % 7)
        return CalendarMonth(first, tuple(tuple(shown[n : n + 7]) for n in range(0, len(shown), 7)))


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def _holidays(holder: Record | None) -> Holidays:
    calendar = holder.holiday_calendar if holder else None
    if calendar is None:
        return Holidays()
    closing = {day: _names(span.reason) for span in calendar.closing_days for day in _span(span)}
    return Holidays(calendar.country, calendar.subdivision, frozenset(calendar.open_days), closing)


def _span(closing: Record) -> Iterator[date]:
    first = getattr(closing, "from")
    if first is not None:
        length = ((closing.to or first) - first).days
        yield from (first + timedelta(days=n) for n in range(min(length, LONGEST_CLOSING) + 1))


def _names(reason: Any) -> Mapping[str, str]:
    """One text per language; an edition's text is already its reader's and stands for both."""
    if isinstance(reason, dict):
        first = next(iter(reason.values()), "")
        return {"en": reason.get("en", first), "ja": reason.get("ja", first)}
    return {"en": reason or "", "ja": reason or ""}
