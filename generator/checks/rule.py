"""What a rule is: a small function of a scene that yields problems. Its words stand in rules/*.yml, by its id."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, Literal, TypeVar

from generator.checks.settings import Settings
from generator.checks.walking import Held, Value, Walk, walk
from generator.diagnostics import DataPath, Location
from generator.facts import Facts
from generator.inventory.assembly import assemble
from generator.inventory.folder import Folder
from generator.inventory.raw import RawInventory, RawRecord
from generator.inventory.records import Inventory, Record
from generator.inventory.schema import Schema
from generator.workspace import Workspace

Scope = Literal["client", "provider"]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Problem:
    """What a rule found: where (a record and the path in it), what, and how to mend it in this case.

    `secret` is a value that nobody may read: no reporter prints it, or the line that it stands on.
    """

    record: Record | RawRecord | None
    field: str | DataPath
    message: str
    hint: str = ""
    at: str = "value"
    secret: str | None = None
    place: Location | None = None
    """Instead of record and field, for what stands outside records (pages' text, files)."""

    @property
    def within(self) -> DataPath:
        """The path inside the record."""
        return (self.field,) if isinstance(self.field, str) and self.field else tuple(self.field)


@dataclass(frozen=True)
class Scene:
    """What a rule looks at: one client with its provider (or the provider alone), whole, as of one day."""

    workspace: Workspace
    schema: Schema
    raw: RawInventory
    as_of: date
    settings: Settings
    folder: Folder
    """The files of the client, or for rules about the provider the provider's."""
    provider_folder: Folder
    shared: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out once for all scenes of a run."""
    _made: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def inventory(self) -> Inventory:
        return assemble(self.schema, self.raw)

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.inventory, self.as_of)

    def forget(self) -> None:
        """Let go of the records once all rules have looked at them."""
        if "inventory" in self.__dict__:
            self.inventory.index.forget()

    @property
    def scope(self) -> str:
        return self.folder.scope

    @property
    def stage(self) -> str:
        """The client's onboarding stage; empty for the provider."""
        client = self.raw.single.get("client")
        stage = client.data.get("stage") if client else None
        return stage if isinstance(stage, str) else ""

    @cached_property
    def own(self) -> Walk:
        """What stands in the files of this scene's folder (and what is laid over the provider's)."""
        return walk(self.schema, (r for _, r in self.raw.every() if r.scope == self.scope))

    @cached_property
    def whole(self) -> Walk:
        """What stands in the client's files and in the provider's."""
        if self.scope == "provider":
            return self.own
        theirs = [r for _, r in self.raw.every() if r.scope != self.scope]
        walked = [self._shared_walk(r) for r in theirs]
        return Walk(
            [*self.own.records, *(h for w in walked for h in w.records)],
            [*self.own.values, *(v for w in walked for v in w.values)],
        )

    def _shared_walk(self, record: RawRecord) -> Walk:
        """A record of the provider is walked once for all clients."""
        found = self.shared.get(("walk", id(record.data)))
        if found is None:
            found = self.shared["walk", id(record.data)] = walk(self.schema, iter((record,)))
        made: Walk = found
        return made

    def values(self, *types: str) -> Iterator[Value]:
        """The values of some types in this scene's own files."""
        return chain.from_iterable(self._by_type.get(kind, ()) for kind in types)

    def records(self, *kinds: str) -> Iterator[Held]:
        """The records of some kinds in this scene's own files, nested ones too."""
        return chain.from_iterable(self._by_kind.get(kind, ()) for kind in kinds)

    @cached_property
    def _by_type(self) -> Mapping[str, list[Value]]:
        found: dict[str, list[Value]] = {}
        for value in self.own.values:
            found.setdefault(value.field.type, []).append(value)
        return found

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Held]]:
        found: dict[str, list[Held]] = {}
        for held in self.own.records:
            found.setdefault(held.kind, []).append(held)
        return found

    def once(self, make: Callable[["Scene"], Made]) -> Made:
        """What `make` gives for this scene, worked out when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    def window(self, name: str) -> Any:
        return self.settings.window(name)

    def locate(self, path: DataPath, at: str = "value") -> Location | None:
        """The place of a path that starts with a collection's name (and the index of a record in it)."""
        if not path:
            return None
        name = str(path[0])
        record, rest = self.raw.single.get(name), path[1:]
        many = self.raw.many.get(name, ())
        if record is None and len(path) > 1 and isinstance(path[1], int) and path[1] < len(many):
            record, rest = many[path[1]], path[2:]
        return place_in(record, rest, at) if record is not None else None

    def place(self, problem: Problem) -> Location:
        """Where a problem is; the folder when nothing nearer is known."""
        found, record = problem.place, problem.record
        if found is None and isinstance(record, RawRecord):
            found = place_in(record, problem.within, problem.at)
        elif found is None and isinstance(record, Record):
            found = self.locate((*record.path, *problem.within), problem.at)
        return found or Location(self.workspace.relative(self.folder.path))


def place_in(record: RawRecord, path: DataPath, at: str = "value") -> Location | None:
    """The place of a path inside a record as it was read."""
    return record.origin.locate(path, at) if record.origin is not None else None


Check = Callable[[Scene], Iterator[Problem]]
CheckAll = Callable[[Sequence[Scene]], Iterator[tuple[Scene, Problem]]]


@dataclass(frozen=True)
class Rule:
    """A rule: `scopes` says whether it looks at each client, at the provider, or at both."""

    id: str
    scopes: tuple[Scope, ...]
    check: Check


RULES: dict[str, Rule] = {}
RULES_OVER_ALL: dict[str, CheckAll] = {}
"""Rules that look at all clients at once."""


def rule(rule_id: str, *scopes: Scope) -> Callable[[Check], Check]:
    """Make a function a rule (about clients when no scope is given). Its words are in rules/<family>.yml."""

    def register(check: Check) -> Check:
        _only_once(rule_id)
        RULES[rule_id] = Rule(rule_id, scopes or ("client",), check)
        return check

    return register


def rule_over_all(rule_id: str) -> Callable[[CheckAll], CheckAll]:
    """Make a function a rule that compares clients with each other."""

    def register(check: CheckAll) -> CheckAll:
        _only_once(rule_id)
        RULES_OVER_ALL[rule_id] = check
        return check

    return register


def _only_once(rule_id: str) -> None:
    if rule_id in RULES or rule_id in RULES_OVER_ALL:
        raise ValueError(f"two functions are the rule {rule_id}")


def text_of(value: Any, language: str = "en") -> str:
    """A text field of a whole inventory in one language, for messages."""
    if isinstance(value, Mapping):
        return str(value.get(language) or next(iter(value.values()), ""))
    return str(value or "")
