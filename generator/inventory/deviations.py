"""Where a client deviates from the provider's standard, and why: the base of a report and of a rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import DataPath, Location
from generator.inventory.folder import Folder
from generator.inventory.raw import LAID_OVER
from generator.inventory.reading import SourceFile

ALWAYS_OWN = frozenset(
    {
        "id",
        "name",
        "description",
        "notes",
        "internal_notes",
        "deviations",
        "exceptions",
        "last_verified",
        "verified_by",
        "owner",
        "tags",
        "status",
        "review_every_days",
        "audience",
    }
)
"""Fields of a client's own that say nothing about the standard."""
OF_CLIENT = ("priorities", "coverage")
"""Fields of client.yml that take the place of the provider's of the same name."""


@dataclass(frozen=True)
class Deviation:
    """One thing that differs: `how` is replaces, extends or adds."""

    client: str
    what: str
    how: str
    reason: Any
    place: Location


def deviations(provider: Folder, client: Folder) -> Iterator[Deviation]:
    """What a client's folder changes in the provider's standard, in the order of its files."""
    slug, standard = client.path.name, {kind.name: source for kind, source in provider.sources}
    for kind, source in client.sources:
        if not isinstance(source.data, dict):
            continue
        if kind.record in LAID_OVER and kind.name in standard:
            yield from _laid_over(slug, kind.record or "", standard[kind.name].data, source)
        elif kind.name.endswith("/"):
            yield from _own_record(slug, kind.name, provider, source)
        elif kind.record == "client":
            base = standard["provider.yml"].data if "provider.yml" in standard else None
            yield from _of_client(slug, base, source)
    yield from (_page(slug, source) for source in client.pages if _mode(source) in ("extend", "replace"))


def _laid_over(slug: str, record: str, base: Any, source: SourceFile) -> Iterator[Deviation]:
    told = source.data.get("deviations")
    told = [d for d in told if isinstance(d, dict)] if isinstance(told, list) else []
    reasons = {d["of"]: d.get("reason") for d in told if isinstance(d.get("of"), str)}
    for name, value in source.data.items():
        if name in ALWAYS_OWN:
            continue
        below = base.get(name) if isinstance(base, dict) else None
        for what, how, path in _changes(name, below, value):
            reason = reasons.get(what.split(".")[-1]) or reasons.get(name)
            yield Deviation(slug, f"{record}.{what}", how, reason, source.locate(path, "key"))


def _changes(name: str, below: Any, value: Any) -> Iterator[tuple[str, str, DataPath]]:
    """(what, how, path) for a field; a list whose members have ids is compared member by member."""
    if below == value:
        return
    if not (_identified(value) and _identified(below)):
        yield name, "replaces" if below is not None else "adds", (name,)
        return
    known = {member["id"]: member for member in below}
    for i, member in enumerate(value):
        base = known.get(member["id"])
        if base is None or {**base, **member} != base:
            yield f"{name}.{member['id']}", "replaces" if base is not None else "adds", (name, i)


def _identified(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_has_id(m) for m in value)


def _has_id(member: Any) -> bool:
    return isinstance(member, Mapping) and isinstance(member.get("id"), str | int)


def _own_record(slug: str, folder: str, provider: Folder, source: SourceFile) -> Iterator[Deviation]:
    own = source.data.get("id")
    standard = [s.data for kind, s in provider.sources if kind.name == folder and isinstance(s.data, dict)]
    if any(data.get("id") == own for data in standard):
        kind = folder.rstrip("/").removesuffix("s")
        yield Deviation(slug, f"{kind}.{own}", "replaces", source.data.get("reason"), source.locate(("id",)))


def _of_client(slug: str, base: Any, source: SourceFile) -> Iterator[Deviation]:
    for name in OF_CLIENT:
        if name in source.data and isinstance(base, dict) and name in base and source.data[name] != base[name]:
            yield Deviation(slug, f"client.{name}", "replaces", "", source.locate((name,), "key"))


def _mode(source: SourceFile) -> Any:
    return source.data.get("mode") if isinstance(source.data, dict) else None


def _page(slug: str, source: SourceFile) -> Deviation:
    how = "extends" if _mode(source) == "extend" else "replaces"
    return Deviation(slug, f"page.{source.data.get('id')}", how, source.data.get("reason"), source.locate(("mode",)))
