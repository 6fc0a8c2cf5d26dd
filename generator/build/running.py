"""Building a part of an edition, in whatever process: composed, out of the cache or made anew."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from generator.build.cache import Cache
from generator.build.inputs import looks
from generator.build.job import WEBSITE, Job, Output, Result
from generator.build.making import Recipe, recipes
from generator.editions.edition import Edition
from generator.editions.language import Language
from generator.inventory.assembly import assemble
from generator.inventory.schema import load_schema
from generator.outputs.document import DocumentError
from generator.outputs.web import WebsiteError
from generator.pages.catalogue import ConfigurationError
from generator.pages.templating import PageError, let_go
from generator.workspace import Workspace


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


def built(job: Job) -> Result:
    """Build a part of an edition; a failure is a result, and only running out of memory an exception."""
    clock = Clock()
    result = Result(job.name, stages=clock.stages)
    cache = Cache(job.cache, result.warnings, job.cache_staging) if job.cache is not None else None
    try:
        if cache is not None and (known := _remembered(job, cache, clock)) is not None:
            result.outputs = known
            return result
        for recipe in _recipes(job, clock):
            result.outputs.append(made(job, recipe, cache, clock))
        result.is_sure = is_sure(job)
        if cache is not None and job.key and not job.only_fingerprints and result.is_sure:
            cache.remember(job.audience, job.key, {"outputs": [asdict(o) for o in result.outputs]})
    except (PageError, DocumentError, WebsiteError, ConfigurationError, OSError) as error:
        result.error = str(error)
    except RecursionError:
        result.error = "something in this edition is nested too deeply"
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
    try:
        yield from recipes(workspace, schema, edition, job.languages, job.staging, job.part, job.pdf, clock.stage)
    finally:
        inventory.index.forget()
        let_go()


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
        if cache is not None and is_sure(job):
            with clock.stage("cache"):
                cache.put(job.audience, recipe.fingerprint, recipe.files(), facts)
    facts, seconds = facts or {}, time.perf_counter() - started
    where = (job.visible.slug, job.audience, job.language, recipe.kind, recipe.path, seconds, recipe.fingerprint)
    return Output(*where, facts.get("pages"), facts.get("number"), how)


def is_sure(job: Job) -> bool:
    """Whether nobody wrote to templates, styles or the provider's files since the job was planned."""
    return not job.looks or job.looks == looks(Workspace(job.root))


def _how(job: Job, recipe: Recipe, cache: Cache | None) -> str:
    if job.in_place.get(recipe.path) == recipe.fingerprint:
        return "current"
    if cache is not None and cache.has(job.audience, recipe.fingerprint):
        return "cached"
    return "due" if job.only_fingerprints else "built"
