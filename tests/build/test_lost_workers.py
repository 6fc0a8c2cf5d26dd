"""A job whose worker is lost is tried once more, and then reported with its client; the others are built."""

import os
import signal
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from building import editions
from end_to_end.conftest import small

from generator.build import engine
from generator.build.engine import Order, Outcome, execute
from generator.build.job import Job, Result, run
from generator.build.plan import Wanted
from generator.build.workers import Limits
from generator.checks.settings import Settings
from generator.workspace import Workspace

TRIES = "tries"


def _tried(job: Job) -> int:
    """How often this job has been begun."""
    path = job.root / TRIES
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{job.name}\n")
    return path.read_text("utf-8").split("\n").count(job.name)


def dies_once(job: Job) -> Result:
    if job.visible.slug == "beta" and _tried(job) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return run(job)


def dies_always(job: Job) -> Result:
    if job.visible.slug == "beta" and _tried(job):
        os.kill(os.getpid(), signal.SIGKILL)
    return run(job)


def eats_memory(job: Job) -> Result:
    if job.visible.slug == "beta" and _tried(job):
        return Result(job.name, [], str(len(bytearray(1_000_000_000_000))))
    return run(job)


def sleeps(job: Job) -> Result:
    if job.visible.slug == "beta" and _tried(job):
        time.sleep(600)
    return run(job)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    made = small(tmp_path, languages=["en"])
    text = (made.client("acme") / "client.yml").read_text("utf-8")
    for path in made.client("acme").iterdir():
        made.client("beta").mkdir(exist_ok=True)
        (made.client("beta") / path.name).write_bytes(path.read_bytes())
    (made.client("beta") / "client.yml").write_text(text.replace("acme", "beta").replace("ACME", "BETA"), "utf-8")
    return made


def built(place: Workspace, patch: pytest.MonkeyPatch, job: Any, limits: Limits | None = None) -> Outcome:
    patch.setattr(engine, "run", job)
    wanted = Wanted(("liaison",), pdf=False)
    order = Order(
        place, place.output, place.slugs(), wanted, date(2026, 10, 1), Settings(), 2, limits or Limits(), complete=True
    )
    return execute(order)


def errors(outcome: Outcome) -> dict[str, str]:
    return {r.name: r.error for made in outcome.results.values() for r in made if r.error}


def test_a_job_whose_worker_was_killed_is_done_by_another(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert errors(built(place, monkeypatch, dies_once)) == {}
    assert editions(place.output) == {"acme/liaison/en", "beta/liaison/en"}


@pytest.mark.parametrize(
    ("job", "limits", "words", "tries"),
    [
        (dies_always, Limits(), "lost, twice", 2),
        (eats_memory, Limits(), "more memory than a worker may have, twice", 2),
        (sleeps, Limits(seconds=30), "took more than 30 seconds", 1),
    ],
)
def test_what_cannot_be_built_is_reported_with_its_client_and_the_others_are_built(
    place: Workspace, monkeypatch: pytest.MonkeyPatch, job: Any, limits: Limits, words: str, tries: int
) -> None:
    found = errors(built(place, monkeypatch, job, limits))
    assert found.keys() == {"beta/liaison/en website"}
    assert words in found["beta/liaison/en website"]
    assert (place.root / TRIES).read_text("utf-8").count("website") == tries
    assert editions(place.output) == {"acme/liaison/en"}
    assert not list(place.output.glob(".staging-*"))
