"""Computed styles: shared by whatever looks the same, and made only where somebody asks for them.

The engine's own style sheet has rules for `::marker`, `::footnote-call` and five more of every element; six in seven of
all styles are made for those, and hardly one is ever used. And each page has 18 styles, which are those of the last.
"""

from collections.abc import Iterator
from math import inf
from typing import Any

from weasyprint import css
from weasyprint.css import AnonymousStyle, ComputedStyle, StyleFor, functions
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.layout import page

from generator.outputs.paper.accelerating.matching import rules_of
from generator.outputs.paper.accelerating.patching import Patch

Cascaded = dict[str, tuple[Any, Any]]
"""Property → its value, and the weight that it won by."""

OWN = {"page", "position", "float", "display"}
"""Properties whose initial values depend on others."""
INITIAL = {
    name: value
    for name, value in INITIAL_VALUES.items()
    if name not in INHERITED and name not in INITIAL_NOT_COMPUTED | OWN and not name.startswith("text_decoration_")
}
"""What a style has where nothing says otherwise."""
NAME = {"anchor"}
"""What an element's `id` is to a style; no style inherits it."""
FIRST = {"first-line", "first-letter"}
"""Pseudo-elements of which only what was asked for counts."""
DIRECTIONS = ("ttb", "btt", "ltr", "rtl")
LOGICAL = {f(block=b, inline=i) for f in PHYSICAL_FUNCTIONS.values() for b in DIRECTIONS for i in DIRECTIONS}
"""Names such as `margin_block_start`, which stand for a side once the direction of writing is known."""
PHYSICAL_ASIDE = {name: value for name, value in INITIAL.items() if name not in PHYSICAL_FUNCTIONS}

DOWN = {*INHERITED, "page", *(f"text_decoration_{each}" for each in ("line", "color", "style", "thickness"))}
"""Properties that are the parent's where no rule has a say; not for the root."""
EDGES = {f"{edge}_style": f"{edge}_width" for edge in ("border_top", "border_right", "border_bottom", "border_left")}
EDGES["outline_style"] = "outline_width"
"""What has no width where no rule gives it a style."""
UNPLACED = {"position": "static", "float": "none"}

_anonymous, _computed = AnonymousStyle.__init__, ComputedStyle.__init__
_missing = ComputedStyle.__missing__


def patches() -> Iterator[Patch]:
    """What this module speeds up."""
    yield Patch(StyleFor, "__init__", _styled)
    yield Patch(page, "set_page_type_computed_styles", _set_page_styles)
    yield Patch(AnonymousStyle, "__init__", _set_anonymous)
    yield Patch(ComputedStyle, "__init__", _set_computed)
    yield Patch(ComputedStyle, "__missing__", _computed_value)


def _set_anonymous(self: Any, parent_style: Any) -> None:
    """Nothing but initial values: all at once, instead of each when it is first asked for."""
    self.update(INITIAL)
    _anonymous(self, parent_style)


def _set_computed(self: Any, parent_style: Any, cascaded: Cascaded, *others: Any) -> None:
    """The same where no rule has a say. `_computed_value` works out the rest."""
    _computed(self, parent_style, cascaded, *others)
    if self.pseudo_type in FIRST:
        return
    if LOGICAL.isdisjoint(cascaded):
        self.update(INITIAL)
        for style, width in EDGES.items():
            if style not in cascaded:
                self[width] = 0
    else:
        self.update(PHYSICAL_ASIDE)
    if UNPLACED.keys().isdisjoint(cascaded):
        self.update(UNPLACED)
        self.specified.update(UNPLACED)
    for name in cascaded:
        self.pop(name, None)


def _computed_value(self: Any, name: str) -> Any:
    """Stands for `ComputedStyle.__missing__`: what no rule has a say in comes down from the parent."""
    if name in DOWN and name not in self.cascaded and (parent := self.parent_style) is not None:
        value = parent[name]
        if not functions.check_math(value):
            self[name] = value
            return value
    return _missing(self, name)


class _Look:
    """What elements have in common that look the same, but for their names: their style, the parent of others' styles,
    and the declarations for their pseudo-elements."""

    def __init__(self, parent_style: Any, cascaded: dict[Any, Cascaded], make: Any) -> None:
        self.style, self.cascaded = make(parent_style, cascaded[None], None), cascaded
        self.made: dict[str, Any] = {}
        self.peculiar = [p for p in cascaded if p and (p in FIRST or "anchor" in cascaded[p])]
        self.is_peculiar = bool(self.peculiar) or "anchor" in cascaded[None]


class _Styles(dict[Any, Any]):
    """Computed styles by element and pseudo-element; the latter are made when they are asked for."""

    def __init__(self, styled: Any) -> None:
        super().__init__()
        self.looks: dict[Any, _Look] = {}
        self.styled = styled

    def get(self, key: Any, default: Any = None) -> Any:
        """The style of `(element, pseudo-element)`."""
        if (found := dict.get(self, key)) is not None or key[1] is None:
            return found
        look = self.looks.get(key[0])
        if look is None or (cascaded := look.cascaded.get(key[1])) is None:
            return default
        if (made := look.made.get(key[1])) is None:
            made = look.made[key[1]] = self.styled(look.style, cascaded, key[1])
        return made


