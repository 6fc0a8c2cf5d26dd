"""The quick reader and the thorough one never disagree: the same data, every key and value in the same place."""

from random import Random
from typing import Any

import pytest
import yaml
from builders import ROOT
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from mutations import SCRAPS, damaged

from generator.inventory.building import DEEPEST, MOST_VALUES, Builder
from generator.inventory.marks import Marks, QuickMarks
from generator.inventory.quick import quick_marks
from generator.inventory.reading import SourceFile, parse

FILES = sorted((ROOT / "inventory").rglob("*.yml")) + sorted((ROOT / "generator/inventory/schema").glob("*.yml"))
QUICK = settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
LONG = settings(deadline=None, max_examples=10_000, suppress_health_check=list(HealthCheck))
YAMLISH = st.lists(
    st.one_of(
        st.sampled_from(SCRAPS),
        st.sampled_from(["a: ", "b: ", "- ", "\n", "  ", "1", "{a: b", ", ", "}", "[x", "]", "'x'", '"y"', "? ", "#"]),
    ),
    max_size=12,
)


def quickly(text: str) -> QuickMarks | None:
    def every_mark() -> Marks:
        return thoroughly(text)[1].marks

    return quick_marks(text, MOST_VALUES, DEEPEST, every_mark)


def thoroughly(text: str) -> tuple[Any, Builder]:
    parser = yaml.CSafeLoader(text)
    builder = Builder("x.yml", parser)
    try:
        return builder.document(), builder
    finally:
        parser.dispose()


def assert_the_same(text: str) -> bool:
    """Whether the quick reader took the text; then the thorough one has nothing else to say of it."""
    quick = quickly(text)
    if quick is None:
        return False
    data, exact = thoroughly(text)
    assert exact.diagnostics == []
    assert typed(quick.root) == typed(data)
    for path, pair in exact.marks.items():
        assert path in quick
        assert quick[path] == pair, path
    assert ("no such key",) not in quick
    assert set(quick) == set(exact.marks)
    return True


def typed(value: Any) -> Any:
    """Data in which 1, 1.0 and True differ."""
    if isinstance(value, dict):
        return {k: typed(v) for k, v in value.items()}
    if isinstance(value, list):
        return [typed(v) for v in value]
    return type(value), value


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_same_of_every_file(path: Any) -> None:
    assert_the_same(path.read_text("utf-8"))


def test_most_of_the_inventory_is_read_quickly() -> None:
    taken = [quickly(path.read_text("utf-8")) is not None for path in FILES]
    assert sum(taken) > 0.9 * len(taken)


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x\n",
        "a: 1\na: 2\n",
        "a: 1.10\n",
        "a: no\n",
        "a: !x 1\n",
        "a: {<<: b}\n",
        "a: 1\n---\nb: 2\n",
        "? [a]\n: 1\n",
        "a: 1\r\nb: 2\r\n",
        "",
        "~",
        "a",
        "a: b: c",
        "a: " + "[" * 50 + "]" * 50,
    ],
)
def test_what_is_odd_is_left_to_the_thorough_reader(text: str) -> None:
    assert quickly(text) is None


@QUICK
@given(YAMLISH)
@example(["? a\nb: 1\n"])
@example(["a: |"])
@example(["&x a: b"])
@example(["&x: b"])
@example(["a: {b, &c: d}"])
@example(["!!str a: b"])
@example(['a: "b\\0"'])
@example(['a: "b\\n\\u3042"'])
@example(['"a\\r": b'])
@example(["a: >-\n  x\n  y\nb:\n- 1\n- x: 'it''s'\n"])
@example(['a: "x\\n\\\n  y"\nb: x\n  y\n'])
@example(["a:\nb: null\nc: ~\nd: [, ]\n"])
@example(["a: {b, c: , d: [1, {e: f}]}\n"])
@example(["- - - 1\n  - 2\n-\n- {}\n- []\n"])
def test_the_same_of_scraps(pieces: list[str]) -> None:
    assert_the_same("".join(pieces))


@QUICK
@given(st.sampled_from(FILES), st.integers(0, 2**32))
def test_the_same_of_damaged_files(path: Any, seed: int) -> None:
    text = damaged(path.read_text("utf-8"), Random(seed))
    assert_the_same(text[:20_000])


@pytest.mark.long
@LONG
@given(YAMLISH)
def test_the_same_of_many_scraps(pieces: list[str]) -> None:
    assert_the_same("".join(pieces))


def test_a_place_is_told_without_the_whole_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes a warning in a large file cheap."""
    source = SourceFile("x.yml", "a:\n  - {b: 1, c: [x, y]}\n  - d: text\n")
    parse(source)
    monkeypatch.setattr(QuickMarks, "_exact", lambda _: pytest.fail("the whole table was made"))
    place = source.locate(("a", 0, "c", 1))
    assert (place.line, place.column, place.end_column) == (2, 19, 20)
    assert source.locate(("a", 1, "nothing")).line == 3
