"""The fast yes: closures made once from Cerberus's own rules, which say whether a value is accepted, and nothing else.

Whatever they do not accept is given to Cerberus, whose verdict and words hold; a rule that is not known here accepts
nothing. A test holds them to the same verdicts as Cerberus on thousands of damaged documents.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from generator.inventory import formats

Accept = Callable[[Any], bool]
TYPES: dict[str, Accept] = {
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, int | float) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
    "dict": lambda v: isinstance(v, dict),
    "list": lambda v: isinstance(v, list),
}
BESIDE = frozenset({"required", "excludes", "dependencies"})
"""Rules about a field's neighbours: looked at by the mapping, not by the value."""


def never(_: Any) -> bool:
    """Accepts nothing: Cerberus decides."""
    return False


def acceptor(rules: Mapping[str, Any]) -> Accept:
    """Whether a value obeys the Cerberus rules of one field."""
    tests: list[Accept] = []
    for name, constraint in rules.items():
        if name in BESIDE or name == "nullable":
            continue
        tests.append(_test(name, constraint, rules))
    if rules.get("nullable"):
        return lambda v: v is None or all(t(v) for t in tests)
    if len(tests) == 2:
        first, second = tests
        return lambda v: v is not None and first(v) and second(v)
    return lambda v: v is not None and all(t(v) for t in tests)


def _test(name: str, constraint: Any, rules: Mapping[str, Any]) -> Accept:
    if name == "type" and isinstance(constraint, str):
        return TYPES.get(constraint, never)
    if name == "format":
        return _format(constraint)
    if name == "schema":
        return _items(constraint) if rules.get("type") == "list" else mapping(constraint)
    if name == "allowed":
        allowed = frozenset(constraint)
        return lambda v: isinstance(v, str) and v in allowed
    if name == "regex":
        pattern = re.compile(constraint if constraint.endswith("$") else f"{constraint}$")
        return lambda v: isinstance(v, str) and pattern.match(v) is not None
    if name in ("min", "max"):
        return _bound(name, constraint)
    if name in ("minlength", "maxlength"):
        return _length(name, constraint)
    return never


def _format(name: str) -> Accept:
    parser = formats.PARSERS[name]

    def accept(value: Any) -> bool:
        try:
            parser(value)
        except ValueError:
            return False
        return True

    return accept


def _bound(name: str, limit: Any) -> Accept:
    if name == "min":
        return lambda v: isinstance(v, int | float) and v >= limit
    return lambda v: isinstance(v, int | float) and v <= limit


def _length(name: str, limit: int) -> Accept:
    if name == "minlength":
        return lambda v: isinstance(v, str | list) and len(v) >= limit
    return lambda v: isinstance(v, str | list) and len(v) <= limit


def _items(rules: Mapping[str, Any]) -> Accept:
    accept = acceptor(rules)
    return lambda v: isinstance(v, list) and all(accept(item) for item in v)


def mapping(schema: Mapping[str, Mapping[str, Any]]) -> Accept:
    """Whether a mapping has the fields of `schema`: none unknown, the required ones present, each accepted."""
    fields = {name: acceptor(rules) for name, rules in schema.items()}
    required = tuple(name for name, rules in schema.items() if rules.get("required"))
    # Rules about neighbours are rare: a mapping that has such a field goes to Cerberus unless they are simple to see.
    needs = {name: _names(r["dependencies"]) for name, r in schema.items() if "dependencies" in r}
    excluded = {name: _names(r["excludes"]) for name, r in schema.items() if "excludes" in r}

    def accept(value: Any) -> bool:
        if not isinstance(value, dict):
            return False
        for name, member in value.items():
            field = fields.get(name)
            if field is None or not field(member):
                return False
        if any(name not in value for name in required):
            return False
        return _beside(value)

    def _beside(value: dict[str, Any]) -> bool:
        for name in needs.keys() & value.keys():
            if needs[name] is None or any(n not in value for n in needs[name] or ()):
                return False
        return all(
            excluded[name] is not None and not any(n in value for n in excluded[name] or ())
            for name in excluded.keys() & value.keys()
        )

    return accept


def _names(constraint: Any) -> tuple[str, ...] | None:
    """The plain names in a constraint on neighbours; None for anything that is more than names."""
    given = [constraint] if isinstance(constraint, str) else constraint
    plain = isinstance(given, list | tuple) and all(isinstance(n, str) and "." not in n and n[:1] != "^" for n in given)
    return tuple(given) if plain else None
