"""What is published: for each client and audience complete generations, of which `current` is one, put there by rename.

    CLIENT/AUDIENCE/current                 a link to the generation that is shown: the root of a web server
    CLIENT/AUDIENCE/generations/0007-1a2b3c4d/{en,ja,documents}
    CLIENT/AUDIENCE/generations/0007-1a2b3c4d.json   its manifest

Whatever happens, `current` leads to a generation that was complete when the link was made.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.build.fingerprint import of_named
from generator.build.manifest import FOLDER, read_manifest
from generator.build.writing import write_atomically

CURRENT, GENERATIONS, STAGED = "current", "generations", ".new-"
KEPT = 2
"""The current generation and the one before it."""


class PublishError(Exception):
    """Something cannot be published or rolled back; the message says why."""


@dataclass
class Published:
    """What publishing changed."""

    renewed: list[str] = field(default_factory=list)
    same: int = 0
    withdrawn: list[str] = field(default_factory=list)


def publish(output: Path, target: Path, pairs: Sequence[tuple[str, str]]) -> Published:
    """Make what stands in the output folder the current generation of each client and audience that changed."""
    made = Published()
    for client, audience in pairs:
        manifest = read_manifest(output / FOLDER / client / f"{audience}.json")
        if manifest is None:
            continue
        place = target / client / audience
        now = _manifest_of(place, _current(place))
        files = {_inside(f["path"], client, audience): f for f in manifest["files"]}
        if now is not None and now["digest"] == _digest(files):
            made.same += 1
            continue
        before = now["files"] if now is not None else {}
        _renew(output, place, files, manifest)
        made.renewed.append(f"{client}/{audience}")
        made.withdrawn += [f"{client}/{audience}/{name}" for name in _told(before) if name not in files]
    return made


def withdraw(target: Path, wanted: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Take out clients, and audiences, that are not `wanted`: the link first, so that nothing is shown by half."""
    for place in sorted(p for p in target.glob("*/*") if p.is_dir() and (p / GENERATIONS).is_dir()):
        if place.name in wanted.get(place.parent.name, ()):
            continue
        (place / CURRENT).unlink(missing_ok=True)
        shutil.rmtree(place)
        if not any(place.parent.iterdir()):
            place.parent.rmdir()
        yield f"{place.parent.name}/{place.name}"


def roll_back(place: Path) -> str:
    """Let `current` lead to the generation before; its name. Raises PublishError."""
    now = _current(place)
    older = [name for name in _generations(place) if now is not None and name < now]
    if now is None or not older:
        raise PublishError(f"{place} holds no generation before the current one")
    _point(place, older[-1])
    return older[-1]


def places(target: Path, client: str, audience: str | None) -> list[Path]:
    """Where a client is published."""
    return sorted(p for p in (target / client).glob(audience or "*") if (p / GENERATIONS).is_dir())


def _renew(output: Path, place: Path, files: Mapping[str, Mapping[str, Any]], manifest: Mapping[str, Any]) -> None:
    _sweep(place)
    names = _generations(place)
    digest = _digest(files)
    name = f"{int(names[-1][:4]) + 1 if names else 1:04d}-{digest[:8]}"
    folder, staged = place / GENERATIONS / name, place / GENERATIONS / f"{STAGED}{name}"
    old = _current(place)
    before = _manifest_of(place, old) or {"files": {}}
    staged.mkdir(parents=True)
    for path, file in files.items():
        same = before["files"].get(path) == file["sha256"]
        _lay(output / file["path"], staged / path, place / GENERATIONS / str(old) / path if same else None)
    kept = {"digest": digest, "files": {path: f["sha256"] for path, f in files.items()}, "manifest": manifest}
    write_atomically(place / GENERATIONS / f"{name}.json", json.dumps(kept, ensure_ascii=False))
    staged.rename(folder)
    _point(place, name)
    _forget(place)


def _lay(source: Path, target: Path, published: Path | None) -> None:
    """A file of a generation: a second name of the same file in the one before, or a copy of what was built."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if published is not None and published.is_file():
        try:
            os.link(published, target)
            return
        except OSError:
            pass
    shutil.copyfile(source, target)


def _point(place: Path, name: str) -> None:
    staged = place / f"{STAGED}{CURRENT}"
    staged.unlink(missing_ok=True)
    staged.symlink_to(Path(GENERATIONS, name), target_is_directory=True)
    staged.replace(place / CURRENT)


def _sweep(place: Path) -> None:
    """Remove what a killed process left, which nothing leads to."""
    for left in (place / GENERATIONS).glob(f"{STAGED}*"):
        shutil.rmtree(left, ignore_errors=True)
    current = _current(place)
    for name in _generations(place):
        if current is None or name > current:
            _remove(place, name)


def _forget(place: Path) -> None:
    current = _current(place)
    older = [name for name in _generations(place) if current is not None and name <= current]
    for name in older[:-KEPT]:
        _remove(place, name)


def _remove(place: Path, name: str) -> None:
    shutil.rmtree(place / GENERATIONS / name, ignore_errors=True)
    (place / GENERATIONS / f"{name}.json").unlink(missing_ok=True)


def _generations(place: Path) -> list[str]:
    folders = (place / GENERATIONS).glob("[0-9]*")
    return sorted(p.name for p in folders if p.is_dir())


def _current(place: Path) -> str | None:
    try:
        return (place / CURRENT).readlink().name
    except OSError:
        return None


def _manifest_of(place: Path, name: str | None) -> dict[str, Any] | None:
    if name is None or not (place / GENERATIONS / name).is_dir():
        return None
    try:
        made: dict[str, Any] = json.loads((place / GENERATIONS / f"{name}.json").read_text("utf-8"))
        return made if {"digest", "files"} <= made.keys() else None
    except (OSError, ValueError):
        return None


def _inside(path: str, client: str, audience: str) -> str:
    """`websites/acme/liaison/en/index.html` is `en/index.html` in a generation; documents keep their folder's name."""
    top, _, rest = path.partition("/")
    name = rest.removeprefix(f"{client}/{audience}/")
    return f"documents/{name}" if top == "documents" else name


def _digest(files: Mapping[str, Mapping[str, Any]]) -> str:
    return of_named({path: str(file["sha256"]) for path, file in files.items()})


def _told(files: Mapping[str, Any]) -> Iterator[str]:
    """Pages and documents: what people have links to."""
    return (name for name in files if name.endswith((".html", ".pdf")))
