"""What makes websites quicker changes no byte of them."""

import subprocess
import sys
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


def test_workers_are_forked_with_the_builder_ready(two_clients: Workspace) -> None:
    """Settings that the builder refused would leave all of its preparation to each worker."""
    script = (
        "import sys, pathlib\n"
        "from generator.build import warm\n"
        "from mkdocs.config.defaults import MkDocsConfig\n"
        "plain = MkDocsConfig.validate\n"
        "def validate(self):\n"
        "    made = plain(self)\n"
        "    print('refused:', made[0])\n"
        "    return made\n"
        "MkDocsConfig.validate = validate\n"
        "warm.make_warm(pathlib.Path(sys.argv[1]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(two_clients.root)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[0] == "refused: []"
