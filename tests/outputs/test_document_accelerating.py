"""Speed-ups change nothing: the bytes are the same without them, and what is edited counts at once."""

import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from builders import ROOT

from generator.outputs.paper.rendering import RenderingError, write_pdf
from generator.workspace import Workspace

HEAD = '<!DOCTYPE html><html lang="{}"><head><title>T</title><link rel="stylesheet" href="styles/print.css"></head>'
LANGUAGES = {"en": "Text that fills its lines with words. ", "ja": "本文はここに入ります。"}


def book(language: str, sections: int) -> str:
    """Contents, cross-references to and fro over pages of one, two and three digits, tables, lists and a form."""
    names = [f"s{n}" for n in range(sections)]
    contents = "".join(f'<li><a href="#{name}">Section {name}</a></li>' for name in names)
    words = LANGUAGES[language] * 9
    rows = "".join(f"<tr><th>Row {n}</th><td>{words[: 9 * n]}</td><td>{n}</td></tr>" for n in range(5))
    table = f"<table><thead><tr><th>A</th><th>B</th><th>C</th></tr></thead><tbody>{rows}</tbody></table>"
    tick = '<ul class="ticks"><li class="tick"><span class="box"></span><span class="tick-text">Done</span></li></ul>'
    body = "".join(
        f'<section class="page" id="{name}"><h2 class="page-title">Section {n}</h2>'
        f'<p>{words}<a class="xref" href="#{names[-n]}">there</a>{words}'
        f'<a class="xref" href="#{names[n // 2]}">あと</a></p>'
        f'<div class="admonition note"><p class="admonition-title">Note</p><ul><li>{words}</li></ul></div>'
        f"{table}{tick}</section>"
        for n, name in enumerate(names)
    )
    return (
        f'{HEAD.format(language)}<body data-client="Acme"><nav class="contents one-sheet" id="contents" '
        f'data-sizes="1 0.8"><h1>Contents</h1><ul>{contents}</ul></nav>{body}</body></html>'
    )


def made(workspace: Workspace, html: str, target: Path, monkeypatch: pytest.MonkeyPatch, plain: bool) -> str:
    """The digest of the document."""
    monkeypatch.delenv("HANDBOOK_PLAIN", raising=False)
    if plain:
        monkeypatch.setenv("HANDBOOK_PLAIN", "1")
    write_pdf(workspace, html, target, fillable=True)
    return sha256(target.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("language", "sections"),
    [("en", 3), ("ja", 24), pytest.param("en", 120, marks=pytest.mark.long)],
)
def test_the_bytes_are_the_same_without_speed_ups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, sections: int
) -> None:
    html, workspace = book(language, sections), Workspace.at(ROOT)
    plain = made(workspace, html, tmp_path / "plain.pdf", monkeypatch, True)
    assert made(workspace, html, tmp_path / "first.pdf", monkeypatch, False) == plain
    assert made(workspace, html, tmp_path / "again.pdf", monkeypatch, False) == plain


@pytest.fixture
def own(tmp_path: Path) -> Workspace:
    """A workspace whose style sheets may be edited."""
    for name in ("styles", "fonts"):
        shutil.copytree(ROOT / "site_config" / name, tmp_path / "site_config" / name)
    return Workspace(tmp_path)


