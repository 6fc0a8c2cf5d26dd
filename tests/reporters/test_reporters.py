"""Every reporter: what its reader needs, nothing that its reader would obey, the same in every order."""

import json
import random
import re
from pathlib import Path

import jsonschema
import markdown
import pytest
from builders import ROOT

from generator.checks.documentation import rule_pages
from generator.diagnostics import Diagnostic, Location, Report, Severity
from generator.reporters.codequality import as_code_quality
from generator.reporters.github import as_github
from generator.reporters.json import as_json
from generator.reporters.markdown import as_markdown
from generator.reporters.plain import printable
from generator.reporters.sarif import as_sarif
from generator.reporters.text import print_report

FILE = "inventory/clients/acme/sites.yml"
SARIF = json.loads((ROOT / "tests/data/sarif/sarif-2.1.0-rtm.5.json").read_text("utf-8"))
HOSTILE = (
    "a\n::error file=x::b\r\n##[error]c \x1b[31mred\x07 \u202eevil <script>alert(1)</script> @team "
    "[click](https://evil.example) | `code` **bold** 100%, {0}"
)


def diagnostic(n: int = 1, severity: Severity = Severity.error, file: str = FILE, **more: object) -> Diagnostic:
    given = {"message": f"`thing-{n}` is wrong", "hint": "Mend it.", **more}
    return Diagnostic("E201", severity, Location(file, n, 3, 8), **given)  # type: ignore[arg-type]


def everything(report: Report, capsys: pytest.CaptureFixture[str], text: str = "") -> dict[str, str]:
    """What each reporter says."""
    print_report(report, {FILE: text}, 1)
    return {
        "text": capsys.readouterr().out,
        "github": "\n".join(as_github(report)),
        "json": json.dumps(as_json(report), ensure_ascii=False),
        "sarif": json.dumps(as_sarif(report, rule_pages()), ensure_ascii=False),
        "codequality": json.dumps(as_code_quality(report), ensure_ascii=False),
        "markdown": as_markdown(report),
    }


def test_every_reporter_says_where_what_and_how_to_mend_it(capsys: pytest.CaptureFixture[str]) -> None:
    for form, said in everything(Report([diagnostic(7)]), capsys, "x\n" * 9).items():
        plain = said.replace("\\", "")
        for part in (FILE, "7", "E201", "`thing-7` is wrong", "Mend it."):
            assert part in plain, form


def test_reports_are_sorted_by_place_each_problem_once(capsys: pytest.CaptureFixture[str]) -> None:
    found = [diagnostic(n, severity, file) for n in range(1, 6) for severity in Severity for file in ("a.yml", "b.yml")]
    first = everything(Report(found), capsys)
    for seed in range(5):
        shuffled = found + found[:7]
        random.Random(seed).shuffle(shuffled)
        assert everything(Report(shuffled), capsys) == first


def test_the_line_of_a_secret_is_printed_by_no_reporter(capsys: pytest.CaptureFixture[str]) -> None:
    source = "  admin_password: blossom-7-river\n"
    for form, said in everything(Report([diagnostic(1, secret=True)]), capsys, source).items():
        assert "blossom" not in said, form
        assert "E201" in said, form


def test_no_reporter_lets_text_give_orders(capsys: pytest.CaptureFixture[str]) -> None:
    d = diagnostic(1, message=HOSTILE, hint=HOSTILE, file=f"inventory/{HOSTILE}.yml")
    said = everything(Report([d]), capsys)
    for form in ("text", "github", "markdown"):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", said[form]), form
        assert "##[" not in said[form], form
    assert [line[:2] for line in said["github"].splitlines()] == ["::"]
    assert said["github"].count("::") == 2 + said["github"].count("::error file=x::b") * 2
    assert not [line for line in said["text"].splitlines() if line.lstrip().startswith("::")]
    assert json.loads(said["json"])[0]["message"] == HOSTILE, "data stays data"
    assert "](https" not in json.loads(said["sarif"])["runs"][0]["results"][0]["message"]["text"]


def test_a_markdown_report_holds_no_markup_of_others() -> None:
    made = as_markdown(Report([diagnostic(1, message=HOSTILE, file=f"inventory/{HOSTILE}.yml")]))
    html = markdown.markdown(made, extensions=["tables"])
    assert "<script" not in html
    assert "<a " not in html
    assert html.count("<strong>") == 1, "only the file's name is bold"
    assert html.count("<td") == 4, "no bar made another cell"
    assert not re.search(r"(?<![\w.])@\w", made), "nobody is called"


