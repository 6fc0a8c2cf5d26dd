"""What is told about each rule: summary, why, how to mend it, a bad and a good example. Data in rules/<family>.yml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.diagnostics import Severity
from generator.inventory.reading import SourceFile, parse

FOLDER = Path(__file__).parent / "rules"


@dataclass(frozen=True)
class RulePage:
    """A rule as documented. `file` is the inventory file that the examples are written in."""

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


@cache
def rule_pages() -> Mapping[str, RulePage]:
    """All rules by id, in the order of their families."""
    return {page.id: page for path in sorted(FOLDER.glob("*.yml")) for page in _family(path)}


def _family(path: Path) -> list[RulePage]:
    source = SourceFile(path.name, path.read_text("utf-8"))
    parse(source)
    if source.diagnostics:
        raise ValueError(f"{path}: {source.diagnostics[0].message}")
    return [_page(path.stem, rule_id, data) for rule_id, data in source.data.items()]


def _page(family: str, rule_id: str, data: Mapping[str, Any]) -> RulePage:
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
    )
