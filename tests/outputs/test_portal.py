"""The portal: all clients, for engineers and coordinators, with links to what was built."""

import json
from pathlib import Path

import pytest
from builders import workspace, write
from click.testing import CliRunner, Result

from generator.cli.main import handbook
from generator.workspace import Workspace

SITES = {"sites": [{"id": "tokyo", "name": "Tokyo", "address": "Tokyo"}]}
FIREWALL = {"id": "fw-01", "kind": "firewall", "name": "Gate", "manufacturer": "Fortinet", "model": "FortiGate 60F",
            "site": "tokyo", "firmware": "7.4.8", "warranty_end": "2026-11-01"}  # fmt: skip


def run(made: Workspace, *arguments: str) -> Result:
    return CliRunner().invoke(handbook, ["--workspace", str(made.root), "portal", "--as-of", "2026-10-01", *arguments])


@pytest.fixture
def made(tmp_path: Path) -> Workspace:
    """Two clients with the same firewall, of which one was built."""
    files = {"sites.yml": SITES, "assets.yml": {"assets": [FIREWALL]}}
    made = workspace(tmp_path, acme=files, bolt={**files, "client.yml": {"name": "Bolt & Sons <K.K.>"}})
    entry = {"kind": "handbook", "language": "en", "path": "documents/acme/liaison/handbook.en.pdf"}
    manifest = {"client": "acme", "audience": "liaison", "outputs": [entry], "files": []}
    write(made.output / "manifests/acme/liaison.json", json.dumps(manifest))
    return made


def test_a_coordinator_finds_every_client_and_its_welcome_pack(made: Workspace) -> None:
    result = run(made)
    assert result.exit_code == 0, result.output
    page = (made.output / "portal/index.html").read_text("utf-8")
    assert "Acme Trading" in page
    assert "Bolt &#38; Sons" in page or "Bolt &amp; Sons" in page
    assert 'href="../documents/acme/liaison/handbook.en.pdf"' in page
    assert "documents/bolt" not in page


def test_engineers_find_who_has_what_and_what_runs_out(made: Workspace) -> None:
    assert run(made).exit_code == 0
    estate = (made.output / "portal/estate.html").read_text("utf-8")
    assert "Fortinet FortiGate 60F, 7.4.8" in estate
    row = estate[estate.index("Fortinet FortiGate 60F") :][:600]
    assert "Acme Trading" in row
    assert "Bolt" in row
    assert "Gate" in (made.output / "portal/attention.html").read_text("utf-8")


def test_the_portal_speaks_japanese_too(made: Workspace) -> None:
    assert run(made, "--language", "ja").exit_code == 0
    assert "お客様一覧" in (made.output / "portal/index.html").read_text("utf-8")


def test_without_clients_there_is_nothing_to_show(made: Workspace) -> None:
    for slug in ("acme", "bolt"):
        for path in made.client(slug).iterdir():
            path.unlink()
        made.client(slug).rmdir()
    assert run(made).exit_code == 2


@pytest.mark.parametrize(("language", "said"), [("en", "Liaison: <a"), ("ja", "窓口担当者：<a")])
def test_a_label_stands_apart_from_what_it_labels(made: Workspace, language: str, said: str) -> None:
    assert run(made, "--language", language).exit_code == 0
    assert said in (made.output / "portal/index.html").read_text("utf-8")
