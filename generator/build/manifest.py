"""One manifest per client and audience: what was built, from which commit and when. No page says that."""

import hashlib
import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from generator import __version__
from generator.build.job import Output
from generator.build.writing import write_atomically

FOLDER = "manifests"
TOPS = ("documents", "websites")


@dataclass(frozen=True)
class Built:
    """What is the same for all editions of one build."""

    as_of: date
    commit: str | None
    moment: str

    @classmethod
    def now(cls, root: Path, as_of: date) -> "Built":
        return cls(as_of, source_commit(root), datetime.now(UTC).isoformat(timespec="seconds"))


def source_commit(root: Path) -> str | None:
    """The commit that the workspace stands at, with `+` when files differ from it; None outside git."""
    try:
        head = _git(root, "rev-parse", "HEAD")
        return head + ("+" if _git(root, "status", "--porcelain", "--untracked-files=normal", ".") else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def write_manifest(output: Path, client: str, audience: str, outputs: Sequence[Output], built: Built) -> Path:
    """Write the manifest of a client and audience; what was not built anew keeps saying when it was."""
    path = output / FOLDER / client / f"{audience}.json"
    known = {e["path"]: e for e in (read_manifest(path) or {}).get("outputs", [])}
    entries = []
    for o in sorted(outputs, key=lambda o: o.path):
        before = known.get(o.path)
        same = before is not None and before.get("fingerprint") == o.fingerprint
        entries.append(before if same else _entry(o, built))
    data = {
        "client": client,
        "audience": audience,
        "generator": __version__,
        "outputs": entries,
        "files": list(_files(output, client, audience)),
    }
    write_atomically(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    return path


def _entry(o: Output, built: Built) -> dict[str, Any]:
    return {
        "path": o.path,
        "kind": o.kind,
        "language": o.language,
        "fingerprint": o.fingerprint,
        "number": o.number,
        "as_of": built.as_of.isoformat(),
        "commit": built.commit,
        "built": built.moment,
    }


def _files(output: Path, client: str, audience: str) -> Iterator[dict[str, Any]]:
    for top in TOPS:
        for path in sorted((output / top / client / audience).rglob("*")):
            if path.is_file():
                data = path.read_bytes()
                name = path.relative_to(output).as_posix()
                yield {"path": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def read_manifest(path: Path) -> dict[str, Any] | None:
    """A manifest as data; None when there is none or it is damaged."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) and {"client", "audience", "outputs", "files"} <= set(data) else None


def manifests(output: Path) -> Iterator[dict[str, Any]]:
    """All manifests below an output folder."""
    for path in sorted((output / FOLDER).glob("*/*.json")):
        if (data := read_manifest(path)) is not None:
            yield data
