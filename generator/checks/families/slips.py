"""Slips of one letter in what could be anything: names of makers, and the domains of addresses."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from generator.checks.rule import Problem, Scene, rule
from generator.checks.walking import Value
from generator.inventory.schema import Field

OFTEN = 3
"""So many times a name stands before another that differs by a letter is taken for a slip."""
SHORTEST = 5
Names = dict[str, list[Value]]
"""The values that hold each name."""


@rule("W314")
def name_one_letter_off(scene: Scene) -> Iterator[Problem]:
    for names in (*_texts(scene), _domains(scene)):
        usual = [name for name, values in names.items() if len(values) >= OFTEN]
        for name, (value, *others) in names.items() if usual else ():
            meant = next((u for u in usual if one_slip(name, u)), None) if not others else None
            if meant is not None:
                message = f"`{name}` is one letter off `{meant}`, which stands here {len(names[meant])} times"
                hint = f"Did you mean `{meant}`? Where the two do differ, ignore this and say so."
                yield Problem(value.held.root, value.path, message, hint)


def _texts(scene: Scene) -> Iterator[Names]:
    """The texts of each field that may hold any."""
    groups: dict[tuple[str, str], tuple[Field, Names]] = {}
    for value in scene.values("string"):
        held, _, field, text, _ = value
        if type(text) is str and len(text) >= SHORTEST:
            group = (held.kind, field.name)
            if group not in groups:
                groups[group] = field, {}
            groups[group][1].setdefault(text, []).append(value)
    return (names for field, names in groups.values() if not {"allowed", "regex"} & field.rules.keys())


def _domains(scene: Scene) -> Names:
    found: Names = {}
    for value in scene.values("email", "url"):
        domain = _domain(value)
        if len(domain) >= SHORTEST:
            found.setdefault(domain, []).append(value)
    return found


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
