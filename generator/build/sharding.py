"""Dividing the clients among machines: the same on each of them, and about equal in weight."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

FORM = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})\Z")


@dataclass(frozen=True)
class Shard:
    """The `number`th of `of` parts, counted from 1."""

    number: int
    of: int

    @classmethod
    def parse(cls, text: str) -> "Shard":
        """`2/4`; raises ValueError."""
        found = FORM.match(text)
        if found is None or int(found[1]) > int(found[2]):
            raise ValueError(f"{text!r} is not a shard; write 1/4 for the first of four")
        return cls(int(found[1]), int(found[2]))


def share(weights: Mapping[str, float], shard: Shard) -> list[str]:
    """The clients of a shard in alphabetical order: the heaviest first goes to whoever has least."""
    loads = [0.0] * shard.of
    mine = []
    for slug in sorted(weights, key=lambda s: (-weights[s], s)):
        lightest = min(range(shard.of), key=lambda i: (loads[i], i))
        loads[lightest] += weights[slug]
        if lightest == shard.number - 1:
            mine.append(slug)
    return sorted(mine)
