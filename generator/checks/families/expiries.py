"""What runs out: said once it is near, or once it is over."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.checks.nearness import called, days, some
from generator.checks.rule import Problem, Scene, rule
from generator.facts.expiries import Expiry
from generator.inventory.records import Record

SAID = {
    "": ("{}", "expires on", "expired on"),
    "warranty_end": ("the warranty of {}", "ends on", "ended on"),
    "end_of_support": ("the maker's support of {}", "ends on", "ended on"),
    "lease_end": ("the lease of {}", "ends on", "ended on"),
    "replace_by": ("{}", "is to be replaced by", "was to be replaced by"),
    "power.battery_replace_by": ("the battery of {}", "is to be replaced by", "was to be replaced by"),
    "contract_end": ("the contract of {}", "ends on", "ended on"),
    "renewal": ("the subscription of {}", "ends on", "ended on"),
    "support_contract.end": ("the support contract of {}", "ends on", "ended on"),
}
"""Field → what is said of the record, before and after the day."""
PLURAL = {
    "expires on": "expire on",
    "is to be replaced by": "are to be replaced by",
    "was to be replaced by": "were to be replaced by",
}
PAST = {
    "warranty_end": "without warranty", "end_of_support": "past the end of support",
    "replace_by": "past the day of replacement", "lease_end": "past the end of their lease",
}  # fmt: skip
"""Dates of devices: many pass on the same day, and nothing stops working. They are told together."""
HINTS = {
    "certificate": "Renew it and note the new date: browsers refuse an expired one.",
    "domain": "Renew it and note the new date: mail and website end with it.",
    "licence": "Renew it, or retire the record.",
    "client": "Agree with the client on what follows, and note it in `support_contract`.",
}


class Deadline(NamedTuple):
    """The day that matters: on which something ends, or until which notice must be given."""

    expiry: Expiry
    days: int
    notice: date | None


@rule("W710")
def expired(scene: Scene) -> Iterator[Problem]:
    over = [Deadline(e, e.days, None) for e in _apart(scene) if e.days < 0]
    for first, others in _grouped(over):
        late = first.expiry
        renewed = " (it renews by itself: only the date is old)" if _renews(late.record) else ""
        message = f"{_told(late, others)}, {days(-late.days)} ago{renewed}"
        yield Problem(late.record, _path(late), message, _hint(late.record))


@rule("W711")
def ends_within_a_week(scene: Scene) -> Iterator[Problem]:
    yield from _ending(scene, 0)


@rule("W712")
def ends_within_weeks(scene: Scene) -> Iterator[Problem]:
    yield from _ending(scene, 1)


@rule("W713")
def ends_within_months(scene: Scene) -> Iterator[Problem]:
    yield from _ending(scene, 2)


@rule("W714")
def devices_past_their_date(scene: Scene) -> Iterator[Problem]:
    """One line for each date of devices, however many they are."""
    over: dict[str, list[Expiry]] = defaultdict(list)
    for expiry in scene.facts.expiries:
        if expiry.kind == "asset" and expiry.field in PAST and expiry.days < 0:
            over[expiry.field].append(expiry)
    for field, found in over.items():
        names = some([str(e.record.id) for e in found])
        message = f"{len(found)} {'device is' if len(found) == 1 else 'devices are'} {PAST[field]}: {names}"
        hint = "Plan the replacement, extend the cover, or mark as retired what is gone."
        yield Problem(found[0].record, field, message, hint)


def _ending(scene: Scene, step: int) -> Iterator[Problem]:
    """Those in the band that ends with the window's number at `step`."""
    most = scene.window("expiry_days")
    least = most[step - 1] + 1 if step else 0
    near = [d for d in scene.once(_deadlines) if least <= d.days <= most[step]]
    for first, others in _grouped(near):
        expiry = first.expiry
        message = f"{_told(expiry, others)}, {f'in {days(expiry.days)}' if expiry.days else 'today'}"
        if first.notice is not None:
            message += f"; notice must be given by {first.notice}"
        yield Problem(expiry.record, _path(expiry), message, _hint(expiry.record))


def _grouped(found: list[Deadline]) -> Iterator[tuple[Deadline, list[Deadline]]]:
    """What ends on one day for one reason is told once: (the first, the others)."""
    groups: dict[tuple[str, str, date, date | None], list[Deadline]] = defaultdict(list)
    for deadline in found:
        expiry = deadline.expiry
        groups[expiry.kind, expiry.field, expiry.date, deadline.notice].append(deadline)
    yield from ((group[0], group[1:]) for group in groups.values())


def _deadlines(scene: Scene) -> list[Deadline]:
    """What renews by itself matters until notice can be given, and not at all where no notice is known."""
    found = []
    for expiry in _apart(scene):
        notice = expiry.notice_by if expiry.notice_by is not None and expiry.notice_by >= scene.as_of else None
        if not _renews(expiry.record):
            found.append(Deadline(expiry, expiry.days, notice))
        elif notice is not None:
            found.append(Deadline(expiry, (notice - scene.as_of).days, notice))
    return found


def _apart(scene: Scene) -> Iterator[Expiry]:
    """What is told one by one; coming dates of devices are, past ones are told together."""
    for expiry in scene.facts.expiries:
        if not (expiry.kind == "asset" and expiry.field in PAST and expiry.days < 0):
            yield expiry


def _renews(record: Record) -> bool:
    if record.record_type == "client":
        return bool(record.support_contract and record.support_contract.auto_renew)
    return "auto_renew" in set(record.given()) and record.auto_renew is True


def _path(expiry: Expiry) -> tuple[str, ...]:
    return tuple(expiry.field.split("."))


def _told(expiry: Expiry, others: list[Deadline]) -> str:
    """`the warranty of asset `fw-01` ends on 2026-11-29`; of several records all are named."""
    what, now, over = SAID.get(expiry.field, SAID[""])
    ids = some([f"`{_id(e.record)}`" for e in (expiry, *(o.expiry for o in others))])
    name = what.format(f"{called(expiry.kind)}{'s' if others else ''} {ids}")
    verb = over if expiry.days < 0 else now
    if others and not what.startswith("the"):
        verb = PLURAL.get(verb, verb)
    return f"{name} {verb} {expiry.date}"


def _id(record: Record) -> str:
    return str(record.slug if record.record_type == "client" else record.id)


def _hint(record: Record) -> str:
    return HINTS.get(record.record_type, "Renew it, or decide that it ends, and note which.")
