"""Whatever a value holds, it is shown literally."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.inventory.values import Text
from generator.pages.escaping import attribute, breakable, escape, theme_text
from generator.pages.markdown import field_html, page_html

HOSTILE = [
    "*x*",
    "_x_",
    "**x**",
    "`x`",
    "[a](b)",
    "![a](b)",
    "<b>x</b>",
    "<script>alert(1)</script>",
    "a | b",
    "# x",
    "- x",
    "+ x",
    "1. x",
    "2) x",
    "> x",
    "    code",
    "---",
    "===",
    "~~~",
    ": x",
    "a\\*b",
    "&amp;",
    "{{ x }}",
    "{% x %}",
    "[^1]",
    "[^1]: x",
    '"x"',
    "'x'",
    "{: .class }",
    "\u202eabc",
    "e\u0301",
    "👩‍👩‍👧",
    "*[HTML]: x",
    "![]()",
    "<!-- x -->",
    "<",
    "&",
    "http://x.jp/_a_",
]
TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)


def shown(markdown: str) -> str:
    """What a reader sees of a page."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", page_html(markdown)))).strip()


def literal(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "place", ["{}", "before {} after", "- {}", "| a | b |\n|---|---|\n| {} | y |", "<p>{}</p>", "> {}"]
)
def test_hostile_strings_are_shown_literally(value: str, place: str) -> None:
    expected = shown(place.format("qqq")).replace("qqq", literal(value))
    assert shown(place.format(escape(value))) == expected


@given(TEXT)
def test_any_text_is_shown_literally_in_markdown_and_html(value: str) -> None:
    if not value.strip():
        return
    assert shown(f"x {escape(value)} y") == literal(f"x {value.strip()} y")
    assert html.unescape(re.sub("<br>", "\n", str(escape(value)))).split() == value.split()


@given(TEXT)
def test_an_attribute_never_ends_early(value: str) -> None:
    assert not set(attribute(value)) & set('<>"\n')


def test_text_in_another_language_says_so() -> None:
    assert escape(Text("東京", "ja")) == '<span lang="ja">東京</span>'


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="a()">',
        "<style>*{}</style>",
        "<iframe src=//x>",
    ],
)
def test_markdown_fields_lose_what_could_run(text: str) -> None:
    made = field_html(f"**kept** {text}")
    assert "<strong>kept</strong>" in made
    assert not re.search(r"script|onerror|<style|<iframe|<img", made)


@pytest.mark.parametrize("value", ["<b>x</b>", 'a "b" c', "&lt;b&gt;", "Fern & Field", "<script>x</script>", "&amp;"])
def test_titles_are_shown_literally_by_a_theme_that_does_not_escape_them(value: str) -> None:
    made = theme_text(value)
    assert html.unescape(made) == value
    assert not set(made) & set('<>"')
    assert theme_text("Fern & Field") == "Fern & Field"


@pytest.mark.parametrize(
    ("address", "broken"),
    [
        ("s.whitfield@emissary.example.co.jp", "s|.whitfield@|emissary|.example|.co|.jp"),
        ("https://www.example.co.jp/a/b.html?c=d", "https://www|.example|.co|.jp/|a/|b|.html|?c=d"),
        ("https://example.jp/", "https://example|.jp/"),
    ],
)
def test_addresses_may_be_broken_at_their_signs(address: str, broken: str) -> None:
    assert html.unescape(breakable(address)).split("<wbr>") == broken.split("|")


@given(TEXT)
def test_an_address_that_may_be_broken_is_shown_literally(text: str) -> None:
    address = "".join(text.split()) or "a@b.c"
    assert html.unescape(breakable(address).replace("<wbr>", "")) == address
