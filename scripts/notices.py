"""Write THIRD_PARTY_NOTICES.md from requirements.lock and the metadata of the installed packages.

Usage: .venv/bin/python scripts/notices.py [--check]
"""

import re
import sys
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTICES = ROOT / "THIRD_PARTY_NOTICES.md"
RUNTIME_INPUT = "-r requirements.in"

HEAD = """\
# Third-party notices

The project's own code is under the Apache License 2.0 (`LICENSE`). This file names what it builds on.
`scripts/notices.py` writes it; a test holds it to `requirements.lock`.

## Kept in this repository

| what | where | licence |
|---|---|---|
| IBM Plex (Sans, Sans JP, Mono), © IBM Corp. | `site_config/fonts/`, `site_config/theme/assets/fonts/` | OFL-1.1 |

## Copied into every website that is built

| what | licence |
|---|---|
| Material for MkDocs, © Martin Donath: style sheets, scripts, the icons that a page uses | MIT |
| Material Design Icons, in Material for MkDocs | Apache-2.0 |
| RxJS, in the scripts of Material for MkDocs | Apache-2.0 |
| Lunr, in the scripts of Material for MkDocs | MIT |
| IBM Plex Sans and Mono | OFL-1.1 |

PDFs embed the characters of IBM Plex that they use; the OFL allows that without conditions.

## Installed beside the project, not part of it

From the package index, with their versions locked:

| package | version | licence as the package states it |
|---|---|---|
"""
TAIL = """
From the operating system: Python (PSF-2.0), Pango (LGPL-2.0-or-later), HarfBuzz (MIT), Fontconfig (MIT).
"""


def main() -> None:
    text = notices()
    if "--check" not in sys.argv[1:]:
        NOTICES.write_text(text, encoding="utf-8")
    elif NOTICES.read_text(encoding="utf-8") != text:
        sys.exit(f"{NOTICES.name} is not up to date: run make notices")


def notices() -> str:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    rows = [row(name, version) for name, version in runtime_packages(lock)]
    return HEAD + "".join(f"{line}\n" for line in rows if line) + TAIL


def runtime_packages(lock: str) -> list[tuple[str, str]]:
    """The packages that requirements.in names, and all that these need, from the lock's own remarks."""
    entries = re.findall(r"^([a-z0-9-]+)==(\S+)(.*?)(?=^[a-z]|\Z)", lock, flags=re.MULTILINE | re.DOTALL)
    remark = re.compile(r"^    #(?: via)? +(\S.*)$", flags=re.MULTILINE)
    needed_by = {name: set(remark.findall(rest)) for name, _, rest in entries}
    runtime = {RUNTIME_INPUT}
    while found := {name for name, users in needed_by.items() if users & runtime} - runtime:
        runtime |= found
    return [(name, version) for name, version, _ in entries if name in runtime]


def row(name: str, version: str) -> str | None:
    """One line of the table; None for a package that only another implementation of Python installs."""
    try:
        facts = metadata(name)
    except PackageNotFoundError:
        return None
    return f"| {facts['Name']} | {version} | {licence(facts)} |"


def licence(facts: PackageMetadata) -> str:
    expression = facts.get("License-Expression")
    classifiers = facts.get_all("Classifier") or []
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License :: ")]
    return expression or " or ".join(named) or facts["License"]


if __name__ == "__main__":
    main()
