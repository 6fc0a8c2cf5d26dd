"""Whatever is changed in whatever order, an incremental build gives, byte for byte, what a clean one gives."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest
from building import build, files_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.workspace import Workspace

Change = Callable[[Workspace, int], object]


def _appended(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def contact(place: Workspace, n: int) -> None:
    path = place.client("acme") / "contacts.yml"
    path.write_text(path.read_text("utf-8").replace("Hanako", ("Hana", "Hanae", "Hanako")[n % 3]), "utf-8")


def note(place: Workspace, n: int) -> None:
    _appended(place.client("acme") / "client.yml", f"# note {n}\n")


def provider(place: Workspace, n: int) -> None:
    path = place.provider / "provider.yml"
    path.write_text(path.read_text("utf-8").replace("Lantern IT", ("Lantern", "Lantern IT")[n % 2]), "utf-8")


def language(place: Workspace, n: int) -> None:
    path = place.client("acme") / "client.yml"
    both, one = "- en\n- ja\n", "- en\n"
    text = path.read_text("utf-8").replace(both, one)
    path.write_text(text.replace(one, both) if n % 2 else text, "utf-8")


def a_client_comes(place: Workspace, n: int) -> None:
    if not place.client("gamma").exists():
        shutil.copytree(place.client("acme"), place.client("gamma"))
        path = place.client("gamma") / "client.yml"
        path.write_text(path.read_text("utf-8").replace("acme", "gamma").replace("ACME", f"GAMMA{n}"), "utf-8")


def a_client_goes(place: Workspace, n: int) -> None:
    shutil.rmtree(place.client(("beta", "gamma")[n % 2]), ignore_errors=True)


def visits(place: Workspace, n: int) -> None:
    (place.client("acme") / "visits.yml").unlink(missing_ok=True)


def template(place: Workspace, n: int) -> None:
    _appended(place.pages("en") / f"{('contact', 'poster', 'team')[n % 3]}.md.j2", f"\nOne more sentence, {n}.\n")


def theme(place: Workspace, n: int) -> None:
    _appended(next(place.theme.rglob("handbook.css")), f"\n.x{n}{{color:#123}}\n")


def style(place: Workspace, n: int) -> None:
    _appended(place.styles / "print.css", f"\n.x{n} {{ color: #123 }}\n")


def words(place: Workspace, n: int) -> None:
    catalogue = place.catalogue("en")
    text = catalogue.read_text("utf-8").partition('\nmsgid "Working hours"')[0]
    catalogue.write_text(f'{text}\nmsgid "Working hours"\nmsgstr "When {n}"\n', "utf-8")


def by_hand(place: Workspace, n: int) -> None:
    found = sorted(p for p in (place.output / "websites").rglob("index.html") if p.is_file())
    if found:
        found[n % len(found)].write_text("somebody was here", "utf-8")


def no_cache(place: Workspace, n: int) -> None:
    shutil.rmtree(place.root / ".cache", ignore_errors=True)


CHANGES: tuple[Change, ...] = (
    contact, note, provider, language, a_client_comes, a_client_goes, visits, template, theme, style, words, by_hand,
    no_cache,
)  # fmt: skip
DAYS = ("2026-10-01", "2026-10-02", "2026-12-31")
STEPS = st.lists(
    st.tuples(st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 5)), min_size=2, max_size=3),
              st.sampled_from(DAYS)),
    min_size=2, max_size=3,
)  # fmt: skip
Steps = list[tuple[list[tuple[Change, int]], str]]


def compare(two_clients: Workspace, folder: Path, steps: Steps, *options: str) -> None:
    """Take the steps one after the other, a build after each, and build cleanly beside it."""
    own = Path(mkdtemp(dir=folder))
    shutil.copytree(two_clients.root, own / "place", copy_function=shutil.copy2)
    place = Workspace.at(own / "place")
    shutil.rmtree(place.output)
    for changes, day in steps:
        for change, n in changes:
            change(place, n)
        build(place, *options, day=day)
        build(place, *options, "--no-cache", "--output", str(own / "clean"), day=day)
        assert files_of(place.output) == files_of(own / "clean"), [change.__name__ for change, _ in changes]
        shutil.rmtree(own / "clean")
    shutil.rmtree(own)


def few(count: int) -> settings:
    """So many examples, the same at every run; what fails is not made smaller, for that takes an hour."""
    kept = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)
    return settings(
        max_examples=count, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=kept,
    )  # fmt: skip


@few(3)
@given(STEPS)
def test_websites_are_those_of_a_clean_build(two_clients: Workspace, tmp_path: Path, steps: Steps) -> None:
    compare(two_clients, tmp_path, steps, "--only", "website")


@pytest.mark.long
@few(12)
@given(STEPS)
def test_everything_is_as_of_a_clean_build_after_many_changes(
    two_clients: Workspace, tmp_path: Path, steps: Steps
) -> None:
    compare(two_clients, tmp_path, steps)
