"""The coming visits and the provider's closed days as a calendar file (RFC 5545), for the calendar of a telephone."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from generator.editions.edition import Edition
from generator.facts.calendar import ClosedDay
from generator.facts.visits import Visit
from generator.pages.compose import Composition

SHORTEST = timedelta(minutes=30)
"""How long a visit is shown to last where nobody said."""


def calendar_file(composition: Composition, words: Mapping[str, str]) -> bytes:
    """All events of the next 12 months."""
    edition = composition.edition
    provider = " ".join(str(edition.inventory.provider.name).split())
    calendar = Calendar()
    calendar.add("prodid", "-//handbook//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words["name"].format(provider=provider))
    for event in (*_visits(composition, words), *_closed(composition, words)):
        event.add("dtstamp", datetime.combine(edition.as_of, time(), UTC))
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _visits(composition: Composition, words: Mapping[str, str]) -> Iterator[Event]:
    for visit in composition.edition.facts.next_visits:
        if visit.plan is None:
            continue
        event = _event(composition.edition, f"visit-{visit.plan.id}-{visit.planned_day}")
        event.add("summary", words["visit"].format(provider=composition.edition.inventory.provider.name))
        if visit.arrival_known:
            event.add("dtstart", visit.start.astimezone(UTC))
            event.add("dtend", max(visit.end or visit.start, visit.start + SHORTEST).astimezone(UTC))
        else:
            event.add("dtstart", visit.date)
            event.add("dtend", visit.date + timedelta(days=1))
            event.add("transp", "TRANSPARENT")
        if visit.site is not None:
            event.add("location", str(visit.site.address or visit.site.name))
        if text := _about(composition, visit, words):
            event.add("description", text)
        yield event


def _about(composition: Composition, visit: Visit, words: Mapping[str, str]) -> str:
    """What the visit is for, and until when the report is asked for."""
    lines = [str(visit.plan.purpose)] if visit.plan is not None and visit.plan.purpose else []
    if visit.report_due is not None:
        due = composition.edition.language.date_time(visit.report_due_working or visit.report_due)
        lines.append(words["report"].format(due=due))
    return "\n".join(lines)


def _closed(composition: Composition, words: Mapping[str, str]) -> Iterator[Event]:
    for day in composition.edition.facts.closed_days:
        if day.kind != "client_closing":
            yield _closing(composition.edition, day, words)


def _closing(edition: Edition, day: ClosedDay, words: Mapping[str, str]) -> Event:
    event, provider = _event(edition, f"closed-{day.date}"), str(edition.inventory.provider.name)
    said = words["closed"].format(provider=provider)
    event.add("summary", f"{said}: {day.name}" if day.name else said)
    event.add("dtstart", day.date)
    event.add("dtend", day.date + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _event(edition: Edition, name: str) -> Event:
    """An event that keeps its identity from one issue of the file to the next, so that nothing is entered twice."""
    event = Event()
    event.add("uid", f"{name}@{edition.slug}.handbook.invalid")
    return event
