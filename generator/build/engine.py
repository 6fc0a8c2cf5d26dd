"""Runs jobs on worker processes and puts their results in place; one client's error never stops another's build."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from pathlib import Path

from generator.build.job import Job, Result, run
from generator.build.publish import put

OnResult = Callable[[Result], None]


def execute(jobs: Sequence[Job], output: Path, workers: int, done: OnResult) -> list[Result]:
    """Run all jobs; `done` is told of each as it ends. Results are in the order of the jobs."""
    if not jobs:
        return []
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=max(1, min(workers, len(jobs))), mp_context=context) as pool:
        return _collect(pool, jobs, output, done)


def _collect(pool: Executor, jobs: Sequence[Job], output: Path, done: OnResult) -> list[Result]:
    futures: dict[Future[Result], Job] = {pool.submit(run, job): job for job in jobs}
    results: dict[str, Result] = {}
    for future in as_completed(futures):
        job = futures[future]
        try:
            result = future.result()
        except Exception as error:
            result = Result(job.name, error=f"the build of this edition broke off: {type(error).__name__}: {error}")
        if result.error is None:
            _publish(job, result, output)
        results[job.name] = result
        done(result)
    return [results[job.name] for job in jobs]


def _publish(job: Job, result: Result, output: Path) -> None:
    slug, audience, language = job.visible.slug, job.audience, job.language
    for made in result.outputs:
        if made.kind != "website":
            put(job.staging / made.path, output / made.path)
    if job.website:
        for top in ("sources", "websites"):
            name = Path(top, slug, audience, language)
            put(job.staging / name, output / name)
