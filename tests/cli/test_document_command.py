"""handbook build CLIENT --document NAME: one PDF, fast, of the right visit, encrypted where that is asked for."""

import getpass
import json
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from builders import workspace
from click.testing import CliRunner, Result

from generator.cli.main import handbook
from generator.outputs.paper.answers import read_answers
from generator.workspace import Workspace

DAY = "2026-10-01"
SECRET = "correct horse battery"
SITES = {
    "sites": [
        {"id": "tokyo", "name": "Tokyo", "address": "1-2-3 Example, Tokyo"},
        {"id": "osaka", "name": "Osaka", "address": "1-2-3 Example, Osaka"},
    ]
}
VISITS = {
    "visit_plans": [
        {"id": "tokyo-monthly", "site": "tokyo", "rule": "FREQ=MONTHLY;BYDAY=2TU", "checklist": "quarterly",
         "technician": "ono", "arrival_window": {"from": "10:00", "to": "10:30"}, "planned_work": ["New battery"]},
    ]
}  # fmt: skip


def checklist(name: str, kind: str, text: str) -> dict[str, Any]:
    return {"id": name, "title": name, "kind": kind, "sections": [{"moment": "during", "items": [{"text": text}]}]}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("office")
    lists = {
        "checklists/quarterly.yml": checklist("quarterly", "other", "Look at the quarter"),
        "checklists/scheduled-visit.yml": checklist("scheduled-visit", "scheduled_visit", "Look around"),
        "checklists/emergency-visit.yml": checklist("emergency-visit", "emergency_visit", "Look for smoke"),
    }
    return workspace(folder, lists, acme={"sites.yml": SITES, "visits.yml": VISITS}, broken={"sites.yml": "sites: 3\n"})


def asked(office: Workspace, *arguments: str, slug: str = "acme", code: int = 0) -> Result:
    words = ["--workspace", str(office.root), "build", slug, "--as-of", DAY, *arguments]
    done = CliRunner().invoke(handbook, words)
    assert done.exit_code == code, done.output
    return done


def made(office: Workspace, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(asked(office, *arguments, "--format", "json").stdout)
    return found


def text(path: Path | str) -> str:
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout


def test_one_pdf_is_made_where_it_is_wanted_and_nothing_else(office: Workspace, tmp_path: Path) -> None:
    said = asked(office, "--document", "quick-card", "--output", str(tmp_path / "card.pdf")).output
    assert "card.pdf" in said
    assert "1 page" in said
    assert [p.name for p in tmp_path.iterdir()] == ["card.pdf"]
    assert not (office.output / "websites").exists()


def test_without_a_language_it_is_the_clients_first(office: Workspace) -> None:
    assert [Path(o["path"]).name for o in made(office, "--document", "poster")] == ["poster.en.pdf"]
    both = made(office, "--document", "poster", "--language", "ja", "--language", "en")
    assert {o["language"] for o in both} == {"en", "ja"}


def test_it_is_the_same_file_as_the_published_one(office: Workspace) -> None:
    asked(office, "--only", "pdf", "--jobs", "1", "--language", "en")
    for name in ("quick-card", "visit-checklist"):
        for one in made(office, "--document", name, "--no-cache"):
            published = office.output / "documents/acme/liaison" / Path(one["path"]).name
            assert published.read_bytes() == Path(one["path"]).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--document", "quick-crd"], "did you mean quick-card? There are: handbook"),
        (["--document", "visit-checklist", "--site", "tokio"], "did you mean tokyo? There are: tokyo, osaka"),
        (["--document", "visit-checklist", "--visit", "2026-09-08"], "before 2026-10-01"),
        (["--document", "visit-checklist", "--visit", "2026-10-14"], "Planned: 2026-10-13 (tokyo), 2026-11-10 (tokyo)"),
        (["--document", "poster", "--site", "tokyo"], "leave out --site"),
        (["--document", "poster", "--language", "ja", "--language", "en", "--output", "x.pdf"], "must be a folder"),
        (["--document", "handbook", "--audience", "staff"], "for the audience liaison"),
        (["--document", "assessment-report"], "it needs facts.assessment and findings"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(office: Workspace, arguments: list[str], words: str) -> None:
    assert words in asked(office, *arguments, code=1).output


@pytest.mark.parametrize("arguments", [["--encrypt"], ["--document", "poster", "--only", "pdf"], ["--site", "tokyo"]])
def test_options_that_do_not_go_together(office: Workspace, arguments: list[str]) -> None:
    asked(office, *arguments, code=2)


def test_errors_of_this_client_alone_stand_in_the_way(office: Workspace) -> None:
    said = asked(office, "--document", "poster", slug="broken", code=1).output
    assert "inventory/clients/broken/sites.yml" in said


def test_a_planned_visit_has_its_own_checklist_and_comes_back_as_its_record(office: Workspace) -> None:
    (one,) = made(office, "--document", "visit-checklist", "--site", "tokyo", "--visit", "2026-11-10")
    assert Path(one["path"]).name == "visit-checklist-tokyo-2026-11-10.en.pdf"
    words = text(one["path"])
    assert "Look at the quarter" in words
    assert "10:00–10:30" in words
    assert "8 November 2026, 10:00" in words, "the report is due 48 hours before"
    assert "New battery" not in words, "planned work is that of the next visit"
    about = read_answers(Path(one["path"])).about
    assert (about["site"], about["visit"], about["plan"]) == ("tokyo", "2026-11-10", "tokyo-monthly")
    (following,) = made(office, "--document", "visit-checklist", "--site", "tokyo")
    assert "New battery" in text(following["path"])


def test_a_visit_that_nobody_planned_is_made_with_a_note(office: Workspace) -> None:
    done = asked(office, "--document", "visit-checklist", "--site", "osaka", "--visit", "2026-10-20")
    assert "no visit to osaka is planned for 2026-10-20" in done.stderr
    (one,) = made(office, "--document", "emergency-checklist", "--site", "tokyo", "--visit", "2026-10-13")
    assert "Look for smoke" in text(one["path"])
    answers = CliRunner().invoke(
        handbook, ["--workspace", str(office.root), "checklist", "read", one["path"]], catch_exceptions=False
    )
    record = yaml.safe_load(answers.output)[0]
    assert (record["site"], str(record["date"]), record["kind"]) == ("tokyo", "2026-10-13", "emergency")


def test_encrypted_it_opens_with_the_password_alone(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDBOOK_PDF_PASSWORD", SECRET)
    (one,) = made(office, "--document", "visit-checklist", "--site", "tokyo", "--encrypt")
    path = Path(one["path"])
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password=SECRET) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert pdf.allow.accessibility
        assert pdf.allow.modify_form
        assert not pdf.allow.modify_other
    assert [p for p in path.parent.iterdir() if p.name.startswith(".tmp")] == []
    for kept in (office.root / ".cache").rglob("blobs/*/*"):
        if kept.read_bytes()[:4] == b"%PDF":
            pikepdf.open(kept).close()
    read = CliRunner().invoke(handbook, ["--workspace", str(office.root), "checklist", "read", str(path)])
    assert "site: tokyo" in read.output
    monkeypatch.setenv("HANDBOOK_PDF_PASSWORD", "short")
    assert "too short" in asked(office, "--document", "poster", "--encrypt", code=1).output


def test_the_password_may_be_typed_twice_and_never_given_as_an_argument(office: Workspace) -> None:
    words = ["--workspace", str(office.root), "build", "acme", "--as-of", DAY, "--document", "poster", "--encrypt"]
    done = CliRunner().invoke(handbook, words, input=f"{SECRET}\n{SECRET}\n", env={"HANDBOOK_PDF_PASSWORD": None})
    assert done.exit_code == 0, done.output
    assert "encrypted" in done.output
    assert SECRET not in done.output
    assert CliRunner().invoke(handbook, [*words, SECRET]).exit_code == 2


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "too short"),
        ("correct horse\nbattery", "nobody can type"),
        ("correct horse battery\r", "nobody can type"),
        ("ｃｏｒｒｅｃｔ ｈｏｒｓｅ", "full-width"),
        ("ha\u0308tte ich nur", "composed"),
        ("暗" * 43, "too long"),
    ],
)
def test_a_password_that_would_not_open_the_file_everywhere_is_refused(
    office: Workspace, monkeypatch: pytest.MonkeyPatch, password: str, why: str
) -> None:
    monkeypatch.setenv("HANDBOOK_PDF_PASSWORD", password)
    assert why in asked(office, "--document", "poster", "--encrypt", code=1).output


