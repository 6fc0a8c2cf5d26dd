"""How strict to be: severities and windows are a provider's data, site_config/rules.yml."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.checks.documentation import rule_pages
from generator.diagnostics import Severity
from generator.inventory.reading import read
from generator.inventory.schema import load_schema

WINDOWS: Mapping[str, Any] = {
    "expiry_days": (7, 45, 90),
    "report_lead_days": 7,
    "visits_looked_at": 12,
    "acceptance_days": 45,
}
"""What holds when site_config/rules.yml does not say otherwise; it is explained there."""


class SettingsError(Exception):
    """site_config/rules.yml is not right; the message says where."""


@dataclass(frozen=True)
class Settings:
    """`severities` by rule, `stages` by client stage and rule (None: off), `windows` by name."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    stages: Mapping[str, Mapping[str, Severity | None]] = field(default_factory=dict)
    windows: Mapping[str, Any] = field(default_factory=dict)

    def severity(self, rule: str, stage: str = "") -> Severity | None:
        """How bad a rule's problems are for a client in `stage`; None when the rule is off."""
        for chosen in (self.stages.get(stage, {}), self.severities):
            if rule in chosen:
                return chosen[rule]
        page = rule_pages().get(rule)
        return page.severity if page is not None else Severity.error

    def window(self, name: str) -> Any:
        return self.windows.get(name, WINDOWS[name])


def load_settings(path: Path) -> Settings:
    """The settings in `path`; without the file the rules' own severities hold. Raises SettingsError."""
    if not path.exists():
        return Settings()
    source = read(path, path.name)
    if not source.readable or not isinstance(source.data, dict):
        problem = next((d for d in source.diagnostics if d.severity is Severity.error), None)
        raise SettingsError(
            f"{path}:{problem.location.line if problem else 1}: {problem.message if problem else 'not a mapping'}"
        )
    reader = _Reader(path)
    data = reader.known("part", source.data, ("severities", "stages", "windows"))
    stages = reader.known("client stage", data.get("stages"), _stages())
    return Settings(
        reader.severities(data.get("severities")),
        {stage: reader.severities(rules) for stage, rules in stages.items()},
        {name: reader.window(name, v) for name, v in reader.known("window", data.get("windows"), WINDOWS).items()},
    )


def _stages() -> tuple[str, ...]:
    return tuple(load_schema().records["client"].fields["stage"].rules["allowed"])


@dataclass(frozen=True)
class _Reader:
    """Takes the file apart; whatever is not as it should be raises SettingsError."""

    path: Path

    def known(self, what: str, data: Any, names: Mapping[str, Any] | tuple[str, ...]) -> Mapping[str, Any]:
        """`data` as a mapping in which only `names` stand."""
        for name in self._mapping(what, data):
            if name not in names:
                near = difflib.get_close_matches(str(name), list(names), n=1)
                hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(names)}"
                raise SettingsError(f"{self.path}: there is no {what} {name}; {hint}")
        return self._mapping(what, data)

    def severities(self, data: Any) -> dict[str, Severity | None]:
        made: dict[str, Severity | None] = {}
        for rule, word in self._mapping("severity", data).items():
            if rule not in rule_pages():
                raise SettingsError(f"{self.path}: there is no rule {rule}; see `handbook explain --list`")
            if word != "off" and word not in Severity.__members__:
                raise SettingsError(f"{self.path}: the severity of {rule} is {word!r}; use error, warning, note or off")
            made[rule] = None if word == "off" else Severity[word]
        return made

    def window(self, name: str, value: Any) -> Any:
        """A number of days, or several in rising order, as the standard one is."""
        several = isinstance(WINDOWS[name], tuple)
        given = value if several and isinstance(value, list) else [value]
        if not all(isinstance(v, int) and not isinstance(v, bool) and 0 <= v <= 3660 for v in given):
            raise SettingsError(f"{self.path}: {name} must be a whole number from 0 to 3660, not {value!r}")
        if several and (len(given) != len(WINDOWS[name]) or given != sorted(given)):
            raise SettingsError(f"{self.path}: {name} must be {len(WINDOWS[name])} numbers in rising order")
        return tuple(given) if several else given[0]

    def _mapping(self, what: str, data: Any) -> Mapping[str, Any]:
        if data is not None and not isinstance(data, dict):
            raise SettingsError(f"{self.path}: the {what} entries must be a mapping")
        return data or {}
