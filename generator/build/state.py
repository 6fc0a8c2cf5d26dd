"""What stands in the output folder and what it was made from, so that what is up to date is left alone."""

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from generator.build.job import Output
from generator.build.writing import write_atomically

FOLDER = ".state"
FORMAT = 1


@dataclass
class Part:
    """A part of an edition in place: the key of all its inputs, its outputs, and how their files look."""

    key: str
    outputs: list[Output]
    looks: list[list[int]]


@dataclass
class EditionState:
    """The parts of an edition, by name; `inputs` names the lists of inputs that they were made from."""

    parts: dict[str, Part] = field(default_factory=dict)
    inputs: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each part took when it was last made."""


class State:
    """The state of an output folder: one small file for each client and audience."""

    def __init__(self, output: Path) -> None:
        self.output, self.folder = output, output / FOLDER
        self._read: dict[tuple[str, str], dict[str, EditionState]] = {}
        self._told: set[tuple[str, str]] = set()

    def editions(self, client: str, audience: str) -> dict[str, EditionState]:
        """The editions of a client for an audience that are in place, by language."""
        if (client, audience) not in self._read:
            self._read[client, audience], told = _read(self._path(client, audience))
            if told:
                self._told.add((client, audience))
        return self._read[client, audience]

    def edition(self, client: str, audience: str, language: str) -> EditionState:
        return self.editions(client, audience).setdefault(language, EditionState())

    def is_current(self, client: str, audience: str, language: str, part: str, key: str) -> bool:
        """Whether a part is in place, made from inputs of this key, and looks as it did when it was put there."""
        known = self.edition(client, audience, language).parts.get(part)
        return known is not None and known.key == key and self._untouched(known)

    def in_place(self, client: str, audience: str, language: str, part: str) -> dict[str, str]:
        """The fingerprints, by path, of a part's outputs that look as they did when they were put there."""
        known = self.edition(client, audience, language).parts.get(part)
        if known is None or not known.key or not self._untouched(known):
            return {}
        return {o.path: o.fingerprint for o in known.outputs}

    def _untouched(self, part: Part) -> bool:
        return part.looks == [_look(self.output / o.path) for o in part.outputs]

    def note(self, client: str, audience: str, language: str, part: str, key: str, outputs: list[Output]) -> None:
        """Note a part that was put in place."""
        looks = [_look(self.output / o.path) for o in outputs]
        self.edition(client, audience, language).parts[part] = Part(key, outputs, looks)

    def forget(self, client: str, audience: str, language: str, part: str) -> None:
        """A part is about to be replaced: until it is, nobody shall take it for up to date."""
        if part in (parts := self.edition(client, audience, language).parts):
            parts[part].key = ""
            self.save(client, audience)

    def is_told(self, client: str, audience: str) -> bool:
        """Whether the manifest tells of all that is in place. A build that was ended early may have left it behind."""
        return not self.editions(client, audience) or (client, audience) in self._told

    def save(self, client: str, audience: str, told: bool = False) -> None:
        """Write the state of a client for an audience; `told` when its manifest has been written."""
        editions = {language: asdict(e) for language, e in self.editions(client, audience).items() if e.parts}
        path = self._path(client, audience)
        (self._told.add if told else self._told.discard)((client, audience))
        if editions:
            data = {"format": FORMAT, "told": told, "editions": editions}
            write_atomically(path, json.dumps(data, ensure_ascii=False))
        else:
            path.unlink(missing_ok=True)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every client and audience of which something is in place."""
        for path in sorted(self.folder.glob("[!.]*/*.json")):
            yield path.parent.name, path.stem

    def outputs(self, client: str, audience: str) -> list[Output]:
        editions = self.editions(client, audience)
        return [o for _, e in sorted(editions.items()) for _, part in sorted(e.parts.items()) for o in part.outputs]

    def keep_inputs(self, name: str, inputs: Mapping[str, str]) -> None:
        """Keep a list of inputs: two builds are compared to say what changed."""
        path = self._inputs(name)
        if not path.exists():
            write_atomically(path, json.dumps(dict(inputs), ensure_ascii=False))

    def inputs(self, names: Sequence[str]) -> dict[str, str]:
        """The lists of these names, together."""
        made: dict[str, str] = {}
        for name in names:
            with contextlib.suppress(OSError, ValueError):
                made |= json.loads(self._inputs(name).read_text("utf-8"))
        return made

    def _path(self, client: str, audience: str) -> Path:
        return self.folder / client / f"{audience}.json"

    def _inputs(self, name: str) -> Path:
        return self.folder / ".inputs" / f"{name}.json"


def _look(path: Path) -> list[int]:
    """What shows that a file, or the folder of a website, was touched."""
    try:
        state = path.stat()
    except OSError:
        return []
    look = [state.st_size, state.st_mtime_ns]
    return [*look, path.parent.stat().st_mtime_ns] if path.name == "index.html" else look


def _read(path: Path) -> tuple[dict[str, EditionState], bool]:
    """The editions, and whether the manifest tells of them."""
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["format"] != FORMAT:
            return {}, False
        return {language: _edition(e) for language, e in data["editions"].items()}, data.get("told") is True
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, False


def _edition(data: Mapping[str, Any]) -> EditionState:
    parts = {
        name: Part(p["key"], [Output(**o) for o in p["outputs"]], [list(look) for look in p["looks"]])
        for name, p in data["parts"].items()
    }
    return EditionState(parts, list(data["inputs"]), dict(data["seconds"]))
