"""What is told about each rule: summary, why, how to mend it, a bad and a good example. Data in rules/<family>.yml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from generator.diagnostics import Severity
from generator.inventory.reading import SourceFile, parse

FOLDER = Path(__file__).parent / "rules"
WAYS = frozenset({"text", "shift_jis", "repeated", "folder", "link", "absent", "escaped"})
"""What can stand in a bad example's place: its text, or something that no text can show."""


@dataclass(frozen=True)
class RulePage:
    """A rule as documented.

    `file` is the inventory file that the examples are written in; keys of the small workspace's file that an example
    does not give stay as they are. `beside` are other files that both examples stand among. `bad_as` says how the bad
    example gets there when it is not the file's text (see WAYS).
    """

    id: str
    family: str
    severity: Severity
    summary: str
    why: str
    mend: str
    file: str
    bad: str
    good: str
    fixable: bool = False
    beside: Mapping[str, Any] = field(default_factory=dict)
    bad_as: str = "text"
    good_file: str = ""
    """Where the good example stands, if elsewhere."""


@cache
def rule_pages() -> Mapping[str, RulePage]:
    """All rules by id, in the order of their families."""
    return {page.id: page for path in sorted(FOLDER.glob("*.yml")) for page in _family(path)}


def _family(path: Path) -> list[RulePage]:
    source = SourceFile(path.name, path.read_text("utf-8"))
    parse(source)
    if source.diagnostics:
        place = source.diagnostics[0].location
        raise ValueError(f"{path}:{place.line}: {source.diagnostics[0].message}")
    return [_page(path.stem, rule_id, data) for rule_id, data in source.data.items()]


def _page(family: str, rule_id: str, data: Mapping[str, Any]) -> RulePage:
    if (way := data.get("bad_as", "text")) not in WAYS:
        raise ValueError(f"rules/{family}.yml: {rule_id}: bad_as {way!r} is not one of {', '.join(sorted(WAYS))}")
    return RulePage(
        rule_id,
        family,
        Severity[data["severity"]],
        data["summary"],
        data["why"].strip(),
        data["mend"].strip(),
        data["file"],
        data["bad"],
        data["good"],
        data.get("fixable", False),
        data.get("beside", {}),
        way,
        data.get("good_file", ""),
    )
