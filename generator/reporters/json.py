"""Diagnostics as JSON: a list of flat objects."""

from typing import Any

from generator.diagnostics import Report


def as_json(report: Report) -> list[dict[str, Any]]:
    """Objects with rule, severity, file, line, column, message and hint, sorted by place."""
    return [
        {
            "rule": d.rule,
            "severity": d.severity.name,
            "file": d.location.file,
            "line": d.location.line,
            "column": d.location.column,
            "message": d.message,
            "hint": d.hint,
        }
        for d in report
    ]
