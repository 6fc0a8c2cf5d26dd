"""What nobody has looked at for long, and what should be gone by its own word."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from generator.checks.nearness import called, some
from generator.checks.rule import Problem, Scene, rule
from generator.checks.walking import Held
from generator.facts.selecting import many
from generator.inventory import formats
from generator.inventory.records import Record

HINT = "Look at them, correct what has changed, and note the day: `last_verified`, `verified_by`."


@rule("W740", "client", "provider")
def records_that_are_stale(scene: Scene) -> Iterator[Problem]:
    """One line for each kind of record, at the one that was verified the longest ago."""
    stale: dict[str, list[tuple[date, Held]]] = {}
    for held in scene.own.records:
        verified = _stale_since(scene, held) if "last_verified" in held.data else None
        if verified is not None:
            stale.setdefault(held.kind, []).append((verified, held))
    for kind, found in stale.items():
        oldest = sorted(found, key=lambda pair: pair[0])
        names = some([str(held.data.get("id")) for _, held in oldest])
        what = f"{called(kind)} {names} has" if len(found) == 1 else f"{len(found)} {called(kind)} records have"
        which = "" if len(found) == 1 else f": {names}"
        message = f"{what} not been verified for more than twice the time that is usual{which}"
        first = oldest[0][1]
        yield Problem(first.root, (*first.path, "last_verified"), message, HINT)


def _stale_since(scene: Scene, held: Held) -> date | None:
    """When a record was verified, if that is too long ago; as facts have it, on the data as it was written."""
    interval = held.data.get("review_every_days", scene.facts.review_intervals.get(held.kind))
    verified = _day(held.data["last_verified"])
    if held.data.get("status") == "retired" or not isinstance(interval, int) or verified is None:
        return None
    return verified if (scene.as_of - verified).days > 2 * interval else None


@rule("W741", "client", "provider")
def runbooks_that_nobody_reviews(scene: Scene) -> Iterator[Problem]:
    days = scene.facts.review_intervals.get("runbook")
    for held in scene.records("runbook"):
        reviewed = _day(held.data.get("last_reviewed"))
        if days is not None and reviewed is not None and (scene.as_of - reviewed).days > days:
            message = f"the runbook `{held.data.get('id')}` was last reviewed on {reviewed}, more than {days} days ago"
            yield Problem(held.root, "last_reviewed", message, "Go through it with somebody who would use it.")


def _day(value: Any) -> date | None:
    try:
        return formats.day(value)
    except ValueError:
        return None


@rule("W750")
def release_that_is_no_longer_valid(scene: Scene) -> Iterator[Problem]:
    latest = scene.facts.latest_release
    if latest is not None and latest.valid_until is not None and latest.valid_until < scene.as_of:
        message = f"the client's documents (release {latest.number}) were valid until {latest.valid_until}"
        yield Problem(latest, "valid_until", message, "Go through them with the liaison and issue a new release.")


@rule("E751")
def releases_out_of_order(scene: Scene) -> Iterator[Problem]:
    client = scene.inventory.client
    dated = [r for r in (client.releases if client is not None else ()) if r.number and r.date is not None]
    ordered = sorted(dated, key=lambda r: r.date)
    for earlier, later in pairwise(ordered):
        if _number(later.number) <= _number(earlier.number):
            message = f"release {later.number} of {later.date} does not follow {earlier.number} of {earlier.date}"
            yield Problem(later, "number", message, "Number releases upwards: readers compare the numbers.")


def _number(text: str) -> tuple[int, ...]:
    parts = [int(p[:9]) for p in text.split(".") if p.isdecimal()]
    return tuple([*parts, 0, 0, 0][:3])


@rule("W752")
def thing_that_outlived_its_date(scene: Scene) -> Iterator[Problem]:
    for record, field, day, hint in _limited(scene):
        if day is not None and day < scene.as_of:
            said = "was to be reviewed on" if field == "review_on" else "was good until"
            message = f"{called(record.record_type)} `{record.id}` {said} {day}"
            yield Problem(record, field, message, hint)


def _limited(scene: Scene) -> Iterator[tuple[Record, str, Any, str]]:
    for network in many(scene.inventory, "networks"):
        for door in (*network.firewall_rules, *network.port_forwards):
            if door.status != "retired":
                yield door, "expires_on", door.expires_on, "Remove it from the firewall and from here, or extend it."
    for page in many(scene.inventory, "pages"):
        yield page, "valid_until", page.valid_until, "It is left out of the handbook now: delete or renew it."
    for gap in many(scene.inventory, "not_protected"):
        yield gap, "review_on", gap.review_on, "Ask who accepted it whether it still holds, and note the next day."


@rule("W753")
def follow_up_that_is_overdue(scene: Scene) -> Iterator[Problem]:
    for visit in many(scene.inventory, "visits"):
        for follow_up in visit.follow_ups:
            if follow_up.due is not None and follow_up.due < scene.as_of and follow_up.done_on is None:
                message = f"this follow-up of the visit on {visit.date} was due on {follow_up.due}"
                yield Problem(follow_up, "due", message, "Do it and note `done_on`, or agree on another day.")
