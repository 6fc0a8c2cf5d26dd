"""The command line: exit codes, what is printed, and that nothing ever ends in a traceback."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from builders import workspace
from click.testing import CliRunner, Result

from generator.cli.main import handbook


def run(folder: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(handbook, ["--workspace", str(folder), *arguments], prog_name="handbook")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def test_check_says_that_all_is_well(tmp_path: Path) -> None:
    workspace(tmp_path)
    result = run(tmp_path, "check", "acme", "--as-of", "2026-10-01")
    assert result.exit_code == 0


def test_check_prints_file_line_column_source_caret_and_hint(tmp_path: Path) -> None:
    workspace(
        tmp_path, acme={"sites.yml": "sites:\n  - id: tokyo\n    name: 東京\n    addres: Tokyo\n    address: x\n"}
    )
    result = run(tmp_path, "check", "--format", "text")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    head = next(
        i for i, line in enumerate(lines) if line.startswith("inventory/clients/acme/sites.yml:4:5: error E201")
    )
    assert lines[head + 1] == "    4 |     addres: Tokyo"
    assert lines[head + 2] == "      |     ^^^^^^"
    assert "Did you mean `address`?" in lines[head + 3]


def test_a_caret_stands_under_its_place_after_wide_characters(tmp_path: Path) -> None:
    workspace(tmp_path, acme={"sites.yml": "sites: [{id: 東京, name: x, address: x}]\n"})
    lines = run(tmp_path, "check", "--format", "text").output.splitlines()
    head = next(i for i, line in enumerate(lines) if line.startswith("inventory/clients/acme/sites.yml"))
    caret = next(line for line in lines[head:] if "^" in line)
    assert caret.index("^") == len("    1 | sites: [{id: ")


def test_check_as_json_lists_flat_objects(tmp_path: Path) -> None:
    workspace(tmp_path, acme={"client.yml": {"coordinator": "morri"}})
    result = run(tmp_path, "check", "--format", "json")
    assert result.exit_code == 1
    found = [d for d in json.loads(result.output) if d["rule"] == "E301"]
    assert set(found[0]) >= {"rule", "severity", "file", "line", "column", "message", "hint"}
    assert "mori" in found[0]["hint"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "acmee"], "did you mean acme?"),
        (["build", "nobody"], "there is no client nobody"),
        (["build", "--as-of", "yesterday"], "write YYYY-MM-DD"),
        (["check", "--as-of", "9999-12-31"], "the year 9999 cannot be meant"),
        (["build", "acme", "--document", "poster", "--visit", "0001-01-01"], "the year 1 cannot be meant"),
        (["new", "Bad Name"], "is not a slug"),
        (["new", "acme"], "exists already"),
        (["bild"], "there is no command bild; did you mean build?"),
        (["frobnicate"], "No such command"),
    ],
)
def test_wrong_usage_is_exit_code_2(tmp_path: Path, arguments: Sequence[str], words: str) -> None:
    workspace(tmp_path)
    result = run(tmp_path, *arguments)
    assert result.exit_code == 2
    assert words in result.output


def test_a_folder_that_is_no_workspace_is_named(tmp_path: Path) -> None:
    result = run(tmp_path, "check")
    assert result.exit_code == 2
    assert "inventory/" in result.output


def test_the_epoch_of_a_reproducible_build_must_be_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run(tmp_path, "check").exit_code == 2


def test_a_duplicate_id_and_a_reference_to_nothing_are_found(tmp_path: Path) -> None:
    contact = {"name": "A", "email": "a@acme.example.co.jp", "language": "en", "roles": ["liaison"]}
    workspace(
        tmp_path, acme={"contacts.yml": {"contacts": [{**contact, "id": "a"}, {**contact, "id": "a", "site": "osaka"}]}}
    )
    rules = {d["rule"] for d in json.loads(run(tmp_path, "check", "--format", "json").output)}
    assert {"E301", "E302"} <= rules


def test_new_writes_a_folder_that_checks_at_once_and_overwrites_nothing(tmp_path: Path) -> None:
    made = workspace(tmp_path)
    result = run(tmp_path, "new", "kita-design", "--name", 'Kita "Design": K.K.', "--as-of", "2026-10-01")
    assert result.exit_code == 0, result.output
    assert sorted(p.name for p in made.client("kita-design").iterdir()) == ["client.yml", "contacts.yml", "sites.yml"]
    assert run(tmp_path, "check", "kita-design", "--as-of", "2026-10-01").exit_code == 0
    before = (made.client("kita-design") / "client.yml").read_bytes()
    assert run(tmp_path, "new", "kita-design").exit_code == 2
    assert (made.client("kita-design") / "client.yml").read_bytes() == before


def test_new_needs_a_team_and_leaves_nothing_behind_without_one(tmp_path: Path) -> None:
    made = workspace(tmp_path)
    (made.provider / "team.yml").write_text("team: []\n")
    result = run(tmp_path, "new", "kita")
    assert result.exit_code == 1
    assert "coordinator" in result.output
    assert not made.client("kita").exists()
    assert not [p for p in made.clients.iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize(
    ("name", "rule"),
    [('""', "E209"), ('"\u3000 "', "E209"), ('{en: A, ja: " "}', "E209"), ('"A\\0"', "E104"), ('"A\\r\\nB"', "E104")],
)
def test_names_of_which_nothing_can_be_seen_are_refused(tmp_path: Path, name: str, rule: str) -> None:
    workspace(tmp_path, acme={"sites.yml": f"sites:\n  - id: tokyo\n    name: {name}\n    address: Tokyo\n"})
    listed = json.loads(run(tmp_path, "check", "--format", "json").output)
    (one,) = [d for d in listed if d["rule"] == rule]
    assert (one["file"], one["line"]) == ("inventory/clients/acme/sites.yml", 3)