def _styled(
    self: Any, html: Any, sheets: Any, presentational_hints: Any, font_config: Any, target_collector: Any
) -> None:
    """Stands for `StyleFor.__init__`: the cascade is worked out once for all elements that look the same."""
    self.initial_page_sizes = {"box": None, "area": None}
    self._sheets, self.font_config, self._page_styles = sheets, font_config, {}
    self._cascaded_styles = {}
    root = html.etree_element

    def made(parent_style: Any, cascaded: Cascaded, pseudo: str | None) -> Any:
        root_style = styles[root, None] if (root, None) in styles else css.InitialStyle(font_config)
        sizes = self.initial_page_sizes
        return ComputedStyle(parent_style, cascaded, pseudo, root_style, html.base_url, font_config, sizes)

    self._computed_styles = styles = _Styles(made)
    own = _own_declarations(html, presentational_hints)
    looks: dict[Any, _Look] = {}
    rules = [(sheet, origin, over, rules_of(sheet.matcher)) for sheet, origin, over in sheets]
    for element in html.wrapper_element.iter_subtree():
        etree, parent = element.etree_element, element.parent
        parent_style = styles.looks[parent.etree_element].style if parent else None
        matches = [(sheet, origin, over, *found.of(element)) for sheet, origin, over, found in rules]
        said = own.get(etree, {})
        key = (id(parent_style), *[orders for _, _, _, _, orders in matches])
        look = looks.get(key) if said.keys() <= NAME else None
        if look is None:
            cascaded = _cascaded(matches, {} if said.keys() <= NAME else said)
            look = _Look(parent_style, cascaded, made)
            if said.keys() <= NAME and not look.is_peculiar:
                looks[key] = look
        styles.looks[etree] = look
        named = {**look.cascaded[None], **said}
        style = styles[etree, None] = made(parent_style, named, None) if said.keys() == NAME else look.style
        if style["anchor"]:
            target_collector.collect_anchor(style["anchor"])
        for pseudo in look.peculiar:
            styles[etree, pseudo] = pseudo_style = made(style, look.cascaded[pseudo], pseudo)
            if pseudo_style["anchor"]:
                target_collector.collect_anchor(pseudo_style["anchor"])


def _own_declarations(html: Any, presentational_hints: Any) -> dict[Any, Cascaded]:
    """What elements say of themselves, in `style` and some other attributes."""
    own: dict[Any, Cascaded] = {}
    found = css.find_style_attributes(html.etree_element, presentational_hints, html.base_url)
    for specificity, element, declarations, base_url in found:
        style = own.setdefault(element, {})
        _lay(style, css.preprocess_declarations(base_url, declarations), "author", inf, specificity)
    return own


def _cascaded(matches: list[Any], own: Cascaded) -> dict[Any, Cascaded]:
    """The winning declarations of an element, and of each of its pseudo-elements."""
    made: dict[Any, Cascaded] = {None: own}
    for sheet, origin, over, found, _orders in matches:
        for specificity, _order, pseudo, (declarations, layer) in found:
            order = inf if layer is None else sheet.layers.index(layer)
            _lay(made.setdefault(pseudo, {}), declarations, origin, order, over or specificity)
    return made


def _lay(style: Cascaded, declarations: Any, origin: str, order: Any, specificity: Any) -> None:
    for name, values, importance in declarations:
        weight = (css.declaration_precedence(origin, importance), order, specificity)
        if name not in style or style[name][1] <= weight:
            style[name] = values, weight


def _set_page_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Pages for which the same rules count share their styles and those of their margins."""
    before, style_for._cascaded_styles = style_for._cascaded_styles, {}
    try:
        style_for.add_page_declarations(page_type)
        found = style_for._cascaded_styles
    finally:
        style_for._cascaded_styles = before
    styles, root = style_for._computed_styles, html.etree_element
    own = found.pop((page_type, None), {})
    parent = styles[page_type, None] = _page_style(style_for, html, own, None, styles[root, None])
    for (_, pseudo), cascaded in found.items():
        styles[page_type, pseudo] = _page_style(style_for, html, cascaded, pseudo, parent)


def _page_style(style_for: Any, html: Any, cascaded: Cascaded, pseudo: str | None, parent: Any) -> Any:
    """Before the first page is made its size is not known, so what is worked out then is its own."""
    sized = style_for.initial_page_sizes["box"] is not None
    key = (pseudo, id(parent), sized, *((name, id(value), str(weight)) for name, (value, weight) in cascaded.items()))
    if (style := style_for._page_styles.get(key)) is None:
        root_style = style_for._computed_styles[html.etree_element, None]
        style = style_for._page_styles[key] = ComputedStyle(
            parent, cascaded, pseudo, root_style, html.base_url, style_for.font_config, style_for.initial_page_sizes
        )
    return style
