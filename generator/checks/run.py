"""Runs the rules over what was read and makes their problems diagnostics."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from generator.checks import families
from generator.checks.concealing import Concealer
from generator.checks.rule import RULES, RULES_OVER_ALL, Problem, Scene
from generator.checks.settings import Settings
from generator.checks.suppression import suppress
from generator.diagnostics import Diagnostic, Severity
from generator.inventory.folder import Folder
from generator.inventory.loading import Loaded
from generator.inventory.raw import raw_inventory

for module in iter_modules(families.__path__, f"{families.__name__}."):
    import_module(module.name)


def check_all(loaded: Loaded, as_of: date, settings: Settings) -> list[Diagnostic]:
    """Everything found in what was read: reading, structure and rules, with severities set and ignores obeyed."""
    run = _Run(loaded, as_of, settings)
    found = list(run.found())
    left = suppress(run.concealer.concealed(found), loaded.sources())
    return [weighed for d in left if (weighed := _weighed(d, settings)) is not None]


def _weighed(diagnostic: Diagnostic, settings: Settings) -> Diagnostic | None:
    """Ignores without reason or effect are judged after all others."""
    if not diagnostic.rule.startswith("W9"):
        return diagnostic
    severity = settings.severity(diagnostic.rule)
    return None if severity is None else replace(diagnostic, severity=severity)


@dataclass
class _Run:
    loaded: Loaded
    as_of: date
    settings: Settings
    concealer: Concealer = field(default_factory=Concealer)
    shared: dict[Any, Any] = field(default_factory=dict)

    def found(self) -> Iterator[Diagnostic]:
        provider = self._provider()
        yield from self._read(self.loaded.provider, "")
        yield from self._checked(provider)
        for slug, folder in self.loaded.clients.items():
            scene = self._client(slug)
            yield from self._read(folder, scene.stage)
            yield from self._checked(scene)
        clients = [self._client(slug) for slug in self.loaded.clients]
        for rule, check in RULES_OVER_ALL.items():
            for scene, problem in check(clients):
                severity = self.settings.severity(rule, scene.stage)
                if severity is not None:
                    yield self._diagnostic(scene, rule, severity, problem)

    def _provider(self) -> Scene:
        nothing = Folder(self.loaded.provider.path, "client")
        raw = raw_inventory(self.loaded.schema, self.loaded.provider, nothing)
        return self._scene(raw, self.loaded.provider)

    def _client(self, slug: str) -> Scene:
        return self._scene(self.loaded.raw(slug), self.loaded.clients[slug])

    def _scene(self, raw: Any, folder: Folder) -> Scene:
        return Scene(
            self.loaded.workspace,
            self.loaded.schema,
            raw,
            self.as_of,
            self.settings,
            folder,
            self.loaded.provider,
            self.shared,
        )

    def _read(self, folder: Folder, stage: str) -> Iterator[Diagnostic]:
        """Reading and structure cannot be switched off, only be made milder or stricter."""
        for source in folder.every_source():
            self.concealer.add_source(source)
        for diagnostic in folder.every_diagnostic():
            severity = self.settings.severity(diagnostic.rule, stage)
            yield diagnostic if severity is None else replace(diagnostic, severity=severity)

    def _checked(self, scene: Scene) -> Iterator[Diagnostic]:
        for rule in RULES.values():
            severity = self.settings.severity(rule.id, scene.stage)
            if scene.scope in rule.scopes and severity is not None:
                yield from (self._diagnostic(scene, rule.id, severity, p) for p in rule.check(scene))

    def _diagnostic(self, scene: Scene, rule: str, severity: Severity, problem: Problem) -> Diagnostic:
        place = scene.place(problem)
        if problem.secret is not None:
            self.concealer.add(place.file, place.line, problem.secret)
        return Diagnostic(rule, severity, place, problem.message, problem.hint, problem.secret is not None)
