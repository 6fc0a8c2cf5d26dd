"""What a technician must know for one visit: what is to do, what is due, what to bring, and where things stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from generator.facts.assessment import Findings
from generator.facts.checklists import ChecklistLine, ExpandedChecklist
from generator.facts.expiries import Expiry
from generator.facts.selecting import in_use, many, natural, same
from generator.facts.visits import Visit
from generator.inventory.records import Inventory, Record

AHEAD = 90
"""Days after the visit within which what ends is a matter of this visit."""
BEHIND = 92
"""Days before it within which what has ended still calls for a decision."""
USUAL = {"asset": 180, "backup_job": 90}
"""Days between two looks at firmware, and between two restore tests, where the provider states no other number."""
VIRTUAL = "virtual_machine"
INFRASTRUCTURE = ("firewall", "router", "modem", "switch", "access_point", "server", "storage", "ups", "pdu")
Records = tuple[Record, ...]


@dataclass(frozen=True)
class OpenFollowUp:
    """What was left to do at an earlier visit."""

    visit: Record
    item: Record


@dataclass(frozen=True)
class Part:
    """Something to bring: `why` is battery, replacement or new, or planned for what the plan says in its own words."""

    why: str
    text: Any = None
    device: Record | None = None
    instead_of: Record | None = None


@dataclass(frozen=True)
class Briefing:
    """A visit to a site as the technician prepares for it; every list may be empty."""

    site: Record
    visit: Visit | None
    work: tuple[Any, ...]
    critical: tuple[ChecklistLine, ...]
    findings: Findings
    follow_ups: tuple[OpenFollowUp, ...]
    due_devices: Records
    expiring: tuple[Expiry, ...]
    firmware: Records
    backups: Records
    parts: tuple[Part, ...]
    outages: Records
    devices: Records
    circuits: Records
    network: Record | None
    previous: Record | None


@dataclass(frozen=True)
class Known:
    """The facts that a briefing is made from."""

    as_of: date
    next_visit: Visit | None
    checklist: ExpandedChecklist | None
    findings: Findings
    past: Records
    due: Records
    expiries: tuple[Expiry, ...]
    intervals: Mapping[str, int]


def briefing(inventory: Inventory, site: Record, visit: Visit | None, known: Known) -> Briefing:
    """Everything about one visit; without one, what holds for whoever goes there next."""
    day = visit.date if visit is not None else known.as_of
    assets = tuple(a for a in many(inventory, "assets") if same(a.site, site))
    current = tuple(a for a in assets if in_use(a))
    due = tuple(a for a in known.due if same(a.site, site) and in_use(a))
    networks = (n for n in many(inventory, "networks") if same(n.site, site))
    return Briefing(
        site,
        visit,
        work_of(visit, known.next_visit),
        tuple(line for s in (known.checklist.sections if known.checklist else ()) for line in s.items if line.critical),
        _findings(inventory, site, visit, known.findings),
        tuple(_follow_ups(site, known.past)),
        due,
        tuple(e for e in _expiring(inventory, site, day, known.expiries) if not any(same(e.record, a) for a in due)),
        tuple(a for a in current if a.firmware and _older(a.firmware_checked_on, day, "asset", known.intervals)),
        tuple(j for j in _jobs(inventory, site) if _older(_tested(j), day, "backup_job", known.intervals)),
        tuple(_parts(visit, day, assets, due)),
        _outages(site, day),
        tuple(sorted((a for a in current if _is_infrastructure(a)), key=_place)),
        tuple(c for c in many(inventory, "circuits") if same(c.site, site) and c.status != "retired"),
        next(networks, None),
        next((v for v in known.past if same(v.site, site) and v.date < day), None),
    )


def work_of(visit: Visit | None, upcoming: Visit | None) -> tuple[Any, ...]:
    """The plan's work is that of its next visit: those after it have none yet."""
    if visit is None or visit.plan is None:
        return ()
    return () if upcoming is not None and visit.date > upcoming.date else tuple(visit.plan.planned_work)