def test_an_edited_style_sheet_counts_at_once(own: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    html = book("en", 2)
    before = made(own, html, own.root / "a.pdf", monkeypatch, False)
    sheet = own.site_config / "styles/print-type.css"  # which print.css imports
    sheet.write_text(sheet.read_text("utf-8") + "p { font-size: 12pt }", "utf-8")
    after = made(own, html, own.root / "b.pdf", monkeypatch, False)
    assert after != before
    assert after == made(own, html, own.root / "c.pdf", monkeypatch, True)


def test_a_faulty_style_sheet_is_complained_of_each_time(own: Workspace) -> None:
    sheet = own.site_config / "styles/print.css"
    sheet.write_text(sheet.read_text("utf-8") + "p { widht: 12pt }", "utf-8")
    for _ in range(2):
        with pytest.raises(RenderingError, match="widht"):
            write_pdf(own, book("en", 1), own.root / "a.pdf")


STARTED = """
import sys
from hashlib import sha256
from pathlib import Path
from generator.outputs.paper.starting import start_engine
start_engine(Path(sys.argv[1]))
assert "fontTools.varLib" not in sys.modules, "imported before it is used"
from weasyprint.pdf import fonts
print(fonts.subset.Options().__class__.__name__)
from fontTools.ttLib import TTFont
try:
    fonts.instantiateVariableFont(TTFont(next(Path(sys.argv[1]).glob("*.ttf"))), {"wght": 400})
except ValueError as error:
    print(error)
"""


def test_what_the_engine_imports_for_rare_fonts_is_there_when_it_is_used() -> None:
    fonts = str(Workspace.at(ROOT).fonts)
    done = subprocess.run([sys.executable, "-c", STARTED, fonts], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    options, refused = done.stdout.splitlines()
    assert options == "Options"
    assert "fvar" in refused, "a static font is no variable one"


RULES = """
td:first-child { color: #123 } tr + tr td { padding: 1mm 2mm } [data-kind="a"] { font-weight: bold }
td:not(.b) { text-indent: 1em } .b.c { background: #ddd } p:nth-child(2n) { margin-left: 10% } #own { color: #321 }
table { border-collapse: collapse } td { border: .2mm solid #000 } tr:last-child td { border-top-width: 1mm }
a[href^="#s"] { font-style: italic } p:lang(ja) { letter-spacing: .1em } .round { border: 1px solid; border-radius: 9% }
"""


@pytest.mark.parametrize("plain_first", [True, False])
def test_rules_that_ask_for_an_elements_place_count_for_each_element(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain_first: bool
) -> None:
    row = '<tr><td class="b c">1</td><td data-kind="{}">2</td><td dir="rtl">3 <i class="round">4</i></td></tr>'
    inner = f"<table><tbody>{row.format('b')}{row.format('a')}</tbody></table>"
    rows = "".join(row.format("ab"[n % 2]) for n in range(4))
    paragraphs = '<p>A <a href="#s">b</a></p><p lang="ja">あ</p><p id="own">C</p><p hidden>D</p>'
    body = f"{paragraphs}<table><tbody>{rows}<tr><td>{inner}</td><td></td><td></td></tr></tbody></table><p id='s'>E</p>"
    html = f"{HEAD.format('en').replace('</head>', f'<style>{RULES}</style></head>')}<body>{body * 3}</body></html>"
    html = html.replace("id='s'", "", 2).replace('id="own"', "", 2)
    workspace = Workspace.at(ROOT)
    one = made(workspace, html, tmp_path / "one.pdf", monkeypatch, plain_first)
    assert made(workspace, html, tmp_path / "two.pdf", monkeypatch, not plain_first) == one


def with_footnotes(html: str) -> str:
    """Footnotes on every third page, with a page number in each, some longer than the rest of their page."""
    parts = html.split("</p><div")
    note = '<span class="foot-note">{} <a class="xref" href="#s1">there</a></span>'
    texts = [note.format("Said below. " * (40 if n % 2 else 3)) if n % 3 == 0 else "" for n in range(len(parts) - 1)]
    return "".join(f"{part}{text}</p><div" for part, text in zip(parts, texts, strict=False)) + parts[-1]


def test_pages_with_footnotes_are_the_same_and_do_not_make_the_others_be_laid_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from weasyprint.layout import page

    html, workspace = with_footnotes(book("en", 18)), Workspace.at(ROOT)
    plain = made(workspace, html, tmp_path / "plain.pdf", monkeypatch, True)
    laid = list[int]()
    remake = page.remake_page
    monkeypatch.setattr(page, "remake_page", lambda index, *given: (laid.append(index), remake(index, *given))[1])
    assert made(workspace, html, tmp_path / "fast.pdf", monkeypatch, False) == plain
    with pikepdf.open(tmp_path / "fast.pdf") as opened:
        assert len(laid) < 2 * len(opened.pages), "pages without footnotes were laid out again"
