"""What nobody has looked at for long, and what should be gone by its own word."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from generator.checks.nearness import called, some
from generator.checks.rule import Problem, Scene, rule
from generator.facts.selecting import many
from generator.inventory.records import Record

HINT = "Look at them, correct what has changed, and note the day: `last_verified`, `verified_by`."


@rule("W740")
def records_that_are_stale(scene: Scene) -> Iterator[Problem]:
    """One line for each kind of record, at the one that was verified the longest ago."""
    stale: dict[str, list[Record]] = {}
    for record in scene.facts.stale_records:
        if _own(scene, record):
            stale.setdefault(record.record_type, []).append(record)
    for kind, records in stale.items():
        names = some([str(r.id) for r in records])
        what = f"{called(kind)} {names} has" if len(records) == 1 else f"{len(records)} {called(kind)} records have"
        which = "" if len(records) == 1 else f": {names}"
        message = f"{what} not been verified for more than twice the time that is usual{which}"
        yield Problem(records[0], "last_verified", message, HINT)


def _own(scene: Scene, record: Record) -> bool:
    """The provider's own records are its own matter, and told once."""
    place = scene.locate(record.path)
    return place is not None and place.file.startswith(scene.workspace.relative(scene.folder.path) + "/")


@rule("W741", "client", "provider")
def runbooks_that_nobody_reviews(scene: Scene) -> Iterator[Problem]:
    days = scene.facts.review_intervals.get("runbook")
    for runbook in many(scene.inventory, "runbooks"):
        reviewed = runbook.last_reviewed
        if days is None or reviewed is None or not _own(scene, runbook) or (scene.as_of - reviewed).days <= days:
            continue
        message = f"the runbook `{runbook.id}` was last reviewed on {reviewed}, more than {days} days ago"
        yield Problem(runbook, "last_reviewed", message, "Go through it with somebody who would use it.")


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
