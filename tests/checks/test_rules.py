"""Every rule is documented, and its examples do what they say."""

from datetime import date
from pathlib import Path

import pytest
from builders import workspace, write

from generator.checks.documentation import RulePage, rule_pages
from generator.checks.rule import RULES
from generator.checks.run import check_all
from generator.checks.settings import Settings
from generator.diagnostics import Diagnostic
from generator.inventory.loading import load
from generator.inventory.schema import load_schema

AS_OF = date(2026, 10, 1)
PAGES = list(rule_pages().values())


def found(folder: Path, page: RulePage, text: str) -> list[Diagnostic]:
    made = workspace(folder)
    place = (
        made.provider / page.file.removeprefix("provider/")
        if page.file.startswith("provider/")
        else made.client("acme") / page.file
    )
    write(place, text)
    return check_all(load(made, load_schema(), ["acme"]), AS_OF, Settings())


@pytest.mark.parametrize("page", PAGES, ids=[p.id for p in PAGES])
def test_the_bad_example_breaks_the_rule_and_the_good_one_does_not(tmp_path: Path, page: RulePage) -> None:
    bad = found(tmp_path / "bad", page, page.bad)
    assert page.id in {d.rule for d in bad}, [d.message for d in bad]
    named = next(d for d in bad if d.rule == page.id)
    assert named.severity is page.severity
    assert named.location.line >= 1
    good = [d for d in found(tmp_path / "good", page, page.good) if d.rule == page.id]
    assert not good, good[0].message


def test_every_rule_is_documented() -> None:
    assert not set(RULES) - set(rule_pages())


@pytest.mark.parametrize("page", PAGES, ids=[p.id for p in PAGES])
def test_a_rule_says_what_why_and_how(page: RulePage) -> None:
    assert page.summary.endswith(".")
    assert len(page.summary) <= 90
    assert len(page.why) > 30
    assert len(page.mend) > 20
