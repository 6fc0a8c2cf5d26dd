"""The starter folder that `handbook new` writes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.workspace import Workspace


def write_starter(workspace: Workspace, slug: str, name: str, day: date) -> Iterator[Path]:
    """Write the starter files of a client and yield each path."""
    yield from ()
