"""How much of what a client's handbook needs is on record, by section, for the stage that the client has reached.

It is meant for a whole inventory or an engineer edition: what was removed from another edition would count as missing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from generator.facts.people import current_contacts, with_role
from generator.facts.selecting import many, one, retired
from generator.inventory.records import Inventory, Record

STAGES = ("planned", "onboarding", "live", "leaving")
WHOLE = "live"
"""The stage that is assumed when none is given: all is expected."""


def _physical(asset: Record) -> bool:
    return bool(asset.kind != "virtual_machine")


@dataclass(frozen=True)
class Expected:
    """From `stage` on, a collection has records and each of them has these fields."""

    section: str
    stage: str
    collection: str
    fields: tuple[str, ...] = ()
    applies: Callable[[Record], bool] | None = None


EXPECTED = (
    Expected("client", "onboarding", "client", ("working_hours", "engineers", "technicians", "support_contract")),
    Expected("client", "live", "client", ("coverage", "releases")),
    Expected("contacts", "onboarding", "contacts", ("email", "phone", "language")),
    Expected("sites", "onboarding", "sites", ("phone", "primary_contact")),
    Expected("sites", "live", "sites", ("access", "comms_room")),
    Expected("network", "onboarding", "circuits"),
    Expected("network", "live", "circuits", ("circuit_id", "support_route")),
    Expected("network", "live", "networks", ("subnets",)),
    Expected("assets", "onboarding", "assets"),
    Expected("assets", "live", "assets", ("serial", "purchase_date", "location"), _physical),
    Expected("services", "live", "services", ("business_owner", "criticality", "depends_on", "when_down")),
    Expected("contracts", "live", "vendors", ("supplies", "support_phone")),
    Expected("backups", "live", "backup_jobs", ("protects", "retention", "off_site", "last_success", "restore_tests")),
    Expected("assessment", "onboarding", "assessments"),
    Expected("visits", "live", "visit_plans", ("arrival_window", "technician")),
)
ROLES = (("planned", "liaison"), ("live", "deputy"), ("live", "approver"))
"""From which stage on somebody at the client has a role."""


@dataclass(frozen=True)
class Completeness:
    """A section's share of what is expected (0 to 1), and dotted names of what is missing: `sites.tokyo.phone`."""

    section: str
    share: float
    missing: tuple[str, ...]


def completeness(inventory: Inventory, as_of: date) -> tuple[Completeness, ...]:
    """The sections of which something is expected at the client's stage, in the order of the table above."""
    parts: dict[str, list[tuple[float, tuple[str, ...]]]] = {}
    client = one(inventory, "client")
    stage = client.stage if client is not None and client.stage in STAGES else WHOLE
    for expected in EXPECTED:
        if reached(stage, expected.stage):
            parts.setdefault(expected.section, []).extend(_collection(inventory, expected))
    if roles := [role for since, role in ROLES if reached(stage, since)]:
        parts.setdefault("contacts", []).extend(_roles(inventory, as_of, roles))
    return tuple(_section(name, found) for name, found in parts.items())


def reached(stage: str, since: str) -> bool:
    return STAGES.index(stage) >= STAGES.index(since)


def overall(sections: tuple[Completeness, ...]) -> float:
    """The mean of the sections' shares."""
    return sum(s.share for s in sections) / len(sections) if sections else 0.0


def _section(name: str, parts: list[tuple[float, tuple[str, ...]]]) -> Completeness:
    missing = dict.fromkeys(m for _, names in parts for m in names)
    return Completeness(name, sum(share for share, _ in parts) / len(parts), tuple(missing))


def _collection(inventory: Inventory, expected: Expected) -> Iterable[tuple[float, tuple[str, ...]]]:
    single = one(inventory, expected.collection)
    records = (
        (single,) if single is not None else tuple(r for r in many(inventory, expected.collection) if not retired(r))
    )
    if not records:
        return [(0.0, (expected.collection,))]
    concerned = [r for r in records if expected.applies is None or expected.applies(r)]
    if not expected.fields:
        return [(1.0, ())]
    return [_field(expected.collection, concerned, field, single is not None) for field in expected.fields if concerned]


def _field(collection: str, records: list[Record], field: str, single: bool) -> tuple[float, tuple[str, ...]]:
    lacking = [r for r in records if getattr(r, field) in (None, ())]
    names = (f"{collection}.{field}" if single else f"{collection}.{r.id}.{field}" for r in lacking)
    return 1 - len(lacking) / len(records), tuple(names)


def _roles(inventory: Inventory, as_of: date, roles: list[str]) -> Iterable[tuple[float, tuple[str, ...]]]:
    contacts = current_contacts(inventory, as_of)
    for role in roles:
        yield (1.0, ()) if with_role(contacts, role) else (0.0, (f"contacts.{role}",))
