"""The schema for editors: JSON Schema draft-07 of each kind of file, made from the fragments.

Draft-07 is what yaml-language-server reads. It is a help while typing; the checker says more, and has the last word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.inventory.schema.fragments import Field, FileKind, Schema, Words

DRAFT = "http://json-schema.org/draft-07/schema#"
LANGUAGES = ("en", "ja")
PATTERNS = {
    "date": r"^\d{4}-\d{2}-\d{2}$",
    "time": r"^([01]\d|2[0-3]):[0-5]\d$",
    "datetime": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$",
    "phone": r"^\+[1-9]\d{6,14}$",
    "email": r"^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$",
    "url": r"^https?://\S+$",
    "slug": r"^[a-z0-9][a-z0-9-]*$",
    "hostname": r"^[A-Za-z0-9.-]+$",
    "ip": r"^[0-9A-Fa-f:.]+$",
    "cidr": r"^[0-9A-Fa-f:.]+/\d{1,3}$",
    "mac": r"^[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}$",
    "rrule": r"^FREQ=",
    "file": r"^[^/~\\]",
}
PATTERN_MEANS = {
    "date": "Write YYYY-MM-DD, e.g. 2026-10-01. · 2026-10-01 の形で記入してください。",
    "time": "Write HH:MM, e.g. 09:30. · 09:30 の形で記入してください。",
    "datetime": "Write 2026-10-01T09:30. · 2026-10-01T09:30 の形で記入してください。",
    "phone": 'Write it in quotes, with country code: "+81355500101". · 国番号付きで引用符に入れて記入してください。',
    "email": "This is not an e-mail address. · メールアドレスではありません。",
    "url": "Start with https:// or http://. · https:// または http:// で始めてください。",
    "slug": "Small letters, digits and hyphens, e.g. fw-01. · 英小文字、数字、ハイフンで記入してください。",
    "hostname": "Letters, digits, hyphens and dots. · 英数字、ハイフン、ドットで記入してください。",
    "ip": "This is not an IP address, e.g. 192.168.10.20. · IPアドレスではありません。",
    "cidr": "Write a subnet with its prefix length, e.g. 192.168.10.0/24. · プレフィックス長を付けて記入してください。",
    "mac": "Write six pairs with colons, e.g. 00:00:5e:00:53:01. · コロン区切りで記入してください。",
    "rrule": "Start with FREQ=, e.g. FREQ=MONTHLY;BYDAY=2TU. · FREQ= で始めてください。",
    "file": "A path below the folder files/, e.g. logo.svg. · files/ フォルダーからのパスを記入してください。",
}
"""What an editor says instead of showing the pattern."""
LENGTHS = {
    "string": {"minlength": "minLength", "maxlength": "maxLength"},
    "list": {"minlength": "minItems", "maxlength": "maxItems"},
}
NEVER = "(?!)"
"""Matches nothing: what editors show of it is the message beside it, which they do not show of `not`."""
BOUNDS = {"min": "minimum", "max": "maximum"}
HOURS_DAY = {
    "anyOf": [
        {"type": "string", "pattern": r"^(\d{2}:\d{2}-\d{2}:\d{2}|closed)$"},
        {"type": "array", "items": {"type": "string"}},
    ]
}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Ids = Mapping[str, Sequence[str]]
"""Record type → the ids there are, for completion of references."""


def file_schema(schema: Schema, kind: FileKind, ids: Ids | None = None) -> dict[str, Any]:
    """The JSON Schema of a kind of file; with `ids`, references complete to them."""
    writer = _Writer(schema, ids or {})
    if kind.record:
        root = writer.record(kind.record)
        title = schema.records[kind.record].label["en"]
    else:
        root = {"type": "object", "additionalProperties": False, "properties": {}}
        for key, name in kind.collections.items():
            record = schema.records[name]
            root["properties"][key] = {
                "type": "array",
                "items": writer.reference(name),
                "description": _words(record.description),
            }
        title = kind.name
    return {"$schema": DRAFT, "title": title, **root, "definitions": dict(sorted(writer.definitions.items()))}


def schema_name(kind: FileKind) -> str:
    """The name of the JSON Schema of a kind of file: `assets.json`, `checklist.json`."""
    return f"{kind.record if kind.name.endswith('/') else kind.name.removesuffix('.yml')}.json"


class _Writer:
    def __init__(self, schema: Schema, ids: Ids) -> None:
        self.schema, self.ids = schema, ids
        self.definitions: dict[str, Any] = {}

    def reference(self, record: str) -> dict[str, Any]:
        if record not in self.definitions:
            self.definitions[record] = {}
            self.definitions[record] = self.record(record)
        return {"$ref": f"#/definitions/{record}"}

    def record(self, name: str) -> dict[str, Any]:
        record = self.schema.records[name]
        return {**self.mapping(record.fields, record.forbidden), "description": _words(record.description)}

    def mapping(self, fields: Mapping[str, Field], forbidden: Mapping[str, Words]) -> dict[str, Any]:
        properties: dict[str, Any] = {name: self.field(f) for name, f in fields.items()}
        for name, words in forbidden.items():
            properties[name] = {
                "type": "string",
                "pattern": NEVER,
                "patternErrorMessage": words["en"],
                "errorMessage": words["en"],
                "doNotSuggest": True,
                "description": _words(words),
            }
        made: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
        if required := [name for name, f in fields.items() if f.required]:
            made["required"] = required
        return made

    def field(self, f: Field) -> dict[str, Any]:
        made = {**self.type(f), **_limits(f)}
        if f.rules.get("allowed"):
            made["enum"] = list(f.rules["allowed"])
            made["enumDescriptions"] = [f"{v['en']} · {v['ja']}" for v in f.values.values()]
        if f.description:
            made["description"] = f"{_words(f.label)} ({f.audience})\n\n{_words(f.description)}"
        if f.example is not None:
            made["examples"] = [f.example]
        if f.rules.get("nullable") and "type" in made:
            made["type"] = [made["type"], "null"]
        return made

    def type(self, f: Field) -> dict[str, Any]:
        if f.type in ("text", "markdown"):
            return _text(f.type == "markdown")
        if f.type == "list":
            return {"type": "array", **({"items": self.member(f, f.item)} if f.item else {})}
        if f.type == "record":
            return dict(self.reference(f.record or ""))
        if f.type == "dict":
            return self.mapping(f.fields, f.forbidden) if f.fields else {"type": "object"}
        if f.type == "ref":
            return self.ref(f)
        if f.type == "money":
            properties = {"amount": {"type": "number"}, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}}
            return {
                "type": "object",
                "additionalProperties": False,
                "required": list(properties),
                "properties": properties,
            }
        if f.type == "hours":
            return {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(WEEKDAYS, HOURS_DAY)}
        if f.type == "language":
            return {"type": "string", "enum": list(LANGUAGES)}
        if f.type in PATTERNS:
            return {"type": "string", "pattern": PATTERNS[f.type], "patternErrorMessage": PATTERN_MEANS[f.type]}
        return {"type": f.type}

    def member(self, f: Field, item: Field) -> dict[str, Any]:
        """A member of a list, whose meta is the list's where it has none of its own: the examples are its members."""
        if item.example is not f.example:
            return self.field(item)
        if item.type == "record" or not isinstance(f.example, list) or not f.example:
            return self.field(replace(item, example=None))
        return {**self.field(replace(item, example=f.example[0])), "examples": f.example}

    def ref(self, f: Field) -> dict[str, Any]:
        known = sorted({i for target in f.refs for i in self.ids.get(target, ())})
        return {"type": ["string", "integer"], **({"enum": known} if known else {})}


def _limits(f: Field) -> dict[str, Any]:
    """Lengths, bounds and the pattern of a field's own."""
    made: dict[str, Any] = {}
    for rule, key in (*LENGTHS["list" if f.type == "list" else "string"].items(), *BOUNDS.items()):
        if rule in f.rules:
            made[key] = f.rules[rule]
    if "regex" in f.rules:
        made["pattern"] = f"^(?:{f.rules['regex']})$"
        made["patternErrorMessage"] = f"Write it like {f.example}. · 例: {f.example}"
    return made


def _text(several_lines: bool) -> dict[str, Any]:
    words = {"type": "string"}
    return {
        "anyOf": [
            words,
            {
                "type": "object",
                "additionalProperties": False,
                "minProperties": 1,
                "properties": dict.fromkeys(LANGUAGES, words),
            },
        ]
    }


def _words(words: Words) -> str:
    return " · ".join(dict.fromkeys(words[language] for language in LANGUAGES if language in words))
