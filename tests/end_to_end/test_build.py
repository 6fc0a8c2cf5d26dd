"""The whole way: from YAML to websites and PDFs, with the real MkDocs and WeasyPrint."""

import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from builders import write
from pypdf import PdfReader

from end_to_end.conftest import handbook, small
from generator.workspace import Workspace

Built = tuple[Workspace, list[dict[str, Any]]]


def text_of(pdf: Path) -> str:
    """A PDF's words without blanks: line ends fall where they like."""
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(pdf).pages))


def page(workspace: Workspace, language: str, name: str) -> str:
    return (workspace.output / "websites/acme/liaison" / language / f"{name}.html").read_text("utf-8")


def test_every_output_is_listed_and_exists(built: Built) -> None:
    workspace, outputs = built
    listed = {(o["client"], o["audience"], o["language"], o["kind"]) for o in outputs}
    assert {
        ("acme", "liaison", language, kind) for language in ("en", "ja") for kind in ("website", "handbook")
    } <= listed
    for output in outputs:
        assert Path(output["path"]).is_file()
        assert len(output["fingerprint"]) == 64
        assert output["seconds"] >= 0
    assert (workspace.output / "documents/acme/liaison/handbook.en.pdf").is_file()
    assert (workspace.output / "websites/acme/liaison/ja/index.html").is_file()


def test_the_handbook_says_whom_to_contact_how_and_when(built: Built) -> None:
    folder = built[0].output / "documents/acme/liaison"
    english, japanese = text_of(folder / "handbook.en.pdf"), text_of(folder / "handbook.ja.pdf")
    for words in ("KenjiMori", "HanakoSato", "help@lantern.example.co.jp", "03-5550-0190", "09:00–18:00", "48hours"):
        assert words in english, words
    assert "sothateveryoneinvolvedknows" in english
    for words in (
        "森健司",
        "佐藤花子",
        "help@lantern.example.co.jp",
        "03-5550-0190",
        "09:00〜18:00",
        "48時間",
        "関係者全員が",
    ):
        assert words in japanese, words


def test_a_team_members_mobile_is_in_no_file(built: Built) -> None:
    workspace, _ = built
    for path in workspace.output.rglob("*"):
        if path.is_file():
            content = text_of(path) if path.suffix == ".pdf" else path.read_bytes().decode("utf-8", "ignore")
            assert "5550-0191" in content or "55500191" not in content or "9055500191" not in content, path
            assert "9055500191" not in content.replace("-", ""), path


def test_pages_link_to_the_same_page_in_the_other_language(built: Built) -> None:
    assert 'href="../ja/contact.html"' in page(built[0], "en", "contact")
    assert 'href="../en/contact.html"' in page(built[0], "ja", "contact")
    assert '<html lang="ja"' in page(built[0], "ja", "contact")


def test_the_number_on_a_printed_page_can_be_verified(built: Built) -> None:
    workspace, _ = built
    number = re.search(r"[0-9A-F]{4}-[0-9A-F]{4}", text_of(workspace.output / "documents/acme/liaison/handbook.en.pdf"))
    assert number
    assert handbook(workspace.root, "verify", number[0]).returncode == 0
    assert handbook(workspace.root, "verify", str(workspace.output / "websites/acme/liaison/ja")).returncode == 0


def test_the_website_carries_its_documents_under_stable_names(built: Built) -> None:
    workspace, _ = built
    copy = workspace.output / "websites/acme/liaison/en/documents/handbook.en.pdf"
    assert filecmp.cmp(copy, workspace.output / "documents/acme/liaison/handbook.en.pdf", shallow=False)
    assert "documents/handbook.en.pdf" in page(workspace, "en", "index")


def test_a_website_asks_no_third_party_for_anything(built: Built) -> None:
    workspace, _ = built
    loads = re.compile(r"""<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)=["'](?:https?:)?//""")
    for path in (workspace.output / "websites").rglob("*.html"):
        found = loads.search(path.read_text("utf-8"))
        assert found is None, f"{path}: {found and found[0]}"


