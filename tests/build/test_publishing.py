"""Generations: what is published is complete, whatever happens; what left is withdrawn; and one can go back."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from builders import workspace, write
from end_to_end.conftest import handbook

from generator.build.generations import KEPT, publish, roll_back, withdraw
from generator.build.job import Output
from generator.build.locking import LockedError, locked
from generator.build.manifest import Built, write_manifest
from generator.workspace import Workspace

PAIR = [("acme", "liaison")]
BUILT = Built(date(2026, 10, 1), None, "2026-10-01T00:00:00+00:00")
HAMMER = """
import sys
from datetime import date
from pathlib import Path
sys.path[:0] = {path!r}
import test_publishing as t
output, target = Path({output!r}), Path({target!r})
for n in range(100000):
    t.built(output, n % 7)
    t.publish(output, target, t.PAIR)
    print(n, flush=True)
"""


def built(output: Path, number: int, pages: int = 40) -> None:
    """Put a website in the output folder whose pages all say the same number."""
    site = output / "websites/acme/liaison/en"
    shutil.rmtree(site, ignore_errors=True)
    for n in range(pages + number):
        write(site / f"page-{n}.html", f"{number}\n" * 200)
    write(site / "index.html", f"{number}\n{pages + number}\n")
    write(output / "documents/acme/liaison/handbook.en.pdf", f"%PDF {number}")
    index = Output("acme", "liaison", "en", "website", "websites/acme/liaison/en/index.html", 1.0, "a" * 64)
    write_manifest(output, "acme", "liaison", [index], BUILT)


def shown(target: Path) -> int:
    """The number of the generation that is shown; it is an error when it is not whole."""
    site = target / "acme/liaison/current/en"
    number, pages = map(int, (site / "index.html").read_text("utf-8").split())
    files = sorted(site.glob("page-*.html"))
    assert len(files) == pages
    assert {p.read_text("utf-8") for p in files} == {f"{number}\n" * 200}
    assert (target / "acme/liaison/current/documents/handbook.en.pdf").read_text("utf-8") == f"%PDF {number}"
    return number


def test_a_new_generation_takes_the_place_of_the_old_one_which_is_kept(tmp_path: Path) -> None:
    output, target = tmp_path / "build", tmp_path / "published"
    for number in range(4):
        built(output, number)
        assert publish(output, target, PAIR).renewed == ["acme/liaison"]
        assert shown(target) == number
    assert publish(output, target, PAIR).same == 1
    assert len([p for p in (target / "acme/liaison/generations").iterdir() if p.is_dir()]) == KEPT
    roll_back(target / "acme/liaison")
    assert shown(target) == 2


def test_a_rolled_back_website_is_published_anew_by_the_next_build(tmp_path: Path) -> None:
    output, target = tmp_path / "build", tmp_path / "published"
    for number in (1, 2):
        built(output, number)
        publish(output, target, PAIR)
    roll_back(target / "acme/liaison")
    assert publish(output, target, PAIR).renewed == ["acme/liaison"]
    assert shown(target) == 2


def test_pages_and_clients_that_went_away_are_told(tmp_path: Path) -> None:
    output, target = tmp_path / "build", tmp_path / "published"
    built(output, 1)
    publish(output, target, PAIR)
    built(output, 1, pages=39)
    assert publish(output, target, PAIR).withdrawn == ["acme/liaison/en/page-40.html"]
    assert list(withdraw(target, {"acme": ["liaison"]})) == []
    assert list(withdraw(target, {"acme": ["staff"]})) == ["acme/liaison"]
    assert not (target / "acme").exists()


def kill_at_random(tmp_path: Path, times: int) -> None:
    output, target, chance = tmp_path / "build", tmp_path / "published", random.Random(7)
    built(output, 0)
    publish(output, target, PAIR)
    path = [str(Path(__file__).parent), str(Path(__file__).parent.parent), *sys.path]
    script = HAMMER.format(path=path, output=str(output), target=str(target))
    for _ in range(times):
        process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.25)
        process.send_signal(signal.SIGKILL)
        process.wait()
        shown(target)
    built(output, 3)
    publish(output, target, PAIR)
    assert shown(target) == 3
    assert not list((target / "acme/liaison/generations").glob(".new-*"))


def test_killed_at_random_moments_what_is_published_is_whole(tmp_path: Path) -> None:
    kill_at_random(tmp_path, 10)


@pytest.mark.long
def test_killed_a_hundred_times_what_is_published_is_whole(tmp_path: Path) -> None:
    kill_at_random(tmp_path, 100)


def test_a_full_disk_leaves_the_published_website_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output, target = tmp_path / "build", tmp_path / "published"
    built(output, 1)
    publish(output, target, PAIR)
    built(output, 2)

    def full(source: Path, into: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(into))

    monkeypatch.setattr("generator.build.generations.shutil.copyfile", full)
    with pytest.raises(OSError, match="No space left"):
        publish(output, target, PAIR)
    assert shown(target) == 1
    monkeypatch.undo()
    publish(output, target, PAIR)
    assert shown(target) == 2


def test_two_builds_at_once_on_one_folder_do_not_harm_each_other(tmp_path: Path) -> None:
    made = workspace(tmp_path)
    with locked(made.output):
        done = handbook(made.root, "build", "--as-of", "2026-10-01")
    assert done.returncode == 1
    assert f"in use by process {os.getpid()}" in done.stderr
    assert "Traceback" not in done.stderr
    with locked(made.output), pytest.raises(LockedError), locked(made.output):
        pass


def test_a_build_publishes_and_withdraws(tmp_path: Path) -> None:
    made, target = workspace(tmp_path / "place", acme={"client.yml": {"languages": ["en"]}}), tmp_path / "published"
    arguments = ("build", "--as-of", "2026-10-01", "--publish", str(target))
    done = handbook(made.root, *arguments)
    assert done.returncode == 0, done.stderr
    assert (target / "acme/liaison/current/en/documents/handbook.en.pdf").is_file()
    made.client("acme").rename(made.client("apex"))
    path = made.client("apex") / "client.yml"
    path.write_text(path.read_text("utf-8").replace("acme", "apex"), "utf-8")
    done = handbook(made.root, *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert {o["client"] for o in json.loads(done.stdout)} == {"apex"}
    assert "withdrawn: acme/liaison" in done.stderr
    assert not (target / "acme").exists()


def test_shards_together_are_the_whole(two_clients: Workspace, tmp_path: Path) -> None:
    from building import build, files_of

    place = Workspace.at(Path(shutil.copytree(two_clients.root, tmp_path / "place", copy_function=shutil.copy2)))
    whole = files_of(place.output)
    shards = [tmp_path / f"shard-{n}" for n in (1, 2)]
    clients = [
        {o["client"] for o in build(place, "--shard", f"{n}/2", "--output", str(shard))}
        for n, shard in enumerate(shards, 1)
    ]
    assert sorted(map(sorted, clients)) == [["acme"], ["beta"]]
    shutil.rmtree(place.output)
    done = handbook(place.root, "merge", *map(str, shards))
    assert done.returncode == 0, done.stderr
    assert files_of(place.output) == whole
    assert build(place) == []