def _findings(inventory: Inventory, site: Record, visit: Visit | None, found: Findings) -> Findings:
    """Open findings about the site or something there, and those that the plan names."""
    named = visit.plan.findings if visit is not None and visit.plan is not None else ()
    jobs = _jobs(inventory, site)

    def here(record: Record) -> bool:
        at = record.site if record.record_type in ("asset", "circuit", "network") else record
        return same(at, site) or any(same(record, job) for job in jobs)

    return tuple(
        f for f in found if any(same(f, n) for n in named) or same(f.site, site) or any(here(a) for a in f.affected)
    )


def _follow_ups(site: Record, past: Records) -> Iterable[OpenFollowUp]:
    for visit in past:
        if same(visit.site, site):
            yield from (OpenFollowUp(visit, item) for item in visit.follow_ups if item.done_on is None)


def _expiring(inventory: Inventory, site: Record, day: date, found: tuple[Expiry, ...]) -> tuple[Expiry, ...]:
    first, last = day - timedelta(days=BEHIND), day + timedelta(days=AHEAD)
    here = [a for a in many(inventory, "assets") if same(a.site, site)]
    return tuple(e for e in found if first <= e.date <= last and _concerns(e.record, site, here))


def _concerns(record: Record, site: Record, here: list[Record]) -> bool:
    if record.record_type in ("asset", "circuit"):
        return same(record.site, site)
    return record.record_type in ("warranty", "contract") and any(same(a, c) for c in record.covers for a in here)


def _jobs(inventory: Inventory, site: Record) -> Records:
    """Backup jobs that run at a site or protect something there."""
    return tuple(
        job
        for job in many(inventory, "backup_jobs")
        if job.status != "retired"
        and any(r is not None and r.record_type == "asset" and same(r.site, site) for r in (job.host, *job.protects))
    )


def _tested(job: Record) -> date | None:
    return max((t.date for t in job.restore_tests if t.date is not None), default=None)


def _older(last: date | None, day: date, kind: str, intervals: Mapping[str, int]) -> bool:
    """Whether something was last done so long before a day that it is due again."""
    return last is None or (day - last).days > intervals.get(kind, USUAL[kind])


def _parts(visit: Visit | None, day: date, assets: Records, due: Records) -> Iterable[Part]:
    if visit is not None and visit.plan is not None:
        yield from (Part("planned", text=text) for text in visit.plan.bring)
    for asset in assets:
        battery = asset.power.battery_replace_by if asset.power is not None else None
        if in_use(asset) and battery is not None and battery <= day + timedelta(days=AHEAD):
            yield Part("battery", device=asset)
    replaced = [a for a in due if a.replaced_by is not None and a.kind != VIRTUAL]
    yield from (Part("replacement", device=a.replaced_by, instead_of=a) for a in replaced)
    for asset in assets:
        known = any(same(asset, a.replaced_by) for a in replaced)
        if asset.status == "planned" and asset.kind != VIRTUAL and not known:
            yield Part("new", device=asset)


def _outages(site: Record, day: date) -> Records:
    """Power cuts of the building that are still to come, and near."""
    planned = site.building.electrical_inspections if site.building is not None else ()
    near = (o for o in planned if o.date is not None and day <= o.date <= day + timedelta(days=AHEAD))
    return tuple(sorted(near, key=lambda o: o.date))


def _is_infrastructure(asset: Record) -> bool:
    """What a technician opens a rack or a console for: virtual machines are the remote engineers' matter."""
    racked = asset.location is not None and asset.location.rack is not None
    reached = asset.management_url is not None or asset.vault_ref is not None
    return racked or (asset.kind in INFRASTRUCTURE and reached)


def _place(asset: Record) -> tuple[Any, ...]:
    """Racks first, from the top down; then by kind, in the schema's order, and id."""
    where = asset.location
    rack = where.rack.id if where is not None and where.rack is not None else None
    unit = where.unit if where is not None and where.unit is not None else 0
    kind = INFRASTRUCTURE.index(asset.kind) if asset.kind in INFRASTRUCTURE else len(INFRASTRUCTURE)
    return rack is None, natural(rack or ""), -unit, kind, natural(asset.id)
