"""A name for each problem by which a service knows it again after the lines above it have changed."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Report

PASSING = re.compile(r"\bline \d+|\b\d+ days?\b")
"""What in a message differs tomorrow although the problem is the same."""


def with_fingerprints(report: Report) -> Iterator[tuple[Diagnostic, str]]:
    """Each problem with a name that no other of the report has."""
    seen = Counter[str]()
    for d in report:
        name = "\0".join((d.rule, d.location.file, PASSING.sub("", d.message)))
        seen[name] += 1
        yield d, hashlib.sha256(f"{name}\0{seen[name]}".encode()).hexdigest()[:32]
