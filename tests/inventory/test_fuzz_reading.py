"""No text and no bytes bring the reader down: always data or a diagnostic with a place, in bounded time."""

import time
from pathlib import Path
from random import Random

import pytest
from builders import ROOT
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from mutations import SCRAPS, damaged

from generator.diagnostics import Severity
from generator.inventory.front_matter import read_page
from generator.inventory.reading import SourceFile, parse, read

FILES = sorted((ROOT / "inventory").rglob("*.yml")) or sorted((ROOT / "generator/inventory/schema").glob("*.yml"))
LONGEST = 5.0
"""Seconds of processor time for one file; honest ones take a hundredth."""
QUICK = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
LONG = settings(deadline=None, max_examples=20_000, suppress_health_check=list(HealthCheck))
YAMLISH = st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=6), st.sampled_from(["a: ", "- ", "\n", "  "])))


def assert_reported(source: SourceFile) -> None:
    """Either there is data, or an error says why not; every place lies in the file."""
    errors = [d for d in source.diagnostics if d.severity is Severity.error]
    assert source.data is not None or errors
    last = source.text.count("\n") + source.text.count("\r") + source.text.count("\x85") + len(source.text) + 2
    for d in source.diagnostics:
        assert d.message
        assert d.hint
        assert 1 <= d.location.line <= last
        assert d.location.column >= 1


def parsed(text: str) -> None:
    source = SourceFile("x.yml", text)
    before = time.process_time()
    parse(source)
    assert time.process_time() - before < LONGEST
    assert_reported(source)


@QUICK
@given(st.text())
@example("")
@example("\ud800")
@example('"\\ud800"')
@example("? ? ? ?")
@example("a: &a [*a]")
@example("&a : *a")
@example("- &" + "a" * 5000 + " 1")
@example("---")
@example("~")
def test_any_text(text: str) -> None:
    parsed(text)


@QUICK
@given(YAMLISH)
def test_scraps_of_yaml(pieces: list[str]) -> None:
    parsed("".join(pieces))


@QUICK
@given(st.sampled_from(FILES), st.integers(0, 2**32))
def test_damaged_inventory_files(path: Path, seed: int) -> None:
    parsed(damaged(path.read_text("utf-8"), Random(seed)))


@QUICK
@given(st.binary(max_size=300), st.sampled_from(["x.yml", "page.md"]))
@example(b"\xff\xfea\x00:\x00", "x.yml")
@example("a: 日本".encode("shift_jis"), "page.md")
@example(b"---\n\x00\n---\n\xe3", "page.md")
@example(b"---\r\ntitle: x\r\n---\r\nbody", "page.md")
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, raw: bytes, name: str) -> None:
    path = tmp_path_factory.mktemp("bytes") / name
    path.write_bytes(raw)
    source = read(path, name) if name.endswith("yml") else read_page(path, name)
    for d in source.diagnostics:
        assert d.message
        assert d.location.line >= 1


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "9" * 1_000_000,
        "a: " + "x" * 1_900_000,
        "- " * 100_000,
        "[" * 100_000,
        "{" * 100_000,
        "a: " * 100_000,
        "? " * 50_000,
        "- a\n" * 400_000,
        "".join(f"k{i}: v\n" for i in range(100_000)),
        "".join(f"&a{i} x: *a{i}\n" for i in range(50_000)),
        "a: &a x\n" + "".join(f"k{i}: *a\n" for i in range(100_000)),
        "#" * 1_900_000,
        "'" + "\n" * 1_000_000,
        "a: |\n" + "  x\n" * 400_000,
        "k: v\n" * 300_000,
        "a: 0" + "1" * 1_000_000,
        "%TAG ! tag:x,2000:\n" * 10_000 + "--- a",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_much_of_anything_takes_bounded_time(text: str) -> None:
    parsed(text)


@pytest.mark.long
@LONG
@given(st.sampled_from(FILES), st.integers(0, 2**32))
def test_many_damaged_inventory_files(path: Path, seed: int) -> None:
    parsed(damaged(path.read_text("utf-8"), Random(seed)))


@pytest.mark.long
@LONG
@given(YAMLISH)
def test_many_scraps_of_yaml(pieces: list[str]) -> None:
    parsed("".join(pieces))
