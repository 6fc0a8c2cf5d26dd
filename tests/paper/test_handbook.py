"""The specimen handbook as a book: what stands on which page, how it is found, how it is tagged."""

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from paper.making import specimen

from generator.editions.edition import make_edition
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.outputs.document import documents_of, make_document
from generator.pages.compose import compose

AS_OF = date(2026, 10, 1)


def make(folder: Path, language: str, **options: object) -> Path:
    """The specimen's handbook, as `folder`/handbook.<language>.pdf."""
    workspace, schema = specimen(folder / "workspace", **options), load_schema()  # type: ignore[arg-type]
    loaded = load(workspace, schema, ["acme"])
    edition = make_edition(schema, loaded.raw("acme"), "liaison", language, AS_OF)
    composition = compose(workspace, schema, edition)
    target = folder / f"handbook.{language}.pdf"
    make_document(workspace, composition, documents_of(workspace, composition)[0], target)
    return target


@pytest.fixture(scope="module", params=["en", "ja"])
def handbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("handbook"), request.param)


def pages(file: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True)
    return done.stdout.split("\f")[:-1]


def contents(file: Path) -> list[tuple[str, int]]:
    """The lines of the table of contents: title and page."""
    lines = re.findall(r"^\s*(?:\d\s+)?(\S.*?)\s{2,}(\d+)$", pages(file)[2], re.MULTILINE)
    return [(title, int(number)) for title, number in lines]


def outline(items: pikepdf.OutlineItem) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from outline(item.children)


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from elements(each)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K"))


def test_the_contents_name_the_page_of_every_section(handbook: Path) -> None:
    text, listed = pages(handbook), contents(handbook)
    assert len(listed) == 10
    for title, number in listed:
        assert title.replace(" ", "") in text[number - 1].replace(" ", "")


def test_pages_are_counted_and_say_what_they_are_of(handbook: Path) -> None:
    text = pages(handbook)
    for number, words in enumerate(text[1:], 2):
        foot = words.strip().splitlines()[-1]
        assert foot.endswith(f"{number} / {len(text)}")
        assert "1.1" in foot
        assert "Confidential" in foot or "秘" in foot
    assert "/ 1" not in text[0]


def test_the_document_number_stands_on_the_control_page(handbook: Path) -> None:
    assert re.search(r"\b[0-9A-F]{4}-[0-9A-F]{4}\b", pages(handbook)[1])


def test_references_name_their_page_and_those_to_the_web_do_not(handbook: Path) -> None:
    text = re.sub(r"\s+", "", "".join(pages(handbook)))
    assert re.search(r"\(→p\.\d+\)|（→\d+ページ）", text)
    web_only = "Onthewebonly" if handbook.name.endswith("en.pdf") else "ウェブのみ"
    assert re.search(rf"{web_only}(?![(（]→)", text)


def test_bookmarks_lead_to_parts_and_sections(handbook: Path) -> None:
    with pikepdf.open(handbook) as pdf, pdf.open_outline() as tree:
        titles = list(outline(tree.root))
    for title, _ in contents(handbook):
        assert title in titles


def test_headings_descend_one_level_at_a_time(handbook: Path) -> None:
    with pikepdf.open(handbook) as pdf:
        levels = [int(str(e.S)[2:]) for e in elements(pdf.Root.StructTreeRoot.K) if re.fullmatch(r"/H\d", str(e.S))]
    assert levels[0] == 1
    assert all(deeper - higher <= 1 for higher, deeper in pairwise(levels))


def test_header_cells_say_what_they_head(handbook: Path) -> None:
    with pikepdf.open(handbook) as pdf:
        scopes = {str(e.A.Scope) for e in elements(pdf.Root.StructTreeRoot.K) if e.S == "/TH"}
    assert scopes == {"/Row", "/Column"}


def test_figures_have_words_and_stand_on_their_page(handbook: Path) -> None:
    with pikepdf.open(handbook) as pdf:
        figures = [e for e in elements(pdf.Root.StructTreeRoot.K) if e.S == "/Figure"]
        assert len(figures) >= 3
        for figure in figures:
            assert str(figure.Alt)
            left, bottom, right, top = (float(x) for x in figure.A.BBox)
            assert 0 <= left < right <= 596
            assert 0 <= bottom < top <= 842


def test_running_heads_are_not_read_aloud(handbook: Path) -> None:
    """A reader of the structure hears the client's name in the text, not once on every page."""
    with pikepdf.open(handbook) as pdf:
        content = pdf.pages[4].Contents.read_bytes()
    assert content.count(b"/Artifact\nBMC") + content.count(b"/Artifact BMC") >= 3


def test_only_our_fonts_are_inside(handbook: Path) -> None:
    done = subprocess.run(["pdffonts", handbook], check=True, capture_output=True, text=True)
    names = {line.split()[0].split("+")[-1] for line in done.stdout.splitlines()[2:]}
    assert names
    assert all(name.startswith("IBM-Plex") for name in names)
    assert not any("JP" in name and ("Italic" in name or "Oblique" in name) for name in names)


def test_a_long_table_repeats_its_head_and_cuts_no_row(tmp_path: Path) -> None:
    text = pages(make(tmp_path, "en", devices=200))
    registers = [words for words in text if re.search(r"[A-Z]{3}-TYO-\d{3}", words)]
    assert len(registers) >= 5
    assert all("Serial number" in words for words in registers)
    for words in registers:
        rows = re.findall(r"^.*[A-Z]{3}-TYO-\d{3}.*$", words, re.MULTILINE)
        assert all(re.search(r"5CG\d{4}KX9Q", row) and re.search(r"20\d\d", row) for row in rows)


def test_no_title_stands_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    for file in (make(tmp_path, "ja"), make(tmp_path / "more", "en", devices=33)):
        for words in pages(file)[3:]:
            body = words.strip().splitlines()[:-1]
            last = body[-1].strip() if body else ""
            assert last not in {title for title, _ in contents(file)} or last.startswith(("Need", "IT"))


def test_longest_names_fit(tmp_path: Path) -> None:
    name = {
        "en": "The Incorporated Association for the International Promotion of Traditional Handicrafts, Tokyo",
        "ja": "特定非営利活動法人日本国際伝統工芸振興普及推進協議会東京都中央支部附属研究所",
    }
    for language in ("en", "ja"):
        assert make(tmp_path / language, language, name=name).exists()
