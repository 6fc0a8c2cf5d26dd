"""Column widths: what is short keeps its line, what is long gets the room."""

from xml.etree.ElementTree import Element, fromstring

from generator.outputs.paper.columns import ROOM, fit, set_columns
from generator.outputs.paper.extent import extent, width
from generator.outputs.paper.phrases import set_phrases


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


def test_long_japanese_headings_are_broken_between_phrases() -> None:
    root = fromstring('<html lang="ja"><h2>リモートサポートに関する同意書について</h2><h3>短い見出し</h3></html>')
    set_phrases(root)
    assert [span.text for span in root[0]][:2] == ["リモートサポートに", "関する"]
    assert "".join(root[0].itertext()) == "リモートサポートに関する同意書について"
    assert root[1].text == "短い見出し"
