"""Builds that are ended before their end: what is published is whole, and the next build makes up for the rest."""

from datetime import date
from pathlib import Path

import pytest
from end_to_end.conftest import small

from generator.build.engine import Events, Order, execute
from generator.build.job import Result
from generator.build.manifest import manifests
from generator.build.plan import Task, Wanted
from generator.checks.settings import Settings


class Interrupts(Events):
    """Interrupts a build when its second part has ended."""

    count = 0

    def ended(self, task: Task, result: Result) -> None:
        self.count += 1
        if self.count == 2:
            raise KeyboardInterrupt


def test_manifests_that_a_build_could_not_write_are_written_by_the_next(tmp_path: Path) -> None:
    place = small(tmp_path)
    wanted = Wanted(("liaison",), pdf=False)
    order = Order(place, place.output, ["acme"], wanted, date(2026, 10, 1), Settings(), 1, complete=True)
    with pytest.raises(KeyboardInterrupt):
        execute(order, Interrupts())
    assert list(place.output.glob("websites/acme/liaison/*/index.html"))
    assert list(manifests(place.output)) == []
    assert execute(order).results.keys() == {"acme/liaison/ja"}
    (manifest,) = manifests(place.output)
    assert {e["language"] for e in manifest["outputs"]} == {"en", "ja"}
    before = manifest
    (place.output / "manifests/acme/liaison.json").unlink()
    assert execute(order).results == {}
    assert [e["path"] for e in next(manifests(place.output))["outputs"]] == [e["path"] for e in before["outputs"]]
