"""A client's own text after or in place of a standard page; sandboxed, cleaned, and reported."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import workspace
from click.testing import CliRunner

from generator.cli.main import handbook
from generator.editions.edition import make_edition
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.pages.compose import Page, compose
from generator.pages.templating import PageError

SCHEMA = load_schema()
VISIT = {"id": "visit", "title": "Visit", "kind": "scheduled_visit", "sections": []}
STAFF = {"title": "Team", "audience": "staff", "reason": "The bell is hard to hear."}


def override(mode: str, body: str, **front: Any) -> str:
    return f"---\n{json.dumps({**STAFF, 'mode': mode, **front})}\n---\n{body}\n"


def composed(folder: Path, files: dict[str, Any], audience: str = "liaison") -> dict[str, Page]:
    made = workspace(folder, acme=files)
    loaded = load(made, SCHEMA, ["acme"])
    assert not [d for d in loaded.diagnostics() if d.severity.name == "error"], list(loaded.diagnostics())
    edition = make_edition(SCHEMA, loaded.raw("acme"), audience, "en", date(2026, 10, 1))
    return {page.id: page for page in compose(made, SCHEMA, edition).pages}


def test_an_extension_stands_after_the_standard_page(tmp_path: Path) -> None:
    standard = composed(tmp_path / "a", {})["team"].markdown
    text = override("extend", "## The bell {#bell}\n\nPlease ring **twice** and ask for {{ client.coordinator.name }}.")
    extended = composed(tmp_path / "b", {"pages/team.md": text})["team"].markdown
    assert extended.startswith(standard)
    assert "## The bell {#bell}" in extended
    assert "ring <strong>twice</strong> and ask for Kenji Mori" in extended


def test_a_replacement_stands_in_place_of_the_standard_page(tmp_path: Path) -> None:
    text = override("replace", "{{ card(client.coordinator, ['email']) }}")
    replaced = composed(tmp_path, {"pages/team.md": text})["team"].markdown
    assert 'class="card"' in replaced
    assert "## " not in replaced


def test_an_override_of_a_narrower_audience_leaves_the_standard_page_to_the_others(tmp_path: Path) -> None:
    files = {"pages/team.md": override("replace", "For engineers.", audience="engineer")}
    assert "For engineers." not in composed(tmp_path / "a", files)["team"].markdown
    assert "For engineers." in composed(tmp_path / "b", files, "engineer")["team"].markdown


def test_an_override_sees_the_edition_only(tmp_path: Path) -> None:
    """The mobile of the coordinator is not in a liaison's edition, whatever a text asks for."""
    text = override("extend", "{{ client.coordinator.mobile or 'nothing' }}")
    assert "nothing" in composed(tmp_path, {"pages/team.md": text})["team"].markdown


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ client._values }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ nothing }}",
        "{% if %}",
    ],
)
def test_what_the_sandbox_refuses_names_the_clients_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(PageError, match=r"inventory/clients/acme/pages/team\.md"):
        composed(tmp_path, {"pages/team.md": override("extend", text)})


def test_an_override_loses_what_could_run(tmp_path: Path) -> None:
    text = override("extend", "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1)) kept")
    made = composed(tmp_path, {"pages/team.md": text})["team"].markdown
    assert "kept" in made
    assert not any(word in made for word in ("<script", "onerror", "javascript:"))


def test_drift_names_who_deviates_where_and_why(tmp_path: Path) -> None:
    made = workspace(
        tmp_path,
        {"procedure.yml": {"id": "procedure", "channels": [{"id": "email", "kind": "email", "when_to_use": "Always"}]},
         "checklists/visit.yml": VISIT},
        acme={
            "pages/team.md": override("extend", "Ring twice."),
            "checklists/visit.yml": {**VISIT, "title": "Ours", "reason": "No lift."},
            "procedure.yml": {
                "channels": [{"id": "email", "kind": "email", "when_to_use": "Never"}],
                "deviations": [{"of": "email", "reason": "They write letters."}],
            },
        },
        bolt={},
    )  # fmt: skip
    result = CliRunner().invoke(handbook, ["--workspace", str(made.root), "report", "drift", "--format", "json"])
    assert result.exit_code == 0, result.output
    found = {(d["client"], d["what"], d["how"], d["reason"]) for d in json.loads(result.output)}
    assert found == {
        ("acme", "page.team", "extends", "The bell is hard to hear."),
        ("acme", "checklist.visit", "replaces", "No lift."),
        ("acme", "procedure.channels.email", "replaces", "They write letters."),
    }
    text = CliRunner().invoke(handbook, ["--workspace", str(made.root), "report", "drift"]).output
    assert "bolt: as the standard" in text
