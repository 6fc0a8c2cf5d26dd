"""What is searched: whole rows, Japanese words, and the forms that people type."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.outputs.web.finishing import sections as divided
from generator.outputs.web.finishing import segmenting
from generator.outputs.web.finishing.search import INDEX, write_index
from generator.outputs.web.finishing.sections import _Reader, sections
from generator.outputs.web.finishing.segmenting import words_of
from outputs.web.finishing import built, page

ROW = (
    '<h1>Equipment</h1><p>Intro</p><h2 id="net">Network<a class="headerlink" href="#net">¶</a></h2>'
    '<table><tr><th scope="row">Tokyo firewall</th><td>FortiGate 100F</td><td></td><td>FG100FTK22031877</td></tr>'
    "</table>"
)


BITS = (
    *("<p>", "</p>", "<P>", "<td>", "</td>", "<tr>", "<dd>", "</dd>", '<h2 id="a">', "</h2>", "<br>", "<br/>", "x < y"),
    *("<!-- <p> -->", "<", ">", '"', "'", '<img alt="a>b">', "<p title='<b>'>", "<script>a<b</script>", "a & &amp; b "),
    *("<svg hidden>", "</svg>", '<div class="about">', "</div>", "<object hidden/>", '<a href="tel:+8133">', "</a>"),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(BITS), max_size=14))
def test_plainly_written_tags_are_read_like_any_other(bits: list[str]) -> None:
    text = "".join(bits)
    quick = _Reader().read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(divided, "_plain_tokens", lambda article: [])
        assert _Reader().read(text) == quick


def entries(folder: Path, body: str, language: str = "en") -> list[dict[str, Any]]:
    index = json.dumps({"config": {"lang": ["en"]}, "docs": [{"location": "index.html", "title": "", "text": ""}]})
    site = built(folder, {"index.html": page(body), INDEX: index}, language)
    write_index(site)
    found: list[dict[str, Any]] = json.loads((site.folder / INDEX).read_text("utf-8"))["docs"]
    return found


def test_a_row_is_one_line_and_its_cells_stay_apart(tmp_path: Path) -> None:
    page_entry, network = entries(tmp_path, ROW)
    assert (page_entry["title"], page_entry["text"]) == ("Equipment", "<p>Intro</p>")
    assert (network["location"], network["title"]) == ("index.html#net", "Network")
    assert network["text"] == "<p>Tokyo firewall · FortiGate 100F · FG100FTK22031877</p>"


def test_what_is_hidden_is_not_searched() -> None:
    found = sections(page('<h1>A</h1><div hidden><div>secret</div></div><p>seen <span class="hidden-words">x</span>'))
    assert found[0].lines == ["seen"]


def test_labels_stand_before_their_values() -> None:
    found = sections(
        page("<h1>A</h1><dl><div><dt>Serial</dt><dd>F7G</dd></div><div><dt>Site</dt><dd><p>Tokyo</p></dd></div></dl>")
    )
    assert found[0].lines == ["Serial: F7G", "Site: Tokyo"]


def test_entities_are_read_and_written_once(tmp_path: Path) -> None:
    assert entries(tmp_path, "<h1>A &amp; B</h1><p>1 &#60; 2</p>")[0]["text"] == "<p>1 &lt; 2</p>"


def test_a_japanese_compound_is_found_by_each_of_its_words(tmp_path: Path) -> None:
    entry = entries(tmp_path, "<h1>営業時間</h1><p>複合機交換の手順</p>", "ja")[0]
    assert entry["title"] == "営業\u200b時間"
    assert "交換" in entry["text"].split("\u200b")[-1]
    assert (entry["title_words"], entry["words"]) == ("営業時間", "複合機交換")


def test_a_telephone_number_is_found_without_its_hyphens(tmp_path: Path) -> None:
    entry = entries(tmp_path, '<h1>A</h1><a href="tel:+81355500190">03-5550-0190</a>')[0]
    assert {"0355500190", "81355500190"} <= set(entry["words"].split())


@pytest.mark.parametrize(("written", "typed"), [("ＦＷ－０１", "FW-01"), ("ﾙｰﾀｰ", "ルーター"), ("１Ｆ", "1F")])
def test_letters_of_another_width_are_found_in_the_usual_one(tmp_path: Path, written: str, typed: str) -> None:
    words = entries(tmp_path, f"<h1>A</h1><p>{written}</p>")[0]["words"]
    assert typed in words or all(part in words for part in typed.split("-"))


def divided_in_two(runs: list[str]) -> dict[str, list[str]]:
    """In place of the dictionary, which takes seconds to load."""
    return {run: [run[:2], run[2:]] for run in runs}


def test_words_are_kept_and_a_damaged_store_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDBOOK_CACHE", str(tmp_path))
    monkeypatch.setattr(segmenting, "_look_up", divided_in_two)
    first = words_of(["営業時間"])
    (store,) = tmp_path.glob("words-*.json")
    assert "営業時間" in store.read_text("utf-8")
    store.write_text("{", "utf-8")
    assert words_of(["営業時間"]) == first


def test_without_a_place_to_keep_them_words_are_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDBOOK_CACHE", "/proc/nowhere")
    monkeypatch.setattr(segmenting, "_look_up", divided_in_two)
    assert words_of(["営業時間"]) == {"営業時間": ["営業", "時間"]}


def test_without_japanese_no_dictionary_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nonexistent")
    assert words_of(["Only Latin", "短い"]) == {}
