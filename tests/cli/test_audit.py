"""What an edition shows, for a person to sign off: the list must be what the edition holds, no more and no less."""

import json
from pathlib import Path
from typing import Any

import pytest
from builders import workspace
from click.testing import CliRunner, Result

from generator.cli.main import handbook
from generator.editions.audience import redact
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.inventory.schema.fragments import AUDIENCES
from generator.workspace import Workspace

SCHEMA = load_schema()
CLIENT: dict[str, Any] = {
    "sites.yml": {"sites": [{"id": "tokyo", "name": "Tokyo", "code": "TYO"}]},
    "assets.yml": {
        "assets": [
            {
                "id": "fw",
                "name": "FW",
                "kind": "firewall",
                "site": "tokyo",
                "vault_ref": "IT > fw",
                "audience": "engineer",
            },
            {
                "id": "sw",
                "name": "SW",
                "kind": "switch",
                "site": "tokyo",
                "notes": "By the door.",
                "depends_on": ["fw", "sw2"],
            },
            {"id": "sw2", "name": "SW2", "kind": "switch", "site": "tokyo", "internal_notes": "Loud."},
        ]
    },
    "services.yml": {"services": [{"id": "files", "name": "Files", "kind": "files", "runs_on": ["fw", "sw"]}]},
}


def audit(made: Workspace, *words: str) -> Result:
    return CliRunner().invoke(handbook, ["--workspace", str(made.root), "audit", "acme", *words])


def field(path: str) -> str:
    return path.split(".")[0].split("[")[0]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_fields_called_shown_are_those_that_the_edition_holds(linked: Path, audience: str) -> None:
    made = workspace(linked, acme=CLIENT)
    listed = json.loads(audit(made, "--audience", audience, "--format", "json").stdout)
    shown = {(d["collection"], d["record"], field(d["field"])) for d in listed if d["shown"]}
    held = redact(SCHEMA, load(made, SCHEMA, ["acme"]).raw("acme"), audience)
    pairs = [*held.single.items(), *((name, r) for name, records in held.many.items() for r in records)]
    assert shown == {
        (name, str(r.data.get("id", "")), key) for name, r in pairs for key, value in r.data.items() if value != []
    }


def test_what_is_removed_has_its_reason(linked: Path) -> None:
    listed = json.loads(audit(workspace(linked, acme=CLIENT), "--audience", "liaison", "--format", "json").stdout)
    why = {(d["record"], d["field"]): d["why"] for d in listed if not d["shown"]}
    assert why["fw", "(record)"] == "the record is for the audience engineer"
    assert why["sw2", "internal_notes"] == "the field is for the audience engineer"
    assert why["sw", "depends_on[1]"] == "it points at a record that this edition does not hold"
    assert ("sw", "depends_on[2]") not in why


def test_places_are_those_of_the_inventory_even_after_an_earlier_member_was_removed(linked: Path) -> None:
    """The first item is the engineers' own; the second keeps its number, and so does what goes from it."""
    items = [
        {"text": "Read the log.", "audience": "engineer"},
        {"text": "Look at the lamps.", "assets": ["fw", "sw"]},
    ]
    checklist = {
        "id": "round",
        "title": "Round",
        "kind": "scheduled_visit",
        "sections": [{"moment": "during", "items": items}],
    }
    made = workspace(linked, acme={**CLIENT, "checklists/round.yml": checklist})
    listed = json.loads(audit(made, "--audience", "staff", "--format", "json").stdout)
    told = {d["field"]: d["shown"] for d in listed if d["record"] == "round" and "items" in d["field"]}
    assert told == {
        "sections[1].items[1]": False,
        "sections[1].items[2].text": True,
        "sections[1].items[2].assets[1]": False,
        "sections[1].items[2].assets[2]": True,
    }


def test_values_are_not_printed(linked: Path) -> None:
    for words in (
        ("--audience", "engineer"),
        ("--audience", "staff", "--removed"),
        ("--audience", "staff", "--format", "json"),
    ):
        done = audit(workspace(linked, acme=CLIENT), *words)
        assert done.exit_code == 0
        assert "By the door" not in done.stdout
        assert "Loud" not in done.stdout
        assert "IT > fw" not in done.stdout


def test_removed_alone(linked: Path) -> None:
    listed = json.loads(
        audit(workspace(linked, acme=CLIENT), "--audience", "staff", "--removed", "--format", "json").stdout
    )
    assert listed
    assert not any(d["shown"] for d in listed)


def test_an_unknown_client_is_named_with_those_there_are(linked: Path) -> None:
    made = workspace(linked, acme=CLIENT)
    done = CliRunner().invoke(handbook, ["--workspace", str(made.root), "audit", "acne", "--audience", "staff"])
    assert done.exit_code == 2
    assert "acme" in done.output
