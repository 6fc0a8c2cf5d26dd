"""Checking many clients: on several processes, and not again what a fingerprint proves to be as it was."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.build.cache import Cache
from generator.build.fingerprint import of_named, of_text
from generator.build.inputs import Inputs
from generator.build.lost import TimeLimitError, WorkerLostError
from generator.build.remembering import COMPARED, PROVIDER, Checked, as_data, from_data
from generator.checks.judging import Found, judged
from generator.checks.settings import Settings
from generator.diagnostics import Diagnostic, Severity

REMEMBERED = "checks"
CHUNK = 8
"""Clients that a worker checks at a time: the provider's part is worked out once for them."""
FEW = 24
"""So many clients are checked here before a worker process has even started."""


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
    inputs: Inputs,
    slugs: Sequence[str],
    settings: Settings,
    cache: Cache | None = None,
    pool: Executor | None = None,
    begin: Callable[[], None] | None = None,
) -> Checks:
    """Check the provider and some clients; many of them on the processes of a `pool`.

    `begin` is called before anything is checked that is not remembered.
    """
    keys = {slug: _key(inputs, slug) for slug in (PROVIDER, *slugs)}
    known = {slug: found for slug, key in keys.items() if (found := _recalled(cache, slug, key)) is not None}
    todo = [slug for slug in keys if slug not in known]
    if todo and begin is not None:
        begin()
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
    if pool is None or len(todo) <= FEW:
        yield from check_some(root, todo, day, settings, inputs.of_checks)
        return
    chunks = [tuple(todo[i : i + CHUNK]) for i in range(0, len(todo), CHUNK)]
    calls: list[Future[list[Checked]]] = [
        pool.submit(check_some, root, chunk, day, settings, inputs.of_checks) for chunk in chunks
    ]
    for chunk, call in zip(chunks, calls, strict=True):
        try:
            yield from call.result()
        except (WorkerLostError, TimeLimitError, MemoryError):  # these clients are checked all the same, here
            yield from check_some(root, chunk, day, settings, inputs.of_checks)


def check_some(root: Path, slugs: Sequence[str], as_of: date, settings: Settings, base: str) -> list[Checked]:
    """Check some clients (and the provider, where its empty slug is among them) in this process."""
    if not slugs:
        return []
    from generator.build.inspecting import inspect  # the rules' libraries are needed only when there is something new

    return inspect(root, slugs, as_of, settings, base)


def _together(inputs: Inputs, slugs: Sequence[str], settings: Settings, cache: Cache | None) -> Found:
    """What the clients do to each other, which shows in their client.yml."""
    prefix = {slug: f"inventory/clients/{slug}/{COMPARED}" for slug in slugs}
    mine = {slug: inputs.client(slug).get(prefix[slug], "") for slug in slugs}
    key = of_text("together", inputs.of_checks, of_named(mine))
    found = _recalled(cache, "", key)
    if found is None:
        from generator.build.inspecting import compared

        found = Checked("", compared(inputs, slugs, settings))
        if cache is not None:
            cache.remember(REMEMBERED, key, as_data(found))
    return found.found
