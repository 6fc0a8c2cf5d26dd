"""Tests of commands write no templates or styles: links to the project's own save copying them for every test."""

from pathlib import Path

import pytest
from builders import ROOT


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A folder for a small workspace whose templates and configuration are links."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    for name in ("templates", "site_config"):
        (folder / name).symlink_to(ROOT / name)
    return folder
