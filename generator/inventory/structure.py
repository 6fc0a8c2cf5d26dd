"""Whether a file has the structure of its schema: Cerberus finds, this module says it in words with a place."""

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, ClassVar

import yaml
from cerberus import TypeDefinition, Validator, errors

from generator.diagnostics import DataPath, Diagnostic, Severity
from generator.inventory import formats
from generator.inventory.acceptance import Accept, mapping
from generator.inventory.reading import SourceFile
from generator.inventory.schema import Field, FileKind, Schema

TEXTUAL = {"text", "markdown"}
MAPPINGS = {"money", "hours", "record"}
SECRET_NAME = re.compile(
    r"(?i)(?:^|_|-)(?:pass(?:word|wd|code|_?phrase)?|pwd|psk|pin|pre_?shared_key|secret|api_?key|private_key|token)s?$"
    r"|パスワード|パスフレーズ|暗証|秘密鍵|事前共有"
)
"""Keys that no schema knows but whose values would be secrets all the same."""
TYPE_NAMES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "dict": "a mapping (key: value lines)",
    "list": "a list (lines that start with `- `)",
}


class StructureValidator(Validator):  # type: ignore[misc]
    """Cerberus with the formats of formats.py and integers that are not booleans."""

    types_mapping: ClassVar[dict[str, TypeDefinition]] = {
        **Validator.types_mapping,
        "integer": TypeDefinition("integer", (int,), (bool,)),
        "number": TypeDefinition("number", (int, float), (bool,)),
    }

    def _validate_format(self, name: str, field: str, value: Any) -> None:
        """{'type': 'string'}"""
        if value is None:  # whether null is allowed is for `nullable` to say
            return
        try:
            formats.PARSERS[name](value)
        except ValueError as error:
            self._error(field, str(error))


def check_structure(source: SourceFile, kind: FileKind, schema: Schema) -> None:
    """Add a diagnostic to `source` for everything in it that its schema does not allow."""
    if not isinstance(source.data, dict):
        source.diagnostics.append(
            Diagnostic(
                "E203",
                Severity.error,
                source.locate(()),
                "the file must be a mapping (key: value lines)",
                f"Start with {' or '.join(f'`{k}:`' for k in kind.collections) or 'the fields of the record'}.",
            )
        )
        return
    if _acceptor(kind.name, kind.scope, schema)(source.data):
        return
    doubtful, places = _doubtful(source.data, kind, schema)
    validator = _validator(kind.name, kind.scope, schema)
    if validator.validate(doubtful, normalize=False):
        return
    fields = root_fields(kind, schema)
    for error in _leaves(validator._errors):
        path = tuple(error.document_path)
        if len(path) > 1 and path[0] in places:
            path = (path[0], places[path[0]][path[1]], *path[2:])
        source.diagnostics.append(_diagnose(source, error, path, fields, schema))


def _doubtful(data: dict[str, Any], kind: FileKind, schema: Schema) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """The file without the records that are accepted, and for each collection where the others stood in it."""
    made, places = dict(data), dict[str, list[int]]()
    for key, record in kind.collections.items():
        members = data.get(key)
        if isinstance(members, list):
            accept = _record_acceptor(record, schema)
            places[key] = [i for i, member in enumerate(members) if not accept(member)]
            made[key] = [members[i] for i in places[key]]
    return made, places


@cache
def _acceptor(name: str, scope: str, schema: Schema) -> Accept:
    kind = schema.files(scope)[name]
    return mapping({f.name: rules(f, schema) for f in root_fields(kind, schema).values()})


@cache
def _record_acceptor(record: str, schema: Schema) -> Accept:
    return mapping({f.name: rules(f, schema) for f in schema.records[record].fields.values()})


@cache
def _validator(name: str, scope: str, schema: Schema) -> StructureValidator:
    kind = schema.files(scope)[name]
    return StructureValidator({f.name: rules(f, schema) for f in root_fields(kind, schema).values()})


def root_fields(kind: FileKind, schema: Schema) -> Mapping[str, Field]:
    if kind.record:
        return schema.records[kind.record].fields
    return {key: _list_of(key, record) for key, record in kind.collections.items()}


