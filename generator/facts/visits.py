"""The coming visits, with the moment until which the liaison's report is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from generator.facts.calendar import SupportCalendar
from generator.facts.recurrence import visit_days
from generator.facts.selecting import Day, many, months_later, natural, one, retired, same
from generator.facts.working_time import WorkingTime, at, later, zone_of
from generator.inventory.records import Inventory, Record

MONTHS_AHEAD = 12
MOST_HOURS = 336
"""The longest report deadline and the longest visit that the schema allows; anything else was reported."""
LONGEST_VISIT = 1440


@dataclass(frozen=True)
class Visit:
    """A coming visit; moments are in the client's time zone.

    `start` is the earliest arrival. Where the plan gives no arrival window, `arrival_known` is False and `start` is
    when the provider's working day begins. `arrival_until`, `end` and `report_due` are None where nothing says them.
    `planned_day` differs from `date` when the visit was moved from a closed day. `report_due_working` is the last
    working moment before a deadline outside working hours, None for one inside them. A visit that somebody asks for
    without a plan has none, and `plan` is None.
    """

    plan: Record | None
    site: Record | None
    date: Day
    planned_day: Day
    start: datetime
    arrival_known: bool
    arrival_until: datetime | None
    end: datetime | None
    report_due: datetime | None
    report_due_working: datetime | None
    technician: Record | None
    checklist: Record | None


def next_visits(inventory: Inventory, calendar: SupportCalendar, as_of: date) -> tuple[Visit, ...]:
    """The visits of the next 12 months, today's included, in order of their start."""
    planner = _Planner(inventory, calendar)
    last = months_later(as_of, MONTHS_AHEAD) - timedelta(days=1)
    found = [
        visit
        for plan in many(inventory, "visit_plans")
        if not retired(plan)
        for visit in planner.visits(plan, as_of, last)
    ]
    return tuple(sorted(found, key=_order))


def _order(visit: Visit) -> tuple[Any, ...]:
    return visit.start, *(natural(r.id if r is not None else "") for r in (visit.site, visit.plan))


def visit_on(inventory: Inventory, calendar: SupportCalendar, site: Record, day: date) -> Visit:
    """The visit that is planned for a site and day, else one that nobody planned."""
    planner = _Planner(inventory, calendar)
    here = [p for p in many(inventory, "visit_plans") if same(p.site, site) and not retired(p)]
    planned = sorted((v for plan in here for v in planner.visits(plan, day, day)), key=_order)
    return planned[0] if planned else planner.unplanned(site, day)


def unplanned_visit(inventory: Inventory, calendar: SupportCalendar, site: Record, day: date) -> Visit:
    """A visit that nobody planned: only its site and day are known."""
    return _Planner(inventory, calendar).unplanned(site, day)


def past_visits(inventory: Inventory, as_of: date) -> tuple[Record, ...]:
    """The visits on record up to today, newest first."""
    done = [v for v in many(inventory, "visits") if v.date is not None and v.date <= as_of]
    return tuple(sorted(done, key=lambda v: (v.date, v.start or time.min, natural(v.id)), reverse=True))


class _Planner:
    def __init__(self, inventory: Inventory, calendar: SupportCalendar) -> None:
        provider, client = one(inventory, "provider"), one(inventory, "client")
        self.calendar = calendar
        self.zone = zone_of(client, provider)
        self.working = WorkingTime(calendar, zone_of(provider, client))
        deadline = provider.visit_report_deadline_hours if provider else None
        self.deadline_hours: int | None = deadline if deadline and 0 < deadline <= MOST_HOURS else None

    def visits(self, plan: Record, first: date, last: date) -> Iterator[Visit]:
        for day, planned in visit_days(plan, self.calendar, first, last):
            yield self._visit(plan, day, planned)

    def _visit(self, plan: Record, day: date, planned: date) -> Visit:
        arrival = plan.arrival_window
        begins: time | None = getattr(arrival, "from") if arrival else None
        start = at(day, begins or self._opening(day), self.zone)
        until = at(day, arrival.to, self.zone) if arrival and arrival.to else None
        due = later(start, -timedelta(hours=self.deadline_hours)) if self.deadline_hours else None
        return Visit(
            plan, plan.site, day, planned, start, begins is not None, until, _end(start, plan.duration_minutes),
            due, self._working_due(due), plan.technician, plan.checklist,
        )  # fmt: skip

    def unplanned(self, site: Record, day: date) -> Visit:
        start = at(day, self._opening(day), self.zone)
        return Visit(None, site, day, day, start, False, None, None, None, None, None, None)

    def _opening(self, day: date) -> time:
        hours = self.calendar.provider_hours
        ranges = hours.on(day.weekday()) if hours else ()
        return ranges[0][0] if ranges else time()

    def _working_due(self, due: datetime | None) -> datetime | None:
        if due is None or self.working.includes(due):
            return None
        return self.working.last_moment(due)


def _end(start: datetime, minutes: int | None) -> datetime | None:
    if minutes is None or not 0 < minutes <= LONGEST_VISIT:
        return None
    return later(start, timedelta(minutes=minutes))
