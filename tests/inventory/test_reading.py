"""Reading YAML: what text means, what is refused, and where things stand."""

from pathlib import Path

import pytest

from generator.diagnostics import Severity
from generator.inventory import reading
from generator.inventory.reading import SourceFile, parse, read


def source(text: str) -> SourceFile:
    made = SourceFile("x.yml", text)
    parse(made)
    return made


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12:34:56:11:22:33", "12:34:56:11:22:33"),
        ("22:22:22", "22:22:22"),
        ("no", "no"),
        ("on", "on"),
        ("012", "012"),
        ("1:30", "1:30"),
        ("2026-10-01", "2026-10-01"),
        ("0x1F", 31),
        ("0o17", 15),
        ("12", 12),
        ("-1.5e3", -1500.0),
        ("true", True),
        ("~", None),
        ("'12'", "12"),
        ("9" * 60, "9" * 60),
    ],
)
def test_scalars_follow_yaml_1_2(text: str, value: object) -> None:
    assert source(f"a: {text}").data == {"a": value}


@pytest.mark.parametrize("text", ["1.10", "no", "012", "22:22:22"])
def test_text_that_other_readers_change_is_reported_and_kept(text: str) -> None:
    (found,) = source(f"a: {text}").diagnostics
    assert (found.rule, found.severity) == ("W110", Severity.warning)
    assert found.location.column == 4


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: b: c\n", "E101", 1, 5),
        ("a:\n\tb: 1\n", "E103", 2, 1),
        ("a: 1\nb: 2\na: 3\n", "E108", 3, 1),
        ("a: 1\n---\nb: 2\n", "E107", 2, 1),
        ("", "E115", 1, 1),
        ("a: \x07\n", "E104", 1, 1),
        ("a: {[1]: 2}\n", "E112", 1, 5),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", "E116", 3, 3),
        ("a: !!python/object:os.system 1\n", None, 0, 0),
        ("a: !secret 1\n", "E114", 1, 4),
        ("a: *nothing\n", "E101", 1, 4),
        ("a: " + "[" * 5000 + "]" * 5000, "E113", 1, 44),
    ],
)
def test_traps_are_diagnostics_with_a_place(text: str, rule: str | None, line: int, column: int) -> None:
    found = [d for d in source(text).diagnostics if d.severity is Severity.error]
    if rule is None:
        assert not found
        return
    assert (found[0].rule, found[0].location.line, found[0].location.column) == (rule, line, column)
    assert found[0].hint


def test_a_bomb_of_aliases_ends_in_a_diagnostic() -> None:
    lines = ["a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    made = source("\n".join(lines))
    assert made.data is None
    assert made.diagnostics[-1].rule == "E105"


def test_honest_aliases_are_read() -> None:
    assert source("a: &x {b: 1}\nc: *x\n").data == {"a": {"b": 1}, "c": {"b": 1}}


def test_a_missing_key_is_located_at_the_nearest_thing_that_holds_it() -> None:
    made = source("assets:\n  - id: fw-01\n    name: x\n")
    assert made.locate(("assets", 0, "kind")).line == 2
    assert (made.locate(("assets", 0, "name")).line, made.locate(("assets", 0, "name")).column) == (3, 11)
    assert made.locate(("assets", 0, "name"), "key").column == 5


def test_files_that_are_no_text_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shift_jis = tmp_path / "sjis.yml"
    shift_jis.write_bytes("a: 1\nname: 佐藤\n".encode("shift_jis"))
    (found,) = read(shift_jis, "sjis.yml").diagnostics
    assert (found.rule, found.location.line) == ("E102", 2)
    monkeypatch.setattr(reading, "LARGEST_FILE", 10)
    large = tmp_path / "large.yml"
    large.write_text("a: 12345678\n")
    assert read(large, "large.yml").diagnostics[0].rule == "E106"
    assert read(tmp_path, "folder").diagnostics[0].rule == "E111"
    assert read(tmp_path / "absent.yml", "absent.yml").diagnostics[0].rule == "E111"
