"""Parts of the theme's pages that are the same on many pages of a website, rendered once for it.

A page of the theme repeats the whole navigation, the search form and the switch of colours. They depend on the website
and on the folder that a page lies in, since links are relative; of the navigation only the branch that leads to the
page shows which page it is. They are handed on by a mark, so that the finished page is put together last of all.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page

from generator.outputs.web.handing import hand
from generator.pages.templating import Importable

Render = Callable[..., Iterator[str]]
SAME = frozenset(
    f"partials/{name}.html"
    for name in (
        "copyright", "icons", "integrations/analytics", "javascripts/base", "javascripts/content",
        "javascripts/palette", "logo", "palette", "search", "top",
    )
)  # fmt: skip
"""What tells no page from another, nor does anything that they include."""
SAME_BLOCKS = frozenset({"analytics", "config", "fonts", "libs", "scripts", "styles"})
ICONS = ".icons/"
BASE, CONTENTS, LANGUAGE = "base.html", "partials/toc.html", "partials/language.html"
WHOLE_NAVIGATION = frozenset({"partials/nav.html", "partials/tabs.html"})
"""The same on all pages that the navigation does not lead to."""
NAVIGATION = frozenset({"partials/nav-item.html", "partials/tabs-item.html"})
ITEMS = (Section, Page, Link)


class Fragment(Importable):
    """A template for the pages of one website. Those that lie in its own folder are rendered as ever."""

    kept: dict[Any, Any]
    place: str | None
    """The folder of the page that its macros were made for."""

    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], globals: MutableMapping[str, Any]  # noqa: A002
    ) -> "Fragment":  # fmt: skip
        made = super()._from_namespace(environment, namespace, globals)
        assert isinstance(made, cls)
        made.kept, made.place = {}, None
        if "site-packages" in Path(made.filename or "").parts:
            made._remember(namespace)
        return made

    def _remember(self, namespace: MutableMapping[str, Any]) -> None:
        name = self.name or ""
        if name in SAME or name.startswith(ICONS):
            self.root_render_func = _once(self.root_render_func, _place)
        elif name in WHOLE_NAVIGATION:
            self.root_render_func = _once(self.root_render_func, _aside)
        elif name == CONTENTS:
            self.root_render_func = _once(self.root_render_func, _address)
        elif name == BASE:
            for block in SAME_BLOCKS & self.blocks.keys():
                self.blocks[block] = _once(self.blocks[block], _place)
        elif name in NAVIGATION:
            namespace["Macro"] = lambda *arguments: Branch(self, *arguments)
        elif name == LANGUAGE:
            setattr(self, "make_module", self._words)  # noqa: B010

    def make_module(
        self, vars: dict[str, Any] | None = None, shared: bool = False, locals: Mapping[str, Any] | None = None  # noqa: A002
    ) -> Any:  # fmt: skip
        """The macros of a template, for the page that is rendered."""
        self.place = _folder((vars or {}).get("page"))
        return super().make_module(vars, shared, locals)

    def _words(
        self, vars: dict[str, Any] | None = None, shared: bool = False, locals: Mapping[str, Any] | None = None  # noqa: A002
    ) -> "Words":  # fmt: skip
        """The words of the theme: a website has one language."""
        if "words" not in self.kept:
            self.kept["words"] = Words(super().make_module(vars, shared, locals))
        words: Words = self.kept["words"]
        return words


class Words:
    """The macro `t` of a language, which makes a dictionary of all words whenever it says one."""

    def __init__(self, module: Any) -> None:
        self.module, self.said = module, dict[str, str]()

    def t(self, key: str) -> str:
        if key not in self.said:
            self.said[key] = self.module.t(key)
        return self.said[key]


class Branch(Macro):
    """A macro that renders a branch of the navigation: the same on all pages that it does not lead to."""

    def __init__(self, template: Fragment, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.template = template

    def _invoke(self, arguments: list[Any], autoescape: bool) -> str:
        key = self._key(arguments)
        if key is None:
            return super()._invoke(arguments, autoescape)
        kept = self.template.kept
        if key not in kept:
            made = super()._invoke(arguments, autoescape)
            kept[key] = (type(made)(_shared(made)), arguments)  # they live as long as their ids are used
        text: str = kept[key][0]
        return text

    def _key(self, arguments: list[Any]) -> tuple[Any, ...] | None:
        item = arguments[0] if arguments else None
        if self.name != "render" or self.template.place is None or not isinstance(item, ITEMS) or item.active:
            return None
        made: list[Any] = [self.template.place]
        for given in arguments:
            if isinstance(given, ITEMS):
                made.append((id(given), given.active))
            elif given is missing or isinstance(given, str | int):
                made.append(given)
            else:
                return None
        return tuple(made)


def _once(render: Render, key: Callable[[Context], str | None]) -> Render:
    """The same output whenever the key is the same; no key, no memory."""
    kept: dict[str, str] = {}

    def rendered(context: Context, *more: Any) -> Iterator[str]:
        name = key(context)
        if name is None:
            yield from render(context, *more)
            return
        if name not in kept:
            kept[name] = _shared("".join(render(context, *more)))
        yield kept[name]

    return rendered


def _shared(text: str) -> str:
    taker = hand()
    return text if taker is None else taker.share(text)


def _place(context: Context) -> str | None:
    return _folder(context.get("page"))


def _aside(context: Context) -> str | None:
    items = getattr(context.get("nav"), "items", ())
    return _place(context) if all(isinstance(i, ITEMS) and not i.active for i in items) else None


def _address(context: Context) -> str | None:
    page = context.get("page")
    return page.url if page is not None else None


def _folder(page: Any) -> str | None:
    """Where links on a page start from; None where they are written in another way."""
    folder, _, name = page.url.rpartition("/") if page is not None else ("", "", "")
    return folder if "." in name else None
