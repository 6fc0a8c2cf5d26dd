"""Checking many clients: on several processes, and not again what a fingerprint proves to be as it was."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator.build.cache import Cache
from generator.build.fingerprint import of_named, of_text
from generator.build.inputs import Inputs
from generator.build.plan import languages_of
from generator.build.remembering import Checked, as_data, from_data
from generator.checks.run import Checker, Found, judged
from generator.checks.settings import Settings
from generator.diagnostics import Diagnostic, Severity
from generator.inventory.folder import Folder, read_folder
from generator.inventory.loading import Loaded, load
from generator.inventory.reading import read
from generator.inventory.schema import load_schema
from generator.workspace import Workspace

REMEMBERED = "checks"
PROVIDER = ""
COMPARED = "client.yml"
"""The one file of each client that rules about all clients together look at."""
CHUNK = 8
"""Clients that a worker checks at a time: the provider's part is worked out once for them."""


@dataclass
class Checks:
    """The whole inventory checked. `report` is everything found; `clients` what is known of each client asked for."""

    report: list[Diagnostic]
    clients: dict[str, Checked]
    remembered: int = 0
    warnings: list[str] = field(default_factory=list)

    def sound(self, slugs: Sequence[str], prefixes: Mapping[str, str]) -> list[str]:
        """The clients whose files, and the provider's, are without errors; `prefixes` are their folders' names."""
        bad = {d.location.file for d in self.report if d.severity is Severity.error}
        if any(file.startswith(prefixes[PROVIDER]) for file in bad):
            return []
        return [s for s in slugs if not any(file.startswith(prefixes[s]) for file in bad)]


def check(
    inputs: Inputs, slugs: Sequence[str], settings: Settings, cache: Cache | None = None, pool: Executor | None = None
) -> Checks:
    """Check the provider and some clients; with a `pool` on its processes."""
    keys = {slug: _key(inputs, slug) for slug in (PROVIDER, *slugs)}
    known = {slug: found for slug, key in keys.items() if (found := _recalled(cache, slug, key)) is not None}
    todo = [slug for slug in keys if slug not in known]
    fresh = list(_checked(inputs, todo, settings, pool))
    for found in fresh:
        if cache is not None and keys[found.slug] == _key(inputs, found.slug, anew=True):
            cache.remember(REMEMBERED, keys[found.slug], as_data(found))
    known |= {found.slug: found for found in fresh}
    together = _together(inputs, slugs, settings, cache)
    parts = [known[PROVIDER].found, *(known[slug].found for slug in slugs), together]
    return Checks(judged(parts, settings), {s: known[s] for s in slugs}, len(keys) - len(todo))


def _recalled(cache: Cache | None, slug: str, key: str) -> Checked | None:
    kept = cache.recall(REMEMBERED, key) if cache is not None else None
    return from_data(slug, kept) if kept is not None else None


def _key(inputs: Inputs, slug: str, anew: bool = False) -> str:
    mine = of_named(inputs.client(slug, anew)) if slug else PROVIDER
    return of_text("check", inputs.of_checks, slug, mine)


def _checked(inputs: Inputs, todo: Sequence[str], settings: Settings, pool: Executor | None) -> Iterator[Checked]:
    root, day = inputs.workspace.root, inputs.as_of
    chunks = [tuple(todo[i : i + CHUNK]) for i in range(0, len(todo), CHUNK)]
    if pool is None or len(chunks) < 2:
        for chunk in chunks:
            yield from check_some(root, chunk, day, settings, inputs.of_checks)
        return
    calls: list[Future[list[Checked]]] = [
        pool.submit(check_some, root, chunk, day, settings, inputs.of_checks) for chunk in chunks
    ]
    for call in calls:
        yield from call.result()


def check_some(root: Path, slugs: Sequence[str], as_of: date, settings: Settings, base: str) -> list[Checked]:
    """Check some clients (and the provider, where its empty slug is among them) in this process."""
    kept = _provider_checker(root, as_of, settings, base)
    made = []
    for slug in slugs:
        if slug == PROVIDER:
            made.append(Checked(PROVIDER, kept.provider))
            continue
        clients = load_client(kept.loaded, slug)
        checker = replace(kept, loaded=clients)
        checker.__dict__["provider"] = kept.provider
        raw = clients.raw(slug)
        languages = languages_of(raw) if "client" in raw.single else ()
        made.append(Checked(slug, checker.client(slug), languages))
    return made


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


def _together(inputs: Inputs, slugs: Sequence[str], settings: Settings, cache: Cache | None) -> Found:
    """What the clients do to each other, which shows in their client.yml."""
    prefix = {slug: f"inventory/clients/{slug}/{COMPARED}" for slug in slugs}
    mine = {slug: inputs.client(slug).get(prefix[slug], "") for slug in slugs}
    key = of_text("together", inputs.of_checks, of_named(mine))
    found = _recalled(cache, "", key)
    if found is None:
        found = Checked("", _compared(inputs, slugs, settings))
        if cache is not None:
            cache.remember(REMEMBERED, key, as_data(found))
    return found.found


def _compared(inputs: Inputs, slugs: Sequence[str], settings: Settings) -> Found:
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
