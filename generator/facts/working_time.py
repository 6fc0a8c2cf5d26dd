"""Working hours as moments: whether a moment lies within them, and the last working moment before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from generator.facts.calendar import LONGEST_CLOSING, SupportCalendar
from generator.inventory.records import Record

Span = tuple[datetime, datetime]


def zone_of(*holders: Record | None) -> ZoneInfo:
    """The time zone of the first record that names one that exists; else UTC."""
    for holder in holders:
        if holder is None or not holder.time_zone:
            continue
        try:
            return ZoneInfo(holder.time_zone)
        except (ValueError, OSError, KeyError):
            continue
    return ZoneInfo("UTC")


def at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """A moment on a day; a time that the clocks skip is moved past the gap."""
    return datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone)


def later(moment: datetime, span: timedelta) -> datetime:
    """So much time after a moment (before it, when negative), exactly so also when the clocks change meanwhile."""
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)


@dataclass(frozen=True)
class WorkingTime:
    """The provider's working hours, in its own time zone."""

    calendar: SupportCalendar
    zone: ZoneInfo

    def spans(self, day: date) -> Iterator[Span]:
        """The working hours of a day as moments in UTC, none on a closed day."""
        if self.calendar.provider_hours is None or not self.calendar.open_on(day):
            return
        for start, end in self.calendar.provider_hours.on(day.weekday()):
            midnight = end == time.max
            finish = at(day + timedelta(days=1), time(), self.zone) if midnight else at(day, end, self.zone)
            yield at(day, start, self.zone).astimezone(UTC), finish.astimezone(UTC)

    def includes(self, moment: datetime) -> bool:
        """Opening and closing moment are working moments too."""
        day, instant = moment.astimezone(self.zone).date(), moment.astimezone(UTC)
        near = (day - timedelta(days=1), day)
        return any(start <= instant <= end for d in near for start, end in self.spans(d))

    def last_moment(self, moment: datetime) -> datetime | None:
        """The latest working moment not after `moment`, in its time zone; None when working hours are not known."""
        if self.includes(moment):
            return moment
        day, instant = moment.astimezone(self.zone).date(), moment.astimezone(UTC)
        for n in range(LONGEST_CLOSING):
            ends = [end for _, end in self.spans(day - timedelta(days=n)) if end <= instant]
            if ends:
                return max(ends).astimezone(moment.tzinfo)
        return None
