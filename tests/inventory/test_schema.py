"""The schema's own promises: every field is documented in both languages, has an audience and a valid example."""

import re
from typing import Any

import pytest

from generator.inventory import formats
from generator.inventory.records import Record
from generator.inventory.schema import Field, load_schema
from generator.inventory.schema.fragments import AUDIENCES, FOLDER
from generator.inventory.structure import StructureValidator, rules

SCHEMA = load_schema()
FIELDS = list(SCHEMA.every_field())
RECORDS = sorted(SCHEMA.records)


def fields_of(record: str) -> list[Field]:
    return [field for name, field in FIELDS if name == record]


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_is_documented_in_both_languages(record: str) -> None:
    for field in fields_of(record):
        for words in (field.label, field.description):
            assert set(words) == {"en", "ja"}, field.name
            assert all(text.strip() for text in words.values()), field.name
        assert field.audience in AUDIENCES, field.name
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", field.description["ja"]), field.name


@pytest.mark.parametrize("record", RECORDS)
def test_the_labels_of_values_are_those_that_are_allowed(record: str) -> None:
    for field in fields_of(record):
        allowed = field.rules.get("allowed") or (field.item.rules.get("allowed") if field.item else None)
        if allowed:
            assert set(field.values) == {str(a) for a in allowed}, field.name
            assert all(set(words) == {"en", "ja"} for words in field.values.values()), field.name


@pytest.mark.parametrize("record", RECORDS)
def test_every_example_is_valid(record: str) -> None:
    for field in fields_of(record):
        if field.fields and field.example is None:
            continue
        assert field.example is not None, field.name
        wanted = {k: v for k, v in rules(field, SCHEMA).items() if k != "dependencies"}
        validator = StructureValidator({field.name: wanted})
        assert validator.validate({field.name: field.example}, normalize=False), validator.errors


def test_every_reference_points_at_a_record_type_that_has_ids() -> None:
    for record, field in FIELDS:
        for target in field.refs:
            assert target in SCHEMA.records, f"{record}.{field.name}"
            assert "id" in SCHEMA.records[target].fields, target


def test_no_field_hides_behind_an_attribute_of_records() -> None:
    taken = {name for name in dir(Record) if not name.startswith("_")}
    assert not [f"{r}.{f.name}" for r, f in FIELDS if f.name in taken]


def test_audiences_are_written_out_in_the_fragments() -> None:
    """Deny by default is the net; a field that relies on it was forgotten."""
    text: Any = None
    for path in FOLDER.glob("*.yml"):
        text = path.read_text("utf-8")
        assert text.count("label:") <= text.count("audience:") + 1, path.name


def test_unknown_languages_and_formats_do_not_slip_in() -> None:
    known = {*formats.PARSERS, "string", "integer", "number", "boolean", "dict", "list", "record"}
    assert {f.type for _, f in FIELDS} <= known
