"""Diagnostics as SARIF 2.1.0, the OASIS format that code-scanning services read."""

import hashlib
from collections.abc import Mapping
from typing import Any, Protocol

from generator import __version__
from generator.diagnostics import Diagnostic, Report, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Explained(Protocol):
    """What a rule is told to be."""

    @property
    def severity(self) -> Severity: ...
    @property
    def summary(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def mend(self) -> str: ...


def as_sarif(report: Report, explained: Mapping[str, Explained]) -> dict[str, Any]:
    """One run with the rules that were broken and a result for each problem."""
    used = sorted({d.rule for d in report})
    driver = {
        "name": "handbook",
        "version": __version__,
        "rules": [_rule(rule, explained.get(rule)) for rule in used],
    }
    results = [_result(d, used.index(d.rule)) for d in report]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _rule(rule: str, page: Explained | None) -> dict[str, Any]:
    if page is None:
        return {"id": rule}
    return {
        "id": rule,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.why},
        "help": {"text": page.mend},
        "defaultConfiguration": {"level": page.severity.name},
    }


def _result(d: Diagnostic, index: int) -> dict[str, Any]:
    place = d.location
    region = {"startLine": place.line, "startColumn": place.column}
    if place.end_column:
        region["endColumn"] = place.end_column
    text = f"{d.message}. {d.hint}" if d.hint else d.message
    return {
        "ruleId": d.rule,
        "ruleIndex": index,
        "level": d.severity.name,
        "message": {"text": text},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": place.file}, "region": region}}],
        "partialFingerprints": {"problem/v1": fingerprint(d)},
    }


def fingerprint(d: Diagnostic) -> str:
    """The same for the same problem when lines above it are added or removed."""
    return hashlib.sha256("\0".join((d.rule, d.location.file, d.message)).encode()).hexdigest()[:32]
