"""Each structural mistake gives its diagnostic, at its place, with a way out."""

from pathlib import Path
from typing import Any

import pytest
from builders import workspace

from generator.diagnostics import Diagnostic
from generator.inventory.loading import load
from generator.inventory.schema import load_schema

ASSET = {
    "id": "fw-01",
    "kind": "firewall",
    "name": "Firewall",
    "manufacturer": "Fortinet",
    "model": "60F",
    "site": "tokyo",
}


def problems(tmp_path: Path, **files: Any) -> list[Diagnostic]:
    made = workspace(tmp_path, acme={f"{name}.yml": data for name, data in files.items()})
    return list(load(made, load_schema(), ["acme"]).diagnostics())


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        ({"serail": "X1"}, "E201", "Did you mean `serial`?"),
        ({"kind": "fierwall"}, "E204", "Did you mean `firewall`?"),
        ({"kind": True}, "E203", "must be text"),
        ({"serial": None}, "E210", "has no value"),
        ({"purchase_date": "2026-13-01"}, "E209", "YYYY-MM-DD"),
        ({"id": "FW 01"}, "E209", "small letters"),
        ({"password": "hunter2"}, "E401", "never stored"),
        ({"depends_on": "sw-01"}, "E203", "must be a list"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, change: dict[str, Any], rule: str, words: str) -> None:
    found = problems(tmp_path, assets={"assets": [{**ASSET, **change}]})
    assert [d.rule for d in found] == [rule]
    assert words in f"{found[0].message} {found[0].hint}"
    assert found[0].location.file == "inventory/clients/acme/assets.yml"
    assert found[0].location.line > 1


def test_a_secret_key_is_reported_without_its_value(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, assets={"assets": [{**ASSET, "password": "hunter2"}]})
    assert found.secret
    assert "hunter2" not in found.message + found.hint


def test_a_missing_field_is_reported_at_its_record(tmp_path: Path) -> None:
    without = {k: v for k, v in ASSET.items() if k != "kind"}
    (found,) = problems(
        tmp_path, assets="assets:\n  - id: a\n" + "".join(f"    {k}: {v}\n" for k, v in without.items() if k != "id")
    )
    assert (found.rule, found.location.line) == ("E202", 2)
    assert "kind" in found.message


def test_unknown_and_missing_files_are_named(tmp_path: Path) -> None:
    made = workspace(tmp_path, acme={"asset.yml": "a: 1", "sites.yaml": "a: 1"})
    (made.client("acme") / "contacts.yml").unlink()
    found = {d.location.file.split("/")[-1]: d for d in load(made, load_schema(), ["acme"]).diagnostics()}
    assert "Did you mean assets.yml?" in found["asset.yml"].hint
    assert "Did you mean sites.yml?" in found["sites.yaml"].hint
    assert found["contacts.yml"].rule == "E117"


def test_a_page_needs_front_matter_with_known_fields(tmp_path: Path) -> None:
    made = workspace(
        tmp_path, acme={"pages/parking.md": "# Parking\n", "pages/lift.md": "---\ntitle: Lift\nowners: x\n---\nText\n"}
    )
    found = {d.location.file.split("/")[-1]: d.rule for d in load(made, load_schema(), ["acme"]).diagnostics()}
    assert found == {"parking.md": "E119", "lift.md": "E201"}


@pytest.mark.parametrize(
    "data", [[1, 2], "text", {"assets": {"a": 1}}, {"assets": [1]}, {"assets": [[]]}, {"assets": None}]
)
def test_wrong_shapes_are_reports_not_tracebacks(tmp_path: Path, data: Any) -> None:
    assert problems(tmp_path, assets=data if not isinstance(data, str) else "text\n")


def test_null_is_a_value_where_the_schema_allows_it(tmp_path: Path) -> None:
    licence = "  - {id: server, name: Server, expiry: null}\n"
    assert not problems(tmp_path, contracts="licences:\n" + licence)
    assert [d.rule for d in problems(tmp_path, contracts="warranties:\n" + licence)] == ["E210"]


def test_what_is_laid_over_the_standard_is_found_in_its_own_file(tmp_path: Path) -> None:
    """The provider's channels come first; the client's one file line must still be named, and the provider's too."""
    own = "channels:\n  - id: visit\n    when_to_use: On Fridays\n    kind: visit\n  - id: telephone\n    phone: +81\n"
    made = workspace(tmp_path, acme={"procedure.yml": own})
    record = load(made, load_schema(), ["acme"]).raw("acme").single["procedure"]
    assert record.origin is not None
    assert [c["id"] for c in record.data["channels"]] == ["email", "form", "telephone", "visit"]
    places = {
        (n, field): record.origin.locate(("channels", n, field))
        for n, field in ((0, "when_to_use"), (2, "phone"), (2, "when_to_use"), (3, "when_to_use"))
    }
    assert {key: Path(place.file).parent.name for key, place in places.items()} == {
        (0, "when_to_use"): "provider",
        (2, "phone"): "acme",
        (2, "when_to_use"): "provider",
        (3, "when_to_use"): "acme",
    }
    assert (places[2, "phone"].line, places[3, "when_to_use"].line) == (6, 3)
