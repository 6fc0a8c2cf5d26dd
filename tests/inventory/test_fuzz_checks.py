"""No inventory brings the checker down: damaged text, distorted data and odd files end in a report, in bounded time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from random import Random

import pytest
from builders import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import as_yaml, damaged, distorted

from generator.checks.run import Checker, judged
from generator.checks.settings import load_settings
from generator.diagnostics import Diagnostic, Report
from generator.inventory.folder import Folder
from generator.inventory.loading import Loaded, load
from generator.inventory.reading import SourceFile, parse
from generator.inventory.schema import FileKind, load_schema
from generator.inventory.structure import check_structure
from generator.reporters.codequality import as_code_quality
from generator.reporters.github import as_github
from generator.reporters.json import as_json
from generator.reporters.markdown import as_markdown
from generator.reporters.sarif import as_sarif
from generator.workspace import Workspace

AS_OF = date(2026, 10, 1)
LONGEST = 10.0
"""Seconds of processor time for one client; honest ones take a fiftieth."""
WORKSPACE = Workspace.at(ROOT)
SCHEMA = load_schema()
SETTINGS = load_settings(ROOT / "site_config" / "rules.yml")
SLUGS = WORKSPACE.slugs()
pytestmark = pytest.mark.skipif(not SLUGS, reason="the inventory has no client")


@cache
def real() -> Loaded:
    """The project's own inventory, read once; a test damages one file of one client at a time."""
    return load(WORKSPACE, SCHEMA, SLUGS)


@cache
def targets(most: int) -> list[tuple[str, int]]:
    """(client, number of a file) for every file; `most` characters in a client keep the normal run short."""
    clients = {s: f for s, f in real().clients.items() if sum(len(x.text) for _, x in f.sources) <= most}
    kept = clients or {SLUGS[0]: real().clients[SLUGS[0]]}
    return [(slug, n) for slug, folder in kept.items() for n in range(len(folder.sources))]


def checked(slug: str, number: int, text: str) -> list[Diagnostic]:
    """The client's check with another text in one of its files."""
    folder = real().clients[slug]
    kind, original = folder.sources[number]
    source = SourceFile(original.file, text)
    parse(source)
    if source.data is not None:
        check_structure(source, kind, SCHEMA)
    sources: list[tuple[FileKind, SourceFile]] = [*folder.sources]
    sources[number] = (kind, source)
    other = Folder(folder.path, folder.scope, sources, folder.pages, folder.files, folder.diagnostics)
    loaded = Loaded(WORKSPACE, SCHEMA, real().provider, {slug: other})
    checker = Checker(loaded, AS_OF, SETTINGS)
    checker.__dict__["provider"] = judged_once()
    return judged([checker.client(slug), checker.over_all()], SETTINGS)


@cache
def judged_once() -> object:
    """The provider's own check does not change with a client's files."""
    return Checker(Loaded(WORKSPACE, SCHEMA, real().provider, {}), AS_OF, SETTINGS).provider


def assert_reported(found: list[Diagnostic]) -> None:
    """Every diagnostic has words and a place, and every reporter can tell it."""
    report = Report(found)
    for d in report:
        assert d.message
        assert d.location.file
        assert d.location.line >= 1
        assert d.location.column >= 1
        assert d.location.end_column is None or d.location.end_column > d.location.column
    text = "".join([*as_github(report), as_markdown(report), str(as_json(report)), str(as_code_quality(report))])
    assert (text + str(as_sarif(report, {}))).encode()


@contextmanager
def bounded() -> Iterator[None]:
    before = time.process_time()
    yield
    assert time.process_time() - before < LONGEST


def text_damaged(most: int, number: int, seed: int) -> None:
    slug, n = targets(most)[number % len(targets(most))]
    text = damaged(real().clients[slug].sources[n][1].text, Random(seed))
    with bounded():
        assert_reported(checked(slug, n, text))


def data_distorted(most: int, number: int, seed: int) -> None:
    slug, n = targets(most)[number % len(targets(most))]
    text = as_yaml(distorted(real().clients[slug].sources[n][1].data, Random(seed)))
    with bounded():
        assert_reported(checked(slug, n, text))


def cases(examples: int) -> settings:
    return settings(deadline=None, max_examples=examples, suppress_health_check=list(HealthCheck))


ANY_FILE, SEED = st.integers(0, 10_000), st.integers(0, 2**40)


@cases(120)
@given(ANY_FILE, SEED)
def test_damaged_text(number: int, seed: int) -> None:
    text_damaged(60_000, number, seed)


@cases(200)
@given(ANY_FILE, SEED)
def test_distorted_data(number: int, seed: int) -> None:
    data_distorted(60_000, number, seed)


@pytest.mark.long
@cases(6_000)
@given(ANY_FILE, SEED)
def test_much_damaged_text(number: int, seed: int) -> None:
    text_damaged(10**9, number, seed)


@pytest.mark.long
@cases(10_000)
@given(ANY_FILE, SEED)
def test_much_distorted_data(number: int, seed: int) -> None:
    data_distorted(10**9, number, seed)
