"""What is left of everything found: ignores are obeyed, and those without reason or effect are judged themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.checks.settings import Settings
from generator.checks.suppression import Ignore, suppress
from generator.diagnostics import Diagnostic


@dataclass(frozen=True)
class Found:
    """What one folder's check found, and the comments in its files that may silence some of it."""

    diagnostics: list[Diagnostic]
    ignores: list[Ignore]


def judged(parts: Iterable[Found], settings: Settings) -> list[Diagnostic]:
    """What is left of everything found when the ignores are obeyed, and what is wrong with those."""
    found = list(parts)
    left = suppress((d for f in found for d in f.diagnostics), [i for f in found for i in f.ignores])
    return [weighed for d in left if (weighed := _weighed(d, settings)) is not None]


def _weighed(diagnostic: Diagnostic, settings: Settings) -> Diagnostic | None:
    """Ignores without reason or effect are judged after all others."""
    if not diagnostic.rule.startswith("W9"):
        return diagnostic
    severity = settings.severity(diagnostic.rule)
    return None if severity is None else replace(diagnostic, severity=severity)
