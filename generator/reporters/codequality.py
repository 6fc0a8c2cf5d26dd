"""Diagnostics as GitLab's code quality report."""

from typing import Any

from generator.diagnostics import Report, Severity
from generator.reporters.sarif import fingerprint

GRADES = {Severity.error: "critical", Severity.warning: "minor", Severity.note: "info"}


def as_code_quality(report: Report) -> list[dict[str, Any]]:
    """A list of issues as GitLab reads them; two of the same kind in a file get different fingerprints."""
    made, seen = [], dict[str, int]()
    for d in report:
        name = fingerprint(d)
        seen[name] = seen.get(name, 0) + 1
        made.append(
            {
                "type": "issue",
                "check_name": d.rule,
                "description": f"{d.message}. {d.hint}" if d.hint else d.message,
                "severity": GRADES[d.severity],
                "fingerprint": name if seen[name] == 1 else f"{name}-{seen[name]}",
                "location": {"path": d.location.file, "lines": {"begin": d.location.line}},
            }
        )
    return made
