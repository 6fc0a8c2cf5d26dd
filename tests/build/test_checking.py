"""Clients are checked whatever becomes of the processes that check them."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import workspace

from generator.build.checking import FEW, check
from generator.build.inputs import Inputs
from generator.build.lost import TimeLimitError, WorkerLostError
from generator.checks.settings import Settings


class Failing(Executor):
    """Loses every call in the same way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_exception(self.error)
        return future


@pytest.mark.parametrize("error", [WorkerLostError("gone"), TimeLimitError("too long"), MemoryError("too much")])
def test_what_a_worker_could_not_check_is_checked_here(tmp_path: Path, error: Exception) -> None:
    slugs = [f"client-{n:02}" for n in range(FEW + 1)]
    made = workspace(tmp_path, **{slug: {"sites.yml": "sites: 3\n"} for slug in slugs})
    found = check(Inputs(made, date(2026, 10, 1)), slugs, Settings(), None, Failing(error), lambda: None)
    assert len([d for d in found.report if d.location.file.endswith("sites.yml")]) >= len(slugs)
