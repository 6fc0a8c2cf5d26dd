"""Whatever is changed in whatever order, an incremental build gives, byte for byte, what a clean one gives."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from building import build, files_of

from generator.workspace import Workspace

Change = Callable[[Workspace, random.Random], object]


def _appended(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def contact(place: Workspace, chance: random.Random) -> None:
    path = place.client(chance.choice(["acme", "beta"])) / "contacts.yml"
    path.write_text(path.read_text("utf-8").replace("Hanako", chance.choice(["Hana", "Hanae", "Hanako"])), "utf-8")


def provider(place: Workspace, chance: random.Random) -> None:
    path = place.provider / "provider.yml"
    path.write_text(path.read_text("utf-8").replace("Lantern IT", chance.choice(["Lantern", "Lantern IT"])), "utf-8")


def language(place: Workspace, chance: random.Random) -> None:
    path = place.client("acme") / "client.yml"
    both, one = "- en\n- ja\n", "- en\n"
    text = path.read_text("utf-8").replace(both, one) if chance.random() < 0.5 else path.read_text("utf-8")
    path.write_text(text if both in text or chance.random() < 0.5 else text.replace(one, both), "utf-8")


def template(place: Workspace, chance: random.Random) -> None:
    name = chance.choice(["contact", "poster", "team"])
    _appended(place.pages("en") / f"{name}.md.j2", f"\nOne more sentence, {chance.randrange(9)}.\n")


def theme(place: Workspace, chance: random.Random) -> None:
    _appended(next(place.theme.rglob("handbook.css")), f"\n.x{chance.randrange(9)}{{color:#123}}\n")


def style(place: Workspace, chance: random.Random) -> None:
    _appended(place.styles / "print.css", f"\n.x{chance.randrange(9)} {{ color: #123 }}\n")


def by_hand(place: Workspace, chance: random.Random) -> None:
    found = sorted(p for p in (place.output / "websites").rglob("index.html") if p.is_file())
    if found:
        chance.choice(found).write_text("somebody was here", "utf-8")


def no_cache(place: Workspace, chance: random.Random) -> None:
    shutil.rmtree(place.root / ".cache", ignore_errors=chance.random() < 2)


CHANGES: tuple[Change, ...] = (contact, provider, language, template, theme, style, by_hand, no_cache)


def compare(two_clients: Workspace, tmp_path: Path, seed: int, steps: int, *options: str) -> None:
    shutil.copytree(two_clients.root, tmp_path / "place", copy_function=shutil.copy2)
    place, chance = Workspace.at(tmp_path / "place"), random.Random(seed)
    shutil.rmtree(place.output)
    for step in range(steps):
        done = [change.__name__ for change in chance.sample(CHANGES, 2)]
        for change in CHANGES:
            if change.__name__ in done:
                change(place, chance)
        day = chance.choice(["2026-10-01", "2026-10-02", "2026-12-31"])
        build(place, *options, day=day)
        clean = tmp_path / f"clean-{step}"
        build(place, *options, "--no-cache", "--output", str(clean), day=day)
        assert files_of(place.output) == files_of(clean), (seed, step, done, day)
        shutil.rmtree(clean)


def test_websites_are_those_of_a_clean_build(two_clients: Workspace, tmp_path: Path) -> None:
    compare(two_clients, tmp_path, 1, 3, "--only", "website")


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 6))
def test_everything_is_as_of_a_clean_build_after_many_changes(
    two_clients: Workspace, tmp_path: Path, seed: int
) -> None:
    compare(two_clients, tmp_path, seed, 5)
