"""Joins what several machines built, each a part of the clients, into one output folder."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from generator.build.manifest import manifests
from generator.build.placing import TOPS, remove
from generator.build.publish import put, staging
from generator.build.state import FOLDER, State


class MergeError(Exception):
    """Two folders hold the same client and audience; the message says which."""


def merge(shards: Sequence[Path], output: Path) -> list[tuple[str, str]]:
    """Put the editions of all shards into `output`; which clients and audiences those are. Raises MergeError."""
    whose: dict[tuple[str, str], Path] = {}
    for shard in shards:
        for manifest in manifests(shard):
            pair = (manifest["client"], manifest["audience"])
            if pair in whose:
                raise MergeError(
                    f"{pair[0]}/{pair[1]} is in {whose[pair]} and in {shard}: shards of one build share none"
                )
            whose[pair] = shard
    with staging(output) as folder:
        for number, (pair, shard) in enumerate(sorted(whose.items())):
            _join(shard, output, pair, folder / str(number))
    return sorted(whose)


def _join(shard: Path, output: Path, pair: tuple[str, str], staged: Path) -> None:
    client, audience = pair
    for top in TOPS:
        if (shard / top / client / audience).is_dir():
            shutil.copytree(shard / top / client / audience, staged / top)
    remove(output, client, audience)
    for top in TOPS:
        if (staged / top).is_dir():
            put(staged / top, output / top / client / audience)
    for name in (Path("manifests", client, f"{audience}.json"), Path(FOLDER, client, f"{audience}.json")):
        if (shard / name).is_file():
            (output / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(shard / name, staged / "file")
            (staged / "file").replace(output / name)
    _note_anew(output, shard, client, audience)


def _note_anew(output: Path, shard: Path, client: str, audience: str) -> None:
    """Files that were copied look new: that they are known is kept, with how they look now."""
    state = State(output)
    told = state.is_told(client, audience)
    for language, edition in state.editions(client, audience).items():
        for part, known in edition.parts.items():
            state.note(client, audience, language, part, known.key, known.outputs)
    state.save(client, audience, told)
    inputs = shard / FOLDER / ".inputs"
    if inputs.is_dir():
        shutil.copytree(inputs, output / FOLDER / ".inputs", dirs_exist_ok=True)
