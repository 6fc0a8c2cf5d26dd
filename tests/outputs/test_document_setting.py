"""What belongs together stays together: sentences and tables, words and their signs, marks and their notes."""

import subprocess
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from builders import ROOT

from generator.outputs.paper.captions import drop_captions
from generator.outputs.paper.columns import set_columns
from generator.outputs.paper.fit import sheets
from generator.outputs.paper.footnotes import set_footnotes
from generator.outputs.paper.rendering import write_pdf
from generator.outputs.paper.sections import PAGE_LINK, _link
from generator.outputs.paper.spacing import hold_words, tighten
from generator.workspace import Workspace

TABLE = '<div class="table-wrap"><table><caption>{}</caption><tbody><tr><th>a</th><td>b</td></tr></tbody></table></div>'


def section(html: str, language: str = "en") -> Element:
    return fromstring(f'<html lang="{language}"><body><section class="page">{html}</section></body></html>')


def page(root: Element) -> Element:
    return next(root.iter("section"))


def words(root: Element) -> str:
    return "".join(root.itertext())


def test_a_caption_that_repeats_the_heading_goes() -> None:
    for caption, left in (("Visits", 0), ("Visits, Tokyo office", 0), ("Plan: Visits", 0), ("Follow-ups", 1)):
        root = section(f"<h3>Visits</h3><p>In order:</p>{TABLE.format(caption)}{TABLE.format('Visits')}")
        drop_captions(root)
        assert len(list(root.iter("caption"))) == left + 1


def test_of_several_tables_alike_each_keeps_the_place_it_is_about() -> None:
    root = section(f"<h3>Order</h3>{TABLE.format('Order, Tokyo')}{TABLE.format('Order, Osaka')}<h3>Next</h3>")
    drop_captions(root)
    assert [words(caption) for caption in root.iter("caption")] == ["Order, Tokyo", "Order, Osaka"]


def test_no_blank_stands_beside_a_sign_of_full_width() -> None:
    root = section(
        "<p><strong>はい。</strong> 続き <b>電話</b>： <a>03</a> （内線12） です, Latin text</p>"
        "<ul><li><span>名前。</span> <span>理由。</span></li></ul>",
        "ja",
    )
    tighten(root)
    assert words(root) == "はい。続き 電話：03（内線12）です, Latin text名前。理由。"


def test_words_and_counters_are_not_broken() -> None:
    english = section("<p>One e-mail, Wi-Fi, emissary-it@example.jp, 09:00–18:00; <code>e-mail</code></p>")
    japanese = section("<p>見本ビル8階・9階、30万円まで、福島 直美様、09:00〜18:00です</p>", "ja")
    for root, kept in (
        (english, ["e-mail", "Wi-Fi"]),
        (japanese, ["8階", "9階", "30万円", "美様"]),
    ):
        before = words(root)
        hold_words(root)
        assert [span.text for span in root.iter("span")] == kept
        assert words(root) == before


def test_words_of_drawings_are_left_alone() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><text>AP 8階 企業法務</text></svg>'
    root = section(f"<p>8階</p>{drawing}", "ja")
    hold_words(root)
    assert [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")] == ["AP 8階 企業法務"]


def linked(html: str, inside: set[str]) -> str:
    return PAGE_LINK.sub(lambda match: _link(match, inside, {"contact": "Contact"}), html)


def test_the_number_of_a_page_follows_the_quotation_mark() -> None:
    link = '<a class="page-link" href="contact.html#form">Contact</a>'
    assert linked(f"see “{link}”.", {"contact"}) == 'see <a class="xref" href="#contact--form">“Contact”</a>.'
    assert linked(f"（{link}）", {"contact"}) == '（<a class="xref bracketed" href="#contact--form">Contact</a>）'
    assert linked(f"「{link}」", set()) == '<span class="online">「Contact」</span>'
    assert linked(link, {"contact#form"}) == '<a class="xref" href="#contact-form">Contact</a>'


def test_tables_of_a_page_with_the_same_heads_have_the_same_columns() -> None:
    head = "<thead><tr><th>Name</th><th>Text</th></tr></thead>"
    one = f"<table>{head}<tbody><tr><td>{{}}</td><td>{{}}</td></tr></tbody></table>"
    root = section(one.format("A", "short") + one.format("A long name of a device", "words " * 60))
    set_columns(root)
    first, second = ([col.get("style") for col in table.iter("col")] for table in root.iter("table"))
    assert first == second


NOTED = """<section class="page" id="p"><h3>Aims</h3><p class="lead">These:</p><div class="table-wrap"><table><thead>
<tr><th>Work again<sup id="m"><a class="footnote-ref" href="#n">1</a></sup></th></tr></thead>
<tbody>{}</tbody></table></div>
<div class="footnote"><hr/><ol><li id="n"><p>Perhaps by a way round. <a class="footnote-backref" href="#m">b</a></p>
</li></ol></div><p>{}</p></section>"""


def test_a_note_is_numbered_and_goes_behind_what_it_explains() -> None:
    root = fromstring(f"<body>{NOTED.format('<tr><td>1 hour</td></tr>', 'After it.')}</body>")
    set_footnotes(root)
    blocks = list(page(root))
    assert [block.get("class") for block in blocks] == [None, "lead", "table-wrap", "note-holder", None]
    assert words(blocks[3]).strip() == "Perhaps by a way round."
    assert "".join(next(root.iter("sup")).itertext()) == "1"


def test_a_note_stands_at_the_foot_of_the_page_of_its_mark(tmp_path: Path) -> None:
    head = '<html lang="en"><head><title>T</title><link rel="stylesheet" href="styles/print.css"></head><body>'
    before = "<p>" + "Text before the table. " * 30 + "</p>"
    for count in (9, 10, 11, 12):
        html = f"{head}{before * count}{NOTED.format('<tr><td>1 hour</td></tr>' * 5, 'After it. ' * 400)}</body></html>"
        target = tmp_path / f"{count}.pdf"
        write_pdf(Workspace(ROOT), html, target)
        told = subprocess.run(["pdftotext", "-layout", target, "-"], check=True, capture_output=True, text=True).stdout
        (marked,) = [sheet for sheet in told.split("\f") if "Work again" in sheet]
        assert told.count("Perhaps by a way round") == 1
        assert marked.index("Perhaps by a way round") > marked.index("Work again")


def test_a_poster_says_between_which_sizes_it_grows() -> None:
    text = (ROOT / "templates/documents/parts/parts.html.j2").read_text("utf-8")
    assert "sizes[section.layout]|attribute" in text
    block = '<body><section class="page one-sheet" id="poster" data-sizes="2.1 0.9">x</section></body>'
    assert [sheet.largest for sheet in sheets(block)] == [2.1]
