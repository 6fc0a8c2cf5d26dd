"""Checklists spread over the devices of a site."""

from typing import Any

from inventories import edition_facts, facts

SITES = [{"id": "tokyo", "name": "Tokyo", "address": "x"}, {"id": "osaka", "name": "Osaka", "address": "x"}]


def ups(asset_id: str, site: str = "tokyo", **fields: Any) -> dict[str, Any]:
    return {"id": asset_id, "kind": "ups", "name": asset_id, "site": site, **fields}


ASSETS = [
    ups("ups-10"),
    ups("ups-2"),
    ups("ups-osaka", "osaka"),
    ups("old", status="retired"),
    ups("box", status="spare"),
]
ROUTINE: dict[str, Any] = {
    "id": "routine", "title": "Routine visit", "kind": "scheduled_visit",
    "sections": [
        {"moment": "on_arrival", "items": [{"text": "Sign in", "why": "The building asks for it", "critical": True}]},
        {"moment": "during", "title": "Power", "items": [
            {"text": "Test the battery", "for_each": "ups", "expected": "10 minutes", "write_down": "Load"},
            {"text": "Look at it", "assets": ["ups-2", "ups-osaka"]},
        ]},
        {"moment": "after", "items": [{"text": "Count the paper", "for_each": "printer"}]},
    ],
}  # fmt: skip


def lines(found: Any) -> list[tuple[Any, Any]]:
    return [(line.text, line.asset.id if line.asset else None) for section in found.sections for line in section.items]


def test_an_item_becomes_one_line_per_device_in_use_at_the_site() -> None:
    ours = facts(checklists=[ROUTINE], assets=ASSETS, sites=SITES)
    tokyo, osaka = ours.inventory.sites
    found = ours.checklist_for(tokyo, "scheduled_visit")
    assert found is not None
    assert lines(found) == [
        ("Sign in", None), ("Test the battery", "ups-2"), ("Test the battery", "ups-10"), ("Look at it", "ups-2"),
    ]  # fmt: skip
    assert [s.moment for s in found.sections] == ["on_arrival", "during"], "a section with nothing to do is left out"
    assert [s.title for s in found.sections] == [None, "Power"]
    assert lines(ours.checklist("routine", osaka)) == [
        ("Sign in", None), ("Test the battery", "ups-osaka"), ("Look at it", "ups-osaka"),
    ]  # fmt: skip


def test_a_line_says_what_its_item_says() -> None:
    ours = facts(checklists=[ROUTINE], assets=ASSETS, sites=SITES)
    found = ours.checklist("routine", ours.inventory.sites[0])
    assert found is not None
    sign_in, battery = found.sections[0].items[0], found.sections[1].items[0]
    assert (sign_in.why, sign_in.critical) == ("The building asks for it", True)
    assert (battery.expected, battery.write_down, battery.critical) == ("10 minutes", "Load", False)


def test_away_from_a_site_an_item_names_the_kind_of_device() -> None:
    found = facts(checklists=[ROUTINE], assets=ASSETS, sites=SITES).checklist("routine")
    assert found is not None
    assert [line.kind for line in found.sections[1].items] == ["ups", None, None]
    assert lines(found)[1] == ("Test the battery", None)


def test_the_visit_plan_says_which_checklist_its_site_uses() -> None:
    own = {**ROUTINE, "id": "osaka-visit"}
    plan = {"id": "p", "site": "osaka", "checklist": "osaka-visit", "dates": ["2026-10-10"]}
    ours = facts(checklists=[ROUTINE, own], visit_plans=[plan], sites=SITES)
    chosen = [ours.checklist_for(site, "scheduled_visit") for site in (*ours.inventory.sites, None)]
    assert [c.checklist.id for c in chosen if c is not None] == ["routine", "osaka-visit", "routine"]


def test_a_checklist_of_one_site_is_not_used_at_another() -> None:
    ours = facts(checklists=[{**ROUTINE, "site": "osaka"}], sites=SITES)
    tokyo, osaka = ours.inventory.sites
    assert ours.checklist_for(tokyo, "scheduled_visit") is None
    assert ours.checklist_for(osaka, "scheduled_visit") is not None
    assert ours.checklist("unknown") is None


def test_what_is_for_engineers_only_is_not_on_the_liaisons_list() -> None:
    hidden = {"text": "Check the rules", "audience": "engineer"}
    checklist = {**ROUTINE, "sections": [{"moment": "during", "items": [hidden, {"text": "Sign in"}]}]}
    found = edition_facts("liaison", checklists=[checklist]).checklist("routine")
    assert lines(found) == [("Sign in", None)]
