"""A full disk, a file too large, a folder that nobody may write in: it is told, and nothing published is harmed."""

import contextlib
import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from building import DAY, files_of
from end_to_end.conftest import handbook, small

from generator.workspace import Workspace

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return small(tmp_path_factory.mktemp("place"), languages=["en"])


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=48m,mode=0777", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def bound(place: Workspace, before: Callable[[], None], *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command under bounds that `before` sets in its process."""
    command = [str(Path(sys.executable).with_name("handbook")), "--workspace", str(place.root), "build"]
    options = ["--as-of", DAY, "--only", "website"]
    return subprocess.run(
        [*command, *options, *arguments], capture_output=True, text=True, check=False, preexec_fn=before
    )


def without_rights() -> None:
    """Root, too, may no longer write where a folder's mode does not let it."""
    if os.getuid() == 0 and ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0):
        os._exit(99)


def fill(path: Path) -> None:
    """Write until there is no room."""
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(bytes(100_000)):
            pass


def test_a_full_disk_leaves_what_is_published(place: Workspace, disk: Path) -> None:
    options = ("--as-of", DAY, "--output", str(disk / "build"), "--no-cache")
    publish = ("publish", str(disk / "published"), "--output", str(disk / "build"))
    assert handbook(place.root, "build", "--only", "website", *options).returncode == 0
    assert handbook(place.root, *publish).returncode == 0
    before = files_of(disk / "published/acme/liaison/current")
    path = place.client("acme") / "contacts.yml"
    path.write_text(path.read_text("utf-8").replace("Hanako", "Hanae"), "utf-8")
    fill(disk / "filler")
    done = handbook(place.root, "build", "--only", "website", *options)
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    handbook(place.root, *publish)
    assert files_of(disk / "published/acme/liaison/current") == before
    (disk / "filler").unlink()
    assert handbook(place.root, "build", "--only", "website", *options).returncode == 0
    assert handbook(place.root, *publish).returncode == 0
    assert files_of(disk / "published/acme/liaison/current") != before
    assert not list((disk / "build").glob(".staging-*"))


def test_a_size_that_no_file_may_have_is_told(place: Workspace, tmp_path: Path) -> None:
    most = (20_000, 20_000)
    done = bound(place, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, most), "--output", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "acme/liaison/en website was not built" in done.stderr
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out/websites").exists()


def test_a_read_only_output_folder_is_told(place: Workspace, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    done = bound(place, without_rights, "--output", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "must be writable" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_read_only_cache_is_told_and_does_without(place: Workspace, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o500)
    done = bound(place, without_rights, "--output", str(tmp_path / "out"), "--cache", str(tmp_path / "cache"))
    assert done.returncode == 0, done.stderr
    assert "nothing can be kept in" in done.stderr
    assert (tmp_path / "out/websites/acme/liaison/en/index.html").is_file()
