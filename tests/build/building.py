"""Building in tests: the real command, and what it left behind."""

import hashlib
import json
from pathlib import Path
from typing import Any

from end_to_end.conftest import handbook

from generator.workspace import Workspace

DAY = "2026-10-01"
OWN = {"manifests", ".state", ".lock"}


def build(
    place: Workspace, *arguments: str, day: str = DAY, told: list[str] | None = None, code: int = 0
) -> list[dict[str, Any]]:
    """Build, and what was listed."""
    done = handbook(place.root, "build", "--as-of", day, "--format", "json", *arguments)
    assert done.returncode == code, done.stderr
    if told is not None:
        told.append(done.stderr)
    listed: list[dict[str, Any]] = json.loads(done.stdout)
    return listed


def files_of(folder: Path) -> dict[str, str]:
    """Every file that a build made, by name: its content."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and OWN.isdisjoint(p.relative_to(folder).parts)
    }


def editions(output: Path) -> set[str]:
    """The editions that have a website."""
    return {p.parent.relative_to(output / "websites").as_posix() for p in output.glob("websites/*/*/*/index.html")}
