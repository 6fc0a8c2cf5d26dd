"""Markdown is converted to the same bytes, with the same anchors, whether or not it is converted quickly."""

import json

import markdown
import mkdocs.structure.pages as pages
import mkdocs.utils.meta
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.md_in_html import HtmlBlockPreprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import Registry

from generator.build.accelerating import converting, reading
from generator.build.accelerating.blocks import anchors_of, blocks_of
from generator.build.accelerating.converting import BLOCKS, Converters
from generator.pages.markdown import EXTENSIONS

PLAIN_DATA, PLAIN_SORT, PLAIN_FENCED = mkdocs.utils.meta.get_data, Registry._sort, FencedBlockPreprocessor.run
PLAIN = (HtmlBlockPreprocessor.run, pages._RawHTMLPreprocessor.run)
PIECES = [
    "",
    "",
    "Some *words* and `code <b>`, a [link](#x) and an ![image](a.png).",
    "## Title {#title}",
    "- item",
    "1. first",
    '    <div id="four">indented</div>',
    '<table id="t"><tr><td>a</td></tr></table>',
    "<div>a</div><div>b</div>",
    "<div>",
    "</div>",
    '<p class="x">one <b>two</b> &#38; three &amp; &#38</p>',
    '<div class="y" markdown="1">',
    "*not* a tag: 1 < 2",
    '!!! note "Title"',
    "    inside",
    "> quoted <em>x</em>",
    "<hr>",
    "<hr/>",
    "<!-- comment -->",
    "<ul><li>a<li>b</ul>",
    '<figure><svg viewBox="0 0 1 1"><path d="M0 0"/></svg><figcaption>c</figcaption></figure>',
    "word[^1]",
    "[^1]: note",
    '<span id="s">inline</span> at the start',
    '<a name="n"></a>text',
    "<section><div><span></div></span></section>",
    '<div title="a > b">x</div>',
    "<script>if (a < b) {}</script>",
    "<pre>a\\_b</pre>",
    "two  ",
    "spaces",
    "_em_ __strong__",
    "&copy; and &nope and &#x41; and \\* escaped",
    "term",
    ":   definition",
    "<td>stray</td>",
    "  <div>near</div>",
    "<DIV ID=Q>",
    '<div id="a&amp;b">x</div>',
    "| a | b |",
    "|---|---|",
    "| <b>1</b> | 2 |",
    "<br>",
    '<div title="an id" id>x</div>',
    "<div markdown>*x*</div>",
    "<p>one</p> <p>two</p>  <ul><li>three</li></ul>",
    "<p>one</p> and <p>two</p>",
    "<p>one</p>&amp;<p>two</p>",
    "<p>one</p> <hr>",
    "<p>one</p> </div>",
    "<p>one</p><b>two</b>",
    '<figure><svg><title id="z">a &#38; b</title><desc>c</desc></svg></figure>',
    "<title>a <b>b</b></title>",
    "<p>open",
    "<https://example.com>",
]


def converted(text: str) -> tuple[str, set[str], object]:
    made = markdown.Markdown(extensions=list(EXTENSIONS))
    reader = pages._RawHTMLPreprocessor()
    reader._register(made)
    return made.convert(text), reader.present_anchor_ids, getattr(made, "toc_tokens", None)


def quickly(text: str) -> tuple[str, set[str], object]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HtmlBlockPreprocessor, "run", converting._blocks(PLAIN[0]))
        patch.setattr(pages._RawHTMLPreprocessor, "run", converting._anchors(PLAIN[1]))
        patch.setattr(InlineProcessor, "_InlineProcessor__handleInline", converting._inline)
        return converted(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["\n", "\n\n"]))
def test_any_mixture_is_converted_alike(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    assert quickly(text) == converted(text)


@pytest.mark.parametrize("piece", [p for p in PIECES if p])
def test_each_piece_alone_and_between_paragraphs(piece: str) -> None:
    for text in (piece, f"{piece}\n", f"before\n{piece}\nafter", f"before\n\n{piece}\n\nafter\n"):
        assert quickly(text) == converted(text)


def test_our_components_are_plain() -> None:
    """Otherwise nothing is gained."""
    table = '<table id="t"><tr><td><a href="x">b</a></td></tr></table>'
    text = f"## A {{#a}}\n\n{table} <p>c</p>\n\nText with <code>1</code>.\n\n\n"
    found = blocks_of(text, BLOCKS)
    assert found is not None
    assert found[2] == (table, " ", "<p>c</p>")
    assert anchors_of(text, BLOCKS) == {"t"}


def test_a_page_that_broke_off_leaves_nothing_behind() -> None:
    make = Converters()
    first = make(extensions=["tables"], extension_configs={})
    first.convert("a")
    assert make(extensions=["tables"], extension_configs={}) is first
    assert make(extensions=["tables"], extension_configs={}) is not first


FRONTS = st.dictionaries(
    st.text("abcé", min_size=1, max_size=4),
    st.one_of(
        st.text(max_size=20),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
        st.none(),
        st.lists(st.text("a:#-, ", max_size=5), max_size=3),
        st.sampled_from(["2026-10-01", "no", "a\u2028b", "a\\b", "1e-05", "\x85", "- x", "{", "漢字", "\ufeff", "\t"]),
    ),
)


@settings(max_examples=300, deadline=None)
@given(FRONTS, st.sampled_from(["\n# A\n", "", "\n\n\n---\nx"]))
def test_front_matter_is_read_alike(front: dict[str, object], body: str) -> None:
    text = f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n{body}"
    assert reading._front(PLAIN_DATA)(text) == PLAIN_DATA(text)
    assert [type(v) for v in reading._front(PLAIN_DATA)(text)[1].values()] == [
        type(v) for v in PLAIN_DATA(text)[1].values()
    ]


def test_processors_stay_in_their_order_whatever_comes_and_goes() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Registry, "_sort", converting._sorted(PLAIN_SORT))
        patch.setattr(Registry, "__iter__", converting._in_order)
        registry: Registry[str] = Registry()
        registry.register("b", "two", 20)
        registry.register("a", "one", 30)
        assert list(registry) == ["a", "b"]
        registry.register("c", "two", 40)
        assert list(registry) == ["c", "a"]
        registry.deregister("one")
        registry.register("d", "four", 50)
        assert (registry[0], list(registry), list(registry)) == ("d", ["d", "c"], ["d", "c"])
        registry.deregister("two")
        assert list(registry) == ["d"]


def test_fences_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("a\n\n```\n<b>\n```\n\nb", "~~~~ py\nx\n~~~~", "a ``` b", "    ```\nx\n```", ""):
        plain = markdown.markdown(text, extensions=["fenced_code"])
        with monkeypatch.context() as patch:
            patch.setattr(FencedBlockPreprocessor, "run", converting._fenced(PLAIN_FENCED))
            assert markdown.markdown(text, extensions=["fenced_code"]) == plain
