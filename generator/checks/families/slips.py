"""Slips of one letter in what could be anything: names of makers, and the domains of addresses."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from generator.checks.rule import Problem, Scene, rule
from generator.checks.walking import Value

OFTEN = 3
"""So many times a name stands before another that differs by a letter is taken for a slip."""
SHORTEST = 5
Group = tuple[str, ...]


@rule("W314")
def name_one_letter_off(scene: Scene) -> Iterator[Problem]:
    groups: dict[Group, dict[str, list[Value]]] = {}
    for group, name, value in _names(scene):
        if len(name) >= SHORTEST:
            groups.setdefault(group, {}).setdefault(name, []).append(value)
    for names in groups.values():
        usual = [name for name, values in names.items() if len(values) >= OFTEN]
        for name, (value, *others) in names.items():
            meant = next((u for u in usual if one_slip(name, u)), None) if not others else None
            if meant is not None:
                message = f"`{name}` is one letter off `{meant}`, which stands here {len(names[meant])} times"
                hint = f"Did you mean `{meant}`? Where the two do differ, ignore this and say so."
                yield Problem(value.held.root, value.path, message, hint)


def _names(scene: Scene) -> Iterator[tuple[Group, str, Value]]:
    """(what it is compared with, name, value): texts with those in the same field, domains with all domains."""
    for value in scene.values("string"):
        if isinstance(value.value, str) and "allowed" not in value.field.rules and "regex" not in value.field.rules:
            yield (value.held.kind, value.field.name), value.value, value
    for value in scene.values("email", "url"):
        if domain := _domain(value):
            yield ("domain",), domain, value


def _domain(value: Value) -> str:
    given = value.value if isinstance(value.value, str) else ""
    if value.field.type == "email":
        return given.rpartition("@")[2].casefold()
    try:
        return urlsplit(given).hostname or ""
    except ValueError:
        return ""


def one_slip(one: str, other: str) -> bool:
    """Whether a letter was left out, put in, exchanged with its neighbour or for another. Digits tell things apart."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = _common(one, other)
    left, right = one[start:], other[start:]
    end = _common(left[::-1], right[::-1])
    left, right = left[: len(left) - end], right[: len(right) - end]
    swapped = len(left) == 2 and left == right[::-1]
    return (swapped or max(len(left), len(right)) <= 1) and not any(c.isdigit() for c in left + right)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """The number of letters at the beginning that are the same."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
