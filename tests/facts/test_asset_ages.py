"""Devices by site and kind, their age and their warranty."""

from typing import Any

import pytest
from inventories import facts, ids

SITES = [{"id": "tokyo", "name": "Tokyo", "address": "x"}, {"id": "osaka", "name": "Osaka", "address": "x"}]


def asset(asset_id: str, kind: str = "switch", site: str = "tokyo", **fields: Any) -> dict[str, Any]:
    return {"id": asset_id, "kind": kind, "name": asset_id, "site": site, **fields}


def test_assets_are_counted_by_kind_in_the_schemas_order() -> None:
    assets = [
        asset("sw-10"), asset("sw-2"), asset("ups-1", "ups"), asset("fw-1", "firewall", "osaka"),
        asset("old", status="retired"), asset("next", status="planned"), asset("spare", status="spare"),
    ]  # fmt: skip
    ours = facts(assets=assets, sites=SITES)
    assert ours.asset_counts == (("firewall", 1), ("switch", 3), ("ups", 1))
    assert [(kind, ids(group)) for kind, group in ours.assets_by_kind][1] == ("switch", ["spare", "sw-2", "sw-10"])
    assert ids(ours.assets_of(ours.inventory.sites[1])) == ["fw-1"]
    assert ours.assets_of(None) == ()


@pytest.mark.parametrize(
    ("fields", "age", "band"),
    [
        ({"purchase_date": "2026-04-01"}, 0.5, "new"),
        ({"purchase_date": "2024-05-01"}, 2.4, "new"),
        ({"purchase_date": "2024-01-01"}, 2.7, "mid"),
        ({"purchase_date": "2021-09-30"}, 5.0, "due"),
        ({"purchase_date": "2027-01-01"}, None, "unknown"),
        ({}, None, "unknown"),
        ({"purchase_date": "2026-04-01", "end_of_support": "2026-09-30"}, 0.5, "due"),
        ({"replace_by": "2026-10-01"}, None, "due"),
    ],
)
def test_age(fields: dict[str, str], age: float | None, band: str) -> None:
    ours = facts(assets=[asset("sw-1", **fields)])
    assert ours.age_years(ours.inventory.assets[0]) == age
    assert ours.age_band(ours.inventory.assets[0]) == band


def test_the_provider_says_how_long_a_device_usually_lasts() -> None:
    ours = facts(assets=[asset("sw-1", purchase_date="2023-01-01")], provider={"replace_after_years": 3})
    assert ours.age_band(ours.inventory.assets[0]) == "due"


def test_the_longest_warranty_counts() -> None:
    warranties = [{"id": "w", "name": "Care", "expiry": "2026-10-20", "covers": ["sw-1"]}]
    ours = facts(assets=[asset("sw-1", warranty_end="2026-09-01"), asset("sw-2")], warranties=warranties)
    first, second = ours.inventory.assets
    assert str(ours.warranty_end(first)) == "2026-10-20"
    assert ours.warranty_band(first) == "within_45"
    assert ours.warranty_band(second) == "unknown"
