"""Lines to tick."""

from dataclasses import dataclass
from typing import Any

from generator.pages.ticks import runs


@dataclass(frozen=True)
class Line:
    item: Any
    text: str
    asset: str | None = None
    expected: str | None = None
    write_down: str | None = None
    critical: bool = False


def named(line: Any) -> Any:
    return getattr(line, "asset", None)


def test_what_is_asked_of_several_devices_is_said_once() -> None:
    item = object()
    lines = [Line(item, "Test the battery", f"UPS {n}", "Passed", "Load", critical=True) for n in (1, 2)]
    (run,) = runs(lines, named)
    assert (run["lead"]["text"], run["lead"]["expected"]) == ("Test the battery", "Passed")
    assert [(t["asset"], t["write_down"], t["critical"], t["text"]) for t in run["ticks"]] == [
        ("UPS 1", "Load", True, None),
        ("UPS 2", "Load", True, None),
    ]


def test_a_single_device_keeps_its_words_beside_it() -> None:
    (run,) = runs([Line(object(), "Test the battery", "UPS 1")], named)
    assert run["lead"] is None
    assert (run["ticks"][0]["asset"], run["ticks"][0]["text"]) == ("UPS 1", "Test the battery")


def test_lines_about_no_device_stay_as_they_are_and_in_order() -> None:
    item = object()
    lines = ["a", Line(object(), "b"), Line(item, "c", "X"), Line(item, "c", "Y"), {"text": "d"}]
    assert [t["text"] for run in runs(lines, named) for t in run["ticks"]] == ["a", "b", None, None, "d"]
