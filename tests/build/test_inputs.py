"""Each kind of input, changed by itself: `handbook plan` names what it makes out of date, precisely, and why."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from building import DAY
from end_to_end.conftest import handbook

from generator.workspace import Workspace

SITE = "website"
WORD = '\nmsgid "Working hours"\nmsgstr "When"\n'
BOTH, WEBSITES, DOCUMENTS, NOTHING = "both", "websites", "documents", "nothing"


@pytest.fixture
def place(two_clients: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(two_clients.root, tmp_path / "place", copy_function=shutil.copy2, symlinks=True)
    return Workspace.at(tmp_path / "place")


def planned(place: Workspace, day: str = DAY, path: Path | None = None) -> dict[str, Any]:
    """By edition, what would be made and why."""
    environment = {"PYTHONPATH": f"{path}:{Path(__file__).parents[2]}"} if path else {}
    options = ("--language", "en", "--as-of", day, "--format", "json")
    done = handbook(place.root, "plan", *options, environment=environment)
    assert done.returncode == 0, done.stderr
    return {s["client"]: s for s in json.loads(done.stdout) if s["build"] or s["cached"]}


def sorts(step: dict[str, Any]) -> str:
    """Which sorts of outputs are out of date."""
    found = {kind == SITE for kind in step["build"]}
    return BOTH if len(found) == 2 else WEBSITES if found == {True} else DOCUMENTS


def appended(name: str, text: str) -> Callable[[Workspace], None]:
    def change(place: Workspace) -> None:
        path = place.root / name
        path.write_bytes(path.read_bytes() + text.encode())

    return change


def replaced(name: str, old: str, new: str) -> Callable[[Workspace], None]:
    def change(place: Workspace) -> None:
        path = place.root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return change


def added(name: str, text: str) -> Callable[[Workspace], None]:
    return lambda place: (place.root / name).write_text(text, "utf-8") and None


@pytest.mark.parametrize(
    ("change", "sort", "clients", "why"),
    [
        (replaced("inventory/clients/acme/contacts.yml", "Hanako Sato", "Hana Sato"), BOTH, ["acme"], "contacts.yml"),
        (replaced("inventory/provider/team.yml", "Kenji Mori", "Ken Mori"), BOTH, ["acme", "beta"], "team.yml"),
        (appended("inventory/clients/acme/client.yml", "# a comment\n"), NOTHING, [], ""),
        (appended("templates/pages/en/contact.md.j2", "\nAsk us.\n"), BOTH, ["acme", "beta"], "contact.md.j2"),
        (appended("templates/documents/base.html.j2", "<!-- -->"), DOCUMENTS, ["acme", "beta"], "base.html.j2"),
        (appended("site_config/styles/print.css", "\n.x { color: #123 }\n"), DOCUMENTS, ["acme", "beta"], "print.css"),
        (appended("site_config/theme/assets/handbook.css", "\n.x{color:#123}\n"), WEBSITES, ["acme", "beta"], "theme"),
        (appended("site_config/fonts/fonts.conf", "<!-- -->"), DOCUMENTS, ["acme", "beta"], "fonts.conf"),
        (replaced("site_config/mkdocs.base.yml", "    - navigation.top\n", ""), WEBSITES, ["acme", "beta"], "mkdocs"),
        (appended("templates/locale/en.po", WORD), BOTH, ["acme", "beta"], "en.po"),
        (appended("site_config/rules.yml", "\n# a comment\n"), NOTHING, [], ""),
        (appended("site_config/publish.yml", "\n# a comment\n"), NOTHING, [], ""),
        (added("inventory/clients/acme/notes.txt~", "left by an editor"), NOTHING, [], ""),
    ],
)
def test_a_change_makes_out_of_date_what_shows_it(
    place: Workspace, change: Callable[[Workspace], None], sort: str, clients: list[str], why: str
) -> None:
    change(place)
    found = planned(place)
    assert sorted(found) == clients
    for step in found.values():
        assert sorts(step) == sort
        assert any(why in reason for reason in step["why"])


@pytest.mark.parametrize(("package", "sort"), [("weasyprint", DOCUMENTS), ("mkdocs", WEBSITES), ("babel", NOTHING)])
def test_another_version_of_a_library_makes_what_it_makes(
    place: Workspace, tmp_path: Path, package: str, sort: str
) -> None:
    metadata = tmp_path / f"{package}-999.dist-info/METADATA"
    metadata.parent.mkdir()
    metadata.write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 999\n", "utf-8")
    found = planned(place, path=tmp_path)
    assert sorted(found) == ([] if sort == NOTHING else ["acme", "beta"])
    for step in found.values():
        assert sorts(step) == sort
        assert any(f"version of {package} was" in reason and "is 999" in reason for reason in step["why"])
