"""What a rule is: a small function of a scene that yields problems. Its words stand in rules/*.yml, by its id."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from generator.checks.settings import Settings
from generator.diagnostics import DataPath, Location
from generator.facts import Facts
from generator.inventory.assembly import assemble
from generator.inventory.raw import RawInventory
from generator.inventory.records import Inventory, Record
from generator.inventory.schema import Schema
from generator.workspace import Workspace


@dataclass(frozen=True)
class Problem:
    """What a rule found: where (a record and the path in it), what, and how to mend it in this case."""

    record: Record | None
    field: str | DataPath
    message: str
    hint: str = ""
    at: str = "value"
    secret: bool = False
    place: Location | None = None
    """Instead of record and field, for what stands outside records (pages' text, files)."""

    @property
    def path(self) -> DataPath:
        own = (self.field,) if isinstance(self.field, str) and self.field else self.field or ()
        return (*(self.record.path if self.record is not None else ()), *own)


@dataclass(frozen=True)
class Scene:
    """What a rule looks at: one client with its provider (or the provider alone), whole, as of one day."""

    workspace: Workspace
    schema: Schema
    raw: RawInventory
    as_of: date
    settings: Settings

    @cached_property
    def inventory(self) -> Inventory:
        return assemble(self.schema, self.raw)

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.inventory, self.as_of)

    @property
    def stage(self) -> str:
        """The client's onboarding stage; empty for the provider."""
        client = self.raw.single.get("client")
        return str(client.data.get("stage", "")) if client else ""

    def locate(self, path: DataPath, at: str = "value") -> Location | None:
        """The place of a path that starts with a collection's name (and the index of a record in it)."""
        if not path:
            return None
        name = str(path[0])
        record, rest = self.raw.single.get(name), path[1:]
        many = self.raw.many.get(name, ())
        if record is None and len(path) > 1 and isinstance(path[1], int) and path[1] < len(many):
            record, rest = many[path[1]], path[2:]
        return record.origin.locate(rest, at) if record is not None and record.origin is not None else None


Check = Callable[[Scene], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A rule: `scope` says whether it looks at each client or once at the provider."""

    id: str
    scope: str
    check: Check


RULES: dict[str, Rule] = {}


def rule(rule_id: str, scope: str = "client") -> Callable[[Check], Check]:
    """Make a function a rule. Its summary, why, examples and severity are in rules/<family>.yml."""

    def register(check: Check) -> Check:
        if rule_id in RULES:
            raise ValueError(f"two functions are the rule {rule_id}")
        RULES[rule_id] = Rule(rule_id, scope, check)
        return check

    return register


def text_of(value: Any, language: str = "en") -> str:
    """A text field of a whole inventory in one language, for messages."""
    if isinstance(value, dict):
        return str(value.get(language) or next(iter(value.values()), ""))
    return str(value or "")
