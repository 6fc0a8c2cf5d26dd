"""The devices: which there are, how old they are, and how long their warranty lasts."""

from collections.abc import Mapping
from datetime import date

from generator.facts.selecting import Key, key, many, natural, one, same
from generator.inventory.records import Inventory, Record

DAYS_OF_A_YEAR = 365.25
USUAL_LIFE = 5
"""Years after which a replacement is due where the provider states no other number."""
ByKind = tuple[tuple[str, tuple[Record, ...]], ...]


def current_assets(inventory: Inventory) -> tuple[Record, ...]:
    """Neither planned nor retired; by kind in the schema's order, then by id."""
    present = [a for a in many(inventory, "assets") if a.status not in ("planned", "retired")]
    return tuple(sorted(present, key=lambda a: (kind_rank(a), natural(a.id))))


def kind_rank(asset: Record) -> int:
    """The place of an asset's kind in the schema's list, which goes from the line to the desk."""
    kinds = tuple(asset.schema_of("kind").rules.get("allowed", ()))
    return kinds.index(asset.kind) if asset.kind in kinds else len(kinds)


def assets_at(assets: tuple[Record, ...], site: Record | None) -> tuple[Record, ...]:
    return tuple(a for a in assets if same(a.site, site))


def by_kind(assets: tuple[Record, ...]) -> ByKind:
    """(kind, assets) pairs, in the order of the assets."""
    kinds: dict[str, list[Record]] = {}
    for asset in assets:
        if asset.kind is not None:
            kinds.setdefault(asset.kind, []).append(asset)
    return tuple((kind, tuple(group)) for kind, group in kinds.items())


def age_years(asset: Record, as_of: date) -> float | None:
    """Years since the purchase, to one decimal; None when it is not known or still to come."""
    bought: date | None = asset.purchase_date
    if bought is None or bought > as_of:
        return None
    return round((as_of - bought).days / DAYS_OF_A_YEAR, 1)


def usual_life(inventory: Inventory) -> int:
    provider = one(inventory, "provider")
    return (provider.replace_after_years if provider else None) or USUAL_LIFE


def age_band(asset: Record, as_of: date, life: int) -> str:
    """new in the first half of the usual life, mid in the second, due after it or on its own dates; else unknown."""
    if any(day is not None and day <= as_of for day in (asset.replace_by, asset.end_of_support)):
        return "due"
    age = age_years(asset, as_of)
    if age is None:
        return "unknown"
    return "due" if age >= life else "mid" if age >= life / 2 else "new"


Covering = Mapping[Key, tuple[Record, ...]]
"""The warranties of each device that a warranty names."""


def covering(inventory: Inventory) -> Covering:
    made: dict[Key, list[Record]] = {}
    for warranty in many(inventory, "warranties"):
        for device in {key(c): c for c in warranty.covers}:
            made.setdefault(device, []).append(warranty)
    return {device: tuple(found) for device, found in made.items()}


def warranty_end(asset: Record, covered: Covering) -> date | None:
    """The last day on which any warranty covers an asset."""
    warranties = [asset.warranty, *covered.get(key(asset), ())]
    days = [asset.warranty_end, *(w.expiry for w in warranties if w is not None)]
    return max((day for day in days if day is not None), default=None)
