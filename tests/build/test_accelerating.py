"""What makes websites quicker changes no byte of them."""

from pathlib import Path

import pytest
from building import build, files_of

from generator.workspace import Workspace


def test_websites_are_the_same_without_the_speed_ups(
    two_clients: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("--only", "website", "--no-cache", "--jobs", "1", "--output")
    build(two_clients, *options, str(tmp_path / "quick"))
    monkeypatch.setenv("HANDBOOK_PLAIN", "1")
    build(two_clients, *options, str(tmp_path / "plain"))
    assert files_of(tmp_path / "quick") == files_of(tmp_path / "plain")
