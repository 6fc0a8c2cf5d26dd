"""What leaves the inventory leaves the output and what is published, and the build says so: all sorts of it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from building import DAY
from end_to_end.conftest import handbook

from generator.workspace import Workspace


@dataclass
class Left:
    """The files that went away, by their names below the output folder and below the publish folder."""

    output: set[str]
    published: set[str]
    said: str


def named(folder: Path) -> set[str]:
    """Pages, documents and manifests; the last generation only."""
    found = (p.relative_to(folder) for p in folder.rglob("*") if p.suffix in (".html", ".pdf", ".json"))
    return {p.as_posix() for p in found if not {"generations", ".state"} & set(p.parts)}


def shown(target: Path) -> set[str]:
    """What is published, through the links to the current generations."""
    return {f"{link.relative_to(target)}/{name}" for link in target.glob("*/*/current") for name in named(link)}


@pytest.fixture(scope="module")
def left(two_clients: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Left:
    """Of two published clients one goes away, and of the other one a language, a page and documents of its visits."""
    root, target = tmp_path_factory.mktemp("left") / "place", tmp_path_factory.mktemp("published")
    shutil.copytree(two_clients.root, root, copy_function=shutil.copy2, symlinks=True)
    place = Workspace.at(root)
    assert handbook(root, "publish", str(target)).returncode == 0
    before, before_published = named(place.output), shown(target)
    shutil.rmtree(place.client("beta"))
    (place.client("acme") / "visits.yml").unlink()
    path = place.client("acme") / "client.yml"
    path.write_text(path.read_text("utf-8").replace("- en\n- ja", "- en"), "utf-8")
    done = handbook(root, "build", "--as-of", DAY, "--publish", str(target))
    assert done.returncode == 0, done.stderr
    return Left(before - named(place.output), before_published - shown(target), done.stdout + done.stderr)


def test_a_client(left: Left) -> None:
    assert {"websites/beta/liaison/en/index.html", "documents/beta/liaison/handbook.en.pdf"} <= left.output
    assert "manifests/beta/liaison.json" in left.output
    assert "beta/liaison/current/en/index.html" in left.published
    assert "withdrawn: beta/liaison\n" in left.said


def test_a_language(left: Left) -> None:
    assert {"websites/acme/liaison/ja/index.html", "documents/acme/liaison/handbook.ja.pdf"} <= left.output
    assert "acme/liaison/current/ja/index.html" in left.published
    assert "withdrawn: acme/liaison/ja\n" in left.said


def test_a_page(left: Left) -> None:
    assert "websites/acme/liaison/en/site-visits.html" in left.output
    assert "acme/liaison/current/en/site-visits.html" in left.published
    assert "withdrawn: acme/liaison/en/site-visits.html\n" in left.said


def test_a_document(left: Left) -> None:
    gone = {name for name in left.output if name.startswith("documents/acme/liaison/") and name.endswith(".en.pdf")}
    assert gone
    for name in gone:
        assert f"acme/liaison/current/documents/{Path(name).name}" in left.published
        assert f"websites/acme/liaison/en/documents/{Path(name).name}" in left.output
        assert f"withdrawn: {name}\n" in left.said


def test_what_is_still_in_the_inventory_stays(left: Left) -> None:
    for kept in ("websites/acme/liaison/en/index.html", "documents/acme/liaison/handbook.en.pdf"):
        assert kept not in left.output
    assert "acme/liaison/current/en/index.html" not in left.published


def test_an_audience(two_clients: Workspace, tmp_path: Path) -> None:
    root, target = tmp_path / "place", tmp_path / "published"
    shutil.copytree(two_clients.root, root, copy_function=shutil.copy2, symlinks=True)
    place = Workspace.at(root)
    assert handbook(root, "publish", str(target)).returncode == 0
    shutil.rmtree(place.client("acme"))
    (place.site_config / "publish.yml").write_text("audiences: [staff]\n", "utf-8")
    done = handbook(root, "build", "--as-of", DAY, "--publish", str(target))
    assert done.returncode == 0, done.stderr
    assert {p.name for p in place.output.glob("websites/*/*")} == {"staff"}
    assert {p.name for p in place.output.glob("documents/*/*")} == {"staff"}
    assert {f"{p.parent.name}/{p.name}" for p in target.glob("*/*")} == {"beta/staff"}
    assert "withdrawn: beta/liaison\n" in done.stdout
