"""What a check found, as plain data that may be kept, carried and read again: nothing in it can run."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from generator.checks.judging import Found
from generator.checks.suppression import Ignore
from generator.diagnostics import Diagnostic, Location, Severity

PROVIDER = ""
"""What stands where a client's slug would."""
COMPARED = "client.yml"
"""The one file of each client that rules about all clients together look at."""


@dataclass(frozen=True)
class Checked:
    """What is known of a client (or the provider, whose slug is empty) without reading it: problems and languages."""

    slug: str
    found: Found
    languages: tuple[str, ...] = ()


def as_data(checked: Checked) -> dict[str, Any]:
    """To be kept as JSON."""
    ignores = [{**asdict(i), "used": []} for i in checked.found.ignores]
    return {
        "languages": list(checked.languages),
        "diagnostics": [asdict(d) for d in checked.found.diagnostics],
        "ignores": ignores,
    }


def from_data(slug: str, data: Mapping[str, Any]) -> Checked | None:
    """What was kept; None when it does not have that form."""
    try:
        found = Found([_diagnostic(d) for d in data["diagnostics"]], [_ignore(i) for i in data["ignores"]])
        return Checked(slug, found, tuple(data["languages"]))
    except (KeyError, TypeError, ValueError):
        return None


def _diagnostic(data: Mapping[str, Any]) -> Diagnostic:
    fields = {"location": Location(**data["location"]), "severity": Severity(data["severity"])}
    return Diagnostic(**{**data, **fields})


def _ignore(data: Mapping[str, Any]) -> Ignore:
    return Ignore(**{**data, "place": Location(**data["place"]), "rules": tuple(data["rules"]), "used": set()})
