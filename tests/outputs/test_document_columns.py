"""Column widths: what is short keeps its line, what is long gets the room."""

from xml.etree.ElementTree import Element, fromstring

from generator.outputs.paper.columns import ROOM, fit, set_columns
from generator.outputs.paper.extent import extent, width
from generator.outputs.paper.phrases import set_phrases, tokens
from generator.outputs.paper.tails import set_tails


def table(*rows: tuple[str, ...], caption: str = "") -> Element:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return fromstring(f"<div><table>{caption}<tbody>{cells}</tbody></table></div>")


def widths(root: Element) -> list[float]:
    set_columns(root)
    return [float(col.get("style", "").removeprefix("width:").removesuffix("%")) for col in root.iter("col")]


def test_widths_make_the_whole_table() -> None:
    assert abs(sum(widths(table(("a", "b" * 30, "c c c"), ("d", "e", "f")))) - 100) < 0.1


def test_prose_gets_the_room_and_names_stay_whole() -> None:
    prose = "The coordinator answers or passes it to the engineer who knows your systems best of all"
    name, text, day = widths(table(*[("SRV-TYO-001", prose, '<time datetime="2026-10-01">1 Oct 2026</time>')] * 9))
    assert name / 100 * ROOM >= width("SRV-TYO-001")
    assert day / 100 * ROOM >= width("1 Oct 2026")
    assert text > 50


def test_a_table_of_short_words_is_no_wider_than_running_text() -> None:
    root = table(("E-mail", "any time"), ("Telephone", "working hours"))
    set_columns(root)
    assert root[0].get("class") == "narrow short"


def test_a_table_that_nearly_fits_gets_smaller_type() -> None:
    assert fit([[extent(fromstring(f"<td>{'ア' * 14}</td>"))] * 4]) == "small"


def test_japanese_words_of_katakana_stay_whole() -> None:
    assert extent(fromstring("<td>新しいファイアウォール</td>")).word >= width("ファイアウォール")


def test_columns_follow_a_caption_and_replace_those_there_were() -> None:
    root = table(("a", "b"), caption="<caption>C</caption><colgroup><col/></colgroup>")
    set_columns(root)
    assert [child.tag for child in root[0]] == ["caption", "colgroup", "tbody"]
    assert len(list(root.iter("col"))) == 2


def test_tables_with_joined_cells_are_left_alone() -> None:
    root = fromstring('<div><table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table></div>')
    set_columns(root)
    assert not list(root.iter("col"))


def crowded(*notes: str) -> Element:
    """A table of eight columns with long words, whose last but one is mostly empty."""
    head = "".join(f"<th>{c}</th>" for c in ("Name", "Supplies", "Telephone", "Account", "Who", "Site", "Note", "Kind"))
    rows = "".join(
        "<tr><th>Communications</th><td>Telecommunications of all offices and what belongs to them</td>"
        "<td>+81-3-5550-0100</td><td>ACC-0044-1877-23</td><td>Administration</td><td>Kitahama-Mihon</td>"
        f"<td>{note}</td><td>Subscription</td></tr>"
        for note in notes
    )
    return fromstring(f'<html lang="en"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></html>')


def test_a_crowded_table_loses_the_column_that_is_mostly_empty_and_nothing_it_says() -> None:
    root = crowded("", "closed-on-Wednesdays", "", "")
    set_columns(root)
    rows = list(root.iter("tr"))
    assert {len(row) for row in rows} == {7}
    assert "Note" not in [cell.text for cell in rows[0]]
    folded = [each for each in root.iter("div") if each.get("class") == "folded"]
    assert ["".join(each.itertext()) for each in folded] == ["Note closed-on-Wednesdays"]


def test_a_column_that_is_mostly_full_stays() -> None:
    root = crowded("closed-on-Wednesdays", "closed-on-Wednesdays", "closed-on-Wednesdays", "")
    set_columns(root)
    assert {len(row) for row in root.iter("tr")} == {8}


def test_the_columns_of_a_grid_are_alike() -> None:
    root = table(("Impact", "1", "2", "3"), ("5", "", "F-003 F-005 F-014", ""))
    root[0].set("class", "matrix")
    assert len(set(widths(root)[1:])) == 1


def test_words_of_japanese_cells_stay_whole() -> None:
    assert list(filter(None, tokens("大西 真由美、高木 翔太"))) == ["大西 真由美、", "高木 翔太"]
    assert list(tokens("2026年10月22日（木）13:30")) == ["2026年", "10月22日（木）", "13:30"]
    assert list(tokens("月〜金 08:30〜17:30")) == ["月〜金", "08:30〜17:30"]
    assert list(tokens("Thu 21:00–23:30")) == ["Thu", "21:00–23:30"]
    assert list(tokens("年額264,000円")) == ["年額264,000円"]
    assert list(tokens("解約予告の期限", header=True)) == ["解約予告の", "期限"]


def test_ports_are_broken_between_them_alone() -> None:
    assert list(tokens("tcp/53、udp/50000-50059")) == ["tcp/53、", "udp/50000-50059"]


def test_an_address_keeps_its_line_where_smaller_type_lets_it() -> None:
    address = "m.kawaguchi@emissary.example.co.jp"
    others = [f"<td>{'ア' * 9}</td>"] * 3 + ["<td>" + "の字 " * 30 + "</td>"]
    cells = [f"<td>{address}</td>", *others]
    assert fit([[extent(fromstring(cell)) for cell in cells]] * 2) == "small"
    email, *_ = widths(table(*[(address, *("ア" * 9,) * 3, "の字 " * 30)] * 2))
    assert email / 100 * ROOM * 1.13 >= width(address)


def test_what_is_wrapped_is_wrapped_between_words() -> None:
    prose = "ご不明な点は、いつでもお気軽にお問い合わせください。" * 6
    root = table(*[("東都メディカル管理（本館）、大西 真由美", prose, prose)] * 3)
    set_columns(root)
    first = next(root.iter("td"))
    assert "大西 真由美" in [span.text for span in first.iter("span") if span.get("class") == "phrase"]
    assert "".join(first.itertext()) == "東都メディカル管理（本館）、大西 真由美"


def test_the_end_of_a_part_stays_together_and_what_stands_before_it_does_not() -> None:
    text = "<h3>Heading</h3><p>A line.</p>"
    root = fromstring(
        f'<body><section class="part"><section class="page">{text * 9}</section>'
        f'<section class="page own-page">{text}</section><section class="page">{text * 9}</section></section></body>'
    )
    set_tails(root)
    flowing, sheet, last = root[0]
    assert not any(block.get("class") for block in sheet)
    for section in (flowing, last):
        marked = [block.get("class") for block in section if block.get("class")]
        assert marked[0] == "tail-first"
        assert set(marked[1:]) == {"tail"}
        assert 4 <= len(marked) < len(section)
        assert section[-len(marked)].tag == "p"


def test_long_japanese_headings_are_broken_between_phrases() -> None:
    root = fromstring('<html lang="ja"><h2>リモートサポートに関する同意書について</h2><h3>短い見出し</h3></html>')
    set_phrases(root)
    assert [span.text for span in root[0]][:2] == ["リモートサポートに", "関する"]
    assert "".join(root[0].itertext()) == "リモートサポートに関する同意書について"
    assert root[1].text == "短い見出し"


def test_what_cannot_begin_a_line_is_reckoned_with_what_stands_before_it() -> None:
    cell = fromstring("<th><time>2026年10月13日（火）10:00</time>〜10:30</th>")
    assert extent(cell).whole >= width("2026年10月13日（火）10:00〜10:30")
