"""Checklists with their items spread over the assets that they are about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.facts.selecting import in_use, key, many, natural, retired, same
from generator.inventory.records import Inventory, Record


@dataclass(frozen=True)
class ChecklistLine:
    """One line to tick; `asset` is the device it is about, `kind` the kind of device where none in particular."""

    item: Record
    text: Any
    why: Any
    expected: Any
    write_down: Any
    critical: bool
    asset: Record | None = None
    kind: str | None = None


@dataclass(frozen=True)
class ChecklistSection:
    moment: str | None
    title: Any
    items: tuple[ChecklistLine, ...]


@dataclass(frozen=True)
class ExpandedChecklist:
    """A checklist as it is worked through at a site, or anywhere when `site` is None; empty sections are left out."""

    checklist: Record
    site: Record | None
    sections: tuple[ChecklistSection, ...]


def checklist_of_kind(inventory: Inventory, kind: str, site: Record | None) -> Record | None:
    """What the site's visit plan names, else the site's own, else the client's, else the provider's."""
    found = [c for c in many(inventory, "checklists") if c.kind == kind]
    plans = [p for p in many(inventory, "visit_plans") if same(p.site, site) and not retired(p)]
    named = [p.checklist for p in plans if p.checklist is not None and p.checklist.kind == kind]
    local = [c for c in found if same(c.site, site)]
    return next(iter([*named, *local, *(c for c in found if c.site is None)]), None)


def checklist_with_id(inventory: Inventory, checklist_id: str) -> Record | None:
    return next((c for c in many(inventory, "checklists") if c.id == checklist_id), None)


def expanded(checklist: Record, inventory: Inventory, site: Record | None = None) -> ExpandedChecklist:
    """An item with `for_each` or `assets` becomes one line per device in use at the site."""
    here = [a for a in many(inventory, "assets") if in_use(a) and (site is None or same(a.site, site))]
    assets = sorted(here, key=lambda a: natural(a.id))
    sections = (
        ChecklistSection(s.moment, s.title, tuple(line for item in s.items for line in _lines(item, assets, site)))
        for s in checklist.sections
    )
    return ExpandedChecklist(checklist, site, tuple(s for s in sections if s.items))


def _lines(item: Record, assets: list[Record], site: Record | None) -> Iterator[ChecklistLine]:
    if item.for_each is not None and site is None:
        yield _line(item, kind=item.for_each)
    elif item.for_each is not None:
        yield from (_line(item, asset) for asset in assets if asset.kind == item.for_each)
    elif item.assets:
        named = {key(asset) for asset in item.assets}
        yield from (_line(item, asset) for asset in assets if key(asset) in named)
    else:
        yield _line(item)


def _line(item: Record, asset: Record | None = None, kind: str | None = None) -> ChecklistLine:
    return ChecklistLine(item, item.text, item.why, item.expected, item.write_down, bool(item.critical), asset, kind)
