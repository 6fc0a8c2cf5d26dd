"""Diagnostics as SARIF 2.1.0, the OASIS format that code-scanning services read."""

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import quote

from generator import __version__
from generator.diagnostics import Diagnostic, Report, Severity
from generator.reporters.fingerprints import with_fingerprints

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
    results = [_result(d, used.index(d.rule), fingerprint) for d, fingerprint in with_fingerprints(report)]
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


def _result(d: Diagnostic, index: int, fingerprint: str) -> dict[str, Any]:
    place = d.location
    region = {"startLine": place.line, "startColumn": place.column}
    if place.end_column:
        region["endColumn"] = place.end_column
    text = f"{d.message}. {d.hint}" if d.hint else d.message
    artifact = {"uri": quote(place.file)}
    return {
        "ruleId": d.rule,
        "ruleIndex": index,
        "level": d.severity.name,
        "message": {"text": _without_links(text)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"problem/v1": fingerprint},
    }


def _without_links(text: str) -> str:
    """SARIF makes a link of [words](address) in any message."""
    return text.replace("](", "] (")
