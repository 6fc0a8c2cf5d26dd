"""Builds that are ended before their end: what is published is whole, and the next build makes up for the rest."""

import json
import random
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from building import DAY, build, files_of
from end_to_end.conftest import handbook, small

from generator.build.engine import Events, Order, execute
from generator.build.job import Result
from generator.build.manifest import manifests
from generator.build.plan import Task, Wanted
from generator.checks.settings import Settings
from generator.workspace import Workspace


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


def called(place: Workspace, number: int) -> None:
    """Give the client's contact a name with a number, which stands in its pages and documents."""
    path = place.client("acme") / "contacts.yml"
    path.write_text(re.sub(r"Hanako\d* Sato", f"Hanako{number} Sato", path.read_text("utf-8")), "utf-8")


def whole(target: Path) -> int:
    """What is published is a complete generation, as its manifest says; the number in the name on its pages."""
    current = (target / "acme/liaison/current").resolve()
    kept = json.loads(current.with_name(f"{current.name}.json").read_text("utf-8"))
    assert files_of(current) == kept["files"]
    pages = "".join(p.read_text("utf-8") for p in sorted(current.glob("en/*.html")))
    numbers = set(re.findall(r"Hanako(\d+) Sato", pages))
    assert len(numbers) == 1
    return int(numbers.pop())


def kill_builds(folder: Path, times: int) -> None:
    """Build and publish, and be killed at a random moment, so many times."""
    place, target, chance = small(folder / "place", languages=["en"]), folder / "published", random.Random(11)
    arguments = ("build", "--as-of", DAY, "--publish", str(target))
    called(place, 0)
    started = time.monotonic()
    assert handbook(place.root, *arguments).returncode == 0
    took = time.monotonic() - started
    newest, ended = 0, 0
    for number in range(1, times + 1):
        called(place, number)
        command = [str(Path(sys.executable).with_name("handbook")), "--workspace", str(place.root), *arguments]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.random() * took)
            ended += 1
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shown = whole(target)
        assert newest <= shown <= number
        newest = shown
    called(place, times + 1)
    done = handbook(place.root, *arguments)
    assert done.returncode == 0, done.stderr
    assert whole(target) == times + 1
    assert ended < times
    assert not [p for p in folder.rglob(".*") if p.name.startswith((".staging-", ".new-", ".tmp-"))]
    assert build(place, "--no-cache", "--output", str(folder / "clean"))
    assert files_of(place.output) == files_of(folder / "clean")


def test_builds_killed_at_random_moments_leave_what_is_published_whole(tmp_path: Path) -> None:
    kill_builds(tmp_path, 10)


@pytest.mark.long
def test_builds_killed_a_hundred_times_leave_what_is_published_whole(tmp_path: Path) -> None:
    kill_builds(tmp_path, 100)


def test_of_two_builds_at_once_the_second_says_who_is_there_and_the_first_is_whole(tmp_path: Path) -> None:
    place = small(tmp_path, languages=["en"])
    command = [str(Path(sys.executable).with_name("handbook")), "--workspace", str(place.root)]
    first = subprocess.Popen([*command, "build", "--as-of", DAY, "--only", "website"], stderr=subprocess.PIPE)
    lock, deadline = place.output / ".lock", time.monotonic() + 60
    while not (lock.is_file() and lock.read_text("utf-8")) and time.monotonic() < deadline:
        time.sleep(0.02)
    second = handbook(place.root, "build", "--as-of", DAY, "--only", "website")
    assert second.returncode == 1
    assert f"in use by process {first.pid}, since" in second.stderr
    assert first.wait(300) == 0
    assert files_of(place.output).keys() >= {"websites/acme/liaison/en/index.html"}
