"""Results appear by rename: nobody ever sees half a website."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

STAGING = ".staging-"


@contextmanager
def staging(output: Path) -> Iterator[Path]:
    """A folder beside the results, on the same file system, that goes away with everything left in it.

    What a build that was killed left behind goes away too: whoever is here holds the folder's lock.
    """
    output.mkdir(parents=True, exist_ok=True)
    for left in output.glob(f"{STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(mkdtemp(prefix=STAGING, dir=output))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put(source: Path, target: Path) -> None:
    """Move a finished file or folder to its place; what stood there goes away afterwards."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if not source.is_dir():
        source.replace(target)
        return
    old = source.with_name(source.name + ".old")
    if target.exists():
        target.rename(old)
    source.rename(target)
    shutil.rmtree(old, ignore_errors=True)
