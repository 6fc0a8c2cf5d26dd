"""Documents as data: which an edition has, what they are called, that each is sound, and that forms come back."""

import re
import subprocess
from dataclasses import fields, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
import segno
import yaml
from builders import ROOT, workspace

from generator.editions.edition import make_edition
from generator.facts.visits import Visit
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.outputs.document import (
    Document,
    DocumentKind,
    document_html,
    document_kinds,
    documents_of,
    make_document,
)
from generator.outputs.paper.answers import AnswersError, read_answers
from generator.outputs.paper.visit_record import answers_yaml, visit_yaml
from generator.pages.compose import Composition, compose
from generator.workspace import Workspace

AS_OF = date(2026, 10, 1)
CHECKLIST = {
    "id": "scheduled-visit",
    "title": {"en": "Scheduled visit", "ja": "定期訪問"},
    "kind": "scheduled_visit",
    "sections": [
        {
            "moment": "during",
            "items": [
                {"id": "ups", "text": {"en": "Run the self-test", "ja": "セルフテストを行う"}, "critical": True,
                 "write_down": {"en": "Minutes left", "ja": "残り時間（分）"}},
                {"id": "room", "text": {"en": "Look at the lamps", "ja": "ランプを確認する"}},
            ],
        }
    ],
}  # fmt: skip
SITES = {
    "sites": [
        {"id": "tokyo", "name": {"en": "Tokyo", "ja": "東京"}, "address": "1-2-3 Example, Tokyo"},
        {"id": "osaka", "name": {"en": "Osaka", "ja": "大阪"}, "address": "1-2-3 Example, Osaka"},
    ]
}
CHANNELS = {
    "id": "procedure",
    "channels": [
        {"id": "email", "kind": "email", "when_to_use": {"en": "For all issues", "ja": "すべてのご相談に"}},
        {"id": "telephone", "kind": "telephone", "when_to_use": {"en": "When urgent", "ja": "お急ぎのとき"},
         "phone": "+81355500190"},
    ],
    "have_ready": [{"id": f"ready-{n}", "text": {"en": f"Thing {n}", "ja": f"もの{n}"}} for n in range(5)],
}  # fmt: skip
FORMS = (
    "visit-checklist-tokyo",
    "visit-checklist-osaka",
    "authorised-persons",
    "starter-form",
    "leaver-form",
    "change-request",
)

CARDS = ("quick-card", "quick-card-a5", "quick-card-wallet", "poster", "poster-a3", "covering-letter")


class Office:
    """An office with two sites and a checklist, in one language."""

    def __init__(self, folder: Path, language: str, **files: Any) -> None:
        self.language = language
        provider = {"procedure.yml": CHANNELS, "checklists/scheduled-visit.yml": CHECKLIST}
        self.workspace: Workspace = workspace(folder, provider, acme={"sites.yml": SITES, **files})
        schema = load_schema()
        loaded = load(self.workspace, schema, ["acme"])
        edition = make_edition(schema, loaded.raw("acme"), "liaison", language, AS_OF)
        self.composition: Composition = compose(self.workspace, schema, edition)
        self.documents: dict[str, Document] = {d.name: d for d in documents_of(self.workspace, self.composition)}

    def make(self, name: str) -> Path:
        target = self.workspace.root / self.documents[name].file_name(self.language)
        if not target.exists():
            make_document(self.workspace, self.composition, self.documents[name], target)
        return target


