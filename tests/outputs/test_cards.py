"""The contact card and the calendar file: what a telephone must be able to read, and what they must never hold."""

from pathlib import Path
from typing import Any

import pytest
from composing import composed
from icalendar import Calendar

from generator.editions.language import Language
from generator.outputs.calendar import calendar_file
from generator.outputs.cards import support_card
from generator.outputs.web.words import Words

SITES = {"sites": [{"id": "tokyo", "name": "Tokyo", "address": "1-2-3 Mihon, Minato-ku; Tokyo"}]}
PLAN = {
    "id": "monthly",
    "site": "tokyo",
    "rule": "FREQ=MONTHLY;BYDAY=2TU",
    "starts_on": "2026-09-01",
    "arrival_window": {"from": "10:00", "to": "10:30"},
    "purpose": "Maintenance; what has collected, and a long line that must be folded somewhere in the file",
}
FILES: dict[str, Any] = {"sites.yml": SITES, "visits.yml": {"visit_plans": [PLAN]}}


def card(folder: Path, language: str = "en", audience: str = "liaison") -> str:
    made, composition = composed(folder, client=FILES, language=language, audience=audience)
    return support_card(composition, Words.of(made, Language(language)).group("card")).decode()


def events(folder: Path, language: str = "en") -> list[Any]:
    made, composition = composed(folder, client=FILES, language=language)
    text = calendar_file(composition, Words.of(made, Language(language)).group("calendar"))
    return [part for part in Calendar.from_ical(text).walk() if part.name == "VEVENT"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_card_reaches_the_team_and_says_when(tmp_path: Path, language: str) -> None:
    text = card(tmp_path, language).replace("\r\n ", "")
    assert "TEL;TYPE=WORK,VOICE:+81355500190" in text
    assert "help@lantern.example.co.jp" in text
    assert "09:00" in text
    assert "ACME" in text


def test_no_card_holds_a_mobile_number_even_for_engineers(tmp_path: Path) -> None:
    assert "9055500191" not in card(tmp_path, audience="engineer")


def test_a_japanese_name_is_split_with_its_reading(tmp_path: Path) -> None:
    text = card(tmp_path, "ja")
    assert "N:森;健司;;;" in text
    assert "X-PHONETIC-LAST-NAME:もり" in text


def test_lines_are_folded_between_characters(tmp_path: Path) -> None:
    raw = card(tmp_path, "ja").encode()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    for line in raw.split(b"\r\n"):
        line.decode()


def test_visits_stand_in_the_calendar_at_their_moment(tmp_path: Path) -> None:
    visits = [e for e in events(tmp_path) if "visit" in str(e["summary"])]
    assert visits[0]["dtstart"].dt.isoformat() == "2026-10-13T01:00:00+00:00"
    assert "report" in str(visits[0]["description"]).lower()
    assert str(visits[0]["location"]).startswith("1-2-3 Mihon, Minato-ku; Tokyo")


def test_holidays_stand_in_the_calendar_in_the_readers_language(tmp_path: Path) -> None:
    said = {str(e["dtstart"].dt): str(e["summary"]) for e in events(tmp_path, "ja")}
    assert said["2026-11-03"] == "ランタンIT 休業: 文化の日"


def test_an_event_keeps_its_identity_from_one_issue_to_the_next(tmp_path: Path) -> None:
    ids = [str(e["uid"]) for e in events(tmp_path)]
    assert len(ids) == len(set(ids))
    assert "visit-monthly-2026-10-13@acme.handbook.invalid" in ids


def test_a_name_of_two_lines_spoils_neither_card_nor_calendar(tmp_path: Path) -> None:
    """An address copied with its line breaks: the calendar's name had broken off the whole website."""
    provider = {"provider.yml": {"name": "Lantern\nIT"}}
    made, composition = composed(tmp_path, client=FILES, provider=provider)
    text = calendar_file(composition, Words.of(made, Language("en")).group("calendar"))
    assert Calendar.from_ical(text)["X-WR-CALNAME"].count("Lantern IT") == 1
    lines = support_card(composition, Words.of(made, Language("en")).group("card")).decode().split("\r\n")
    assert not any("\n" in line for line in lines)
