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
MOST_KNOWN = 50_000
"""Texts of one format that are kept as accepted, so that what recurs is parsed once."""


def never(_: Any) -> bool:
    """Accepts nothing: Cerberus decides."""
    return False


def acceptor(rules: Mapping[str, Any]) -> Accept:
    """Whether a value obeys the Cerberus rules of one field. No test accepts None: only `nullable` does."""
    tests = [_test(name, value, rules) for name, value in rules.items() if name not in BESIDE and name != "nullable"]
    if not tests:
        return lambda v: v is not None or bool(rules.get("nullable"))
    accept = _all(tests)
    return (lambda v: v is None or accept(v)) if rules.get("nullable") else accept


def _all(tests: list[Accept]) -> Accept:
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        first, second = tests
        return lambda v: first(v) and second(v)
    return lambda v: all(test(v) for test in tests)


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
    if parser is formats.text:
        return lambda v: (type(v) is str and bool(v) and not v.isspace()) or _parses(parser, v)
    accepted: set[str] = set()

    def accept(value: Any) -> bool:
        if type(value) is not str:
            return _parses(parser, value)
        if value in accepted:
            return True
        if not _parses(parser, value):
            return False
        if len(accepted) < MOST_KNOWN:
            accepted.add(value)
        return True

    return accept


def _parses(parser: Callable[[Any], Any], value: Any) -> bool:
    try:
        parser(value)
    except ValueError:
        return False
    return True


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

    def every(value: Any) -> bool:
        if not isinstance(value, list):
            return False
        for item in value:  # noqa: SIM110 - a generator would take twice the time
            if not accept(item):
                return False
        return True

    return every


def mapping(schema: Mapping[str, Mapping[str, Any]]) -> Accept:
    """Whether a mapping has the fields of `schema`: none unknown, the required ones present, each accepted."""
    fields = {name: acceptor(rules) for name, rules in schema.items()}
    required = frozenset(name for name, rules in schema.items() if rules.get("required"))
    # Rules about neighbours are rare: a mapping that has such a field goes to Cerberus unless they are simple to see.
    needs = {name: _names(r["dependencies"]) for name, r in schema.items() if "dependencies" in r}
    excluded = {name: _names(r["excludes"]) for name, r in schema.items() if "excludes" in r}
    simple = not needs and not excluded

    def accept(value: Any) -> bool:
        if not isinstance(value, dict):
            return False
        for name, member in value.items():
            field = fields.get(name)
            if field is None or not field(member):
                return False
        return required <= value.keys() and (simple or _beside(value))

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