def test_a_plain_mkdocs_build_of_the_sources_gives_the_same_pages(built: Built, tmp_path: Path) -> None:
    workspace, _ = built
    sources = tmp_path / "sources"
    shutil.copytree(workspace.output / "sources/acme/liaison/en", sources)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    subprocess.run(command, cwd=sources, env=environment, check=True)
    ours = workspace.output / "websites/acme/liaison/en"
    names = {p.name for p in ours.glob("*.html")}
    assert names == {p.name for p in (tmp_path / "site").glob("*.html")}
    for name in names:
        article = re.compile(r"<article.*?</article>", re.DOTALL)
        mine, plain = (article.search((folder / name).read_text("utf-8")) for folder in (ours, tmp_path / "site"))
        assert mine is not None, name
        assert plain is not None, name
        assert mine[0].split() == plain[0].split(), name


def test_changed_data_changes_what_is_said(tmp_path: Path) -> None:
    made = small(tmp_path, languages=["en"])
    write(
        made.provider / "provider.yml",
        (made.provider / "provider.yml")
        .read_text("utf-8")
        .replace("+81355500190", "+81355500177")
        .replace("visit_report_deadline_hours: 48", "visit_report_deadline_hours: 72"),
    )
    write(
        made.provider / "procedure.yml",
        (made.provider / "procedure.yml").read_text("utf-8").replace("+81355500190", "+81355500177"),
    )
    done = handbook(tmp_path, "build", "--as-of", "2026-10-01", "--only", "website")
    assert done.returncode == 0, done.stderr
    contact = page(made, "en", "contact")
    assert "03-5550-0177" in contact
    assert "03-5550-0190" not in contact
    visits = page(made, "en", "site-visits")
    assert "72 hours" in visits
    assert "48 hours" not in visits


def test_one_clients_error_does_not_stop_the_others_and_nothing_of_it_is_written(tmp_path: Path) -> None:
    made = small(tmp_path, languages=["en"])
    shutil.copytree(made.client("acme"), made.client("broken"))
    write(made.client("broken") / "sites.yml", "sites:\n  - id: tokyo\n    nam: Tokyo\n")
    done = handbook(tmp_path, "build", "--as-of", "2026-10-01", "--only", "website")
    assert done.returncode == 1
    assert "inventory/clients/broken/sites.yml:3:5" in done.stderr
    assert "Traceback" not in done.stderr
    assert (made.output / "websites/acme/liaison/en/index.html").is_file()
    assert not (made.output / "websites/broken").exists()
    assert not [p for p in made.output.iterdir() if p.name.startswith(".staging")]


def test_a_template_error_names_template_line_and_client_and_keeps_the_last_good_website(tmp_path: Path) -> None:
    made = small(tmp_path, languages=["en"])
    assert handbook(tmp_path, "build", "--as-of", "2026-10-01", "--only", "website").returncode == 0
    before = page(made, "en", "contact")
    write(made.pages("en") / "contact.md.j2", "Text\n\n{{ client.nmae }}\n")
    done = handbook(tmp_path, "build", "--as-of", "2026-10-01", "--only", "website")
    assert done.returncode == 1
    assert "templates/pages/en/contact.md.j2:3" in done.stderr
    assert "nmae" in done.stderr
    assert "acme" in done.stderr
    assert "Traceback" not in done.stderr
    assert page(made, "en", "contact") == before


def test_the_same_input_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    workspace, _ = built
    environment = {"PYTHONHASHSEED": "7", "TZ": "America/Lima", "LC_ALL": "C"}
    done = handbook(
        workspace.root,
        "build",
        "--as-of",
        "2026-10-01",
        "--language",
        "en",
        "--no-cache",
        "--output",
        str(tmp_path),
        environment=environment,
    )
    assert done.returncode == 0, done.stderr
    for again in tmp_path.rglob("*"):
        if again.is_file() and {"manifests", ".state", ".lock"}.isdisjoint(again.parts):
            first = workspace.output / again.relative_to(tmp_path)
            assert filecmp.cmp(first, again, shallow=False), again.relative_to(tmp_path)


@pytest.mark.parametrize(
    ("option", "there", "absent"), [("website", "websites", "documents"), ("pdf", "documents", "websites")]
)
def test_only_one_kind_of_output_can_be_asked_for(tmp_path: Path, option: str, there: str, absent: str) -> None:
    small(tmp_path)
    done = handbook(tmp_path, "build", "acme", "--language", "ja", "--only", option, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert {o["language"] for o in json.loads(done.stdout)} == {"ja"}
    assert (tmp_path / "build" / there).is_dir()
    assert not (tmp_path / "build" / absent).exists()
