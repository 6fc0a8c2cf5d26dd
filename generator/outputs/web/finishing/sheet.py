"""A style sheet as rules, as far as it takes to leave some of them out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

PARTS = re.compile(
    r"/\*.*?\*/|(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\"[^\"]*\"|'[^']*'|[^()\"'])*\)|[^{};\"'/(]+|[{};]|.)",
    re.DOTALL,
)
"""Comments, or what is kept: texts, parentheses, what stands between the marks of the language, and those marks."""
NESTED = ("@media", "@supports", "@container", "@layer")
BLANKS = re.compile(r"\s+")
AROUND = re.compile(r"\s*([{};,])\s*")
ASKED_FOR = re.compile(r"\[((?:data-md-color-[a-z]+|dir))=\"?([^\]\"]*)\"?\]|\[[^\]]*\]|\.((?:\\.|[\w-])+)")
Wanted = tuple[str, str, str]
"""An attribute and its value, or else a class."""


@dataclass(frozen=True)
class Block:
    """A rule: its selectors or its at-word, and either declarations or rules inside it."""

    head: str
    body: str
    inner: tuple["Block", ...] = ()


@lru_cache(maxsize=1 << 14)
def selectors(head: str) -> tuple[tuple[str, tuple[Wanted, ...]], ...]:
    """Each of a rule's selectors with what it asks for outside of parentheses."""
    made = []
    for selector, outside in _split(head):
        found = (f for f in ASKED_FOR.findall(outside) if f[0] or f[2])
        made.append((selector, tuple((a, value, name.replace("\\", "")) for a, value, name in found)))
    return tuple(made)


def _split(head: str) -> Iterator[tuple[str, str]]:
    """The selectors between the commas that stand in no parentheses, each also without what parentheses hold."""
    depth, start, outside = 0, 0, ""
    for place, mark in enumerate(head):
        depth += (mark == "(") - (mark == ")")
        if mark == "," and not depth:
            yield head[start:place], outside
            start, outside = place + 1, ""
        elif not depth:
            outside += mark
    yield head[start:], outside


@lru_cache(maxsize=8)
def parsed(sheet: str) -> tuple[Block, ...]:
    """The rules of a style sheet, without comments and needless blanks."""
    return tuple(_blocks(part for part in PARTS.findall(sheet) if part))


def _blocks(parts: Iterator[str]) -> Iterator[Block]:
    head = ""
    for part in parts:
        if part == "{":
            head = _tight(head)
            if head.startswith(NESTED):
                yield Block(head, "", tuple(_blocks(parts)))
            else:
                yield Block(head, _body(parts))
            head = ""
        elif part == "}":
            return
        elif part == ";":
            yield Block(_tight(head), "")
            head = ""
        else:
            head += part


def _body(parts: Iterator[str]) -> str:
    """The declarations up to the brace that closes the rule; steps of an animation are rules inside it."""
    found, depth = [], 0
    for part in parts:
        depth += (part == "{") - (part == "}")
        if depth < 0:
            break
        found.append(part if part[0] in "\"'(" else AROUND.sub(r"\1", BLANKS.sub(" ", part)))
    return "".join(found).strip().removesuffix(";").rstrip()


def _tight(head: str) -> str:
    return AROUND.sub(r"\1", BLANKS.sub(" ", head)).strip()
