"""Severities and windows are data; ignores need a reason and must have an effect."""

from datetime import date
from pathlib import Path

import pytest
from builders import ROOT, workspace
from rule_examples import found

from generator.checks.documentation import rule_pages
from generator.checks.settings import WINDOWS, Settings, SettingsError, load_settings
from generator.diagnostics import Diagnostic, Severity
from generator.workspace import Workspace

SHIPPED = load_settings(ROOT / "site_config" / "rules.yml")


def of_rule(rule: str, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    return [d for d in diagnostics if d.rule == rule]


def settings(folder: Path, text: str) -> Settings:
    path = folder / "rules.yml"
    path.write_text(text, "utf-8")
    return load_settings(path)


def test_without_a_file_the_rules_own_severities_hold(tmp_path: Path) -> None:
    given = load_settings(tmp_path / "absent.yml")
    assert given.severity("W605") is rule_pages()["W605"].severity
    assert given.window("expiry_days") == WINDOWS["expiry_days"]


def test_what_is_shipped_says_what_holds_without_it() -> None:
    assert {name: SHIPPED.window(name) for name in WINDOWS} == dict(WINDOWS)


@pytest.mark.parametrize(("stage", "severity"), [("live", "warning"), ("onboarding", "note"), ("planned", None)])
def test_a_client_without_a_deputy_is_judged_by_its_stage(tmp_path: Path, stage: str, severity: str | None) -> None:
    made = workspace(tmp_path, acme={"client.yml": {"stage": stage}})
    assert [d.severity.name for d in of_rule("W605", found(made, settings=SHIPPED))] == ([severity] if severity else [])


def test_a_stage_goes_before_what_holds_for_all(tmp_path: Path) -> None:
    given = settings(tmp_path, 'severities: {W605: error}\nstages: {leaving: {W605: "off"}}\n')
    assert (given.severity("W605", "live"), given.severity("W605", "leaving")) == (Severity.error, None)


def test_windows_move_the_bands_of_expiry(tmp_path: Path) -> None:
    contracts = {"domains": [{"id": "acme", "name": "acme.example.jp", "expiry": "2026-12-20"}]}
    made = workspace(tmp_path, acme={"contracts.yml": contracts})
    given = settings(tmp_path, "windows: {expiry_days: [30, 100, 200]}\n")
    assert of_rule("W713", found(made))
    assert of_rule("W712", found(made, settings=given))
    assert not of_rule("W713", found(made, as_of=date(2026, 9, 1)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("severities: {E999: 'off'}", "no rule E999"),
        ("severities: {W605: mild}", "use error, warning, note or off"),
        ("severities: [W605]", "must be a mapping"),
        ("severity: {W605: note}", "did you mean severities?"),
        ("stages: {life: {W605: note}}", "did you mean live?"),
        ("windows: {expiry_day: 7}", "did you mean expiry_days?"),
        ("windows: {expiry_days: [90, 45, 7]}", "rising order"),
        ("windows: {report_lead_days: soon}", "whole number"),
        ("windows: {acceptance_days: true}", "whole number"),
        ("- W605", "not a mapping"),
        ("severities: {W605: note", ":2: not valid YAML"),
    ],
)
def test_a_mistake_in_the_settings_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words.replace("?", r"\?")):
        settings(tmp_path, text)


SITES = """\
sites:
  - id: tokyo
    name: Tokyo
    address: 1-2-3 Mihon
{line}
"""


def with_line(folder: Path, line: str) -> Workspace:
    return workspace(folder, acme={"sites.yml": SITES.format(line=line)})


@pytest.mark.parametrize(
    "line",
    [
        "    floor: 4F  # handbook: ignore E201 (comes with the next release)",
        "    # handbook: ignore E201 (comes with the next release)\n    floor: 4F",
        "    floor: 4F  # handbook: ignore E201, W110 (comes with the next release)",
        "    parking: |  # handbook: ignore E405 (posted at the gate)\n      Turn left.\n      Gate code 4711#",
    ],
)
def test_an_ignore_with_a_reason_silences(tmp_path: Path, line: str) -> None:
    rules = {d.rule for d in found(with_line(tmp_path, line))}
    assert not {"E201", "E405"} & rules


def test_an_ignore_on_a_page_stands_in_a_comment_of_its_own(tmp_path: Path) -> None:
    page = "---\ntitle: {en: Gate, ja: 門}\n---\n<!-- handbook: ignore E405 (posted at the gate) -->\nGate code 4711#\n"
    made = workspace(tmp_path, acme={"pages/gate.md": page})
    assert not {"E405", "W901", "W902"} & {d.rule for d in found(made)}


def test_an_ignore_without_a_reason_is_reported_and_silences_nothing(tmp_path: Path) -> None:
    rules = [d.rule for d in found(with_line(tmp_path, "    floor: 4F  # handbook: ignore E201"))]
    assert {"E201", "W901"} <= set(rules)


@pytest.mark.parametrize(
    "line", ["    parking: Behind  # handbook: ignore E301 (not yet)", "# handbook: ignore E301 (x)"]
)
def test_an_ignore_without_effect_is_reported(tmp_path: Path, line: str) -> None:
    (one,) = of_rule("W902", found(with_line(tmp_path, line)))
    assert one.location.line == 5
    assert "E301" in one.message


def test_of_several_rules_the_one_without_effect_is_named(tmp_path: Path) -> None:
    line = "    floor: 4F  # handbook: ignore E201, E301 (comes with the next release)"
    (one,) = of_rule("W902", found(with_line(tmp_path, line)))
    assert "E301" in one.message
    assert "E201" not in one.message


def test_an_ignore_does_not_reach_further_than_its_text(tmp_path: Path) -> None:
    text = "    parking: |  # handbook: ignore E405 (posted at the gate)\n      Gate code 4711#\n"
    line = text + "    deliveries: Door code 0815#"
    places = [d.location.line for d in of_rule("E405", found(with_line(tmp_path, line)))]
    assert places == [7]


def test_ignores_themselves_may_be_judged_otherwise(tmp_path: Path) -> None:
    made = with_line(tmp_path, "    parking: Behind  # handbook: ignore E301 (not yet)")
    off = Settings(severities={"W902": None})
    assert not of_rule("W902", found(made, settings=off))
