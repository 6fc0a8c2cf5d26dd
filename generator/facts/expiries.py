"""What runs out and when: warranties, support, licences, certificates, domains, contracts, renewals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.facts.selecting import Day, called, many, months_later, natural, one, retired
from generator.inventory.records import Inventory, Record

BANDS = ((7, "within_7"), (45, "within_45"), (90, "within_90"))
RENEWAL_MONTHS = 12
STILL_OPEN_MONTHS = 3
DATED: dict[str, tuple[str, ...]] = {
    "assets": ("warranty_end", "end_of_support", "lease_end", "replace_by", "power.battery_replace_by"),
    "warranties": ("expiry",), "licences": ("expiry",), "certificates": ("expiry",), "domains": ("expiry",),
    "contracts": ("expiry",), "circuits": ("contract_end",), "vendors": ("contract_end",),
    "cloud_tenants": ("renewal",),
}  # fmt: skip
"""Collection → the fields that hold the day on which something ends."""
STATED_TWICE = ("warranty", "contract")
"""References to a record with an expiry of its own: the same day is not listed again."""
MOST_NOTICE = 3650


@dataclass(frozen=True)
class Expiry:
    """A day on which something ends.

    `field` is the schema's name of the date, for its label: label(expiry.kind, expiry.field). `notice_by` is the last
    day to give notice, None where no period of notice is known.
    """

    record: Record
    kind: str
    field: str
    name: Any
    date: Day
    days: int
    band: str
    notice_by: Day | None

    @property
    def id(self) -> str | None:
        """The record's id, as the key of a table's line."""
        return self.record.id if isinstance(self.record.id, str) else None


def band(days: int) -> str:
    """How near a day is that lies so many days ahead; on the day itself nothing has expired yet."""
    if days < 0:
        return "expired"
    return next((name for most, name in BANDS if days <= most), "later")


def expiries(inventory: Inventory, as_of: date) -> tuple[Expiry, ...]:
    """All known expiries of what is not retired, in order of date; the same order in every language."""
    found = [_expiry(record, field, day, as_of) for record, field, day in _dated(inventory)]
    return tuple(sorted(found, key=lambda e: (e.date, e.kind, natural(e.record.id), e.field)))


def renewals(found: tuple[Expiry, ...], as_of: date) -> tuple[Expiry, ...]:
    """Those that expire within 12 months, and those that did in the last months and still call for a decision.

    A warranty that ended years ago is no renewal any more: the equipment register shows it.
    """
    first, last = months_later(as_of, -STILL_OPEN_MONTHS), months_later(as_of, RENEWAL_MONTHS)
    return tuple(e for e in found if first <= e.date <= last)


def _dated(inventory: Inventory) -> Iterator[tuple[Record, str, date]]:
    client = one(inventory, "client")
    if client is not None and (end := value_at(client, "support_contract.end")) is not None:
        yield client, "support_contract.end", end
    for collection, fields in DATED.items():
        for record in many(inventory, collection):
            if retired(record) or (collection == "assets" and record.disposal is not None):
                continue
            for field in fields:
                if (day := value_at(record, field)) is not None and day not in _stated(record, field):
                    yield record, field, day


def value_at(record: Record, path: str) -> Any:
    """The value of a field, or of one in an inline mapping: `power.battery_replace_by`."""
    value: Any = record
    for name in path.split("."):
        value = getattr(value, name) if value is not None else None
    return value


def _stated(record: Record, field: str) -> tuple[date, ...]:
    """The days that the warranty or contract of a record states itself."""
    own = (
        {f for f in STATED_TWICE if record.unresolved(f)}
        if field in ("warranty_end", "lease_end", "contract_end")
        else set()
    )
    others = [getattr(record, f) for f in sorted(own)]
    return tuple(o.expiry for o in others if o is not None and o.expiry is not None)


def _expiry(record: Record, field: str, day: date, as_of: date) -> Expiry:
    days = (day - as_of).days
    return Expiry(
        record, record.record_type, field, called(record), day, days, band(days), _notice_by(record, field, day)
    )


def _notice_by(record: Record, field: str, day: date) -> date | None:
    if field == "support_contract.end":
        notice = record.support_contract.renewal_notice_days
    elif field in ("expiry", "contract_end", "renewal") and "notice_days" in record.given():
        notice = record.notice_days
    else:
        notice = None
    if notice is None or not 0 <= notice <= MOST_NOTICE:
        return None
    return date.fromordinal(max(1, day.toordinal() - notice))