@pytest.fixture(scope="module", params=["en", "ja"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"), request.param)


def text(file: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True)
    return done.stdout


def test_an_edition_has_the_documents_it_has_something_to_say_in(office: Office) -> None:
    names = set(office.documents)
    assert {"handbook", "covering-letter", "quick-card", "poster", *FORMS} <= names
    assert not {"assessment-report", "consent-form"} & names


def test_without_a_checklist_there_is_none_to_tick(tmp_path: Path) -> None:
    made = workspace(tmp_path, acme={"sites.yml": SITES})
    loaded = load(made, load_schema(), ["acme"])
    edition = make_edition(loaded.schema, loaded.raw("acme"), "staff", "en", AS_OF)
    names = {d.name for d in documents_of(made, compose(made, loaded.schema, edition))}
    assert "quick-card" in names
    assert not any(name.startswith("visit-checklist") for name in names)
    assert "handbook" not in names, "the handbook is for the liaison"


def test_names_of_files(office: Office) -> None:
    visit = office.documents["visit-checklist-tokyo"]
    assert visit.file_name("ja") == "visit-checklist-tokyo.ja.pdf"
    assert replace(visit, visit=planned(date(2026, 10, 13))).file_name("en") == (
        "visit-checklist-tokyo-2026-10-13.en.pdf"
    )


def planned(day: date) -> Visit:
    start = datetime.combine(day, time(10))
    return Visit(None, None, day, day, start, True, None, None, None, None, None, None)


@pytest.mark.parametrize("name", CARDS)
def test_what_stands_on_one_sheet(office: Office, name: str) -> None:
    with pikepdf.open(office.make(name)) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.parametrize("name", [*CARDS, *FORMS])
def test_every_document_keeps_all_rules_of_pdf_ua(office: Office, name: str) -> None:
    report = page.validate_pdf(office.make(name))
    assert [f"{f.rule_id}: {f.message}" for f in report.failures] == []


def test_the_poster_is_set_larger_than_running_text(office: Office) -> None:
    with pikepdf.open(office.make("poster")) as pdf:
        sizes = [float(given[-1]) for given, name in pikepdf.parse_content_stream(pdf.pages[0]) if str(name) == "Tf"]
    assert max(sizes) > 28, "the number to call is read from across the room"


def test_the_poster_can_be_telephoned_and_saved(office: Office) -> None:
    """Read by a telephone's camera: the number to call, and the provider as a contact."""
    html = document_html(office.workspace, office.composition, office.documents["poster"])
    name = {"en": "Lantern IT", "ja": "ランタンIT"}[office.language]
    contact = [
        "BEGIN:VCARD", "VERSION:3.0", f"N:{name};;;;", f"FN:{name}", f"ORG:{name}", "EMAIL:help@lantern.example.co.jp",
        "TEL:+81355500190", "URL:https://lantern.example.co.jp/request", "END:VCARD", "",
    ]  # fmt: skip
    for data in ("tel:+81355500190", "\r\n".join(contact)):
        drawn = segno.make(data, error="m", micro=False).svg_inline(scale=1, border=2, omitsize=True)
        path = re.search(r' d="[^"]+"', drawn)
        assert path is not None
        assert path[0] in html


def test_a_checklist_holds_its_own_site_alone(office: Office) -> None:
    words = text(office.make("visit-checklist-tokyo"))
    assert ("Tokyo" in words and "Osaka" not in words) or ("東京" in words and "大阪" not in words)


def test_fields_have_names_and_say_what_they_ask(office: Office) -> None:
    with pikepdf.open(office.make("visit-checklist-tokyo")) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert all(str(p.Tabs) == "/S" for p in pdf.pages)
    names = [str(f.T) for f in fields]
    assert len(set(names)) == len(names) >= 6
    assert all(str(f.TU) for f in fields)
    assert all(int(f.F) & 4 for f in fields), "fields are printed"
    asked = [str(f.TU) for f in fields]
    assert any(words in asked for words in ("Run the self-test – Minutes left", "セルフテストを行う – 残り時間（分）"))


@pytest.mark.parametrize("name", FORMS[2:])
def test_forms_have_lines_to_fill_in_and_to_sign(office: Office, name: str) -> None:
    with pikepdf.open(office.make(name)) as pdf:
        kinds = {str(f.T)[0] for f in pdf.Root.AcroForm.Fields}
    assert {"b", "s"} <= kinds


def test_known_facts_are_printed_and_not_asked(office: Office) -> None:
    assert re.search(r"Acme Trading|アクメ商事", text(office.make("starter-form")))


def filled(office: Office, folder: Path) -> Path:
    target = folder / "filled.pdf"
    with pikepdf.open(office.make("visit-checklist-tokyo")) as pdf:
        for item in pdf.Root.AcroForm.Fields:
            kind = str(item.T)[:4]
            if kind == "t001":
                item.V = item.AS = pikepdf.Name("/on")
            elif kind[0] in "wb":
                item.V = '24 "分" \\ #'
        pdf.save(target)
    return target


def test_a_filled_checklist_comes_back_as_a_visit(office: Office, tmp_path: Path) -> None:
    answers = read_answers(filled(office, tmp_path))
    assert answers.about["site"] == "tokyo"
    assert answers.about["checklist"] == "scheduled-visit"
    assert [tick.done for tick in answers.ticks] == [True, False]
    assert [value for _, value in answers.ticks[0].values] == ['24 "分" \\ #']
    record = (
        visit_yaml(answers)
        .replace("date:   # the day of the visit", 'date: "2026-10-13"')
        .replace("DATE", "2026-10-13")
    )
    Office(tmp_path / "again", "en", **{"visits.yml": f"visits:\n{record}\n"})
    schema = load_schema()
    again = load(Workspace.at(tmp_path / "again"), schema, ["acme"])
    assert not again.clients["acme"].diagnostics
    visit = make_edition(schema, again.raw("acme"), "engineer", "en", AS_OF).inventory.visits[0]
    assert '24 "分" \\ #' in visit.work_done[0]
    assert visit.follow_ups[0].text == '24 "分" \\ #'


def test_a_value_beside_an_open_line_is_kept(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "open.pdf"
    with pikepdf.open(filled(office, tmp_path)) as pdf:
        pdf.Root.AcroForm.Fields[0].V = pikepdf.Name.Off
        pdf.save(target)
    record = visit_yaml(read_answers(target))
    said = {"en": "Run the self-test (Minutes left: 24", "ja": "セルフテストを行う（残り時間（分）：24"}[
        office.language
    ]
    assert f"# not ticked: {said}" in record


def test_answers_of_another_form_are_what_was_written_into_it(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "starter.pdf"
    with pikepdf.open(office.make("starter-form")) as pdf:
        for number, item in enumerate(pdf.Root.AcroForm.Fields):
            item.V = f"値 {number}"
        pdf.save(target)
        asked = [str(item.TU) for item in pdf.Root.AcroForm.Fields]
    read = yaml.safe_load(answers_yaml(read_answers(target)))
    assert read["document"] == "starter-form"
    pairs = [pair for lines in (read["written"], read["signed"]) for line in lines for pair in line.items()]
    assert pairs == [(words, f"値 {number}") for number, words in enumerate(asked)]


def bent(office: Office, target: Path, how: str) -> Path:
    """A checklist as other programs, or other people, may send it back."""
    with pikepdf.open(office.make("visit-checklist-tokyo")) as pdf:
        form = pdf.Root.AcroForm
        if how == "fields below one":
            form.Fields = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(T="form", Kids=form.Fields))])
        elif how == "another's field":
            form.Fields.append(pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Signature1")))
        elif how == "a field without name":
            form.Fields.append(pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx)))
        elif how == "long text":
            form.Fields[1].V = pdf.make_stream("\ufeff長い文".encode("utf-16-be"))
        elif how == "no appearances":
            for item in form.Fields:
                if "/AP" in item:
                    del item["/AP"]
        elif how == "a loop":
            looped = pdf.make_indirect(pikepdf.Dictionary(T="loop"))
            looped.Kids = pikepdf.Array([looped])
            form.Fields.append(looped)
        pdf.save(target)
    return target


