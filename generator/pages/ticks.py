"""Lines to tick: what a checklist asks of several devices is said once, with a line for each of them."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

PARTS = ("text", "why", "expected", "write_down", "critical")
SEVERAL = (",", "、", "/", "／")
"""What stands between the names of several values."""
Tick = dict[str, Any]
Named = Callable[[Any], Any]
"""What the device of a line is called; None when the line is about no device."""


def runs(items: Iterable[Any], named: Named) -> list[dict[str, Any]]:
    """Runs of lines: `ticks`, and their common words as `lead` where they have some."""
    return [_run(list(lines), named) for _, lines in groupby(items, _shared)]


def _run(lines: list[Any], named: Named) -> dict[str, Any]:
    ticks = [_sized({**_tick(line), "asset": named(line)}) for line in lines]
    if _shared(lines[0]) is None or len(lines) == 1:
        return {"lead": None, "ticks": ticks}
    bare = [{**t, **dict.fromkeys(("text", "why", "expected"))} for t in ticks]
    return {"lead": ticks[0], "ticks": bare}


def _sized(tick: Tick) -> Tick:
    """With whether more than one value is written down, which needs a longer line."""
    return {**tick, "several": any(sign in str(tick["write_down"] or "") for sign in SEVERAL)}


def _shared(line: Any) -> int | None:
    """The checklist item that the lines of several devices come from."""
    return id(line.item) if getattr(line, "asset", None) is not None else None


def _tick(item: Any) -> Tick:
    if isinstance(item, str):
        return {**dict.fromkeys(PARTS), "text": item}
    if isinstance(item, Mapping):
        return {**dict.fromkeys(PARTS), **item}
    return {name: getattr(item, name, None) for name in PARTS}
