"""Building a part of an edition is one function of one picklable value: on this machine's processes, or on others."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.build.cache import Cache
from generator.build.making import Recipe, recipes
from generator.editions.edition import Edition
from generator.editions.language import Language
from generator.inventory.assembly import assemble
from generator.inventory.raw import RawInventory
from generator.inventory.schema import load_schema
from generator.outputs.document import DocumentError
from generator.outputs.web import WebsiteError
from generator.pages.catalogue import ConfigurationError
from generator.pages.templating import PageError
from generator.workspace import Workspace

WEBSITE, BOOK, SHEETS = "website", "book", "sheets"
PARTS = (WEBSITE, BOOK, SHEETS)
"""What an edition is built in, each by itself: its website, the large document, and all the small ones."""


@dataclass(frozen=True)
class Job:
    """A part of an edition to build. `visible` holds nothing above the audience; outputs go below `staging`."""

    root: Path
    audience: str
    language: str
    languages: tuple[str, ...]
    as_of: date
    visible: RawInventory
    staging: Path
    part: str
    key: str = ""
    """One name for all inputs of this part, or nothing when that is not known for sure."""
    pdf: bool = True
    """Whether the website leads to documents."""
    cache: Path | None = None
    cache_staging: Path | None = None
    in_place: Mapping[str, str] = field(default_factory=dict)
    """The fingerprints of the outputs that are in place, by their path: they are not made again."""
    only_fingerprints: bool = False
    """Say what would be built, and build nothing."""

    @property
    def edition(self) -> str:
        return f"{self.visible.slug}/{self.audience}/{self.language}"

    @property
    def name(self) -> str:
        return f"{self.edition} {self.part}"


@dataclass(frozen=True)
class Output:
    """A file or folder that was made: `path` is relative to the output folder."""

    client: str
    audience: str
    language: str
    kind: str
    path: str
    seconds: float
    fingerprint: str
    pages: int | None = None
    number: str | None = None
    """What is printed on the pages of a document."""
    how: str = "built"
    """`built`, `cached` (out of the cache), `current` (it is in place already) or `due` (only asked for)."""


@dataclass
class Result:
    """What became of a job: its outputs, or why there are none."""

    name: str
    outputs: list[Output] = field(default_factory=list)
    error: str | None = None
    warnings: list[str] = field(default_factory=list)
    stages: dict[str, float] = field(default_factory=dict)
    """Seconds by what they were spent on."""


@dataclass
class Clock:
    """Where the time went."""

    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = self.stages.get(name, 0.0) + time.perf_counter() - started


def run(job: Job) -> Result:
    """Build a part of an edition; a failure is a result, never an exception."""
    clock = Clock()
    result = Result(job.name, stages=clock.stages)
    cache = Cache(job.cache, result.warnings, job.cache_staging) if job.cache is not None else None
    try:
        if cache is not None and (known := _remembered(job, cache, clock)) is not None:
            result.outputs = known
            return result
        for recipe in _recipes(job, clock):
            result.outputs.append(made(job, recipe, cache, clock))
        if cache is not None and job.key and not job.only_fingerprints:
            cache.remember(job.audience, job.key, {"outputs": [asdict(o) for o in result.outputs]})
    except (PageError, DocumentError, WebsiteError, ConfigurationError, OSError) as error:
        result.error = str(error)
    except RecursionError:
        result.error = "something in this edition is nested too deeply"
    except MemoryError:
        result.error = "this edition needs more memory than a worker may have"
    return result


def _remembered(job: Job, cache: Cache, clock: Clock) -> list[Output] | None:
    """The outputs that these very inputs gave before, in place or out of the cache, without composing anything."""
    kept = cache.recall(job.audience, job.key) if job.key and not job.only_fingerprints else None
    if kept is None:
        return None
    made = []
    try:
        for known in (Output(**o) for o in kept["outputs"]):
            if job.in_place.get(known.path) == known.fingerprint:
                made.append(replace(known, how="current", seconds=0.0))
                continue
            started = time.perf_counter()
            with clock.stage("cache"):
                if cache.get(job.audience, known.fingerprint, job.staging) is None:
                    return None
            made.append(replace(known, how="cached", seconds=time.perf_counter() - started))
    except (KeyError, TypeError):
        return None
    return made


def _recipes(job: Job, clock: Clock) -> Iterator[Recipe]:
    workspace, schema = Workspace(job.root), load_schema()
    inventory = assemble(schema, job.visible)
    edition = Edition(job.visible.slug, job.audience, Language(job.language), inventory, job.as_of)
    yield from recipes(workspace, schema, edition, job.languages, job.staging, job.part, job.pdf, clock.stage)


def made(job: Job, recipe: Recipe, cache: Cache | None, clock: Clock) -> Output:
    """The output of a recipe: left as it is in place, or out of the cache, else made and kept."""
    started = time.perf_counter()
    facts: dict[str, Any] | None = None
    how = _how(job, recipe, cache)
    if how == "cached" and not job.only_fingerprints and cache is not None:
        with clock.stage("cache"):
            facts = cache.get(job.audience, recipe.fingerprint, recipe.folder)
        how = "cached" if facts is not None else "built"
    if how == "built":
        with clock.stage(recipe.kind if recipe.kind == WEBSITE else "documents"):
            facts = recipe.make()
        if cache is not None:
            with clock.stage("cache"):
                cache.put(job.audience, recipe.fingerprint, recipe.files(), facts)
    facts, seconds = facts or {}, time.perf_counter() - started
    where = (job.visible.slug, job.audience, job.language, recipe.kind, recipe.path, seconds, recipe.fingerprint)
    return Output(*where, facts.get("pages"), facts.get("number"), how)


def _how(job: Job, recipe: Recipe, cache: Cache | None) -> str:
    if job.in_place.get(recipe.path) == recipe.fingerprint:
        return "current"
    if cache is not None and cache.has(job.audience, recipe.fingerprint):
        return "cached"
    return "due" if job.only_fingerprints else "built"
