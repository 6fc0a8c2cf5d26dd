"""How strict to be: severities and windows are a provider's data, site_config/rules.yml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.checks.documentation import rule_pages
from generator.diagnostics import Severity
from generator.inventory.reading import read


class SettingsError(Exception):
    """site_config/rules.yml is not right; the message says where."""


@dataclass(frozen=True)
class Settings:
    """`severities` by rule, `stages` by client stage and rule (None: off), `windows` in days by name."""

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


def load_settings(path: Path) -> Settings:
    """The settings in `path`; without the file the rules' own severities hold. Raises SettingsError."""
    if not path.exists():
        return Settings()
    source = read(path, path.name)
    if source.diagnostics or not isinstance(source.data, dict):
        problem = source.diagnostics[0] if source.diagnostics else None
        raise SettingsError(
            f"{path}:{problem.location.line if problem else 1}: {problem.message if problem else 'not a mapping'}"
        )
    data = source.data
    stages = {stage: _severities(path, rules) for stage, rules in (data.get("stages") or {}).items()}
    return Settings(_severities(path, data.get("severities") or {}), stages, data.get("windows") or {})


def _severities(path: Path, data: Mapping[str, Any]) -> dict[str, Severity | None]:
    made: dict[str, Severity | None] = {}
    for rule, word in data.items():
        if rule not in rule_pages():
            raise SettingsError(f"{path}: there is no rule {rule}; see `handbook explain --list`")
        if word != "off" and word not in Severity.__members__:
            raise SettingsError(f"{path}: the severity of {rule} is {word!r}; use error, warning, note or off")
        made[rule] = None if word == "off" else Severity[word]
    return made