def test_where_nobody_can_type_the_password_is_asked_of_the_environment(office: Workspace) -> None:
    words = ["--workspace", str(office.root), "build", "acme", "--document", "poster", "--encrypt"]
    done = CliRunner().invoke(handbook, words, input="", env={"HANDBOOK_PDF_PASSWORD": None})
    assert done.exit_code == 1
    assert "set HANDBOOK_PDF_PASSWORD" in done.output


def test_a_file_that_is_no_pdf_is_left_alone(office: Workspace, tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_text("ours", "utf-8")
    said = asked(office, "--document", "poster", "--output", str(letter), code=2).output
    assert "is a file, and not a .pdf; name a folder" in said
    assert letter.read_text("utf-8") == "ours"


def test_a_pdf_says_nothing_of_the_machine_it_was_made_on(office: Workspace) -> None:
    (one,) = made(office, "--document", "covering-letter")
    with pikepdf.open(one["path"]) as pdf:
        said = [*(str(v) for v in pdf.docinfo.values()), pdf.Root.Metadata.read_bytes().decode()]
    for private in (str(office.root), getpass.getuser(), "/tmp", "file:"):
        assert not any(private in words for words in said)


def test_a_provider_adds_a_document_without_code(tmp_path: Path) -> None:
    made_here = workspace(tmp_path, acme={"sites.yml": SITES})
    path = made_here.site_config / "documents.yml"
    own = {
        "title": {"en": "Help at hand", "ja": "お困りのときは"}, "audience": "staff", "paper": "a5",
        "template": "documents/report.html.j2", "pages": ["contact", "before-you-call"], "on_demand": True,
    }  # fmt: skip
    data = yaml.safe_load(path.read_text("utf-8"))
    data["documents"]["help-at-hand"] = own
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    (one,) = made(made_here, "--document", "help-at-hand")
    with pikepdf.open(one["path"]) as pdf:
        assert [round(float(side) / 72 * 25.4) for side in pdf.pages[0].mediabox[2:]] == [148, 210]
    data["documents"]["help-at-hand"]["papr"] = "a4"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    assert "unknown key `papr`; did you mean `paper`?" in asked(made_here, "--document", "poster", code=1).output