def _list_of(key: str, record: str) -> Field:
    return Field(key, "list", {}, item=Field(key, "record", {}, record=record))


def rules(f: Field, schema: Schema) -> dict[str, Any]:
    """The Cerberus rules of a field."""
    made: dict[str, Any] = dict(f.rules)
    if f.type == "list":
        made["type"] = "list"
        if f.item is not None:
            made["schema"] = rules(f.item, schema)
    elif f.type == "record":
        made["type"] = "dict"
        made["schema"] = {n: rules(x, schema) for n, x in schema.records[f.record or ""].fields.items()}
    elif f.type == "dict":
        made["type"] = "dict"
        if f.fields:
            made["schema"] = {n: rules(x, schema) for n, x in f.fields.items()}
    elif f.type in formats.PARSERS:
        made["format"] = f.type
    else:
        made["type"] = f.type
    return made


def fields_at(
    path: DataPath, fields: Mapping[str, Field], schema: Schema
) -> tuple[Field | None, Mapping[str, Field], str | None]:
    """(field at `path`, fields beside it, record type it stands in), as far as the schema knows."""
    found: Field | None = None
    record: str | None = None
    for step in path:
        if isinstance(step, int):
            found = found.item if found is not None else None
        else:
            if found is not None:
                record = found.record or record
                fields = schema.records[found.record].fields if found.record else found.fields
            found = fields.get(step)
        if found is None:
            break
    return found, fields, record


def _leaves(found: list[Any]) -> Iterator[Any]:
    for error in found:
        if error.child_errors and not error.is_logic_error:
            yield from _leaves(error.child_errors)
        else:
            yield error


def _diagnose(
    source: SourceFile, error: Any, path: DataPath, fields: Mapping[str, Field], schema: Schema
) -> Diagnostic:
    f, beside, record = fields_at(path, fields, schema)
    if record is None and len(path) > 1:
        record = fields_at(path[:-1], fields, schema)[2]
    code, value, name = error.code, error.value, _called(path)
    if code == errors.UNKNOWN_FIELD.code:
        return _unknown(source, path, beside, _forbidden(path, fields, schema))
    if code == errors.REQUIRED_FIELD.code:
        missing = f"`{name}` is missing" + (f" ({f.label['en']})" if f and f.label else "")
        example = f"e.g. `{name}: {as_yaml(f.example)}`" if f and f.example is not None else f"Add `{name}:`."
        return Diagnostic("E202", Severity.error, source.locate(path[:-1], "key"), missing, example)
    place = source.locate(path)
    if value is None:
        return Diagnostic("E210", Severity.error, place, f"`{name}` has no value", "Give it one, or remove the line.")
    rule, message, hint = _explain(code, error, f, value, name)
    return Diagnostic(rule, Severity.error, place, message, hint)


def _called(path: DataPath) -> str:
    """The name of a value as its writer would say it: `roles`, and for a member of a list `roles[2]`."""
    name = str(path[-1]) if path else ""
    if path and isinstance(path[-1], int):
        return f"{_called(path[:-1])}[{path[-1] + 1}]"
    return name


def _forbidden(path: DataPath, fields: Mapping[str, Field], schema: Schema) -> str | None:
    """What to say to someone who wrote a key that is never stored."""
    if len(path) < 1:
        return None
    holder, _, _ = fields_at(path[:-1], fields, schema) if len(path) > 1 else (None, fields, None)
    words: Mapping[str, Any] = {}
    if holder is not None and holder.record:
        words = schema.records[holder.record].forbidden
    elif holder is not None:
        words = holder.forbidden
    else:
        for record in schema.records.values():
            if record.fields is fields:
                words = record.forbidden
    found = words.get(str(path[-1]))
    return str(found["en"]) if found else None


