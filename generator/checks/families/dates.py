"""Dates that make sense together, and with today."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generator.checks.nearness import called
from generator.checks.rule import Problem, Scene, rule
from generator.checks.walking import Held
from generator.diagnostics import DataPath
from generator.inventory import formats

Pair = tuple[str, str]
STARTS_AND_ENDS: Mapping[str, tuple[Pair, ...]] = {
    "acceptance": (("accepted_on", "expires_on"),),
    "asset": (
        ("purchase_date", "warranty_end"), ("purchase_date", "lease_end"), ("purchase_date", "replace_by"),
        ("purchase_date", "disposal.disposed_on"), ("power.battery_installed_on", "power.battery_replace_by"),
    ),
    "certificate": (("start", "expiry"),), "circuit": (("contract_start", "contract_end"),),
    "client": (("support_contract.start", "support_contract.end"), ("alert_banner.from", "alert_banner.until")),
    "closing_day": (("from", "to"),), "contact": (("start_date", "end_date"),), "contract": (("start", "expiry"),),
    "domain": (("start", "expiry"),),
    "finding": (("found_on", "due_on"), ("found_on", "closed_on"), ("closed_on", "retested_on")),
    "licence": (("start", "expiry"),), "not_protected": (("accepted_on", "review_on"),),
    "on_call_period": (("from", "to"),), "release": (("date", "valid_until"), ("date", "acknowledged_on")),
    "team_member": (("joined_on", "left_on"),), "visit": (("start", "end"),),
    "visit_plan": (("starts_on", "ends_on"), ("arrival_window.from", "arrival_window.to")),
    "warranty": (("start", "expiry"),),
}  # fmt: skip
"""Record → the pairs of fields of which the first comes before the second, or is the same day."""
DONE = frozenset(
    {
        "accepted_on", "acknowledged_on", "battery_installed_on", "closed_on", "disposed_on", "done_on",
        "firmware_checked_on", "found_on", "last_reviewed", "last_success", "last_verified",
        "pass_phrase_changed_on", "retested_on", "taken_on",
    }
)  # fmt: skip
"""Fields that tell on which day something was done."""
DONE_DATES = frozenset({"restore_test", "visit", "release"})
"""Records of something done, whose `date` is the day."""


@rule("E701", "client", "provider")
def end_before_the_start(scene: Scene) -> Iterator[Problem]:
    for held in scene.records(*STARTS_AND_ENDS):
        for first, last in STARTS_AND_ENDS[held.kind]:
            end = _moment(held, last)
            start = _moment(held, first) if end is not None else None
            if start is not None and end is not None and type(start) is type(end) and end < start:
                path: DataPath = (*held.path, *last.split("."))
                names = f"`{last.split('.')[-1]}` ({end}) is before `{first.split('.')[-1]}` ({start})"
                yield Problem(held.root, path, names, "Exchange the two, or correct one: often it is the year.")


def _moment(held: Held, field: str) -> Any:
    """The date or time of a field, None where there is none or where structure has reported it."""
    value: Any = held.data
    for name in field.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    if value is None:
        return None
    for read in (formats.day, formats.clock):
        try:
            return read(value)
        except ValueError:
            continue
    return None


@rule("W702", "client", "provider")
def done_in_the_future(scene: Scene) -> Iterator[Problem]:
    for value in scene.values("date"):
        name = str(value.path[-1])
        if name not in DONE and not (name == "date" and value.held.kind in DONE_DATES):
            continue
        day = _day(value.value)
        if day is not None and day > scene.as_of:
            message = f"`{name}` is {day}, which is after today ({scene.as_of})"
            hint = "Correct the date. " + (
                "Coming visits belong into `visit_plans`." if value.held.kind == "visit" else "Plans belong elsewhere."
            )
            yield Problem(value.held.root, value.path, message, hint)


def _day(value: Any) -> date | None:
    try:
        return formats.day(value)
    except ValueError:
        return None


@rule("E703", "client", "provider")
def years_that_cannot_be_meant(scene: Scene) -> Iterator[Problem]:
    """A date beyond what people plan for, or before computers: a slip of the year."""
    for value in scene.values("date"):
        day = _day(value.value)
        if day is not None and not 1970 <= day.year <= scene.as_of.year + 50:
            message = f"the year {day.year} cannot be meant in `{value.path[-1]}` of a {called(value.held.kind)}"
            yield Problem(value.held.root, value.path, message, "Correct the year.")
