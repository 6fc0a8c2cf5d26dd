"""The sources of a website: what the script is told, and what a page says of itself."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from composing import composed

from generator.outputs.paper.brand import contrast
from generator.outputs.web import opening, write_sources
from generator.outputs.web.identity import DARK_SURFACE, readable_on

HOLIDAY = {"country": "JP", "closing_days": [{"from": "2026-12-29", "to": "2027-01-03", "reason": "New Year"}]}
RUNBOOK = {
    "id": "internet-down",
    "title": "Internet down",
    "situation": "No page opens",
    "audience": "staff",
    "last_verified": "2026-09-12",
    "steps": [{"id": "look", "do": "Look at the router"}],
}


def sources(folder: Path, **options: Any) -> Path:
    made, composition = composed(folder / "workspace", **options)
    write_sources(made, composition, ("en", "ja"), folder / "sources")
    return folder / "sources"


def front_matter(page: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(page.read_text("utf-8").split("---")[1])
    return found


def test_the_script_is_told_hours_closed_days_and_how_far_they_are_known(tmp_path: Path) -> None:
    _, composition = composed(tmp_path, provider={"provider.yml": {"holiday_calendar": HOLIDAY}})
    told = opening.opening(composition)
    assert told["hours"] == [[[540, 1080]]] * 5 + [[], []]
    assert {"2026-11-03", "2026-12-30"} <= set(told["closed"])
    assert told["zone"] == told["readerZone"] == "Asia/Tokyo"
    assert told["knownTo"] == "2027-09-30"


def test_the_clients_own_closing_days_do_not_close_support(tmp_path: Path) -> None:
    closing = {"closing_days": [{"from": "2026-10-20", "to": "2026-10-20", "reason": "Founding day"}]}
    _, composition = composed(tmp_path, client={"client.yml": {"holiday_calendar": closing}})
    assert "2026-10-20" not in opening.opening(composition)["closed"]


def test_midnight_ends_a_day_and_does_not_begin_it(tmp_path: Path) -> None:
    provider = {"provider.yml": {"working_hours": {"mon": "00:00-24:00"}}}
    _, composition = composed(tmp_path, provider=provider)
    assert opening.opening(composition)["hours"][0] == [[0, 1440]]


def test_without_known_hours_the_script_says_nothing(tmp_path: Path) -> None:
    _, composition = composed(tmp_path, provider={"provider.yml": {"working_hours": None}})
    assert opening.opening(composition) == {}


def test_both_ways_to_reach_the_team_stand_on_every_page(tmp_path: Path) -> None:
    text = (sources(tmp_path) / "mkdocs.yml").read_text("utf-8")
    reach = yaml.safe_load(text)["extra"]["handbook"]["reach"]
    assert 'href="tel:+81355500190"' in reach["phone"]
    assert 'href="mailto:' in reach["mail"]


def test_a_page_says_who_keeps_it_and_when_it_was_verified(tmp_path: Path) -> None:
    folder = sources(tmp_path, client={"runbooks/internet.yml": RUNBOOK})
    about = front_matter(folder / "docs/runbook-internet-down.md")["about"]
    assert about["owner"] == "Kept up to date by Kenji Mori"
    assert about["verified"] == "last verified 12 Sept 2026"


@pytest.mark.parametrize(("audience", "shown"), [("engineer", True), ("liaison", False)])
def test_only_engineers_are_told_file_and_line(tmp_path: Path, audience: str, shown: bool) -> None:
    folder = sources(tmp_path, client={"runbooks/internet.yml": RUNBOOK}, audience=audience)
    everything = "".join(p.read_text("utf-8") for p in folder.rglob("*.md"))
    assert bool(re.search(r"inventory/clients/acme/runbooks/internet\.yml:1\b", everything)) is shown


def test_the_front_page_has_one_heading_of_its_own(tmp_path: Path) -> None:
    text = (sources(tmp_path) / "docs/index.md").read_text("utf-8")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


def test_the_data_is_a_script_that_says_nothing_else(tmp_path: Path) -> None:
    text = (sources(tmp_path) / "docs" / opening.FILE).read_text("utf-8")
    assert json.loads(text.removeprefix("var handbook=").rstrip(";\n"))["lang"] == "en"


@pytest.mark.parametrize("colour", ["#0f4c81", "#7a0019", "#ffd500", "#000000"])
def test_the_providers_colour_can_be_read_in_the_dark(colour: str) -> None:
    assert contrast(readable_on(colour, DARK_SURFACE), DARK_SURFACE) >= 4.5
