"""Blocks that should stand on one page, or on few, in the largest type that takes no more pages than the least."""

from collections.abc import Callable, Sequence
from typing import Any

from generator.outputs.paper.fit import Sheet, filled, overlong

GROWTH = 1.4
"""The power of the type's size that a text's height grows with: larger lines are higher, and hold less."""
NEAR = (1, 1, 2, 4)
"""By how many sizes larger ones are tried than a guess that fits: it is seldom wrong by more than one or two."""


class Trials:
    """The documents that were laid out with a sheet in one size or another."""

    def __init__(self, sheet: Sheet, lay: Callable[[float], Any]) -> None:
        self.sheet, self.lay = sheet, lay
        self.laid: dict[float, Any] = {}

    def document(self, size: float) -> Any:
        """The document with the sheet in a size."""
        if size not in self.laid:
            self.laid[size] = self.lay(size)
        return self.laid[size]

    def pages(self, size: float) -> int:
        """How many pages the sheet takes in a size."""
        return overlong(self.document(size)).get(self.sheet.id, 1)

    def best(self) -> float:
        """The largest size that takes no more pages than the least: the first, where smaller type saves no page."""
        sizes = list(self.sheet.sizes())
        most = self.pages(sizes[0])
        if most == 1:
            return sizes[0]
        guess = self._guess(sizes, most)
        fits = guess > 0 and self.pages(sizes[guess]) == 1
        fewest = 1 if fits else self.pages(sizes[-1])
        if fewest == most:
            return sizes[0]
        low, high = 1, guess if fits else len(sizes) - 1
        near = iter(NEAR if fits else ())
        while low < high:
            middle = max(high - step, low) if (step := next(near, 0)) else (low + high) // 2
            if self.pages(sizes[middle]) <= fewest:
                high = middle
            else:
                low, near = middle + 1, iter(())
        return sizes[low]

    def _guess(self, sizes: Sequence[float], most: int) -> int:
        """Where a text that takes `most` pages in the first size is likely to stand on one; 0 if in none."""
        pages = most - 1 + filled(self.document(sizes[0]))
        return next((n for n, size in enumerate(sizes) if pages * (size / sizes[0]) ** GROWTH <= 1), 0)
