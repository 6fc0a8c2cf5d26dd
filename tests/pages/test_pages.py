"""What readers of the composed pages would miss: honesty, the same in both languages, nothing empty."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import HOURS, workspace

from generator.editions.edition import make_edition
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.pages.compose import Page, compose
from generator.pages.markdown import page_html

SCHEMA = load_schema()
AS_OF = date(2026, 10, 1)
SITES = {
    "sites.yml": {
        "sites": [
            {"id": "tokyo", "name": {"en": "Tokyo", "ja": "東京"}, "address": "1-2-3 Mihon", "hours": HOURS},
            {"id": "osaka", "name": {"en": "Osaka", "ja": "大阪"}, "address": "4-5-6 Mihon"},
        ]
    }
}


def composed(folder: Path, audience: str = "liaison", language: str = "en", **files: Any) -> dict[str, Page]:
    """The pages of a small client with these files (`backups={…}` is backups.yml), by id."""
    made = workspace(folder, acme={**SITES, **{f"{name}.yml": data for name, data in files.items()}})
    raw = load(made, SCHEMA, ["acme"]).raw("acme")
    composition = compose(made, SCHEMA, make_edition(SCHEMA, raw, audience, language, AS_OF))
    return {page.id: page for page in composition.pages}


def asset(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"pc-{number:03}",
        "name": f"PC-{number:03}",
        "kind": "laptop",
        "manufacturer": "Example Works",
        "site": "tokyo" if number % 2 else "osaka",
        **fields,
    }


ASSETS = {"assets": [asset(n, warranty_end="2026-11-30", purchase_date="2019-04-01") for n in range(1, 31)]}
FINDING = {
    "id": "F-001",
    "title": {"en": "No second factor", "ja": "多要素認証がない"},
    "assessment": "first",
    "area": "identity",
    "severity": "high",
    "status": "open",
    "likelihood": 3,
    "impact": 4,
    "phase": "days_30",
    "affected": ["pc-001"],
}
DONE = {"assessments": [{"id": "first", "kind": "initial", "done_on": "2026-05-21"}], "findings": [FINDING]}
BACKUPS = {
    "backup_jobs": [{"id": "files", "what": {"en": "Files", "ja": "ファイル"}, "last_success": "2026-09-30"}],
    "not_protected": [{"id": "cameras", "what": {"en": "Camera recordings", "ja": "カメラの録画"}}],
}
RICH: dict[str, Any] = {"assets": ASSETS, "assessment": DONE, "backups": BACKUPS}


def outline(page: Page) -> list[str]:
    """What links may point at, in order: headings and lines of tables."""
    return re.findall(r'<(?:h[2-6]|tr) id="([^"]+)"', page_html(page.markdown))


@pytest.mark.parametrize("audience", ["staff", "liaison", "engineer"])
def test_both_languages_have_the_same_pages_and_anchors(tmp_path: Path, audience: str) -> None:
    english = composed(tmp_path / "en", audience, "en", **RICH)
    japanese = composed(tmp_path / "ja", audience, "ja", **RICH)
    assert {i: outline(p) for i, p in english.items()} == {i: outline(p) for i, p in japanese.items()}


def test_a_client_without_records_has_no_empty_table_and_no_page_about_nothing(tmp_path: Path) -> None:
    pages = composed(tmp_path)
    assert {"equipment", "renewals", "backups", "assessment", "findings"}.isdisjoint(pages)
    assert not [i for i, p in pages.items() if "<tbody></tbody>" in p.markdown]


def test_the_assessment_page_shows_the_plan_before_and_the_findings_after(tmp_path: Path) -> None:
    plan = {"assessments": [{"id": "first", "kind": "initial", "planned_date": "2026-10-22"}]}
    before = composed(tmp_path / "before", assessment=plan)["assessment"].markdown
    assert "22 October 2026" in before
    assert "#open" not in before
    after = composed(tmp_path / "after", assessment=DONE, assets=ASSETS)["assessment"].markdown
    assert "No second factor" in after
    assert "{#roadmap}" in after


def test_an_unprotected_thing_that_nobody_accepted_says_so(tmp_path: Path) -> None:
    page = composed(tmp_path, **RICH)["backups"].markdown
    line = page[page.index("Camera recordings") :]
    assert "not yet decided" in line[: line.index("</tr>")]


def test_staff_are_not_told_what_is_not_protected(tmp_path: Path) -> None:
    assert "Camera recordings" not in composed(tmp_path, "staff", **RICH)["backups"].markdown


def test_a_line_without_a_name_of_its_own_has_no_empty_header(tmp_path: Path) -> None:
    made = workspace(tmp_path, acme={**SITES, "assets.yml": {"assets": [asset(1, serial="SN1"), asset(2)]}})
    raw = load(made, SCHEMA, ["acme"]).raw("acme")
    context = compose(made, SCHEMA, make_edition(SCHEMA, raw, "liaison", "en", AS_OF)).context
    table = context["table"](context["assets"], ["serial", "name"], caption="Serials")
    assert table.count('<th scope="row">') == 1
    assert '<th scope="row"></th>' not in table


def test_no_table_of_many_devices_is_wider_than_paper(tmp_path: Path) -> None:
    tables = re.findall(r"<thead>.*?</thead>", composed(tmp_path, **RICH)["equipment"].markdown)
    assert tables
    assert all(table.count("<th scope") <= 7 for table in tables)


def test_warranties_that_end_on_one_day_are_one_line(tmp_path: Path) -> None:
    page = composed(tmp_path, **RICH)["renewals"].markdown
    assert page.count("30 Nov 2026") == 1
    assert "and 24 more" in page


def test_a_device_page_shows_its_open_findings(tmp_path: Path) -> None:
    pages = composed(tmp_path, **RICH)
    assert "No second factor" in pages["asset-pc-001"].markdown
    assert "No second factor" not in pages["asset-pc-002"].markdown


def test_telephone_support_is_promised_only_as_far_as_the_channel_guarantees_it(tmp_path: Path) -> None:
    def said(guaranteed: str) -> str:
        channel = {"id": "t", "kind": "telephone", "when_to_use": "Urgent", "guaranteed": guaranteed}
        procedure = {"out_of_hours": {"what_to_do": "Write."}, "channels": [channel]}
        return composed(tmp_path / guaranteed, procedure=procedure)["major-incidents"].markdown

    assert "guaranteed in our working hours only" in said("working_hours")
    assert "guaranteed" not in said("not_guaranteed")


def test_the_calendar_tells_the_clients_closing_days_from_the_providers(tmp_path: Path) -> None:
    client = {"holiday_calendar": {"country": "JP", "closing_days": [{"from": "2026-10-14"}]}}
    page = composed(tmp_path, client=client)["visits"].markdown
    assert "your closing day" in page[: page.index("{#closed}")]


def test_a_mark_and_its_note_lead_to_each_other(tmp_path: Path) -> None:
    priority = {"id": "p1", "name": "P1", "meaning": "A whole office", "restore_minutes": 240}
    text = composed(tmp_path, client={"priorities": [priority]})["priorities"].markdown
    for end in ("fnref-working-again", "fn-working-again"):
        assert text.count(f'id="{end}"') == text.count(f'href="#{end}"') == 1
