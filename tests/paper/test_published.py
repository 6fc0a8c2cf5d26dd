"""The specimen handbook as a file: valid, accessible, the same bytes everywhere, and without traces of the machine."""

import os
import subprocess
import sys
from pathlib import Path

import page
import pikepdf
import pytest
from paper.making import specimen

from generator.workspace import Workspace

LANGUAGES = ("en", "ja")


def build(workspace: Workspace, output: Path, **environment: str) -> None:
    command = [sys.executable, "-c", "from generator.cli import main; main()", "--workspace", str(workspace.root)]
    arguments = ["build", "--only", "pdf", "--as-of", "2026-10-01", "--output", str(output)]
    subprocess.run([*command, *arguments], check=True, capture_output=True, env={**os.environ, **environment})


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paper")
    build(specimen(folder / "here"), folder / "out", PYTHONHASHSEED="1", TZ="UTC")
    return folder / "out/documents/acme/liaison"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_all_rules_of_pdf_ua(documents: Path, language: str) -> None:
    report = page.validate_pdf(documents / f"handbook.{language}.pdf")
    assert [f"{f.rule_id}: {f.message}" for f in report.failures] == []
    assert report.rules.passed >= 104


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_checker_agrees(documents: Path, language: str) -> None:
    file = documents / f"handbook.{language}.pdf"
    done = subprocess.run([sys.executable, "-m", "pdfua", "check", str(file)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "PASS" in done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_syntax_is_sound(documents: Path, language: str) -> None:
    with pikepdf.open(documents / f"handbook.{language}.pdf") as pdf:
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_metadata(documents: Path, language: str) -> None:
    file = documents / f"handbook.{language}.pdf"
    with pikepdf.open(file) as pdf:
        assert str(pdf.Root.Lang) == language
        assert (
            str(pdf.docinfo.Title)
            == {"en": "Welcome pack – Acme Trading", "ja": "ITサポートご利用ガイド – アクメ商事"}[language]
        )
        assert str(pdf.docinfo.CreationDate) == "D:20261001"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        metadata = pdf.Root.Metadata.read_bytes().decode()
    assert "Lantern IT K.K." in metadata
    for trace in ("/tmp", "/home", "file:", os.environ.get("USER", "root")):
        assert trace.encode() not in file.read_bytes()
        assert trace not in metadata


def test_the_same_input_gives_the_same_bytes(documents: Path, tmp_path: Path) -> None:
    elsewhere = specimen(tmp_path / "some where/else")
    build(elsewhere, tmp_path / "out", PYTHONHASHSEED="4711", TZ="Pacific/Auckland", LC_ALL="C", HOME=str(tmp_path))
    for language in LANGUAGES:
        name = f"handbook.{language}.pdf"
        assert (tmp_path / "out/documents/acme/liaison" / name).read_bytes() == (documents / name).read_bytes()
