"""Every rule is documented, and its examples do what they say."""

import re
from pathlib import Path

import pytest
from rule_examples import in_bad_example, in_good_example

from generator import inventory
from generator.checks.documentation import RulePage, rule_pages
from generator.checks.rule import RULES, RULES_OVER_ALL

PAGES = list(rule_pages().values())
IDS = [p.id for p in PAGES]
READERS = Path(inventory.__file__).parent


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_the_bad_example_breaks_the_rule_and_the_good_one_does_not(tmp_path: Path, page: RulePage) -> None:
    bad = in_bad_example(tmp_path / "bad", page)
    assert page.id in {d.rule for d in bad}, [f"{d.rule} {d.message}" for d in bad]
    named = next(d for d in bad if d.rule == page.id)
    assert named.severity is page.severity
    assert named.location.line >= 1
    assert named.hint, "the message says no way out"
    good = [d for d in in_good_example(tmp_path / "good", page) if d.rule == page.id]
    if page.file.startswith("templates/"):  # the other templates are the project's own, and work in progress
        good = [d for d in good if d.location.file == (page.good_file or page.file)]
    assert not good, good[0].message


def test_every_rule_is_documented_and_every_documented_rule_exists() -> None:
    """Reading and structure report by id from their own modules; the ignores' own faults from theirs."""
    elsewhere = {i for path in READERS.glob("*.py") for i in re.findall(r'"([EW]\d{3})"', path.read_text("utf-8"))}
    assert set(RULES) | set(RULES_OVER_ALL) | elsewhere | {"W901", "W902"} == set(rule_pages())


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_a_rule_says_what_why_and_how(page: RulePage) -> None:
    assert page.summary.endswith(".")
    assert len(page.summary) <= 90
    assert len(page.why) > 30
    assert len(page.mend) > 20


def test_ids_say_how_bad_the_problem_is() -> None:
    """E for errors, W for what is milder by itself; a provider's settings may differ."""
    assert {p.id for p in PAGES if (p.id[0] == "E") != (p.severity.name == "error")} == set()
