"""What templates may ask for and call, also after the same was asked for and allowed a moment before."""

import gc
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, StrictUndefined, pass_context
from jinja2.exceptions import SecurityError, UndefinedError
from markupsafe import Markup

from generator.pages.templating import _IMPORTED, Sandbox, let_go


class Thing:
    name = "plain"

    def said(self, word: str = "") -> str:
        return f"said {word}"

    def gone(self) -> None:
        raise AssertionError("nothing may delete a thing")

    gone.alters_data = True  # type: ignore[attr-defined]

    @pass_context
    def told(self, context: Any) -> str:
        return str(context["word"])


def rendered(text: str, **context: Any) -> str:
    sandbox = Sandbox(autoescape=True, undefined=StrictUndefined)
    return sandbox.from_string(text * 2).render(thing=Thing(), word="<x>", **context)


def ended() -> str:
    raise StopIteration


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ thing.name }}", "plain"),
        ("{{ thing.said(word) }}", "said &lt;x&gt;"),
        ("{{ thing.told() }}", "&lt;x&gt;"),
        ("{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{% for i in [1] %}{{ m(i) }}{% endfor %}", "12"),
        ("{% set f = thing.said %}{% for i in [1] %}{{ f('a') }}{% endfor %}", "said a"),
        ("{{ '{} {}'.format(word, 1) }}", "&lt;x&gt; 1"),
        ("{{ marked.format(word) }}", "<b>&lt;x&gt;</b>"),
        ("{{ {'a': 1}.a }}{{ {'items': 1}['items'] }}", "11"),
    ],
)
def test_what_is_allowed(text: str, expected: str) -> None:
    assert rendered(text, marked=Markup("<b>{}</b>")) == expected * 2


@pytest.mark.parametrize(
    "text",
    [
        "{{ thing.gone() }}",
        "{{ thing.said.__globals__ }}",
        "{{ thing.__class__.__mro__ }}",
        "{{ thing.said.__func__ }}",
        "{{ '{0.__class__}'.format(thing) }}",
        "{{ '{a.__class__}'.format_map({'a': thing}) }}",
        "{% set f = '{0.said.__globals__}'.format %}{{ f(thing) }}",
        "{{ marked.format(thing) }}",
        "{{ [1].append(2) }}",
        "{{ {}.update({}) }}",
        "{{ ended() }}",
    ],
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises((SecurityError, UndefinedError)):
        rendered(f"{{{{ thing.name }}}}{{{{ 'a'.upper() }}}}{text}", marked=Markup("<b>{0.__class__}</b>"), ended=ended)


def test_an_attribute_that_is_gone_is_looked_for_inside() -> None:
    class Either(dict[str, int]):
        pass

    first, second = Either(), Either(size=2)
    first.size = 1  # type: ignore[attr-defined]
    assert Sandbox().from_string("{% for e in both %}{{ e.size }}{% endfor %}").render(both=[first, second]) == "12"


def test_templates_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are."""
    from generator.pages import templating

    names = [f"{n}.j2" for n in range(450)]
    for name in names:
        (tmp_path / name).write_text("x", "utf-8")
    made = templating.environment(tmp_path)
    compiled: list[str] = []
    plain: Callable[..., Any] = made.compile
    monkeypatch.setattr(
        made, "compile", lambda source, name, *more: compiled.append(name) or plain(source, name, *more)
    )
    for name in [*names, *names]:
        made.get_template(name)
    assert compiled == names


def test_what_was_imported_is_let_go_without_the_collector() -> None:
    """Macros and their context hold each other; a worker does not look for such circles."""
    texts = {"macros": "{% macro said() %}{{ word }}{% endmacro %}", "page": "{% import 'macros' as m with context %}"}
    sandbox = Sandbox(loader=DictLoader({**texts, "page": f"{texts['page']}{{{{ m.said() }}}}"}))
    let_go()
    gc.disable()
    try:
        assert sandbox.get_template("page").render(word="x") == "x"
        (context,) = (weakref.ref(c) for c in _IMPORTED)
        assert context() is not None
        let_go()
        assert context() is None
    finally:
        gc.enable()
