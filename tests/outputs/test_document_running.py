"""What is held together in running text on paper, and on which page it stands."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from generator.outputs.paper.phrases import close_lists, hold_running
from generator.outputs.paper.sections import section_html
from generator.outputs.paper.tails import set_leads
from generator.pages.compose import Page


def held(html: str) -> list[str]:
    root = fromstring(html)
    hold_running(root)
    return ["".join(each.itertext()) for each in root.iter() if "phrase" in (each.get("class") or "").split()]


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ("<p>受付は月曜日〜金曜日 09:00〜18:00です。</p>", ["09:00〜18:00"]),
        ("<p>Monday–Friday 09:00–18:00, <b>always</b> or 10:00–12:00.</p>", ["09:00–18:00", "10:00–12:00"]),
        ("<p>次回は2026年10月22日（木）です。</p>", ["2026年", "10月22日（木）"]),
        ('<p><a class="email">a.b@example-office.example.jp</a></p>', ["a.b@example-office.example.jp"]),
        (f'<p><a class="url">https://example.jp/{"long-" * 20}</a></p>', []),
        (f'<ul><li class="card"><a class="email">{"a" * 40}@example.jp</a></li></ul>', []),
        ("<table><tr><td>09:00〜18:00</td></tr></table>", []),
        ('<div class="form brief"><p><a class="url">https://www.long-name.example.co.jp/</a></p></div>', []),
        ('<dl class="details paired"><dd><a class="email">name@office.example.jp</a></dd></dl>', []),
    ],
)
def test_what_no_line_is_broken_in(html: str, whole: list[str]) -> None:
    assert held(f"<body>{html}</body>") == whole


def test_nothing_that_was_said_is_lost() -> None:
    root = fromstring(
        "<body><p>1月5日（火）と<b>1月6日（水）</b>、10:00〜11:00に<i>伺い</i>ます。2027年1月7日。</p></body>"
    )
    before = "".join(root.itertext())
    hold_running(root)
    assert "".join(root.itertext()) == before


def test_blanks_between_items_are_no_text() -> None:
    root = fromstring(
        "<body><ul>\n<li>a</li>\n<li>b</li>\n</ul><dl>\n<div>\n<dt>x</dt>\n<dd>y</dd>\n</div>\n</dl></body>"
    )
    close_lists(root)
    assert "".join(root.itertext()) == "abxy"


def leads(html: str) -> list[str]:
    root: Element = fromstring(f"<body><section>{html}</section></body>")
    set_leads(root)
    return [each.text or "" for each in root.iter("p") if "lead" in (each.get("class") or "").split()]


def test_a_paragraph_stays_with_the_table_or_list_that_it_announces() -> None:
    html = '<p>one</p><div class="table-wrap"/><p>two</p><ul/><p>three</p><p>four</p>'
    assert leads(html) == ["one", "two"]


def test_badges_below_a_heading_stay_with_the_text() -> None:
    root = fromstring(
        '<body><section><p><b class="badge">High</b> <b class="badge">Open</b></p><p>x</p></section></body>'
    )
    set_leads(root)
    assert [p.get("class") for p in root.iter("p")] == ["lead", None]


def test_a_long_paragraph_may_part_from_its_list() -> None:
    assert leads(f"<p>{'長い文です。' * 40}</p><ul/>") == []


def test_a_page_that_is_on_the_website_alone_is_said_to_be_there() -> None:
    link = '<a class="page-link" href="{}">{}</a>'.format
    links = f"{link('visits.html', 'Visits')}, {link('findings.html#f-1', 'A risk')}"
    page = Page("a", "A", "part", "section", (), True, True, f"See {links}.")
    html = section_html(page, {"a"}, False, {"visits": "Visits", "findings": "Findings"})
    assert '<span class="online">Visits</span>, A risk.' in html
