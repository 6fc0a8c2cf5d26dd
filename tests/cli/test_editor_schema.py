"""Schemas for editors and reference pages: made from the fragments, up to date, and right."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from builders import ROOT, workspace
from click.testing import CliRunner

from generator.cli.main import handbook
from generator.inventory.reading import SourceFile, parse
from generator.inventory.schema import load_schema
from generator.inventory.schema.json_schema import file_schema, schema_name
from generator.inventory.schema.reference import example, record_pages
from generator.inventory.structure import StructureValidator, rules
from generator.workspace import Workspace

SCHEMA = load_schema()
WORKSPACE = Workspace.at(ROOT)
FILES = sorted(p for p in WORKSPACE.inventory.rglob("*.yml") if ".schema" not in p.parts)


def run(folder: Path, *arguments: str) -> str:
    result = CliRunner().invoke(handbook, ["--workspace", str(folder), *arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("command", ["schema", "reference"])
def test_what_is_checked_in_is_up_to_date(command: str) -> None:
    """By the real command: what a process has run before must not matter to what is compared."""
    program = str(Path(sys.executable).with_name("handbook"))
    done = subprocess.run(
        [program, "--workspace", str(ROOT), command, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_ran_before_does_not_change_the_pages() -> None:
    """Commands keep the help option of their first context: it must be the same in all."""
    run(ROOT, "explain", "E301")
    run(ROOT, "reference", "--check")


def test_drift_is_noticed(tmp_path: Path) -> None:
    made = workspace(tmp_path)
    run(tmp_path, "schema", "--check")
    (made.site_config / "schema" / "assets.json").write_text("{}")
    result = CliRunner().invoke(handbook, ["--workspace", str(tmp_path), "schema", "--check"])
    assert result.exit_code == 1
    assert "site_config/schema/assets.json" in result.output


@pytest.mark.parametrize("path", FILES, ids=[WORKSPACE.relative(p) for p in FILES])
def test_every_inventory_file_names_a_schema_that_accepts_it(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named, first
    target = (path.parent / named[1]).resolve()
    assert target.parent == WORKSPACE.site_config / "schema"
    source = SourceFile(path.name, path.read_text("utf-8"))
    parse(source)
    jsonschema.Draft7Validator(json.loads(target.read_text("utf-8"))).validate(source.data)


@pytest.mark.parametrize("scope", ["client", "provider"])
def test_editor_schemas_are_valid_and_refuse_what_the_checker_refuses(scope: str) -> None:
    for kind in SCHEMA.files(scope).values():
        made = file_schema(SCHEMA, kind)
        jsonschema.Draft7Validator.check_schema(made)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"no_such_key": 1}, made)
        assert schema_name(kind).endswith(".json")


def test_a_clients_variant_completes_references_to_its_ids(tmp_path: Path) -> None:
    made = workspace(tmp_path)
    run(tmp_path, "schema", "--client", "acme")
    schema = json.loads((made.client("acme") / ".schema" / "client.json").read_text("utf-8"))
    assert schema["properties"]["coordinator"]["enum"] == ["lee", "mori", "ono"]
    assert run(tmp_path, "check", "acme", "--as-of", "2026-10-01")


def test_no_clients_ids_are_checked_in() -> None:
    for path in (WORKSPACE.site_config / "schema").glob("*.json"):
        text = path.read_text("utf-8")
        for slug in WORKSPACE.slugs():
            assert slug not in text, path.name


@pytest.mark.parametrize("record", sorted(SCHEMA.records))
def test_the_example_of_every_reference_page_is_valid(record: str) -> None:
    data = yaml.safe_load(re.sub(r"(?m)(: )(\d{4}-\d{2}-\d{2}\S*)$", r'\1"\2"', example(SCHEMA.records[record])))
    source = SourceFile("x.yml", example(SCHEMA.records[record]))
    parse(source)
    assert set(data) == set(source.data)
    fields = SCHEMA.records[record].fields.values()
    validator = StructureValidator({f.name: rules(f, SCHEMA) for f in fields})
    validator.validate(source.data, normalize=False)
    assert not {
        k: v for k, v in validator.errors.items() if "excludes" not in str(v) and "must not be present" not in str(v)
    }


def test_every_field_has_a_row_in_its_reference_page() -> None:
    pages = dict(record_pages(SCHEMA))
    for record, field in SCHEMA.every_field():
        assert field.name in pages[f"{record}.md"]
        assert field.label["ja"].split("（")[0][:4] in pages[f"{record}.md"].replace("\\", "")


def parts(schema: object) -> Iterator[dict[str, Any]]:
    """Every schema within a schema."""
    if isinstance(schema, dict):
        yield schema
        for inner in schema.values():
            yield from parts(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from parts(inner)


@pytest.mark.parametrize("scope", ["client", "provider"])
def test_every_example_is_accepted_where_it_is_suggested(scope: str) -> None:
    for kind in SCHEMA.files(scope).values():
        made = file_schema(SCHEMA, kind)
        for part in parts(made):
            for value in part.get("examples", ()) if "type" in part or "anyOf" in part else ():
                jsonschema.Draft7Validator({**part, "definitions": made["definitions"]}).validate(value)


def test_every_field_is_described_and_every_pattern_put_into_words() -> None:
    for kind in SCHEMA.files("client").values():
        for record in file_schema(SCHEMA, kind)["definitions"].values():
            for name, field in record["properties"].items():
                assert field.get("description") or "$ref" in field, name
                assert "pattern" not in field or field.get("patternErrorMessage"), name
                assert "enum" not in field or len(field.get("enumDescriptions", field["enum"])) == len(field["enum"])
