"""Runs the rules over what was read and makes their problems diagnostics."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

from generator.checks import families
from generator.checks.rule import RULES, Problem, Scene
from generator.checks.settings import Settings
from generator.checks.suppression import suppress
from generator.diagnostics import Diagnostic, Location, Severity
from generator.inventory.folder import Folder
from generator.inventory.loading import Loaded
from generator.inventory.raw import raw_inventory

for module in iter_modules(families.__path__, f"{families.__name__}."):
    import_module(module.name)


def check_all(loaded: Loaded, as_of: date, settings: Settings) -> list[Diagnostic]:
    """Everything found in what was read: reading, structure and rules, with severities set and ignores obeyed."""
    found = list(_found(loaded, as_of, settings))
    return list(suppress(found, loaded.sources()))


def _found(loaded: Loaded, as_of: date, settings: Settings) -> Iterator[Diagnostic]:
    nothing = Folder(loaded.provider.path, "client")
    provider = Scene(
        loaded.workspace, loaded.schema, raw_inventory(loaded.schema, loaded.provider, nothing), as_of, settings
    )
    yield from (_weighed(d, settings, "") for d in loaded.provider.every_diagnostic())
    yield from _run(provider, "provider")
    for slug, folder in loaded.clients.items():
        scene = Scene(loaded.workspace, loaded.schema, loaded.raw(slug), as_of, settings)
        yield from (_weighed(d, settings, scene.stage) for d in folder.every_diagnostic())
        yield from _run(scene, "client")


def _weighed(diagnostic: Diagnostic, settings: Settings, stage: str) -> Diagnostic:
    """Reading and structure cannot be switched off, only be made milder or stricter."""
    severity = settings.severity(diagnostic.rule, stage)
    return diagnostic if severity is None else replace(diagnostic, severity=severity)


def _run(scene: Scene, scope: str) -> Iterator[Diagnostic]:
    for rule in RULES.values():
        severity = settings_severity(scene, rule.id)
        if rule.scope == scope and severity is not None:
            yield from (_diagnostic(scene, rule.id, severity, p) for p in rule.check(scene))


def settings_severity(scene: Scene, rule: str) -> Severity | None:
    return scene.settings.severity(rule, scene.stage)


def _diagnostic(scene: Scene, rule: str, severity: Severity, problem: Problem) -> Diagnostic:
    place = problem.place or scene.locate(problem.path, problem.at)
    folder = (
        scene.workspace.client(scene.raw.slug)
        if scene.stage or scene.raw.single.get("client")
        else scene.workspace.provider
    )
    place = place or Location(scene.workspace.relative(folder))
    return Diagnostic(rule, severity, place, problem.message, problem.hint, problem.secret)
