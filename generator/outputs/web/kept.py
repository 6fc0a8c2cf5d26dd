"""What was made of a text, kept for as long as there is room: the same text gives the same again, whoever's it is."""

from collections import OrderedDict
from typing import Generic, TypeVar

Made = TypeVar("Made")
Key = tuple[str, ...]


class Kept(Generic[Made]):
    """What was made, by all that it was made from. What was not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        """Let it hold `most` characters."""
        self.most, self.held = most, 0
        self._made: OrderedDict[Key, tuple[Made, int]] = OrderedDict()

    def get(self, *key: str) -> Made | None:
        found = self._made.get(key)
        if found is None:
            return None
        self._made.move_to_end(key)
        return found[0]

    def keep(self, made: Made, size: int, *key: str) -> None:
        """`size` is that of what was made; the key counts too."""
        size += sum(map(len, key))
        if size > self.most:
            return
        self.held += size - (self._made.pop(key)[1] if key in self._made else 0)
        self._made[key] = (made, size)
        while self.held > self.most:
            self.held -= self._made.popitem(last=False)[1][1]

    def __len__(self) -> int:
        return len(self._made)
