"""How far a build is: lines for people, objects for programs, and a bar on a terminal that names client and rest."""

import json
from io import StringIO

from generator.build.job import Result
from generator.build.plan import Task
from generator.cli.progress import Progress

TASKS = [Task("acme", "liaison", "en", part, "", 1.0) for part in ("website", "book")]


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def built(stream: StringIO, form: str = "text", error: str | None = None) -> str:
    """A build of two parts, as it is told."""
    with Progress(stream, form) as progress:
        progress.planned(TASKS, 3)
        for task in TASKS:
            progress.started(task)
        for task in TASKS:
            progress.ended(task, Result(task.name, error=error, stages={"composing": 0.5, "website": 2.0}))
    return stream.getvalue()


def test_lines_say_which_part_ended_how_long_it_took_and_what_is_left() -> None:
    first, second = built(StringIO()).splitlines()
    assert first.startswith("[1/2] acme/liaison/en website unchanged (2.5 s; ")
    assert "s left" in first
    assert second.startswith("[2/2] acme/liaison/en book")
    assert "left" not in second


def test_a_part_that_could_not_be_built_is_told() -> None:
    assert "[1/2] acme/liaison/en website failed" in built(StringIO(), error="no room")


def test_programs_get_one_object_a_line() -> None:
    events = [json.loads(line) for line in built(StringIO(), "json", "no room").splitlines()]
    assert [e["event"] for e in events] == ["planned", "started", "started", "ended", "ended"]
    assert events[0].items() >= {"parts": 2, "current": 3}.items()
    ended = {"client": "acme", "part": "acme/liaison/en website", "outcome": "failed", "error": "no room"}
    assert events[3].items() >= ended.items()


def test_a_terminal_shows_client_and_parts_and_is_clean_afterwards() -> None:
    shown = built(Terminal())
    assert "acme 2/2" in shown
    assert shown.rstrip().endswith("\x1b[2K")
