"""Whether something that somebody holds in hand is what was built last."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NUMBER = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}\Z")
INDEX = "index.html"


@dataclass(frozen=True)
class Verdict:
    """What is known of a thing: whether it is current, and in words what it is or what is current instead."""

    current: bool
    told: tuple[str, ...]


def verify_number(number: str, known: Sequence[dict[str, Any]]) -> Verdict:
    """The number printed on the pages of a document."""
    for manifest, entry in _entries(known):
        if entry["number"] == number.upper():
            return Verdict(True, (f"{number.upper()} is the current {_called(manifest, entry)}",))
    return Verdict(
        False, (f"{number.upper()} is the number of no current document: the copy is out of date or not ours",)
    )


def verify_file(path: Path, known: Sequence[dict[str, Any]]) -> Verdict:
    """A file: the same bytes as one that was built, or not."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    for manifest in known:
        for file in manifest["files"]:
            if file["sha256"] == digest:
                return Verdict(True, (f"{path} is current: {file['path']}",))
    named = [(m, e) for m, e in _entries(known) if Path(e["path"]).name == path.name]
    told = [f"the current {_called(m, e)} has the number {e['number']}" for m, e in named if e["number"]]
    return Verdict(False, (f"{path} is not what was built last", *told))


def verify_folder(folder: Path, known: Sequence[dict[str, Any]]) -> Verdict:
    """A website: every file of it the same as built, none missing and none besides."""
    own = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
    if INDEX not in own:
        return Verdict(False, (f"{folder} is not a website: it has no {INDEX}",))
    best: list[str] | None = None
    for manifest, top in _websites(known):
        found = list(_differences(own, manifest, top))
        if not found:
            return Verdict(True, (f"{folder} is current: {top}",))
        if best is None or len(found) < len(best):
            best = [f"compared with {top}:", *found[:10], *([f"and {len(found) - 10} more"] if len(found) > 10 else [])]
    return Verdict(False, (f"{folder} is not what was built last", *(best or [])))


def _differences(own: dict[str, Path], manifest: dict[str, Any], top: str) -> Iterator[str]:
    wanted = {f["path"].removeprefix(f"{top}/"): f for f in manifest["files"] if f["path"].startswith(f"{top}/")}
    for name in sorted(own.keys() - wanted.keys()):
        yield f"{name} should not be there"
    for name in sorted(wanted.keys() - own.keys()):
        yield f"{name} is missing"
    for name in sorted(wanted.keys() & own.keys()):
        data = own[name].read_bytes()
        same = len(data) == wanted[name]["size"] and hashlib.sha256(data).hexdigest() == wanted[name]["sha256"]
        if not same:
            yield f"{name} differs"


def _entries(known: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for manifest in known:
        yield from ((manifest, entry) for entry in manifest["outputs"])


def _websites(known: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    for manifest, entry in _entries(known):
        if entry["kind"] == "website":
            yield manifest, entry["path"].removesuffix(f"/{INDEX}")


def _called(manifest: dict[str, Any], entry: dict[str, Any]) -> str:
    return (
        f"{entry['kind']} of {manifest['client']} ({manifest['audience']}, {entry['language']}, as of {entry['as_of']})"
    )
