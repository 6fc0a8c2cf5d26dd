"""The one Markdown converter: the website's configuration and the paper documents use the same extensions."""

from functools import cache

import markdown
import nh3
from markupsafe import Markup

EXTENSIONS = ("admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc")
"""Only such as Python-Markdown itself brings: every builder of the website has them."""
FIELD_EXTENSIONS = ("def_list", "sane_lists", "tables")
FIELD_TAGS = {
    "a", "blockquote", "br", "code", "dd", "dl", "dt", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


@cache
def _page_converter() -> markdown.Markdown:
    return markdown.Markdown(extensions=list(EXTENSIONS), output_format="html")


@cache
def _field_converter() -> markdown.Markdown:
    return markdown.Markdown(extensions=list(FIELD_EXTENSIONS), output_format="html")


def page_html(text: str) -> str:
    """The HTML of a composed page's Markdown."""
    return str(_page_converter().reset().convert(text))


def field_html(text: str) -> Markup:
    """The HTML of a Markdown field on one line: formatting is kept; scripts, styles, frames and handlers are not."""
    html = str(_field_converter().reset().convert(text))
    clean = nh3.clean(
        html,
        tags=FIELD_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel=None,
    )
    return Markup(clean.replace("\n", "&#10;" if "<pre>" in clean else " "))
