"""What a change makes anew, and what it leaves alone: with the real command, on small clients."""

import json
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import write
from building import build, editions, files_of

from generator.build.engine import Events, Order, execute
from generator.build.plan import Task, Wanted
from generator.checks.settings import load_settings
from generator.workspace import Workspace

SITE, PDFS = {"website"}, {"handbook", "quick-card"}


@pytest.fixture
def place(two_clients: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the two built clients that a test may change."""
    shutil.copytree(two_clients.root, tmp_path / "place", copy_function=shutil.copy2, symlinks=True)
    return Workspace.at(tmp_path / "place")


def made(listed: list[dict[str, Any]]) -> dict[str, set[str]]:
    """By client, the kinds of outputs that were made or fetched, not left as they were."""
    found: dict[str, set[str]] = {}
    for o in listed:
        if o["how"] != "current":
            found.setdefault(o["client"], set()).add(o["kind"])
    return found


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_nothing_changed_makes_nothing(place: Workspace) -> None:
    before = files_of(place.output)
    assert build(place, "--jobs", "1") == []
    assert files_of(place.output) == before


def test_one_clients_words_make_its_outputs_alone(place: Workspace) -> None:
    replaced(place.client("acme") / "contacts.yml", "Hanako Sato", "Hanako Saito")
    assert made(build(place)).keys() == {"acme"}


def test_a_note_that_no_reader_sees_makes_nothing(place: Workspace) -> None:
    write(
        place.client("acme") / "client.yml", (place.client("acme") / "client.yml").read_text("utf-8") + "# a comment\n"
    )
    assert made(build(place)) == {}


def test_the_print_style_makes_documents_and_no_website(place: Workspace) -> None:
    style = place.styles / "print.css"
    style.write_text(style.read_text("utf-8") + "\n.nothing-has-this-class { color: #123456 }\n", "utf-8")
    found = made(build(place, "--language", "en"))
    assert found.keys() == {"acme", "beta"}
    assert all("website" not in kinds and "handbook" in kinds for kinds in found.values())


def test_the_theme_makes_websites_and_no_document(place: Workspace) -> None:
    sheet = next(place.theme.rglob("handbook.css"))
    sheet.write_text(sheet.read_text("utf-8") + "\n.nothing-has-this-class{color:#123456}\n", "utf-8")
    assert made(build(place, "--language", "en")) == {"acme": SITE, "beta": SITE}


def test_a_template_of_one_page_makes_what_shows_that_page(place: Workspace) -> None:
    template = place.pages("en") / "poster.md.j2"
    template.write_text(template.read_text("utf-8") + "\nPut it on the wall.\n", "utf-8")
    for kinds in made(build(place, "--language", "en")).values():
        assert "poster" in kinds
        assert "quick-card" not in kinds


def test_an_output_that_was_removed_by_hand_is_there_again(place: Workspace) -> None:
    path = place.output / "documents/acme/liaison/quick-card.en.pdf"
    before = path.read_bytes()
    path.unlink()
    build(place)
    assert path.read_bytes() == before


def test_another_day_makes_what_shows_it_and_nothing_else(place: Workspace) -> None:
    before = files_of(place.output / "documents")
    found = build(place, "--language", "en", day="2026-10-02")
    after = files_of(place.output / "documents")
    for output in (o for o in found if o["kind"] != "website"):
        name = Path(output["path"]).relative_to(place.output / "documents").as_posix()
        assert (output["how"] == "current") == (before[name] == after[name]), name


def test_what_left_the_inventory_leaves_the_output(place: Workspace) -> None:
    shutil.rmtree(place.client("beta"))
    replaced(place.client("acme") / "client.yml", "- en\n- ja", "- en")
    (place.client("acme") / "visits.yml").unlink(missing_ok=True)
    build(place)
    assert editions(place.output) == {"acme/liaison/en"}
    assert not list(place.output.rglob("*.ja.pdf"))
    assert not (place.output / "manifests/beta").exists()


def test_another_output_folder_is_filled_from_the_cache_byte_for_byte(place: Workspace, tmp_path: Path) -> None:
    found = build(place, "--output", str(tmp_path / "other"))
    assert {o["how"] for o in found} == {"cached"}
    assert files_of(tmp_path / "other") == files_of(place.output)


def test_damaged_entries_of_the_cache_are_made_anew_with_a_warning(place: Workspace, tmp_path: Path) -> None:
    for blob in (place.root / ".cache/liaison/blobs").rglob("*"):
        if blob.is_file() and blob.read_bytes().startswith(b"%PDF"):
            blob.write_bytes(b"%PDF damaged")
    said: list[str] = []
    found = build(place, "acme", "--language", "en", "--output", str(tmp_path / "other"), told=said)
    assert {o["how"] for o in found if o["kind"] == "handbook"} == {"built"}
    assert "thrown away" in said[0]
    path = "documents/acme/liaison/handbook.en.pdf"
    assert (tmp_path / "other" / path).read_bytes() == (place.output / path).read_bytes()


def test_an_entry_of_another_audience_is_not_believed(place: Workspace) -> None:
    from generator.build.cache import Cache

    cache = Cache(place.root / ".cache")
    entry = next((place.root / ".cache/liaison/entries").rglob("*.json"))
    moved = place.root / ".cache/staff/entries" / entry.parent.name / entry.name
    moved.parent.mkdir(parents=True)
    shutil.copyfile(entry, moved)
    assert cache.recall("liaison", entry.stem) is not None
    assert cache.recall("staff", entry.stem) is None
    assert cache.warnings


def test_the_plan_names_what_changed(place: Workspace) -> None:
    from end_to_end.conftest import handbook

    replaced(place.client("acme") / "contacts.yml", "Hanako Sato", "Hanako Saito")
    done = handbook(place.root, "plan", "--as-of", "2026-10-01", "--format", "json")
    assert done.returncode == 0, done.stderr
    steps = json.loads(done.stdout)
    assert {s["client"] for s in steps} == {"acme"}
    assert all(s["why"] == ["inventory/clients/acme/contacts.yml changed"] for s in steps)
    assert {s["language"]: "website" in s["build"] for s in steps} == {"en": True, "ja": False}
    matrix = json.loads(handbook(place.root, "plan", "--as-of", "2026-10-01", "--format", "github").stdout)
    assert matrix == {"include": [{"shard": "1/1"}]}


class _Meddler(Events):
    """Somebody who saves a style while a build is on, at the worst moment."""

    def __init__(self, path: Path) -> None:
        self.path, self.was = path, path.read_bytes()

    def planned(self, tasks: Sequence[Task], current: int) -> None:
        self.path.write_bytes(self.was + b"\n.saved-meanwhile{color:red}\n")


def test_what_was_saved_during_a_build_is_not_taken_for_what_was_planned(two_clients: Workspace, tmp_path: Path) -> None:
    copied = shutil.copytree(two_clients.root, tmp_path / "place", ignore=shutil.ignore_patterns("build"))
    place = Workspace.at(Path(copied))
    meddler = _Meddler(place.theme / "assets/handbook.css")
    settings = load_settings(place.site_config / "rules.yml")
    wanted = Wanted(("staff",), ("en",), pdf=False)

    def made(output: str, events: Events | None = None) -> dict[str, str]:
        order = Order(place, tmp_path / output, ["acme"], wanted, date(2026, 10, 1), settings, cache=tmp_path / "kept")
        assert not execute(order, events).failed
        return files_of(tmp_path / output)

    meddled = made("first", meddler)
    meddler.path.write_bytes(meddler.was)
    again, elsewhere = made("first"), made("second")
    shutil.rmtree(tmp_path / "kept")
    clean = made("clean")
    assert meddled != clean
    assert again == elsewhere == clean
