"""The days of a visit plan: its rule, single dates, days left out, and what becomes of closed days."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from generator.facts.calendar import SupportCalendar
from generator.inventory.records import Record

FREQUENCIES = re.compile(r"FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY)\b", re.IGNORECASE)
ANCHOR = date(2001, 1, 1)
"""A Monday: a rule without a first day counts from it, so that its days do not wander with the day of the build."""
LONGEST_MOVE = 31
"""Days within which a visit that falls on a closed day finds an open one; after that it stays where it was."""


def visit_days(plan: Record, calendar: SupportCalendar, first: date, last: date) -> tuple[tuple[date, date], ...]:
    """(day, planned day) of the plan's visits from `first` to `last`: the two differ where a visit was moved."""
    margin = timedelta(days=LONGEST_MOVE)
    planned = {d for d in rule_days(plan, first - margin, last + margin) if d not in plan.except_dates}
    settled: dict[date, date] = {}
    for day in sorted(planned | set(plan.dates)):
        moved = moved_day(day, plan.on_closed_day, calendar)
        if moved is not None and first <= moved <= last:
            settled.setdefault(moved, day)
    return tuple(sorted(settled.items()))


def rule_days(plan: Record, first: date, last: date) -> Iterator[date]:
    """The days on which the rule falls, before any is left out or moved; none for a rule that is not by days."""
    if plan.rule is None or not FREQUENCIES.search(plan.rule):
        return
    start = plan.starts_on or ANCHOR
    if plan.ends_on is not None:
        last = min(last, plan.ends_on)
    first = max(first, start) if plan.starts_on else first
    if first > last:
        return
    rule = rrulestr(plan.rule, dtstart=datetime.combine(start, time()), ignoretz=True)
    for moment in rule.between(datetime.combine(first, time()), datetime.combine(last, time.max), inc=True):
        yield moment.date()


def moved_day(day: date, on_closed_day: str | None, calendar: SupportCalendar) -> date | None:
    """Where a visit planned for `day` takes place; None when it is left out."""
    if on_closed_day in (None, "keep") or calendar.closed_day(day) is None:
        return day
    if on_closed_day == "skip":
        return None
    step = -1 if on_closed_day == "previous_open_day" else 1
    return _first_open(day, step, calendar.open_to_visit) or day


def _first_open(day: date, step: int, is_open: Callable[[date], bool]) -> date | None:
    tried = (day + timedelta(days=step * n) for n in range(1, LONGEST_MOVE + 1))
    return next((d for d in tried if is_open(d)), None)
