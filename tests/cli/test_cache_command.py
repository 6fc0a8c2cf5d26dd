"""handbook cache: what it holds, and making it smaller, what was not used for longest first; and handbook rollback."""

import os
from datetime import date
from pathlib import Path

import pytest
from builders import workspace, write
from click.testing import CliRunner, Result

from generator.build.cache import Cache
from generator.build.generations import publish
from generator.build.job import Output
from generator.build.manifest import Built, write_manifest
from generator.cli.main import handbook
from generator.workspace import Workspace

SIZE = 10_000


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """A workspace whose cache holds four results of 10,000 bytes each, the oldest first."""
    made = workspace(tmp_path)
    cache = Cache(made.root / ".cache")
    for number, audience in enumerate(["liaison", "liaison", "staff", "liaison"]):
        file = write(tmp_path / "files" / f"{number}.txt", str(number) * SIZE)
        key = str(number) * 64
        cache.put(audience, key, {"file.txt": file}, {"pages": number})
        entry = made.root / ".cache" / audience / "entries" / key[:2] / f"{key}.json"
        os.utime(entry, (1_700_000_000 + number, 1_700_000_000 + number))
    return made


def run(place: Workspace, *arguments: str) -> Result:
    return CliRunner().invoke(handbook, ["--workspace", str(place.root), *arguments], prog_name="handbook")


def kept(place: Workspace) -> list[str]:
    return sorted(p.stem[0] for p in (place.root / ".cache").rglob("*.json"))


def test_stats_tell_what_each_audience_has(place: Workspace) -> None:
    lines = run(place, "cache", "stats").output.splitlines()
    assert [line.split() for line in lines] == [
        ["liaison", "3", "results", "3", "files", "29.3", "KB"],
        ["staff", "1", "results", "1", "files", "9.8", "KB"],
        ["in", "all", "4", "results", "39.1", "KB"],
    ]


def test_prune_removes_what_was_not_used_for_longest_and_leaves_the_rest_whole(
    place: Workspace, tmp_path: Path
) -> None:
    Cache(place.root / ".cache").get("liaison", "0" * 64, tmp_path / "used")
    done = run(place, "cache", "prune", "--size", "25000")
    assert done.exit_code == 0, done.output
    assert kept(place) == ["0", "3"]
    assert sum(p.stat().st_size for p in (place.root / ".cache").glob("*/blobs/*/*")) == 2 * SIZE
    cache = Cache(place.root / ".cache")
    assert cache.get("liaison", "3" * 64, tmp_path / "again") == {"pages": 3}
    assert (tmp_path / "again/file.txt").read_text("utf-8") == "3" * SIZE
    assert cache.get("liaison", "1" * 64, tmp_path / "gone") is None
    assert cache.warnings == []


def test_prune_wants_a_size(place: Workspace) -> None:
    done = run(place, "cache", "prune", "--size", "much")
    assert done.exit_code == 2
    assert "write 500M or 2G" in done.output
    assert kept(place) == ["0", "1", "2", "3"]


def test_one_audiences_results_are_never_anothers(place: Workspace, tmp_path: Path) -> None:
    root = place.root / ".cache"
    name = Path("entries/22", f"{'2' * 64}.json")
    (root / "liaison" / name).parent.mkdir(exist_ok=True)
    (root / "staff" / name).replace(root / "liaison" / name)
    cache = Cache(root)
    assert cache.get("liaison", "2" * 64, tmp_path / "stolen") is None
    assert "not what was written under this name" in cache.warnings[0]


def test_rollback_shows_the_generation_before_and_says_when_there_is_none(place: Workspace, tmp_path: Path) -> None:
    target, built = tmp_path / "published", Built(date(2026, 10, 1), None, "2026-10-01T00:00:00+00:00")
    for word in ("old", "new"):
        write(place.output / "websites/acme/liaison/en/index.html", word)
        index = Output("acme", "liaison", "en", "website", "websites/acme/liaison/en/index.html", 1.0, "a" * 64)
        write_manifest(place.output, "acme", "liaison", [index], built)
        publish(place.output, target, [("acme", "liaison")])
    page = target / "acme/liaison/current/en/index.html"
    assert page.read_text("utf-8") == "new"
    done = run(place, "rollback", "acme", "--publish", str(target))
    assert done.exit_code == 0, done.output
    assert page.read_text("utf-8") == "old"
    again = run(place, "rollback", "acme", "--publish", str(target))
    assert again.exit_code == 1
    assert "no generation before the current one" in again.output
    assert page.read_text("utf-8") == "old"
    assert run(place, "rollback", "nobody", "--publish", str(target)).exit_code == 2
