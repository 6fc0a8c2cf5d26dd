"""How much of what is expected of a client at its stage is on record."""

from typing import Any

from builders import HOURS
from inventories import facts

from generator.facts import Facts


def section(found: Facts, name: str) -> Any:
    return next((s for s in found.completeness if s.section == name), None)


def test_a_planned_client_needs_a_liaison_and_no_more() -> None:
    ours = facts(client={"stage": "planned"})
    assert [(s.section, s.share, s.missing) for s in ours.completeness] == [("contacts", 1.0, ())]
    assert ours.completeness_overall == 1.0


def test_what_is_missing_is_named() -> None:
    ours = facts(
        client={"stage": "onboarding", "working_hours": HOURS, "support_contract": {"start": "2026-04-01"}},
        sites=[
            {"id": "tokyo", "name": "Tokyo", "address": "x", "phone": "+81355500101", "primary_contact": "sato"},
            {"id": "osaka", "name": "Osaka", "address": "x", "primary_contact": "sato"},
        ],
    )
    assert section(ours, "client").share == 1.0
    assert section(ours, "sites").share == 0.75
    assert section(ours, "sites").missing == ("sites.osaka.phone",)
    assert section(ours, "network").missing == ("circuits",)
    assert section(ours, "services") is None, "services are expected of a live client"


def test_a_live_client_needs_people_who_may_approve() -> None:
    ours = facts(client={"stage": "live"})
    assert {"contacts.deputy", "contacts.approver"} <= set(section(ours, "contacts").missing)
    assert "client.releases" in section(ours, "client").missing
    assert 0 < ours.completeness_overall < 1


def test_a_virtual_machine_has_no_serial_number() -> None:
    machine = {"id": "vm", "kind": "virtual_machine", "name": "vm", "site": "tokyo"}
    assert section(facts(assets=[machine]), "assets").share == 1.0
    assert section(facts(assets=[{**machine, "kind": "server"}]), "assets").missing == (
        "assets.vm.serial", "assets.vm.purchase_date", "assets.vm.location",
    )  # fmt: skip


def test_what_is_retired_need_not_be_complete() -> None:
    site = {"id": "old", "name": "Old", "address": "x", "status": "retired"}
    assert section(facts(sites=[site]), "sites").missing == ("sites",)
