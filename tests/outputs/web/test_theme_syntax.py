"""The theme's overrides use only what the templates of both builders understand: Jinja's and Zensical's MiniJinja.

MiniJinja has no methods of Python's strings and dictionaries, and stops where a template calls one. The syntax tree is
looked at, so that words of a page which look like a method are none.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.tools import ROOT
from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.workspace import Workspace

THEME = Workspace.find(ROOT).theme
FILTERS = frozenset({"default", "e", "escape", "first", "groupby", "indent", "int", "join", "last", "length", "list",
                     "lower", "map", "reject", "rejectattr", "replace", "reverse", "round", "safe", "select",
                     "selectattr", "slice", "sort", "string", "title", "tojson", "trim", "unique", "upper",
                     "url"})  # fmt: skip
"""Those that both know under the same name and that overrides may want; `url` is given by both builders."""
TESTS = frozenset({"defined", "divisibleby", "eq", "even", "false", "ge", "gt", "in", "iterable", "le", "lt", "mapping",
                   "ne", "none", "number", "odd", "sequence", "string", "true", "undefined"})  # fmt: skip
FUNCTIONS = frozenset({"super", "range", "dict", "namespace"})


def overrides() -> list[Path]:
    return sorted(p for p in THEME.rglob("*") if p.suffix in (".html", ".xml") and p.is_file())


def foreign(text: str) -> Iterator[str]:
    """What one of the two does not understand, each with its line."""
    try:
        tree = Environment(autoescape=True).parse(text)  # without extensions: their tags are errors of syntax
    except TemplateSyntaxError as error:
        yield f"{error.lineno}: {error.message}"
        return
    for node in tree.find_all((nodes.Call, nodes.Filter, nodes.Test, nodes.Mod, nodes.FloorDiv, nodes.Pow)):
        if said := _fault(node):
            yield f"{node.lineno}: {said}"


def _fault(node: nodes.Node) -> str | None:
    if isinstance(node, nodes.Call):
        if isinstance(node.node, nodes.Getattr):
            return f".{node.node.attr}() is a method of Python's"
        if not isinstance(node.node, nodes.Name) or node.node.name not in FUNCTIONS:
            return "calls something that is no function of both"
        return None
    if isinstance(node, nodes.Filter):
        return None if node.name in FILTERS else f"the filter {node.name} is not known to both"
    if isinstance(node, nodes.Test):
        return None if node.name in TESTS else f"the test {node.name} is not known to both"
    return f"the operator of {type(node).__name__}"


@pytest.mark.parametrize("path", overrides(), ids=lambda path: path.relative_to(THEME).as_posix())
def test_an_override_is_understood_by_both(path: Path) -> None:
    assert list(foreign(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% for key, value in config.extra.items() %}{% endfor %}",
        "{{ page.meta.get('about') }}",
        "{{ page.title.split(' ')[0] }}",
        "{{ 'page %s' % page.title }}",
        "{{ config.extra | xmlattr }}",
        "{% if page is callable %}{% endif %}",
        "{% do list.append(1) %}",
        "{% trans %}Home{% endtrans %}",
        "{{ lang.t('skip') }}",
    ],
)
def test_what_one_of_them_would_stop_at_is_seen(text: str) -> None:
    assert len(list(foreign(text))) == 1


def test_words_of_a_page_are_no_methods() -> None:
    assert list(foreign("<p>Call .items() and .get(x): 5 % 3</p>{# {{ a.split() }} #}{{ a | e }}")) == []


def test_there_are_overrides_to_look_at() -> None:
    assert {"main.html", "404.html", "sitemap.xml"} <= {path.name for path in overrides()}