def test_github_gets_ten_of_a_kind_and_those_in_changed_files_first() -> None:
    old = [diagnostic(n, severity, "a/old.yml") for n in range(1, 16) for severity in Severity]
    new = [diagnostic(n, Severity.error, "z/new.yml") for n in (1, 2)]
    lines = list(as_github(Report(old + new), {"z/new.yml"}))
    kinds = [line.split(" ")[0].strip(":") for line in lines]
    assert {kind: kinds.count(kind) for kind in kinds} == {"error": 10, "warning": 10, "notice": 10}
    assert ["z/new.yml" in line for line in lines[:3]] == [True, True, False]
    assert lines[0].startswith("::error file=z/new.yml,line=1,col=3,endColumn=8,title=E201::")


def test_a_step_summary_never_grows_beyond_what_github_takes() -> None:
    report = Report([diagnostic(n, message=f"{n} " + "長い" * 200) for n in range(1, 3000)])
    made = as_markdown(report)
    assert len(made.encode()) < 1024 * 1024
    shown = made.count("\n| ") - 1
    assert f"… and {2999 - shown} more" in made
    assert as_markdown(Report([])) == "### The inventory has no problems\n"


def test_sarif_is_valid_against_its_schema() -> None:
    found = [diagnostic(n, severity) for n, severity in enumerate(Severity, 1)]
    found += [Diagnostic(rule, page.severity, Location(FILE), page.summary) for rule, page in rule_pages().items()]
    found += [Diagnostic("X999", Severity.note, Location("inventory/clients/名 前/a%b.yml"), HOSTILE)]
    for report in (Report(found), Report([])):
        made = as_sarif(report, rule_pages())
        jsonschema.Draft4Validator(SARIF).validate(made)
        (run,) = made["runs"]
        for result in run["results"]:
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri), "RFC 3986, relative to the repository"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SARIF).validate({"version": "2.1.0", "runs": [{"results": []}]})


@pytest.mark.parametrize("service", ["codequality", "sarif"])
def test_fingerprints_are_unique_and_survive_changes_above(service: str) -> None:
    def named(*found: Diagnostic) -> list[str]:
        if service == "codequality":
            return [issue["fingerprint"] for issue in as_code_quality(Report(list(found)))]
        results = as_sarif(Report(list(found)), {})["runs"][0]["results"]
        return [result["partialFingerprints"]["problem/v1"] for result in results]

    def found(line: int, days: int) -> list[Diagnostic]:
        return [
            diagnostic(line, message=f"the id `a` is given twice (first on line {line - 1})"),
            diagnostic(line + 1, message="`b` is empty"),
            diagnostic(line + 2, message="`b` is empty"),
            diagnostic(line + 3, message=f"the warranty ends in {days} days"),
        ]

    names = named(*found(10, 30))
    assert len(set(names)) == 4
    assert named(*found(99, 29)) == names
    assert named(*found(10, 30), diagnostic(1, message="another"))[1:] == names


def test_code_quality_has_what_gitlab_reads() -> None:
    (issue,) = as_code_quality(Report([diagnostic(4, Severity.warning)]))
    assert set(issue) == {"type", "check_name", "description", "severity", "fingerprint", "location"}
    assert issue["severity"] == "minor"
    assert issue["location"] == {"path": FILE, "lines": {"begin": 4}}


def test_a_long_line_is_shown_round_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    line = "".join(f"{n:04}" for n in range(200))
    d = Diagnostic("E201", Severity.error, Location(FILE, 1, 401, 405), "wrong")
    print_report(Report([d]), {FILE: line}, 1)
    shown, caret = capsys.readouterr().out.splitlines()[1:3]
    assert len(shown) < 180
    at = caret.index("^")
    assert caret.count("^") == 4
    assert shown[at : at + 4] == "0100"


def test_no_colour_where_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    print_report(Report([diagnostic()]), {}, 1)
    assert "\x1b[" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    print_report(Report([diagnostic()]), {}, 1)
    assert "\x1b[" not in capsys.readouterr().out


def test_what_is_harmless_is_printed_as_it_is() -> None:
    for text in ("fw-01", "東京　本社", "Ōsaka “4F”", "## [a]"):
        assert printable(text) == text
    assert printable("a\tb\x1b") == "a\\tb\\x1b"


def test_the_vendored_schema_says_whose_it_is() -> None:
    notice = Path(ROOT / "tests/data/sarif/NOTICE.md").read_text("utf-8")
    assert "MIT" in notice
    assert "Microsoft" in notice
