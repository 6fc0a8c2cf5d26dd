"""handbook build --offline: one zip for each client and audience."""

import zipfile
from pathlib import Path

from builders import workspace
from click.testing import CliRunner

from generator.cli.main import handbook


def build(root: Path, *more: str) -> str:
    arguments = ["--workspace", str(root), "build", "--as-of", "2026-10-01", "--only", "website", "--jobs", "1", *more]
    done = CliRunner().invoke(handbook, arguments)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_zip_holds_all_languages_and_those_of_clients_that_left_go(tmp_path: Path) -> None:
    made = workspace(tmp_path)
    left = made.output / "offline/gone/gone-liaison.zip"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"")
    said = build(tmp_path)
    assert "offline" not in said
    assert left.exists()
    said = build(tmp_path, "--offline")
    assert "build/offline/acme/acme-liaison.zip" in said
    with zipfile.ZipFile(made.output / "offline/acme/acme-liaison.zip") as packed:
        names = packed.namelist()
    assert {"acme-liaison/index.html", "acme-liaison/en/index.html", "acme-liaison/ja/index.html"} <= set(names)
    assert not left.exists()
