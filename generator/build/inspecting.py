"""Checking clients, and reading them, in this process."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.build.inputs import Inputs
from generator.build.plan import languages_of
from generator.build.remembering import COMPARED, PROVIDER, Checked
from generator.checks.judging import Found
from generator.checks.run import Checker
from generator.checks.settings import Settings
from generator.inventory.folder import Folder, read_folder
from generator.inventory.loading import Loaded, load
from generator.inventory.reading import read
from generator.resting import collector_at_rest
from generator.inventory.schema import load_schema
from generator.workspace import Workspace


def inspect(root: Path, slugs: Sequence[str], as_of: date, settings: Settings, base: str) -> list[Checked]:
    """Check some clients (and the provider, where its empty slug is among them) in this process."""
    with collector_at_rest():
        return list(_inspected(root, slugs, as_of, settings, base))


def _inspected(root: Path, slugs: Sequence[str], as_of: date, settings: Settings, base: str) -> Iterator[Checked]:
    kept = _provider_checker(root, as_of, settings, base)
    for slug in slugs:
        if slug == PROVIDER:
            yield Checked(PROVIDER, kept.provider)
            continue
        clients = load_client(kept.loaded, slug)
        checker = replace(kept, loaded=clients)
        checker.__dict__["provider"] = kept.provider
        raw = clients.raw(slug)
        languages = languages_of(raw) if "client" in raw.single else ()
        yield Checked(slug, checker.client(slug), languages)


def load_client(loaded: Loaded, slug: str) -> Loaded:
    """One client read beside a provider that was read before."""
    workspace, schema = loaded.workspace, loaded.schema
    folder = read_folder(workspace, workspace.client(slug), "client", schema)
    return Loaded(workspace, schema, loaded.provider, {slug: folder})


_CHECKERS: dict[tuple[Path, date, str], Checker] = {}


def _provider_checker(root: Path, as_of: date, settings: Settings, base: str) -> Checker:
    """The provider read and checked: once in a process for as long as nothing that all clients share has changed."""
    key = (root, as_of, base)
    if key not in _CHECKERS:
        _CHECKERS.clear()
        _CHECKERS[key] = Checker(load(Workspace(root), load_schema(), []), as_of, settings)
    return _CHECKERS[key]


def compared(inputs: Inputs, slugs: Sequence[str], settings: Settings) -> Found:
    """Read of each client the one file that matters, and compare."""
    workspace, schema = inputs.workspace, load_schema()
    kind = schema.files("client")[COMPARED]
    loaded = Loaded(workspace, schema, Folder(workspace.provider, "provider"))
    for slug in slugs:
        path, folder = workspace.client(slug) / COMPARED, Folder(workspace.client(slug), "client")
        if f"inventory/clients/{slug}/{COMPARED}" in inputs.client(slug) and path.is_file():
            folder.sources.append((kind, read(path, workspace.relative(path))))
        loaded.clients[slug] = folder
    return Checker(loaded, inputs.as_of, settings).over_all()
