"""No inventory brings the checker down: damaged text, distorted data and odd files end in a report, in bounded time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
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
PROVIDER = "provider"
# What templates say does not change with the inventory.
TEMPLATES = dict.fromkeys(("W630", "W810", "E811", "W812", "E813", "W814", "W815"))
SLUGS = WORKSPACE.slugs()
pytestmark = pytest.mark.skipif(not SLUGS, reason="the inventory has no client")


@cache
def real() -> Loaded:
    """The project's own inventory, read once; a test damages one file of one client at a time."""
    return load(WORKSPACE, SCHEMA, SLUGS)


def folder_of(name: str) -> Folder:
    return real().provider if name == PROVIDER else real().clients[name]


@cache
def targets(most: int) -> list[tuple[str, int]]:
    """(client or provider, number of a file) for every file; clients of `most` characters keep the normal run short."""
    small = [s for s in SLUGS if sum(len(x.text) for _, x in folder_of(s).sources) <= most] or SLUGS[:1]
    return [(name, n) for name in (PROVIDER, *small) for n in range(len(folder_of(name).sources))]


def checked(name: str, number: int, text: str) -> list[Diagnostic]:
    """The check of a client, or of the provider and the smallest client, with another text in one of the files."""
    folder = folder_of(name)
    kind, original = folder.sources[number]
    source = SourceFile(original.file, text)
    parse(source)
    if source.data is not None:
        check_structure(source, kind, SCHEMA)
    sources: list[tuple[FileKind, SourceFile]] = [*folder.sources]
    sources[number] = (kind, source)
    other = Folder(folder.path, folder.scope, sources, folder.pages, folder.files, folder.diagnostics)
    if name != PROVIDER:
        checker = Checker(Loaded(WORKSPACE, SCHEMA, real().provider, {name: other}), AS_OF, SETTINGS)
        checker.__dict__["provider"] = whole_provider()
        return judged([checker.client(name), checker.over_all()], SETTINGS)
    slug = targets(0)[-1][0]
    without_templates = replace(SETTINGS, severities={**SETTINGS.severities, **TEMPLATES})
    checker = Checker(Loaded(WORKSPACE, SCHEMA, other, {slug: real().clients[slug]}), AS_OF, without_templates)
    return judged([checker.provider, checker.client(slug)], SETTINGS)


@cache
def whole_provider() -> object:
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
    text = damaged(folder_of(slug).sources[n][1].text, Random(seed))
    with bounded():
        assert_reported(checked(slug, n, text))


def data_distorted(most: int, number: int, seed: int) -> None:
    slug, n = targets(most)[number % len(targets(most))]
    text = as_yaml(distorted(folder_of(slug).sources[n][1].data, Random(seed)))
    with bounded():
        assert_reported(checked(slug, n, text))


def cases(examples: int) -> settings:
    return settings(deadline=None, max_examples=examples, suppress_health_check=list(HealthCheck))


ANY_FILE, SEED = st.integers(0, 10_000), st.integers(0, 2**40)


@cases(80)
@given(ANY_FILE, SEED)
def test_damaged_text(number: int, seed: int) -> None:
    text_damaged(60_000, number, seed)


@cases(130)
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