def _unknown(source: SourceFile, path: DataPath, beside: Mapping[str, Field], forbidden: str | None) -> Diagnostic:
    name, place = str(path[-1]), source.locate(path, "key")
    near = difflib.get_close_matches(name, list(beside), n=1, cutoff=0.6)
    if not forbidden and SECRET_NAME.search(name) and not difflib.get_close_matches(name, near, n=1, cutoff=0.85):
        forbidden = "Keep it in the password manager; write only where it is there into `vault_ref`."
    if forbidden:
        source.secrets.extend(_written(source, path))
        message = f"`{name}` is never stored in the inventory"
        return Diagnostic("E401", Severity.error, place, message, forbidden, secret=True)
    hint = (
        f"Did you mean `{near[0]}`?"
        if near
        else f"Known here: {', '.join(sorted(beside)[:12])}" + (" …" if len(beside) > 12 else "")
    )
    return Diagnostic("E201", Severity.error, place, f"`{name}` is not a field here", hint)


def _written(source: SourceFile, path: DataPath) -> Iterator[tuple[int, str]]:
    """(line, text) of all that stands in the file for the value at `path`, line by line."""
    (_, indent, _), (line, column, end) = source.marks.get(path, ((0, 0, -1), (0, 0, -1)))
    lines = source.text.splitlines()
    if line >= len(lines):
        return
    yield line + 1, lines[line][column : end if end > column else None]
    for number, text in enumerate(lines[line + 1 :] if end <= column else (), line + 2):
        if text.strip() and len(text) - len(text.lstrip()) <= indent:
            return
        yield number, text.strip()


def _explain(code: int, error: Any, f: Field | None, value: Any, name: Any) -> tuple[str, str, str]:
    example = f"e.g. `{str(name).partition('[')[0]}: {as_yaml(f.example)}`" if f and f.example is not None else ""
    shown = _shown(value)
    if code == errors.BAD_TYPE.code:
        wanted = TYPE_NAMES.get(str(error.constraint), str(error.constraint))
        return "E203", f"`{name}` must be {wanted}, not {shown}", example
    if code in (errors.UNALLOWED_VALUE.code, errors.UNALLOWED_VALUES.code):
        allowed = [str(a) for a in error.constraint]
        near = difflib.get_close_matches(str(value), allowed, n=1, cutoff=0.6)
        hint = f"Did you mean `{near[0]}`? " if near else ""
        return "E204", f"{shown} is not one of the values of `{name}`", f"{hint}Allowed: {', '.join(allowed)}"
    if code == errors.REGEX_MISMATCH.code:
        return "E205", f"{shown} does not have the form of `{name}`", example
    if code in (errors.MIN_VALUE.code, errors.MAX_VALUE.code):
        side = "at least" if code == errors.MIN_VALUE.code else "at most"
        return "E206", f"`{name}` must be {side} {error.constraint}, not {shown}", example or "Correct the number."
    if code in (errors.MIN_LENGTH.code, errors.MAX_LENGTH.code):
        side = "at least" if code == errors.MIN_LENGTH.code else "at most"
        what = "member" if isinstance(value, list) else "character"
        many = f"{error.constraint} {what}{'' if error.constraint == 1 else 's'}"
        return "E207", f"`{name}` has {len(value)}, but must have {side} {many}", example or "Correct it."
    if code == errors.EMPTY_NOT_ALLOWED.code:
        return "E207", f"`{name}` is empty", "Give it a value, or remove the line."
    if code == errors.DEPENDENCIES_FIELD.code:
        needed = ", ".join(f"`{n}`" for n in error.info)
        return "E208", f"`{name}` says nothing without {needed} beside it", "Add it, or remove the line."
    if code == errors.EXCLUDES_FIELD.code:
        other = ", ".join(str(n).replace("'", "`") for n in error.info)
        return "E208", f"`{name}` and {other} cannot stand side by side", "Keep one of the two."
    if code == errors.CUSTOM.code:
        return "E209", f"`{name}` {error.info[0]}", example
    return "E208", f"`{name}` breaks the rule {error.rule}: {error.constraint}", example


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text if len(text) <= 40 else text[:39] + '…'}`"


def as_yaml(value: Any) -> str:
    """A value as one writes it in YAML, on one line."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000).strip()
    return text.removesuffix("...").strip()
