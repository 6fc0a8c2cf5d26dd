"""Diagnostics as GitLab's code quality report."""

from typing import Any

from generator.diagnostics import Report, Severity
from generator.reporters.fingerprints import with_fingerprints

GRADES = {Severity.error: "critical", Severity.warning: "minor", Severity.note: "info"}


def as_code_quality(report: Report) -> list[dict[str, Any]]:
    """A list of issues as GitLab reads them."""
    return [
        {
            "type": "issue",
            "check_name": d.rule,
            "description": f"{d.message}. {d.hint}" if d.hint else d.message,
            "severity": GRADES[d.severity],
            "fingerprint": fingerprint,
            "location": {"path": d.location.file, "lines": {"begin": d.location.line}},
        }
        for d, fingerprint in with_fingerprints(report)
    ]
