"""The reference pages of the schema: a page per record type, with a table of its fields and a commented example."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from generator.inventory.schema.fragments import Field, RecordType, Schema

NOTE = "<!-- Written by `handbook reference` from generator/inventory/schema; change that. -->\n"
PLAIN = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>|#"})
AUDIENCES = {"staff": "everyone at the client", "liaison": "the client's contacts", "engineer": "the provider only"}


def record_pages(schema: Schema) -> Iterator[tuple[str, str]]:
    """(file name, Markdown) of every record type, and of their index."""
    yield "index.md", _index(schema)
    for record in schema.records.values():
        yield f"{record.name}.md", _page(schema, record)


def _index(schema: Schema) -> str:
    fields = sum(1 for _ in schema.every_field())
    said = f"{len(schema.records)} record types with {fields} fields."
    lines = [NOTE + "# Records", "", f"{said} A field that names no audience is for engineers only.", ""]
    by_name = sorted(schema.records.values(), key=lambda r: r.name)
    parts = (
        ("In files of their own", "in-files", "Stands in", [r for r in by_name if r.where is not None]),
        ("Within other records", "within-records", "Part of", [r for r in by_name if r.where is None]),
    )
    for title, anchor, where, records in parts:
        lines += [f"## {title} {{#{anchor}}}", "", f"| Record | Called | {where} | What it is |", "|---|---|---|---|"]
        lines += [_index_row(schema, r) for r in records] + [""]
    return "\n".join(lines)


def _index_row(schema: Schema, r: RecordType) -> str:
    called = f"{r.label['en']} · {r.label['ja']}"
    return f"| [`{r.name}`]({r.name}.md) | {called} | {_stands_in(schema, r)} | {_prose(r.description['en'])} |"


def _stands_in(schema: Schema, record: RecordType) -> str:
    if record.where is not None:
        key = f", under `{record.where.key}:`" if record.where.key else ""
        whose = {"both": "client and provider"}.get(record.where.scope, record.where.scope)
        return f"`{record.where.file}`{key} ({whose})"
    holders = sorted({name for name, f in schema.every_field() if _holds(f, record.name)})
    return ", ".join(f"[`{name}`]({name}.md)" for name in holders)


def _holds(f: Field, record: str) -> bool:
    return f.record == record or (f.item is not None and f.item.record == record)


def _page(schema: Schema, record: RecordType) -> str:
    lines = [
        NOTE,
        f"# {record.label['en']} (`{record.name}`) {{#{record.name}}}",
        "",
        f"{_prose(record.description['en'])}  \n{_prose(record.description['ja'])}",
        "",
        f"Stands in {_stands_in(schema, record)}. Who may know that it exists: {AUDIENCES[record.audience]}.",
    ]
    if record.default_audience:
        lines += ["", f"A record that names no `audience` of its own is for: {AUDIENCES[record.default_audience]}."]
    lines += ["", "## Fields {#fields}", "", "| Field | Holds | Audience | What it says |", "|---|---|---|---|"]
    lines += [_row(name, f) for name, f in _flat(record.fields)]
    if record.forbidden:
        lines += ["", "## Never stored {#never-stored}", "", "| Key | What to do instead |", "|---|---|"]
        lines += [f"| `{name}` | {_prose(words['en'])} |" for name, words in record.forbidden.items()]
    lines += ["", "## Example {#example}", "", "```yaml", example(record), "```", ""]
    return "\n".join(lines)


def _flat(fields: Mapping[str, Field], prefix: str = "") -> Iterator[tuple[str, Field]]:
    for name, f in fields.items():
        yield prefix + name, f
        inner = f.fields or (f.item.fields if f.item else {})
        yield from _flat(inner, f"{prefix}{name}.")


def _row(name: str, f: Field) -> str:
    star = " *(required)*" if f.required else ""
    label = f"**{_prose(f.label['en'])}** · {_prose(f.label['ja'])}"
    return f"| `{name}`{star} | {_type(f)} | {f.audience} | {label}<br>{_prose(f.description['en'])} |"


def _type(f: Field) -> str:
    if f.type == "list" and f.item is not None:
        return f"list of {_type(f.item)}"
    if f.type == "record":
        return f"[`{f.record}`]({f.record}.md)"
    if f.type == "ref":
        return "id of " + " or ".join(f"[`{t}`]({t}.md)" for t in f.refs)
    if allowed := f.rules.get("allowed"):
        return ", ".join(f"`{a}`" for a in allowed)
    bounds = [f"{word} {f.rules[rule]}" for rule, word in (("min", "from"), ("max", "to")) if rule in f.rules]
    return " ".join([f.type, *bounds])


def _prose(text: str) -> str:
    return " ".join(text.split()).translate(PLAIN)


def example(record: RecordType) -> str:
    """A record with every field, as YAML, each with its label as a comment."""
    lines: list[str] = []
    for name, f in record.fields.items():
        if (value := example_of(f)) is None:
            continue
        written = yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False, width=100).rstrip().splitlines()
        lines += [f"{written[0]}  # {f.label['en']}", *written[1:]]
    return "\n".join(lines)


def example_of(f: Field) -> Any:
    """The example of a field; of an inline mapping without one, those of its fields."""
    if f.example is not None:
        return f.example
    if f.fields:
        return {name: made for name, inner in f.fields.items() if (made := example_of(inner)) is not None}
    return None
