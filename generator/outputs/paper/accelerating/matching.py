"""Which rules are for an element: asked once for all elements of a name and of the attributes that rules ask for.

Nine in ten of the selectors that the engine tries on each element ask for nothing but its name, its classes and its
attributes. Their answers are kept by those; only what asks for an element's place is tried on each.
"""

from collections.abc import Iterator
from types import CodeType
from typing import Any, NamedTuple

from webencodings import ascii_lower

OWN = frozenset({
    "local_name", "classes", "id", "namespace_url", "in_html_document", "etree_element", "tag", "attrib", "get",
    "lower", "startswith", "endswith", "split_whitespace", "ascii_lower",
})  # fmt: skip
"""What a compiled selector may use that asks for no more than an element itself."""

MOST = 4096
"""Kinds of elements that answers are kept for; a kind may be a single link, of its own address."""

Orders = tuple[int, ...]
Found = list[tuple[Any, int, Any, Any]]
"""Specificity, order of the rule, pseudo-element and declarations."""


class _Answer(NamedTuple):
    """The rules that are for all elements of a kind, and those that need a closer look."""

    found: Found
    orders: Orders
    others: list[Any]


class Rules:
    """The rules of a style sheet."""

    def __init__(self, matcher: Any) -> None:
        self.matcher, self.made_of = matcher, matcher.order
        by_name = (matcher.id_selectors, matcher.class_selectors, matcher.lower_local_name_selectors)
        entries = [*matcher.lang_attr_selectors, *matcher.other_selectors]
        for each in (*by_name, matcher.namespace_selectors):
            entries += [entry for found in each.values() for entry in found]
        self.is_empty = not entries
        self.plain = {id(entry): _is_plain(entry[0].__code__) for entry in entries}
        self.asked = {"class", "lang", *(("id",) if matcher.id_selectors else ())}
        for entry in entries:
            if self.plain[id(entry)]:
                self.asked |= set(_words(entry[0].__code__.co_consts))
        self.known: dict[Any, _Answer] = {}

    def of(self, element: Any) -> tuple[Found, Orders]:
        """What `Matcher.match` gives, and the orders of it."""
        if self.is_empty:
            return [], ()
        etree, asked = element.etree_element, self.asked
        key = (etree.tag, element.in_html_document, *[pair for pair in etree.attrib.items() if pair[0] in asked])
        if (answer := self.known.get(key)) is None:
            if len(self.known) == MOST:
                self.known.clear()
            answer = self.known[key] = self._answer(element)
        found, orders, others = answer
        if more := [entry[1:] for entry in others if entry[0](element)]:
            found = sorted([*found, *more])
            orders = tuple([order for _, order, _, _ in found])
        return found, orders

    def _answer(self, element: Any) -> _Answer:
        entries = list(self._concerned(element))
        found = sorted(entry[1:] for entry in entries if self.plain[id(entry)] and entry[0](element))
        others = [entry for entry in entries if not self.plain[id(entry)]]
        return _Answer(found, tuple([order for _, order, _, _ in found]), others)

    def _concerned(self, element: Any) -> Iterator[Any]:
        """The selectors that `Matcher.match` tries on an element."""
        matcher = self.matcher
        yield from matcher.id_selectors.get(element.id, ())
        for name in element.classes:
            yield from matcher.class_selectors.get(name, ())
        yield from matcher.lower_local_name_selectors.get(ascii_lower(element.local_name), ())
        yield from matcher.namespace_selectors.get(element.namespace_url, ())
        if "lang" in element.etree_element.attrib:
            yield from matcher.lang_attr_selectors
        yield from matcher.other_selectors


def rules_of(matcher: Any) -> Rules:
    """The rules of a matcher, kept with it: its style sheet serves many documents."""
    rules: Rules | None = getattr(matcher, "_rules", None)
    if rules is None or rules.made_of != matcher.order:
        rules = matcher._rules = Rules(matcher)
    return rules


def _is_plain(code: CodeType) -> bool:
    return OWN.issuperset(code.co_names) and not any(isinstance(each, CodeType) for each in code.co_consts)


def _words(constants: tuple[Any, ...]) -> Iterator[str]:
    for each in constants:
        if isinstance(each, str):
            yield each
        elif isinstance(each, tuple):
            yield from _words(each)
