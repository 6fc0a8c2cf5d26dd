"""How long ago records were verified."""

from typing import Any

import pytest
from inventories import edition_facts, facts, ids

STANDARD = {"standards": {"review_intervals": [{"record": "asset", "days": 90}, {"record": "wifi", "days": 30}]}}


def asset(asset_id: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": asset_id,
        "kind": "switch",
        "name": asset_id,
        "site": "tokyo",
        "manufacturer": "A",
        "model": "B",
        **fields,
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"last_verified": "2026-07-03"}, "fresh"),
        ({"last_verified": "2026-07-02"}, "due"),
        ({"last_verified": "2026-04-04"}, "due"),
        ({"last_verified": "2026-04-03"}, "stale"),
        ({"last_verified": "2026-04-03", "review_every_days": 365}, "fresh"),
        ({"last_verified": "2027-01-01"}, "fresh"),
        ({}, "unknown"),
    ],
)
def test_freshness(fields: dict[str, Any], expected: str) -> None:
    ours = facts(provider=STANDARD, assets=[asset("sw-01", **fields)])
    assert ours.freshness(ours.inventory.assets[0]) == expected


def test_without_a_standard_nothing_is_judged() -> None:
    ours = facts(assets=[asset("sw-01", last_verified="2020-01-01")])
    assert ours.freshness(ours.inventory.assets[0]) == "unknown"
    liaison = edition_facts("liaison", provider=STANDARD, assets=[asset("sw-01", last_verified="2020-01-01")])
    assert liaison.freshness(liaison.inventory.assets[0]) == "unknown"


def test_stale_records_come_longest_unverified_first_with_nested_ones() -> None:
    ours = facts(
        provider=STANDARD,
        assets=[
            asset("sw-01", last_verified="2025-06-01"),
            asset("sw-02", last_verified="2025-01-01"),
            asset("old", last_verified="2020-01-01", status="retired"),
            asset("due", last_verified="2026-06-01"),
        ],
        networks=[
            {"id": "n", "site": "tokyo", "wifi": [{"id": "guest", "ssid": "guest", "last_verified": "2025-03-01"}]}
        ],
    )
    assert ids(ours.stale_records) == ["sw-02", "guest", "sw-01"]
    assert ids(ours.due_records) == ["due"]
