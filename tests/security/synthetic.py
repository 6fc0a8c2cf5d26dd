"""A client made from the schema itself, with a token of its own in every field that can hold one.

A field that is added to the schema is planted here on the same day. What a token is worth is worked out from the
schema alone, by other code than the one that redacts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from generator.inventory.schema import Field, Schema
from generator.inventory.schema.fragments import AUDIENCES

PLAIN = {"string", "text", "markdown", "slug", "url", "email", "hostname", "mac", "phone", "file"}
SKIPPED = {("page", "body"), ("client", "slug"), ("client", "logo"), ("client", "languages"), ("client", "stage"),
           ("client", "default_language"), ("client", "time_zone"), ("provider", "time_zone"), ("provider", "brand"),
           ("client", "document_order")}  # fmt: skip
"""Fields whose value decides whether anything is built at all."""


@dataclass
class Planted:
    """A client's files (and its provider's), and the audience of every token in them."""

    name: str
    client: dict[str, Any] = field(default_factory=dict)
    provider: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    """The names of files that fields point at; each holds its own token."""


class Planter:
    """Fills files from the schema. `name` is part of every token: `zqacme0042x`."""

    def __init__(self, schema: Schema, name: str) -> None:
        self.schema, self.name, self.number = schema, name, count(1)
        self.planted = Planted(name)
        self.ids: dict[str, str] = {}
        self.extra, self.scope = "", "client"

    def plant(self) -> Planted:
        """Everything planted: for each collection a plain record, and where it may be hidden a hidden one."""
        kinds = {scope: self.schema.files(scope) for scope in ("provider", "client")}
        for record in self.schema.records:
            self.ids[record] = f"zq{self.name}-{record.replace('_', '-')}"
        for scope, files in kinds.items():
            self.scope = scope
            target = self.planted.client if scope == "client" else self.planted.provider
            for kind in files.values():
                if kind.name == "pages/":
                    continue
                if scope == "provider" and kind.name in kinds["client"]:
                    continue  # a client's own lies over it
                target.update(self.file(kind.name, kind.record, kind.collections))
        return self.planted

    def file(self, name: str, record: str | None, collections: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
        if record is None:
            yield name, {key: [self.record(r), *self.hidden(r)] for key, r in collections.items()}
        elif name.endswith("/"):
            yield f"{name}{self.ids[record]}.yml", self.record(record)
        else:
            yield name, self.record(record)

    def hidden(self, record: str) -> Iterator[dict[str, Any]]:
        """A second record that only engineers may see, with an id of its own."""
        if "audience" in self.schema.records[record].fields:
            self.extra = "-hidden"
            yield {**self.record(record, "engineer"), "audience": "engineer"}
            self.extra = ""

    def record(self, name: str, above: str = "staff") -> dict[str, Any]:
        record = self.schema.records[name]
        audience = narrowest(above, record.audience, record.default_audience or "staff")
        made: dict[str, Any] = {}
        for key, f in record.fields.items():
            if key == "audience" or (name, key) in SKIPPED or "excludes" in f.rules:
                continue
            if key == "id":
                made[key] = self.id_of(name, f)
                continue
            value = self.value(f, narrowest(audience, f.audience))
            if value is not None:
                made[key] = value
        return made

    def id_of(self, record: str, f: Field) -> Any:
        if f.type == "integer":
            return f.example + (1 if self.extra else 0)
        if f.rules.get("regex"):
            return f.example if not self.extra else str(f.example)[:-1] + "9"
        if f.rules.get("allowed"):
            return f.rules["allowed"][0]
        return self.ids[record] + self.extra

    def value(self, f: Field, audience: str) -> Any:
        if f.type == "list":
            if f.item is not None and f.item.type == "ref" and self.target(f.item) is None:
                return None
            fills = f.item is not None and (f.item.type in PLAIN | {"record", "dict", "ref"}) and not f.item.rules
            return [self.value(f.item, audience)] if f.item is not None and fills else f.example
        if f.type == "record":
            return self.record(f.record or "", audience)
        if f.type == "dict":
            inner = {n: self.value(x, narrowest(audience, x.audience)) for n, x in f.fields.items()}
            return {n: v for n, v in inner.items() if v is not None} or None
        if f.type == "ref":
            target = self.target(f)
            if target is None:
                return None
            return (
                self.schema.records[target].fields["id"].example if target in ("vlan", "finding") else self.ids[target]
            )
        if f.type in PLAIN and not f.rules.get("allowed") and not f.rules.get("regex"):
            return self.token(f, audience)
        return f.example

    def target(self, f: Field) -> str | None:
        """What a reference points at: in the provider's files at the provider's own records only."""
        own = self.schema.files("provider").values()
        known = {name for kind in own for name in (*kind.collections.values(), kind.record)}
        nested = {"remote_tool", "priority"}
        wanted = [r for r in f.refs if self.scope == "client" or r in (known | nested) - {"checklist", "runbook"}]
        return wanted[0] if wanted else None

    def token(self, f: Field, audience: str) -> Any:
        word = f"zq{self.name}{next(self.number):04d}x"
        if f.type == "phone":
            exchange = 5550 + len(self.name) % 2  # another for the neighbour: numbers hold no name
            number = f"+813{exchange}{next(self.number):04d}"
            self.planted.tokens[number] = self.planted.tokens[f"{number[4:8]}-{number[8:]}"] = audience
            return number
        if f.type == "mac":
            mac = f"02:{len(self.name):02x}:{next(self.number) // 256 % 256:02x}:{next(self.number) % 256:02x}:be:ef"
            self.planted.tokens[mac] = audience
            return mac
        longest = f.rules.get("maxlength")
        if longest is not None and longest < len(word):
            return f.example
        self.planted.tokens[word] = audience
        if f.type == "file":
            self.planted.files.append(word)
        shapes = {"url": f"https://{word}.example.jp/", "email": f"{word}@example.jp", "hostname": f"{word}.example.jp"}
        if f.type in ("text", "markdown"):
            return {"en": word, "ja": word}
        return shapes.get(f.type, word)


def narrowest(*audiences: str) -> str:
    return max(audiences, key=AUDIENCES.index)


def above(planted: Planted, audience: str) -> list[str]:
    """The tokens that an edition for `audience` may not hold."""
    return [t for t, own in planted.tokens.items() if AUDIENCES.index(own) > AUDIENCES.index(audience)]
