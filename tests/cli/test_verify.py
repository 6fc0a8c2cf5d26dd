"""Is this copy the current one? With real manifests of hand-made outputs."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from builders import workspace, write
from click.testing import CliRunner, Result

from generator.build.job import Output
from generator.build.manifest import Built, write_manifest
from generator.cli.main import handbook
from generator.workspace import Workspace

SITE, PDF = "websites/acme/liaison/en", "documents/acme/liaison/handbook.en.pdf"


@pytest.fixture
def made(tmp_path: Path) -> Workspace:
    """A workspace with a website of two files and one PDF, and their manifest."""
    made = workspace(tmp_path)
    write(made.output / SITE / "index.html", "<h1>Acme</h1>")
    write(made.output / SITE / "contact.html", "<h1>Contact</h1>")
    write(made.output / PDF, "%PDF-1.7 one")
    outputs = [
        Output("acme", "liaison", "en", "website", f"{SITE}/index.html", 1.0, "a" * 64),
        Output("acme", "liaison", "en", "handbook", PDF, 1.0, "b" * 64, 3, "3F2A-91CC"),
    ]
    write_manifest(
        made.output, "acme", "liaison", outputs, Built(date(2026, 10, 1), "abc", "2026-10-01T00:00:00+00:00")
    )
    return made


def verify(workspace: Workspace, thing: object) -> Result:
    return CliRunner().invoke(handbook, ["--workspace", str(workspace.root), "verify", str(thing)])


def test_what_was_built_last_is_current_wherever_it_lies(made: Workspace, tmp_path: Path) -> None:
    copy = tmp_path / "downloaded"
    shutil.copytree(made.output / SITE, copy)
    assert verify(made, copy).exit_code == 0
    assert verify(made, made.output / PDF).exit_code == 0
    assert verify(made, "3f2a-91cc").exit_code == 0


def test_an_old_or_changed_copy_is_told(made: Workspace, tmp_path: Path) -> None:
    copy = tmp_path / "downloaded"
    shutil.copytree(made.output / SITE, copy)
    write(copy / "contact.html", "<h1>Contacts</h1>")
    write(copy / "extra.html", "x")
    result = verify(made, copy)
    assert result.exit_code == 1
    assert "contact.html differs" in result.output
    assert "extra.html should not be there" in result.output
    old = write(tmp_path / "handbook.en.pdf", "%PDF-1.7 old")
    result = verify(made, old)
    assert result.exit_code == 1
    assert "3F2A-91CC" in result.output
    assert verify(made, "0000-0000").exit_code == 1


def test_what_cannot_be_compared_is_wrong_usage(made: Workspace, tmp_path: Path) -> None:
    assert verify(made, "nothing").exit_code == 2
    shutil.rmtree(made.output / "manifests")
    result = verify(made, made.output / PDF)
    assert result.exit_code == 2
    assert "handbook build" in result.output


def test_a_manifest_names_commit_and_time_once_and_forgets_what_is_gone(made: Workspace) -> None:
    path = made.output / "manifests/acme/liaison.json"
    data = json.loads(path.read_text("utf-8"))
    assert {e["commit"] for e in data["outputs"]} == {"abc"}
    assert {f["path"] for f in data["files"]} == {PDF, f"{SITE}/index.html", f"{SITE}/contact.html"}
    (made.output / PDF).unlink()
    site = Output("acme", "liaison", "en", "website", f"{SITE}/index.html", 1.0, "c" * 64)
    write_manifest(made.output, "acme", "liaison", [site], Built(date(2026, 10, 2), None, "2026-10-02T00:00:00+00:00"))
    data = json.loads(path.read_text("utf-8"))
    assert [e["kind"] for e in data["outputs"]] == ["website"]
    assert data["outputs"][0]["as_of"] == "2026-10-02"


def test_a_damaged_manifest_counts_as_none(made: Workspace) -> None:
    write(made.output / "manifests/acme/liaison.json", "{")
    assert verify(made, made.output / PDF).exit_code == 2
