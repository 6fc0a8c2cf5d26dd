"""What left the inventory leaves the output folder."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.build.placing import TOPS, remove
from generator.build.state import State


def withdraw_languages(state: State, client: str, audience: str, languages: Sequence[str]) -> Iterator[str]:
    """Take out the editions in languages that a client reads no longer."""
    left = [code for code in state.editions(client, audience) if code not in languages]
    for language in left:
        remove(state.output, client, audience, language)
        del state.editions(client, audience)[language]
        yield f"{client}/{audience}/{language}"
    if left:
        state.save(client, audience)


def withdraw_pairs(state: State, wanted: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Take out clients, and audiences of clients, that are not `wanted`."""
    for client, audience in sorted({*state.pairs(), *_pairs_in(state.output)}):
        if audience not in wanted.get(client, ()):
            remove(state.output, client, audience)
            state.editions(client, audience).clear()
            state.save(client, audience)
            yield f"{client}/{audience}"


def _pairs_in(output: Path) -> Iterator[tuple[str, str]]:
    for top in TOPS:
        for folder in (output / top).glob("*/*"):
            if folder.is_dir():
                yield folder.parent.name, folder.name
