"""Nothing above its audience is left in an edition, nor a reference to it."""

import pickle
from pathlib import Path
from typing import Any

import pytest
from builders import TEAM, workspace

from generator.editions.audience import redact
from generator.inventory.loading import load
from generator.inventory.raw import RawInventory
from generator.inventory.schema import load_schema

SCHEMA = load_schema()
ASSET = {"kind": "server", "name": "Server", "manufacturer": "Dell", "model": "T350", "site": "tokyo"}
FILES: dict[str, Any] = {
    "sites.yml": {"sites": [{"id": "tokyo", "name": "Tokyo", "address": "Tokyo", "keyholders": ["Night porter"]}]},
    "assets.yml": {
        "assets": [
            {**ASSET, "id": "sv-01", "serial": "SN-1", "management_url": "https://10.0.0.9/", "depends_on": ["sv-02"]},
            {**ASSET, "id": "sv-02", "audience": "engineer"},
        ]
    },
    "services.yml": {"services": [{"id": "files", "name": "Files", "depends_on": ["sv-01", "sv-02"]}]},
    "runbooks/outage.yml": {
        "id": "outage",
        "title": "Outage",
        "situation": "The power fails",
        "steps": [{"do": "Shut down"}],
    },
}


@pytest.fixture
def raw(tmp_path: Path) -> RawInventory:
    made = workspace(tmp_path, acme=FILES)
    loaded = load(made, SCHEMA, ["acme"])
    assert not [d for d in loaded.diagnostics() if d.severity.name == "error"]
    return loaded.raw("acme")


def ids(raw: RawInventory, collection: str) -> list[str]:
    return [r.data["id"] for r in raw.many[collection]]


def test_a_field_above_the_audience_is_gone(raw: RawInventory) -> None:
    asset = redact(SCHEMA, raw, "liaison").many["assets"][0].data
    assert asset["serial"] == "SN-1"
    assert "management_url" not in asset
    staff = redact(SCHEMA, raw, "staff")
    assert "SN-1" not in repr(staff)


def test_a_record_may_raise_its_audience_and_references_to_it_go_too(raw: RawInventory) -> None:
    liaison = redact(SCHEMA, raw, "liaison")
    assert ids(liaison, "assets") == ["sv-01"]
    assert liaison.many["services"][0].data["depends_on"] == ["sv-01"]
    assert b"sv-02" not in pickle.dumps(liaison)
    assert ids(redact(SCHEMA, raw, "engineer"), "assets") == ["sv-01", "sv-02"]


def test_references_of_the_client_itself_to_what_was_removed_go_too(tmp_path: Path) -> None:
    hidden = {**TEAM["team"][1], "audience": "engineer"}
    made = workspace(tmp_path, provider={"team.yml": {"team": [TEAM["team"][0], hidden, TEAM["team"][2]]}})
    raw = load(made, SCHEMA, ["acme"]).raw("acme")
    assert redact(SCHEMA, raw, "liaison").single["client"].data["engineers"] == []
    assert redact(SCHEMA, raw, "engineer").single["client"].data["engineers"] == ["lee"]


def test_references_to_records_inside_others_stay_as_long_as_those_do(tmp_path: Path) -> None:
    """A rack stands inside its site, a VLAN inside its network; a VLAN may be the engineers' own."""
    rack = {"id": "rack-a", "name": "Rack A", "units": 12}
    vlans = [{"id": 10, "name": "Staff"}, {"id": 99, "name": "Management", "audience": "engineer"}]
    ssids = [{"id": "w-1", "ssid": "Staff", "vlan": 10}, {"id": "w-2", "ssid": "Hidden", "vlan": 99}]
    files = {
        "sites.yml": {"sites": [{**FILES["sites.yml"]["sites"][0], "racks": [rack]}]},
        "assets.yml": {"assets": [{**ASSET, "id": "sv-01", "location": {"rack": "rack-a", "unit": 3}}]},
        "network.yml": {"networks": [{"id": "n", "site": "tokyo", "vlans": vlans, "wifi": ssids}]},
    }
    raw = load(workspace(tmp_path, acme=files), SCHEMA, ["acme"]).raw("acme")
    for audience, vlan_of_second in (("liaison", None), ("engineer", 99)):
        held = redact(SCHEMA, raw, audience)
        assert held.many["assets"][0].data["location"]["rack"] == "rack-a"
        assert [w.get("vlan") for w in held.many["networks"][0].data["wifi"]] == [10, vlan_of_second]


def test_a_reference_inside_a_mapping_goes_with_what_it_points_at(tmp_path: Path) -> None:
    site = {**FILES["sites.yml"]["sites"][0], "racks": [{"id": "rack-a", "name": "Rack A", "units": 12}]}
    files = {
        "sites.yml": {"sites": [{**site, "audience": "engineer"}]},
        "assets.yml": {"assets": [{**ASSET, "id": "sv-01", "location": {"floor": "2F", "rack": "rack-a"}}]},
    }
    raw = load(workspace(tmp_path, acme=files), SCHEMA, ["acme"]).raw("acme")
    assert redact(SCHEMA, raw, "liaison").many["assets"][0].data["location"] == {"floor": "2F"}
    assert redact(SCHEMA, raw, "engineer").many["assets"][0].data["location"] == {"floor": "2F", "rack": "rack-a"}


def test_team_members_mobiles_are_the_engineers_own(raw: RawInventory) -> None:
    assert b"+819055500191" not in pickle.dumps(redact(SCHEMA, raw, "liaison"))
    assert b"+819055500191" in pickle.dumps(redact(SCHEMA, raw, "engineer"))


def test_a_runbook_that_names_no_audience_is_the_engineers_own(raw: RawInventory) -> None:
    assert ids(redact(SCHEMA, raw, "liaison"), "runbooks") == []
    assert ids(redact(SCHEMA, raw, "engineer"), "runbooks") == ["outage"]


def test_places_in_the_repository_are_the_engineers_own(raw: RawInventory) -> None:
    assert redact(SCHEMA, raw, "liaison").many["assets"][0].place is None
    place = redact(SCHEMA, raw, "engineer").many["assets"][0].place
    assert place is not None
    assert place.file == "inventory/clients/acme/assets.yml"


def test_an_unknown_audience_sees_no_more_than_it_should(raw: RawInventory) -> None:
    """A record with a misspelt audience is hidden from everyone but engineers."""
    asset = raw.many["assets"][0]
    twisted = RawInventory(
        raw.slug, {}, {"assets": (type(asset)(asset.record_type, {**asset.data, "audience": "everyone"}),)}
    )
    assert not redact(SCHEMA, twisted, "liaison").many["assets"]


def test_who_may_not_see_that_a_record_is_retired_does_not_see_the_record(raw: RawInventory) -> None:
    asset = raw.many["assets"][0]
    retired = type(asset)(asset.record_type, {**asset.data, "status": "retired"})
    twisted = RawInventory(raw.slug, {}, {"assets": (retired,)})
    assert not redact(SCHEMA, twisted, "staff").many["assets"]
    assert redact(SCHEMA, twisted, "liaison").many["assets"]