@pytest.mark.parametrize(
    "how",
    ["fields below one", "another's field", "a field without name", "long text", "no appearances", "a loop"],
)
def test_forms_come_back_from_other_programs(office: Office, tmp_path: Path, how: str) -> None:
    answers = read_answers(bent(office, tmp_path / "bent.pdf", how))
    assert len(answers.ticks) == 2
    if how == "long text":
        assert answers.ticks[0].values[0][1] == "長い文"


@pytest.mark.parametrize(
    ("keywords", "words"), [("document=x, site=a\n    evil: 1, visit=soon", "a"), ("document=x, site=#, plan=[", "b")]
)
def test_what_a_file_says_of_itself_is_no_yaml(office: Office, tmp_path: Path, keywords: str, words: str) -> None:
    with pikepdf.open(office.make("visit-checklist-tokyo")) as pdf:
        pdf.docinfo["/Keywords"] = keywords + ", checklist=c"
        pdf.Root.AcroForm.Fields[0].TU = f"{words}\nevil: 1"
        pdf.save(tmp_path / "evil.pdf")
    record = yaml.safe_load(visit_yaml(read_answers(tmp_path / "evil.pdf")))[0]
    assert set(record) <= {"id", "site", "plan", "checklist", "date", "kind", "work_done", "follow_ups"}
    assert record["checklist"] == "c"


def test_another_file_is_not_a_form_of_ours(office: Office, tmp_path: Path) -> None:
    with pytest.raises(AnswersError, match="not a form"):
        read_answers(office.make("quick-card"))
    whole = office.make("visit-checklist-tokyo").read_bytes()
    for number, content in enumerate((b"", b"nothing", b"%PDF-1.7\n", whole[: len(whole) // 2], whole[:-300])):
        broken = tmp_path / f"{number}.pdf"
        broken.write_bytes(content)
        with pytest.raises(AnswersError, match="cannot be read; it is no PDF, or was cut short") as told:
            read_answers(broken)
        assert str(tmp_path) not in str(told.value)


@pytest.mark.parametrize("taken", ["/AcroForm", "/Fields"])
def test_a_printed_form_has_no_fields(office: Office, tmp_path: Path, taken: str) -> None:
    with pikepdf.open(office.make("visit-checklist-tokyo")) as pdf:
        del (pdf.Root if taken == "/AcroForm" else pdf.Root.AcroForm)[taken]
        pdf.save(tmp_path / "flat.pdf")
    with pytest.raises(AnswersError, match="printed or scanned"):
        read_answers(tmp_path / "flat.pdf")


def test_the_foot_says_who_may_read_it(office: Office) -> None:
    said = ("For the liaison", "窓口担当者様向け")
    assert any(words in text(office.make("starter-form")) for words in said)
    assert not any(words in text(office.make("quick-card")) for words in said), "a card for everybody"


def test_a_card_for_the_wallet_is_cut_at_its_marks(office: Office) -> None:
    with pikepdf.open(office.make("quick-card-wallet")) as pdf:
        left, top, right, bottom = (float(side) / 72 * 25.4 for side in pdf.pages[0].trimbox)
    assert (round(abs(right - left)), round(abs(bottom - top))) == (85, 108)


def test_every_key_of_a_document_is_explained() -> None:
    told = (ROOT / "docs/how-to/add-a-document.md").read_text("utf-8")
    assert [f.name for f in fields(DocumentKind) if f.name != "name" and f"`{f.name}`" not in told] == []


def test_every_document_is_told_to_coordinators() -> None:
    told = (ROOT / "docs/how-to/make-one-document.md").read_text("utf-8")
    kinds = document_kinds(ROOT / "site_config/documents.yml")
    assert [kind.name for kind in kinds if f"`{kind.name}`" not in told] == []
