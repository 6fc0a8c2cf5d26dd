"""Runs the rules over what was read and makes their problems diagnostics."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from generator.checks import families
from generator.checks.concealing import Concealer
from generator.checks.judging import Found, judged
from generator.checks.rule import RULES, RULES_OVER_ALL, Problem, Scene
from generator.checks.settings import Settings
from generator.checks.suppression import ignores_in
from generator.diagnostics import Diagnostic, Severity
from generator.inventory.folder import Folder
from generator.inventory.loading import Loaded
from generator.inventory.raw import raw_inventory
from generator.resting import collector_at_rest

for module in iter_modules(families.__path__, f"{families.__name__}."):
    import_module(module.name)


def check_all(loaded: Loaded, as_of: date, settings: Settings) -> list[Diagnostic]:
    """Everything found in what was read: reading, structure and rules, with severities set and ignores obeyed."""
    checker = Checker(loaded, as_of, settings)
    found = [checker.provider, *(checker.client(slug) for slug in loaded.clients), checker.over_all()]
    return judged(found, settings)


@dataclass
class Checker:
    """Runs the rules over what was read, folder by folder; what is worked out for the provider serves all clients."""

    loaded: Loaded
    as_of: date
    settings: Settings
    concealer: Concealer = field(default_factory=Concealer)
    shared: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def provider(self) -> Found:
        """What is wrong with the provider's folder."""
        return self._found(self.loaded.provider, self._provider())

    def client(self, slug: str) -> Found:
        """What is wrong with one client's folder, seen beside the provider's."""
        assert self.provider is not None  # its secrets are known first: no message about a client may print them
        return self._found(self.loaded.clients[slug], self._client(slug))

    def over_all(self) -> Found:
        """What the clients do to each other."""
        clients, found = [self._client(slug) for slug in self.loaded.clients], list[Diagnostic]()
        for rule, check in RULES_OVER_ALL.items():
            for scene, problem in check(clients):
                severity = self.settings.severity(rule, scene.stage)
                if severity is not None:
                    found.append(self._diagnostic(scene, rule, severity, problem))
        return Found(list(self.concealer.concealed(found)), [])

    def _found(self, folder: Folder, scene: Scene) -> Found:
        with collector_at_rest():
            found = [*self._read(folder, scene.stage), *self._checked(scene)]
        scene.forget()
        return Found(list(self.concealer.concealed(found)), list(ignores_in(folder.every_source())))

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
