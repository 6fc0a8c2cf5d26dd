"""One build at a time in a folder: a second one says who is there, and harms nothing."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

NAME = ".lock"


class LockedError(Exception):
    """Another process works in the folder; the message says which."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. The system lets go of it when the process ends, however that happens."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            who = file.read().strip() or "another process"
            raise LockedError(f"{folder} is in use by {who}; wait until it has finished, or end it") from error
        file.truncate(0)
        file.write(f"process {os.getpid()}, since {datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\n")
        file.flush()
        yield
        file.truncate(0)
