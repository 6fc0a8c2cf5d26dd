"""The real yaml-language-server reads a broken inventory file: what an engineer sees while typing."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import ROOT, workspace, write
from click.testing import CliRunner
from language_server import LanguageServer

from generator.cli.main import handbook
from generator.workspace import Workspace

SERVER = Path(__file__).parent / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
MODELINE = "# yaml-language-server: $schema=../../../site_config/schema/{}.json\n"
BROKEN = MODELINE.format("assets") + (
    "assets:\n"
    "  - id: fw-01\n"
    "    kind: firewal\n"
    "    nmae: Firewall\n"
    "    site: tokyo\n"
    "    purchase_date: 2026/10/1\n"
    "    admin_password: x\n"
    "    status: \n"
    "    \n"
)


def column(line: int, word: str) -> int:
    return BROKEN.splitlines()[line].index(word)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("editor")
    for name in ("templates", "site_config"):
        (folder / name).symlink_to(ROOT / name)
    return workspace(folder, acme={"assets.yml": BROKEN})


@pytest.fixture(scope="module")
def server(made: Workspace) -> Iterator[LanguageServer]:
    """Missing where npm or the network is; in continuous integration nothing may be missing."""
    node = shutil.which("node")
    if node is None or not SERVER.is_file():
        reason = "yaml-language-server is not installed: `make setup-test` does it, with node and npm"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with LanguageServer([node, str(SERVER), "--stdio"], made.root) as running:
        yield running


@pytest.fixture(scope="module")
def assets(server: LanguageServer, made: Workspace) -> str:
    return server.open(made.client("acme") / "assets.yml")


def completed(answer: Any) -> dict[str, str]:
    """Suggestions and what is told about each."""
    items = answer["items"] if isinstance(answer, dict) else answer
    return {item["label"]: str(item.get("documentation", "")) for item in items}


def test_errors_arrive_on_their_lines(server: LanguageServer, assets: str) -> None:
    found = {(p["range"]["start"]["line"], p["message"]) for p in server.problems(assets)}
    said = {line: " ".join(message for at, message in found if at == line) for line, _ in found}
    assert "firewall" in said[3], "the values there are"
    assert "nmae" in said[4]
    assert "Write YYYY-MM-DD" in said[6], "words, not a pattern"
    assert "password manager" in said[7], "our own words about what is never stored"
    assert "manufacturer" in said[2], "what is missing, at the record"
    assert not {0, 1, 5} & said.keys()


def test_fields_are_completed_with_what_they_mean(server: LanguageServer, assets: str) -> None:
    server.problems(assets)
    fields = completed(server.at("completion", assets, 9, 4))
    assert "serial" in fields
    assert "シリアル" in fields["serial"]
    assert "id" not in fields, "given already"
    assert "admin_password" not in fields


def test_values_are_completed(server: LanguageServer, assets: str) -> None:
    server.problems(assets)
    assert {"planned", "active", "spare", "retired"} <= completed(server.at("completion", assets, 8, 12)).keys()


def test_hover_tells_what_a_field_is_for(server: LanguageServer, assets: str) -> None:
    server.problems(assets)
    told = server.at("hover", assets, 3, column(3, "kind"))["contents"]["value"]
    assert "What sort of device it is." in told
    assert "機器の種類です。" in told


def test_a_clients_own_ids_are_completed_from_its_variant(server: LanguageServer, made: Workspace) -> None:
    write(made.client("acme") / "sites.yml", {"sites": [{"id": "tokyo", "name": "Tokyo", "address": "1-2-3 Mihon"}]})
    result = CliRunner().invoke(handbook, ["--workspace", str(made.root), "schema", "--client", "acme"])
    assert result.exit_code == 0, result.output
    text = "# yaml-language-server: $schema=.schema/services.json\nservices:\n  - id: a\n    site: \n"
    uri = server.open(write(made.client("acme") / "services.yml", text))
    server.problems(uri)
    assert "tokyo" in completed(server.at("completion", uri, 3, 10))


def test_a_sound_file_has_no_errors(server: LanguageServer, made: Workspace) -> None:
    text = MODELINE.format("sites") + "sites:\n  - {id: tokyo, name: Tokyo, address: 1-2-3 Mihon}\n"
    assert server.problems(server.open(write(made.client("acme") / "sites.yml", text))) == []


def test_the_server_is_pinned_by_hash_and_its_lock_names_no_host() -> None:
    lock = json.loads((SERVER.parents[3] / "package-lock.json").read_text("utf-8"))
    packages = {name: given for name, given in lock["packages"].items() if name}
    assert "node_modules/yaml-language-server" in packages
    for name, given in packages.items():
        assert given["integrity"].startswith("sha512-"), name
        assert "resolved" not in given, name
